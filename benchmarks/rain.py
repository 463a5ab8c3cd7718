"""Heavy rain: cell updates a second on a synthetic town, beside what this machine's memory allows in the same run."""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from planningtable.api import Job
from plugins.heavy_rain.forcing import steady
from plugins.heavy_rain.problem import OPEN_ALL_ROUND, Basin, Plan, Weather
from plugins.heavy_rain.solver.run import run as let_it_rain

CELLS = 1000
BYTES_PER_UPDATE = 128
"""Read and written by a step for a cell, counted from the kernels: flux sweeps 24 each, limiter 40, store 40."""


def town(cells: int) -> Basin:
    """A plane of 0.5 % with 5 cm of noise and blocks of buildings, 2 m cells."""
    rng = np.random.default_rng(1)
    y, x = np.indices((cells, cells))
    bed = 50.0 - 0.01 * x - 0.004 * y + rng.uniform(-0.05, 0.05, (cells, cells))
    blocked = (x % 40 > 8) & (y % 60 > 10) & ~((x % 40 > 18) & (y % 60 > 25) & (y % 60 < 45))
    return Basin(bed, blocked, np.full((cells, cells), 0.03), 2.0, OPEN_ALL_ROUND)


def bandwidth(megabytes: int = 256) -> float:
    """Bytes a second that one thread moves when it adds two arrays."""
    a, b, c = (np.ones(megabytes * 262_144 // 3, np.float32) for _ in range(3))
    best = np.inf
    for _ in range(5):
        started = time.perf_counter()
        np.add(a, b, out=c)
        best = min(best, time.perf_counter() - started)
    return 3.0 * a.nbytes / best


def run(job: Job) -> Mapping[str, Any]:
    """Ten minutes of rain on 1000 x 1000 cells; the first call compiles, and is not counted."""
    rain = Weather(steady(100.0, 3600.0))
    let_it_rain(town(50), rain, Plan(30.0), job.part(0.0, 0.1))
    basin = town(CELLS)
    started = time.perf_counter()
    flood = let_it_rain(basin, rain, Plan(600.0), job.part(0.1, 1.0))
    seconds = time.perf_counter() - started
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
    }
