"""One measure is moved: how long until the coarse heavy rain of the demo district shows it."""

import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from shapely import box

from planningtable.api import Job
from planningtable.app.demo.play import open_demo
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.domain.commands import AddVariant, ChangeMeasure, PlaceMeasure

KIND, SIDE, STEP = "retention-basin", 12.0, 5.0
"""What is moved, how long its sides are and how far it goes each time [m]."""
TIMES = 6
"""Of which the first is not counted: it reads what a session keeps."""
LAYER = "heavy-rain"


def moved_measure(job: Job) -> Mapping[str, float]:
    """Seconds from the command to the coarse result, in the middle and at most, and the cells of that run."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Session.open(open_demo(Path(folder), job.part(0.0, 0.2))) as session,
    ):
        return _moved(session, job.part(0.2, 1.0))


def _moved(session: Session, job: Job) -> Mapping[str, float]:
    results, extent = Results(session, PluginHost.discover()), session.site.extent
    east, north = extent.west + extent.width / 2, extent.south + extent.height / 2
    session.execute(AddVariant("moved", "Moved", "base"), "seat-1")
    session.execute(PlaceMeasure("moved", "m1", KIND, _square(east, north), None, ()), "seat-1")
    cell = results.resolutions(session.site, LAYER)[0]
    took, cells = list[float](), 0
    for turn in range(1, TIMES + 1):
        started = time.perf_counter()
        session.execute(ChangeMeasure("moved", "m1", _square(east + STEP * turn, north)), "seat-1")
        part = job.part((turn - 1) / TIMES, turn / TIMES)
        result = results.layer("moved", LAYER, resolution=cell, job=part)
        took.append(time.perf_counter() - started)
        cells = result.grids[result.main].values.size
    return {
        "moved_coarse_seconds": statistics.median(took[1:]),
        "moved_coarse_longest": max(took[1:]),
        "moved_coarse_cells": cells,
        "moved_coarse_metres": cell,
    }


def _square(west: float, south: float) -> str:
    return str(box(west, south, west + SIDE, south + SIDE).wkt)
