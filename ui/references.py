"""A fault of PySide 6.12.0 on Python 3.11, made harmless.

Each ``Signal.emit()`` gives away a reference of ``True`` that it does not own (measured: 100 emits, 100 references;
none in 6.10.1, 6.11.0 and 6.11.3). After some 570 emits Python ends with "deallocating True or False". From Python 3.12
on True is immortal, and nothing happens. To be removed with the first PySide in which `loses_true` is False.
"""

import ctypes
import sys

from PySide6.QtCore import QObject, Signal

# Years of emitting.
PLENTY = 1 << 40
TRIES = 8


class _Probe(QObject):
    heard = Signal()


def loses_true() -> bool:
    """Whether emitting a signal takes references of True away."""
    probe = _Probe()
    before = sys.getrefcount(True)
    for _ in range(TRIES):
        probe.heard.emit()
    return sys.getrefcount(True) <= before - TRIES


def secure_true() -> None:
    """Give True references to lose, once; does nothing where none are lost."""
    if sys.getrefcount(True) < PLENTY and loses_true():
        # The reference count is the first field of every object of CPython.
        ctypes.c_ssize_t.from_address(id(True)).value += PLENTY
