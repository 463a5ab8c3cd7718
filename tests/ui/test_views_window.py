"""Four views in the real window: linked they look from one place, set free each from its own."""

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
        place = box(WEST + 2, SOUTH + 2, WEST + 118, SOUTH + 118).wkt
        session.execute(PlaceMeasure("a", "m1", "permeable-paving", place, None, ()), "seat-1")
    return opened(file)


def pulled(table: TableProcess, start: tuple[float, float]) -> None:
    hands = table.hands()
    with hands.fingers(start) as (finger,):
        hands.move({finger: (start[0] + 120, start[1] + 60)}, 0.3)
        hands.rest(0.2)


def test_two_views_by_fingers(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    before = table.ask("camera")
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.compare"))
    hands.tap(*table.at("seat-1.compare.two"))
    hands.tap(*table.at("seat-1.compare.close"))
    ((x, y),) = table.at("view-2")
    assert (x, y) == (pytest.approx(1440, abs=2), pytest.approx(540, abs=2))
    seen = shot(table, tmp_path / "two.png")
    left, right = seen[200:480, 100:860], seen[200:480, 1060:1820]
    # Both show the same place, in two states.
    off = np.abs(left - right).max(axis=2)
    assert 0.1 < (off > 8).mean() < 0.95
    assert (off <= 4).mean() > 0.05
    pulled(table, (1500, 800))
    moved = table.ask("camera")
    assert moved["east"] < before["east"]
    hands.tap(*table.at("views.link"))
    pulled(table, (1500, 800))
    assert table.ask("camera") == moved
    hands.tap(*table.at("views.close"))
    table.until("settled", seconds=120)
    assert "view-2" not in table.targets()
    assert table.ask("item") == [1920, 1080]
