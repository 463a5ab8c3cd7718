"""A crowded table is as large as fingers need it, by what its screen is really like."""

from pathlib import Path

import pytest
from helpers.sites import block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session

pytestmark = pytest.mark.gui

MILLIMETRES_HIGH = 55.0 * 25.4 * 9.0 / (16.0**2 + 9.0**2) ** 0.5


def test_on_a_measured_table_for_eight_tabs_leave_room_and_fit_fingers(tmp_path: Path, display: str) -> None:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    heights = {}
    for diagonal in (0.0, 55.0):
        with TableProcess(file, display, tmp_path, seats=8, rest=0.0, diagonal=diagonal) as table:
            table.until("settled")
            heights[diagonal] = table.ask("targets")["seat-1.tab"][3]
    # The screen of the test calls itself 23 inches large, on which nothing can be smaller.
    assert heights[55.0] < 0.8 * heights[0.0]
    assert heights[55.0] * MILLIMETRES_HIGH / 1080 >= 15.0
