"""Threads that draw by processor go after the window's and before those that compute."""

import os
import sys
import threading
from pathlib import Path

import pytest

from ui.thread_priority import DRAWING, NICEST, PATIENT, drawing_gives_way

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a niceness for each thread")


def niceness(thread: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, thread)


def test_a_thread_that_draws_gives_way_once_however_often_it_is_asked():
    found = list[int]()

    def draw() -> None:
        for _ in range(2):
            drawing_gives_way()
        found.append(niceness(threading.get_native_id()))

    before = niceness(os.getpid())
    drawer = threading.Thread(target=draw)
    drawer.start()
    drawer.join()
    assert found == [min(before + DRAWING, NICEST)]
    assert niceness(os.getpid()) == before
    assert 0 < DRAWING < PATIENT


def test_threads_that_draw_for_others_give_way_too():
    named, done = threading.Event(), threading.Event()
    found = list[int]()

    def stand_in() -> None:
        name = Path(f"/proc/self/task/{threading.get_native_id()}/comm")
        name.write_text("llvmpipe-7", encoding="ascii")
        found.append(threading.get_native_id())
        named.set()
        done.wait()

    thread = threading.Thread(target=stand_in)
    thread.start()
    named.wait()
    drawer = threading.Thread(target=drawing_gives_way)
    drawer.start()
    drawer.join()
    seen = niceness(found[0])
    done.set()
    thread.join()
    assert seen == min(niceness(os.getpid()) + DRAWING, NICEST)
