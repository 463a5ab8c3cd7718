"""A table that nobody touches for a while rests and invites; the first touch wakes it and does nothing else."""

from collections.abc import Mapping

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Words

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

_BEGINS = frozenset({QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel})
_GOES_ON = frozenset({QEvent.Type.TouchUpdate, QEvent.Type.MouseMove, QEvent.Type.MouseButtonDblClick})
_ENDS = frozenset(
    {QEvent.Type.TouchEnd, QEvent.Type.TouchCancel, QEvent.Type.MouseButtonRelease, QEvent.Type.KeyRelease}
)


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
        # The touch that wakes is not to press what lies under it.
        self._waking = False
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
        self._timer.start()
        if self._resting:
            self._resting = False
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        kind = event.type()
        if kind in _BEGINS or kind in _GOES_ON or kind in _ENDS:
            return self._felt(kind)
        return False

    def _felt(self, kind: QEvent.Type) -> bool:
        """Whether the event is used up."""
        if self._resting and kind in _BEGINS:
            self._waking = True
            self.wake()
            return True
        self._timer.start()
        if self._waking and kind in _ENDS:
            self._waking = False
            return True
        return self._waking and kind in _GOES_ON

    def _rest(self) -> None:
        self._resting = True
        self.changed.emit()
