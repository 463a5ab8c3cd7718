"""Fingers never wait for a picture: a window asks for the next one only when the last has been drawn.

With a thread that draws, Qt lets the window's thread wait as soon as it asks for a picture while one is being drawn; on
a machine without a graphics card that is most of the time. Here the wish is kept until the drawing thread is free.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, QObject, Qt, QTimer, Slot
from PySide6.QtQuick import QQuickWindow

PATIENCE = 3000
"""A wish that was kept waits no longer than this, whatever became of the picture [ms].

Longer than pictures take: at 4K, busy and without a graphics card, that is a second. A wish that is let through earlier
has fingers wait for the rest of it."""


class FrameGate(QObject):
    """Keeps a window's wish for a picture while one is drawn."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__()
        self._window = window
        self._is_drawing = False
        self._is_wanted = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(PATIENCE)
        self._late.timeout.connect(self._give_up)
        window.installEventFilter(self)
        # These two are told by the thread that draws, and only if it does: Qt leaves out what changes nothing.
        direct = Qt.ConnectionType.DirectConnection
        window.beforeFrameBegin.connect(self._begun, direct)
        window.frameSwapped.connect(self._ended, direct)
        # With what draws goes the picture that it was drawing.
        window.sceneGraphInvalidated.connect(self._ended, direct)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() != QEvent.Type.UpdateRequest:
            return False
        # The thread that draws may change its word meanwhile.
        kept = self._is_wanted = self._is_drawing
        if not kept:
            self._late.stop()
        elif not self._late.isActive():
            self._late.start()
        return kept

    @property
    def is_waiting(self) -> bool:
        """Whether a wish is kept whose patience runs."""
        return self._late.isActive()

    def close(self) -> None:
        """Keep nothing any more."""
        self._window.removeEventFilter(self)
        self._late.stop()
        self._is_wanted = False

    def _begun(self) -> None:
        self._is_drawing = True

    def _ended(self) -> None:
        self._is_drawing = False
        if self._is_wanted:
            QMetaObject.invokeMethod(self, "_go_on", Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _go_on(self) -> None:
        # A picture that was begun since answers to what was wished before, or to a wish that came in its turn.
        if self._is_wanted and not self._is_drawing:
            self._late.stop()
            self._is_wanted = False
            # At once: what is asked for by `requestUpdate` comes some milliseconds later.
            QCoreApplication.sendEvent(self._window, QEvent(QEvent.Type.UpdateRequest))

    def _give_up(self) -> None:
        if self._is_wanted:
            self._is_drawing = False
            self._go_on()
