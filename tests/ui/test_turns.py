"""Listeners hear one after the other, once for all that happened meanwhile, and nobody is left out."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QSignalSpy

from planningtable.domain.commands import AddVariant
from ui.turns import Turns
from ui.viewmodels.hand import Hand


class Listener:
    """Writes down that it heard."""

    def __init__(self, heard: list[str], name: str) -> None:
        self._heard, self._name = heard, name

    def tell(self) -> None:
        self._heard.append(self._name)


def test_one_is_told_each_time_the_loop_comes_round(qapp):
    heard: list[str] = []
    turns, first, second = Turns(), Listener(heard, "first"), Listener(heard, "second")
    for one in (first, second, first):
        turns.tell(one.tell)
    assert heard == []
    assert turns.busy
    QCoreApplication.processEvents()
    assert heard == ["first"]
    QCoreApplication.processEvents()
    assert heard == ["first", "second"]
    assert not turns.busy


def test_who_is_told_again_waits_behind_the_others(qapp, qtbot):
    heard: list[str] = []
    turns, first, second = Turns(), Listener(heard, "first"), Listener(heard, "second")
    turns.tell(first.tell)
    turns.tell(second.tell)
    QCoreApplication.processEvents()
    turns.tell(first.tell)
    qtbot.waitUntil(lambda: not turns.busy)
    assert heard == ["first", "second", "first"]


def test_a_seat_hears_at_once_of_what_it_does_and_later_of_what_others_do(world, qtbot):
    turns = Turns()
    mine, theirs = (Hand(seat.hand.seat, world.board, seat.hand.words, turns=turns) for seat in world.table._seats[:2])
    heard = [QSignalSpy(hand.changed) for hand in (mine, theirs)]
    assert mine.attempt(AddVariant("v-new", "Neu"))
    assert [spy.count() for spy in heard] == [1, 0]
    world.board.show_variant("v-new")
    qtbot.waitUntil(lambda: not turns.busy)
    assert [spy.count() for spy in heard] == [2, 1]
    mine.act(lambda: world.board.show_variant("base"))
    assert [spy.count() for spy in heard] == [3, 1]


def test_how_far_something_has_come_does_not_renew_everything(world):
    hand = world.table.seat("seat-1").hand
    changed, advanced = QSignalSpy(hand.changed), QSignalSpy(hand.advanced)
    world.board.worked.advanced()
    assert (changed.count(), advanced.count()) == (0, 1)
