"""A card goes from one seat to another, with what is on it."""

from typing import cast

from planningtable.domain.text import Text
from ui.viewmodels.contribution import ContributionModel
from ui.viewmodels.seat import FIELDS, SeatModel


def hand_over(card: str, giver: SeatModel, receiver: SeatModel) -> None:
    """Hand a card over; refused, with a word to the giver, where it would write over what the receiver writes."""
    field = FIELDS.get(card, "")
    text = giver.hand_keyboard.of(field)
    if text and receiver.hand_keyboard.of(field):
        giver.hand.say(Text.of("ui.card.busy", number=receiver.hand.seat.number))
        return
    giver.close_card(card)
    if card == "contribution":
        cast("ContributionModel", receiver.contribution).show(cast("ContributionModel", giver.contribution).id)
    receiver.open_card(card)
    if text:
        giver.hand_keyboard.clear(field)
        receiver.hand_keyboard.fill(field, text)
    by = giver.hand.seat
    receiver.hand.say(Text.of("ui.card.from", number=by.number, symbol=by.symbol))
