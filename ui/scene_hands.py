"""Fingers, mouse and keys of an item become gestures and wishes."""

import time
from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Property, QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QEventPoint, QKeyEvent, QMouseEvent, QTouchEvent, QWheelEvent
from PySide6.QtQuick import QQuickFramebufferObject, QQuickItem

from ui.touch.arbiter import Arbiter
from ui.touch.frame import TouchFrame, TouchPoint
from ui.touch.gestures import Gesture, LongPress
from ui.touch.settings import TouchSettings

MOUSE = -1
"""The mouse is one more finger, with a number that no driver gives."""

TICK = 50
"""How often resting fingers are looked at [ms]."""

Wish: TypeAlias = Callable[["HandsItem"], None]


class HandsItem(QQuickFramebufferObject):
    """An item that feels hands. Subclasses say what gestures and wishes do."""

    densityChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAcceptTouchEvents(True)
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton)
        self.setFlag(QQuickItem.Flag.ItemIsFocusScope, True)
        self._density = 0.0
        self._settings: TouchSettings | None = None
        self._down: dict[int, TouchPoint] = {}
        self._pressed: dict[int, int] = {}
        self._arbiter = Arbiter(TouchSettings(), self.facing, self.draws, self.whose)
        self._right: tuple[QPointF, QPointF] | None = None
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK)
        self._ticks.timeout.connect(self._feed)

    @property
    def hand_on_map(self) -> bool:
        return self._arbiter.moving or self._right is not None

    def _set_density(self, density: float) -> None:
        self._density = density
        self._settings = TouchSettings.for_density(density)
        self._renew()
        self.densityChanged.emit()

    def _renew(self) -> None:
        """Feel fingers as large as they are on this screen, once those that are down are gone."""
        if self._settings is not None and not self._arbiter.busy:
            self._arbiter = Arbiter(self._settings, self.facing, self.draws, self.whose)
            self._settings = None

    density = Property(float, lambda self: self._density, _set_density, notify=densityChanged)
    """Of the screen [px/mm]: how far a finger trembles there."""

    # What subclasses answer.

    def facing(self, x: float, y: float) -> tuple[float, float]:
        """The direction away from the person who touches here."""
        del x, y
        return (0.0, -1.0)

    def whose(self, x: float, y: float) -> str:
        """Who touches here."""
        del x, y
        return ""

    def draws(self, x: float, y: float) -> bool:
        """Whether a finger here draws."""
        del x, y
        return False

    def felt(self, gesture: Gesture) -> None:
        """A gesture was made."""

    def wheel(self, x: float, y: float, steps: float) -> None:
        """The wheel was turned at a place; positive away from the hand."""

    def lean(self, dx: float, dy: float, x: float, y: float) -> None:
        """The right button drags by (dx, dy) after it came down at (x, y)."""

    def key(self, key: int) -> bool:
        """A key was pressed; whether it means something."""
        del key
        return False

    # Qt's events.

    def touchEvent(self, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchCancel:
            self.touchUngrabEvent()
            return
        event.accept()
        # Most of many fingers rest, and are told of all the same. A sum takes in each of them, any() but the first.
        if sum(self._changes(point) for point in event.points()):
            self._feed()

    def _changes(self, point: QEventPoint) -> bool:
        """Take in what is told of a finger; whether that is anything new."""
        id = point.id()
        if point.state() == QEventPoint.State.Released:
            self._pressed.pop(id, None)
            return self._down.pop(id, None) is not None
        # Beside fingers that were down before, Qt tells twice of one that comes down: it has come down once.
        fresh = point.state() == QEventPoint.State.Pressed and self._pressed.get(id) != point.pressTimestamp()
        if fresh:
            self._pressed[id] = point.pressTimestamp()
        place, known = point.position(), self._down.get(id)
        if known is not None and not fresh and (known.x, known.y) == (place.x(), place.y()):
            return False
        self._down[id] = TouchPoint(id, place.x(), place.y(), fresh)
        return True

    def touchUngrabEvent(self) -> None:
        self._down.clear()
        self._pressed.clear()
        self._feed(cancelled=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.forceActiveFocus()
        place = event.position()
        if event.button() == Qt.MouseButton.RightButton:
            self._right = (place, place)
        else:
            self._down[MOUSE] = TouchPoint(MOUSE, place.x(), place.y(), fresh=True)
            self._feed()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._right is not None:
            start, last = self._right
            self._right = (start, place)
            if (place - start).manhattanLength() > TouchSettings().slop:
                self.lean(place.x() - last.x(), place.y() - last.y(), start.x(), start.y())
        if MOUSE in self._down:
            self._down[MOUSE] = TouchPoint(MOUSE, place.x(), place.y())
            self._feed()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton and self._right is not None:
            start, last = self._right
            self._right = None
            if (last - start).manhattanLength() <= TouchSettings().slop:
                self.felt(LongPress(MOUSE, start.x(), start.y()))
        elif self._down.pop(MOUSE, None) is not None:
            self._feed()
        event.accept()

    def mouseUngrabEvent(self) -> None:
        self._right = None
        if self._down.pop(MOUSE, None) is not None:
            self._feed(cancelled=True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        place = event.position()
        self.wheel(place.x(), place.y(), event.angleDelta().y() / 120.0)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self.key(event.key()))

    def _feed(self, *, cancelled: bool = False) -> None:
        frame = TouchFrame(time.monotonic(), tuple(self._down.values()), cancelled)
        # The next frame sees the same fingers, no longer fresh.
        self._down = {id: TouchPoint(p.id, p.x, p.y) for id, p in self._down.items()}
        if self._down and not self._ticks.isActive():
            self._ticks.start()
        elif not self._down:
            self._ticks.stop()
        for gesture in self._arbiter.feed(frame):
            self.felt(gesture)
        self._renew()
