"""Pictures without a window: the scene drawn twice as large and reduced, with a margin that says what is seen."""

import io
import math
from pathlib import Path

import numpy as np
from PIL import Image

from planningtable.city.job import Job
from planningtable.city.photo import Photo
from planningtable.city.site import Site
from planningtable.domain.text import PlanningError
from planningtable.layers.gaps import has_gaps
from planningtable.layers.layer import LayerResult
from planningtable.layers.legend import Legend
from scenes.around.still import StillAround
from scenes.camera import Camera, Size, oblique, overview, to_screen
from scenes.clock import with_clock
from scenes.drape import Drape
from scenes.film import write_film
from scenes.hosts import OffscreenWindow
from scenes.margin import Laid, margin_text
from scenes.meshes import Bytes
from scenes.photo import PhotoOverlay
from scenes.pins import pins_of
from scenes.requests import Comparison, Film, Request
from scenes.sheet import SheetText, margin_width, sheet
from scenes.side_by_side import layout_of, side_by_side
from scenes.site_arrays import SiteArrays
from scenes.standing import Eye, Standing, eye_point, seen_by
from scenes.textures.appearance import Appearance, prepare_appearance
from scenes.track import track
from scenes.vegetation.levels import PATIENT
from scenes.view import SceneView, prepare_drape, prepare_photos

FINER = 2
"""The scene is drawn this many times larger than it is shown: the smoothest edges for the price."""

LEANING = 22.0
"""A view from the side looks so far past the side that is up [°]: two walls of a house are seen."""


class SnapshotRenderer:
    """Draws pictures one after another with one view, so that what stays the same is built once."""

    def __init__(self) -> None:
        self._view = SceneView()
        self._view.trees.budget = PATIENT
        self._around = StillAround()
        self._window: OffscreenWindow | None = None
        self._signs: Legend | None = None
        self._standing: tuple[SiteArrays, Standing] | None = None
        self._worn: tuple[tuple[object, ...], tuple[object, ...]] | None = None
        self._drape: Drape | None = None
        self._photo: tuple[SiteArrays, tuple[Photo, ...], PhotoOverlay | None] | None = None
        self._appearance: Appearance | None = None
        self._hatched: tuple[Site, LayerResult, bool] | None = None

    def render(self, request: Request) -> bytes:
        """The picture as a PNG.

        Raises:
            PlanningError: this machine has no OpenGL, or an eye is beside the site, inside a building or under ground.
        """
        return _png(self.drawn(request))

    def drawn(self, request: Request, camera: Camera | None = None, job: Job | None = None) -> Image.Image:
        """The picture with its margin, from the camera that the request asks for or another; raises as `render`."""
        width, height = request.size
        margin = margin_width(width, height) if request.legend else 0
        size = Size(width - margin, height)
        self._dress(request)
        is_still = camera is None
        camera = self._camera(request, size) if camera is None else camera
        if is_still:
            self._forget_signs()
        picture = Image.fromarray(self._drawn(request, size, camera, Job() if job is None else job))
        if margin:
            picture = sheet(np.asarray(picture), width, self._text(request, size, camera), request.words)
        return with_clock(picture, size.width, request.clock, request.elapsed) if request.clock else picture

    def compare(self, comparison: Comparison) -> bytes:
        """Pictures of one place side by side, with captions and one margin, as a PNG; raises as `render`."""
        whole, requests = comparison.whole, [request for _, request in comparison.parts]
        width, height = whole.size
        margin = margin_width(width, height) if whole.legend else 0
        captions = [caption for caption, _ in comparison.parts]
        layout = layout_of(Size(width - margin, height), captions, _shape(requests[0]))
        self._forget_signs()
        self._dress(requests[0])
        # Everybody looks from where the first one does.
        camera = self._camera(requests[0], layout.picture)
        # Pins and lines are a little smaller than on a sheet with one picture, however many pixels there are.
        scale = max(1.0, height / 1000) * math.sqrt(layout.picture.height / height)
        drawn, layers = [], []
        for request in requests:
            self._dress(request)
            drawn.append(self._drawn(request, layout.picture, camera, Job(), scale))
            layers.append(Laid(request, hatched=self._is_hatched(request)))
        picture = side_by_side(drawn, captions, layout)
        if not margin:
            return _png(picture)
        text = margin_text(whole, layers, layout.picture, camera, self._signs)
        return _png(sheet(np.asarray(picture), width, text, whole.words))

    def film(self, film: Film, file: Path, job: Job) -> None:
        """Draw and write a film.

        Raises:
            PlanningError: as `render`, the path leaves the site, or the file cannot be written.
            CancelledError: on request; no file is left behind.
        """
        cameras = self._cameras(film)

        def draw(number: int) -> Image.Image:
            part = job.part(number / film.count, (number + 1) / film.count)
            return self.drawn(film.shot(number), cameras[number] if cameras else None, part)

        write_film(file, film.count, film.rate, draw, job)

    def close(self) -> None:
        if self._window is not None:
            self._window.close()
            self._window = None

    def _camera(self, request: Request, size: Size) -> Camera:
        if request.eye is None:
            return camera_of(request, size)
        return _eye_camera(request.site, request.eye, self._stand())

    def _cameras(self, film: Film) -> list[Camera]:
        """Those of a film that goes along a path."""
        if not film.path:
            return []
        request = film.shot(0)
        for east, north in film.path:
            _check_within(request.site, east, north)
        self._dress(request)
        return track(self._stand(), film.path, film.above, film.count)

    def _stand(self) -> Standing:
        arrays = self._view.arrays
        assert arrays is not None
        if self._standing is None or self._standing[0] is not arrays:
            self._standing = (arrays, Standing(arrays))
        return self._standing[1]

    def _dress(self, request: Request) -> None:
        """Site, layer, light, photos and plans; what was drawn or prepared for the last request stays."""
        worn = (request.site, request.layer_result, request.sun, request.photos, request.plans)
        marked = (request.frame, request.look, request.textures)
        if self._worn is not None and self._worn[1] == marked and _the_same(self._worn[0], worn):
            return
        view = self._view
        view.show(request.site)
        arrays = view.arrays
        assert arrays is not None
        photos = self._photos(arrays, request.photos)
        self._drape = prepare_drape(arrays, request.layer_result, request.frame, request.look, self._drape, photos)
        view.commit_drape(self._drape)
        view.sun(request.sun)
        view.commit_photos(photos)
        # Under a layer on roofs the site is white, whatever its file says.
        is_painted = request.textures and (self._drape is None or self._drape.tints is None)
        view.commit_appearance(self._painted(arrays) if is_painted else None)
        overlay = view.plans(request.plans)
        self._signs = None if overlay is None else overlay.legend
        self._worn = (worn, marked)

    def _photos(self, arrays: SiteArrays, photos: tuple[Photo, ...]) -> PhotoOverlay | None:
        kept = self._photo
        if kept is None or kept[0] is not arrays or kept[1] is not photos:
            kept = arrays, photos, prepare_photos(arrays, photos, None if kept is None else kept[2])
            self._photo = kept
        return kept[2]

    def _painted(self, arrays: SiteArrays) -> Appearance:
        if self._appearance is None or self._appearance.arrays is not arrays:
            self._appearance = prepare_appearance(arrays, self._appearance)
        return self._appearance

    def _text(self, request: Request, size: Size, camera: Camera) -> SheetText:
        laid = Laid(request, hatched=self._is_hatched(request))
        return margin_text(request, [laid], size, camera, self._signs)

    def _is_hatched(self, request: Request) -> bool:
        """Whether the layer has gaps, looked up once for all times: they have the gaps of the main grid."""
        site, result, kept = request.site, request.layer_result, self._hatched
        if result is None:
            return False
        # The pictures of a film have a result each, with the grids of the one that it is of.
        if kept is None or kept[0] is not site or kept[1].grids is not result.grids or kept[1].main != result.main:
            kept = self._hatched = (site, result, has_gaps(site, result))
        return kept[2]

    def _forget_signs(self) -> None:
        """Pins and names of a still do not depend on what was drawn before; those of a film stay where they were."""
        self._view.pins(())
        self._view.labels.show(shown=False)

    def _drawn(self, request: Request, size: Size, camera: Camera, job: Job, scale: float | None = None) -> Bytes:
        view = self._view
        view.size = Size(size.width * FINER, size.height * FINER)
        view.scale = FINER * (max(1.0, size.height / 1000) if scale is None else scale)
        view.commit_around(self._around.seen(request.around, camera, size, job, painted=request.textures))
        view.measures(request.measures)
        view.pins(pins_of(request.contributions))
        view.labels.show(shown=request.names)
        view.select(request.selected)
        view.camera = camera
        if self._window is None:
            self._window = OffscreenWindow(view)
        return self._window.reduced(FINER)


def _the_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return all(one is other for one, other in zip(some, others, strict=True))


def camera_of(request: Request, size: Size) -> Camera:
    """The camera of a view that shows an extent."""
    extent = request.extent or request.site.extent
    east, north = extent.centre
    height = float(request.site.terrain.sample(np.array([east]), np.array([north]))[0])
    if request.view == "top":
        return overview(extent, height, size, request.up)
    return oblique(extent, height, size, request.up + LEANING)


def _shape(request: Request) -> float | None:
    """Width of an extent as it is seen, divided by its height; None for an eye, which sees whatever is there."""
    if request.eye is not None:
        return None
    extent, size = request.extent or request.site.extent, Size(1000, 1000)
    camera = camera_of(request, size)
    corners = [(e, n, camera.height) for e in (extent.west, extent.east) for n in (extent.south, extent.north)]
    pixels, _ = to_screen(camera, size, np.array(corners))
    width, height = pixels.max(axis=0) - pixels.min(axis=0)
    return float(width / height)


def _check_within(site: Site, east: float, north: float) -> None:
    if not site.extent.contains(east, north):
        raise PlanningError("error.snapshots.eye-beside", east=f"{east:.0f}", north=f"{north:.0f}", **_range(site))


def _eye_camera(site: Site, eye: Eye, standing: Standing) -> Camera:
    _check_within(site, eye.east, eye.north)
    east, north, height = eye_point(standing, eye)
    if standing.inside(float(east), float(north), float(height)):
        free = standing.free(eye.east, eye.north)
        raise PlanningError("error.snapshots.eye-inside", east=f"{free[0]:.0f}", north=f"{free[1]:.0f}")
    return seen_by(standing, eye)


def _range(site: Site) -> dict[str, str]:
    extent = site.extent
    named = {"west": extent.west, "south": extent.south, "to_east": extent.east, "to_north": extent.north}
    return {name: f"{value:.0f}" for name, value in named.items()}


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=False)
    return buffer.getvalue()
