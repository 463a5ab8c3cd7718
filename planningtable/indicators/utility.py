"""How good a value is: 0 at the worst, 1 at the target, fixed before anybody compares.

The ends never depend on the options that are compared; otherwise adding an option could turn the order of the others
(rank reversal).
"""

import math
from collections.abc import Iterable, Mapping

from planningtable.domain.values import Direction, Goal
from planningtable.indicators.indicator import Dimension, IndicatorInfo


def utility(value: float, worst: float, target: float, direction: Direction = Direction.MORE) -> float:
    """Utility of a value [0..1].

    Linear from ``worst`` to ``target`` and held beyond. Where hitting the target is what counts (neutral), it falls to
    both sides. Where the target is no better than the worst, it is a step: reached or not.

    Args:
        value: in the indicator's unit; NaN gives NaN.
        worst: value with utility 0.
        target: value with utility 1.
        direction: which way is better.

    >>> utility(45.0, worst=90.0, target=45.0, direction=Direction.LESS)
    1.0
    >>> utility(67.5, worst=90.0, target=45.0, direction=Direction.LESS)
    0.5
    """
    if math.isnan(value):
        return math.nan
    span = abs(target - worst)
    if direction is Direction.NEUTRAL:
        return 1.0 if value == target else _held(1.0 - abs(value - target) / span) if span else 0.0
    sign = 1.0 if direction is Direction.MORE else -1.0
    if sign * (target - worst) <= 0:
        return 1.0 if sign * (value - target) >= 0 else 0.0
    return _held((value - worst) / (target - worst))


def goal_utility(value: float, info: IndicatorInfo, goal: Goal | None) -> float:
    """Utility of an indicator's value, measured by the group's goal where there is one.

    An indicator without a better direction has no utility (NaN) unless the group gave it a goal.
    """
    if goal is None and info.direction is Direction.NEUTRAL:
        return math.nan
    return utility(value, info.worst, info.target if goal is None else goal.target, info.direction)


def dimension_means(
    infos: Iterable[IndicatorInfo], utilities: Mapping[str, float], weights: Mapping[str, float]
) -> Mapping[Dimension, float]:
    """Weighted mean utility of each dimension [0..1], for the radar; NaN where a dimension has none.

    Args:
        infos: the indicators.
        utilities: indicator to utility; NaN is left out.
        weights: indicator to weight; indicators without one count 1 each in a dimension without any weight.
    """
    members: dict[Dimension, list[tuple[float, float]]] = {dimension: [] for dimension in Dimension}
    for info in infos:
        value = utilities.get(info.id, math.nan)
        if not math.isnan(value):
            members[info.dimension].append((value, weights.get(info.id, 0.0)))
    return {dimension: _mean(pairs) for dimension, pairs in members.items()}


def _mean(pairs: list[tuple[float, float]]) -> float:
    if not pairs:
        return math.nan
    total = sum(weight for _, weight in pairs)
    if total <= 0:
        return sum(value for value, _ in pairs) / len(pairs)
    return sum(value * weight for value, weight in pairs) / total


def _held(value: float) -> float:
    return min(max(value, 0.0), 1.0)
