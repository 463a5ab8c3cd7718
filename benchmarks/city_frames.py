"""A whole city on the screen: how soon it is there, how long a frame takes, and what it takes in memory."""

import gc
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.frames import bare_view, compared, frame
from planningtable.app.session import Session
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.domain.text import Text
from planningtable.store.city_tiles import CityTiles
from scenes.around.city import City
from scenes.around.content import Surroundings
from scenes.camera import Camera, Size, oblique
from scenes.hosts import OffscreenWindow
from scenes.meshes import Mesh, merged
from scenes.site_arrays import prepare_site
from scenes.view import SceneView

SIZES = {"1080p": Size(1920, 1080), "2160p": Size(3840, 2160)}
FRAMES = 7
STREET = 250.0
"""Half of what is seen zoomed in [m]."""

PAGE = 4096


def city_frames(path: Path, job: Job) -> Mapping[str, float]:
    """Numbers of one city.

    Args:
        path: a workshop file with the city's tiles; it is only read.
        job: says how far it is.

    Raises:
        PlanningError: the file is no workshop, or has no tiles.
    """
    before, begun = _resident(), time.perf_counter()
    with Session.open(path, read_only=True) as session, CityTiles.open(path) as tiles:
        arrays = prepare_site(session.site)
        size = SIZES["1080p"]
        view = SceneView()
        view.shade_background(gradient=False)
        view.size = size
        view.commit_site(arrays)
        city = City.of(tiles, session.site)
        whole = oblique(city.extent, float(session.site.terrain.values.mean()), size)
        street = oblique(_street(city.extent), whole.height, size)
        afar = city.surroundings(whole, size, job.part(0.0, 0.2))
        view.commit_around(afar)
        window = OffscreenWindow(view)
        frame(window, whole)
        first = time.perf_counter() - begun
        # Arrays and what the driver holds of them; a driver in software keeps all of it in main memory.
        held = _resident() - before
        begun = time.perf_counter()
        close = city.surroundings(street, size, job.silent(), afar)
        view.commit_around(close)
        frame(window, street)
        detail = time.perf_counter() - begun
        buildings = sum(patch.buildings for patch in city.near.values())
    meshes = [arrays.ground.mesh, arrays.masses.roofs, arrays.masses.walls, *_meshes(afar)]
    one = merged([Mesh(mesh.points, mesh.triangles, mesh.colours) for mesh in meshes])
    shown = ((whole, afar, "all"), (street, close, "near"))
    bare = OffscreenWindow(bare_view((one,), (), size))
    ratios = _ratios(window, bare, session.site.origin, shown, job.part(0.2, 1.0))
    window.close()
    bare.close()
    return {
        "buildings": buildings,
        "triangles": len(one.triangles),
        "squares": len(afar.far),
        "close_squares": len(close.near),
        "first_picture_seconds": first,
        "detail_seconds": detail,
        "megabytes_per_1000": held / 1e3 / max(buildings, 1),
        **ratios,
    }


def _ratios(
    ours: OffscreenWindow,
    bare: OffscreenWindow,
    origin: tuple[float, float],
    shown: tuple[tuple[Camera, Surroundings, str], ...],
    job: Job,
) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, size in SIZES.items():
        for camera, around, what in shown:
            job.report(len(found) / 12, Text("scenes.drawing"))
            ours.view.size = bare.view.size = size
            ours.view.commit_around(around)
            pairs = compared(ours, bare, camera, origin, FRAMES, job.silent())
            found[f"{what}_{name}_seconds"] = pairs.ours
            found[f"{what}_{name}_bare_seconds"] = pairs.bare
            found[f"{what}_{name}_ratio"] = pairs.ratio
    return found


def _street(city: Extent) -> Extent:
    east, north = city.centre
    return Extent(east - STREET, north - STREET, east + STREET, north + STREET)


def _meshes(around: Surroundings) -> list[Mesh]:
    return [*([around.earth] if around.earth is not None else []), *(far.mesh for far in around.far.values())]


def _resident() -> float:
    """Memory of this process [bytes]; 0 where the system does not say."""
    gc.collect()
    try:
        return float(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE
    except OSError:
        return 0.0
