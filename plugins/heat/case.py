"""Heat on bare grids: what a case file may say, and the hours it asks for."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
import numpy.typing as npt

from planningtable.api import (
    Array,
    Case,
    CaseGrid,
    CaseResult,
    CaseTable,
    Grid,
    Job,
    LandCover,
    LayerInfo,
    PlanningError,
    Provenance,
    Quantity,
    Text,
    surface_values,
)
from plugins.heat.radiation import Air, Cover, heating, mean_radiant
from plugins.heat.sky import DIRECTIONS, FARTHEST, LEAF, Scene, Sky, sky_view, sunlight
from plugins.heat.sun import Sun, sun_at
from plugins.heat.surface_model import TRUNK
from plugins.heat.utci import utci

UMEP = {
    0: LandCover.PAVING,
    1: LandCover.ASPHALT,
    2: LandCover.BUILDING,
    5: LandCover.LAWN,
    6: LandCover.BARE_SOIL,
    7: LandCover.WATER,
}
"""Codes of the UMEP tools, which SOLWEIG reads."""
ROOF = 2.0
"""Height above the ground from which a cell without land cover counts as a roof [m]."""
FORCING = ("air_temperature", "relative_humidity", "wind", "global", "direct", "diffuse")


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    scene: Scene
    codes: npt.NDArray[np.int64]
    open: npt.NDArray[np.bool_]


def simulate(info: LayerInfo, case: Case, job: Job) -> CaseResult:
    """Read the case and compute every row of its forcing.

    Raises:
        PlanningError: the case lacks something, or says something that is not known.
        CancelledError: on request.
    """
    dem = case.grid("dem")
    if not np.isfinite(dem.values).all():
        raise PlanningError("error.simulate.empty", file=case.path("dem").name)
    ground = _ground(case, dem)
    leaf = case.number("leaf_transmissivity", LEAF, least=0.0, most=1.0)
    place = case.table("site")
    at = (
        place.number("lat", least=-90.0, most=90.0),
        place.number("lon", least=-180.0, most=180.0),
        place.number("utc_offset", least=-14.0, most=14.0),
    )
    rows = _forcing(case, at[2])
    water = case.number("water_temperature", float(np.mean([r[1]["air_temperature"] for r in rows])))
    points = _points(case, dem)
    case.finish()
    sky = sky_view(ground.scene, job.part(0.0, 0.6), leaf=leaf)
    grids = {"svf": _grid(dem, sky.leafy, "", "svf")}
    table: list[tuple[str | float, ...]] = []
    for k, (when, row) in enumerate(rows):
        job.report(0.6 + 0.4 * k / len(rows), Text.of("heat.radiation"))
        air = Air(row["air_temperature"], row["relative_humidity"], row["wind"], water)
        sun = replace(sun_at(at[0], at[1], when), total=row["global"], direct=row["direct"], diffuse=row["diffuse"])
        hour = _hour(ground, sky, air, sun, leaf)
        stamp = f"{when:%H%M}"
        grids |= {
            f"{key}_{stamp}": _grid(dem, values, "" if key == "shadow" else "°C", key) for key, values in hour.items()
        }
        table += _rows(f"{when:%Y-%m-%dT%H:%M}", points, {"svf": sky.leafy, **hour})
    return CaseResult(
        grids=grids,
        tables={"points": CaseTable(("time", "name", "svf", "shadow", "tmrt", "utci"), tuple(table))} if points else {},
        totals=_totals(grids),
        resolution=dem.cell,
        provenance=_provenance(info, case, at, leaf),
        crs=case.crs,
    )


def _hour(ground: _Ground, sky: Sky, air: Air, sun: Sun, leaf: float) -> dict[str, Array]:
    light = sunlight(ground.scene, sun.azimuth, sun.altitude, Job(), leaf=leaf)
    radiant = mean_radiant(air, sun, _cover(ground, sun), sky, light, ground.scene.cell)
    return {"shadow": light.leafy, "tmrt": radiant, "utci": utci(air, radiant)}


def _ground(case: Case, dem: Grid) -> _Ground:
    dsm = np.asarray(case.grid("dsm", dem).values if case.has("dsm") else dem.values, np.float64)
    floor = np.asarray(dem.values, np.float64)
    dsm = np.where(np.isfinite(dsm), np.maximum(dsm, floor), floor)
    kind = case.choice("land_cover_codes", ("umep", "planningtable"), "umep")
    roof = dsm - floor > ROOF
    codes = np.where(roof, int(LandCover.BUILDING), int(LandCover.PAVING))
    if case.has("land_cover"):
        given = np.nan_to_num(case.grid("land_cover", dem).values, nan=-1.0).astype(np.int64)
        names = UMEP if kind == "umep" else {int(c): c for c in LandCover}
        codes = np.full(given.shape, int(LandCover.UNKNOWN), np.int64)
        for code, cover in names.items():
            codes[given == code] = int(cover)
    is_open = ~(roof | (codes == LandCover.BUILDING))
    canopy = np.zeros_like(floor)
    if case.has("canopy"):
        canopy = np.nan_to_num(case.grid("canopy", dem).values)
    trunk = canopy * TRUNK
    if case.has("trunk"):
        trunk = np.nan_to_num(case.grid("trunk", dem).values)
    crown = is_open & (canopy > 0.5)
    scene = Scene(
        np.where(is_open, floor, dsm).astype(np.float32),
        np.where(is_open, floor, dsm).astype(np.float32),
        np.where(crown, floor + canopy, np.nan).astype(np.float32),
        np.where(crown, floor + trunk, np.nan).astype(np.float32),
        dem.cell,
    )
    return _Ground(scene, np.asarray(codes, np.int64), is_open)


def _cover(ground: _Ground, sun: Sun) -> Cover:
    table = surface_values()

    def column(name: str) -> npt.NDArray[np.float64]:
        return np.array([getattr(table[c], name) for c in LandCover], np.float64)

    warmth = heating(column("heating_slope"), column("heating_start"), column("heating_peak"), sun)
    warmth[LandCover.WATER] = np.inf
    codes = ground.codes
    return Cover(column("albedo")[codes], column("emissivity")[codes], warmth[codes], ground.open)


def _forcing(case: Case, utc_offset: float) -> list[tuple[datetime, dict[str, float]]]:
    columns = case.columns("forcing", ("time", *FORCING), texts=("time",))
    zone = timezone(timedelta(hours=utc_offset))
    rows = []
    for i, text in enumerate(columns["time"]):
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            raise case.wrong("forcing", text, "2026-06-21T14:00") from None
        when = when.replace(tzinfo=zone) if when.tzinfo is None else when.astimezone(zone)
        rows.append((when, {key: float(columns[key][i]) for key in FORCING}))
    return rows


def _points(case: Case, dem: Grid) -> list[tuple[str, int, int]]:
    if not case.has("points"):
        return []
    columns: dict[str, list[Any]] = case.columns("points", ("name", "x", "y"), texts=("name",))
    points = []
    for name, x, y in zip(columns["name"], columns["x"], columns["y"], strict=True):
        if not dem.extent.contains(x, y):
            raise PlanningError("error.simulate.outside", key="points", x=x, y=y)
        row, column = dem.index(np.array(x), np.array(y))
        points.append((str(name), int(row), int(column)))
    return points


def _rows(when: str, points: list[tuple[str, int, int]], grids: dict[str, Array]) -> list[tuple[str | float, ...]]:
    keys = ("svf", "shadow", "tmrt", "utci")
    return [(when, name, *(float(grids[key][row, column]) for key in keys)) for name, row, column in points]


def _grid(dem: Grid, values: Array, unit: str, key: str) -> CaseGrid:
    return CaseGrid(dem.with_values(np.asarray(values, np.float32)), unit, Text.of(f"heat.grid.{key}"))


def _totals(grids: dict[str, CaseGrid]) -> dict[str, Quantity]:
    return {
        f"{key}_mean": Quantity(float(np.nanmean(grid.grid.values)), grid.unit, grid.name)
        for key, grid in grids.items()
        if np.isfinite(grid.grid.values).any()
    }


def _provenance(info: LayerInfo, case: Case, at: tuple[float, float, float], leaf: float) -> Provenance:
    parameters = {
        "lat": f"{at[0]:g}",
        "lon": f"{at[1]:g}",
        "utc_offset": f"{at[2]:g}",
        "directions": str(DIRECTIONS),
        "farthest_m": f"{FARTHEST:g}",
        "leaf_transmissivity": f"{leaf:g}",
    }
    files = [case.path(key).name for key in ("dem", "dsm", "canopy", "trunk", "land_cover", "forcing") if case.has(key)]
    return Provenance(
        info.method, info.version, info.sources[:4], info.limits[:5], tuple(sorted(parameters.items())), tuple(files)
    )
