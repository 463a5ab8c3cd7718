"""Waves with closed solutions: over a flat plane with friction, and after a dam breaks."""

from pathlib import Path

import numpy as np
from scipy.optimize import brentq

from planningtable.api import Job
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.forcing import Series, steady
from plugins.heavy_rain.problem import Plan, Weather
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.finding import Chart, Finding, Line, Measured, sound
from plugins.heavy_rain.verification.trays import DRY, basin, centres, inflow

GRAVITY = 9.81


def plane_wave(_data: Path, solver: str) -> Finding:
    """T3: a wave that keeps its speed of 1 m/s over a dry flat plane (Hunter et al. 2005)."""
    measured: list[Measured] = []
    lines: list[Line] = []
    floods = []
    for n, front_limit in ((0.03, 0.03), (0.01, 0.06)):
        speed, cell, end = 1.0, 25.0, 3600.0
        times = np.linspace(0.0, end, 721)
        height = (7.0 / 3.0 * n**2 * speed**3 * times) ** (3.0 / 7.0)
        # The first cell is fed with what passes its western face.
        series = Series(times, speed * height * cell, steps=False)
        weather = Weather(steady(0, 1), feeds=inflow([0], [0], series))
        flood = run(basin(np.zeros((1, 180)), cell, n), weather, Plan(end, 5.0, solver=solver), Job())
        x = centres(180, cell)
        exact = np.maximum(7.0 / 3.0 * n**2 * speed**2 * (speed * end - x), 0.0) ** (3.0 / 7.0)
        ours = flood.final[0].astype(np.float64)
        front = x[ours > 0.01].max() + cell / 2
        measured += [
            Measured(f"n {n:g}: RMSE of the depth", float(np.sqrt(np.mean((ours - exact) ** 2))), 0.06, "m"),
            Measured(f"n {n:g}: place of the front, relative", abs(front / (speed * end) - 1.0), front_limit),
        ]
        lines += [Line(f"exact, n {n:g}", x, exact, reference=True), Line(f"computed, n {n:g}", x, ours)]
        floods.append(flood)
    chart = Chart("distance [m]", "depth after an hour [m]", tuple(lines))
    return Finding((*measured, *sound(*floods)), (chart,))


def stoker(x: F64, time: float, left: float, right: float) -> F64:
    """Depth after a dam at x = 0 broke, water on both sides or (right = 0) on one (Stoker 1957, Ritter 1892) [m]."""
    c_left = np.sqrt(GRAVITY * left)
    if right == 0.0:
        fan = (2.0 * c_left - x / time) ** 2 / (9.0 * GRAVITY)
        return np.where(x < -c_left * time, left, np.where(x > 2.0 * c_left * time, 0.0, fan))

    def jump(h: float) -> float:
        behind = 2.0 * (c_left - np.sqrt(GRAVITY * h))
        return float(behind - (h - right) * np.sqrt(GRAVITY / 2.0 * (1.0 / h + 1.0 / right)))

    middle = float(brentq(jump, right, left))
    speed = 2.0 * (c_left - np.sqrt(GRAVITY * middle))
    shock = middle * speed / (middle - right)
    fan = (2.0 * c_left - x / time) ** 2 / (9.0 * GRAVITY)
    tail = speed - np.sqrt(GRAVITY * middle)
    depth = np.where(x < -c_left * time, left, np.where(x < tail * time, fan, middle))
    return np.where(x > shock * time, right, depth)


def dam_breaks(_data: Path, solver: str, limits: tuple[float, float, float], length: int) -> Finding:
    """T7: dams that break over water of half and a tenth of the height, and over dry ground; no friction, 30 s.

    The error is relative to the water in the channel, so that `length` [m] belongs to the limits.
    """
    measured: list[Measured] = []
    lines: list[Line] = []
    floods = []
    x = centres(length, 1.0) - length / 2
    for right, limit in zip((0.5, 0.1, 0.0), limits, strict=True):
        depth = np.tile(np.where(x < 0.0, 1.0, right), (2, 1))
        flood = run(basin(np.zeros((2, length)), 1.0, 1e-6, depth=depth), DRY, Plan(30.0, solver=solver), Job())
        ours, exact = flood.final[0].astype(np.float64), stoker(x, 30.0, 1.0, right)
        error = float(np.abs(ours - exact).sum() / exact.sum())
        name = f"{right:g} m in front" if right else "dry ground in front"
        measured += [
            Measured(f"{name}: L1 of the depth, relative", error, limit),
            Measured(f"{name}: above the highest level", float(ours.max() - 1.0), 0.01, "m"),
        ]
        lines += [Line(f"exact, {name}", x, exact, reference=True), Line(f"computed, {name}", x, ours)]
        floods.append(flood)
    chart = Chart("distance from the dam [m]", "depth after 30 s [m]", tuple(lines))
    return Finding((*measured, *sound(*floods)), (chart,))
