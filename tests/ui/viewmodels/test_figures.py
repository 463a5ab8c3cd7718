import math
from dataclasses import replace

import pytest

from planningtable.app.plugins import PluginHost
from planningtable.indicators.indicator import Value
from ui.viewmodels.figures import clear_trend_of, trend_of

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
