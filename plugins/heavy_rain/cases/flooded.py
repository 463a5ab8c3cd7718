"""What a two-dimensional run of a case gives back."""

from copy import deepcopy
from dataclasses import asdict, replace

from planningtable.api import CaseResult, CaseTable, Job, LayerInfo, Provenance, Quantity, Text
from plugins.heavy_rain.cases.question import Question
from plugins.heavy_rain.cases.wording import GAUGES, known_grids
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.problem import Basin, Plan
from plugins.heavy_rain.solver.inertial import stable_courant
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.solver.shallow import COURANT as SHALLOW_COURANT
from plugins.heavy_rain.solver.validity import breaks, holds

AUTO = "auto"
"""Local inertia where it holds, the full equations where it does not."""
METHODS = {"inertial": "heavy-rain.method-bare", "shallow-water": "heavy-rain.method-shallow"}
SHALLOW = (
    "Audusse, Bouchut, Bristeau, Klein, Perthame (2004): A fast and stable well-balanced scheme with hydrostatic "
    "reconstruction for shallow water flows. SIAM J. Sci. Comput. 25, doi 10.1137/S1064827503431090",
    "Harten, Lax, van Leer (1983): On upstream differencing and Godunov-type schemes. SIAM Review 25, doi "
    "10.1137/1025002",
)


def answer(info: LayerInfo, question: Question, job: Job) -> CaseResult:
    """Run it.

    Raises:
        CancelledError: on request.
    """
    q = question
    if q.plan.solver == AUTO:
        q, flood = _chosen(q, job)
    else:
        flood = run(q.basin, q.weather, q.plan, job, q.cells)
    grids = {
        "max_depth": (flood.peak, "m"),
        "max_velocity": (flood.fastest, "m/s"),
        "max_depth_velocity": (flood.strongest, "m²/s"),
        "arrival": (flood.arrival, "s"),
        "duration": (flood.lasting, "s"),
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


def _chosen(question: Question, job: Job) -> tuple[Question, Flood]:
    """By local inertia if that holds, else by the full equations."""
    q = question
    if not breaks(q.basin):
        quick = replace(q, plan=replace(q.plan, solver="inertial"))
        # The ground remembers what it took: the first run gets its own.
        flood = run(q.basin, deepcopy(q.weather), quick.plan, job.part(0.0, 0.3), q.cells)
        if holds(flood):
            return quick, flood
    full = replace(q, plan=replace(q.plan, solver="shallow-water"))
    return full, run(q.basin, q.weather, full.plan, job.part(0.3, 1.0), q.cells)


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
        "supercritical_share": (flood.swift_share, ""),
    }
    return {key: Quantity(value, unit, Text.of(f"heavy-rain.total.{key}")) for key, (value, unit) in values.items()}


def _provenance(info: LayerInfo, question: Question, flood: Flood) -> Provenance:
    solver = question.plan.solver
    limits = [Text.of(f"heavy-rain.limit.{key}") for key in ("velocity", "walls")]
    if solver == "inertial" and not holds(flood):
        limits.append(Text.of("heavy-rain.limit.swift", share=round(flood.swift_share * 100.0)))
    said = {
        **question.said,
        **_said(question.plan, question.basin),
        "steps": str(flood.steps),
        "supercritical_share": f"{flood.swift_share:.4f}",
    }
    return Provenance(
        Text.of(METHODS[solver]),
        info.version,
        SHALLOW if solver == "shallow-water" else info.sources[:3],
        (*limits, *question.notes),
        tuple(sorted(said.items())),
        (question.file,),
    )


def _said(plan: Plan, basin: Basin) -> dict[str, str]:
    shallow = plan.solver == "shallow-water"
    level = any(edge.kind == "level" for edge in basin.edges)
    most = SHALLOW_COURANT if shallow else stable_courant(plan.theta, level)
    own = {} if shallow else {"theta": f"{plan.theta:g}", "film_m": f"{plan.film:g}"}
    return {
        **own,
        "solver": plan.solver,
        "duration_s": f"{plan.duration:g}",
        "interval_s": f"{plan.interval:g}",
        "arrival_depth_m": f"{plan.mark:g}",
        "courant": f"{min(plan.courant, most):g}",
        "max_step_s": f"{plan.step:g}",
    }
