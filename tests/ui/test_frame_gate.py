"""A wish for a picture waits while one is drawn, comes when it has been drawn, and is never lost."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQuick import QQuickWindow

from ui.frame_gate import PATIENCE, FrameGate


class Wishes(QQuickWindow):
    """Counts the wishes that reach the window."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = 0

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self.reached += 1
            return True
        return bool(super().event(event))


@pytest.fixture
def window(qapp) -> Wishes:
    del qapp
    # Not on the screen, where the system has wishes of its own.
    made = Wishes()
    made.create()
    return made


def wish(window: QQuickWindow) -> None:
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))


def test_a_wish_passes_while_nothing_is_drawn(window):
    gate = FrameGate(window)
    wish(window)
    assert window.reached == 1
    gate.close()


def test_wishes_wait_for_the_picture_and_come_as_one(window, qtbot):
    gate = FrameGate(window)
    window.beforeFrameBegin.emit()
    wish(window)
    wish(window)
    assert window.reached == 0
    window.frameSwapped.emit()
    qtbot.waitUntil(lambda: window.reached > 0)
    assert window.reached == 1
    gate.close()


def test_a_picture_that_never_comes_holds_nobody_up(window, qtbot):
    gate = FrameGate(window)
    window.beforeFrameBegin.emit()
    wish(window)
    qtbot.waitUntil(lambda: window.reached == 1, timeout=10 * PATIENCE)
    wish(window)
    assert window.reached == 2
    gate.close()


def test_a_closed_gate_keeps_nothing(window):
    gate = FrameGate(window)
    window.beforeFrameBegin.emit()
    gate.close()
    wish(window)
    assert window.reached == 1


def test_what_was_wished_before_a_picture_began_is_not_wished_twice(window, qtbot):
    gate = FrameGate(window)
    window.beforeFrameBegin.emit()
    wish(window)
    window.frameSwapped.emit()
    # Before the gate has had its turn another wish passes, and its picture begins.
    wish(window)
    window.beforeFrameBegin.emit()
    qtbot.wait(50)
    assert window.reached == 1
    # Nor does anybody wait for it: only a wish that is kept may lose its patience.
    assert not gate.is_waiting
    wish(window)
    assert window.reached == 1
    assert gate.is_waiting
    window.frameSwapped.emit()
    qtbot.waitUntil(lambda: window.reached == 2)
    gate.close()
