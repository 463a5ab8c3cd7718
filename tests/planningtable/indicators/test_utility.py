"""Utility of values."""

import doctest
import math

import pytest

from planningtable.domain.text import Text
from planningtable.domain.values import Direction, Goal
from planningtable.indicators import ranking, utility
from planningtable.indicators.indicator import Dimension, IndicatorInfo
from planningtable.indicators.utility import dimension_means, goal_utility


def info(id: str, direction: Direction, dimension: Dimension = Dimension.CYCLES) -> IndicatorInfo:
    text = Text("x")
    worst, target = (0.0, 10.0) if direction is not Direction.LESS else (10.0, 0.0)
    return IndicatorInfo(id, text, "", 0, direction, dimension, (), worst, target, text, text, "", text, "1")


@pytest.mark.parametrize(
    ("value", "worst", "target", "direction", "expected"),
    [
        (0, 0, 10, Direction.MORE, 0),
        (5, 0, 10, Direction.MORE, 0.5),
        (50, 0, 10, Direction.MORE, 1),
        (-5, 0, 10, Direction.MORE, 0),
        (2, 10, 0, Direction.LESS, 0.8),
        (5, 5, 5, Direction.MORE, 1),
        (4.9, 5, 5, Direction.MORE, 0),
        (4.9, 5, 5, Direction.LESS, 1),
        (12, 10, 20, Direction.LESS, 1),  # a goal worse than the worst: reached
        (12, 0, 10, Direction.NEUTRAL, 0.8),
        (8, 0, 10, Direction.NEUTRAL, 0.8),
        (25, 0, 10, Direction.NEUTRAL, 0),
        (3, 3, 3, Direction.NEUTRAL, 1),
    ],
)
def test_utility(value: float, worst: float, target: float, direction: Direction, expected: float) -> None:
    assert utility.utility(value, worst, target, direction) == pytest.approx(expected)


def test_no_value_has_no_utility() -> None:
    assert math.isnan(utility.utility(math.nan, 0, 1))


def test_the_goal_of_the_group_is_the_measure() -> None:
    more = info("a", Direction.MORE)
    assert goal_utility(5, more, None) == 0.5
    assert goal_utility(5, more, Goal("a", 5.0)) == 1.0
    neutral = info("b", Direction.NEUTRAL)
    assert math.isnan(goal_utility(5, neutral, None))
    assert goal_utility(5, neutral, Goal("b", 5.0)) == 1.0


def test_dimension_means() -> None:
    infos = [
        info("a", Direction.MORE),
        info("b", Direction.MORE),
        info("c", Direction.MORE, Dimension.SAFETY),
        info("d", Direction.MORE, Dimension.SAFETY),
        info("e", Direction.MORE, Dimension.HAPPINESS),
    ]
    utilities = {"a": 1.0, "b": 0.0, "c": 0.2, "d": 0.4, "e": math.nan}
    means = dimension_means(infos, utilities, {"a": 3.0, "b": 1.0})
    assert means[Dimension.CYCLES] == 0.75
    assert means[Dimension.SAFETY] == pytest.approx(0.3)
    assert math.isnan(means[Dimension.HAPPINESS])
    assert math.isnan(means[Dimension.INNOVATION])


@pytest.mark.parametrize("module", [utility, ranking])
def test_examples(module: object) -> None:
    assert doctest.testmod(module).attempted > 0  # type: ignore[arg-type]
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
