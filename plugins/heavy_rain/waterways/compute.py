"""The water of one place: the ground that drains to it, and its way on from there, over hollows that are full."""

import time

import numpy as np
import scipy.ndimage

from planningtable.api import (
    Job,
    LayerInfo,
    LayerResult,
    Legend,
    LegendClass,
    Quality,
    Quantity,
    Scenario,
    Site,
    Text,
)
from plugins.heavy_rain.arrays import B8, I64
from plugins.heavy_rain.ground import GroundGrids, ground_grids
from plugins.heavy_rain.legends import OURS
from plugins.heavy_rain.problem import Basin
from plugins.heavy_rain.screening.origin import origin
from plugins.heavy_rain.screening.runoff import runoff_of, ways_out
from plugins.heavy_rain.screening.screen import Screening, screen
from plugins.heavy_rain.site_weather import weather_on

FROM, TO = 1, 2
LEGEND = Legend(
    Text.of("waterways.legend.title"),
    "",
    1.0,
    (
        LegendClass(float(FROM), FROM + 1.0, "#8fd06b", Text.of("waterways.legend.from")),
        LegendClass(float(TO), TO + 1.0, "#b00d2c", Text.of("waterways.legend.to")),
    ),
    OURS,
)
WIDTH = 4.0
"""The way is drawn so wide at least [m]."""
NEAR = 10.0
"""From a building, or where there is no ground, the nearest free cell within this distance is taken [m]."""


def compute(info: LayerInfo, site: Site, scenario: Scenario, how: tuple[float, float], job: Job) -> LayerResult:
    """Follow the water; `how` is the cell size [m] and when the clock was started."""
    cell, started = how
    job.report(0.0, Text.of("heavy-rain.preparing"))
    ground = ground_grids(site, cell)
    job.check()
    weather, _ = weather_on(site, ground, scenario)
    basin = Basin(np.asarray(ground.bed.values, np.float64), ground.blocked, ground.manning, cell)
    runoff, _ = runoff_of(basin, weather, scenario.value("minutes") * 60.0)
    job.check()
    made = screen(basin.bed, ground.blocked, ways_out(basin), runoff, cell)
    place = _place(ground, scenario)
    codes = np.zeros(ground.blocked.shape, np.int16)
    totals: dict[str, Quantity] = {}
    if place is not None:
        above, way = made.water_from(*place), made.water_to(*place)
        codes[above] = FROM
        codes[_wide(way, ground.blocked, cell)] = TO
        totals = _totals(made, place, above, way)
    special = (
        () if place is not None else (Text.of("waterways.touch" if _asked(scenario) is None else "waterways.dry"),)
    )
    return LayerResult(
        layer=info.id,
        scenario=scenario.id,
        resolution=cell,
        quality=Quality.FULL,
        main="waterways",
        grids={"waterways": ground.bed.with_values(codes)},
        columns={},
        totals=totals,
        legends={"waterways": LEGEND},
        provenance=origin(info, site, scenario, cell, special),
        seconds=time.perf_counter() - started,
    )


def _asked(scenario: Scenario) -> tuple[float, float] | None:
    """East and north of the place [m]."""
    values = dict(scenario.parameters)
    return (values["east"], values["north"]) if {"east", "north"} <= values.keys() else None


def _place(ground: GroundGrids, scenario: Scenario) -> tuple[int, int] | None:
    """Row and column of the free cell next to the place; None where there is none near."""
    at = _asked(scenario)
    if at is None or not ground.bed.extent.contains(*at):
        return None
    row, column = (int(i) for i in ground.bed.index(np.array(at[0]), np.array(at[1])))
    free = ~ground.blocked & np.isfinite(ground.bed.values)
    reach = int(np.ceil(NEAR / ground.bed.cell))
    top, left = max(row - reach, 0), max(column - reach, 0)
    rows, columns = np.nonzero(free[top : row + reach + 1, left : column + reach + 1])
    if not len(rows):
        return None
    away = np.hypot(rows + top - row, columns + left - column)
    next_one = int(np.argmin(away))
    if away[next_one] * ground.bed.cell > NEAR:
        return None
    return int(rows[next_one] + top), int(columns[next_one] + left)


def _wide(way: I64, blocked: B8, cell: float) -> B8:
    """The cells of a way, made wide enough to be seen, but not into buildings."""
    found = np.zeros(blocked.shape, bool)
    found[way[:, 0], way[:, 1]] = True
    more = int(np.ceil((WIDTH / cell - 1.0) / 2.0))
    if more > 0:
        found = scipy.ndimage.binary_dilation(found, np.ones((3, 3), bool), iterations=more)
    return np.asarray(found & ~blocked)


def _totals(made: Screening, place: tuple[int, int], above: B8, way: I64) -> dict[str, Quantity]:
    length = float(np.hypot(*np.diff(way, axis=0).T).sum()) * made.cell
    values = {
        "catchment_m2": (float(above.sum()) * made.cell**2, "m²"),
        "passing_m3": (float(made.passing[place]), "m³"),
        "way_m": (length, "m"),
    }
    return {key: Quantity(v, unit, Text.of(f"waterways.total.{key}")) for key, (v, unit) in values.items()}
