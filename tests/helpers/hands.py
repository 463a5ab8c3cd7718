"""Simulated hands: fingers on a table, told to the window as TUIO 1.1 cursors over UDP, as a real tracker does."""

import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message_builder import OscMessageBuilder

Place = tuple[float, float]

STEP = 1 / 60
"""Trackers tell of fingers about 60 times a second."""


class Hands:
    """Any number of fingers on one table.

    Positions are in window pixels. Time passes while fingers move or rest, as it does at a table.
    """

    def __init__(self, port: int, width: int, height: int, taken: Callable[[], int] | None = None) -> None:
        """Hands over a window.

        Args:
            port: on which the window hears of fingers.
            width: of the window [px].
            height: of the window [px].
            taken: how many packets the window has taken in, so that hands can wait for a slow machine.
        """
        self._port = port
        self._taken = taken
        self._size = (width, height)
        self._down: dict[int, Place] = {}
        self._next = 1
        self._frame = 1

    def heard(self) -> None:
        """Wait until the window has heard of all that the fingers did."""
        end = time.monotonic() + 20
        while self._taken is not None and self._taken() < self._frame - 1:
            if time.monotonic() > end:
                raise TimeoutError("the window does not hear the fingers")
            time.sleep(STEP)

    def press(self, places: Sequence[Place]) -> list[int]:
        """Put fingers down at the same moment; their numbers."""
        ids = list(range(self._next, self._next + len(places)))
        self._next += len(places)
        self._down.update(zip(ids, places, strict=True))
        self.tell()
        return ids

    def lift(self, ids: Iterable[int]) -> None:
        for id in ids:
            del self._down[id]
        self.tell()

    def rest(self, seconds: float) -> None:
        """Keep all fingers where they are."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.tell()
            time.sleep(STEP)

    def tap(self, *places: Place) -> None:
        """One short touch of each place, all at the same time."""
        ids = self.press(places)
        self.rest(0.08)
        self.lift(ids)
        self.rest(0.05)

    def hold(self, *places: Place, seconds: float = 0.75) -> None:
        """One long press of each place, all at the same time."""
        ids = self.press(places)
        self.heard()
        self.rest(seconds)
        self.heard()
        self.lift(ids)
        self.rest(0.05)

    def move(self, ways: Mapping[int, Place], seconds: float = 0.3) -> None:
        """Move fingers to places, evenly and together."""
        steps = max(2, round(seconds / STEP))
        starts = {id: self._down[id] for id in ways}
        for step in range(1, steps + 1):
            part = step / steps
            for id, (x, y) in ways.items():
                x0, y0 = starts[id]
                self._down[id] = (x0 + (x - x0) * part, y0 + (y - y0) * part)
            self.tell()
            time.sleep(STEP)

    @contextmanager
    def fingers(self, *places: Place) -> Iterator[list[int]]:
        ids = self.press(places)
        self.rest(0.05)
        try:
            yield ids
        finally:
            self.lift(ids)
            self.rest(0.05)

    def tell(self) -> None:
        """Send one bundle: who is down, where, and the number of the frame."""
        bundle = OscBundleBuilder(IMMEDIATELY)
        bundle.add_content(_message("alive", *self._down))
        for id, (x, y) in self._down.items():
            bundle.add_content(_message("set", id, x / self._size[0], y / self._size[1], 0.0, 0.0, 0.0))
        bundle.add_content(_message("fseq", self._frame))
        self._frame += 1
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as tracker:
            tracker.sendto(bundle.build().dgram, ("127.0.0.1", self._port))


def _message(word: str, *values: float) -> object:
    builder = OscMessageBuilder("/tuio/2Dcur")
    builder.add_arg(word, OscMessageBuilder.ARG_TYPE_STRING)
    for value in values:
        kind = OscMessageBuilder.ARG_TYPE_INT if isinstance(value, int) else OscMessageBuilder.ARG_TYPE_FLOAT
        builder.add_arg(value, kind)
    return builder.build()
