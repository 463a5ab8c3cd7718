"""What a tracker tells while the window is busy waits for it."""

import socket
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QWindow

from planningtable.tuio.frames import Frame
from planningtable.tuio.telling import Teller
from planningtable.tuio.values import Contact
from ui.tuio.fingers import Fingers
from ui.tuio.listener import Listener

FINGERS = 40
FRAMES = 300
"""Three seconds of a busy table."""
NEEDED = 2_500_000
"""What the system needs to keep them [bytes]."""


@pytest.fixture
def port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def listener(qapp, port: int) -> Iterator[Listener]:
    del qapp
    window = QWindow()
    window.resize(1920, 1080)
    window.create()
    made = Listener("127.0.0.1", port, Fingers(window, lambda: 3.8))
    yield made
    made.close()


def test_three_seconds_of_forty_fingers_wait_for_a_busy_window(listener, port, qtbot):
    if _allowed() < NEEDED:
        pytest.skip("this system keeps fewer packets than that")
    teller, sent = Teller("hands"), 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as tracker:
        for step in range(FRAMES):
            contacts = {id: Contact(id / 100.0, 0.2 + step / 1000.0) for id in range(FINGERS)}
            for packet in teller.packets(Frame(step / 100.0, contacts)):
                tracker.sendto(packet, ("127.0.0.1", port))
                sent += 1
    qtbot.waitUntil(lambda: listener.counts.taken == sent)
    QCoreApplication.processEvents()
    assert listener.down == FINGERS
    assert listener.counts.left_out == 0


def _allowed() -> int:
    """What the system gives whoever asks for it [bytes]."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2 * NEEDED)
        return probe.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
