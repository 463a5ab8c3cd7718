"""The white model in a renderer: ground, sides, roofs, walls, edges, other objects, trees."""

from collections.abc import Callable
from typing import Any

import numpy as np

from scenes.actors import actor_of, line_data, picture_texture, poly_data, repaint, set_colours
from scenes.drape import Drape
from scenes.ground import soft_light
from scenes.layers.props import LayerProps
from scenes.masses import Masses, roof_colours
from scenes.meshes import Bytes, as_bytes
from scenes.objects import flat_colours
from scenes.photo import PhotoOverlay
from scenes.plan_overlay import PlanOverlay
from scenes.site_arrays import SiteArrays
from scenes.sun.props import SunProps, dim
from scenes.sun.sunshine import Sunshine
from scenes.textures.appearance import Appearance
from scenes.textures.dress import Dress
from scenes.textures.props import PAINTED_EDGES
from scenes.vegetation.props import TreeProps

FULL_EDGES = 0.3
"""Scale up to which edges have their full width; beyond it a whole district would be drawn grey [m/px]."""


LIT = ("roofs", "walls", "bodies")
"""What `SunProps` stand in for while the sun shines."""

QUIET = ("edges", "object edges")
"""What the sun makes brighter or darker as a whole."""

FLAT_PULL = 0.0008
"""Share of the distance by which what lies on the ground is drawn nearer than it: the drawn relief is not exact."""


class Model:
    """Keeps VTK's props in step with the arrays. Called in the thread that draws.

    Attributes:
        trees: those of the site; they follow the camera, too.
        scale: pixels of the picture per unit of lines.
    """

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._arrays: SiteArrays | None = None
        self._actors: dict[str, Any] = {}
        self._drape: Drape | None = None
        self._plan: PlanOverlay | None = None
        self._photo: PhotoOverlay | None = None
        self._ground_texture: Any = None
        self._roof_texture: Any = None
        self._flat_texture: Any = None
        self._sun: Sunshine | None = None
        self._sun_props = SunProps(renderer)
        self._layer_props = LayerProps(renderer)
        self._dress = Dress(renderer)
        self.trees = TreeProps(renderer)
        self.scale = 1.0

    @property
    def sunshine(self) -> Sunshine | None:
        """The light that is drawn; None under a layer, a plan or a photo, which have colours of their own."""
        over = (self._drape, self._plan, self._photo)
        return self._sun if all(one is None for one in over) else None

    @property
    def draped(self) -> bool:
        """Whether a layer lies on it."""
        return self._drape is not None

    def commit(self, arrays: SiteArrays) -> None:
        before = self._arrays
        self._arrays = arrays
        if before is None or before.ground is not arrays.ground:
            self._build_ground(arrays)
        if before is None or before.masses is not arrays.masses:
            self._build_masses(arrays)
        elif before.light is not arrays.light:
            repaint(self._roof_texture, roof_light(arrays))
        if before is None or before.objects is not arrays.objects:
            self._build_objects(arrays)
        elif before.ground is not arrays.ground:
            repaint(self._flat_texture, _ground_light(arrays))
        if before is None or before.trees is not arrays.trees:
            self.trees.show(arrays.trees)
        worn = self._dress.appearance
        if any(one is not None for one in (self._drape, self._plan, self._photo, self._sun, worn)):
            self._drape = self._plan = self._photo = self._sun = None
            self._dress.appearance = None
            self._paint()

    def drape(self, drape: Drape | None) -> None:
        """Lay a layer over ground and roofs; None takes it away."""
        self._drape = drape
        self._paint()

    def plan(self, overlay: PlanOverlay | None) -> None:
        """Paint plans on the ground; None takes them away. A layer goes before: its colours are to be read off."""
        self._plan = overlay
        self._paint()

    def photo(self, overlay: PhotoOverlay | None) -> None:
        """Lay photos over ground and roofs; None takes them away. A layer and plans go before."""
        self._photo = overlay
        self._paint()

    def dress(self, appearance: Appearance | None) -> None:
        """Paint the model as its file does; None: white. Under a layer it is white all the same."""
        self._dress.appearance = appearance
        self._paint()

    def shine(self, sunshine: Sunshine | None) -> None:
        """Draw the site in the light of a moment; None: in soft light."""
        self._sun = sunshine
        self._paint()

    def aim(self, matrix: Any, flat: Any, metres_per_pixel: float) -> None:
        """Follow the camera.

        Args:
            matrix: draws edges nearer to the eye.
            flat: draws what lies on the ground nearer to the eye than it.
            metres_per_pixel: edges become thinner the farther the model is.
        """
        self._layer_props.aim(flat, self.scale)
        if "flats" in self._actors:
            self._actors["flats"].SetUserMatrix(flat)
        for edges in (self._actors[name] for name in ("edges", "object edges") if name in self._actors):
            edges.SetUserMatrix(matrix)
            edges.GetProperty().SetLineWidth(edge_width(self.scale, metres_per_pixel))

    def _put(self, name: str, make: Callable[[], Any], *, empty: bool = False) -> None:
        old = self._actors.pop(name, None)
        if old is not None:
            self._renderer.RemoveActor(old)
        if empty:
            return
        actor = make()
        self._actors[name] = actor
        self._renderer.AddActor(actor)

    def _build_ground(self, arrays: SiteArrays) -> None:
        self._ground_texture = picture_texture(arrays.ground.picture)
        self._put("ground", lambda: actor_of(poly_data(arrays.ground.mesh), self._ground_texture))
        self._put("sides", lambda: actor_of(poly_data(arrays.ground.sides)))

    def _build_masses(self, arrays: SiteArrays) -> None:
        self._roof_texture = picture_texture(roof_light(arrays))
        masses: Masses = arrays.masses
        self._put("roofs", lambda: actor_of(poly_data(masses.roofs), self._roof_texture))
        self._put("walls", lambda: actor_of(poly_data(masses.walls)))
        self._put("edges", lambda: actor_of(line_data(masses.edges)))

    def _build_objects(self, arrays: SiteArrays) -> None:
        objects = arrays.objects
        self._flat_texture = picture_texture(_ground_light(arrays))
        self._put("bodies", lambda: actor_of(poly_data(objects.bodies)), empty=not len(objects.bodies.points))
        self._put(
            "flats",
            lambda: actor_of(poly_data(objects.flats), self._flat_texture),
            empty=not len(objects.flats.points),
        )
        self._put("object edges", lambda: actor_of(line_data(objects.edges)), empty=not len(objects.edges.points))

    def _paint(self) -> None:
        arrays, drape = self._arrays, self._drape
        if arrays is None:
            return
        self._layer_props.show(drape)
        over = drape.picture if drape is not None and drape.picture is not None else None
        if over is None and self._plan is not None:
            over = self._plan.picture
        if over is None and self._photo is not None:
            over = self._photo.ground
        draped = over is not None
        sun = self.sunshine
        soft = arrays.ground.picture if sun is None else sun.picture
        picture = soft if over is None else over
        repaint(self._ground_texture, picture)
        lit = _ground_light(arrays) if sun is None else sun.ground_light
        repaint(self._flat_texture, picture if draped else lit)
        self._light(sun)
        if "flats" in self._actors:
            set_colours(self._actors["flats"], flat_colours(arrays.site, arrays.objects, draped=draped))
        self._paint_roofs(arrays, drape)
        lying = frozenset(n for n, one in (("layer", drape), ("photo", self._photo)) if one is not None)
        if self._dress.wear(arrays, self._actors, self._sun_props, sun, lying):
            for name in QUIET:
                if name in self._actors:
                    dim(self._actors[name], PAINTED_EDGES if sun is None else PAINTED_EDGES * sun.tones.quiet)

    def _paint_roofs(self, arrays: SiteArrays, drape: Drape | None) -> None:
        colours, light = arrays.masses.roofs.colours, roof_light(arrays)
        if self._photo is not None:
            colours, light = self._photo.roof_colours, self._photo.roofs
        if drape is not None and drape.tints is not None:
            colours = roof_colours(arrays.site, arrays.planned, drape.tints)[arrays.masses.roof_surface]
            # No shade on roofs that carry a layer: the legend's colours are to be read off exactly.
            light = np.full((2, 2, 3), 255, np.uint8)
        repaint(self._roof_texture, light)
        set_colours(self._actors["roofs"], colours)

    def _light(self, sun: Sunshine | None) -> None:
        """What stands is drawn in soft light, or in that of a moment."""
        self._sun_props.show(sun)
        self.trees.shine(sun)
        for name in LIT:
            if name in self._actors:
                self._actors[name].SetVisibility(sun is None)
        for name in QUIET:
            if name in self._actors:
                dim(self._actors[name], 1.0 if sun is None else sun.tones.quiet)
        if self._arrays is not None:
            sides = self._arrays.ground.sides.colours
            set_colours(self._actors["sides"], sides if sun is None else as_bytes(sides * sun.tones.ground[150]))


def edge_width(scale: float, metres_per_pixel: float) -> float:
    """Width of edges [px]: they become thinner the farther the model is."""
    return max(1.0, scale * min(1.0, FULL_EDGES / (metres_per_pixel * scale)))


def roof_light(arrays: SiteArrays) -> Bytes:
    """Light on roofs as a grey picture, shape (rows, columns, 3)."""
    light = arrays.light.roofs.values
    soft = 0.80 + 0.20 * ((light - 0.4) / 0.55).clip(0, 1)
    return as_bytes(255 * soft[:, :, None].repeat(3, axis=2))


def _ground_light(arrays: SiteArrays) -> Bytes:
    """Light on the ground as a grey picture, shape (rows, columns, 3)."""
    soft = soft_light(arrays.ground.light)
    return as_bytes(255 * soft[:, :, None].repeat(3, axis=2))
