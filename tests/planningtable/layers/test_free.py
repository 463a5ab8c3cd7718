"""Scenarios with values that people set freely."""

import pytest

from planningtable.domain.text import Text
from planningtable.layers.free import FreeValue, base_of, free_id, read_free
from planningtable.layers.layer import LayerInfo, Scenario

RAIN = FreeValue("mm", Text("rain"), "mm", 0.0, 150.0, 5.0)
TIME = FreeValue("minutes", Text("time"), "min", 5.0, 360.0, 5.0)
GIVEN = (
    Scenario("usual", Text("usual"), (("minutes", 60.0), ("mm", 36.0), ("sewer", 1.0)), "a book"),
    Scenario("worst", Text("worst"), (("minutes", 60.0), ("mm", 100.0), ("sewer", 0.0)), "a book"),
)


def info(*, free=(RAIN, TIME), place=False):
    return LayerInfo("x", Text("x"), Text("x"), "1", Text("x"), (), (), GIVEN, "icon", free, place)


def test_given_scenarios_are_found_by_their_id():
    assert info().scenario("usual") is GIVEN[0]
    assert info().scenario("worst") is GIVEN[1]
    assert info().scenario("nothing") is None
    assert info().scenario("") is None


def test_values_may_be_set_and_the_others_stay():
    found = info().scenario("worst:mm=45,minutes=90")
    assert found.id == "worst:minutes=90,mm=45"
    assert dict(found.parameters) == {"minutes": 90.0, "mm": 45.0, "sewer": 0.0}
    assert found.name == Text.of("x.scenario.free", minutes=90.0, mm=45.0)
    assert found.source == GIVEN[1].source
    # Without a scenario the first one.
    assert dict(info().scenario("mm=45").parameters)["sewer"] == 1.0
    # Two ways to write the same are the same scenario.
    assert info().scenario("worst:minutes=90, mm=45.0").id == found.id


@pytest.mark.parametrize(
    "id", ["usual:mm=151", "usual:mm=-1", "usual:minutes=4", "usual:mm=nan", "usual:sewer=1", "usual:mm", "no:mm=5"]
)
def test_what_is_not_possible_is_no_scenario(id):
    assert info().scenario(id) is None


def test_a_layer_without_free_values_has_none():
    assert info(free=()).scenario("usual:mm=45") is None


def test_a_place_is_told_only_to_a_layer_that_asks_for_one():
    id = free_id("usual", {"east": 571758.43, "north": 5709648.7})
    found = info(free=(), place=True).scenario(id)
    assert dict(found.parameters)["north"] == 5709648.7
    assert found.name == GIVEN[0].name
    assert info().scenario(id) is None


def test_ids_keep_what_was_set():
    values = {"east": 571758.43, "north": 5709648.7}
    assert read_free(free_id("usual", values), (), place=True) == values
    assert base_of(free_id("usual", values)) == "usual"
    assert base_of("mm=45") == ""
    assert free_id("usual", {}) == "usual"


def test_sliders_stop_at_steps_and_at_the_ends():
    assert [RAIN.nearest(share) for share in (-1.0, 0.0, 0.31, 1.0, 2.0)] == [0.0, 0.0, 45.0, 150.0, 150.0]
    assert TIME.nearest(0.0) == 5.0
    assert TIME.nearest(1.0) == 360.0
    for value in range(5, 361, 5):
        assert TIME.nearest(TIME.share(value)) == pytest.approx(value)
