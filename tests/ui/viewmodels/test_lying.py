"""A cup on the table: ignored after a while, and said so, turned to who sits there."""

from collections.abc import Iterator

import pytest
from helpers.table import World
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QWindow

from planningtable.tuio.values import Contact
from ui.tuio.fingers import Fingers
from ui.viewmodels.lying import LyingModel

CUP = Contact(0.5, 0.05)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def window(qapp) -> Iterator[QWindow]:
    made = QWindow()
    made.resize(1920, 1080)
    made.show()
    yield made
    made.close()


@pytest.fixture
def model(world: World, window: QWindow, clock: Clock) -> LyingModel:
    made = LyingModel([world.table.seat(id).hand for id in world.table.names], patience=10.0, clock=clock)
    made.watch(window)
    return made


def tell(fingers: Fingers, contacts: dict[int, Contact]) -> None:
    fingers.show(contacts)
    QCoreApplication.processEvents()


def test_a_cup_is_told_of_in_the_words_of_who_sits_there(
    model: LyingModel, window: QWindow, clock: Clock, world: World
) -> None:
    world.table.seat("seat-3").switch_language()
    fingers, found = Fingers(window, lambda: 3.8), []
    model.found.connect(lambda x, y, seat: found.append((round(x), round(y), seat)))
    tell(fingers, {1: CUP})
    clock.now = 9.0
    model.look()
    assert len(model.things) == 0
    # Somebody else goes on meanwhile.
    for step in range(5):
        tell(fingers, {1: CUP, 2: Contact(0.2 + 0.02 * step, 0.8)})
    clock.now = 10.5
    model.look()
    (thing,) = model.things
    assert (thing.turn, thing.label) == (180.0, "Lies still: ignored")
    assert found == [(960, 54, "seat-3")]
    tell(fingers, {1: CUP})
    clock.now = 60.0
    model.look()
    assert len(found) == 1


def test_a_cup_that_is_taken_away_is_forgotten_at_once(model: LyingModel, window: QWindow, clock: Clock) -> None:
    fingers = Fingers(window, lambda: 3.8)
    tell(fingers, {1: CUP})
    clock.now = 11.0
    model.look()
    assert len(model.things) == 1
    tell(fingers, {})
    assert len(model.things) == 0
