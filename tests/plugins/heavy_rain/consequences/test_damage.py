"""Damage class from depth and use, and which buildings need care."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import block_site

from planningtable.city.attributes import AttributeTable
from plugins.heavy_rain.consequences.damage import CLASSES, damage_classes, potentials, sensitive


def houses(*uses, functions=None, attributes=None):
    count = len(uses)
    site = block_site(boxes=tuple((10 * i, 0, 10 * i + 5, 5, 6.0) for i in range(count)), trees=())
    table = AttributeTable.of(attributes or [{}] * count)
    return replace(site.buildings, uses=uses, functions=functions or ("",) * count, attributes=table)


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        # Classes at 5, 10, 20, 40 and 60 cm: hazard 1, 1, 2, 3, 4 and the potential of the use, mean rounded down.
        ("garage", (0, 0, 1, 2, 2)),
        ("office", (0, 0, 2, 2, 3)),
        ("residential", (0, 0, 2, 3, 3)),
        ("hospital", (0, 0, 3, 3, 4)),
        ("a use that nobody knows", (0, 0, 1, 2, 2)),
    ],
)
def test_class_from_depth_and_use(use, expected):
    buildings = houses(*(use,) * 5)
    assert tuple(damage_classes(buildings, np.array([0.05, 0.10, 0.20, 0.40, 0.60]))) == expected
    assert max(expected) < len(CLASSES)


def test_a_building_without_a_depth_is_dry():
    assert damage_classes(houses("hospital"), np.array([np.nan])).tolist() == [0]


def test_more_water_never_means_less_damage():
    depth = np.linspace(0.0, 2.0, 81)
    for use in ("residential", "mixed", "school", "church", "industry"):
        classes = damage_classes(houses(*(use,) * len(depth)), depth)
        assert (np.diff(classes) >= 0).all()


def test_homes_without_a_cellar_have_less_to_lose():
    known = houses("residential", "residential", attributes=[{"storeysBelowGround": "0"}, {"storeysBelowGround": "1"}])
    assert potentials(known).tolist() == [2, 3]


def test_sites_that_need_care_are_told_by_use_and_by_function():
    functions = ("31001_1010", "31001_1022", "31001_3072", "", "", "31001_2465", "31001_2463")
    uses = ("residential", "residential", "public", "school", "kindergarten", "garage", "garage")
    buildings = houses(*uses, functions=functions)
    assert sensitive(buildings).tolist() == [False, True, True, True, True, True, False]
    # An old people's home, a fire station and an underground garage have most to lose, whatever their use says.
    assert potentials(buildings).tolist() == [3, 4, 4, 3, 4, 4, 1]
