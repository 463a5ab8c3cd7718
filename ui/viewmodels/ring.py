"""The ring menu of a seat."""

import math
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

NEAR = 40.0
"""What was asked for so near was asked for here [px]."""

ENTRIES = ("layers", "measures", "variants", "compare", "indicators", "comment", "cameras", "measuring")


# Cards that are not opened from the ring.
OTHERS = {"sun": "ui.card.sun", "contribution": "ui.card.contribution"}


def card_name(card: str) -> Text:
    """What a card is called in a word."""
    return Text(OTHERS.get(card, f"ui.ring.{card}"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A sector of the ring: the card it opens, its word, its icon."""

    name: str
    label: str
    icon: str


@QmlElement
class RingModel(QObject):
    """Whether the ring is open, where, and what it offers.

    ``x`` and ``y`` are where it was asked for in pixels of the map; -1 puts it in front of the seat.
    """

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._open = False
        self._x = self._y = -1.0
        self._entries = Rows(Entry, self)
        hand.words.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        self._entries.set([Entry(name, self._hand.render(card_name(name)), name) for name in ENTRIES])
        self.changed.emit()

    def _get_open(self) -> bool:
        return self._open

    def _get_x(self) -> float:
        return self._x

    def _get_y(self) -> float:
        return self._y

    def _get_entries(self) -> QObject:
        return self._entries

    open = Property(bool, _get_open, notify=changed)
    x = Property(float, _get_x, notify=changed)
    y = Property(float, _get_y, notify=changed)
    entries = Property(Rows, _get_entries, constant=True)

    @property
    def opened(self) -> bool:
        """Whether it is open, for Python."""
        return self._open

    @Slot(float, float)
    def open_at(self, x: float, y: float) -> None:
        self._open, self._x, self._y = True, x, y
        self.changed.emit()

    def close_at(self, x: float, y: float) -> None:
        """Close where it was asked for at this place, give or take a trembling hand [px]."""
        if self._open and math.hypot(x - self._x, y - self._y) < NEAR:
            self.close()

    @Slot()
    def toggle(self) -> None:
        self._open, self._x, self._y = not self._open, -1.0, -1.0
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        self._open = False
        self.changed.emit()
