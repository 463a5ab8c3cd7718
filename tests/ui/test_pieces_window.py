"""Pieces on the real table, told by `fingers play`: one is learnt, and acts."""

import os
from pathlib import Path

import pytest
from helpers.pieces import pieces
from helpers.sites import block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session
from planningtable.app.tokens import Role, Use, beside, read_uses

pytestmark = pytest.mark.gui

SCRIPT = """
0 token 12 at 0.3,0.35 turn 60 for 400
0 token 5 at 0.62,0.6 turn 300 for 400
"""


def test_a_piece_is_learnt_by_putting_it_down(tmp_path: Path, display: str, udp_port: int) -> None:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    folder = os.environ.get("PLANNINGTABLE_PICTURES")
    with TableProcess(file, display, tmp_path, tuio=udp_port) as table:
        table.until("settled")
        with pieces(udp_port, SCRIPT):
            # Of two new pieces one asks after the other.
            table.hands().tap(*table.at("piece.time"))
            table.until("there", "piece.voice")
            table.hands().tap(*table.at("piece.voice"))
            table.until("there", "seat-4.comment.send")
            assert not table.ask("there", "piece.time")
            if folder:
                table.until("settled")
                assert table.ask("picture", str(Path(folder) / "pieces.png"))
        table.until("gone", "piece-1")
        assert table.ask("log") == []
        assert table.close() == 0
    assert read_uses(beside(file)) == {12: Use(Role.TIME), 5: Use(Role.VOICE)}
