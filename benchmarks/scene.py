"""How long a frame of the demo district takes, beside bare VTK drawing the same meshes in the same run.

Bare: each mesh in a plain `vtkPolyDataMapper` and `vtkActor` with VTK's default settings, without textures.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer

from planningtable.app.demo.district import write_district
from planningtable.app.importer import ImportRequest, import_site
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.domain.text import Text
from scenes.actors import line_data, poly_data
from scenes.camera import Camera, Size, oblique, turned
from scenes.hosts import OffscreenWindow
from scenes.pins import Pin
from scenes.site_arrays import SiteArrays, prepare_site
from scenes.view import SceneView

SIZE = Size(1920, 1080)
WARM_UP = 3
FRAMES = 40
STEP = 1.5
"""Turn between two frames [°]."""


def _district(folder: Path, job: Job) -> Site:
    files = write_district(folder, job.part(0.0, 0.5))
    request = ImportRequest((files.city,), files.terrain, files.land_cover, files.trees, files.streets)
    return import_site(request, job.part(0.5, 1.0)).site


def _ours(arrays: SiteArrays) -> SceneView:
    view = SceneView()
    view.shade_background(gradient=False)
    view.size = SIZE
    view.commit_site(arrays)
    extent = arrays.site.extent
    places = [(extent.west + extent.width * i / 9, extent.south + extent.height * i / 9) for i in range(1, 9)]
    view.pins(tuple(Pin(f"pin-{i}", e, n, "#0072b2", "!", i) for i, (e, n) in enumerate(places, start=1)))
    return view


def _bare(arrays: SiteArrays) -> SceneView:
    """A view that is used for its camera only; the meshes are put beside it."""
    view = SceneView(vtkRenderer())
    view.size = SIZE
    meshes = (arrays.ground.mesh, arrays.ground.sides, arrays.masses.roofs, arrays.masses.walls, arrays.trees)
    for data in (*(poly_data(mesh) for mesh in meshes), line_data(arrays.masses.edges)):
        mapper, actor = vtkPolyDataMapper(), vtkActor()
        mapper.SetInputData(data)
        actor.SetMapper(mapper)
        view.renderer.AddActor(actor)
    view.renderer.SetAutomaticLightCreation(True)
    view.shade_background(gradient=False)
    return view


def _frame(window: OffscreenWindow, camera: Camera) -> float:
    """Seconds of one frame, drawn to the end."""
    begin = time.perf_counter()
    window.view.camera = camera
    window.render()
    window.finish()
    return time.perf_counter() - begin


def _local(camera: Camera, origin: tuple[float, float]) -> Camera:
    """The same camera for meshes that are not moved to the site's origin."""
    return Camera(
        camera.east - origin[0],
        camera.north - origin[1],
        camera.height,
        camera.distance,
        camera.azimuth,
        camera.tilt,
        camera.parallel,
    )


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.perf_counter()
    return work(), time.perf_counter() - begin


def run(job: Job) -> Mapping[str, float | str]:
    """Median seconds of a frame, seconds of preparing and of committing the site, and ours : bare."""
    with tempfile.TemporaryDirectory() as folder:
        site = _district(Path(folder), job.part(0.0, 0.4))
    arrays, preparing = _timed(lambda: prepare_site(site))
    view, committing = _timed(lambda: _ours(arrays))
    camera = oblique(site.extent, float(site.terrain.values.mean()), SIZE)
    ours, bare = OffscreenWindow(view), OffscreenWindow(_bare(arrays))
    local = _local(camera, site.origin)
    pairs: list[tuple[float, float]] = []
    for number in range(WARM_UP + FRAMES):
        job.report(0.4 + 0.6 * number / (WARM_UP + FRAMES), Text("scenes.drawing"))
        angle = number * STEP
        pairs.append(
            (_frame(ours, turned(camera, angle, camera.focus)), _frame(bare, turned(local, angle, local.focus)))
        )
    ours.close()
    bare.close()
    counted = pairs[WARM_UP:]
    frame, limit = (statistics.median(pair[side] for pair in counted) for side in (0, 1))
    return {
        "seconds": frame,
        "per_unit": f"{frame * 1000:.0f} ms/frame",
        # In pairs drawn one after the other, so that a machine that is busy for a while slows both.
        "limit_ratio": statistics.median(mine / theirs for mine, theirs in counted),
        "bare_seconds": limit,
        "preparing_seconds": preparing,
        "committing_seconds": committing,
        "triangles": float(
            sum(len(m.triangles) for m in (arrays.ground.mesh, arrays.masses.roofs, arrays.masses.walls, arrays.trees))
        ),
        "width": float(SIZE.width),
        "height": float(SIZE.height),
    }
