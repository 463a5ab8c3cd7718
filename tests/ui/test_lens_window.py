"""A lens in the real window: opened, moved, enlarged and closed by fingers while the map stays."""

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site
from helpers.table_process import TableProcess, shot
from shapely import box

from planningtable.app.session import Session
from planningtable.domain.commands import AddVariant, PlaceMeasure

pytestmark = pytest.mark.gui


@pytest.fixture
def table(tmp_path: Path, opened: Callable[[Path], TableProcess]) -> TableProcess:
    file = tmp_path / "table.gpkg"
    with Session.create(file, block_site(), "Probe") as session:
        session.execute(AddVariant("a", "Variante A", "base"), "seat-1")
        place = box(WEST + 52, SOUTH + 50, WEST + 68, SOUTH + 70).wkt
        session.execute(PlaceMeasure("a", "m1", "permeable-paving", place, None, ()), "seat-1")
    return opened(file)


def test_a_lens_by_fingers(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    camera = table.ask("camera")
    plain = shot(table, tmp_path / "plain.png")
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.compare"))
    hands.tap(*table.at("seat-1.compare.lens"))
    hands.tap(*table.at("seat-1.compare.close"))
    ((x, y),) = table.at("lens-1")
    east, north = table.ask("place", WEST + 60, SOUTH + 60)
    with hands.fingers((x, y)) as (finger,):
        hands.move({finger: (east, north)}, 0.3)
        hands.rest(0.2)
    ((x, y),) = table.at("lens-1")
    assert (x, y) == (pytest.approx(east, abs=20), pytest.approx(north, abs=20))
    seen = shot(table, tmp_path / "lens.png")
    off = np.abs(seen - plain).max(axis=2)
    rows, columns = np.mgrid[: off.shape[0], : off.shape[1]]
    away = np.hypot(columns - x, rows - y)
    # The paving of the variant lies in the glass; away from rim, knobs and label the map is as it was.
    assert (off[away < 60] > 8).mean() > 0.5
    assert (off[(away > 260) & (rows < 900) & (rows > 200)] > 8).mean() < 0.01
    # Between the paving and the rim both show the same.
    assert np.median(off[(away > 100) & (away < 130)]) <= 2
    width = table.ask("targets")["lens-1"][2]
    with hands.fingers((x - 40, y), (x + 40, y)) as (left, right):
        hands.move({left: (x - 80, y), right: (x + 80, y)}, 0.3)
        hands.rest(0.2)
    assert table.ask("targets")["lens-1"][2] > 1.2 * width
    assert table.ask("camera") == camera
    hands.tap(*table.at("lens-1.close"))
    assert np.abs(shot(table, tmp_path / "again.png") - plain)[:900].max(axis=2).mean() < 0.5


def apart(part: tuple[float, ...], cross: tuple[float, ...]) -> bool:
    """Whether something lies beside the card, 400 pixels wide, in whose upper right corner there is a cross."""
    x, y, width, height = part
    right, top = cross[0] + cross[2] / 2, cross[1] - cross[3] / 2
    return y + height / 2 <= top or x + width / 2 <= right - 400 or x - width / 2 >= right


def settled(table: TableProcess, names: list[str], cards: tuple[str, ...]) -> dict[str, tuple[float, ...]]:
    """Where everything lies once no lens is under a card of the first seat any more, and none moves."""
    end = time.monotonic() + 20.0
    boxes: dict[str, tuple[float, ...]] = {}
    while True:
        before, boxes = boxes, table.ask("targets")
        # What is pushed off the table is no target until the lens has come back.
        under = [
            (name, part, card)
            for name, part, card in itertools.product(names, ("choose", "close", "size"), cards)
            if f"{name}.{part}" not in boxes or not apart(boxes[f"{name}.{part}"], boxes[f"seat-1.{card}.close"])
        ]
        if not under and boxes == before:
            return boxes
        assert time.monotonic() < end, under
        # Longer than a lens waits before it makes way.
        time.sleep(0.7)


def test_a_lens_makes_way_for_a_card_and_can_be_called_from_its_seat(table: TableProcess) -> None:
    hands = table.hands()
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.compare"))
    hands.tap(*table.at("seat-1.compare.lens"))
    ((x, y),) = table.at("lens-1")
    card = table.ask("targets")["seat-1.compare.close"]
    # Pushed under the card, it comes out again by itself.
    with hands.fingers((x, y)) as (finger,):
        hands.move({finger: (card[0] - 180, card[1] + 100)}, 0.3)
        hands.rest(0.2)
    settled(table, ["lens-1"], ("compare",))
    ((x, y),) = table.at("lens-1")
    with hands.fingers((x, y)) as (finger,):
        hands.move({finger: (200, 200)}, 0.3)
        hands.rest(0.2)
    ((far, _),) = table.at("lens-1")
    assert far < 300
    hands.tap(*table.at("seat-1.compare.call.lens-1"))
    ((near, _),) = table.at("lens-1")
    assert near > 500
    hands.tap(*table.at("seat-1.compare.close.lens-1"))
    table.until("settled")
    assert "lens-1" not in table.targets()


def test_four_lenses_lie_beside_the_cards_of_their_seat(table: TableProcess) -> None:
    hands = table.hands()
    for card in ("compare", "layers"):
        hands.tap(*table.at("seat-1.tab"))
        hands.tap(*table.at(f"seat-1.menu.{card}"))
    names = [f"lens-{number}" for number in range(1, 5)]
    for name in names:
        hands.tap(*table.at("seat-1.compare.lens"))
        table.at(name)
    # The cards are still open and have grown, and a finger reaches the lenses beside them.
    boxes = settled(table, names, ("compare", "layers"))
    hands.tap(*(boxes[f"{name}.close"][:2] for name in names))
    hands.tap(*table.at("seat-1.layers.close"))
    hands.tap(*table.at("seat-1.compare.swipe"))
    hands.tap(*table.at("swipe.choose"))
    table.at("swipe.variant.base")
    assert not [name for name in names if name in table.targets()]


Rect = tuple[float, float, float, float]


def meet(one: Rect, other: Rect) -> bool:
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    return across > 1 and min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1]) > 1


def square(box: tuple[float, ...]) -> Rect:
    """A target, which is told by its middle, as a rectangle."""
    x, y, width, height = box
    return (x - width / 2, y - height / 2, width, height)


def test_lenses_of_all_sides_begin_on_the_model_and_can_be_read(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    seats = [f"seat-{number}" for number in range(1, 5)]
    lenses = [f"lens-{number}" for number in range(1, 5)]
    for seat, lens in zip(seats, lenses, strict=True):
        for name in ("tab", "menu.compare", "compare.lens"):
            hands.tap(*table.at(f"{seat}.{name}"))
        table.at(lens)
        hands.tap(*table.at(f"{seat}.compare.close"))
    boxes = at_rest(table, lenses)
    for lens in lenses:
        assert table.ask("pick", *boxes[lens][:2])["kind"] != "", (lens, boxes[lens])
    # With layers of their own they have legends of their own.
    for lens, layer in zip(lenses, ("heat", "green-roof", "hollows", "heavy-rain"), strict=True):
        for name in ("choose", f"layer.{layer}", "choose"):
            hands.tap(*table.at(f"{lens}.{name}"))
    table.until("settled", seconds=120)
    boxes = at_rest(table, lenses)
    skirts = {name: tuple(box) for name, box in table.ask("skirts").items()}
    assert sorted(skirts) == lenses
    assert all(min(box[2:]) > 100 for box in skirts.values())
    for lens, told in skirts.items():
        assert told[0] >= 0
        assert told[1] >= 0
        assert told[0] + told[2] <= 1920
        assert told[1] + told[3] <= 1080
        others = [square(boxes[name]) for name in (*lenses, *(f"{seat}.tab" for seat in seats)) if name != lens]
        others += [other for name, other in skirts.items() if name != lens]
        assert not [other for other in others if meet(told, other)]
    assert table.ask("picture", str(tmp_path / "lenses.png"))


def at_rest(table: TableProcess, names: list[str]) -> dict[str, tuple[float, ...]]:
    """Where everything lies once no lens has moved for longer than one waits before it makes way."""
    end = time.monotonic() + 30.0
    boxes: dict[str, tuple[float, ...]] = {}
    still = 0
    while time.monotonic() < end:
        before, boxes = boxes, table.ask("targets")
        still = still + 1 if before and all(boxes[name] == before[name] for name in names) else 0
        if still == 3:
            return boxes
        time.sleep(0.5)
    raise AssertionError("the lenses do not come to rest")


def test_a_lens_comes_back_once_the_card_is_closed(table: TableProcess) -> None:
    hands = table.hands()
    for name in ("tab", "menu.compare", "compare.lens"):
        hands.tap(*table.at(f"seat-1.{name}"))
    hands.tap(*table.at("seat-1.compare.close"))
    table.until("gone", "seat-1.compare.close")
    # It comes back a while after the card has gone, before it is sent away again.
    time.sleep(2.0)
    first = at_rest(table, ["lens-1"])["lens-1"]
    for name in ("tab", "menu.layers", "layers.heat"):
        hands.tap(*table.at(f"seat-1.{name}"))
    table.until("settled", seconds=120)
    goes(table, "lens-1", lambda x, _y: abs(x - first[0]) > 100)
    hands.tap(*table.at("seat-1.layers.close"))
    # It now has a legend, as high as its words are long: that is to be read above the tab, so it may lie further up.
    goes(table, "lens-1", lambda x, y: abs(x - first[0]) < 80 and -200 < y - first[1] < 40)


def goes(table: TableProcess, name: str, there: Callable[[float, float], bool]) -> None:
    """Wait until something has gone where it should; it sets off a while after the reason."""
    end = time.monotonic() + 20
    while not there(*table.targets()[name]):
        assert time.monotonic() < end, f"{name} is at {table.targets()[name]}"
        time.sleep(0.1)
