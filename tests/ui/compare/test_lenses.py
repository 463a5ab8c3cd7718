"""Lenses without a window: what each shows and says, also when what it showed is gone."""

import pytest
from helpers.sites import SOUTH, WEST
from shapely import box

from planningtable.domain.commands import AddVariant, PlaceMeasure, RemoveVariant
from planningtable.domain.seats import TABLE_SEATS
from scenes.pins import Pin

PLACE = box(WEST + 52, SOUTH + 50, WEST + 68, SOUTH + 70).wkt


def add(staged, id, title):
    staged.world.session.execute(AddVariant(id, title, "base"), "seat-1")
    staged.run()


def open_lens(staged, number=1):
    staged.world.table.seat(f"seat-{number}").compare.open_lens()
    staged.run()
    return next(place for place in reversed(staged.stage.lenses.places) if place.active)


def labels(rows):
    return [rows[i].label for i in range(len(rows))]


@pytest.fixture
def two(staged):
    add(staged, "a", "Variante A")
    return staged


def test_a_lens_shows_the_other_variant_and_flips(two):
    lens = open_lens(two)
    assert (lens.title, lens.pair) == ("Variante A", "statt Bestand")
    lens.flip()
    two.run()
    assert (lens.title, lens.pair) == ("Bestand", "statt Variante A")


def test_lenses_with_the_same_content_share_it_and_the_map_shares_its_site(two):
    one, other = open_lens(two, 1), open_lens(two, 2)
    assert one is not other
    assert one.source is other.source
    # The variant has no measures, so that it is drawn with the very arrays of the map.
    assert one.source.content.arrays is two.map_source.content.arrays


def test_each_lens_has_a_pair_of_its_own_and_speaks_to_its_seat(two):
    add(two, "b", "Variante B")
    two.world.table.seat("seat-3").switch_language()
    one, other = open_lens(two, 1), open_lens(two, 3)
    other.choose_variant("a")
    other.choose_layer("puddles")
    other.choose_other("b")
    two.run()
    assert (one.title, one.pair) == ("Variante B", "statt Bestand")
    assert (other.title, other.pair) == ("Variante A · Pfützen", "instead of Variante B")
    assert other.source.content.drape is not None
    assert one.source.content.drape is None


def test_a_lens_follows_the_layer_of_the_map(two):
    lens = open_lens(two)
    two.world.board.show_layer("puddles")
    two.run()
    assert lens.title == "Variante A · Pfützen"
    assert lens.pair == "statt Bestand"
    lens.choose_layer("")
    assert lens.pair == "statt Bestand · Pfützen"


def test_a_deleted_variant_is_said_and_comes_back_with_undo(two):
    lens = open_lens(two)
    two.world.session.execute(RemoveVariant("a"), "seat-1")
    two.run()
    assert lens.title == "Gelöschte Variante: Bestand"
    assert lens.source.content.arrays is not None
    two.world.session.undo("seat-1")
    two.run()
    assert lens.title == "Variante A"


def test_with_the_existing_state_alone_a_lens_says_what_to_do(staged):
    assert staged.world.table.seat("seat-1").compare.alone
    lens = open_lens(staged)
    assert lens.pair == "Noch keine Variante: hier tippen, um eine Ebene zu wählen"
    lens.choose_layer("puddles")
    staged.run()
    assert (lens.title, lens.pair) == ("Bestand · Pfützen", "statt ohne Ebene")


def test_too_many_lenses_are_refused_at_the_seat(two):
    seat = two.world.table.seat("seat-2")
    for _ in range(9):
        seat.compare.open_lens()
    two.run()
    assert sum(place.active for place in two.stage.lenses.places) == 8
    assert "8 Linsen" in seat.message


def test_the_picture_before_stays_only_while_the_other_side_is_worked_out(two):
    lens = open_lens(two)
    add(two, "b", "Variante B")
    two.world.session.execute(PlaceMeasure("b", "m1", "permeable-paving", PLACE, None, ()), "seat-1")
    two.run()
    lens.choose_other("b")
    assert not lens.keeps
    lens.flip()
    assert lens.keeps
    two.run()
    assert not lens.keeps
    lens.flip()
    lens.choose_layer("puddles")
    assert not lens.keeps


def test_over_views_a_lens_is_refused_at_the_seat(two):
    lens = open_lens(two)
    seat = two.world.table.seat("seat-2")
    seat.compare.show_views(2)
    two.run()
    assert not lens.active
    seat.compare.open_lens()
    assert not any(place.active for place in two.stage.lenses.places)
    assert "Schließen Sie bitte erst die Ansichten" in seat.message


def test_a_lens_shows_the_pin_of_a_remark_that_is_being_written(two):
    lens = open_lens(two)
    board = two.world.board
    pin = Pin("", 12.0, 34.0, "#102030", "+")
    board.drafts.put(TABLE_SEATS[0], pin)
    assert lens.source.content.pins == (pin,)
    board.drafts.put(TABLE_SEATS[0], None)
    assert lens.source.content.pins == ()


def test_nothing_of_it_is_journaled(two):
    before = two.world.session.event_count
    lens = open_lens(two)
    lens.flip()
    lens.close()
    two.run()
    assert two.world.session.event_count == before
    assert not any(place.active for place in two.stage.lenses.places)


def test_a_place_that_is_left_keeps_the_others_where_they_are(two):
    one, other = open_lens(two, 1), open_lens(two, 2)
    one.close()
    assert other.active
    assert not one.active
    third = open_lens(two, 3)
    assert other.active
    assert third.active
