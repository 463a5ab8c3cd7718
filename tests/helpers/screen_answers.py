"""Where the windows lie, and how finely their maps are drawn; runs in the process of the windows."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from helpers.drawn_texts import drawn_texts
from ui.main import PlanningWindow
from ui.scene_item import SceneItem


def screen_answers(opened: PlanningWindow) -> Mapping[str, Callable[..., Any]]:
    """Questions about windows and screens, for `helpers.table_process`."""

    def window(name: str) -> QQuickWindow:
        found = opened.window if name == "table" else opened.beamer
        assert found is not None
        return found

    return {
        "screens": lambda count: len(QGuiApplication.screens()) == count,
        "windows": lambda: {name: _state(window(name)) for name in ("table", "beamer")},
        "shown-at": lambda name, place: _state(window(name))[:2] == [True, place],
        "shown-elsewhere": lambda name, place: _state(window(name))[0] and _state(window(name))[1] != place,
        "gone-from-sight": lambda name: not window(name).isVisible(),
        "active": lambda: next(name for name in ("table", "beamer") if window(name).isActive()),
        "words": lambda: [text.text for text in drawn_texts(opened.window)],
        "fine": lambda name, ratio: abs(_fineness(window(name)) - ratio) < 0.01,
    }


def _state(window: QQuickWindow) -> list[Any]:
    return [window.isVisible(), list(window.geometry().getRect()), window.screen().name()]


def _fineness(window: QQuickWindow) -> float:
    """Pixels of the map's picture as it was drawn last, to one of its item."""
    item = next(item for item in window.findChildren(SceneItem) if item.isVisible())
    return 0.0 if item.drawer is None else item.drawer.host.view.size.width / item.width()
