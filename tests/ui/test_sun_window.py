"""The sun card in the real window: a finger turns day into night, for everybody, and back."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from helpers.sites import block_site
from helpers.table_process import TableProcess
from PIL import Image

from planningtable.app.session import Session

pytestmark = pytest.mark.gui


@pytest.fixture
def table(tmp_path: Path, opened: Callable[[Path], TableProcess]) -> TableProcess:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    return opened(file)


def middle(table: TableProcess, folder: Path) -> np.ndarray:
    """Mean colour of the middle of the map."""
    table.until("settled", seconds=120)
    assert table.ask("picture", str(folder / "shot.png"))
    picture = np.asarray(Image.open(folder / "shot.png").convert("RGB"), float)
    rows, columns = picture.shape[:2]
    part = picture[rows // 5 : rows // 2, columns * 2 // 5 : columns * 3 // 5]
    return np.asarray(part.mean(axis=(0, 1)))


def test_day_and_night_by_touch(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    soft = middle(table, tmp_path)
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.layers"))
    hands.tap(*table.at("seat-1.layers.sun"))
    hands.tap(*table.at("seat-1.layers.close"))
    hands.tap(*table.at("seat-1.sun.december"))
    noon = middle(table, tmp_path)
    assert np.abs(noon - soft).max() > 5
    table.at("seat-1.sun.hour")
    x, y, width, height = table.ask("targets")["seat-1.sun.hour"]
    hands.tap((x - (width - height) / 2, y))
    night = middle(table, tmp_path)
    assert night.mean() < noon.mean() - 80
    assert night[2] > night[0] + 5
    hands.tap(*table.at("seat-1.sun.off"))
    assert middle(table, tmp_path) == pytest.approx(soft, abs=2.0)
