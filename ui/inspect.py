"""What can be touched right now, and where: for tests and for pictures in the guide."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be touched.

    Attributes:
        name: its objectName.
        x: of its middle, in the window [px].
        y: likewise.
        width: of the rectangle that it covers in the window, turned or not [px].
        height: likewise.
    """

    name: str
    x: float
    y: float
    width: float
    height: float


def targets(window: QQuickWindow) -> dict[str, Target]:
    """Everything with an objectName that is visible, enabled, and has its middle inside the window, by name."""
    inside = QRectF(0, 0, window.width(), window.height())
    found: dict[str, Target] = {}
    waiting: list[QQuickItem] = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        if not item.isVisible() or not item.isEnabled() or item.opacity() == 0:
            continue
        waiting.extend(item.childItems())
        if item.objectName():
            middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
            if inside.contains(middle):
                area = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
                name = item.objectName()
                found[name] = Target(name, middle.x(), middle.y(), area.width(), area.height())
    return found
