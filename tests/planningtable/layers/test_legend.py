"""Classes of a legend, and with how many decimals their values are told."""

import numpy as np
from helpers.results import DEPTH

from planningtable.domain.text import Text
from planningtable.layers.legend import Legend, LegendClass, class_rows, decimals, limits, only_named


def test_class_limits_are_lower_included_upper_excluded_in_the_legends_unit() -> None:
    values = np.array([0.0, 0.0499, 0.05, 0.0999, 0.10, 0.5, 7.0, np.nan])
    assert list(class_rows(values, DEPTH)) == [-1, -1, 0, 0, 1, 2, 2, -1]


def test_limits_and_decimals_follow_the_narrowest_class() -> None:
    assert limits(DEPTH) == (5.0, 10.0, 50.0)
    assert decimals(DEPTH) == 0
    speed = (LegendClass(0.2, 0.5, "#000000", Text("a")), LegendClass(0.5, 2.0, "#111111", Text("b")))
    assert decimals(Legend(Text("v"), "m/s", 1.0, speed, "test")) == 2


def test_codes_of_kinds_have_names_only() -> None:
    kinds = tuple(LegendClass(float(i), i + 1.0, "#000000", Text(str(i))) for i in range(3))
    assert only_named(Legend(Text("kinds"), "", 1.0, kinds, "test"))
    assert not only_named(DEPTH)
    shares = (LegendClass(0.0, 0.5, "#000000", Text("a")), LegendClass(0.5, None, "#111111", Text("b")))
    assert not only_named(Legend(Text("share"), "", 1.0, shares, "test"))
