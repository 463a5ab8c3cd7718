"""How long a frame takes, beside bare VTK drawing the same meshes in the same run: the demo district, and whole cities.

``PLANNINGTABLE_BENCH_SCENE=1000,10000`` says how many buildings the cities have, the demo district's, repeated;
``PLANNINGTABLE_BENCH_CITY`` may name a workshop file (.gpkg) that is drawn as well. Where a browser and three.js are
named (`scene_peer`), three.js draws the cities in the same run, too.
"""

import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.city_frames import city_frames
from benchmarks.copies import write_copies
from benchmarks.frames import bare_view, compared
from benchmarks.scene_peer import three_js
from planningtable.app.demo.district import write_district
from planningtable.app.importer import ImportRequest, import_site
from planningtable.city.job import Job
from planningtable.city.site import Site
from scenes.camera import Size, oblique
from scenes.hosts import OffscreenWindow
from scenes.pins import Pin
from scenes.site_arrays import SiteArrays, prepare_site
from scenes.vegetation.stand import fine_mesh
from scenes.view import SceneView

SIZE = Size(1920, 1080)
FRAMES = 40
CITIES = "1000,10000"


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


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.perf_counter()
    return work(), time.perf_counter() - begin


def run(job: Job) -> Mapping[str, float | str]:
    """Median seconds of a frame, seconds of preparing and of committing the site, and ours : bare; then of cities."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = _district(folder, job.part(0.0, 0.1))
        return {**_of_district(site, job.part(0.1, 0.3)), **_of_cities(site, folder, job.part(0.3, 1.0))}


def _of_district(site: Site, job: Job) -> Mapping[str, float | str]:
    arrays, preparing = _timed(lambda: prepare_site(site))
    view, committing = _timed(lambda: _ours(arrays))
    camera = oblique(site.extent, float(site.terrain.values.mean()), SIZE)
    crowns = fine_mesh(arrays.trees, np.arange(len(arrays.trees))).mesh
    meshes = (arrays.ground.mesh, arrays.ground.sides, arrays.masses.roofs, arrays.masses.walls, crowns)
    ours, bare = OffscreenWindow(view), OffscreenWindow(bare_view(meshes, (arrays.masses.edges,), SIZE))
    pairs = compared(ours, bare, camera, site.origin, FRAMES, job)
    ours.close()
    bare.close()
    return {
        "seconds": pairs.ours,
        "per_unit": f"{pairs.ours * 1000:.0f} ms/frame",
        "limit_ratio": pairs.ratio,
        "bare_seconds": pairs.bare,
        "preparing_seconds": preparing,
        "committing_seconds": committing,
        "triangles": float(
            sum(len(m.triangles) for m in (arrays.ground.mesh, arrays.masses.roofs, arrays.masses.walls, crowns))
        ),
        "width": float(SIZE.width),
        "height": float(SIZE.height),
    }


def _of_cities(site: Site, folder: Path, job: Job) -> Mapping[str, float | str]:
    """Flat numbers, each named after its city."""
    found: dict[str, float | str] = {}
    sizes = [int(size) for size in os.environ.get("PLANNINGTABLE_BENCH_SCENE", CITIES).split(",") if size.strip()]
    for i, size in enumerate(sizes):
        part = job.part(i / (len(sizes) + 1), (i + 1) / (len(sizes) + 1))
        path = folder / f"{size}" / "city.gpkg"
        path.parent.mkdir()
        write_copies(path, site, size, part.part(0.0, 0.5))
        found.update({f"city_{size}_{key}": value for key, value in _of_city(path, part.part(0.5, 1.0)).items()})
        path.unlink()
    named = Path(os.environ.get("PLANNINGTABLE_BENCH_CITY", ""))
    if named.suffix == ".gpkg":
        part = job.part(len(sizes) / (len(sizes) + 1), 1.0)
        found.update({f"city_named_{key}": value for key, value in _of_city(named, part).items()})
    return found


def _of_city(path: Path, job: Job) -> Mapping[str, float | str]:
    numbers = city_frames(path, job.part(0.0, 0.7))
    return {**numbers, **three_js(path, numbers, job.part(0.7, 1.0))}
