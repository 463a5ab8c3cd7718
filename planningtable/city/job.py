"""Work that takes a while: progress out, cancel in."""

import threading
from collections.abc import Callable
from typing import TypeAlias

from planningtable.domain.text import CancelledError, Text

Listener: TypeAlias = Callable[[float, Text], None]


def _silent(fraction: float, what: Text) -> None:
    del fraction, what


class Job:
    """Handed to everything that may take over a second. Safe to use from any thread."""

    def __init__(self, listener: Listener = _silent) -> None:
        self._listener = listener
        self._cancelled = threading.Event()
        self._span = (0.0, 1.0)

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise `CancelledError` if someone asked to stop; call it at least every 100 ms."""
        if self._cancelled.is_set():
            raise CancelledError

    def report(self, fraction: float, what: Text) -> None:
        """Tell how far the work is [0..1], and what is being done; also checks for cancel."""
        self.check()
        start, end = self._span
        self._listener(start + (end - start) * min(max(fraction, 0.0), 1.0), what)

    def silent(self) -> "Job":
        """A job that tells nothing; cancelling either stops both."""
        child = Job()
        child._cancelled = self._cancelled
        return child

    def part(self, start: float, end: float) -> "Job":
        """A job for a part of this one: its 0..1 is ``start..end`` of this one; cancelling either stops both."""
        child = Job(self._listener)
        child._cancelled = self._cancelled
        low, high = self._span
        child._span = (low + (high - low) * start, low + (high - low) * end)
        return child
