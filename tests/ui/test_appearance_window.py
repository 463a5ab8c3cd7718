"""A dark room and people who do not want things to move: the map follows both, also while the window is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.screen import free_udp_port
from helpers.sites import block_site
from helpers.table_process import TableProcess, shot

from planningtable.app.session import Session

pytestmark = pytest.mark.gui


@pytest.fixture
def desk(tmp_path: Path, display: str) -> Iterator[TableProcess]:
    file = tmp_path / "desk.gpkg"
    Session.create(file, block_site(), "Probe").close()
    asked = {"mode": "desk", "theme": "dark", "calm": True, "beamer": 0, "tuio": free_udp_port()}
    with TableProcess(file, display, tmp_path, **asked) as process:
        process.until("settled")
        yield process
        assert process.ask("log") == []
        assert process.close() == 0


def middle(desk: TableProcess, file: Path) -> float:
    """Brightness of the map between everything that lies over it."""
    return float(shot(desk, file)[300:800, 500:1400].mean())


def test_map_and_beamer_are_dark_and_turn_light_by_the_switch(desk: TableProcess, tmp_path: Path) -> None:
    dark = middle(desk, tmp_path / "dark.png")
    assert desk.ask("beamer", str(tmp_path / "beamer.png"))
    desk.hands().tap(*desk.at("appearance.dark"))
    light = middle(desk, tmp_path / "light.png")
    assert dark < 0.65 * light
    desk.hands().tap(*desk.at("appearance.dark"))
    assert middle(desk, tmp_path / "again.png") == pytest.approx(dark, abs=1.0)


def push(desk: TableProcess) -> None:
    hands = desk.hands()
    with hands.fingers((700, 400)) as (finger,):
        hands.move({finger: (850, 450)})
    desk.until("settled")


def test_a_calm_camera_is_there_at_once(desk: TableProcess) -> None:
    before, kept = desk.ask("camera"), desk.ask("lookout")
    push(desk)
    assert desk.ask("camera") != before
    desk.ask("travel", kept)
    # Not later: it is there when the act is done.
    assert not desk.ask("travels")
    assert desk.ask("camera") == before
    desk.hands().tap(*desk.at("appearance.calm"))
    push(desk)
    desk.ask("travel", kept)
    assert desk.ask("travels")
    desk.until("stands")
