"""Water that must not move, water that must not be lost, and ground that is turned."""

import io
import zipfile
from pathlib import Path

import numpy as np

from planningtable.api import Job
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.forcing import Horton, steady
from plugins.heavy_rain.problem import SIDES, Basin, Edge, Plan, Weather
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.finding import Finding, Measured, greatest, sound
from plugins.heavy_rain.verification.trays import DRY, basin, inflow

STILL = 1e-5
"""Largest change of level [m] and largest discharge [m²/s] of a lake at rest."""


def _lake(bed: F64, level: float, solver: str) -> Finding:
    depth = np.maximum(level - bed, 0.0)
    flood = run(basin(bed, 1.0, depth=depth), DRY, Plan(600.0, solver=solver), Job())
    drift = np.abs(flood.final + bed - level)[depth > 0.0].max()
    moved = greatest(*(float(np.abs(q).max()) for q in flood.discharge))
    return Finding(
        (
            Measured("change of the level", float(drift), STILL, "m"),
            Measured("discharge", moved, STILL, "m²/s"),
            *sound(flood),
        )
    )


def islands(_data: Path, solver: str) -> Finding:
    """T1: a lake over a random bed with islands."""
    return _lake(np.random.default_rng(3).uniform(0.0, 2.0, (60, 80)), 1.3, solver)


def humps(data: Path, solver: str) -> Finding:
    """T1: a lake over three humps."""
    with zipfile.ZipFile(data / "flood" / "lisflood_lake_at_rest.zip") as pack:
        text = pack.read("T01/humps.dem").decode()
    return _lake(np.loadtxt(io.StringIO(text), skiprows=6), 0.875, solver)


def pool(_data: Path, solver: str) -> Finding:
    """T1: a pool that was filled from its middle, and has an hour to come to rest."""
    y, x = np.indices((60, 60)) - 29.5
    bed = np.clip((np.maximum(np.abs(x), np.abs(y)) - 8.0) / 2.0 - 1.0, -1.0, 0.0)
    middle = np.nonzero(np.maximum(np.abs(x), np.abs(y)) < 3.0)
    feeds = inflow(middle[0].tolist(), middle[1].tolist(), steady(0.2, 2400.0))
    ground = basin(bed, 1.0, 0.02, tuple(Edge(side, "open", slope=0.001) for side in SIDES))
    flood = run(ground, Weather(steady(0.0, 1.0), feeds=feeds), Plan(6000.0, solver=solver), Job())
    level = (bed + flood.final)[bed < 0.0]
    return Finding(
        (
            Measured("difference of levels in the pool", float(np.ptp(level)), 1e-3, "m"),
            Measured("level below or above the rim", float(np.abs(level).max()), 5e-3, "m"),
            *sound(flood),
        )
    )


def balance(_data: Path, solver: str) -> Finding:
    """T2: rain, inflow, wetting, infiltration, sewers, buildings and open edges at once."""
    rng = np.random.default_rng(5)
    shape = (60, 70)
    bed = rng.uniform(0.0, 0.3, shape) + np.linspace(2.0, 0.0, 70)
    blocked = np.zeros(shape, bool)
    blocked[20:30, 20:40] = True
    full = np.full(shape, 1.0)
    weather = Weather(
        steady(80.0, 1200.0),
        initial_loss=full * 2.0,
        infiltration=Horton(full * 40.0, full * 8.0, full * 4.0),
        sewer=np.where(rng.random(shape) < 0.3, 48.0, 0.0),
        feeds=inflow([5, 6], [3, 3], steady(0.2, 900.0)),
    )
    edges = (Edge("east", "open"), Edge("south", "open", 0, 30))
    flood = run(Basin(bed, blocked, full * 0.03, 2.0, edges), weather, Plan(2400.0, solver=solver), Job())
    b = flood.balance
    rain = 80.0 / 3.0 * 1e-3 * 4.0 * float((~blocked).sum())
    least = min(b.out, b.infiltrated, b.drained, b.initial_loss, b.stored)
    return Finding(
        (
            Measured("rain, share that is missing or too much", abs(b.rain / rain - 1.0), 1e-6),
            Measured("inflow, share that is missing or too much", abs(b.fed / 180.0 - 1.0), 1e-5),
            Measured("ways out that took nothing", float(least <= 1.0), 0.0),
            Measured("depth in buildings", float(flood.peak[blocked].max()), 0.0, "m"),
            *sound(flood),
        )
    )


def turned(_data: Path, solver: str) -> Finding:
    """T11: a mound of water on rough ground, turned three times and mirrored."""
    bed = np.random.default_rng(8).uniform(0.0, 0.2, (41, 41))
    y, x = np.indices((41, 41)) - 20.0
    mound = 0.5 * np.exp(-(x * x + y * y) / 30.0)
    floods = [
        run(basin(np.rot90(bed, k), 2.0, depth=np.rot90(mound, k)), DRY, Plan(120.0, solver=solver), Job())
        for k in range(4)
    ]
    mirrored = run(basin(bed[:, ::-1], 2.0, depth=mound[:, ::-1]), DRY, Plan(120.0, solver=solver), Job())
    plain = floods[0].final
    turns = [float(np.abs(np.rot90(plain, k) - floods[k].final).max()) for k in (1, 2, 3)]
    turns.append(float(np.abs(plain[:, ::-1] - mirrored.final).max()))
    return Finding((Measured("difference of depth", greatest(*turns), 1e-5, "m"), *sound(*floods, mirrored)))
