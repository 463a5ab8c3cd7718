"""The swipe line in the real window: pulled and closed by a finger while the map stays."""

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


def test_the_line_by_a_finger(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    camera = table.ask("camera")
    plain = shot(table, tmp_path / "plain.png")
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.compare"))
    hands.tap(*table.at("seat-1.compare.swipe"))
    hands.tap(*table.at("seat-1.compare.close"))
    ((x, y),) = table.at("swipe.line")
    with hands.fingers((x, y)) as (finger,):
        hands.move({finger: (x + 150, y)}, 0.3)
        hands.rest(0.2)
    ((line, _),) = table.at("swipe.line")
    assert line - x == pytest.approx(150, abs=25)
    assert table.ask("camera") == camera
    off = np.abs(shot(table, tmp_path / "swipe.png") - plain).max(axis=2)[200:700]
    at = round(line)
    assert (off[:, at - 300 : at - 60] > 8).mean() < 0.05
    assert (off[:, at + 60 : at + 260] > 8).mean() > 0.25
    hands.tap(*table.at("swipe.close"))
    table.at("seat-1.tab")
    assert np.abs(shot(table, tmp_path / "again.png") - plain)[200:700].max(axis=2).mean() < 0.5
