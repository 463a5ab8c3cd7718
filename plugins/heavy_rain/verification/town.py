"""A synthetic town and a block of houses: other models' answers."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import rasterio

from planningtable.api import Job
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.forcing import steady
from plugins.heavy_rain.problem import Basin, Edge, Plan, Weather
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.finding import Chart, Finding, Line, Measured, sound
from plugins.heavy_rain.verification.trays import centres

TOWN = (("LISFLOOD-FP 8.1", "depth_3600_lisflood.tif"), ("SFINCS", "depth_3600_sfincs.tif"))


def overlap(a: npt.NDArray[np.floating], b: npt.NDArray[np.floating], depth: float) -> float:
    """Cells deeper than `depth` [m] in both over those deeper in either (critical success index)."""
    return float(((a > depth) & (b > depth)).sum() / max(((a > depth) | (b > depth)).sum(), 1))


def town_corner(data: Path, solver: str) -> Finding:
    """The highest corner of the town: quick, and nothing from beyond flows in."""
    return _town(data, solver, 220, 160, 0.96)


def town(data: Path, solver: str) -> Finding:
    """All of it."""
    return _town(data, solver, 1000, 1000, 0.96)


def _town(data: Path, solver: str, size: int, compared: int, least: float) -> Finding:
    def corner(name: str) -> F64:
        with rasterio.open(data / "flood" / "town_rain" / name) as source:
            return np.asarray(source.read(1)[-size:, -size:], np.float64)

    bed = corner("dem.tif")
    edges = () if size == len(bed) == 1000 else (Edge("west", "open"), Edge("north", "open"))
    ground = Basin(bed, np.zeros(bed.shape, bool), np.full(bed.shape, 0.03), 2.0, edges)
    flood = run(ground, Weather(steady(60.0, 3600.0)), Plan(3600.0, solver=solver), Job())
    inner = np.s_[-compared:, -compared:]
    street = corner("buildings.tif")[inner] == 0
    ours = flood.final[inner][street].astype(np.float64)
    measured, lines = [], []
    for name, file in TOWN:
        theirs = corner(file)[inner][street]
        measured += [
            Measured(f"{name}: bias", abs(float((ours - theirs).mean())) * 1e3, 5.0, "mm"),
            Measured(f"{name}: RMSE", float(np.sqrt(np.mean((ours - theirs) ** 2))) * 1e3, 10.0, "mm"),
            Measured(f"{name}: 1 - overlap of depth > 10 cm", 1.0 - overlap(ours, theirs, 0.1), 1.0 - least),
        ]
        lines.append(_deeper(name, theirs, reference=True))
    lines.append(_deeper("computed", ours, reference=False))
    chart = Chart("depth [cm]", "streets that are deeper [%]", tuple(lines))
    return Finding((*measured, *sound(flood)), (chart,))


def _deeper(name: str, depth: F64, *, reference: bool) -> Line:
    """Share of the cells that are deeper than a depth."""
    at = np.linspace(0.01, 0.3, 59)
    return Line(name, at * 100.0, np.array([(depth > d).mean() * 100.0 for d in at]), reference)


HOUSES = ((20, 44, 24, 52), (64, 20, 100, 40), (64, 64, 84, 104), (24, 76, 44, 100))
"""West, south, east and north of the houses of the block [m]."""


def block(_data: Path, solver: str) -> Finding:
    """T9: four houses on rough sloping ground of 120 by 120 m, 60 mm/h for half an hour, closed edges."""
    x = centres(60, 2.0)
    y = x[::-1, None]
    bed = 2.0 - 0.01 * x - 0.005 * y + 0.06 * np.sin(x / 7.0) * np.cos(y / 9.0)
    houses = np.zeros(bed.shape, bool)
    for west, south, east, north in HOUSES:
        houses |= (x > west) & (x < east) & (y > south) & (y < north)
    ground = Basin(bed, houses, np.full(bed.shape, 0.03), 2.0, ())
    flood = run(ground, Weather(steady(60.0, 1800.0)), Plan(2700.0, 5.0, solver=solver), Job())
    ours = flood.peak[~houses].astype(np.float64)
    theirs = np.loadtxt(Path(__file__).with_name("anuga_block.txt"))[~houses] * 1e-4
    measured = (
        Measured("RMSE of the greatest depth", float(np.sqrt(np.mean((ours - theirs) ** 2))) * 1e3, 15.0, "mm"),
        Measured("bias", abs(float((ours - theirs).mean())) * 1e3, 5.0, "mm"),
        Measured("1 - overlap of depth > 5 cm", 1.0 - overlap(ours, theirs, 0.05), 0.08),
        Measured("1 - overlap of depth > 10 cm", 1.0 - overlap(ours, theirs, 0.1), 0.05),
    )
    lines = (_deeper("ANUGA", theirs, reference=True), _deeper("computed", ours, reference=False))
    return Finding((*measured, *sound(flood)), (Chart("greatest depth [cm]", "ground that is deeper [%]", lines),))
