"""A seat's bin: cards that were put aside wait there, with all that is on them."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.viewmodels.hand import Hand
from ui.viewmodels.ring import card_name
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Chip:
    """A card that waits: its name, its word, its icon."""

    name: str
    label: str
    icon: str


@QmlElement
class BinModel(QObject):
    """Which cards wait, in the order in which they were put aside."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._names: tuple[str, ...] = ()
        self._chips = Rows(Chip, self)
        hand.words.changed.connect(self._renew)

    chips = Property(Rows, lambda self: self._chips, constant=True)
    count = Property(int, lambda self: len(self._names), notify=changed)

    @property
    def names(self) -> tuple[str, ...]:
        return self._names

    @Slot(str)
    def keep(self, card: str) -> None:
        """Put a card aside."""
        if card not in self._names:
            self._names = (*self._names, card)
            self._renew()

    @Slot(str)
    def take_out(self, card: str) -> None:
        """Lay a card before the seat again; one that does not wait is none of the bin's."""
        if card in self._names:
            self._names = tuple(name for name in self._names if name != card)
            self._renew()

    def _renew(self) -> None:
        self._chips.set([Chip(name, self._hand.render(card_name(name)), name) for name in self._names])
        self.changed.emit()
