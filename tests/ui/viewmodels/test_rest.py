"""A table that rests: when it does, and what the touch that wakes it does not do."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from planningtable.app.words import load_words
from planningtable.domain.text import LANGUAGES
from ui.viewmodels.rest import RestModel


class Window(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.felt: list[QEvent.Type] = []

    def event(self, event: QEvent) -> bool:
        self.felt.append(event.type())
        return True


@pytest.fixture
def model(qapp) -> RestModel:
    return RestModel({language: load_words(language) for language in LANGUAGES}, 0.05)


def mouse(kind: QEvent.Type) -> QMouseEvent:
    place, left = QPointF(5, 5), Qt.MouseButton.LeftButton
    return QMouseEvent(kind, place, place, left, left, Qt.KeyboardModifier.NoModifier)


def wheel() -> QWheelEvent:
    place, none = QPointF(5, 5), QPoint()
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    return QWheelEvent(place, place, none, QPoint(0, 120), buttons, keys, Qt.ScrollPhase.NoScrollPhase, False)


def test_it_rests_when_nobody_touches_it_and_invites_in_all_languages(model: RestModel, qtbot) -> None:
    window = Window()
    model.watch(window)
    assert not model.property("resting")
    qtbot.waitUntil(lambda: model.property("resting"), timeout=2000)
    assert model.property("invitations") == ["Berühren und mitplanen", "Touch the table and plan with us"]


@pytest.mark.parametrize("first", [QEvent.Type.MouseButtonPress, QEvent.Type.Wheel])
def test_what_wakes_it_presses_nothing_and_the_next_does(model: RestModel, qtbot, first: QEvent.Type) -> None:
    window = Window()
    model.watch(window)
    qtbot.waitUntil(lambda: model.property("resting"), timeout=2000)
    kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)
    wakes = mouse(first) if first in kinds else wheel()
    QCoreApplication.sendEvent(window, wakes)
    assert not model.property("resting")
    assert first not in window.felt
    for kind in kinds:
        QCoreApplication.sendEvent(window, mouse(kind))
    assert [kind for kind in window.felt if kind in kinds] == list(kinds)


def test_a_key_wakes_it_too(model: RestModel, qtbot) -> None:
    window = Window()
    model.watch(window)
    qtbot.waitUntil(lambda: model.property("resting"), timeout=2000)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QCoreApplication.sendEvent(window, key)
    assert not model.property("resting")
    assert QEvent.Type.KeyPress not in window.felt


def test_who_wants_no_rest_has_none(qapp, qtbot) -> None:
    model, window = RestModel({"en": load_words("en")}, 0.0), Window()
    model.watch(window)
    qtbot.wait(100)
    QCoreApplication.sendEvent(window, mouse(QEvent.Type.MouseButtonPress))
    assert not model.property("resting")
    assert QEvent.Type.MouseButtonPress in window.felt


def test_a_table_that_never_rests_is_not_sent_to_rest_by_being_woken(qapp, qtbot) -> None:
    model = RestModel({language: load_words(language) for language in LANGUAGES}, 0.0)
    model.wake()
    qtbot.wait(30)
    assert not model.property("resting")
