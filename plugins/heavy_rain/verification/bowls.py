"""Thacker's bowls: water that swings in a paraboloid without friction (Thacker 1981, doi 10.1017/S0022112081001882)."""

from pathlib import Path

import numpy as np

from planningtable.api import Job
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.problem import Plan
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.finding import Chart, Finding, Line, Measured, sound
from plugins.heavy_rain.verification.trays import DRY, basin, centres

GRAVITY = 9.81
RADIUS, DEEP, CELL, CELLS = 1.0, 0.1, 0.025, 160
"""Radius of the still lake [m], its depth [m], cells of so many metres, so many along a side (SWASHES 4.2.2)."""
ROUND = 0.8
"""Radius at which the mound begins [m]."""


def _mound(x: F64, y: F64, time: float) -> F64:
    """Depth of a mound that sinks and rises, not below 0 [m]."""
    w = np.sqrt(8.0 * GRAVITY * DEEP) / RADIUS
    a = (RADIUS**2 - ROUND**2) / (RADIUS**2 + ROUND**2)
    r2 = (x * x + y * y) / RADIUS**2
    swing = 1.0 - a * np.cos(w * time)
    level = DEEP * (np.sqrt(1.0 - a * a) / swing - 1.0 - r2 * ((1.0 - a * a) / swing**2 - 1.0))
    return np.asarray(np.maximum(level + DEEP * (1.0 - r2), 0.0))


def round_bowl(_data: Path, solver: str) -> Finding:
    """A mound that begins at rest, and is looked at after a half, a whole and two and a half swings."""
    x = centres(CELLS, CELL) - CELLS * CELL / 2
    y = x[:, None]
    bed = DEEP * ((x * x + y * y) / RADIUS**2 - 1.0)
    period = 2.0 * np.pi / np.sqrt(8.0 * GRAVITY * DEEP) * RADIUS
    measured, lines, floods = [], [], []
    for swings in (0.5, 1.0, 2.5):
        time = swings * period
        plan = Plan(time, time / 10.0, film=1e-6, solver=solver)
        flood = run(basin(bed, CELL, 1e-6, depth=_mound(x, y, 0.0)), DRY, plan, Job())
        exact, ours = _mound(x, y, time), flood.final.astype(np.float64)
        error = float(np.abs(ours - exact).sum() / exact.sum())
        measured.append(Measured(f"after {swings:g} swings: L1 of the depth, relative", error, 0.02))
        if swings != 1.0:
            middle = CELLS // 2
            lines += [
                Line(f"exact, {swings:g} swings", x, exact[middle], reference=True),
                Line(f"computed, {swings:g} swings", x, ours[middle]),
            ]
        floods.append(flood)
    chart = Chart("distance from the middle [m]", "depth [m]", tuple(lines))
    return Finding((*measured, *sound(*floods)), (chart,))


def trough(_data: Path, solver: str) -> Finding:
    """A plane surface that swings to and fro in a parabola, half a metre deep, beginning at rest (SWASHES 4.2.1)."""
    cell, deep = 0.02, 0.5
    x = centres(200, cell) - 2.0
    bed = np.tile(deep * (x * x - 1.0), (2, 1))
    speed = np.sqrt(2.0 * GRAVITY * deep)

    def depth(time: float) -> F64:
        return np.asarray(np.maximum(-deep * ((x + 0.5 * np.cos(speed * time)) ** 2 - 1.0), 0.0))

    measured, lines, floods = [], [], []
    for swings in (0.5, 1.0, 3.0):
        time = swings * 2.0 * np.pi / speed
        plan = Plan(time, time / 10.0, film=1e-6, solver=solver)
        flood = run(basin(bed, cell, 1e-6, depth=np.tile(depth(0.0), (2, 1))), DRY, plan, Job())
        exact, ours = depth(time), flood.final[0].astype(np.float64)
        error = float(np.abs(ours - exact).sum() / exact.sum())
        measured.append(Measured(f"after {swings:g} swings: L1 of the depth, relative", error, 0.02))
        if swings != 1.0:
            lines += [
                Line(f"exact level, {swings:g} swings", x, np.where(exact > 0, bed[0] + exact, np.nan), reference=True),
                Line(f"computed level, {swings:g} swings", x, np.where(ours > 1e-4, bed[0] + ours, np.nan)),
            ]
        floods.append(flood)
    lines.append(Line("bed", x, bed[0], reference=True))
    chart = Chart("distance from the middle [m]", "height [m]", tuple(lines))
    return Finding((*measured, *sound(*floods)), (chart,))
