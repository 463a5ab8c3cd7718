"""Threads that compute give way to the one that answers fingers."""

import ctypes
import os
import sys
import threading

PATIENT = 10
"""So much nicer than the window's thread are those that compute: beside it they get a tenth of a core they share."""

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
        niceness = os.getpriority(os.PRIO_PROCESS, thread) + PATIENT
        os.setpriority(os.PRIO_PROCESS, thread, min(niceness, NICEST))


def switch_often() -> None:
    """Have threads that run Python take turns more often than is usual."""
    sys.setswitchinterval(SWITCH)
