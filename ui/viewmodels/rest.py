"""A table that nobody touches for a while rests and invites; the touch that wakes it presses nothing."""

from collections.abc import Mapping

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Words

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

_BEGINS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel})
_ENDS = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.KeyRelease})
_CHANGES = (QEventPoint.State.Pressed, QEventPoint.State.Released)


@QmlElement
class RestModel(QObject):
    """Whether the table rests."""

    changed = Signal()

    def __init__(self, words: Mapping[str, Words], seconds: float, parent: QObject | None = None) -> None:
        """A table that is awake.

        Args:
            words: by language; it invites in all of them.
            seconds: without a touch until it rests; 0 for never.
            parent: that it belongs to.
        """
        super().__init__(parent)
        self._invitations = [say("ui.rest.invite") for say in words.values()]
        self._resting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self._rest)

    resting = Property(bool, lambda self: self._resting, notify=changed)
    invitations = Property(list, lambda self: list(self._invitations), constant=True)

    def watch(self, window: QObject) -> None:
        """Hear of the touches, clicks and keys of a window."""
        if self._timer.interval() > 0:
            window.installEventFilter(self)
            self._timer.start()

    @Slot()
    def wake(self) -> None:
        """Be awake."""
        if self._timer.interval() > 0:
            self._timer.start()
        if self._resting:
            self._resting = False
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        begins, ends = _meaning(event)
        if begins and self._resting:
            # Nothing is told that it was pressed, so nothing answers to what follows.
            self.wake()
            return True
        if begins or ends:
            self._timer.start()
        return False

    def _rest(self) -> None:
        self._resting = True
        self.changed.emit()


def _meaning(event: QEvent) -> tuple[bool, bool]:
    """Whether somebody begins to touch, and whether somebody ends. What only lies there, a cup, does neither."""
    if isinstance(event, QTouchEvent):
        states = {point.state() for point in event.points()}
        return _CHANGES[0] in states, _CHANGES[1] in states
    return event.type() in _BEGINS, event.type() in _ENDS
