"""Development plans: what they state, where, and whether a building keeps to it."""

from planningtable.city.plan.checks import Finding, Verdict, felling, violations
from planningtable.city.plan.limits import LimitsAt, limits_at
from planningtable.city.plan.model import HeightLimit, Limits, Plan, PlanKind, PlanObject, PlanText
from planningtable.city.plan.naming import plan_name, plan_short

__all__ = [
    "Finding",
    "HeightLimit",
    "Limits",
    "LimitsAt",
    "Plan",
    "PlanKind",
    "PlanObject",
    "PlanText",
    "Verdict",
    "felling",
    "limits_at",
    "plan_name",
    "plan_short",
    "violations",
]
