"""A card goes from one seat to another, with what is on it; or a copy of it does."""

from typing import cast

from planningtable.domain.text import Text
from ui.viewmodels.comment import CommentModel
from ui.viewmodels.contribution import ContributionModel
from ui.viewmodels.seat import FIELDS, SeatModel


def hand_over(card: str, giver: SeatModel, receiver: SeatModel) -> None:
    """Hand a card over; refused, with a word to the giver, where it would write over what the receiver writes.

    Whoever writes or holds a tool meanwhile goes on with that: the card only lies there.
    """
    if _is_written(card, receiver):
        giver.hand.say(Text.of("ui.card.busy", number=receiver.hand.seat.number))
        return
    field = FIELDS.get(card, "")
    text = giver.hand_keyboard.of(field)
    giver.close_card(card)
    if card == "comment":
        remark = cast("CommentModel", giver.comment).give()
        _lay(card, receiver)
        cast("CommentModel", receiver.comment).take(remark)
    else:
        _lay_other(card, giver, receiver, text)
        if text:
            giver.hand_keyboard.clear(field)
    _say_from(giver, receiver)


def copy_to(card: str, giver: SeatModel, receiver: SeatModel) -> None:
    """Give a copy of a card, with what is written on it; the card itself stays as it is.

    Refused, with a word to whoever would lose it, where it would write over what the receiver writes.
    """
    if _is_written(card, receiver):
        receiver.hand.say(Text("ui.share.busy"))
        return
    if card == "comment":
        remark = cast("CommentModel", giver.comment).told()
        _lay(card, receiver)
        cast("CommentModel", receiver.comment).take(remark)
    else:
        _lay_other(card, giver, receiver, giver.hand_keyboard.of(FIELDS.get(card, "")))
    _say_from(giver, receiver)


def _is_written(card: str, seat: SeatModel) -> bool:
    field = FIELDS.get(card, "")
    return bool(field and seat.hand_keyboard.of(field))


def _lay(card: str, receiver: SeatModel) -> None:
    at_work = bool(receiver.hand_keyboard.field) or receiver.hand.tool is not None
    receiver.open_card(card, quietly=at_work)


def _lay_other(card: str, giver: SeatModel, receiver: SeatModel, text: str) -> None:
    if card == "contribution":
        cast("ContributionModel", receiver.contribution).show(cast("ContributionModel", giver.contribution).id)
    _lay(card, receiver)
    if text:
        receiver.hand_keyboard.fill(FIELDS[card], text)


def _say_from(giver: SeatModel, receiver: SeatModel) -> None:
    by = giver.hand.seat
    receiver.hand.say(Text.of("ui.card.from", number=by.number, symbol=by.symbol))
