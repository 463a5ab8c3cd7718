"""The OpenGL context is lost, as with a driver that is reset or a screen that is unplugged: the picture comes back."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site
from helpers.table_process import TableProcess, shot
from shapely import box

from planningtable.app.session import Session
from planningtable.domain.commands import AddVariant, Contribute, PlaceMeasure
from planningtable.domain.values import BASE, Category, Place

pytestmark = pytest.mark.gui

QT_SAYS = ("Context is lost", "Graphics device lost")


@pytest.fixture
def table(tmp_path: Path, display: str, udp_port: int) -> Iterator[TableProcess]:
    file = tmp_path / "table.gpkg"
    with Session.create(file, block_site(), "Probe") as session:
        session.execute(AddVariant("a", "Variante A", "base"), "seat-1")
        place = box(WEST + 52, SOUTH + 50, WEST + 68, SOUTH + 70).wkt
        session.execute(PlaceMeasure("a", "m1", "permeable-paving", place, None, ()), "seat-1")
        spot = Place(f"POINT ({WEST + 20} {SOUTH + 100})")
        session.execute(Contribute("c1", Category.IDEA, "Mehr Schatten", "de", spot, BASE), "seat-1")
    with TableProcess(file, display, tmp_path, tuio=udp_port) as process:
        process.until("settled")
        yield process
        # Qt says what happened; nobody else has anything to complain of.
        assert [line for line in process.ask("log") if not any(word in line for word in QT_SAYS)] == []
        assert process.close() == 0


def test_the_picture_comes_back_with_everything_on_it(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    bare = shot(table, tmp_path / "bare.png")
    for name in (
        "tab",
        "menu.layers",
        "layers.heat",
        "layers.close",
        "tab",
        "menu.compare",
        "compare.lens",
        "compare.close",
    ):
        hands.tap(*table.at(f"seat-1.{name}"))
    at_rest(table, "lens-1")
    before = shot(table, tmp_path / "before.png")
    # The heat lies on the ground, and the lens on it.
    assert (np.abs(before - bare).max(axis=2) > 20).mean() > 0.2
    for times in (1, 2):
        assert table.ask("lose-graphics")
        assert table.until("lost-graphics", times)
        after = shot(table, tmp_path / "after.png")
        off = np.abs(after - before).max(axis=2) > 16
        # The tabs of the others say for a while who has chosen the layer.
        off[:60] = off[390:690, :60] = off[390:690, -60:] = False
        assert off.mean() < 0.0002
    # It goes on living: another layer is drawn, and fingers move the map.
    for name in ("tab", "menu.layers", "layers.green-roof", "layers.close"):
        hands.tap(*table.at(f"seat-1.{name}"))
    roofs = shot(table, tmp_path / "roofs.png")
    assert (np.abs(roofs - [0x00, 0x44, 0x1B]).max(axis=2) < 3).mean() > 0.01


def at_rest(table: TableProcess, name: str) -> None:
    """Wait until something no longer moves; a lens makes way a while after a card was closed."""
    for _ in range(20):
        ((x, y),) = table.at(name)
        time.sleep(0.7)
        if table.at(name) == [(x, y)]:
            return
    raise AssertionError(f"{name} does not come to rest")
