"""A picture of the window once everything is drawn, for documentation and for those who check an installation."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtQuick import QQuickWindow

from planningtable.domain.text import PlanningError
from ui.calling import leave, picture_of

LOOK = 100
"""How often it is looked whether everything is drawn [ms]."""

CALM = 5
"""So many looks in a row must find nothing under way."""


class Pictured(Protocol):
    @property
    def window(self) -> QQuickWindow: ...

    @property
    def settled(self) -> bool: ...


class PictureTaker:
    """Waits until nothing is under way any more, writes the picture and ends the program."""

    def __init__(self, pictured: Pictured, file: Path, failed: Callable[[PlanningError], None]) -> None:
        self._pictured = pictured
        self._file = file
        self._failed = failed
        self._calm = 0
        self._timer = QTimer()
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        self._timer.start()

    def _look(self) -> None:
        self._calm = self._calm + 1 if self._pictured.settled else 0
        if self._calm < CALM:
            return
        self._timer.stop()
        if not picture_of(self._pictured.window).save(str(self._file)):
            self._failed(PlanningError("error.window.picture", file=str(self._file)))
        leave()
