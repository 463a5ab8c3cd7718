"""The check-up page in the real window: opened, filled, looked through, left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.citygml import block, city
from helpers.sites import block_site
from helpers.table_process import TableProcess
from PIL import Image

from planningtable.app.session import Session

pytestmark = pytest.mark.gui


@pytest.fixture
def desk(tmp_path: Path, display: str, udp_port: int) -> Iterator[TableProcess]:
    file = tmp_path / "desk.gpkg"
    Session.create(file, block_site(), "Probe").close()
    with TableProcess(file, display, tmp_path, tuio=udp_port, mode="desk") as process:
        process.until("settled")
        yield process
        assert process.ask("log") == []
        assert process.close() == 0


def test_files_are_checked_and_shown_beside_their_findings(desk: TableProcess, tmp_path: Path) -> None:
    hands = desk.hands()
    hands.tap(*desk.at("checkup.open"))
    desk.at("checkup.empty.files", "checkup.empty.folder", "checkup.close")
    model = tmp_path / "stadt.gml"
    model.write_text(city(block("a"), block("b", 30.0)), "utf-8")
    desk.ask("drop", str(model))
    desk.until("there", "checkup.picture")
    desk.until("settled", seconds=120)
    desk.at("checkup.file.0", "checkup.tab.overview", "checkup.make", "checkup.export")
    hands.tap(*desk.at("checkup.tab.types"))
    desk.at("checkup.entry.0")
    picture = tmp_path / "page.png"
    assert desk.ask("picture", str(picture))
    x, y, width, height = desk.ask("targets")["checkup.picture"]
    with Image.open(picture) as page:
        seen = page.convert("L").crop(
            (int(x - width / 2), int(y - height / 2), int(x + width / 2), int(y + height / 2))
        )
    # white roofs, grey walls and their shadows: not the plain ground of a picture that is not there
    low, high = seen.getextrema()
    assert high > 245
    assert low < 190
    hands.tap(*desk.at("checkup.close"))
    desk.at("checkup.open")
    assert "checkup.close" not in desk.targets()


def test_the_table_has_no_such_page(tmp_path: Path, display: str, udp_port: int) -> None:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    with TableProcess(file, display, tmp_path, tuio=udp_port) as process:
        process.until("settled")
        assert "checkup.open" not in process.targets()
