"""The audience's screen in the real window: it says phase, variant, layer and source, follows, and offers nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.screen import free_udp_port
from helpers.sites import SOUTH, WEST, block_site
from helpers.table_process import TableProcess
from shapely import box

from planningtable.app.session import Session
from planningtable.domain.commands import AddVariant, PlaceMeasure

pytestmark = pytest.mark.gui


@pytest.fixture
def desk(tmp_path: Path, display: str) -> Iterator[TableProcess]:
    file = tmp_path / "beamer.gpkg"
    with Session.create(file, block_site(), "Probe") as session:
        session.execute(AddVariant("a", "Kühle Höfe", "base"), "desk")
        place = box(WEST + 52, SOUTH + 50, WEST + 68, SOUTH + 70).wkt
        session.execute(PlaceMeasure("a", "m1", "permeable-paving", place, None, ()), "desk")
    with TableProcess(file, display, tmp_path, mode="desk", beamer=0, tuio=free_udp_port(), language="de") as process:
        process.until("settled")
        yield process
        assert process.ask("log") == []
        assert process.close() == 0


def tap(process: TableProcess, *names: str) -> None:
    for name in names:
        process.hands().tap(*process.at(name))


def said(process: TableProcess) -> list[str]:
    return [text["text"] for text in process.ask("beamer-texts")]


def is_said(process: TableProcess, *wanted: str) -> None:
    """Wait until the audience reads all of this."""
    for _ in range(200):
        missing = [what for what in wanted if not any(what in text for text in said(process))]
        if not missing:
            return
        process.hands().rest(0.1)
    raise AssertionError((missing, said(process)))


def hidden(texts: list[dict[str, Any]]) -> float:
    """Share of the middle third of the picture, in both directions, that words cover."""
    left, right, top, bottom = 1326 / 3, 2 * 1326 / 3, 360.0, 720.0
    covered = sum(
        max(0.0, min(t["x"] + t["width"], right) - max(t["x"], left))
        * max(0.0, min(t["y"] + t["height"], bottom) - max(t["y"], top))
        for t in texts
    )
    return covered / ((right - left) * (bottom - top))


def test_the_audience_reads_what_happens_at_the_table(desk: TableProcess, tmp_path: Path) -> None:
    is_said(desk, "Phase 1 von 6", "Probe", "Stand: ")
    tap(desk, "status", "status.variants")
    is_said(desk, "Phase 3 von 6", "Wir probieren Maßnahmen aus")
    tap(desk, "desk.tab", "desk.menu.variants", "desk.variants.a", "desk.variants.close")
    is_said(desk, "Kühle Höfe", "Bestand")
    tap(desk, "desk.tab", "desk.menu.layers", "desk.layers.heavy-rain")
    is_said(desk, "Größte Wassertiefe [cm]", "5 bis 10 cm")
    desk.until("settled", seconds=120)
    texts = desk.ask("beamer-texts")
    assert [t for t in texts if t["size"] < 22] == []
    assert hidden(texts) < 0.01
    assert desk.ask("beamer", str(tmp_path / "beamer.png"))


def test_views_are_told_once_beside_the_picture(desk: TableProcess, tmp_path: Path) -> None:
    tap(desk, "desk.tab", "desk.menu.layers", "desk.layers.heavy-rain", "desk.layers.close")
    desk.until("settled", seconds=120)
    tap(desk, "desk.tab", "desk.menu.compare", "desk.compare.four", "desk.compare.close")
    desk.until("settled", seconds=120)
    shown = desk.ask("beamer-texts")
    # Three legends beside four pictures are written a little smaller, but none is cut.
    assert [t["text"] for t in shown if t["size"] < 16 or t["y"] + t["height"] > 1080] == []
    texts = [t["text"] for t in shown]
    assert texts.count("Größte Wassertiefe [cm]") == 1
    assert any(text.startswith("Kühle Höfe") for text in texts)
    assert desk.ask("beamer", str(tmp_path / "views.png"))
