"""The real table, left alone and touched again."""

import os
from pathlib import Path

import pytest
from helpers.sites import block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session

pytestmark = pytest.mark.gui


def test_a_table_left_alone_rests_and_is_found_as_it_was_left(tmp_path: Path, display: str, udp_port: int) -> None:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    with TableProcess(file, display, tmp_path, tuio=udp_port, rest=0.08) as table:
        table.until("settled")
        hands = table.hands()
        hands.tap((960, 500))
        hands.tap(*table.at("seat-1.tab"))
        hands.tap(*table.at("seat-1.menu.variants"))
        (card,) = table.at("seat-1.variants.close")
        before = table.ask("camera")
        table.until("resting")
        assert not table.ask("there", "seat-1.variants.close")
        folder = os.environ.get("PLANNINGTABLE_PICTURES")
        if folder:
            assert table.ask("picture", str(Path(folder) / "rest.png"))
        # The tab of a seat lies here; the touch that wakes the table does not press it.
        hands.tap((960, 1060))
        table.until("there", "seat-1.tab")
        assert not table.ask("resting")
        assert not table.ask("there", "seat-1.menu.layers")
        # The cards are where they were.
        assert table.at("seat-1.variants.close") == [card]
        table.until("settled")
        after = table.ask("camera")
        assert {key: after[key] for key in before} == pytest.approx(before, abs=0.01)
        hands.tap((960, 1060))
        table.until("there", "seat-1.menu.layers")
        assert table.ask("log") == []
        assert table.close() == 0
