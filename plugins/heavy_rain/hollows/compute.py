"""Screening of a site: grids in, hollows and ways of the water out."""

import time

import numpy as np

from planningtable.api import (
    Column,
    Job,
    LayerInfo,
    LayerResult,
    Quality,
    Quantity,
    Scenario,
    Site,
    Text,
)
from plugins.heavy_rain.consequences.summary import TOUCHED
from plugins.heavy_rain.ground import GroundGrids, ground_grids
from plugins.heavy_rain.hollows.listed import hollows_of
from plugins.heavy_rain.legends import HOLLOWS, PASSING
from plugins.heavy_rain.problem import Basin
from plugins.heavy_rain.roofs import Roofs
from plugins.heavy_rain.screening.depressions import Depression, depressions
from plugins.heavy_rain.screening.origin import origin
from plugins.heavy_rain.screening.runoff import runoff_of, ways_out
from plugins.heavy_rain.screening.screen import Screening, screen
from plugins.heavy_rain.site_weather import weather_on
from plugins.heavy_rain.totals import OWN_WATER


def compute(info: LayerInfo, site: Site, scenario: Scenario, how: tuple[float, float], job: Job) -> LayerResult:
    """Screen a scenario; `how` is the cell size [m] and when the clock was started."""
    cell, started = how
    job.report(0.0, Text.of("heavy-rain.preparing"))
    ground = ground_grids(site, cell)
    job.check()
    weather, roofs = weather_on(site, ground, scenario)
    bed = np.asarray(ground.bed.values, np.float64)
    basin = Basin(bed, ground.blocked, ground.manning, cell)
    runoff, gone = runoff_of(basin, weather, scenario.value("minutes") * 60.0)
    job.check()
    made = screen(bed, ground.blocked, ways_out(basin), runoff, cell)
    listed = depressions(made)
    standing = ground.masked(made.depth)
    beside = ground.facades.highest(made.depth.astype(np.float64), len(site.buildings))
    return LayerResult(
        layer=info.id,
        scenario=scenario.id,
        resolution=cell,
        quality=Quality.FULL,
        main="final_depth",
        grids={"final_depth": standing, "flow_accumulation": ground.masked(made.passing)},
        columns={"facade_depth": Column("buildings", beside, "m", Text.of("heavy-rain.column.facade-depth"))},
        totals=_totals(
            ground, made, _lost(gone, roofs), (listed, int((beside > TOUCHED).sum()), roofs.nowhere(gone["fed"]))
        ),
        legends={"final_depth": HOLLOWS, "facade_depth": HOLLOWS, "flow_accumulation": PASSING},
        provenance=origin(info, site, scenario, cell),
        water=True,
        listings={"hollows": hollows_of(site, made, standing, listed)},
        seconds=time.perf_counter() - started,
    )


def _lost(gone: dict[str, float], roofs: Roofs) -> dict[str, float]:
    """Rain and where it went before it ran off, roofs with it [m³]."""
    return {
        "rain_m3": gone["rain"] + roofs.gone["rain"],
        "infiltrated_m3": gone["infiltrated"],
        "retained_m3": gone["initial_loss"] + roofs.gone["held"] + roofs.gone["cistern"],
        "drained_m3": gone["drained"] + roofs.gone["drained"],
    }


def _totals(
    ground: GroundGrids, made: Screening, lost: dict[str, float], found: tuple[tuple[Depression, ...], int, float]
) -> dict[str, Quantity]:
    """Numbers of the result; `found`: listed depressions, how many buildings are touched, water without ground [m³]."""
    area = made.cell**2
    listed, touched, nowhere = found
    away = made.away + nowhere
    street = ~ground.blocked & (ground.water <= OWN_WATER)
    gone = sum(value for key, value in lost.items() if key != "rain_m3")
    rain = lost["rain_m3"]
    values = {
        "depressions": (float(len(listed)), ""),
        "depressions_m3": (sum(d.volume for d in listed), "m³"),
        "buildings_touched": (float(touched), ""),
        "flooded_area_30cm": (float((made.depth[street] > 0.3).sum()) * area, "m²"),
        "flooded_area_10cm": (float((made.depth[street] > 0.1).sum()) * area, "m²"),
        **{key: (value, "m³") for key, value in lost.items()},
        "outflow_m3": (away, "m³"),
        "stored_m3": (made.stored, "m³"),
        "balance_error": ((rain - gone - away - made.stored) / rain if rain > 0.0 else 0.0, ""),
    }
    return {key: Quantity(v, unit, Text.of(f"heavy-rain.total.{key}")) for key, (v, unit) in values.items()}
