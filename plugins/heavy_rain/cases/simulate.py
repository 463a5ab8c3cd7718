"""A heavy rain on bare grids: reads the case and runs it."""

from planningtable.api import Case, CaseResult, Job, LayerInfo
from plugins.heavy_rain.cases import flooded, screened
from plugins.heavy_rain.cases.question import question_of

SOLVERS = (flooded.AUTO, "inertial", "screening", "shallow-water")


def simulate(info: LayerInfo, case: Case, job: Job) -> CaseResult:
    """Read the case and run it.

    Raises:
        PlanningError: the case lacks something, or says something that is not known.
        CancelledError: on request.
    """
    solver = case.choice("solver", SOLVERS, SOLVERS[0])
    question = question_of(case, solver)
    if solver == "screening":
        return screened.answer(info, question, job)
    return flooded.answer(info, question, job)
