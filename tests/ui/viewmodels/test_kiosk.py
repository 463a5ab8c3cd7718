"""The number pad that closes a table for everybody."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QCloseEvent, QWindow

from planningtable.app.kiosk import FIRST_WAIT, FREE, Code
from planningtable.app.words import load_words
from planningtable.domain.text import LANGUAGES
from ui.viewmodels.kiosk import KioskModel
from ui.viewmodels.words import WordsModel


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def model(qapp, clock: Clock) -> Iterator[KioskModel]:
    words = {language: load_words(language) for language in LANGUAGES}
    made = KioskModel(WordsModel(words, "en"), Code.of("4711"), clock=clock)
    yield made
    made.release()


def typed(model: KioskModel, digits: str) -> None:
    for digit in digits:
        model.press(digit)
    model.enter()


def is_closed(window: QObject) -> bool:
    asked = QCloseEvent()
    QCoreApplication.sendEvent(window, asked)
    return asked.isAccepted()


def test_a_window_without_a_code_is_closed_by_anybody(qapp) -> None:
    words = {language: load_words(language) for language in LANGUAGES}
    model, window = KioskModel(WordsModel(words, "en"), None), QWindow()
    model.guard(window)
    model.ask()
    assert not model.property("locked")
    assert not model.property("open")
    assert is_closed(window)


def test_a_guarded_window_is_not_closed_and_asks_for_the_code(model: KioskModel) -> None:
    window = QWindow()
    model.guard(window)
    assert not is_closed(window)
    assert model.property("open")


def test_the_right_code_opens_it(model: KioskModel, qtbot) -> None:
    window = QWindow()
    model.guard(window)
    model.ask()
    with qtbot.waitSignal(model.opened, timeout=1000):
        typed(model, "4711")
    assert not model.property("locked")
    assert not model.property("open")
    assert is_closed(window)


def test_a_wrong_code_is_told_and_its_digits_are_gone(model: KioskModel) -> None:
    model.ask()
    for digit in "4712":
        model.press(digit)
    assert model.property("typed") == 4
    model.enter()
    assert model.property("locked")
    assert model.property("typed") == 0
    assert model.property("sentence") == "This is not the code."
    model.press("4")
    assert "code" in model.property("sentence").lower()
    assert model.property("sentence") != "This is not the code."


def test_guessing_is_slowed_down_also_when_the_pad_is_put_away_meanwhile(model: KioskModel, clock: Clock) -> None:
    model.ask()
    for _ in range(FREE + 1):
        typed(model, "0000")
    assert model.property("waiting")
    assert f"{FIRST_WAIT:.0f} seconds" in model.property("sentence")
    model.close_pad()
    model.ask()
    typed(model, "4711")
    assert model.property("locked")
    assert model.property("typed") == 0
    clock.now += FIRST_WAIT + 0.1
    typed(model, "4711")
    assert not model.property("locked")


def test_only_digits_are_typed_and_not_without_end(model: KioskModel) -> None:
    model.ask()
    for sign in ("a", "", "12", "²", "٣"):
        model.press(sign)
    assert model.property("typed") == 0
    for _ in range(30):
        model.press("1")
    assert model.property("typed") == 12
    model.erase()
    assert model.property("typed") == 11


def test_the_program_itself_may_always_end(model: KioskModel) -> None:
    window = QWindow()
    model.guard(window)
    model.release()
    assert is_closed(window)
