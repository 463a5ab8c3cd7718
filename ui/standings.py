"""How the variants stand beside each other for somebody who only watches: a few of them, and a few indicators."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planningtable.domain.values import BASE, Goal, Variant
from planningtable.indicators.indicator import Dimension, IndicatorInfo, Value
from planningtable.indicators.utility import dimension_means, goal_utility

MOST_VARIANTS = 4
"""So many are told apart from the back of a room."""

MOST_INDICATORS = 4

CLEAR = 0.02
"""Utilities that differ by less are the same."""

Valued = Mapping[str, Value]
"""Indicator to value."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """By what variants are weighed: the indicators there are, and the group's goals."""

    infos: tuple[IndicatorInfo, ...]
    goals: tuple[Goal, ...]

    def goal(self, indicator: str) -> Goal | None:
        return next((goal for goal in self.goals if goal.indicator == indicator), None)

    def utilities(self, values: Valued) -> Mapping[str, float]:
        """Indicator to utility [0..1]; NaN where it has none or is not known."""
        return {
            info.id: goal_utility(values[info.id].value, info, self.goal(info.id)) if info.id in values else math.nan
            for info in self.infos
        }


def compared(variants: Sequence[Variant], shown: str) -> tuple[Variant, ...]:
    """The base, the shown variant and the newest others, at most `MOST_VARIANTS`, in the order of the workshop."""
    others = [v for v in variants if v.id not in (BASE, shown)]
    room = MOST_VARIANTS - len({BASE, shown} & {v.id for v in variants})
    kept = {BASE, shown, *(v.id for v in others[-room:])}
    return tuple(v for v in variants if v.id in kept)


def shares(weighed: Weighed, valued: Mapping[str, Valued]) -> Mapping[str, tuple[float, ...]]:
    """Variant to its mean utility in each dimension [0..1]; NaN where a dimension has none.

    Only indicators that all variants have a utility for count, as in the comparison: a mean over other indicators for
    one variant than for the next would say nothing.
    """
    utilities = {variant: weighed.utilities(values) for variant, values in valued.items()}
    common = [i for i in weighed.infos if not any(math.isnan(of[i.id]) for of in utilities.values())]
    weights = {goal.indicator: goal.weight for goal in weighed.goals}
    means = {variant: dimension_means(common, of, weights) for variant, of in utilities.items()}
    return {variant: tuple(of[dimension] for dimension in Dimension) for variant, of in means.items()}


def telling(weighed: Weighed, valued: Mapping[str, Valued]) -> tuple[IndicatorInfo, ...]:
    """The indicators that say most: those with a goal, the heaviest first, then those in which variants differ most."""
    utilities = [weighed.utilities(values) for values in valued.values()]
    known = [info for info in weighed.infos if any(info.id in values for values in valued.values())]

    def spread(info: IndicatorInfo) -> float:
        of = [u[info.id] for u in utilities if not math.isnan(u[info.id])]
        return max(of) - min(of) if of else 0.0

    aimed = [(weighed.goal(info.id), info) for info in known]
    first = sorted(((goal.weight, info) for goal, info in aimed if goal is not None), key=lambda pair: -pair[0])
    rest = sorted((info for goal, info in aimed if goal is None and spread(info) >= CLEAR), key=lambda i: -spread(i))
    return (*(info for _, info in first), *rest)[:MOST_INDICATORS]
