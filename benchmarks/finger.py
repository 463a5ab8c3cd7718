"""A finger on the table as a tracker tells of it: TUIO 1.1 cursors over UDP, from another process than the window's."""

import math
import socket
import time
from dataclasses import dataclass

from planningtable.tuio.frames import Frame
from planningtable.tuio.telling import Teller
from planningtable.tuio.values import Contact

RATE = 60.0
"""Trackers tell of fingers about so many times a second."""

REACH = 0.22
"""Half of what a finger wanders over, in parts of the window's sides."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where the finger was told to be.

    Attributes:
        at: when it was told, by `time.monotonic` [s].
        x: place in the window, from the left, in parts of its width.
        y: from the top, in parts of its height.
    """

    at: float
    x: float
    y: float


def place(seconds: float) -> tuple[float, float]:
    """Where a finger is that wanders over the middle of the window and is never at the same place twice."""
    return 0.5 + REACH * math.sin(1.7 * seconds), 0.5 + REACH * math.sin(2.3 * seconds + 0.4)


def pan(port: int, seconds: float) -> list[Move]:
    """Put a finger down, move it, and lift it; every place that was told. Takes as long as it says."""
    told: list[Move] = []
    teller = Teller("pan")
    begun = time.monotonic()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as tracker:
        for number in range(1, round(seconds * RATE) + 1):
            x, y = place(number / RATE)
            told.append(Move(time.monotonic(), x, y))
            _tell(tracker, port, teller, Frame(number / RATE, {1: Contact(x, y)}))
            time.sleep(max(begun + number / RATE - time.monotonic(), 0.0))
        _tell(tracker, port, teller, Frame(seconds))
    return told


def _tell(tracker: socket.socket, port: int, teller: Teller, frame: Frame) -> None:
    for packet in teller.packets(frame):
        tracker.sendto(packet, ("127.0.0.1", port))
