"""Pieces with marks that stand on a table for a while, told over UDP as `fingers play` does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from planningtable.app.hands import acts, script
from planningtable.app.hands.perform import play
from planningtable.app.windows import Ear
from planningtable.city.job import Job
from planningtable.domain.text import CancelledError


@contextmanager
def pieces(port: int, lines: str) -> Iterator[None]:
    """Acts of hands, e.g. ``0 token 12 at 0.3,0.35 turn 60 for 400``; at the end all is taken up."""
    stopped = threading.Event()
    frames = acts.frames(tuple(script.read(lines.splitlines())))

    def stand() -> None:
        job = Job(lambda _fraction, _what: job.cancel() if stopped.is_set() else None)
        with suppress(CancelledError):
            play(frames, Ear(port), job, lasts=1.0)

    hands = threading.Thread(target=stand)
    hands.start()
    try:
        yield
    finally:
        stopped.set()
        hands.join()
