"""What keys do at the desk: put away, name what lies under the pointer, list themselves."""

import pytest
from helpers.sites import SOUTH, WEST
from helpers.table import World, made_up_world

from planningtable.app.words import load_words
from planningtable.domain.commands import AddVariant
from planningtable.domain.seats import DESK
from planningtable.domain.text import LANGUAGES
from ui.viewmodels.desk import KEYS, DeskModel


@pytest.fixture
def desk(qapp, worlds) -> tuple[DeskModel, World]:
    del qapp
    world = made_up_world((DESK,))
    worlds.append(world)
    world.session.execute(AddVariant("variant-1", "Mehr Grün"), seat="facilitator")
    world.table.seat("desk").variants.choose("variant-1")
    world.workers.run()
    return DeskModel(world.table.seat("desk"), world.table), world


def test_escape_puts_away_one_thing_after_the_other(desk):
    model, world = desk
    seat = world.table.seat("desk")
    seat.open_card("measures")
    seat.measures.choose("tree")
    seat.open_card("comment", quietly=True)
    seat.hand_keyboard.write_into("comment")
    seat.ring.toggle()
    assert model.put_away()
    assert not seat.ring.open
    assert model.holding
    assert model.put_away()
    assert not model.holding
    assert model.put_away()
    assert not seat.hand_keyboard.field
    assert not model.put_away()


def test_what_lies_under_the_pointer_is_said(desk):
    model, world = desk
    assert model.met("building", "house-1", WEST + 30, SOUTH + 30) == "Gebäude"
    assert model.met("", "", 0.0, 0.0) == "außerhalb des Plans"
    assert model.met("ground-beyond", "", WEST - 500, SOUTH) == "Boden"
    seat = world.table.seat("desk")
    seat.measures.choose("tree")
    world.table.touched("ground", "", WEST + 7.5, SOUTH + 7.0, "desk")
    assert model.met("ground", "", WEST + 7.5, SOUTH + 7.0) == "Baum"
    seat.switch_language()
    assert model.met("building", "house-1", WEST + 30, SOUTH + 30) == "Building"


def test_the_list_of_keys_is_complete_in_every_language(desk):
    model, _ = desk
    assert len(model.keys) == len(KEYS)
    for language in LANGUAGES:
        words = load_words(language)
        assert all(words.knows(f"desk.keys.{key}") and words.knows(f"desk.does.{key}") for key in KEYS)


def test_what_is_worked_out_is_told_in_the_language_of_the_desk(desk):
    _, world = desk
    assert world.table.status.phase == "Phase: Bestand"
    world.table.seat("desk").switch_language()
    assert world.table.status.phase == "Phase: Today"
