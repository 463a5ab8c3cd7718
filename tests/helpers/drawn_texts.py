"""What a window says: every text that is seen in it, where, and how large."""

import json
from dataclasses import dataclass
from typing import cast

from PySide6.QtQml import QJSValue, qmlEngine
from PySide6.QtQuick import QQuickView, QQuickWindow

_WALK = """
(function (root, width, height) {
    const found = [], waiting = [root]
    while (waiting.length > 0) {
        const item = waiting.pop()
        if (!item.visible || item.opacity === 0)
            continue
        for (let i = 0; i < item.children.length; ++i)
            waiting.push(item.children[i])
        if (item.paintedHeight === undefined || item.font === undefined || item.text === "")
            continue
        const area = item.mapToItem(null, Qt.rect(0, 0, item.paintedWidth, item.paintedHeight))
        if (area.x >= width || area.y >= height || area.x + area.width <= 0 || area.y + area.height <= 0)
            continue
        const grown = item.mapToItem(null, Qt.rect(0, 0, 1, 1)).height
        found.push([item.text, area.x, area.y, area.width, area.height, item.font.pixelSize * grown, !!item.truncated])
    }
    return JSON.stringify(found)
})
"""


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A text in a window.

    Attributes:
        text: as it is set; of one that is cut, all.
        x: left end of what is painted [px].
        y: upper end [px].
        width: of what is painted [px].
        height: likewise [px].
        size: of its letters in the window [px].
        cut: whether a part of it is left out.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    size: float
    cut: bool


def drawn_texts(window: QQuickWindow) -> list[DrawnText]:
    """Every visible text whose rectangle meets the window."""
    engine = window.engine() if isinstance(window, QQuickView) else qmlEngine(window)
    assert engine is not None
    # The stubs tell of a second value, which is one of C++'s out arguments and does not come.
    walk = cast(QJSValue, engine.evaluate(_WALK))
    root = engine.newQObject(window.contentItem())
    walked = walk.call([root, engine.toScriptValue(window.width()), engine.toScriptValue(window.height())])
    return [DrawnText(*parts) for parts in json.loads(walked.toString())]
