"""Threads that compute give way to the one that answers fingers."""

import ctypes
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

PATIENT = 10
"""So much nicer than the window's thread are those that compute: beside it they get a tenth of a core they share."""

DRAWING = 5
"""So much nicer than the window's thread are those that draw without a graphics card: they take as many cores as there
are, for a tenth of a second at 4K, and a finger that comes down meanwhile would wait for its turn. They still go before
those that compute."""

DRAWERS = "llvmpipe-"
"""How Mesa calls its threads that draw by processor."""

NICEST = 19

BELOW_NORMAL = -1
"""Windows' word for the next lower priority."""

SWITCH = 0.001
"""A thread that runs Python lets the window's thread on after this time [s]. A frame takes Python's lock many times;
with Python's own 5 ms each would be a wait that is felt."""


def give_way() -> None:
    """Lower the priority of the thread that calls; where the system knows none of threads it stays as it is."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        # A handle has 64 bits there, of which ctypes would pass on half.
        kernel.GetCurrentThread.restype = ctypes.c_void_p
        kernel.SetThreadPriority.argtypes = (ctypes.c_void_p, ctypes.c_int)
        kernel.SetThreadPriority(kernel.GetCurrentThread(), BELOW_NORMAL)
    elif sys.platform == "linux":
        # There, and only there, a niceness is that of a thread.
        thread = threading.get_native_id()
        _set(thread, os.getpriority(os.PRIO_PROCESS, thread) + PATIENT)


def drawing_gives_way() -> None:
    """Lower the priority of the thread that calls and of those with which Mesa draws by processor; on Linux only.

    They are given a niceness, not made nicer: each window that draws asks for it, and Mesa's threads serve all. Where
    the system does not allow it they stay as they are.
    """
    if sys.platform != "linux":
        return
    drawers = [threading.get_native_id()]
    for task in Path("/proc/self/task").iterdir():
        # One may end while it is looked at.
        with suppress(OSError):
            if (task / "comm").read_text("utf-8", "replace").startswith(DRAWERS):
                drawers.append(int(task.name))
    niceness = os.getpriority(os.PRIO_PROCESS, os.getpid()) + DRAWING
    for thread in drawers:
        with suppress(OSError):
            if os.getpriority(os.PRIO_PROCESS, thread) < niceness:
                _set(thread, niceness)


def _set(thread: int, niceness: int) -> None:
    os.setpriority(os.PRIO_PROCESS, thread, min(niceness, NICEST))


def switch_often() -> None:
    """Have threads that run Python take turns more often than is usual."""
    sys.setswitchinterval(SWITCH)
