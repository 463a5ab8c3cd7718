"""The aerial photo in the real window: a finger lays it on the map, and takes it away."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from helpers.photos import photo_of
from helpers.sites import block_site
from helpers.table_process import TableProcess
from PIL import Image

from planningtable.app.session import Session
from planningtable.store.workshop_file import WorkshopFile

pytestmark = pytest.mark.gui


@pytest.fixture
def table(tmp_path: Path, opened: Callable[[Path], TableProcess]) -> TableProcess:
    file, site = tmp_path / "table.gpkg", block_site()
    Session.create(file, site, "Probe").close()
    kept = WorkshopFile.open(file)
    kept.keep_photos([photo_of(site.extent.grown(10))])
    kept.close()
    return opened(file)


def colourful(table: TableProcess, file: Path) -> float:
    """Share of the middle of the window that is strongly coloured, as the photo is and the white model is not."""
    table.until("settled", seconds=120)
    assert table.ask("picture", str(file))
    picture = np.asarray(Image.open(file).convert("RGB"), int)
    rows, columns = picture.shape[:2]
    part = picture[rows // 5 : rows // 2, columns * 2 // 5 : columns * 3 // 5]
    return float((np.ptp(part, axis=2) > 80).mean())


def test_the_photo_by_touch(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    assert colourful(table, tmp_path / "white.png") < 0.05
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.layers"))
    hands.tap(*table.at("seat-1.layers.photo"))
    table.at("seat-1.layers.photo")
    assert colourful(table, tmp_path / "photo.png") > 0.4
    hands.tap(*table.at("seat-1.layers.photo"))
    table.at("seat-1.layers.photo")
    assert colourful(table, tmp_path / "again.png") < 0.05
