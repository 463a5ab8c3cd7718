"""The switch of names in the real window: off and on again, for all who look at the map."""

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


def seen(table: TableProcess, file: Path) -> np.ndarray:
    """The middle of the window, where nothing but the map is."""
    table.until("settled", seconds=60)
    assert table.ask("picture", str(file))
    return np.asarray(Image.open(file).convert("L"), int)[200:880, 400:1520]


def test_names_are_switched_off_and_on(table: TableProcess, tmp_path: Path) -> None:
    hands, file = table.hands(), tmp_path / "map.png"
    named = seen(table, file)
    hands.tap(*table.at("names"))
    bare = seen(table, file)
    # Dark letters, which the white model has none of.
    assert (named < 60).sum() > 200
    assert (bare < 60).sum() < (named < 60).sum() / 4
    hands.tap(*table.at("names"))
    assert (np.abs(seen(table, file) - named) > 40).sum() < 200
