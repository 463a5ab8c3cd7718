"""A cup on the real table: the menu that it opened goes away, and everybody goes on."""

import os
from pathlib import Path

import pytest
from helpers.sites import block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session
from ui.touch.lying import PATIENCE

pytestmark = pytest.mark.gui


def test_a_cup_keeps_no_menu_open_and_nobody_from_tapping(tmp_path: Path, display: str, udp_port: int) -> None:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    with TableProcess(file, display, tmp_path, tuio=udp_port) as table:
        table.until("settled")
        hands = table.hands()
        cup = hands.press([(600.0, 800.0)])
        table.until("there", "seat-1.menu.layers")
        # A tracker goes on telling of it.
        hands.rest(PATIENCE + 1.0)
        table.until("there", "lying")
        assert not table.ask("there", "seat-1.menu.layers")
        folder = os.environ.get("PLANNINGTABLE_PICTURES")
        if folder:
            assert table.ask("picture", str(Path(folder) / "cup.png"))
        hands.tap(*table.at("seat-1.tab"))
        table.until("there", "seat-1.menu.layers")
        hands.lift(cup)
        table.until("down-is", 0)
        assert not table.ask("there", "lying")
        assert table.ask("log") == []
        assert table.close() == 0
