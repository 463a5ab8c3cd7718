"""What the real window hears of keyboard and mouse; runs in the process of the window."""

import dataclasses
import math
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from helpers.controls import controls
from ui.scene_item import SceneItem

AROUND = 90
"""So far beside its place a pin may stand [px]: pins make room for each other."""

STEPS = 12
"""In so many steps a hand pulls."""

NOTHING_HELD = Qt.KeyboardModifier.NoModifier


def desk_answers(window: QQuickWindow) -> dict[str, Callable[..., Any]]:
    """Questions about keys, mouse and controls, for `helpers.table_process`."""
    return {
        "controls": lambda: [dataclasses.asdict(found) for found in controls(window)],
        "key": partial(_key, window),
        "write": partial(_write, window),
        "focus": partial(_focus, window),
        "click": partial(_click, window),
        "hover": partial(_hover, window),
        "drag": partial(_drag, window),
        "pin": partial(_pin, window),
        "still": lambda: not _map(window).property("moving"),
        "travels": lambda: bool(_map(window).property("travelling")),
        "stands": lambda: not _map(window).property("travelling"),
    }


def _key(window: QQuickWindow, name: str, held: str = "", times: int = 1) -> str:
    modifier = Qt.KeyboardModifier[f"{held}Modifier"] if held else NOTHING_HELD
    for _ in range(times):
        QTest.keyClick(window, Qt.Key[f"Key_{name}"], modifier)
    return _focus(window)


def _write(window: QQuickWindow, text: str) -> str:
    for sign in text:
        code = ord(sign.upper()) if sign.isascii() else 0
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(window, QKeyEvent(kind, code, NOTHING_HELD, sign))
    return _focus(window)


def _focus(window: QQuickWindow) -> str:
    """The name of what has the keys, or of what it lies in."""
    item = window.activeFocusItem()
    while item is not None and not item.objectName():
        item = item.parentItem()
    return item.objectName() if item is not None else ""


def _click(window: QQuickWindow, x: float, y: float) -> bool:
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, NOTHING_HELD, QPoint(round(x), round(y)))
    return True


def _hover(window: QQuickWindow, x: float, y: float) -> bool:
    QTest.mouseMove(window, QPoint(round(x), round(y)))
    return True


def _drag(window: QQuickWindow, x0: float, y0: float, x1: float, y1: float) -> bool:
    """Pull with the left button; the first way until the hand counts as moving is not made up for."""
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(window, button, NOTHING_HELD, QPoint(round(x0), round(y0)))
    for step in range(1, STEPS + 1):
        share = step / STEPS
        QTest.mouseMove(window, QPoint(round(x0 + (x1 - x0) * share), round(y0 + (y1 - y0) * share)))
        QTest.qWait(10)
    QTest.mouseRelease(window, button, NOTHING_HELD, QPoint(round(x1), round(y1)))
    return True


def _pin(window: QQuickWindow, id: str, east: float, north: float) -> tuple[float, float] | None:
    """Where the pin of a contribution is seen, nearest to its place; None where it is not seen."""
    scene = _map(window)
    place = scene.placeOf(east, north)
    near = sorted(product(range(-AROUND, AROUND + 1, 6), repeat=2), key=lambda way: math.hypot(*way))
    spots = ((place.x() + dx, place.y() + dy) for dx, dy in near)
    return next((spot for spot in spots if scene.pick(*spot)["id"] == id), None)


def _map(window: QQuickWindow) -> SceneItem:
    found = window.findChild(SceneItem, "map")
    assert isinstance(found, SceneItem)
    return found
