"""A heavy rain on a site: grids in, solver, grids, numbers and classes out."""

import time

from planningtable.api import (
    Column,
    Frame,
    Grid,
    Job,
    LayerInfo,
    LayerResult,
    Provenance,
    Quality,
    Scenario,
    Site,
    Text,
)
from plugins.heavy_rain.consequences.summary import consequences
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.flooding import INTERVAL, QUICK_INTERVAL, flooded
from plugins.heavy_rain.flow import flows
from plugins.heavy_rain.ground import GroundGrids
from plugins.heavy_rain.legends import ARRIVAL, DEPTH, VELOCITY
from plugins.heavy_rain.problem import Plan
from plugins.heavy_rain.roofs import FREE_PORES
from plugins.heavy_rain.scenarios.catalogue import RECESSION
from plugins.heavy_rain.sensitivity import DOUBTS, swings, with_ranges
from plugins.heavy_rain.terrain_said import terrain_said
from plugins.heavy_rain.totals import totals_of

PICTURES = 12


def compute(
    info: LayerInfo, site: Site, scenario: Scenario, how: tuple[float, float | None, float], job: Job
) -> LayerResult:
    """Compute a scenario.

    Args:
        info: of the layer.
        site: with a variant's measures.
        scenario: what rains.
        how: the cell size [m]; that of the quick runs that tell the ranges [m], None for a preview, which has none;
            when the clock was started.
        job: told of the progress.
    """
    cell, quick, started = how
    job.report(0.0, Text.of("heavy-rain.preparing"))
    main = job.part(0.05, 1.0 if quick is None else 0.8)
    interval = QUICK_INTERVAL if quick is None else INTERVAL
    made = flooded(site, scenario, cell, main, pictures=PICTURES, interval=interval)
    grids = _grids(made.ground, made.flood)
    after = consequences(site, grids["max_depth"], grids["max_depth_velocity"], made.beside)
    totals = totals_of(made, after.totals)
    if quick is not None:
        totals = with_ranges(totals, swings(site, scenario, quick, job.part(0.8, 1.0)))
    return LayerResult(
        layer=info.id,
        scenario=scenario.id,
        resolution=cell,
        quality=Quality.PREVIEW if quick is None else Quality.FULL,
        main="max_depth",
        grids=grids,
        columns={
            "facade_depth": Column("buildings", made.beside, "m", Text.of("heavy-rain.column.facade-depth")),
            **after.columns,
        },
        totals=totals,
        legends={
            "max_depth": DEPTH,
            "final_depth": DEPTH,
            "facade_depth": DEPTH,
            "max_velocity": VELOCITY,
            "arrival": ARRIVAL,
        },
        provenance=_provenance(info, site, scenario, (cell, quick, made.flood)),
        frames=_frames(made.ground, made.flood),
        water=True,
        listings=after.listings,
        access=after.access,
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


def _provenance(info: LayerInfo, site: Site, scenario: Scenario, made: tuple[float, float | None, Flood]) -> Provenance:
    cell, quick, flood = made
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
        **({} if quick is None else _ranged(quick)),
        "terrain": "made from ground surfaces" if site.terrain_made else "as delivered",
    }
    return Provenance(
        info.method,
        info.version,
        info.sources,
        (*info.limits, *_special(site, quick)),
        tuple(sorted(parameters.items())),
        tuple(source.name for source in site.sources),
    )


def _special(site: Site, quick: float | None) -> tuple[Text, ...]:
    """What limits this very result."""
    said = terrain_said(site)
    return said if quick is None else (*said, Text.of("heavy-rain.limit.ranges", cell=quick))


def _ranged(quick: float) -> dict[str, str]:
    """What was varied for the ranges."""
    manning = sorted({d.manning for d in DOUBTS if d.manning != 1.0})
    infiltration = sorted({d.infiltration for d in DOUBTS if d.infiltration != 1.0})
    return {
        "range_cell_m": f"{quick:g}",
        "range_manning": ", ".join(f"{x:g}" for x in manning),
        "range_infiltration": ", ".join(f"{x:g}" for x in infiltration),
    }
