"""Frames of a view beside frames of bare VTK, in pairs drawn one after the other.

So a machine that is busy for a while slows both. Bare: each mesh in a plain `vtkPolyDataMapper` and `vtkActor` with
VTK's default settings, without textures.
"""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer

from planningtable.city.job import Job
from planningtable.domain.text import Text
from scenes.actors import line_data, poly_data
from scenes.camera import Camera, Size, turned
from scenes.hosts import OffscreenWindow
from scenes.meshes import Lines, Mesh
from scenes.view import SceneView

WARM_UP = 3
STEP = 1.5
"""Turn between two frames [°]."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was measured.

    Attributes:
        ours: median of a frame of the view [s].
        bare: median of a frame of bare VTK [s].
        ratio: median of ours : bare over the pairs.
    """

    ours: float
    bare: float
    ratio: float


def bare_view(meshes: Sequence[Mesh], lines: Sequence[Lines], size: Size) -> SceneView:
    """A view that is used for its camera only; the meshes are put beside it."""
    view = SceneView(vtkRenderer())
    view.size = size
    for data in (*(poly_data(mesh) for mesh in meshes), *(line_data(some) for some in lines)):
        mapper, actor = vtkPolyDataMapper(), vtkActor()
        mapper.SetInputData(data)
        actor.SetMapper(mapper)
        view.renderer.AddActor(actor)
    view.renderer.SetAutomaticLightCreation(True)
    view.shade_background(gradient=False)
    return view


def compared(
    ours: OffscreenWindow, bare: OffscreenWindow, camera: Camera, origin: tuple[float, float], count: int, job: Job
) -> Pairs:
    """Draw pairs of frames while the camera turns.

    Args:
        ours: the view, in the site's CRS.
        bare: the same in coordinates less ``origin``.
        camera: where it begins.
        origin: of the site [m].
        count: pairs that are counted; some more go before.
        job: says how far it is.
    """
    local = replace(camera, east=camera.east - origin[0], north=camera.north - origin[1])
    pairs: list[tuple[float, float]] = []
    for number in range(WARM_UP + count):
        job.report(number / (WARM_UP + count), Text("scenes.drawing"))
        angle = number * STEP
        pairs.append((frame(ours, turned(camera, angle, camera.focus)), frame(bare, turned(local, angle, local.focus))))
    counted = pairs[WARM_UP:]
    mine, theirs = (statistics.median(pair[side] for pair in counted) for side in (0, 1))
    return Pairs(mine, theirs, statistics.median(a / b for a, b in counted))


def frame(window: OffscreenWindow, camera: Camera) -> float:
    """Seconds of one frame, drawn to the end."""
    begin = time.perf_counter()
    window.view.camera = camera
    window.render()
    window.finish()
    return time.perf_counter() - begin
