"""What a case asks, read as a whole."""

from dataclasses import dataclass

import numpy as np

from planningtable.api import Case, Grid, PlanningError
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
from plugins.heavy_rain.problem import Basin, Plan, Weather
from plugins.heavy_rain.scenarios.moisture import STATES


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


def question_of(case: Case, solver: str) -> Question:
    """Read all of it.

    Raises:
        PlanningError: the case lacks something, or says something that is not known.
    """
    terrain = case.grid("terrain")
    file = case.path("terrain").name
    if not np.isfinite(terrain.values).any():
        raise PlanningError("error.simulate.empty", file=file)
    plan = plan_of(case, solver)
    basin = basin_of(case, terrain)
    rain, (sewer, sewers) = rain_of(case, plan.duration), sewer_of(case, terrain)
    weather = Weather(
        rain.series,
        infiltration=infiltration_of(case, terrain),
        sewer=sewer,
        feeds=inflows_of(case, terrain),
    )
    said = {
        **rain.said,
        **sewers,
        "moisture": case.choice("moisture", STATES, "") if case.has("moisture") else "as given",
    }
    names, cells = gauges_of(case, terrain)
    trace = trace_of(case, terrain, basin.blocked) if solver == "screening" else None
    case.finish()
    return Question(terrain, basin, weather, plan, names, cells, trace, case.crs, file, said)
