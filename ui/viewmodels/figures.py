"""Numbers as they are printed at a seat."""

import math

from planningtable.domain.values import BASE, Direction
from planningtable.indicators.indicator import IndicatorInfo, Value
from planningtable.layers.layer import Quantity
from ui.board import Board
from ui.viewmodels.words import WordsModel

DASH = "–"

# Our own limit: what a group should not argue about. The values' ranges are wider, but mostly shared by all variants.
CLEAR = 0.02


def printed_quantity(words: WordsModel, quantity: Quantity) -> str:
    """A number with its unit, and its range where it has one; fewer decimals the larger it is."""
    size = abs(quantity.value)
    decimals = 0 if size >= 100 or size == round(size) else 1 if size >= 10 else 2
    figure = words.number(quantity.value, decimals)
    printed = f"{figure} {quantity.unit}" if quantity.unit else figure
    if quantity.low is None or quantity.high is None:
        return printed
    low, high = words.number(quantity.low, decimals), words.number(quantity.high, decimals)
    return printed if low == high else f"{printed} ({low}–{high})"


def printed_value(words: WordsModel, info: IndicatorInfo, value: Value | None) -> str:
    """An indicator's value without its unit; a dash where there is none."""
    if value is None or math.isnan(value.value):
        return DASH
    return words.number(value.value, info.decimals)


def trend_of(info: IndicatorInfo, base: Value | None, now: Value | None) -> int:
    """1 where the value is better than the base by what is printed, -1 where it is worse."""
    if base is None or now is None or info.direction is Direction.NEUTRAL:
        return 0
    if math.isnan(base.value) or math.isnan(now.value):
        return 0
    change = round(now.value, info.decimals) - round(base.value, info.decimals)
    if change == 0:
        return 0
    return 1 if (change > 0) == (info.direction is Direction.MORE) else -1


def clear_trend_of(info: IndicatorInfo, base: Value | None, now: Value | None) -> int:
    """`trend_of`, but 0 for a change too small to be called one: under 2 % of the way from worst to target."""
    if base is None or now is None or not abs(now.value - base.value) >= CLEAR * abs(info.target - info.worst):
        return 0
    return trend_of(info, base, now)


def value_of(board: Board, variant: str, indicator: str) -> Value | None:
    answers = board.answers.get(variant)
    return answers.values.get(indicator) if answers else None


def base_and_now(board: Board, indicator: str) -> tuple[Value | None, Value | None]:
    """An indicator of the base and of the variant that is shown."""
    return value_of(board, BASE, indicator), value_of(board, board.variant.id, indicator)
