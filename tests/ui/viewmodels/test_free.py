"""Values of a layer that a seat sets freely: sliders, and a touch that tells a place."""

from dataclasses import replace

import pytest
from helpers.sites import SOUTH, WEST
from helpers.table import Puddles

from planningtable.domain.text import Text
from planningtable.layers.free import FreeValue
from ui.viewmodels.free import PAUSE

RAIN = FreeValue("mm", Text("Regen"), "mm", 0.0, 150.0, 5.0)


@pytest.fixture
def card(world, monkeypatch):
    """The card of the first seat, with puddles whose rain may be set."""
    info = Puddles().describe()
    given = tuple(replace(s, parameters=(("mm", 36.0),)) for s in info.scenarios)
    monkeypatch.setattr(Puddles, "describe", lambda _self: replace(info, scenarios=given, free=(RAIN,), place=True))
    seat = world.table.seat("seat-1")
    seat.layers.choose("puddles")
    world.workers.run()
    return seat


def hit(kind="ground", east=10.0, north=20.0):
    return {"kind": kind, "id": "", "east": WEST + east, "north": SOUTH + north, "up": 0.0, "surface": -1}


def test_a_slider_shows_the_value_and_computes_once_it_rests(world, card):
    (row,) = card.free.rows
    assert (row.label, row.figure, row.share) == ("Regen", "36 mm", 36.0 / 150.0)
    before = len(world.oracle.asked)
    for share in (0.1, 0.2, 0.31):
        card.free.slide("mm", share)
    (row,) = card.free.rows
    assert row.figure == "45 mm"
    assert not world.workers.waiting
    card.free.settle()
    world.workers.run()
    assert world.board.shown.scenario.endswith(":mm=45")
    assert [asked for asked in world.oracle.asked[before:] if "mm=" in asked]
    assert not any("mm=15" in asked or "mm=30" in asked for asked in world.oracle.asked)
    (row,) = card.free.rows
    assert row.figure == "45 mm"


def test_it_settles_by_itself(world, card, qtbot):
    card.free.slide("mm", 1.0)
    qtbot.waitUntil(lambda: world.board.shown.scenario.endswith(":mm=150"), timeout=20 * PAUSE)


def test_a_given_scenario_takes_the_slider_back(world, card):
    card.free.slide("mm", 1.0)
    card.free.settle()
    assert not any(choice.chosen for choice in card.layers.scenarios if ":" in choice.name)
    first = card.layers.scenarios[0].name
    world.board.show_layer("puddles", first)
    (row,) = card.free.rows
    assert row.figure == "36 mm"


def test_a_touch_tells_the_place_and_keeps_the_rain(world, card):
    card.free.slide("mm", 0.5)
    card.free.settle()
    world.table.read(hit(), 100.0, 100.0, "seat-1")
    said = world.board.shown.scenario
    assert f"east={WEST + 10.0:.0f}" in said
    assert f"north={SOUTH + 20.0:.0f}" in said
    assert "mm=75" in said
    # Another rain, the same place; and a touch beyond the site or beside everything changes nothing.
    card.layers.choose_scenario(card.layers.scenarios[0].name)
    assert f"east={WEST + 10.0:.0f}" in world.board.shown.scenario
    kept = world.board.shown.scenario
    world.table.read(hit("ground-beyond"), 100.0, 100.0, "seat-1")
    world.table.read(hit(""), 100.0, 100.0, "seat-1")
    assert world.board.shown.scenario == kept


def test_a_layer_that_asks_for_nothing_has_no_sliders(world):
    seat = world.table.seat("seat-1")
    seat.layers.choose("puddles")
    assert list(seat.free.rows) == []
    before = world.board.shown
    world.table.read(hit(), 100.0, 100.0, "seat-1")
    assert world.board.shown == before
