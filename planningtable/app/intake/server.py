"""The server that worker processes are forked from, on systems that can: it has imported what they need, once."""

import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext
from pathlib import Path

# Imported by the server before its first worker.
WARMING = "planningtable.app.intake.warming"
# Less than this altogether is read faster than worker processes start [bytes].
ALONE = 16 * 2**20
# Text of city models shrinks to about this share when packed.
PACKED = 8
ARCHIVES = frozenset({".gz", ".zip"})


def context() -> BaseContext:
    """How workers are started; the server begins to import what they need and is not waited for.

    The program has threads, so its processes are not forked from itself; the server runs none. It stays until the
    program ends, so that the next import begins at once. Where there is no such server each worker is started anew.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([WARMING])
    # Ctrl-C reaches every process of a terminal; the program answers it, and ends its workers. The tracker, which the
    # server needs as well, would lift the ban when it starts.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return found


def expect(paths: Iterable[Path]) -> None:
    """Start the server now if so much lies at some paths that workers will be wanted."""
    total = 0
    for size in _sizes(paths):
        total += size
        if total >= ALONE:
            context()
            return


def _sizes(paths: Iterable[Path]) -> Iterator[int]:
    """About how many bytes of text the files have; what cannot be seen is told when it is read."""
    for path in paths:
        with suppress(OSError):
            for file in path.rglob("*") if path.is_dir() else (path,):
                yield file.stat().st_size * (PACKED if file.suffix.lower() in ARCHIVES else 1)
