"""Work beside the window: computed on a thread pool, delivered on the window's thread."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, QTimer, Signal, Slot

from planningtable.city.job import Job
from planningtable.domain.text import CancelledError, PlanningError, Text
from ui.thread_priority import give_way, switch_often

T = TypeVar("T")

log = logging.getLogger(__name__)

OFTEN = 250
"""Progress is told once in this time [ms]: solvers report each step, and each report renews what all seats see."""


@dataclass(frozen=True, slots=True)
class _Answers:
    """Who wants to hear of a task, in the window's thread."""

    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    progress: Callable[[float, Text], None] | None


class _Task:
    """What a worker has been given, and what it has reported.

    Attributes:
        job: tells of progress, and is cancelled.
        answers: who wants to hear of it.
        told: when progress was last told.
    """

    def __init__(self, answers: _Answers, progressed: "Callable[[_Task], None]") -> None:
        self.job = Job(self._report)
        self.answers = answers
        self.told = 0.0
        self._progressed = progressed
        self._progress: tuple[float, Text] | None = None

    def _report(self, fraction: float, what: Text) -> None:
        """In the worker: what was reported before and is not told yet is out of date."""
        is_waiting = self._progress is not None
        self._progress = (fraction, what)
        if not is_waiting:
            self._progressed(self)

    def take_progress(self) -> tuple[float, Text] | None:
        """What was reported and is not told yet."""
        progress, self._progress = self._progress, None
        return progress


class _Carrier(QObject):
    """Carries answers from the workers to the thread of the window.

    It outlives all workers: what is deleted while a worker still emits its signal, brings the program down.
    """

    done = Signal(object, object)
    failed = Signal(object, object)
    progressed = Signal(object)


def _run(work: Callable[[Job], Any], task: _Task, carrier: _Carrier) -> None:
    try:
        task.job.check()
        result = work(task.job)
    except CancelledError:
        carrier.failed.emit(task, None)
    except Exception as error:  # noqa: BLE001 - the boundary of a worker: everything goes to the window's thread
        carrier.failed.emit(task, error)
    else:
        carrier.done.emit(task, result)


class Background(QObject):
    """A thread pool whose answers arrive between two events of the window. Belongs to one window."""

    problem = Signal(object)
    """A `Text`: something that the user can put right and nobody else took care of."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Python's own threads, which live as long as the window: in Qt's pool each task has a Python thread state of
        # its own, and libraries that keep something per thread (PROJ does) lose it while others still use it.
        # One worker less than cores, so that fingers are answered while all others compute.
        self._pool = ThreadPoolExecutor(max(2, QThread.idealThreadCount() - 1), "background", give_way)
        # What is drawn next does not wait behind long simulations that have begun.
        self._urgent = ThreadPoolExecutor(1, "urgent", give_way)
        switch_often()
        self._carrier = _Carrier(self)
        queued = Qt.ConnectionType.QueuedConnection
        self._carrier.done.connect(self._on_done, queued)
        self._carrier.failed.connect(self._on_failed, queued)
        self._carrier.progressed.connect(self._on_progressed, queued)
        self._running: set[_Task] = set()
        self._held: list[tuple[Callable[[Job], Any], _Task]] | None = None

    def start(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[float, Text], None] | None = None,
        *,
        urgent: bool = False,
    ) -> Job:
        """Run ``work`` on a worker; the answers come in this thread; after ``cancel()`` of the job nothing comes.

        ``urgent`` work has a worker of its own: it waits neither while others are held nor until they have ended.

        Without ``failed`` a `PlanningError` goes to `problem`, any other error to the program's crash handler.
        """
        task = _Task(_Answers(done, failed or self._report, progress), self._carrier.progressed.emit)
        self._running.add(task)
        if urgent:
            self._urgent.submit(_run, work, task, self._carrier)
        elif self._held is None:
            self._pool.submit(_run, work, task, self._carrier)
        else:
            self._held.append((work, task))
        return task.job

    def hold(self) -> None:
        """Keep everything that is not urgent waiting: people wait for the first picture."""
        self._held = self._held or []

    @Slot()
    def release(self) -> None:
        """Begin with what was kept waiting."""
        held, self._held = self._held or [], None
        for work, task in held:
            self._pool.submit(_run, work, task, self._carrier)

    @property
    def busy(self) -> bool:
        return bool(self._running)

    @Slot()
    def close(self) -> None:
        """Cancel everything and wait for the workers to notice."""
        for task in self._running:
            task.job.cancel()
        for pool in (self._pool, self._urgent):
            pool.shutdown(wait=True, cancel_futures=True)
        QCoreApplication.sendPostedEvents()
        self._running.clear()

    @Slot(object, object)
    def _on_done(self, task: _Task, result: object) -> None:
        self._running.discard(task)
        if not task.job.cancelled:
            task.answers.done(result)

    @Slot(object, object)
    def _on_failed(self, task: _Task, error: Exception | None) -> None:
        self._running.discard(task)
        if error is not None and not task.job.cancelled:
            task.answers.failed(error)

    @Slot(object)
    def _on_progressed(self, task: _Task) -> None:
        if task not in self._running:
            return
        early = OFTEN - (time.monotonic() - task.told) * 1000.0
        if early > 0:
            QTimer.singleShot(round(early) + 1, self, partial(self._on_progressed, task))
            return
        task.told = time.monotonic()
        progress = task.take_progress()
        if progress is not None and task.answers.progress and not task.job.cancelled:
            task.answers.progress(*progress)

    def _report(self, error: Exception) -> None:
        if isinstance(error, PlanningError):
            log.warning("%s", error)
            self.problem.emit(error.text)
        else:
            raise error
