"""The ruler in the real window: touches near the corners of a roof are its length and its area."""

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.hands import Hands
from helpers.sites import SOUTH, WEST, block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session

pytestmark = pytest.mark.gui


@pytest.fixture
def table(tmp_path: Path, opened: Callable[[Path], TableProcess]) -> TableProcess:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    return opened(file)


def touch(table: TableProcess, hands: Hands, *places: tuple[float, float]) -> None:
    for east, north in places:
        x, y = table.ask("place", WEST + east, SOUTH + north)
        hands.tap((x, y))
        table.until("settled", seconds=60)


def test_a_length_and_an_area_by_touch(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    hands.tap(*table.at("seat-3.tab"))
    hands.tap(*table.at("seat-3.menu.measuring"))
    table.at("seat-3.measuring.length")
    touch(table, hands, (60.5, 89.5))
    assert "seat-3.ruler" not in table.targets()
    touch(table, hands, (60.5, 60.5))
    table.at("seat-3.ruler", "seat-3.measuring.value")
    hands.tap(*table.at("seat-3.measuring.area"))
    touch(table, hands, (60.5, 89.5), (94.5, 89.5), (94.5, 60.5), (60.5, 60.5))
    table.at("seat-3.ruler", "seat-3.measuring.value")
    assert table.ask("picture", str(tmp_path / "area.png"))
    hands.tap(*table.at("seat-3.measuring.clear"))
    table.at("seat-3.measuring.area")
    assert "seat-3.ruler" not in table.targets()


def test_two_seats_measure_at_the_same_moment(table: TableProcess) -> None:
    hands = table.hands()
    for seat in ("seat-1", "seat-3"):
        hands.tap(*table.at(f"{seat}.tab"))
        hands.tap(*table.at(f"{seat}.menu.measuring"))
        table.at(f"{seat}.measuring.length")
    south, north = ((25.0, 40.0), (45.0, 40.0)), ((25.0, 110.0), (95.0, 110.0))
    for one, other in zip(south, north, strict=True):
        places = [table.ask("place", WEST + east, SOUTH + up) for east, up in (one, other)]
        # Both fingers are lifted in one message, so that the window hears of both taps in one turn.
        hands.tap(*((x, y) for x, y in places))
        table.until("settled", seconds=60)
    (_, below), (_, above) = table.at("seat-1.ruler", "seat-3.ruler")
    middles = [table.ask("place", WEST + 35, SOUTH + 40), table.ask("place", WEST + 60, SOUTH + 110)]
    assert below == pytest.approx(middles[0][1], abs=60)
    assert above == pytest.approx(middles[1][1], abs=60)
