"""The white model in a renderer: ground, sides, roofs, walls, edges, other objects, trees."""

from collections.abc import Callable
from typing import Any

import numpy as np

from scenes.actors import actor_of, line_data, picture_texture, poly_data, repaint, set_colours
from scenes.drape import Drape
from scenes.dusk import BODIES, GROUND, LINES, TREES, Dusk, roofs_darkened
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

FULL_LIGHT = np.full((2, 2, 3), 255, np.uint8)

FLAT_PULL = 0.0008
"""Share of the distance by which what lies on the ground is drawn nearer than it: the drawn relief is not exact."""


class Model:
    """Keeps VTK's props in step with the arrays. Called in the thread that draws, so it computes next to nothing.

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
        self._is_dark = False
        self._painted: dict[str, tuple[object, ...]] = {}
        self._dusk = Dusk()
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
    def roofs_draped(self) -> bool:
        """Whether a layer lies on roofs, which takes photos and images of the file away so that it can be read off."""
        return self._drape is not None and self._drape.tints is not None

    def commit(self, arrays: SiteArrays) -> None:
        before = self._arrays
        self._arrays = arrays
        if before is None or before.ground.mesh is not arrays.ground.mesh:
            self._build_ground(arrays)
        if before is None or before.masses is not arrays.masses:
            self._build_masses(arrays)
        if before is None or before.objects is not arrays.objects:
            self._build_objects(arrays)
        if before is None or before.trees is not arrays.trees:
            self.trees.show(arrays.trees)
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
        """Lay photos over ground and roofs; None takes them away. Plans and layers on roofs go before."""
        self._photo = overlay
        self._paint()

    def dress(self, appearance: Appearance | None) -> None:
        """Paint the model as its file does; None: white. Under a layer on roofs it is white all the same."""
        self._dress.appearance = appearance
        self._paint()

    def shine(self, sunshine: Sunshine | None) -> None:
        """Draw the site in the light of a moment; None: in soft light."""
        self._sun = sunshine
        self._paint()

    def darken(self, *, dark: bool) -> None:
        """Draw the model in little light, as dark rooms need it; the light of a moment stays what it is."""
        self._is_dark = dark
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
        self._painted["ground"] = (arrays.ground.picture, False)
        self._put("ground", lambda: actor_of(poly_data(arrays.ground.mesh), self._ground_texture))
        self._put("sides", lambda: actor_of(poly_data(arrays.ground.sides)))
        self._painted.pop("sides", None)

    def _build_masses(self, arrays: SiteArrays) -> None:
        self._roof_texture = picture_texture(arrays.roof_light)
        self._painted["roof light"] = (arrays.roof_light,)
        masses: Masses = arrays.masses
        self._put("roofs", lambda: actor_of(poly_data(masses.roofs), self._roof_texture))
        self._put("walls", lambda: actor_of(poly_data(masses.walls)))
        self._put("edges", lambda: actor_of(line_data(masses.edges)))
        self._painted.pop("roofs", None)

    def _build_objects(self, arrays: SiteArrays) -> None:
        objects = arrays.objects
        self._flat_texture = picture_texture(arrays.flat_light)
        self._painted["flat light"] = (arrays.flat_light,)
        self._put("bodies", lambda: actor_of(poly_data(objects.bodies)), empty=not len(objects.bodies.points))
        self._put(
            "flats",
            lambda: actor_of(poly_data(objects.flats), self._flat_texture),
            empty=not len(objects.flats.points),
        )
        self._put("object edges", lambda: actor_of(line_data(objects.edges)), empty=not len(objects.edges.points))
        self._painted.pop("flats", None)

    def _anew(self, what: str, *of: object) -> bool:
        """Whether a part is to be painted: it was not, or not of these very things."""
        before = self._painted.get(what, ())
        if len(before) == len(of) and all(a is b for a, b in zip(before, of, strict=True)):
            return False
        self._painted[what] = of
        return True

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
        dark = self._is_dark and sun is None
        if self._anew("ground", picture, dark):
            seen = self._dusk.darkened(picture, arrays.ground.picture) if dark else picture
            repaint(self._ground_texture, seen)
        self._light(arrays, sun)
        lit = arrays.flat_light if sun is None else sun.ground_light
        self._paint_flats(arrays, picture if draped else lit, draped=draped)
        self._paint_roofs(arrays, drape, dark=dark)
        over_roofs = (("layer", self.roofs_draped), ("photo", self._photo is not None))
        lying = frozenset(name for name, there in over_roofs if there)
        if self._dress.wear(arrays, self._actors, self._sun_props, sun, lying):
            # Roofs are in the colours of their file now.
            self._painted.pop("roofs", None)
            for name in QUIET:
                if name in self._actors:
                    dim(self._actors[name], PAINTED_EDGES * self._quiet)

    def _paint_flats(self, arrays: SiteArrays, light: Bytes, *, draped: bool) -> None:
        if "flats" not in self._actors:
            return
        if self._anew("flat light", light):
            repaint(self._flat_texture, light)
        if self._anew("flats", arrays.site, draped):
            set_colours(self._actors["flats"], flat_colours(arrays.site, arrays.objects, draped=draped))
        dim(self._actors["flats"], BODIES if self._is_dark and self.sunshine is None and not draped else 1.0)

    def _paint_roofs(self, arrays: SiteArrays, drape: Drape | None, *, dark: bool) -> None:
        tints = None if drape is None else drape.tints
        light = arrays.roof_light if self._photo is None else self._photo.roofs
        # No shade on roofs that carry a layer: the legend's colours are to be read off exactly.
        light = light if tints is None else FULL_LIGHT
        if self._anew("roof light", light):
            repaint(self._roof_texture, light)
        if not self._anew("roofs", arrays.masses, arrays.planned, tints, self._photo, dark):
            return
        colours = arrays.masses.roofs.colours if self._photo is None else self._photo.roof_colours
        if tints is not None:
            colours = roof_colours(arrays.site, arrays.planned, tints)[arrays.masses.roof_surface]
        if dark and self._photo is None:
            colours = roofs_darkened(colours, tints, arrays.masses.roof_surface)
        set_colours(self._actors["roofs"], colours)

    def _light(self, arrays: SiteArrays, sun: Sunshine | None) -> None:
        """What stands is drawn in soft light, or in that of a moment."""
        self._sun_props.show(sun)
        self.trees.shine(sun)
        dark = self._is_dark and sun is None
        self.trees.dim(TREES if dark else 1.0)
        for name in ("walls", "bodies"):
            if name in self._actors:
                dim(self._actors[name], BODIES if dark else 1.0)
        for name in LIT:
            if name in self._actors:
                self._actors[name].SetVisibility(sun is None)
        for name in QUIET:
            if name in self._actors:
                dim(self._actors[name], self._quiet)
        if self._anew("sides", sun, dark):
            seen = GROUND if dark else 1.0 if sun is None else sun.tones.ground[150]
            set_colours(self._actors["sides"], as_bytes(arrays.ground.sides.colours * seen))

    @property
    def _quiet(self) -> float:
        """Brightness of what carries no light of its own."""
        sun = self.sunshine
        return sun.tones.quiet if sun is not None else LINES if self._is_dark else 1.0


def edge_width(scale: float, metres_per_pixel: float) -> float:
    """Width of edges [px]: they become thinner the farther the model is."""
    return max(1.0, scale * min(1.0, FULL_EDGES / (metres_per_pixel * scale)))
