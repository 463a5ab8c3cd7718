"""What the real window hears of keyboard and mouse; runs in the process of the window."""

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from helpers.controls import controls

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
