"""Frames played to a table in their time, or recorded from a tracker."""

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from planningtable.app.windows import Ear
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text
from planningtable.tuio.frames import Frame
from planningtable.tuio.telling import Teller
from planningtable.tuio.tracker import Counts, Trackers

WAIT = 0.1
"""Cancel is answered within this time [s]."""
_LARGEST = 65_536


def play(frames: Iterable[Frame], ear: Ear, job: Job, speed: float = 1.0, lasts: float | None = None) -> int:
    """Tell a table of frames, each at its time; the number of packets.

    At the end, also when the job is cancelled, all hands are lifted.

    Args:
        frames: in the order of their times.
        ear: where the table listens.
        job: for progress and cancel.
        speed: how many times as fast as they are.
        lasts: of the frames, for progress [s]; None if it is not known.

    Raises:
        PlanningError: there is no way to this address.
        CancelledError: the job was cancelled.
    """
    teller, sent, began = Teller(), 0, time.monotonic()
    with _socket(ear) as out:
        try:
            for frame in frames:
                _sleep_until(began + frame.t / speed, job)
                sent += _send(out, teller.packets(frame), ear)
                if lasts:
                    job.report(min(frame.t / lasts, 1.0), Text.of("hands.playing"))
        finally:
            sent += _send(out, teller.packets(Frame(0.0)), ear)
    return sent


def record(ear: Ear, job: Job, seconds: float) -> Iterator[Frame]:
    """Frames as trackers tell them, whenever something changed.

    Args:
        ear: where to listen, instead of a table.
        job: for progress and cancel.
        seconds: how long.

    Raises:
        PlanningError: nothing can be heard at this address.
        CancelledError: the job was cancelled.
    """
    trackers, began, last = Trackers(), time.monotonic(), Frame(-1.0)
    with _socket(ear) as ears:
        try:
            ears.bind((ear.address, ear.port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise PlanningError("error.window.tuio", address=ear.address, port=ear.port, reason=reason) from error
        ears.settimeout(WAIT)
        while (t := time.monotonic() - began) < seconds:
            job.report(t / seconds, Text.of("hands.recording"))
            with suppress(TimeoutError):
                packet, (sender, *_) = ears.recvfrom(_LARGEST)
                trackers.take(packet, str(sender), time.monotonic())
            trackers.forget_silent(time.monotonic())
            frame = Frame(time.monotonic() - began, trackers.contacts(), trackers.tokens())
            if (frame.contacts, frame.tokens) != (last.contacts, last.tokens):
                last = frame
                yield frame
    if trackers.counts == Counts():
        raise PlanningError("error.hands.silent", address=ear.address, port=ear.port)


def _socket(ear: Ear) -> socket.socket:
    return socket.socket(socket.AF_INET6 if ":" in ear.address else socket.AF_INET, socket.SOCK_DGRAM)


def _send(out: socket.socket, packets: Iterable[bytes], ear: Ear) -> int:
    sent = 0
    for packet in packets:
        try:
            out.sendto(packet, (ear.address, ear.port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise PlanningError("error.hands.unreachable", address=ear.address, reason=reason) from error
        sent += 1
    return sent


def _sleep_until(moment: float, job: Job) -> None:
    while True:
        job.check()
        left = moment - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(left, WAIT))
