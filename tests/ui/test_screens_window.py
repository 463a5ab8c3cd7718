"""Plugs are pulled and put in again during an evening: what is on which screen then."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from helpers.screen import free_udp_port, virtual_screen
from helpers.screens import BEAMER, TABLE, WHOLE, Plugs, can_be_plugged
from helpers.sites import block_site
from helpers.table_process import TableProcess
from PIL import Image

from planningtable.app.session import Session

pytestmark = [pytest.mark.gui, pytest.mark.skipif(not can_be_plugged(), reason="xrandr is not installed")]

AT_TABLE, AT_BEAMER = [0, 0, 1920, 1080], [1920, 0, 1280, 720]
GONE = "Der Bildschirm für das Publikum ist nicht mehr da."


@pytest.fixture
def plugs() -> Iterator[Plugs]:
    with virtual_screen(WHOLE) as display:
        made = Plugs(display)
        made.plug(TABLE)
        made.plug(BEAMER)
        yield made


@contextmanager
def evening(plugs: Plugs, folder: Path, mode: str) -> Iterator[TableProcess]:
    file = folder / "evening.gpkg"
    Session.create(file, block_site(), "Probe").close()
    asked = {"mode": mode, "beamer": 1, "tuio": free_udp_port(), "language": "de"}
    with TableProcess(file, plugs.display, folder, **asked) as process:
        process.until("settled")
        process.until("shown-at", "beamer", AT_BEAMER)
        yield process
        assert process.ask("log") == []
        assert process.close() == 0


@pytest.fixture(params=["table", "desk"])
def room(request: pytest.FixtureRequest, plugs: Plugs, tmp_path: Path) -> Iterator[TableProcess]:
    with evening(plugs, tmp_path, request.param) as process:
        yield process


def states(process: TableProcess) -> dict[str, object]:
    return process.ask("windows")


def differing(seen: Image.Image, wanted: Image.Image) -> float:
    """Share of the table's pixels that its screen shows otherwise than its window says."""
    on_screen = np.asarray(seen.convert("L").crop((0, 0, 1920, 1080)), int)
    return float((np.abs(on_screen - np.asarray(wanted, int)) > 24).mean())


def told(process: TableProcess) -> bool:
    return GONE in process.ask("words")


def test_the_audiences_window_leaves_with_its_screen_and_comes_back_with_it(
    room: TableProcess, plugs: Plugs, tmp_path: Path
) -> None:
    before = states(room)["table"], room.ask("camera")
    assert not told(room)
    for round in range(2):
        plugs.pull(BEAMER)
        room.until("gone-from-sight", "beamer")
        assert told(room)
        assert room.ask("picture", str(tmp_path / "alone.png"))
        assert (states(room)["table"], room.ask("camera")) == before
        # A finger still moves the map, and the pictures go on.
        hands = room.hands()
        with hands.fingers((900, 500)) as (finger,):
            hands.move({finger: (900 + 60 * (round + 1), 560)})
        room.until("settled")
        before = states(room)["table"], room.ask("camera")
        plugs.plug(BEAMER)
        room.until("shown-at", "beamer", AT_BEAMER)
        assert not told(room)
        assert (states(room)["table"], room.ask("camera")) == before
    room.until("settled")
    room.until("fine", "beamer", 1.0)
    assert room.ask("picture", str(tmp_path / "table.png"))
    wanted = Image.open(tmp_path / "table.png").convert("L")
    end = time.monotonic() + 30
    while time.monotonic() < end and differing(plugs.seen(), wanted) > 0.002:
        time.sleep(0.1)
    both = plugs.seen()
    both.save(tmp_path / "both.png")
    assert differing(both, wanted) < 0.002
    assert np.asarray(both.convert("L").crop((1920, 0, 3200, 720))).std() > 20
    assert room.ask("active") == "table"


def test_a_finer_screen_gets_a_finer_picture(plugs: Plugs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_SCREEN_SCALE_FACTORS", "TABLE=1;BEAMER=1;HDMI-2=2")
    with evening(plugs, tmp_path, "table") as room:
        room.until("fine", "beamer", 1.0)
        plugs.pull(BEAMER)
        room.until("gone-from-sight", "beamer")
        plugs.plug("HDMI-2", BEAMER)
        room.until("shown-at", "beamer", [1920, 0, 640, 360])
        room.until("fine", "beamer", 2.0)


@pytest.mark.parametrize("room", ["table"], indirect=True)
def test_a_beamer_on_another_plug_is_taken(room: TableProcess, plugs: Plugs) -> None:
    plugs.pull(BEAMER)
    room.until("gone-from-sight", "beamer")
    plugs.plug("HDMI-2", BEAMER)
    room.until("shown-at", "beamer", AT_BEAMER)
    assert not told(room)


@pytest.mark.parametrize("room", ["table"], indirect=True)
def test_another_screen_changes_nothing_and_another_size_is_filled(room: TableProcess, plugs: Plugs) -> None:
    before = states(room)
    plugs.plug("SIDE", TABLE)
    room.until("screens", 3)
    assert states(room) == before
    plugs.pull("SIDE")
    room.until("screens", 2)
    assert states(room) == before
    plugs.pull(BEAMER)
    plugs.plug(BEAMER, lower=120)
    room.until("shown-at", "beamer", [1920, 0, 1280, 600])
    assert states(room)["table"] == before["table"]
    assert not told(room)


@pytest.mark.parametrize("room", ["table"], indirect=True)
def test_a_table_whose_own_plug_was_pulled_comes_home(room: TableProcess, plugs: Plugs) -> None:
    before = room.ask("camera")
    plugs.pull(TABLE)
    # Xvfb then offers its one large screen again.
    room.until("shown-elsewhere", "table", AT_TABLE)
    plugs.plug(TABLE)
    room.until("shown-at", "table", AT_TABLE)
    room.until("shown-at", "beamer", AT_BEAMER)
    room.until("settled")
    assert room.ask("camera") == before
    assert not told(room)
