"""Classes and colours that a seat chooses: on the map, in its legend, and in nothing that is computed."""

from dataclasses import replace

import pytest
from helpers.table import WATER, Puddles

from planningtable.domain.text import Text
from planningtable.layers.legend import LegendClass
from planningtable.layers.palette import Palette
from ui.colouring import KEPT

OTHER = replace(WATER, classes=(LegendClass(25, None, "#1b5aa6", Text("> 25 cm")),), source="Essen")


@pytest.fixture
def card(world, monkeypatch):
    info = Puddles().describe()
    palettes = (Palette("essen", Text("Essen"), {"depth": OTHER}),)
    monkeypatch.setattr(Puddles, "describe", lambda _self: replace(info, palettes=palettes))
    seat = world.table.seat("seat-1")
    seat.layers.choose("puddles")
    world.workers.run()
    return seat


def test_another_palette_recolours_and_computes_nothing(world, card):
    asked = list(world.oracle.asked)
    assert [(row.name, row.chosen) for row in card.looks.palettes] == [("own", True), ("essen", False)]
    card.looks.choose_palette("essen")
    assert [patch.tint for patch in card.layers.legend] == ["#1b5aa6"]
    assert world.board.result.grids is world.board.worked.result.grids
    assert world.board.sight.result is world.board.result
    assert not world.workers.waiting
    assert world.oracle.asked == asked
    card.looks.choose_palette("own")
    assert world.board.result is world.board.worked.result
    assert len(card.layers.legend) == len(WATER.classes)


def test_the_same_result_stays_the_same_so_that_it_is_drawn_once(world, card):
    card.looks.choose_palette("essen")
    first = world.board.result
    world.board.refresh()
    assert world.board.result is first
    for _ in range(2 * KEPT):
        world.board.colours.of(replace(world.board.worked.result), "essen")
    assert world.board.result.legends["depth"] is OTHER


def test_a_layer_without_palettes_offers_none(world):
    seat = world.table.seat("seat-1")
    seat.layers.choose("puddles")
    world.workers.run()
    assert list(seat.looks.palettes) == []
