"""Cards at any angle: every control answers where it is seen."""

from collections.abc import Iterator

import pytest
from helpers.preview import preview
from helpers.table import made_up_world
from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from planningtable.domain.seats import TABLE_SEATS, Edge
from planningtable.tuio.values import Contact
from ui.inspect import targets
from ui.touch.seats import turn_towards
from ui.tuio.fingers import Fingers

SIZE = (1920, 1080)
ANGLES = range(0, 360, 15)


@pytest.fixture
def view(world, qtbot) -> Iterator[QQuickView]:
    del qtbot
    with preview(world.table, SIZE) as made:
        yield made


def cards(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.property("rolled") is not None:
        yield item
    for child in item.childItems():
        yield from cards(child)


def put(view: QQuickView, angle: float) -> QQuickItem:
    """The one open card in the middle of the table, turned."""
    view.grabWindow()
    (card,) = cards(view.rootObject())
    card.setProperty("moved", True)
    card.setPosition(QPointF((SIZE[0] - card.width()) / 2, (SIZE[1] - card.height()) / 2))
    card.setRotation(angle)
    view.grabWindow()
    return card


def tap(view: QQuickView, fingers: Fingers, name: str) -> None:
    place = targets(view)[name]
    fingers.show({1: Contact(place.x / SIZE[0], place.y / SIZE[1])})
    fingers.show({})
    QCoreApplication.processEvents()


def test_every_key_writes_its_sign_at_every_angle(view: QQuickView, world) -> None:
    seat, fingers = world.table.seat("seat-1"), Fingers(view, lambda: 3.8)
    seat.open_card("comment")
    for angle in ANGLES:
        put(view, angle)
        signs = [name.rpartition(".")[2] for name in targets(view) if name.startswith("seat-1.key.")]
        signs = [sign for sign in signs if len(sign) == 1]
        assert len(signs) > 35
        for sign in signs:
            tap(view, fingers, f"seat-1.key.{sign}")
        assert seat.comment.draft.lower() == "".join(signs), angle
        for left in range(len(signs) - 1, -1, -1):
            tap(view, fingers, "seat-1.key.erase")
            assert len(seat.comment.draft) == left, angle


@pytest.mark.parametrize("card", ["layers", "sun", "measures", "variants", "indicators", "cameras", "measuring"])
def test_a_card_is_folded_and_closed_at_every_angle(view: QQuickView, world, card: str) -> None:
    seat, fingers = world.table.seat("seat-1"), Fingers(view, lambda: 3.8)
    for angle in ANGLES:
        seat.open_card(card)
        world.workers.run()
        shown = put(view, angle)
        for rolled in (True, False):
            tap(view, fingers, f"seat-1.{card}.roll")
            assert shown.property("rolled") is rolled, angle
            view.grabWindow()
        tap(view, fingers, f"seat-1.{card}.close")
        assert card not in seat.property("open"), angle
        view.grabWindow()


@pytest.mark.parametrize("count", [4, 8])
def test_a_card_opens_facing_its_seat(count: int, worlds, qtbot) -> None:
    del qtbot
    world = made_up_world(TABLE_SEATS[:count])
    worlds.append(world)
    world.workers.run()
    with preview(world.table, SIZE) as view:
        for seat in TABLE_SEATS[:count]:
            world.table.seat(seat.id).open_card("comment")
        view.grabWindow()
        found = targets(view)
    for seat in TABLE_SEATS[:count]:
        upper, lower = found[f"{seat.id}.key.q"], found[f"{seat.id}.key.a"]
        dx, dy = lower.x - upper.x, lower.y - upper.y
        down = {Edge.SOUTH: (0, 1), Edge.WEST: (-1, 0), Edge.NORTH: (0, -1), Edge.EAST: (1, 0)}[seat.edge]
        assert dx * down[0] + dy * down[1] > 0
        assert turn_towards(seat) == world.table.seat(seat.id).property("turn")


@pytest.mark.parametrize(("pause", "holder"), [(0.0, "seat-3"), (0.3, "seat-1")])
def test_a_flick_hands_a_card_over_and_a_push_does_not(view: QQuickView, world, pause: float, holder: str) -> None:
    seat, fingers = world.table.seat("seat-1"), Fingers(view, lambda: 3.8)
    seat.open_card("sun")
    view.grabWindow()
    header = targets(view)["seat-1.sun.roll"]
    x, y = header.x - 3 * header.width, header.y
    for step in range(7):
        QTest.qWait(1)
        fingers.show({1: Contact(x / SIZE[0], (y - 70 * step) / SIZE[1])})
    if pause:
        QTest.qWait(round(1000 * pause))
    fingers.show({})
    QTest.qWait(20)
    assert [s.id for s in world.table.seats if "sun" in s.property("open")] == [holder]


@pytest.mark.parametrize("card", ["layers", "comment", "indicators"])
def test_a_card_is_put_aside_at_every_angle_and_comes_back_upright(view: QQuickView, world, card: str) -> None:
    seat, fingers = world.table.seat("seat-1"), Fingers(view, lambda: 3.8)
    seat.open_card(card)
    world.workers.run()
    for angle in ANGLES:
        put(view, angle)
        tap(view, fingers, f"seat-1.{card}.aside")
        view.grabWindow()
        assert f"seat-1.{card}.close" not in targets(view), angle
        tap(view, fingers, f"seat-1.bin.{card}")
        view.grabWindow()
        close, aside = (targets(view)[f"seat-1.{card}.{what}"] for what in ("close", "aside"))
        assert (close.x > aside.x, close.y) == (True, pytest.approx(aside.y)), angle
        assert f"seat-1.bin.{card}" not in targets(view), angle


def test_a_card_is_copied_to_a_neighbour_at_every_angle(view: QQuickView, world) -> None:
    one, fingers = world.table.seat("seat-1"), Fingers(view, lambda: 3.8)
    one.open_card("indicators")
    world.workers.run()
    for angle in ANGLES:
        put(view, angle)
        tap(view, fingers, "seat-1.indicators.copy")
        view.grabWindow()
        tap(view, fingers, "seat-1.share.seat-2")
        view.grabWindow()
        holders = [s.id for s in world.table.seats if "indicators" in s.property("open")]
        assert holders == ["seat-1", "seat-2"], angle
        world.table.seat("seat-2").close_card("indicators")
        view.grabWindow()


def test_a_card_that_was_pushed_away_comes_when_it_is_fetched(view: QQuickView, world) -> None:
    seat, fingers = world.table.seat("seat-1"), Fingers(view, lambda: 3.8)
    seat.open_card("sun")
    view.grabWindow()
    home = targets(view)["seat-1.sun.close"]
    shown = put(view, 200.0)
    shown.setPosition(QPointF(40.0, 40.0))
    shown.setScale(0.8)
    tap(view, fingers, "seat-1.fetch")
    view.grabWindow()
    tap(view, fingers, "seat-1.share.seat-1.sun")
    view.grabWindow()
    found = targets(view)["seat-1.sun.close"]
    assert (found.x, found.y, found.width) == pytest.approx((home.x, home.y, home.width))
