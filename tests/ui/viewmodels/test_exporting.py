"""The panel that writes the council pack: what it proposes, what it says, when it may be pressed."""

from pathlib import Path

import pytest
from helpers.table import made_up_world
from PySide6.QtCore import QUrl

from planningtable.app.export import ALL_FORMATS, FORMATS
from planningtable.domain.seats import DESK
from planningtable.domain.text import PlanningError
from ui.pack_process import PackProcess
from ui.viewmodels.exporting import ExportModel


class Pretended(PackProcess):
    """Writes nothing, and says when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[Path, Path, tuple[str, ...], str]] = []
        self.refuses = False

    def start(self, workshop: Path, out: Path, formats: tuple[str, ...], language: str) -> None:
        if self.refuses:
            raise PlanningError("error.report.folder", folder=str(out))
        self.asked.append((workshop, out, formats, language))

    def cancel(self) -> None:
        self.asked.clear()


@pytest.fixture
def panel(qapp, worlds, tmp_path, monkeypatch):
    del qapp
    world = made_up_world((DESK,))
    worlds.append(world)
    monkeypatch.setattr(type(world.session), "path", property(lambda _: tmp_path / "auental.gpkg"))
    process, shown = Pretended(), []
    hand = world.table.seat("desk").hand
    return ExportModel(hand, process, shown.append, world.table), process, shown, hand


def test_what_is_usual_is_proposed(panel, tmp_path):
    model, process, _, hand = panel
    assert model.folder == str(tmp_path / "auental-ratspaket")
    hand.words.choose("en")
    assert model.folder == str(tmp_path / "auental-council-pack")
    model.start()
    assert process.asked == [(tmp_path / "auental.gpkg", tmp_path / "auental-council-pack", tuple(FORMATS), "en")]
    assert len(model.formats) == len(ALL_FORMATS)


def test_a_pack_is_followed_to_its_end_and_its_folder_shown(panel, tmp_path):
    model, process, shown, _ = panel
    model.toggle("pdf")
    model.toggle("cityjson")
    model.name(str(tmp_path / "anderswo"))
    model.start()
    assert process.asked[0][1:3] == (tmp_path / "anderswo", ("csv", "xlsx", "geojson", "gpkg", "cityjson"))
    assert model.busy
    assert not model.possible
    process.progressed.emit(0.4, "Bilder")
    assert (model.fraction, model.doing) == (0.4, "Bilder")
    process.done.emit([tmp_path / "a", tmp_path / "b"])
    assert not model.busy
    assert model.message == "Fertig: 2 Dateien stehen im Ordner."
    assert model.ready
    model.open_folder()
    assert shown == [QUrl.fromLocalFile(str(tmp_path / "anderswo"))]


def test_what_goes_wrong_is_said(panel):
    model, process, _, _ = panel
    process.refuses = True
    model.start()
    assert model.trouble
    assert not model.busy
    process.refuses = False
    model.start()
    process.failed.emit("Der Datenträger ist voll.")
    assert model.message == "Der Datenträger ist voll."
    model.start()
    model.cancel()
    assert model.message == "Abgebrochen. Es wurde nichts geschrieben."
    assert not model.trouble
    model.name(" ")
    model.start()
    assert model.message == "Wählen Sie zuerst einen Ordner."


def test_without_a_format_there_is_nothing_to_write(panel):
    model, process, _, _ = panel
    for format in FORMATS:
        model.toggle(format)
    assert not model.possible
    model.start()
    assert process.asked == []
