"""Heavy rain on a synthetic town: the solver beside what memory allows and beside peers, and whole tasks."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from benchmarks.moved import moved_measure
from benchmarks.rain_peers import SCRIPTS, Same, peer
from planningtable.api import Job
from plugins.heavy_rain.forcing import Horton, steady
from plugins.heavy_rain.problem import OPEN_ALL_ROUND, Basin, Plan, Weather
from plugins.heavy_rain.screening.screen import screen
from plugins.heavy_rain.solver.run import run as let_it_rain

CELLS = 1000
BYTES_PER_UPDATE = 48
"""Read and written by a step for a cell, each array once: seven are read, five written."""
MANNING = 0.03
"""Roughness of all towns, ours and the peers' [s/m^(1/3)]."""
PEER_DEPTH, PEER_RAIN, PEER_SECONDS = 0.05, 100.0, 60.0
"""Water at the start [m], rain [mm/h] and simulated time [s] of the run beside the peers."""
TOWN_RAIN, TOWN_SECONDS = 60.0, 3600.0
"""The same on the town of a folder, which is dry at the start: what its solvers' answers are for."""


def town(cells: int, cell: float = 2.0) -> Basin:
    """A plane of 0.5 % with 5 cm of noise and blocks of buildings."""
    rng = np.random.default_rng(1)
    y, x = np.indices((cells, cells)) * (cell / 2.0)
    bed = 50.0 - 0.01 * x - 0.004 * y + rng.uniform(-0.05, 0.05, (cells, cells))
    blocked = (x % 40 > 8) & (y % 60 > 10) & ~((x % 40 > 18) & (y % 60 > 25) & (y % 60 < 45))
    return Basin(bed, blocked, np.full((cells, cells), MANNING), cell, OPEN_ALL_ROUND)


def bandwidth(megabytes: int = 256) -> float:
    """Bytes a second that one thread moves when it adds two arrays."""
    a, b, c = (np.ones(megabytes * 262_144 // 3, np.float32) for _ in range(3))
    best = np.inf
    for _ in range(5):
        started = time.perf_counter()
        np.add(a, b, out=c)
        best = min(best, time.perf_counter() - started)
    return 3.0 * a.nbytes / best


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    made = work()
    return time.perf_counter() - started, made


def _square_kilometre(cell: float, job: Job) -> float:
    """Seconds for an hour of rain and half an hour of draining, with wetting, infiltration and sewers."""
    basin = town(round(1000.0 / cell), cell)
    ones = np.ones(basin.bed.shape)
    soil = Horton(ones * 40.0, ones * 8.0, ones * 4.0)
    weather = Weather(steady(50.0, 3600.0), initial_loss=ones * 2.0, infiltration=soil, sewer=ones * 5.0)
    return _timed(lambda: let_it_rain(basin, weather, Plan(5400.0, pictures=12), job))[0]


def _screening() -> float:
    basin = town(CELLS)
    way_out = np.zeros(basin.bed.shape, bool)
    way_out[[0, -1]], way_out[:, [0, -1]] = True, True
    runoff = np.full(basin.bed.shape, 0.05)
    return min(_timed(lambda: screen(basin.bed, basin.blocked, way_out, runoff, 2.0))[0] for _ in range(3))


def _same() -> Same:
    """What ours and the peers are given: an hour of rain on the town of a folder, or a minute on the synthetic one."""
    folder = os.environ.get("PLANNINGTABLE_BENCH_TOWN")
    if not folder:
        basin = town(CELLS)
        return Same(basin.bed, basin.blocked, basin.cell, PEER_DEPTH, PEER_RAIN, PEER_SECONDS)
    with rasterio.open(Path(folder) / "dem.tif") as source:
        bed, cell = source.read(1, masked=True).astype(np.float64), float(source.transform.a)
    # Where nothing is known nothing flows.
    return Same(bed.filled(bed.max()), np.ma.getmaskarray(bed), cell, 0.0, TOWN_RAIN, TOWN_SECONDS)


def _beside_peers(job: Job) -> dict[str, Any]:
    """Wall time and work of each installed peer over ours for the same simulated time, all on one thread."""
    same = _same()
    theirs = {name: peer(name, same) for name in SCRIPTS}
    found = {name: made for name, made in theirs.items() if made is not None}
    if not found:
        return {}
    manning, depth = np.full(same.bed.shape, MANNING), np.full(same.bed.shape, same.depth)
    basin = Basin(same.bed, same.blocked, manning, same.cell, (), depth)
    worked = time.thread_time()
    ours, _ = _timed(lambda: let_it_rain(basin, Weather(steady(same.rain, 3600.0)), Plan(same.seconds), job))
    work = time.thread_time() - worked
    said: dict[str, Any] = {"simulated_seconds": same.seconds, "ours_seconds": ours, "ours_work": work}
    for name, made in found.items():
        said |= {
            f"{name}_version": made["version"],
            f"{name}_seconds": made["seconds"],
            f"{name}_ratio": made["seconds"] / ours,
            f"{name}_work_ratio": made["work"] / work,
        }
    return said


def run(job: Job) -> Mapping[str, Any]:
    """Ten minutes of rain on 1000 x 1000 cells, one thread; the first call compiles, and is not counted."""
    rain = Weather(steady(100.0, 3600.0))
    let_it_rain(town(50), rain, Plan(30.0), job.part(0.0, 0.05))
    _square_kilometre(20.0, job.part(0.05, 0.1))
    basin = town(CELLS)
    seconds, flood = _timed(lambda: let_it_rain(basin, rain, Plan(600.0), job.part(0.1, 0.5)))
    updates = float(CELLS * CELLS * flood.steps)
    limit = updates * BYTES_PER_UPDATE / bandwidth()
    return {
        "seconds": seconds,
        "per_unit": f"{updates / seconds / 1e6:.0f} Mcell/s",
        "limit_ratio": seconds / limit,
        "cells": CELLS * CELLS,
        "steps": flood.steps,
        "updates_per_second": updates / seconds,
        "balance_error": flood.balance.error,
        "square_kilometre_2m_seconds": _square_kilometre(2.0, job.part(0.5, 0.9)),
        "square_kilometre_8m_seconds": _square_kilometre(8.0, job.part(0.9, 0.95)),
        "screening_million_cells_seconds": _screening(),
        **moved_measure(job.part(0.95, 0.97)),
        **_beside_peers(job.part(0.97, 1.0)),
    }
