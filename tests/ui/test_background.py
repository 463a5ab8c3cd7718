import os
import sys
import threading
import time

import pytest

from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text
from ui.background import Background


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def test_answers_come_in_the_thread_that_asked(background, qtbot) -> None:
    seen: list[tuple[str, int]] = []

    def work(job: Job) -> int:
        job.report(0.5, Text("half"))
        return threading.get_ident()

    def told(fraction: float, what: Text) -> None:
        seen.append((what.id, threading.get_ident()))

    background.start(work, lambda worker: seen.append(("done", worker)), progress=told)
    qtbot.waitUntil(lambda: not background.busy)
    assert seen[0] == ("half", threading.get_ident())
    assert seen[1][0] == "done"
    assert seen[1][1] != threading.get_ident()


def test_nothing_comes_after_cancel(background, qtbot) -> None:
    going, stop = threading.Event(), threading.Event()
    answers: list[object] = []

    def work(job: Job) -> None:
        going.set()
        stop.wait(10)
        job.report(0.9, Text("late"))

    job = background.start(work, answers.append, answers.append, lambda *told: answers.append(told))
    assert going.wait(10)
    job.cancel()
    stop.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert answers == []


def test_what_the_user_can_put_right_is_said_unless_somebody_takes_care(background, qtbot, caplog) -> None:
    def work(job: Job) -> None:
        raise PlanningError("error.made-up")

    with qtbot.waitSignal(background.problem) as said:
        background.start(work, lambda _: None)
    assert said.args == [Text("error.made-up")]
    taken: list[Exception] = []
    background.start(work, lambda _: None, taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    assert isinstance(taken[0], PlanningError)


def test_held_work_waits_and_urgent_work_does_not(background, qtbot) -> None:
    done: list[str] = []
    background.hold()
    background.start(lambda _: "later", done.append)
    background.start(lambda _: "now", done.append, urgent=True)
    qtbot.waitUntil(lambda: done == ["now"])
    background.release()
    qtbot.waitUntil(lambda: done == ["now", "later"])


def test_urgent_work_does_not_wait_until_others_have_ended(background, qtbot) -> None:
    stop, done = threading.Event(), []
    try:
        for _ in range(64):
            background.start(lambda _: stop.wait(10), lambda _: None)
        background.start(lambda _: "now", done.append, urgent=True)
        qtbot.waitUntil(lambda: done == ["now"], timeout=3000)
    finally:
        stop.set()


def test_of_many_reports_few_are_told_and_none_that_is_out_of_date(background, qtbot) -> None:
    told: list[float] = []
    answers: list[str] = []

    def work(job: Job) -> str:
        end, step = time.monotonic() + 1.2, 0
        while time.monotonic() < end:
            step += 1
            job.report(min(step / 1e6, 0.9), Text("step"))
            time.sleep(0.001)
        # The last word before a long silence is told as well.
        job.report(0.95, Text("long"))
        time.sleep(0.6)
        return "done"

    background.start(work, answers.append, progress=lambda fraction, _: told.append(fraction))
    qtbot.waitUntil(lambda: bool(answers))
    assert 2 <= len(told) <= 9
    assert told == sorted(told)
    assert told[-1] == 0.95


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a niceness for each thread")
def test_workers_give_way_to_the_window(background, qtbot) -> None:
    found: list[int] = []

    def niceness(_: Job) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    background.start(niceness, found.append)
    background.start(niceness, found.append, urgent=True)
    qtbot.waitUntil(lambda: len(found) == 2)
    mine = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert min(found) >= min(mine + 10, 19)


def test_nothing_that_workers_emit_with_is_deleted_before_them(background, qtbot) -> None:
    # An object of its own for each task was deleted by its answer while the worker was still about to leave emit().
    before, seen = background.children(), []
    for _ in range(20):
        background.start(lambda job: job.report(0.5, Text("half")), lambda _result: seen.append(background.children()))
    assert background.children() == before
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert all(children == before for children in seen)
    assert before
