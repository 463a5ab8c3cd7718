"""What a test wants to know of a window that no person sees: what its cards cover, its pictures, its graphics lost."""

import time
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QOpenGLContext, QSurfaceFormat

PATIENCE = 60.0
"""A context that is not lost after this time stays [s]."""


def laid_cards(root: Any) -> list[Any]:
    """What the cards of all seats cover of the table, as rectangles of Qt."""
    (overlay,) = [
        item
        for item in root.childItems()
        if item.metaObject().indexOfProperty("byProcessor") >= 0 and item.metaObject().indexOfProperty("cards") >= 0
    ]
    return list(overlay.property("cards"))


def laid_skirts(root: Any) -> dict[str, tuple[float, float, float, float]]:
    """What label and legend of each lens cover of the table [px]."""
    found, waiting = {}, [root]
    while waiting:
        item = waiting.pop()
        waiting += item.childItems()
        if item.metaObject().indexOfProperty("skirt") < 0 or not item.property("coming"):
            continue
        skirt, middle = item.property("skirt"), item.property("middle")
        found[item.property("coming").partition(".")[0]] = skirt.translated(middle).getRect()
    return found


class LostGraphics:
    """Takes a window's OpenGL context away as a driver does that is reset: the window finds out while it draws."""

    def __init__(self, window: Any) -> None:
        self.lost = 0
        self._is_wanted, self._is_gone = False, False
        direct = Qt.ConnectionType.DirectConnection
        window.frameSwapped.connect(self._take, direct)
        window.sceneGraphInvalidated.connect(self._count, direct)
        self._window = window

    def _take(self) -> None:
        if not self._is_wanted:
            return
        self._is_wanted = False
        # Created anew as something that no driver has, a context is destroyed and stays invalid; where it is current.
        context = QOpenGLContext.currentContext()
        form = QSurfaceFormat()
        form.setRenderableType(QSurfaceFormat.RenderableType.OpenVG)
        context.setFormat(form)
        self._is_gone = not context.create()

    def _count(self) -> None:
        self.lost += 1

    def lose(self) -> bool:
        """Whether the context is gone."""
        self._is_wanted, self._is_gone = True, False
        end = time.monotonic() + PATIENCE
        while not self._is_gone and time.monotonic() < end:
            self._window.update()
            QCoreApplication.processEvents()
        return self._is_gone


class Frames:
    """Counts pictures, and asks for another one."""

    def __init__(self, window: Any) -> None:
        self._window = window
        self._drawn = 0
        window.frameSwapped.connect(self._draw, Qt.ConnectionType.DirectConnection)

    def count(self) -> int:
        self._window.update()
        return self._drawn

    def _draw(self) -> None:
        self._drawn += 1
