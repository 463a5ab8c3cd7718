"""What a plan is called."""

from planningtable.city.plan.model import Plan
from planningtable.domain.text import Text


def plan_name(plan: Plan) -> Text:
    """Number and name as far as there are any, else the file's name."""
    if plan.name and plan.number:
        return Text.of("plan.name.both", name=plan.name, number=plan.number)
    if plan.name or plan.number:
        return Text.of("plan.name.one", name=plan.name or plan.number)
    return Text.of("plan.name.none", file=plan.file)


def plan_short(plan: Plan) -> Text:
    """Its number, where there is one: short enough to begin a sentence with."""
    return Text.of("plan.name.short", name=plan.number) if plan.number else plan_name(plan)
