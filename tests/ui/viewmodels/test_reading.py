"""The value under a finger as it is said at a seat."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.results import depth_result

GROUND = {"kind": "ground", "id": "", "east": 0.0, "north": 0.0, "up": 0.0, "surface": -1}


@pytest.fixture
def pond(world):
    """The table with a pond 80 cm deep in the middle of the site; where it is deepest."""
    world.workers.run()
    world.board.show_layer("puddles")
    world.workers.run()
    middle = world.board.site.extent.centre
    world.board.worked.result = replace(depth_result(world.board.site, middle, 30.0), layer="puddles")
    return middle


def ask(world, at, seat="seat-1", **other):
    hit = {**GROUND, "east": at[0], "north": at[1], **other}
    world.table.read(hit, 300.0, 200.0, seat)
    return world.table.seat(seat).reading


def test_number_unit_and_class_are_said_at_the_seat_that_touched(world, pond):
    said = ask(world, (pond[0] + 15.0, pond[1]))
    assert said.open
    assert (said.value, said.tint) == ("40 cm", "#8cc2ee")
    assert "10" in said.label
    assert (said.x, said.y) == (300.0, 200.0)
    assert not world.table.seat("seat-2").reading.open
    said.dismiss()
    assert not said.open


def test_each_seat_reads_in_its_own_language_and_number_format(world, pond):
    world.table.seat("seat-3").switch_language()
    said = ask(world, (0.0, 0.0), "seat-3")
    assert said.value == ""
    assert said.label.startswith("No value here: ")
    world.table.seat("seat-3").switch_language()
    assert said.label.startswith("Kein Wert an dieser Stelle: ")


def test_the_bubble_says_the_new_value_when_the_result_changes_and_goes_with_the_layer(world, pond):
    said = ask(world, pond)
    before = said.value
    result = world.board.result
    half = result.grids["depth"].with_values(result.grids["depth"].values / np.float32(2))
    world.board.worked.result = replace(result, grids={"depth": half})
    world.board.show_photos(shown=False)  # any news of the board
    assert before == "78 cm"  # the peak lies between the cells
    assert said.value == "39 cm"
    world.board.show_layer("")
    assert not said.open


def test_a_tool_and_a_pin_ask_nothing_and_the_void_puts_it_away(world, pond):
    assert ask(world, pond).open
    assert not ask(world, pond, kind="").open
    assert ask(world, pond).open
    assert not ask(world, pond, kind="pin", id="c1").open
    world.table.seat("seat-2").hand.take("measure", lambda _touched: None)
    assert not ask(world, pond).open


def test_without_a_layer_nothing_is_said(world):
    assert not ask(world, world.board.site.extent.centre).open


def test_a_building_under_a_layer_of_the_ground_says_why(world, pond):
    said = ask(world, pond, kind="building", id=world.board.site.buildings.ids[0], surface=2)
    assert "Gebäude" in said.label
    assert said.value == ""
