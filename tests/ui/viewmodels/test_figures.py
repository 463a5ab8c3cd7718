import math
from dataclasses import replace

import pytest

from planningtable.app.plugins import PluginHost
from planningtable.domain.text import Text
from planningtable.indicators.indicator import Value
from planningtable.layers.layer import Quantity
from ui.viewmodels.figures import clear_trend_of, printed_quantity, trend_of

INFO = replace(PluginHost.discover().indicators["heat-stress-area"].info, worst=100.0, target=50.0, decimals=1)


def value(number: float) -> Value:
    return Value(number, number - 1.5, number + 1.5)


@pytest.mark.parametrize(("now", "printed", "clear"), [(91.1, 1, 0), (90.0, 1, 1), (93.0, -1, -1), (91.2, 0, 0)])
def test_a_change_that_is_next_to_nothing_is_no_trend(now: float, printed: int, clear: int) -> None:
    assert trend_of(INFO, value(91.2), value(now)) == printed
    assert clear_trend_of(INFO, value(91.2), value(now)) == clear


def test_missing_values_have_no_trend() -> None:
    assert clear_trend_of(INFO, None, value(1.0)) == 0
    assert clear_trend_of(INFO, value(math.nan), value(1.0)) == 0


@pytest.mark.parametrize(
    ("quantity", "printed"),
    [
        (Quantity(0.32, "m", Text("d"), 0.28, 0.37), "0,32 m (0,28–0,37)"),
        (Quantity(44.0, "", Text("n"), 39.0, 47.0), "44 (39–47)"),
        (Quantity(1234.5, "m³", Text("v")), "1.234 m³"),
        (Quantity(5.0, "m³", Text("v"), 5.0, 5.0), "5 m³"),
    ],
)
def test_a_number_stands_before_its_range(world, quantity, printed) -> None:
    assert printed_quantity(world.table.seat("seat-1").words, quantity) == printed
