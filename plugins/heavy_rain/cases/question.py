"""What a case asks, read as a whole."""

from dataclasses import dataclass

from planningtable.api import Case, Grid, Text
from plugins.heavy_rain.cases.raining import rain_of
from plugins.heavy_rain.cases.reading import (
    basin_of,
    gauges_of,
    infiltration_of,
    inflows_of,
    plan_of,
    sewer_of,
    trace_of,
)
from plugins.heavy_rain.cases.roughness import roughness_of
from plugins.heavy_rain.cases.terrain import terrain_of
from plugins.heavy_rain.problem import Basin, Plan, Weather
from plugins.heavy_rain.scenarios.moisture import STATES

NUMERICS = ("interval", "arrival_depth", "courant", "theta", "film", "max_step")
UNUSED = {
    "screening": ("manning", *NUMERICS),
    "shallow-water": ("theta", "film"),
}
"""Keys that a solver has no use for."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What a case asks.

    Attributes:
        terrain: heights [m], NaN where there are none.
        basin: the ground.
        weather: what comes and goes.
        plan: how long and how fine.
        gauges: their names.
        cells: row and column of each gauge.
        trace: row and column of the place whose water the screening follows.
        crs: of the grids; empty for local metres.
        file: name of the terrain's file.
        said: what was set of rain, sewers and moisture, for the record.
        notes: what is doubtful about the case, or was said in vain, a sentence each.
    """

    terrain: Grid
    basin: Basin
    weather: Weather
    plan: Plan
    gauges: list[str]
    cells: list[tuple[int, int]]
    trace: tuple[int, int] | None
    crs: str
    file: str
    said: dict[str, str]
    notes: tuple[Text, ...]


def question_of(case: Case, solver: str) -> Question:
    """Read all of it.

    Raises:
        PlanningError: the case lacks something, or says something that is not known.
    """
    terrain, doubts = terrain_of(case)
    plan = plan_of(case, solver)
    manning, smooth = roughness_of(case, terrain)
    basin = basin_of(case, terrain, manning)
    rain, (sewer, sewers) = rain_of(case, plan.duration), sewer_of(case, terrain)
    weather = Weather(
        rain.series,
        infiltration=infiltration_of(case, terrain),
        sewer=sewer,
        feeds=inflows_of(case, terrain, basin.blocked),
    )
    said = {
        **rain.said,
        **sewers,
        "moisture": case.choice("moisture", STATES, "") if case.has("moisture") else "as given",
    }
    names, cells = gauges_of(case, terrain)
    trace = trace_of(case, terrain, basin.blocked) if solver == "screening" else None
    case.finish()
    notes = (*doubts, *(() if solver == "screening" else smooth), *_in_vain(case, solver))
    file = case.path("terrain").name
    return Question(terrain, basin, weather, plan, names, cells, trace, case.crs, file, said, notes)


def _in_vain(case: Case, solver: str) -> tuple[Text, ...]:
    """What the case sets although its solver has no use for it."""
    keys = [key for key in UNUSED.get(solver, ()) if case.has(key)]
    return (Text.of("heavy-rain.limit.unused", keys=", ".join(keys), solver=solver),) if keys else ()
