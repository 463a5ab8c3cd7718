"""What a two-dimensional run of a case gives back."""

from dataclasses import asdict

from planningtable.api import CaseResult, CaseTable, Job, LayerInfo, Provenance, Quantity, Text
from plugins.heavy_rain.cases.question import Question
from plugins.heavy_rain.cases.wording import GAUGES, known_grids
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.problem import Plan
from plugins.heavy_rain.solver.run import run


def answer(info: LayerInfo, question: Question, job: Job) -> CaseResult:
    """Run it.

    Raises:
        CancelledError: on request.
    """
    q = question
    flood = run(q.basin, q.weather, q.plan, job, q.cells)
    grids = {
        "max_depth": (flood.peak, "m"),
        "max_velocity": (flood.fastest, "m/s"),
        "arrival": (flood.arrival, "s"),
        "final_depth": (flood.final, "m"),
    }
    beds = [float(q.terrain.values[c]) for c in q.cells]
    return CaseResult(
        grids=known_grids(q.terrain, grids),
        tables={"gauges": _series(flood, q.gauges, beds)} if q.gauges else {},
        totals=_totals(q.terrain.cell, flood),
        balance={**asdict(flood.balance), "error": flood.balance.error},
        resolution=q.terrain.cell,
        provenance=_provenance(info, q, flood),
        crs=q.crs,
    )


def _series(flood: Flood, names: list[str], beds: list[float]) -> CaseTable:
    n = len(names)
    rows: list[tuple[str | float, ...]] = []
    for probe in flood.probes:
        for k, name in enumerate(names):
            depth = float(probe[1 + k])
            rows.append((float(probe[0]), name, beds[k] + depth, depth, float(probe[1 + n + k])))
    return CaseTable(GAUGES, tuple(rows))


def _totals(cell: float, flood: Flood) -> dict[str, Quantity]:
    area = cell**2
    balance = flood.balance
    values = {
        "rain_m3": (balance.rain, "m³"),
        "inflow_m3": (balance.fed, "m³"),
        "infiltrated_m3": (balance.infiltrated, "m³"),
        "outflow_m3": (balance.out, "m³"),
        "stored_m3": (balance.stored, "m³"),
        "balance_error": (balance.error, ""),
        "flooded_area_10cm": (float((flood.peak > 0.1).sum()) * area, "m²"),
        "flooded_area_30cm": (float((flood.peak > 0.3).sum()) * area, "m²"),
        "max_depth_m": (float(flood.peak.max(initial=0.0)), "m"),
    }
    return {key: Quantity(value, unit, Text.of(f"heavy-rain.total.{key}")) for key, (value, unit) in values.items()}


def _provenance(info: LayerInfo, question: Question, flood: Flood) -> Provenance:
    return Provenance(
        Text.of("heavy-rain.method-bare"),
        info.version,
        info.sources[:3],
        tuple(Text.of(f"heavy-rain.limit.{key}") for key in ("velocity", "walls")),
        tuple(sorted({**_said(question.plan), "steps": str(flood.steps)}.items())),
        (question.file,),
    )


def _said(plan: Plan) -> dict[str, str]:
    return {
        "solver": plan.solver,
        "duration_s": f"{plan.duration:g}",
        "interval_s": f"{plan.interval:g}",
        "arrival_depth_m": f"{plan.mark:g}",
        "courant": f"{plan.courant:g}",
        "theta": f"{plan.theta:g}",
        "film_m": f"{plan.film:g}",
        "max_step_s": f"{plan.step:g}",
    }
