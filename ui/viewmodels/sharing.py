"""Giving others a copy of a card, and fetching cards that lie far away: without reaching over the table."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.seats import Seat
from planningtable.domain.text import Text
from ui.viewmodels.hand import Hand
from ui.viewmodels.ring import card_name
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody to give a copy to, or a card that can be fetched.

    Attributes:
        seat: whose it is.
        card: its name; empty for a person.
        label: what is written on it.
        icon: of the card; empty for a person.
        tint: the seat's colour.
    """

    seat: str
    card: str
    label: str
    icon: str
    tint: str


@QmlElement
class SharingModel(QObject):
    """What a seat is about to share: a card of its own (``copying``), or the cards of all (``fetching``)."""

    changed = Signal()
    asked = Signal()
    """The cards of all are to be told, see `offer`."""

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._copying = ""
        self._fetching = False
        self._others: tuple[Seat, ...] = ()
        self._offers = Rows(Offer, self)

    offers = Property(Rows, lambda self: self._offers, constant=True)
    copying = Property(str, lambda self: self._copying, notify=changed)
    fetching = Property(bool, lambda self: self._fetching, notify=changed)
    alone = Property(bool, lambda self: not self._others, notify=changed)
    """Whether there is nobody to share with."""

    def _get_question(self) -> str:
        if self._copying:
            card = self._hand.render(card_name(self._copying))
            return self._hand.render(Text.of("ui.share.copy", card=card))
        return self._hand.render(Text("ui.share.fetch" if len(self._offers) else "ui.share.nothing"))

    question = Property(str, _get_question, notify=changed)

    @property
    def is_fetching(self) -> bool:
        return self._fetching

    def meet(self, others: Iterable[Seat]) -> None:
        """Learn who else sits at the table."""
        self._others = tuple(others)
        self.changed.emit()

    def offer(self, cards: Iterable[tuple[Seat, str]]) -> None:
        """Tell which cards lie on the table; the seat's own come first."""
        mine = self._hand.seat
        found = sorted(cards, key=lambda one: one[0] != mine)
        self._offers.set([self._card(seat, card) for seat, card in found])
        self.changed.emit()

    @Slot(str)
    def copy(self, card: str) -> None:
        """Ask to whom a copy of a card goes; the same card again asks no more."""
        self._copying, self._fetching = "" if self._copying == card else card, False
        self._offers.set([Offer(s.id, "", f"{s.number} {s.symbol}", "", s.colour) for s in self._others])
        self.changed.emit()

    @Slot()
    def fetch(self) -> None:
        """Ask which card is to come here; once more asks no more."""
        self._copying, self._fetching = "", not self._fetching
        if self._fetching:
            self.asked.emit()
        self.changed.emit()

    @Slot()
    def end(self) -> None:
        """Ask nothing."""
        self._copying, self._fetching = "", False
        self.changed.emit()

    def _card(self, seat: Seat, card: str) -> Offer:
        label = self._hand.render(card_name(card))
        mine = seat == self._hand.seat
        return Offer(seat.id, card, label if mine else f"{seat.symbol} {label}", card, seat.colour)
