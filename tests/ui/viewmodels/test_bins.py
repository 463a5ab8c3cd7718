"""Cards that wait at a seat's edge."""

from helpers.table import World

from ui.viewmodels.seat import SeatModel


def seat(world: World, number: int) -> SeatModel:
    return world.table.seat(f"seat-{number}")


def chips(one: SeatModel) -> list[str]:
    return [chip.label for chip in one.stock.chips]


def test_a_card_that_is_put_aside_lies_nowhere_but_keeps_what_is_on_it(world: World) -> None:
    one = seat(world, 1)
    one.open_card("comment")
    for sign in "Baum":
        one.keyboard.press(sign)
    one.stock.keep("comment")
    assert one.property("open") == []
    assert chips(one) == ["Meinung"]
    assert one.hand_keyboard.field == ""
    one.open_card("comment")
    assert one.property("open") == ["comment"]
    assert chips(one) == []
    assert one.comment.draft == "Baum"


def test_the_keyboard_stays_with_another_card(world: World) -> None:
    one = seat(world, 1)
    one.open_card("layers")
    one.open_card("comment")
    one.stock.keep("layers")
    assert one.hand_keyboard.field == "comment"


def test_a_closed_card_does_not_wait(world: World) -> None:
    one = seat(world, 1)
    one.open_card("layers")
    one.stock.keep("layers")
    one.close_card("layers")
    assert chips(one) == []


def test_cards_wait_in_their_order_in_the_language_of_the_seat_and_at_their_seat_only(world: World) -> None:
    one, two = seat(world, 1), seat(world, 2)
    for card in ("sun", "layers"):
        one.open_card(card)
        one.stock.keep(card)
    two.open_card("layers")
    assert chips(one) == ["Sonne", "Ebenen"]
    assert chips(two) == []
    one.switch_language()
    assert chips(one) == ["Sun", "Layers"]
    assert two.property("open") == ["layers"]
