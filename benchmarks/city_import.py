"""How fast a city becomes a workshop, beside what other readers of CityGML need for the same bytes in the same run.

Ours reads, checks, repairs, triangulates and writes the whole workshop file. libcitygml (``citygmltest``, Debian
package libcitygml-bin) reads and triangulates; VTK's own reader reads small files. Parsing alone, by lxml, is the limit
that nothing above it can beat on one core.

``PLANNINGTABLE_BENCH_CITY`` names the file that is repeated (without it the demo district), and
``PLANNINGTABLE_BENCH_MB`` the sizes, e.g. ``40,200,1000``.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from benchmarks.tiling import tiled
from benchmarks.watched import Watched, watched
from planningtable.app.demo.district import write_district
from planningtable.city.job import Job
from planningtable.domain.text import Text

MEGA = 1e6
SIZES = "40,200"
# VTK's reader holds all of the text several times in memory.
MOST_FOR_VTK = 60.0
VTK = """
import sys
from vtkmodules.vtkIOCityGML import vtkCityGMLReader
reader = vtkCityGMLReader()
reader.SetFileName(sys.argv[1])
reader.SetLOD(2)
reader.Update()
"""


def _bare(path: Path) -> float:
    start = time.perf_counter()
    for _, element in etree.iterparse(str(path), events=("end",), tag="{*}cityObjectMember", huge_tree=True):
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
    return time.perf_counter() - start


def _ours(path: Path, folder: Path, job: Job) -> tuple[Watched, int]:
    target = folder / "bench.gpkg"
    command = (sys.executable, "-m", "planningtable", "new", str(target), "--city", str(path), "--json", "--force")
    done = watched(command, job)
    target.unlink(missing_ok=True)
    if done.code != 0:
        raise RuntimeError(done.errors[-500:])
    return done, sum(file["buildings"] for file in json.loads(done.output)["files"])


def _row(prefix: str, done: Watched, size: float) -> dict[str, float | str]:
    return {
        f"{prefix}_seconds": done.seconds,
        f"{prefix}_megabytes_per_second": size / done.seconds,
        f"{prefix}_peak_mebibytes": done.peak / 2**20,
    }


def _size(path: Path, folder: Path, wanted: str, job: Job) -> dict[str, float | str]:
    size = path.stat().st_size / MEGA
    bare = _bare(path)
    job.report(0.2, Text.of("city.job.reading", file=path.name))
    ours, buildings = _ours(path, folder, job.part(0.2, 0.7))
    row: dict[str, float | str] = {
        "megabytes": size,
        "buildings": buildings,
        "buildings_per_second": buildings / ours.seconds,
    }
    row |= _row("ours", ours, size) | {"bare_megabytes_per_second": size / bare, "ours_to_bare": ours.seconds / bare}
    peer = shutil.which("citygmltest")
    if peer:
        other = watched((peer, str(path)), job)
        row |= _row("libcitygml", other, size) | {"speed_to_libcitygml": other.seconds / ours.seconds}
    if size < MOST_FOR_VTK:
        other = watched((sys.executable, "-c", VTK, str(path)), job)
        if other.code == 0:
            row |= _row("vtk", other, size)
    return {f"{wanted}MB.{name}": value for name, value in row.items()}


def run(job: Job) -> Mapping[str, float | str]:
    """Seconds, MB/s, buildings/s and peak memory at each size; time per megabyte of the largest : the smallest."""
    sizes = [s.strip() for s in os.environ.get("PLANNINGTABLE_BENCH_MB", SIZES).split(",")]
    result: dict[str, float | str] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        named = os.environ.get("PLANNINGTABLE_BENCH_CITY")
        source = Path(named) if named else write_district(folder, job.part(0.0, 0.05)).city
        for i, wanted in enumerate(sizes):
            path = folder / f"load-{wanted}.gml"
            tiled(source, path, float(wanted))
            result |= _size(
                path, folder, wanted, job.part(0.05 + 0.95 * i / len(sizes), 0.05 + 0.95 * (i + 1) / len(sizes))
            )
            path.unlink()
    smallest, largest = min(sizes, key=float), max(sizes, key=float)
    per_unit = {s: float(result[f"{s}MB.ours_seconds"]) / float(result[f"{s}MB.megabytes"]) for s in sizes}
    return {
        "seconds": float(result[f"{largest}MB.ours_seconds"]),
        "per_unit": f"{1 / per_unit[largest]:.1f} MB/s",
        "limit_ratio": float(result[f"{largest}MB.ours_to_bare"]),
        "growth": per_unit[largest] / per_unit[smallest],
        **result,
    }
