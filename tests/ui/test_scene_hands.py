"""What Qt tells an item of fingers, and what the item makes of it."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEventPoint, QTouchEvent

from ui.scene_hands import HandsItem
from ui.touch.gestures import Gesture, Tap

State = QEventPoint.State


class Felt(HandsItem):
    def __init__(self) -> None:
        super().__init__()
        self.gestures: list[Gesture] = []

    def felt(self, gesture: Gesture) -> None:
        self.gestures.append(gesture)


@pytest.fixture
def item(qapp) -> Iterator[Felt]:
    made = Felt()
    yield made
    made.deleteLater()


def told(item: Felt, *points: tuple[int, QEventPoint.State, float, float], pressed: int = 100) -> None:
    """Qt's own points cannot be made with a place in an item, so these only look like them; ``pressed``: when [ms]."""
    made = [
        SimpleNamespace(
            id=lambda number=number: number,
            state=lambda state=state: state,
            position=lambda x=x, y=y: QPointF(x, y),
            pressTimestamp=lambda: pressed,
        )
        for number, state, x, y in points
    ]
    event = SimpleNamespace(type=lambda: QEvent.Type.TouchUpdate, accept=lambda: None, points=lambda: made)
    item.touchEvent(cast(QTouchEvent, event))


def test_one_tap_beside_a_resting_finger_is_one_tap_though_qt_tells_twice_that_it_came_down(item) -> None:
    told(item, (1, State.Pressed, 100, 100))
    for _ in range(2):
        told(item, (1, State.Updated, 100, 100), (2, State.Pressed, 400, 300))
    assert item.gestures == []
    told(item, (1, State.Updated, 100, 100), (2, State.Released, 400, 300))
    assert [(one.x, one.y) for one in item.gestures if isinstance(one, Tap)] == [(400, 300)]


def test_a_number_that_is_used_again_is_another_finger(item) -> None:
    told(item, (1, State.Pressed, 100, 100))
    # Its release was never told.
    told(item, (1, State.Pressed, 400, 300), pressed=250)
    assert [(one.x, one.y) for one in item.gestures if isinstance(one, Tap)] == [(100, 100)]
    told(item, (1, State.Released, 400, 300), pressed=250)
    told(item, (1, State.Pressed, 200, 200), pressed=250)
    told(item, (1, State.Released, 200, 200), pressed=250)
    assert [(one.x, one.y) for one in item.gestures if isinstance(one, Tap)] == [(100, 100), (400, 300), (200, 200)]


def test_what_is_told_again_and_has_not_changed_is_not_looked_at(item, monkeypatch) -> None:
    told(item, (1, State.Pressed, 100, 100), (2, State.Pressed, 400, 300))
    fed: list[bool] = []
    monkeypatch.setattr(item, "_feed", lambda: fed.append(True))
    told(item, (1, State.Updated, 100, 100), (2, State.Stationary, 400, 300))
    assert fed == []
    told(item, (1, State.Updated, 101, 100), (2, State.Updated, 404, 300))
    assert fed == [True]
    assert {(point.x, point.y) for point in item._down.values()} == {(101, 100), (404, 300)}
