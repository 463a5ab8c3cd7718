"""A flooded suburb: what people observed, other models' answers, and its own terrain at three resolutions."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
import rasterio.features

from planningtable.api import Job
from plugins.heavy_rain.arrays import B8, F64
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.forcing import steady
from plugins.heavy_rain.problem import OPEN_ALL_ROUND, Basin, Edge, Plan, Weather
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.finding import Chart, Finding, Line, Measured, sound
from plugins.heavy_rain.verification.town import overlap
from plugins.heavy_rain.verification.trays import inflow


@dataclass(frozen=True, slots=True, eq=False)
class Suburb:
    """Merewether: terrain [m], houses, roughness, western and northern edge and cell [m], points as given."""

    bed: F64
    houses: B8
    manning: F64
    west: float
    north: float
    cell: float
    points: list[list[str]]


def _suburb(data: Path) -> Suburb:
    with zipfile.ZipFile(data / "flood" / "merewether_1m.zip") as pack:
        names = [name for name in pack.namelist() if name.endswith((".csv", ".asc"))]
        text = {name: pack.read(name).decode("utf-8-sig") for name in names}
    bed, west, north, cell = _terrain(text["topography1.asc"])
    place = rasterio.Affine(cell, 0.0, west, 0.0, -cell, north)

    def burnt(names: list[str]) -> B8:
        shapes = [{"type": "Polygon", "coordinates": [_ring(text[name])]} for name in names]
        return np.asarray(rasterio.features.rasterize(shapes, bed.shape, transform=place, dtype="uint8"), bool)

    houses = burnt([name for name in text if name.startswith("houses/")])
    manning = np.where(burnt(["Road/RoadPolygon.csv"]), 0.02, 0.04)
    points = list(csv.reader(io.StringIO(text["Observations/ObservationPoints.csv"]), skipinitialspace=True))[1:]
    return Suburb(bed, houses, manning, west, north, cell, points)


def merewether(data: Path, solver: str) -> Finding:
    """The flood of June 2007 in Merewether, Newcastle: 19.7 m³/s, until nothing changes."""
    place = _suburb(data)
    bed, west, north, cell = place.bed, place.west, place.north, place.cell
    x, y = west + (np.arange(bed.shape[1]) + 0.5) * cell, north - (np.arange(bed.shape[0]) + 0.5) * cell
    rows, columns = np.nonzero((x - 382300.0) ** 2 + (y[:, None] - 6354290.0) ** 2 <= 15.0**2)
    feeds = inflow(rows.tolist(), columns.tolist(), steady(19.7, 1e9))
    ground = Basin(bed, place.houses, place.manning, cell, (Edge("east", "open"), Edge("north", "open")))
    cells = [(int((north - float(p[1])) / cell), int((float(p[0]) - west) / cell)) for p in place.points]
    plan = Plan(1000.0, 10.0, solver=solver)
    flood = run(ground, Weather(steady(0.0, 1.0), feeds=feeds), plan, Job(), cells)
    n = len(cells)
    levels = np.array([bed[c] for c in cells]) + flood.probes[:, 1 : n + 1]
    return _against_points(place.points, flood.probes[:, 0], levels, sound(flood))


def refined(data: Path, solver: str) -> Finding:
    """T10: 60 mm in half an hour at 4, 2 and 1 m."""
    place = _suburb(data)
    floods = {many: _rained_on(place, many, solver) for many in (4, 2, 1)}
    measured: list[Measured] = []
    lines: list[Line] = []
    at = np.linspace(0.01, 0.6, 60)
    for many, flood in floods.items():
        deep = flood.peak[flood.peak > 0.0].astype(np.float64)
        area = (place.cell * many) ** 2
        lines.append(Line(f"{many} m", at, np.array([(deep > d).sum() * area / 1e4 for d in at]), reference=many == 1))
        if many > 1:
            fine = _coarse(floods[1].peak.astype(np.float64), many)
            wet = (fine > 0.0) & (flood.peak > 0.0)
            overlapping = overlap(flood.peak[wet], fine[wet], 0.1)
            limit = 0.2 if many == 2 else 0.35
            measured.append(Measured(f"{many} m: 1 - overlap of depth > 10 cm with 1 m", 1.0 - overlapping, limit))
    volumes = {many: _standing(flood, place.cell * many) for many, flood in floods.items()}
    change = abs(volumes[2] / volumes[1] - 1.0)
    measured.append(Measured("2 m: volume standing deeper than 10 cm against 1 m, relative", change, 0.1))
    chart = Chart("greatest depth [m]", "area that is deeper [ha]", tuple(sorted(lines, key=lambda n: not n.reference)))
    return Finding((*measured, *sound(*floods.values())), (chart,))


def _rained_on(place: Suburb, many: int, solver: str) -> Flood:
    known = np.isfinite(place.bed)
    bed = _coarse(np.where(known, place.bed, np.nan), many)
    blocked = _coarse((place.houses | ~known).astype(np.float64), many) >= 0.5
    ground = Basin(bed, blocked, _coarse(place.manning, many), place.cell * many, OPEN_ALL_ROUND)
    return run(ground, Weather(steady(120.0, 1800.0)), Plan(2700.0, solver=solver), Job())


def _coarse(values: F64, many: int) -> F64:
    """Means over `many` by `many` cells; what does not fill a whole one is left out."""
    rows, columns = (length // many * many for length in values.shape)
    blocks = values[:rows, :columns].reshape(rows // many, many, columns // many, many)
    return np.asarray(blocks.mean(axis=(1, 3)), np.float64)


def _standing(flood: Flood, cell: float) -> float:
    return float(flood.final[flood.final > 0.1].sum(dtype=np.float64)) * cell**2


def _against_points(points: list[list[str]], times: F64, levels: F64, laws: tuple[Measured, ...]) -> Finding:
    known = np.array([[float(v) for v in p[3:6]] for p in points])
    ours = levels[-1]
    order = np.argsort(-known[:, 0])
    at = np.arange(1.0, len(points) + 1.0)
    names = ("observed", "ARR", "TUFLOW")
    limits = (0.3, 0.3, 0.1)
    measured = [
        Measured(f"greatest difference from {name}", float(np.abs(ours - known[:, k]).max()), limits[k], "m")
        for k, name in enumerate(names)
    ]
    measured.append(Measured("mean difference from observed", float(np.abs(ours - known[:, 0]).mean()), 0.15, "m"))
    late = np.abs(levels[-1] - levels[np.searchsorted(times, times[-1] - 100.0)]).max()
    measured.append(Measured("change over the last 100 s", float(late), 0.05, "m"))
    lines = [Line(name, at, known[order, k], dots=True) for k, name in enumerate(names)]
    chart = Chart(
        "observation point, from above to below", "level [m]", (*lines, Line("computed", at, ours[order], dots=True))
    )
    return Finding((*measured, *laws), (chart,))


def _terrain(text: str) -> tuple[F64, float, float, float]:
    """Heights, western and northern edge and cell of an ESRI ASC grid; no data becomes NaN."""
    head = dict(line.split() for line in text.splitlines()[:6])
    values = np.loadtxt(io.StringIO(text), skiprows=6)
    cell = float(head["cellsize"])
    north = float(head["yllcorner"]) + cell * values.shape[0]
    return np.where(values <= -9998.0, np.nan, values), float(head["xllcorner"]), north, cell


def _ring(text: str) -> list[tuple[float, float]]:
    points = [(float(r[0]), float(r[1])) for r in csv.reader(io.StringIO(text)) if len(r) >= 2]
    return points if points[0] == points[-1] else [*points, points[0]]
