"""Fingers of a tracker reach the window as those of a touch screen do."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice, QWindow

# Qt has one door for touch points from Python, and it stands in its test module; what goes in there takes the same way
# as what a driver tells. ADR 7 has what else was tried.
from PySide6.QtTest import QTest

from planningtable.tuio.values import Contact

PALM = 40.0
"""What is longer than this when it comes down is the ball of a hand, an elbow or a cup [mm]."""


class Fingers:
    """The fingers that a window was told of."""

    def __init__(self, window: QWindow, density: Callable[[], float]) -> None:
        """Fingers on a window; ``density``: of its screen [px/mm]."""
        self._window = window
        self._density = density
        self._device: QPointingDevice = QTest.createTouchDevice()
        self._down: dict[int, QPoint] = {}
        self._palms: set[int] = set()

    @property
    def down(self) -> int:
        """How many are down."""
        return len(self._down)

    def changes(self, contacts: Mapping[int, Contact]) -> bool:
        """Whether a finger came or went since the window was told last."""
        return contacts.keys() != self._down.keys() | self._palms

    def show(self, contacts: Mapping[int, Contact]) -> None:
        """Tell the window what is down now."""
        self._palms &= contacts.keys()
        come = contacts.keys() - self._down.keys() - self._palms
        self._palms |= {id for id in come if contacts[id].size * self._millimetres() > PALM}
        places = {id: self._place(contact) for id, contact in contacts.items() if id not in self._palms}
        if places == self._down:
            return
        told = QTest.touchEvent(self._window, self._device, False)
        for id, place in places.items():
            # Also where it rests: what Qt remembers of a finger is where an item saw it last, in that item's pixels.
            tell = told.move if id in self._down else told.press
            tell(id, place, self._window)
        for id in self._down.keys() - places.keys():
            told.release(id, self._down[id], self._window)
        told.commit(False)
        self._down = places

    def _place(self, contact: Contact) -> QPoint:
        width, height = self._window.width(), self._window.height()
        return QPoint(min(round(contact.x * width), width - 1), min(round(contact.y * height), height - 1))

    def _millimetres(self) -> float:
        """Width of the window."""
        return self._window.width() / self._density()
