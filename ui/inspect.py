"""What can be touched right now, and where: for tests and for pictures in the guide."""

import json
from dataclasses import dataclass
from typing import cast

from PySide6.QtQml import QJSValue, qmlEngine
from PySide6.QtQuick import QQuickView, QQuickWindow

# Walks in JavaScript: Python's handles of items that a Loader has just thrown away are not to be touched.
_WALK = """
(function (root, width, height) {
    const found = [], waiting = [root]
    while (waiting.length > 0) {
        const item = waiting.pop()
        if (!item.visible || !item.enabled || item.opacity === 0)
            continue
        for (let i = 0; i < item.children.length; ++i)
            waiting.push(item.children[i])
        if (item.objectName === "")
            continue
        const middle = item.mapToItem(null, item.width / 2, item.height / 2)
        if (middle.x < 0 || middle.y < 0 || middle.x > width || middle.y > height)
            continue
        const area = item.mapToItem(null, Qt.rect(0, 0, item.width, item.height))
        found.push([item.objectName, middle.x, middle.y, area.width, area.height])
    }
    return JSON.stringify(found)
})
"""


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
    """Everything with an objectName that is visible, enabled, and has its middle inside the window, by name.

    Raises:
        ValueError: the window shows no QML.
    """
    engine = window.engine() if isinstance(window, QQuickView) else qmlEngine(window)
    if engine is None:
        raise ValueError("the window shows no QML")
    # The stubs tell of a second value, which is one of C++'s out arguments and does not come.
    walk = cast(QJSValue, engine.evaluate(_WALK))
    root = engine.newQObject(window.contentItem())
    walked = walk.call([root, engine.toScriptValue(window.width()), engine.toScriptValue(window.height())])
    return {name: Target(name, *place) for name, *place in json.loads(walked.toString())}
