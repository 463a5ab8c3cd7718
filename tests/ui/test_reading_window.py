"""The value under a finger in the real window: a touch of a roof says its class at the seat, and it goes away."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from helpers.sites import block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session

T = TypeVar("T")

pytestmark = pytest.mark.gui


@pytest.fixture
def table(tmp_path: Path, opened: Callable[[Path], TableProcess]) -> TableProcess:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    return opened(file)


def until(ask: Callable[[], T]) -> T:
    """Ask for two seconds at most."""
    end = time.monotonic() + 2.0
    while not (answer := ask()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def test_a_touched_roof_tells_its_class_until_the_bubble_is_touched(table: TableProcess) -> None:
    hands = table.hands()
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.layers"))
    hands.tap(*table.at("seat-1.layers.green-roof"))
    hands.tap(*table.at("seat-1.layers.close"))
    table.until("settled")
    site = block_site()
    x, y = site.buildings.footprints[0].centroid.coords[0]
    spot = table.ask("place", x, y)
    assert table.ask("pick", *spot)["kind"] == "building"
    hands.tap(spot)
    spoken = until(lambda: [name for name in table.targets() if name.endswith(".value")])
    assert len(spoken) == 1
    hands.tap(*table.at(spoken[0]))
    assert until(lambda: spoken[0] not in table.targets())


def test_a_bubble_keeps_off_the_cards_of_others(table: TableProcess) -> None:
    hands = table.hands()
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.layers"))
    hands.tap(*table.at("seat-1.layers.heat"))
    hands.tap(*table.at("seat-1.layers.close"))
    hands.tap(*table.at("seat-3.tab"))
    hands.tap(*table.at("seat-3.menu.indicators"))
    table.at("seat-3.indicators.close")
    table.until("settled")
    ((left, top, width, height),) = table.ask("cards")
    # Just below the card of the person opposite: above the spot, where it stands usually, the bubble would lie on it.
    spot = (left + width / 2, max(top + height + 30, 560))
    hands.tap(spot)
    table.at("seat-1.value")
    x, y, wide, high = table.ask("targets")["seat-1.value"]
    assert y - high / 2 >= top + height or x + wide / 2 <= left or x - wide / 2 >= left + width
