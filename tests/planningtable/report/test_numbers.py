"""Numbers as people write them."""

import math
from datetime import datetime

import pytest

from planningtable.app.words import load_words
from planningtable.report.numbers import (
    counted,
    day,
    decimals_of,
    euros,
    listed,
    localised,
    number,
    percent,
    quantity,
    sensible,
    span,
)


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (1234.56, 1, "1.234,6", "1,234.6"),
        (-0.04, 1, "0,0", "0.0"),
        (-5.0, 0, "−5", "−5"),
        (math.nan, 2, "–", "–"),
        (math.inf, 2, "–", "–"),
    ],
)
def test_number(value: float, decimals: int, german: str, english: str) -> None:
    assert number(value, decimals, "de") == german
    assert number(value, decimals, "en") == english


def test_money_is_a_range_of_two_digits() -> None:
    assert euros(1234.0, 5678.0, "de") == "1.200\u202f–\u202f5.700\u00a0€"
    assert euros(0.0, 0.0, "de") == "0\u00a0€"
    assert euros(180_432.0, 449_000.0, "en") == "180,000\u202f–\u202f450,000\u00a0€"


def test_ranges() -> None:
    assert span(1.0, 1.04, 1, "de") == "1,0"
    assert span(math.nan, 1.0, 1, "de") == ""
    assert percent(0.125, "de") == "12\u00a0%"
    assert quantity(3.0, 1, "", "de") == "3,0"


def test_digits_follow_the_range() -> None:
    assert sensible(312_606.0, 179_664.0, 445_548.0, 0) == (310_000.0, 180_000.0, 450_000.0)
    assert sensible(57.5, 52.5, 62.5, 1) == (57.5, 52.5, 62.5)
    assert sensible(1234.0, 1234.0, 1234.0, 0) == (1234.0, 1234.0, 1234.0)


def test_localised_leaves_words_alone() -> None:
    assert localised("0.33", "de") == "0,33"
    assert localised("0.33", "en") == "0.33"
    assert localised("v1.2.3", "de") == "v1.2.3"


def test_words_around_numbers() -> None:
    words = load_words("de")
    assert counted(words, "report.count.variants", 1) == "eine Variante"
    assert counted(words, "report.count.variants", 0) == "keine Variante"
    assert listed(words, ("a", "b", "c")) == "a, b und c"
    assert listed(words, ()) == ""
    assert day(datetime(2026, 3, 1), words) == "1. März 2026"


@pytest.mark.parametrize(
    ("value", "decimals"),
    [(0.0, 0), (128.0000014, 0), (6.0, 0), (54.0, 0), (12.34, 1), (1.5, 2), (0.25, 3), (-1.58e-5, 7), (1e9, 0)],
)
def test_three_digits_are_told_and_whole_numbers_whole(value: float, decimals: int) -> None:
    assert decimals_of(value) == decimals
