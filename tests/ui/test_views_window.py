"""Four views in the real window: linked they look from one place, set free each from its own."""

from collections.abc import Callable
from dataclasses import replace
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


def test_four_views_by_fingers_each_with_its_legend_and_its_time(rainy: TableProcess, tmp_path: Path) -> None:
    table, hands = rainy, rainy.hands()
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.layers"))
    hands.tap(*table.at("seat-1.layers.heavy-rain"))
    table.until("settled", seconds=120)
    hands.tap(*table.at("seat-1.layers.close"))
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.compare"))
    hands.tap(*table.at("seat-1.compare.two"))
    hands.tap(*table.at("seat-1.compare.close"))
    table.until("settled", seconds=120)
    plain = shot(table, tmp_path / "highest.png")
    # The view beside the map shows another time, the map does not.
    ((x, y),) = table.at("view-2.time")
    width = table.ask("targets")["view-2.time"][2]
    hands.tap((x - width / 2 + 8, y))
    dry = shot(table, tmp_path / "first-minute.png")
    # Below the titles and legends, above the times and titles of those who sit opposite.
    band = slice(260, 700)
    off = np.abs(dry - plain).max(axis=2)
    assert (off[band, :900] > 8).mean() < 0.002
    assert (off[band, 1020:1600] > 8).mean() > 0.005
    hands.tap(*table.at("view-2.link"))
    assert (np.abs(shot(table, tmp_path / "again.png") - plain)[band, 1020:1600].max(axis=2) > 8).mean() < 0.002
    # A touch of the view reads it, for whoever sits nearest.
    hands.tap((1240, 640))
    table.until("there", "seat-4.value")


@pytest.fixture
def rainy(tmp_path: Path, opened: Callable[[Path], TableProcess]) -> TableProcess:
    """A block in a hollow, and a variant that differs in little."""
    file = tmp_path / "rain.gpkg"
    site = block_site()
    east, north = np.meshgrid(site.terrain.easting(), site.terrain.northing())
    hollow = 0.0004 * ((east - WEST - 60) ** 2 + (north - SOUTH - 60) ** 2)
    bowl = replace(site, terrain=site.terrain.with_values((site.terrain.values + hollow).astype(np.float32)))
    with Session.create(file, bowl, "Probe") as session:
        session.execute(AddVariant("a", "Variante A", "base"), "seat-1")
    return opened(file)


def holds(box: tuple[float, ...], target: tuple[float, ...]) -> bool:
    """Whether left, top, width and height hold a middle with a width and a height."""
    x, y, width, height = target
    inside = box[0] - 1 <= x - width / 2 and box[1] - 1 <= y - height / 2
    return inside and x + width / 2 <= box[0] + box[2] + 1 and y + height / 2 <= box[1] + box[3] + 1


def test_names_keep_off_titles_and_legends_while_views_are_open(rainy: TableProcess) -> None:
    hands = rainy.hands()
    assert rainy.ask("covered") == []
    for name in ("tab", "menu.layers", "layers.hollows"):
        hands.tap(*rainy.at(f"seat-1.{name}"))
    # The card grows by what there is to choose, and its cross moves.
    rainy.until("settled", seconds=120)
    hands.tap(*rainy.at("seat-1.layers.close"))
    for name in ("tab", "menu.compare", "compare.two", "compare.close"):
        hands.tap(*rainy.at(f"seat-1.{name}"))
    rainy.until("settled", seconds=120)
    title = rainy.ask("targets")["view-2.choose"]
    beside = [box for part in rainy.ask("covered-beside") for box in part]
    here = (title[0] - 960.0, *title[1:])
    assert any(holds(box, here) for box in beside), (title, beside)
    # Two titles and the legend that both share, at both ends of the table; no room for times that hollows have not.
    covered = rainy.ask("covered")
    assert len(covered) == 4, covered
    assert all(min(left, top) >= 0 and top + height <= 1080 for left, top, _, height in covered)
    assert max(height for _, _, _, height in covered[:2]) < 80
    hands.tap(*rainy.at("views.close"))
    rainy.until("gone", "views.close")
    assert rainy.ask("covered") == []
