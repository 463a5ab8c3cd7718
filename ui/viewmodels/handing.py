"""A card goes from one seat to another, with what is on it."""

from typing import cast

from planningtable.domain.text import Text
from ui.viewmodels.comment import CommentModel
from ui.viewmodels.contribution import ContributionModel
from ui.viewmodels.seat import FIELDS, SeatModel


def hand_over(card: str, giver: SeatModel, receiver: SeatModel) -> None:
    """Hand a card over; refused, with a word to the giver, where it would write over what the receiver writes.

    Whoever writes or holds a tool meanwhile goes on with that: the card only lies there.
    """
    field = FIELDS.get(card, "")
    if field and receiver.hand_keyboard.of(field):
        giver.hand.say(Text.of("ui.card.busy", number=receiver.hand.seat.number))
        return
    at_work = bool(receiver.hand_keyboard.field) or receiver.hand.tool is not None
    text = giver.hand_keyboard.of(field)
    giver.close_card(card)
    if card == "comment":
        remark = cast("CommentModel", giver.comment).give()
        receiver.open_card(card, quietly=at_work)
        cast("CommentModel", receiver.comment).take(remark)
    else:
        if card == "contribution":
            cast("ContributionModel", receiver.contribution).show(cast("ContributionModel", giver.contribution).id)
        receiver.open_card(card, quietly=at_work)
        if text:
            giver.hand_keyboard.clear(field)
            receiver.hand_keyboard.fill(field, text)
    by = giver.hand.seat
    receiver.hand.say(Text.of("ui.card.from", number=by.number, symbol=by.symbol))
