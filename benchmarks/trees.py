"""What trees cost: frames of the demo district with tens of thousands of trees beside frames without any, in pairs.

Trees stand anywhere, a third of them in one wood; ``PLANNINGTABLE_BENCH_TREES=20000`` says how many there are. Each
camera is drawn with the budget of frames at rest and with those of a map that moves where frames are dear, or very
dear; the last is what a machine without a graphics card shows, and is the ratio that is told.
"""

import os
import statistics
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.frames import frame
from planningtable.app.demo.district import write_district
from planningtable.app.importer import ImportRequest, import_site
from planningtable.city.job import Job
from planningtable.city.site import Site, Trees
from planningtable.domain.text import Text
from scenes.camera import Camera, Size, oblique, overview
from scenes.hosts import OffscreenWindow
from scenes.site_arrays import prepare_site
from scenes.vegetation.levels import CALM, HURRIED, SPARE
from scenes.view import SceneView

TREES = 20_000
WOOD = 0.25
"""Side of the wood in parts of the district's."""

PAIRS = 7
WARM_UP = 2
STEP = 2.0
"""Way between two frames [m]."""

SIZE = Size(1920, 1080)
BUDGETS = {"calm": CALM, "hurried": HURRIED, "spare": SPARE}


def run(job: Job) -> Mapping[str, float | str]:
    """Milliseconds of a frame by camera and budget, and with trees : without."""
    count = int(os.environ.get("PLANNINGTABLE_BENCH_TREES", TREES))
    with tempfile.TemporaryDirectory() as folder:
        site = _district(Path(folder), job.part(0.0, 0.3))
    none, many = (OffscreenWindow(_view(wooded(site, trees))) for trees in (0, count))
    cameras = _cameras(site)
    found: dict[str, float | str] = {}
    ratios = []
    for number, (name, camera) in enumerate(cameras.items()):
        for budget, level in BUDGETS.items():
            job.report(0.3 + 0.7 * number / len(cameras), Text("scenes.drawing"))
            many.view.trees.budget = level
            bare, ours, ratio = _pairs(none, many, camera)
            found.update({f"{name}_bare_seconds": bare, f"{name}_{budget}_seconds": ours})
            found[f"{name}_{budget}_ratio"] = ratio
            if level is SPARE:
                ratios.append((ratio, ours))
    none.close()
    many.close()
    worst, seconds = max(ratios)
    return {
        "seconds": seconds,
        "per_unit": f"{count} trees, {seconds * 1000:.0f} ms/frame",
        "limit_ratio": worst,
        "trees": count,
        **found,
    }


def wooded(site: Site, count: int) -> Site:
    """The site with so many trees instead of its own, of the same species and sizes."""
    chance = np.random.default_rng(1)
    own, extent = site.trees, site.extent
    row = chance.integers(0, len(own), count)
    size = np.where(np.arange(count) % 3 == 0, WOOD, 1.0)
    x, y = (0.5 + size * chance.uniform(-0.5, 0.5, count) for _ in range(2))
    trees = Trees(
        tuple(f"tree-{i}" for i in range(count)),
        tuple(own.species[i] for i in row),
        extent.west + extent.width * x,
        extent.south + extent.height * y,
        own.height[row],
        own.crown[row],
        np.zeros(count, np.bool_),
    )
    return replace(site, trees=trees, digest=f"with {count} trees")


def _district(folder: Path, job: Job) -> Site:
    files = write_district(folder, job.part(0.0, 0.5))
    request = ImportRequest((files.city,), files.terrain, files.land_cover, files.trees, files.streets)
    return import_site(request, job.part(0.5, 1.0)).site


def _view(site: Site) -> SceneView:
    view = SceneView()
    view.shade_background(gradient=False)
    view.size = SIZE
    view.commit_site(prepare_site(site))
    return view


def _cameras(site: Site) -> dict[str, Camera]:
    height = float(site.terrain.values.mean())
    above, aside = overview(site.extent, height, SIZE), oblique(site.extent, height, SIZE)
    return {
        "above": above,
        "aside": aside,
        "wood": replace(aside, distance=aside.distance / 4),
        "street": replace(above, distance=above.distance / 8, east=above.east - site.extent.width / 3),
        "walk": replace(aside, distance=60.0, tilt=80.0),
    }


def _pairs(none: OffscreenWindow, many: OffscreenWindow, camera: Camera) -> tuple[float, float, float]:
    pairs = []
    for number in range(WARM_UP + PAIRS):
        moved = replace(camera, east=camera.east + number * STEP)
        pairs.append((frame(none, moved), frame(many, moved)))
    counted = pairs[WARM_UP:]
    bare, ours = (statistics.median(pair[side] for pair in counted) for side in (0, 1))
    return bare, ours, statistics.median(b / a for a, b in counted)
