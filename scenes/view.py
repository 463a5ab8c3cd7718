"""The view: one renderer and what stands in it. Only what changed is built anew.

Everything slow is done before, in any thread, by `scenes.site_arrays.prepare_site` and `prepare_drape`; the methods
here are called in the thread that draws, or while it waits; `SceneView.drawing` says which are not.
"""

from datetime import datetime
from threading import RLock
from typing import Any

import numpy as np
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  registers the classes that draw
from vtkmodules.vtkRenderingCore import vtkRenderer

from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.city.site import Site
from planningtable.domain.values import Measure
from planningtable.layers.layer import LayerResult
from planningtable.layers.look import PLAIN, Look
from scenes.actors import pull
from scenes.around.content import Surroundings
from scenes.around.layer import Around
from scenes.around.picking import pick_beyond
from scenes.camera import STEEPEST, Camera, Size, axes, eye, metres_per_pixel
from scenes.drape import Drape, drape
from scenes.dusk import BEYOND, SKY_EVEN, SKY_HIGH, SKY_LOW
from scenes.glimpse import WHOLE, Glimpse
from scenes.labels.layer import LabelLayer
from scenes.labels.lettering import ON_DARK, ON_LIGHT
from scenes.marks import Marks
from scenes.model import FLAT_PULL, Model, edge_width
from scenes.photo import PhotoOverlay, photo_overlay
from scenes.picking import Picked, pick
from scenes.pin_layer import PinLayer
from scenes.pins import Pin
from scenes.plan_overlay import PlanLines, PlanOverlay, plan_overlay
from scenes.site_arrays import SiteArrays, prepare_site
from scenes.sun.daylight import Daylight
from scenes.sun.props import Dimmed
from scenes.sun.sunshine import Sunshine, prepare_sun

BACKGROUND_LOW = (0.862, 0.868, 0.846)
BACKGROUND_HIGH = (0.925, 0.925, 0.908)
BACKGROUND_EVEN = (0.894, 0.897, 0.877)
SOFT_SKY = (BACKGROUND_LOW, BACKGROUND_HIGH, BACKGROUND_EVEN)


NEAREST_PLANE = 0.0005
"""Share of the farthest distance that is drawn from which on things are drawn: 10 m for a city of 20 km."""

NEAREST_TO_EYE = 0.3
"""Distance from which on things are drawn for an eye in the street [m]."""


def prepare_drape(
    arrays: SiteArrays,
    result: LayerResult | None,
    frame: int = -1,
    look: Look = PLAIN,
    before: Drape | None = None,
    photo: PhotoOverlay | None = None,
) -> Drape | None:
    """What a layer's result looks like on a site; safe in any thread.

    ``frame`` chooses one of its times; ``before``: what was drawn before, of which what is the same is taken over;
    ``photo``: what lies below it.
    """
    below = None if photo is None else photo.ground
    return drape(arrays.site, arrays.ground, result, frame, look, before, below)


def prepare_plans(arrays: SiteArrays, plans: tuple[Plan, ...]) -> PlanOverlay | None:
    """What development plans look like on a site; safe in any thread."""
    return plan_overlay(arrays.site, arrays.ground, plans) if plans else None


def prepare_photos(
    arrays: SiteArrays, photos: tuple[Photo, ...], before: PhotoOverlay | None = None
) -> PhotoOverlay | None:
    """What aerial photos look like on a site; safe in any thread. ``before``: on another variant of it."""
    return photo_overlay(arrays, photos, arrays.roof_light, before)


class SceneView:
    """Draws one site with one layer, pins and marks.

    Attributes:
        arrays: what was committed last.
        commit_appearance: paints the site as its file does, or white, see `Model.dress`.
        select: tints a building, with its outline, or another object by its id; None for none.
        trees: draws them, as fine as each is seen.
        pin_layer: draws the pins that `pins` was given.
        labels: writes the names of streets and buildings, if it is told to.
        drawing: held while a picture is arranged and drawn; camera, glimpse and `pick` may be used meanwhile.
        glimpse: which part of the picture is drawn from the next camera on; ``size`` is that of the part.
        renderer: the vtkRenderer to put into a window; `scenes.hosts` has windows for Qt and for pictures.
    """

    def __init__(self, renderer: Any = None) -> None:
        self.renderer: Any = vtkRenderer() if renderer is None else renderer
        self.drawing = RLock()
        self._arranged = self._is_seen = False
        self._gradient = True
        self._is_dark = False
        self._sun_tones: Daylight | None = None
        self.shade_background(gradient=True)
        self.renderer.SetAutomaticLightCreation(False)
        # With a whole city behind it, VTK would cut off what stands nearer than a hundredth of its depth.
        self.renderer.SetNearClippingPlaneTolerance(NEAREST_PLANE)
        self._size = Size(1280, 720)
        self.glimpse: Glimpse = WHOLE
        self._camera = Camera(0.0, 0.0, 0.0, 1000.0)
        self.arrays: SiteArrays | None = None
        self._model = Model(self.renderer)
        self.commit_appearance = self._model.dress
        self.trees = self._model.trees
        self._plan_lines = PlanLines(self.renderer)
        self._beyond = Dimmed(self.renderer)
        self._around = Around(self._beyond)
        self._surroundings: Surroundings | None = None
        self._marks = Marks(self.renderer)
        self.select = self._marks.select
        self.pin_layer = PinLayer(self.renderer)
        self.labels = LabelLayer(self.renderer)

    @property
    def camera(self) -> Camera:
        return self._camera

    @camera.setter
    def camera(self, camera: Camera) -> None:
        self._camera = camera
        self._arranged = False

    @property
    def size(self) -> Size:
        return self._size

    @size.setter
    def size(self, size: Size) -> None:
        if size != self._size:
            self._size = size
            self._arranged = False

    @property
    def scale(self) -> float:
        """Pixels of the picture per unit of pins and lines: above 1 on dense screens."""
        return self.pin_layer.scale

    @scale.setter
    def scale(self, scale: float) -> None:
        self.pin_layer.scale = scale
        self.labels.scale(scale)
        self._marks.scale = scale
        self._plan_lines.scale(scale)
        self._model.scale = scale
        self._arranged = False

    def shade_background(self, *, gradient: bool) -> None:
        """Lighter above and darker below, or even, which spares a tenth of the frame where the processor draws."""
        self._gradient = gradient
        tones = self._sun_tones
        low, high, even = (SKY_LOW, SKY_HIGH, SKY_EVEN) if self._is_dark else SOFT_SKY
        if tones is not None:
            low, high, even = tones.sky_low, tones.sky_high, tones.sky_even
        self.renderer.SetBackground(*(low if gradient else even))
        self.renderer.SetBackground2(*high)
        self.renderer.SetGradientBackground(gradient)

    def look(self, *, dark: bool) -> None:
        """Draw the model as dark rooms need it, or light; layers and the light of a moment keep their colours."""
        if dark != self._is_dark:
            self._is_dark = dark
            self._model.darken(dark=dark)
            self.labels.write_with(ON_DARK if dark else ON_LIGHT)
            self._arranged = False
            self._tone()

    def show(self, site: Site) -> None:
        """Prepare and commit in one go."""
        self.commit_site(prepare_site(site, self.arrays))

    def commit_site(self, arrays: SiteArrays) -> None:
        """Draw a site; parts that are the very arrays drawn before stay as they are."""
        self.arrays = arrays
        self._model.commit(arrays)
        self._plan_lines.show(None)
        self._marks.on(arrays)
        self.pin_layer.on(arrays)
        self.labels.on(arrays)
        self._tone()
        self._arranged = self._is_seen = False

    def commit_around(self, around: Surroundings | None) -> None:
        """Draw the city beyond the site; None takes it away."""
        self._surroundings = around
        self._around.show(around)
        self._arranged = False

    def drape(self, result: LayerResult | None, frame: int = -1, look: Look = PLAIN) -> None:
        """Prepare and commit a layer's result in one go; None takes it away."""
        if self.arrays is not None:
            self.commit_drape(prepare_drape(self.arrays, result, frame, look))

    def commit_drape(self, drape: Drape | None) -> None:
        self._model.drape(drape)
        self._tone()

    def sun(self, when: datetime | None) -> None:
        """Prepare and commit the light of a moment in one go; None takes the sun away.

        Raises:
            PlanningError: the site's CRS does not say where it lies.
        """
        if self.arrays is not None:
            self.commit_sun(prepare_sun(self.arrays, when))

    def commit_sun(self, sunshine: Sunshine | None) -> None:
        """Draw the site in the light of a moment, which a layer, plans and photos take away while they are there."""
        self._model.shine(sunshine)
        self._tone()

    def plans(self, plans: tuple[Plan, ...]) -> PlanOverlay | None:
        """Prepare and commit development plans in one go; none takes them away."""
        overlay = None if self.arrays is None else prepare_plans(self.arrays, plans)
        self.commit_plans(overlay)
        return overlay

    def commit_plans(self, overlay: PlanOverlay | None) -> None:
        self._model.plan(overlay)
        self._plan_lines.show(overlay)
        self._tone()

    def commit_photos(self, overlay: PhotoOverlay | None) -> None:
        """Draw aerial photos; plans cover them, a layer that was prepared with them lies over them. None: no photos."""
        self._model.photo(overlay)
        self._tone()

    def pins(self, pins: tuple[Pin, ...]) -> None:
        self.pin_layer.show(pins)
        self._arranged = self._is_seen = False

    def measures(self, measures: tuple[Measure, ...]) -> None:
        """Outline areas, lines and buildings that measures act on."""
        self._marks.measures(measures)

    def pick(self, x: float, y: float) -> Picked | None:
        """The pin, building, object, tree or ground under a pixel, or what `scenes.around.picking` finds beyond."""
        if self.arrays is None:
            return None
        # Pins are where people saw them last.
        if not self._is_seen and self.drawing.acquire(blocking=False):
            try:
                self.arrange()
            finally:
                self.drawing.release()
        pin = self.pin_layer.at((x, y))
        if pin is not None:
            return pin
        arrays = self.arrays
        found = pick(arrays.site, arrays.index, self._camera, self._size, (x, y), arrays.object_index)
        if self._surroundings is None:
            return found
        beyond = pick_beyond(self._surroundings, arrays.site.origin, self._camera, self._size, (x, y))
        if beyond is None or (found is not None and _away(found, self._camera) <= beyond[0]):
            return found
        return beyond[1]

    def _tone(self) -> None:
        """Sky and the city beyond follow the light of the site."""
        sunshine = self._model.sunshine
        self._sun_tones = None if sunshine is None else sunshine.tones
        self._around.strip(bare=self._model.roofs_draped)
        soft = BEYOND if self._is_dark else 1.0
        self._beyond.dim(soft if sunshine is None else sunshine.tones.quiet)
        self.shade_background(gradient=self._gradient)

    def _aim(self, camera: Camera, size: Size, glimpse: Glimpse) -> None:
        origin = self.arrays.site.origin if self.arrays is not None else (0.0, 0.0)
        drawn = self.renderer.GetActiveCamera()
        at, focus = eye(camera), camera.focus
        drawn.SetPosition(at[0] - origin[0], at[1] - origin[1], at[2])
        drawn.SetFocalPoint(focus[0] - origin[0], focus[1] - origin[1], focus[2])
        drawn.SetViewUp(*axes(camera)[1])
        drawn.SetViewAngle(camera.opening)
        drawn.SetParallelProjection(camera.parallel)
        glimpse.aim(camera, drawn)
        nearer = pull(camera, origin)
        self._model.aim(nearer, pull(camera, origin, FLAT_PULL), metres_per_pixel(camera, size))
        self._around.aim(nearer, edge_width(self.scale, metres_per_pixel(camera, size)))
        self._marks.pull(nearer)
        self._plan_lines.pull(nearer)

    def arrange(self) -> None:
        """Have everything stand as the camera sees it: before a picture is drawn or touched.

        Fingers move the camera more often than pictures are drawn, and this takes longer than all else of a move.
        """
        if self._arranged:
            return
        self._arranged = self._is_seen = True
        # Fingers may move both on meanwhile.
        camera, glimpse = self._camera, self.glimpse
        size = glimpse.whole(self._size)
        drawn = self.renderer.GetActiveCamera()
        self._aim(camera, size, glimpse)
        self.trees.aim(self.arrays.site.origin if self.arrays is not None else (0.0, 0.0), camera, size)
        corner = glimpse.corner(size)
        self.labels.place(camera, size, corner, self.pin_layer.place(camera, size, corner))
        self.renderer.ResetCameraClippingRange()
        if camera.tilt > STEEPEST:
            near, far = drawn.GetClippingRange()
            drawn.SetClippingRange(min(near, NEAREST_TO_EYE), far)


def _away(found: Picked, camera: Camera) -> float:
    """From the eye to what was found along the line of sight [m]; that of a parallel view starts level with the eye."""
    to = np.array(found.point) - eye(camera)
    return float(to @ axes(camera)[2]) if camera.parallel else float(np.linalg.norm(to))
