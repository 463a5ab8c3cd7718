"""The picture of a scene item: its view, what is under a place of it, and the names that people read on it."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Property, QRectF, Signal
from PySide6.QtQuick import QQuickItem

from scenes.camera import Size
from scenes.view import SceneView
from ui.scene_hands import HandsItem


class PictureItem(HandsItem):
    """An item with a picture that people touch and read.

    Attributes:
        view: draws it.
    """

    coveredChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.view = SceneView()
        self._written = False
        self._covered: tuple[QRectF, ...] = ()

    def _set_covered(self, covered: Sequence[QRectF]) -> None:
        new = tuple(covered)
        if new != self._covered:
            self._covered = new
            self.coveredChanged.emit()
            self.update()

    covered = Property(list, lambda self: list(self._covered), _set_covered, notify=coveredChanged)
    """What lies over the item in its own pixels, where no name is to be read."""

    @property
    def area(self) -> Size:
        """Size of the item in its own pixels."""
        return Size(max(round(self.width()), 1), max(round(self.height()), 1))

    def height_under(self, x: float, y: float) -> float | None:
        """Height of what is under a place of the item [m]."""
        size = self.view.size
        found = self.view.pick(x * size.width / self.area.width, y * size.height / self.area.height)
        return found.point[2] if found is not None else None

    def reads(self, x: float, y: float) -> tuple[float, float]:
        """Which way is up for whoever reads at a place of the picture, given as shares of it."""
        return self.facing(x * self.area.width, y * self.area.height)

    def write_names(self, *, written: bool) -> None:
        """Write names beside what covers the item, or none; called in the thread that draws."""
        if written != self._written:
            self._written = written
            self.view.labels.show(shown=written, facing=self.reads)
        across, down = self.area.width, self.area.height
        shares = [(b.left() / across, b.top() / down, b.right() / across, b.bottom() / down) for b in self._covered]
        self.view.labels.keep_off(np.array(shares, float).reshape(-1, 4))
