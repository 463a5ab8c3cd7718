"""Worker processes for reading, or none: the same tasks, in the order given, few in flight at a time."""

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from planningtable.app.intake.server import context
from planningtable.app.intake.values import Read, Task
from planningtable.app.intake.work import perform
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError

# Each waiting task holds a chunk of some megabytes here, and its answer there.
WAITING = 2
MOST_WORKERS = 16
# Cancel is answered within this time [s].
PATIENCE = 0.1


class StoppedError(PlanningError):
    """Nothing more can be read or kept, of no document: a worker process was ended, or the disk is full."""


def _begin() -> None:
    """In a worker: what holds for all its tasks.

    It does not outlive the program, should that be ended at once. A document makes millions of objects that are no
    garbage; looking through them again and again takes a tenth of the time, so that is done after each task.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _performed(task: Task) -> Read:
    read = perform(task)
    gc.collect()
    return read


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


class Pool:
    """Does tasks in processes of its own; a context manager."""

    def __init__(self, workers: int) -> None:
        # More than 61 processes are refused on Windows, and each of them holds chunks of some megabytes.
        self._workers = min(workers, MOST_WORKERS)
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        if self._workers:
            self._executor = ProcessPoolExecutor(self._workers, context(), _begin)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is None:
            return
        if error is not None:
            for process in list(getattr(self._executor, "_processes", {}).values()):
                process.terminate()
            # Python before 3.11.5 waits for ever for a chunk that was being handed to a worker (its issue 94777): with
            # nobody left to read it, writing fails instead. Later ones close it themselves, in another thread; closing
            # twice would close whatever has the same number by then.
            waiting = getattr(self._executor, "_call_queue", None)
            if waiting is not None and sys.version_info < (3, 11, 5):
                waiting._reader.close()  # noqa: SLF001 - as later Pythons do
        self._executor.shutdown(wait=True, cancel_futures=True)

    def done(self, tasks: Iterable[Task], job: Job) -> Iterator[Read]:
        """The answers, in the order of the tasks.

        Raises:
            StoppedError: a worker process was ended from outside (out of memory, for instance).
            CancelledError: the job was cancelled.
        """
        if self._executor is None:
            for task in tasks:
                yield perform(task, job)
            return
        waiting: deque[Future[Read]] = deque()
        for task in tasks:
            waiting.append(_submitted(self._executor, task))
            if len(waiting) >= self._workers + WAITING:
                yield _answer(waiting.popleft(), job.check)
        while waiting:
            yield _answer(waiting.popleft(), job.check)


def _submitted(executor: ProcessPoolExecutor, task: Task) -> Future[Read]:
    try:
        return executor.submit(_performed, task)
    except (BrokenProcessPool, EOFError, OSError) as error:  # of the server that starts workers, too
        raise StoppedError("error.city.worker-ended") from error


def _answer(future: Future[Read], check: Callable[[], None]) -> Read:
    while True:
        check()
        try:
            return future.result(timeout=PATIENCE)
        except TimeoutError:
            if future.done():  # the worker's own, from a network share for instance
                raise
        except BrokenProcessPool as error:
            raise StoppedError("error.city.worker-ended") from error
