"""Cards of a seat that nobody has pushed do not lie on each other as long as the table is deep enough."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from helpers.preview import preview
from helpers.table import made_up_world
from helpers.watched_window import laid_cards
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest

from planningtable.domain.seats import TABLE_SEATS
from ui.inspect import targets


@pytest.fixture
def view(world, qtbot) -> Iterator[QQuickView]:
    with preview(world.table) as made:
        yield made


@pytest.mark.parametrize("seat", ["seat-2", "seat-4"])
@pytest.mark.parametrize(
    "cards", [("layers", "measures"), ("indicators", "variants"), ("layers", "measures", "variants")]
)
def test_cards_of_a_short_side_stand_behind_each_other(view, world, seat, cards):
    model = world.table.seat(seat)
    for card in cards:
        model.open_card(card)
    model.layers.choose("puddles")
    world.workers.run()
    view.grabWindow()
    laid = laid_cards(view.rootObject())
    assert len(laid) == len(cards)
    assert [(one, other) for one, other in combinations(laid, 2) if one.intersects(other)] == []
    # All are within reach: on the person's half of the table.
    middle = 1920 / 2
    assert all(one.right() < middle + 200 if seat == "seat-2" else one.left() > middle - 200 for one in laid)


def test_what_is_closed_lets_the_others_come_nearer(view, world):
    seat = world.table.seat("seat-2")
    for card in ("layers", "indicators"):
        seat.open_card(card)
    seat.layers.choose("puddles")
    world.workers.run()
    view.grabWindow()
    far = max(one.right() for one in laid_cards(view.rootObject()))
    seat.close_card("layers")
    view.grabWindow()
    (left,) = laid_cards(view.rootObject())
    assert left.right() < far - 200


@pytest.mark.parametrize("pushed", [False, True])
def test_what_is_said_to_a_person_neither_moves_nor_covers_a_card(view, world, pushed):
    seat = world.table.seat("seat-1")
    seat.open_card("comment")
    world.workers.run()
    view.grabWindow()
    if pushed:
        close = targets(view)["seat-1.comment.close"]
        header = QPoint(round(close.x) - 250, round(close.y))
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=header)
        for step in range(1, 8):
            QTest.mouseMove(view, header + QPoint(8 * step, -5 * step))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=header + QPoint(56, -35))
        view.grabWindow()
    (before,) = laid_cards(view.rootObject())
    seat.comment.send()
    view.grabWindow()
    (after,) = laid_cards(view.rootObject())
    assert seat.message != ""
    assert after == before
    said = targets(view)["seat-1.message"]
    box = QRectF(said.x - said.width / 2, said.y - said.height / 2, said.width, said.height)
    assert not box.intersects(before)
    assert QRectF(0, 0, 1920, 1080).contains(box)


def test_rolled_cards_of_those_who_share_an_edge_lie_side_by_side(worlds, qapp, qtbot):
    del qapp
    world = made_up_world(TABLE_SEATS)
    worlds.append(world)
    world.workers.run()
    edge = ("seat-1", "seat-5", "seat-7")
    with preview(world.table) as view:
        for seat in edge:
            world.table.seat(seat).open_card("measures")
            world.workers.run()
            view.grabWindow()
            roll = targets(view)[f"{seat}.measures.roll"]
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(roll.x), round(roll.y)))
            view.grabWindow()
        laid = laid_cards(view.rootObject())
    assert len(laid) == len(edge)
    assert [(one, other) for one, other in combinations(laid, 2) if one.intersects(other)] == []
