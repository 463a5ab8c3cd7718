"""The real table as a kiosk: nobody closes it but the facilitator, and the system."""

import os
from pathlib import Path

import pytest
from helpers.sites import block_site
from helpers.table_process import TableProcess

from planningtable.app.kiosk import FREE
from planningtable.app.session import Session

pytestmark = pytest.mark.gui


def test_a_kiosk_is_closed_by_its_code_only(tmp_path: Path, display: str, udp_port: int) -> None:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    with TableProcess(file, display, tmp_path, tuio=udp_port, code="4711") as table:
        table.until("settled")
        hands = table.hands()
        table.ask("close")
        assert table.until("there", "kiosk.key.1")
        hands.tap(*table.at("kiosk.close"))
        # A touch unfolds the phases, as ever; a long one is the facilitator's.
        hands.tap(*table.at("status"))
        table.until("there", "status.goals")
        assert not table.ask("there", "kiosk.key.1")
        hands.hold(*table.at("status"), seconds=3)
        table.until("there", "kiosk.key.1")
        for _ in range(FREE + 1):
            for key in ("1", "enter"):
                hands.tap(*table.at(f"kiosk.key.{key}"))
        folder = os.environ.get("PLANNINGTABLE_PICTURES")
        if folder:
            assert table.ask("picture", str(Path(folder) / "kiosk.png"))
        # Keys that wait are no targets; once they are again, the code works.
        assert not table.ask("there", "kiosk.key.enter")
        table.until("there", "kiosk.key.enter")
        assert table.ask("log") == []
        for key in ("4", "7", "1", "1"):
            hands.tap(*table.at(f"kiosk.key.{key}"))
        (enter,) = table.at("kiosk.key.enter")
        hands.tap(enter)
        assert table.ended() == 0


def test_the_system_may_always_end_a_kiosk(tmp_path: Path, display: str) -> None:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    with TableProcess(file, display, tmp_path, code="4711") as table:
        table.until("settled")
        assert table.close() == 0
