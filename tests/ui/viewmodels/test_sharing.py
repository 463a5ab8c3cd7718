"""Copies for others, and cards that are fetched."""

import pytest
from helpers.table import World, made_up_world

from planningtable.domain.seats import DESK
from ui.viewmodels.seat import SeatModel


def seat(world: World, number: int) -> SeatModel:
    return world.table.seat(f"seat-{number}")


def offers(one: SeatModel) -> list[tuple[str, str]]:
    return [(offer.seat, offer.card) for offer in one.share.offers]


def write(one: SeatModel, text: str) -> None:
    for sign in text:
        one.keyboard.press(sign)


def test_a_copy_is_offered_to_all_others(world: World) -> None:
    one = seat(world, 1)
    one.open_card("layers")
    one.share.copy("layers")
    assert one.share.property("question") == "„Ebenen“ kopieren für Platz:"
    assert offers(one) == [("seat-2", ""), ("seat-3", ""), ("seat-4", "")]
    one.share.copy("layers")
    assert one.share.property("copying") == ""


def test_a_copy_of_a_remark_leaves_the_remark(world: World) -> None:
    one, three = seat(world, 1), seat(world, 3)
    one.open_card("comment")
    write(one, "Zu laut")
    one.comment.choose("concern")
    world.table.copy("comment", "seat-1", "seat-3")
    assert (one.comment.draft, three.comment.draft) == ("Zu laut", "Zu laut")
    assert "comment" in one.property("open")
    assert "comment" in three.property("open")
    assert three.message == "Von Platz 1 ●"
    write(three, "!")
    assert (one.comment.draft, three.comment.draft) == ("Zu laut", "Zu laut!")


@pytest.mark.parametrize("card", ["comment", "variants"])
def test_a_copy_does_not_write_over_what_another_writes(world: World, card: str) -> None:
    one, three = seat(world, 1), seat(world, 3)
    field = {"comment": "comment", "variants": "variant"}[card]
    for who, text in ((one, "Mein"), (three, "Dein")):
        who.open_card(card)
        who.hand_keyboard.fill(field, text)
    world.table.copy(card, "seat-1", "seat-3")
    assert (one.hand_keyboard.of(field), three.hand_keyboard.of(field)) == ("Mein", "Dein")
    assert "schon etwas" in three.message


def test_cards_of_all_are_offered_ones_own_first_and_none_that_waits(world: World) -> None:
    one, two, three = (seat(world, number) for number in (1, 2, 3))
    two.open_card("layers")
    one.open_card("sun")
    three.open_card("variants")
    three.stock.keep("variants")
    one.share.fetch()
    assert offers(one) == [("seat-1", "sun"), ("seat-2", "layers")]
    two.open_card("indicators")
    assert offers(one) == [("seat-1", "sun"), ("seat-2", "layers"), ("seat-2", "indicators")]
    one.close_card("sun")
    assert offers(one)[0] == ("seat-2", "layers")
    one.share.end()
    assert not one.share.property("fetching")


def test_an_empty_table_says_so(world: World) -> None:
    one = seat(world, 1)
    one.share.fetch()
    assert one.share.property("question") == "Auf dem Tisch liegt keine Karte."


def test_who_is_alone_shares_with_nobody(qapp, worlds: list[World]) -> None:
    lone = made_up_world((DESK,))
    worlds.append(lone)
    assert lone.table.seat("desk").share.property("alone")
