"""Python's search for garbage that goes in circles, which holds every thread up, happens while nobody moves the map."""

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

EVERY = 2000
"""So often it is looked whether now is a good moment [ms]."""

DUE = 50
"""Searches among younger objects after which the search among all is due; Python's own number is 10."""

LOADING = 3
"""After so many searches all of the program is loaded, what computes included; what is there until then stays for good
and is not searched again, so that later searches are short."""

LATEST = 60.0
"""So long after it is due it is made at the worst of moments, too [s]."""

NEVER = 1_000_000


class Tidying(QObject):
    """Searches among all objects at moments that nobody feels.

    A search among everything that a window has loaded takes a quarter of a second, in whichever thread it begins.
    """

    def __init__(self, is_moving: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_moving = is_moving
        self._due_since: float | None = None
        self._searches = 0
        self._before = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    @Slot()
    def start(self) -> None:
        """From now on: most of what belongs to the program is loaded, and is not searched."""
        gc.freeze()
        gc.set_threshold(*self._before[:2], NEVER)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Search if it is due and nobody moves the map, or cannot wait any longer."""
        if gc.get_count()[2] < DUE:
            return
        now = time.monotonic()
        self._due_since = self._due_since or now
        if self._is_moving() and now - self._due_since < LATEST:
            return
        self._due_since = None
        gc.collect()
        self._searches += 1
        if self._searches <= LOADING:
            gc.freeze()

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.set_threshold(*self._before)
        gc.unfreeze()
