"""What a window offers to press, to set and to write into, as a screen reader and the tab key meet it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem, QQuickWindow

CONTROLS = ("Touchable", "TextBox", "Slider", "QQuickTextInput")
"""QML types that people act on; `tests/ui/test_controls.py` keeps all others from hearing a tap."""


@dataclass(frozen=True, slots=True)
class Control:
    """Something to act on.

    Attributes:
        where: objectName of it or of what it fills.
        role: of `QAccessible.Role`.
        name: that a screen reader says.
        stops: whether the tab key stops there.
        written: whether words are seen on it.
        tip: shown to the mouse.
    """

    where: str
    role: int
    name: str
    stops: bool
    written: bool
    tip: str


def controls(window: QQuickWindow) -> list[Control]:
    """All that are visible and enabled."""
    QAccessible.setActive(True)
    return [_control(item) for item in _within(window.contentItem()) if _is_control(item) and item.isEnabled()]


def _within(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from _within(child)


def _is_control(item: QQuickItem) -> bool:
    return item.metaObject().className().partition("_QML")[0] in CONTROLS


def _control(item: QQuickItem) -> Control:
    heard = QAccessible.queryAccessibleInterface(item)
    place: QQuickItem | None = item
    while place is not None and not place.objectName():
        place = place.parentItem()
    around = item.parentItem()
    return Control(
        where=place.objectName() if place is not None else "",
        role=heard.role().value if heard is not None else 0,
        name=heard.text(QAccessible.Text.Name) if heard is not None else "",
        stops=item.activeFocusOnTab(),
        written=around is not None and (_writes(around) or any(map(_writes, _within(around)))),
        tip=str(item.property("tip") or ""),
    )


def _writes(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text"))
