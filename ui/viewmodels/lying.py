"""What lies on the table and is no finger: it is ignored, and says so where it lies."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEventPoint, QTouchEvent, QWindow
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from ui.touch.lying import PATIENCE, Lying
from ui.touch.seats import seat_at, turn_towards
from ui.touch.settings import TouchSettings
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

LOOK = 500
"""How often resting contacts are looked at [ms]."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that lies there.

    Attributes:
        x: in the window [px].
        y: likewise.
        turn: so that its words are upright for the nearest seat [° clockwise].
        tint: colour of that seat.
        label: its words, in the language of that seat.
    """

    x: float
    y: float
    turn: float
    tint: str
    label: str


@QmlElement
class LyingModel(QObject):
    """Hears of all contacts of a window, and tells of those that are things."""

    changed = Signal()
    densityChanged = Signal()
    found = Signal(float, float, str, arguments=["x", "y", "seat"])
    """Something has begun to count as a thing; with the nearest seat."""

    def __init__(
        self,
        hands: Sequence[Hand],
        parent: QObject | None = None,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._hands = tuple(hands)
        self._clock = clock
        self._patience = patience
        self._density = 0.0
        self._lying = Lying(TouchSettings().slop, patience)
        self._places: tuple[tuple[float, float], ...] = ()
        self._things = Rows(Thing, self)
        self._window: QWindow | None = None
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK)
        self._looks.timeout.connect(self.look)

    def _set_density(self, density: float) -> None:
        self._density = density
        self._lying.slop = TouchSettings.for_density(density).slop
        self.densityChanged.emit()

    things = Property(Rows, lambda self: self._things, constant=True)
    density = Property(float, lambda self: self._density, _set_density, notify=densityChanged)
    """Of the screen [px/mm]."""

    def watch(self, window: QWindow) -> None:
        """Hear of the contacts of a window."""
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if isinstance(event, QTouchEvent):
            self._feel(event)
        return False

    def look(self) -> None:
        """See what has become a thing, or was taken away."""
        places = self._lying.things(self._clock())
        if not self._lying.down:
            self._looks.stop()
        if places == self._places:
            return
        new = [place for place in places if place not in self._places]
        self._places = places
        self._things.set([self._thing(x, y) for x, y in places])
        self.changed.emit()
        for x, y in new:
            self.found.emit(x, y, self._nearest(x, y).seat.id)

    def _feel(self, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchCancel:
            self._lying.clear()
        # What rests, most of all that is told of, has been told of before.
        told = [point for point in event.points() if point.state() != QEventPoint.State.Stationary]
        for point in told:
            if point.state() == QEventPoint.State.Released:
                self._lying.lift(point.id())
            elif event.type() != QEvent.Type.TouchCancel:
                place = point.scenePosition()
                self._lying.touch(point.id(), place.x(), place.y(), self._clock())
        if self._lying.down and not self._looks.isActive():
            self._looks.start()
        if self._places and told:
            self.look()

    def _thing(self, x: float, y: float) -> Thing:
        hand = self._nearest(x, y)
        return Thing(x, y, turn_towards(hand.seat), hand.seat.colour, hand.render(Text("ui.lying.ignored")))

    def _nearest(self, x: float, y: float) -> Hand:
        width, height = (self._window.width(), self._window.height()) if self._window else (1, 1)
        found = seat_at(x, y, [hand.seat for hand in self._hands], width, height)
        return next(hand for hand in self._hands if hand.seat == found)
