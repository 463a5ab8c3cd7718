"""MacDonald's channels: a bed made so that the steady water surface is known (Delestre et al. 2013, SWASHES)."""

import io
import zipfile
from pathlib import Path

import numpy as np

from planningtable.api import Job
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.forcing import Series, steady
from plugins.heavy_rain.problem import Edge, Plan, Weather
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.finding import Chart, Finding, Line, Measured, sound
from plugins.heavy_rain.verification.trays import basin, centres, inflow

GRAVITY = 9.81


def _macdonald(cell: float) -> tuple[F64, F64]:
    """Bed and depth of the long subcritical channel: 1000 m, 2 m²/s, n 0.033, at the middles of the cells [m]."""
    length, q, n, fine = 1000.0, 2.0, 0.033, 50
    x = centres(int(length / cell) * fine, cell / fine)
    bell = np.exp(-16.0 * (x / length - 0.5) ** 2)
    depth = (4.0 / GRAVITY) ** (1.0 / 3.0) * (1.0 + 0.5 * bell)
    rise = -((4.0 / GRAVITY) ** (1.0 / 3.0)) * 16.0 / length * (x / length - 0.5) * bell
    slope = (1.0 - q**2 / (GRAVITY * depth**3)) * rise + n**2 * q**2 / depth ** (10.0 / 3.0)
    bed = np.cumsum(slope[::-1])[::-1] * cell / fine - slope * cell / fine / 2
    middle = slice(fine // 2, None, fine)
    return bed[middle], depth[middle]


def steady_channel(_data: Path, solver: str) -> Finding:
    """T6: 2 m²/s through MacDonald's long channel, held at the exact level below."""
    cell = 5.0
    bed, depth = _macdonald(cell)
    x = centres(len(bed), cell)
    below = Series(np.array([0.0, 1e9]), np.full(2, bed[-1] + depth[-1]), steps=False)
    ground = basin(np.tile(bed, (3, 1)), cell, 0.033, (Edge("east", "level", level=below),), np.tile(depth, (3, 1)))
    weather = Weather(steady(0, 1), feeds=inflow([0, 1, 2], [0, 0, 0], steady(2.0 * 3 * cell, 1e9)))
    flood = run(ground, weather, Plan(3600.0, 10.0, step=2.0, courant=0.5, solver=solver), Job())
    ours = flood.final[1].astype(np.float64)
    error = np.abs(ours - depth)
    return Finding(
        (
            Measured("mean error of the level", float(error.mean()), 0.03, "m"),
            Measured("greatest error of the level", float(error[2:-2].max()), 0.06, "m"),
            *sound(flood),
        ),
        (
            Chart(
                "distance [m]",
                "height [m]",
                (
                    Line("exact level", x, bed + depth, reference=True),
                    Line("computed level", x, bed + ours),
                    Line("bed", x, bed, reference=True),
                ),
            ),
        ),
    )


def channel_with_rain(data: Path, solver: str) -> Finding:
    """T6: the same with 3600 mm/h of rain on it."""
    with zipfile.ZipFile(data / "flood" / "mcdonald_rain_analytic.zip") as pack:
        read = {name: pack.read(name).decode() for name in ("dem.asc", "q.asc", "analytic_wse.csv")}
    bed = np.loadtxt(io.StringIO(read["dem.asc"]), skiprows=5)
    source = np.loadtxt(io.StringIO(read["q.asc"]), skiprows=5)
    exact = np.loadtxt(io.StringIO(read["analytic_wse.csv"]), delimiter=",", skiprows=1)
    rows, columns = np.nonzero(source)
    series = steady(float(source.sum()) * 25.0, 1e9)
    ground = basin(bed, 5.0, 0.033, (Edge("east", "open"),))
    weather = Weather(steady(3600.0, 1e9), feeds=inflow(rows.tolist(), columns.tolist(), series))
    flood = run(ground, weather, Plan(2400.0, 10.0, step=2.0, courant=0.5, solver=solver), Job())
    x, level = exact[:, 0], flood.final[1].astype(np.float64) + bed[1]
    return Finding(
        (
            Measured("mean error of the level", float(np.abs(level - exact[:, 2]).mean()), 0.04, "m"),
            *sound(flood),
        ),
        (
            Chart(
                "distance [m]",
                "height [m]",
                (
                    Line("exact level", x, exact[:, 2], reference=True),
                    Line("computed level", x, level),
                    Line("bed", x, bed[1], reference=True),
                ),
            ),
        ),
    )
