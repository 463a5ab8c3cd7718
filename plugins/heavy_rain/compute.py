"""A heavy rain on a site: grids in, solver, grids, numbers and classes out."""

import time
from collections.abc import Mapping

import numpy as np

from planningtable.api import (
    Column,
    Frame,
    Grid,
    Job,
    LayerInfo,
    LayerResult,
    Provenance,
    Quality,
    Quantity,
    Scenario,
    Site,
    Text,
)
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.consequences.summary import TOUCHED, consequences
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.flow import flows
from plugins.heavy_rain.ground import GroundGrids, ground_grids
from plugins.heavy_rain.legends import ARRIVAL, DEPTH, VELOCITY
from plugins.heavy_rain.problem import Basin, Plan
from plugins.heavy_rain.roofs import FREE_PORES, Roofs
from plugins.heavy_rain.scenarios.catalogue import RECESSION
from plugins.heavy_rain.site_weather import weather_on
from plugins.heavy_rain.solver.run import run

PICTURES = 12
OWN_WATER = 0.5
"""Cells with a larger share of stream or pond are not counted as flooded [-]."""


def compute(info: LayerInfo, site: Site, scenario: Scenario, how: tuple[float, bool, float], job: Job) -> LayerResult:
    """Compute a scenario; `how` is the cell size [m], whether that is full quality, and when the clock was started."""
    cell, full, started = how
    job.report(0.0, Text.of("heavy-rain.preparing"))
    ground = ground_grids(site, cell)
    weather, roofs = weather_on(site, ground, scenario)
    basin = Basin(np.asarray(ground.bed.values, np.float64), ground.blocked, ground.manning, cell)
    duration = scenario.value("minutes") * 60.0 + RECESSION
    flood = run(basin, weather, Plan(duration, pictures=PICTURES), job.part(0.05, 1.0))
    beside = ground.facades.highest(flood.peak.astype(np.float64), len(site.buildings))
    grids = _grids(ground, flood)
    after = consequences(site, grids["max_depth"], grids["max_depth_velocity"], beside)
    return LayerResult(
        layer=info.id,
        scenario=scenario.id,
        resolution=cell,
        quality=Quality.FULL if full else Quality.PREVIEW,
        main="max_depth",
        grids=grids,
        columns={
            "facade_depth": Column("buildings", beside, "m", Text.of("heavy-rain.column.facade-depth")),
            **after.columns,
        },
        totals=_totals(ground, flood, roofs, (beside, after.totals)),
        legends={
            "max_depth": DEPTH,
            "final_depth": DEPTH,
            "facade_depth": DEPTH,
            "max_velocity": VELOCITY,
            "arrival": ARRIVAL,
        },
        provenance=_provenance(info, site, scenario, (cell, flood)),
        frames=_frames(ground, flood),
        water=True,
        listings=after.listings,
        seconds=time.perf_counter() - started,
    )


def _frames(ground: GroundGrids, flood: Flood) -> tuple[Frame, ...]:
    return tuple(
        Frame(picture.seconds, ground.masked(picture.depth), flow)
        for picture, flow in zip(flood.pictures, flows(ground.bed, flood.pictures), strict=True)
    )


def _grids(ground: GroundGrids, flood: Flood) -> dict[str, Grid]:
    named = {
        "max_depth": flood.peak,
        "max_velocity": flood.fastest,
        "max_depth_velocity": flood.strongest,
        "arrival": flood.arrival,
        "duration": flood.lasting,
        "final_depth": flood.final,
    }
    return {key: ground.masked(values) for key, values in named.items()}


def _totals(
    ground: GroundGrids, flood: Flood, roofs: Roofs, met: tuple[F64, Mapping[str, Quantity]]
) -> dict[str, Quantity]:
    beside, after = met
    area = ground.bed.cell**2
    balance, gone = flood.balance, roofs.gone
    street = ~ground.blocked & (ground.water <= OWN_WATER)

    def deeper(than: float) -> float:
        return float((flood.peak[street] > than).sum()) * area

    # What people ask first comes first: whom it meets, where, how deep; then where the rain went.
    first = {"buildings_touched": (float((beside > TOUCHED).sum()), "")}
    values = {
        "flooded_area_30cm": (deeper(0.3), "m²"),
        "flooded_area_10cm": (deeper(0.1), "m²"),
        "max_depth_m": (float(flood.peak[street].max(initial=0.0)), "m"),
        "rain_m3": (balance.rain + gone["rain"], "m³"),
        "infiltrated_m3": (balance.infiltrated, "m³"),
        "retained_m3": (balance.initial_loss + gone["held"] + gone["cistern"], "m³"),
        "wetting_m3": (balance.initial_loss, "m³"),
        "roof_retained_m3": (gone["held"], "m³"),
        "cistern_m3": (gone["cistern"], "m³"),
        "drained_m3": (balance.drained + gone["drained"], "m³"),
        "outflow_m3": (balance.out, "m³"),
        "stored_m3": (balance.stored, "m³"),
        "balance_error": (balance.error, ""),
    }
    return {**_named(first), **after, **_named(values)}


def _named(values: Mapping[str, tuple[float, str]]) -> dict[str, Quantity]:
    """Rounded to a thousandth of a litre: less is noise of adding up."""
    rounded = {key: (round(v, 6) if unit == "m³" else v, unit) for key, (v, unit) in values.items()}
    return {key: Quantity(v, unit, Text.of(f"heavy-rain.total.{key}")) for key, (v, unit) in rounded.items()}


def _provenance(info: LayerInfo, site: Site, scenario: Scenario, made: tuple[float, Flood]) -> Provenance:
    cell, flood = made
    plan = Plan(0.0)
    parameters = {
        **{name: f"{value:g}" for name, value in scenario.parameters},
        "recession_s": f"{RECESSION:g}",
        "cell_m": f"{cell:g}",
        "theta": f"{plan.theta:g}",
        "courant": f"{plan.courant:g}",
        "film_m": f"{plan.film:g}",
        "green_roof_free_pores": f"{FREE_PORES:g}",
        "steps": str(flood.steps),
        "terrain": "made from ground surfaces" if site.terrain_made else "as delivered",
    }
    return Provenance(
        info.method,
        info.version,
        info.sources,
        (*info.limits, Text.of("heavy-rain.limit.terrain-made")) if site.terrain_made else info.limits,
        tuple(sorted(parameters.items())),
        tuple(source.name for source in site.sources),
    )
