"""What the screening of a case gives back."""

import numpy as np

from planningtable.api import CaseResult, CaseTable, Job, LayerInfo, Provenance, Quantity, Text
from plugins.heavy_rain.cases.question import Question
from plugins.heavy_rain.cases.traced import catchment_of, path_of
from plugins.heavy_rain.cases.wording import GAUGES, coordinate, known_grids
from plugins.heavy_rain.screening.depressions import Depression, depressions
from plugins.heavy_rain.screening.runoff import STEPS, runoff_of, ways_out
from plugins.heavy_rain.screening.screen import Screening, screen
from plugins.heavy_rain.screening.sources import SOURCES

COLUMNS = (
    "number",
    "outlet_x",
    "outlet_y",
    "bottom_m",
    "spill_m",
    "depth_m",
    "area_m2",
    "volume_m3",
    "catchment_m2",
    "inflow_m3",
    "water_m3",
    "into",
)


def answer(info: LayerInfo, question: Question, job: Job) -> CaseResult:
    """Screen it."""
    q, cell = question, question.terrain.cell
    job.check()
    runoff, gone = runoff_of(q.basin, q.weather, q.plan.duration)
    start = 0.0 if q.basin.depth is None else q.basin.depth
    blocked = q.basin.blocked | ~np.isfinite(q.basin.bed)
    made = screen(q.basin.bed, q.basin.blocked, ways_out(q.basin), runoff + start, cell)
    job.check()
    listed = depressions(made)
    gone["start"] = float(np.where(blocked, 0.0, start).sum()) * cell**2
    tables = {"depressions": _table(q, listed)}
    if q.gauges:
        tables["gauges"] = _gauges(q, made)
    grids = {
        "max_depth": (made.depth, "m"),
        "final_depth": (made.depth, "m"),
        "flow_accumulation": (made.passing, "m³"),
    }
    totals = _totals(made, listed, gone)
    if q.trace is not None:
        catchment = catchment_of(made, q.trace)
        grids["catchment"], tables["flow_path"] = (catchment, ""), path_of(q, made, q.trace)
        totals["catchment_m2"] = _total("catchment_m2", float(catchment.sum(dtype=np.float64)) * cell**2, "m²")
    return CaseResult(
        grids=known_grids(q.terrain, grids),
        tables=tables,
        totals=totals,
        balance={**gone, "out": made.away, "stored": made.stored, "error": _error(made, gone)},
        resolution=cell,
        provenance=Provenance(
            Text.of("heavy-rain.method-screening"),
            info.version,
            SOURCES,
            (*(Text.of(f"heavy-rain.limit.{key}") for key in ("screening", "walls")), *q.notes),
            tuple(sorted({**q.said, **_said(q)}.items())),
            (q.file,),
        ),
        crs=q.crs,
    )


def _said(question: Question) -> dict[str, str]:
    return {"duration_s": f"{question.plan.duration:g}", "rain_parts": str(STEPS), "solver": "screening"}


def _error(made: Screening, gone: dict[str, float]) -> float:
    """What is missing, as a share of what came in [-]."""
    came = gone["start"] + gone["rain"] + gone["fed"]
    went = gone["initial_loss"] + gone["infiltrated"] + gone["drained"] + made.away + made.stored
    return (came - went) / came if came > 0.0 else 0.0


def _table(question: Question, listed: tuple[Depression, ...]) -> CaseTable:
    east, north = question.terrain.easting(), question.terrain.northing()
    rows = tuple(
        (
            d.number,
            coordinate(east[d.column]),
            coordinate(north[d.row]),
            d.bottom,
            d.spill,
            d.depth,
            d.area,
            d.volume,
            d.catchment,
            d.inflow,
            d.water,
            d.into,
        )
        for d in listed
    )
    return CaseTable(COLUMNS, rows)


def _gauges(question: Question, made: Screening) -> CaseTable:
    """Where it stands in the end; how fast it came nobody knows."""
    rows = []
    for name, place in zip(question.gauges, question.cells, strict=True):
        depth = float(made.depth[place])
        rows.append((question.plan.duration, name, float(question.terrain.values[place]) + depth, depth, ""))
    return CaseTable(GAUGES, tuple(rows))


def _totals(made: Screening, listed: tuple[Depression, ...], gone: dict[str, float]) -> dict[str, Quantity]:
    area = made.cell**2
    values = {
        "rain_m3": (gone["rain"], "m³"),
        "inflow_m3": (gone["fed"], "m³"),
        "infiltrated_m3": (gone["infiltrated"], "m³"),
        "outflow_m3": (made.away, "m³"),
        "stored_m3": (made.stored, "m³"),
        "balance_error": (_error(made, gone), ""),
        "depressions": (float(len(listed)), ""),
        "depressions_m3": (sum(d.volume for d in listed), "m³"),
        "flooded_area_10cm": (float((made.depth > 0.1).sum()) * area, "m²"),
        "flooded_area_30cm": (float((made.depth > 0.3).sum()) * area, "m²"),
        "max_depth_m": (float(made.depth.max(initial=0.0)), "m"),
    }
    return {key: _total(key, value, unit) for key, (value, unit) in values.items()}


def _total(key: str, value: float, unit: str) -> Quantity:
    return Quantity(value, unit, Text.of(f"heavy-rain.total.{key}"))
