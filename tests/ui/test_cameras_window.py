"""The views card in the real window: down to the street, along a way that a finger draws, back to a kept view."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from helpers.hands import Hands
from helpers.sites import SOUTH, WEST, block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session

pytestmark = pytest.mark.gui


@pytest.fixture
def table(tmp_path: Path, opened: Callable[[Path], TableProcess]) -> TableProcess:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    return opened(file)


def place(table: TableProcess, east: float, north: float) -> tuple[float, float]:
    x, y = table.ask("place", WEST + east, SOUTH + north)
    return x, y


def arrives(table: TableProcess, hands: Hands, there: Callable[[dict[str, float]], bool]) -> dict[str, float]:
    """Wait until the camera is where it should be; what it is then."""
    camera: dict[str, float] = table.ask("camera")
    for _ in range(100):
        if there(camera):
            break
        hands.rest(0.1)
        camera = table.ask("camera")
    return camera


def test_street_way_and_a_kept_view(table: TableProcess) -> None:
    hands = table.hands()
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.cameras"))
    hands.tap(*table.at("seat-1.cameras.keep"))
    hands.tap(*table.at("seat-1.cameras.done"))
    hands.tap(*table.at("seat-1.cameras.child"))
    hands.tap(*table.at("seat-1.cameras.stand"))
    hands.tap(place(table, 56, 100))
    table.at("seat-1.cameras.ahead")
    street = table.ask("camera")
    assert street["tilt"] == pytest.approx(90)
    assert street["height"] == pytest.approx(20 - 0.56 + 1.1, abs=0.1)
    hands.tap(*table.at("seat-1.cameras.go.0"))
    assert arrives(table, hands, lambda camera: bool(camera["parallel"]))["tilt"] == 0
    table.until("settled")
    hands.tap(*table.at("seat-1.cameras.draw"))
    with hands.fingers(place(table, 10, 110)) as (finger,):
        hands.move({finger: place(table, 100, 110)}, 0.5)
    assert arrives(table, hands, lambda camera: camera["tilt"] == 88)["tilt"] == 88


def test_a_view_is_kept_once_another_program_lets_go_of_the_file(table: TableProcess, tmp_path: Path) -> None:
    hands = table.hands()
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.cameras"))
    hands.tap(*table.at("seat-1.cameras.keep"))
    with closing(sqlite3.connect(tmp_path / "table.gpkg", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        hands.tap(*table.at("seat-1.cameras.done"))
        # The window answers, the name is still there, and the view is not kept.
        assert "seat-1.cameras.done" in table.targets()
        assert time.monotonic() - begun < 5.0
        assert "seat-1.cameras.go.0" not in table.targets()
        other.execute("ROLLBACK")
    hands.tap(*table.at("seat-1.cameras.done"))
    table.at("seat-1.cameras.go.0")
