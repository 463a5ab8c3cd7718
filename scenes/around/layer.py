"""The city beyond the site in a renderer. Called in the thread that draws; meshes are made before, in any thread."""

from typing import Any

from scenes.actors import actor_of, image_texture, line_data, poly_data, set_colours, set_triangles
from scenes.around.content import Surroundings
from scenes.around.massing import FarMesh
from scenes.around.near import NearMesh
from scenes.around.patches import Key
from scenes.meshes import Mesh, as_bytes
from scenes.textures.props import PAINTED_EDGES, skin_actor


class Around:
    """Keeps VTK's props in step with what is to be seen; only what came or went is touched."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._earth: tuple[Mesh, Any] | None = None
        self._far: dict[Key, tuple[FarMesh, Any, frozenset[Key]]] = {}
        self._near: dict[Key, tuple[NearMesh, tuple[Any, ...]]] = {}
        self._is_bare = False

    def show(self, around: Surroundings | None) -> None:
        """Draw this, and nothing else that was drawn before."""
        around = around or Surroundings(None, {}, {})
        if (self._earth[0] if self._earth else None) is not around.earth:
            self._show_earth(around.earth)
        for key in [key for key, (mesh, *_) in self._near.items() if around.near.get(key) is not mesh]:
            self._remove(*self._near.pop(key)[1])
        for key in [key for key, (mesh, *_) in self._far.items() if around.far.get(key) is not mesh]:
            self._remove(self._far.pop(key)[1])
        for key, near in around.near.items():
            if key not in self._near:
                self._near[key] = near, self._add(near)
        hidden = frozenset(self._near)
        for key, far in around.far.items():
            self._show_far(key, far, hidden.intersection(tile for tile, _, _ in far.tiles))

    def aim(self, matrix: Any, width: float) -> None:
        """Follow the camera: edges are drawn nearer to the eye, and thinner the farther the model is [px]."""
        for _, (_, edges, *_) in self._near.values():
            edges.SetUserMatrix(matrix)
            edges.GetProperty().SetLineWidth(width)

    def strip(self, *, bare: bool) -> None:
        """Leave images and colours of the file away, as long as a layer is to be read off."""
        if bare != self._is_bare:
            self._is_bare = bare
            for near, actors in self._near.values():
                self._dress(near, actors)

    def _dress(self, near: NearMesh, actors: tuple[Any, ...]) -> None:
        if near.paint is None:
            return
        faces, edges, *images = actors
        set_triangles(faces, near.faces.triangles if self._is_bare else near.paint.triangles)
        set_colours(faces, near.faces.colours if self._is_bare else near.paint.colours)
        lines = near.edges.colours
        set_colours(edges, lines if self._is_bare else as_bytes(lines * PAINTED_EDGES))
        for actor in images:
            actor.SetVisibility(not self._is_bare)

    def _show_earth(self, earth: Mesh | None) -> None:
        if self._earth is not None:
            self._remove(self._earth[1])
            self._earth = None
        if earth is not None:
            actor = actor_of(poly_data(earth))
            self._renderer.AddActor(actor)
            self._earth = earth, actor

    def _show_far(self, key: Key, far: FarMesh, hidden: frozenset[Key]) -> None:
        known = self._far.get(key)
        if known is None:
            actor = actor_of(poly_data(far.mesh))
            self._renderer.AddActor(actor)
            known = far, actor, frozenset()
        if hidden != known[2]:
            set_triangles(known[1], far.without(hidden))
        self._far[key] = far, known[1], hidden

    def _add(self, near: NearMesh) -> tuple[Any, ...]:
        actors = [actor_of(poly_data(near.faces)), actor_of(line_data(near.edges))]
        for skin in near.paint.skins if near.paint is not None else ():
            actors.append(skin_actor(skin, image_texture(skin.picture, repeats=skin.repeats)))
        self._dress(near, tuple(actors))
        for actor in actors:
            self._renderer.AddActor(actor)
        return tuple(actors)

    def _remove(self, *actors: Any) -> None:
        for actor in actors:
            self._renderer.RemoveActor(actor)
