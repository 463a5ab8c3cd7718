"""Images of the model in the real window: a finger paints the houses, and makes them white again."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from helpers.table_process import TableProcess
from helpers.textures import textured_site
from PIL import Image

from planningtable.app.session import Session

pytestmark = pytest.mark.gui


@pytest.fixture
def table(tmp_path: Path, opened: Callable[[Path], TableProcess]) -> TableProcess:
    file = tmp_path / "table.gpkg"
    Session.create(file, textured_site(), "Probe").close()
    return opened(file)


def colourful(table: TableProcess, file: Path) -> float:
    """Share of the window that is strongly coloured, as the images are and the white model is not."""
    table.until("settled", seconds=120)
    assert table.ask("picture", str(file))
    picture = np.asarray(Image.open(file).convert("RGB"), int)
    rows, columns = picture.shape[:2]
    part = picture[rows // 5 : rows * 3 // 5, columns // 3 : columns * 2 // 3]
    return float((np.ptp(part, axis=2) > 100).mean())


def test_images_by_touch(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    assert colourful(table, tmp_path / "white.png") < 0.01
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.layers"))
    hands.tap(*table.at("seat-1.layers.textures"))
    table.at("seat-1.layers.textures")
    assert colourful(table, tmp_path / "painted.png") > 0.03
    hands.tap(*table.at("seat-1.layers.textures"))
    table.at("seat-1.layers.textures")
    assert colourful(table, tmp_path / "again.png") < 0.01
