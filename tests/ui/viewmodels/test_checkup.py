"""The check-up page without a window: files in, findings out, and a workshop made of them."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from helpers.checkups import good_check, mixed_check, mixed_checkup, nameless_check
from helpers.sites import block_site, with_objects
from helpers.table import Workers
from PySide6.QtCore import QUrl

from planningtable.app.importer import Imported
from planningtable.app.words import load_words
from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.job import Job
from planningtable.domain.text import LANGUAGES, PlanningError, Text
from ui.checking import Tools
from ui.scene_source import SceneSource
from ui.viewmodels.checkup import CheckupModel
from ui.viewmodels.checkup_rows import MOST_ROWS, crs_of, suggestions
from ui.viewmodels.words import WordsModel


class Hands(Workers):
    """Workers of the window too: urgent work waits its turn here."""

    def start(self, work, done, failed=None, progress=None, *, urgent=False) -> Job:
        return super().start(work, done, failed, progress)


@dataclass
class World:
    """A page with made-up tools, which write down what they are asked for."""

    answer: Checkup | PlanningError = field(default_factory=mixed_checkup)
    workers: Hands = field(default_factory=Hands)
    asked: list = field(default_factory=list)
    made: PlanningError | None = None
    loaded: PlanningError | None = None
    useless: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        self.site = with_objects(block_site())
        words = WordsModel({code: load_words(code) for code in LANGUAGES}, "de")
        self.picture = SceneSource(self.workers)
        tools = Tools(self._check, self._load, self._write, self._make, self._open)
        self.page = CheckupModel(words, self.workers, self.picture, tools)

    def _check(self, paths, crs, job):
        self.asked.append(("check", tuple(p.name for p in paths), crs))
        job.report(0.5, Text("city.job.done"))
        if isinstance(self.answer, PlanningError):
            raise self.answer
        return self.answer

    def _load(self, wish, job):
        self.asked.append(("load", wish.crs))
        if self.loaded is not None:
            raise self.loaded
        return Imported(self.site, Checkup(()), "Probe", left_out=self.useless)

    def _write(self, checkup, picture, folder, words):
        self.asked.append(("write", picture, folder.name, words.language))
        return (folder / "a.pdf",)

    def _make(self, file, wish, job):
        self.asked.append(("make", file.name, wish.crs))
        job.report(0.5, Text("city.job.done"))
        if isinstance(self.made, PlanningError):
            raise self.made
        file.touch()

    def _open(self, file, language):
        self.asked.append(("open", file.name, language))

    def drop(self, *paths: Path) -> None:
        self.page.add([QUrl.fromLocalFile(str(path)) for path in paths])
        self.workers.run()

    def calls(self, name: str) -> list:
        return [call[1:] for call in self.asked if call[0] == name]


@pytest.fixture
def page(qapp, tmp_path) -> World:
    made = World()
    (tmp_path / "tile-1.gml").touch()
    (tmp_path / "tile-2.gml").touch()
    return made


def labels(rows) -> list[str]:
    return [rows[i].label for i in range(len(rows))]


def test_nothing_is_there_before_files_are_dropped(page) -> None:
    model = page.page
    assert (model.open, model.has_files, model.busy, model.problem, model.importing.can_make) == (
        False,
        False,
        False,
        "",
        False,
    )
    model.show()
    assert model.open


def test_dropped_files_open_the_page_and_are_listed_with_their_outcome(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-1.gml", tmp_path / "tile-2.gml")
    model = page.page
    assert model.open
    assert page.calls("check") == [(("tile-1.gml", "tile-2.gml"), None)]
    first, second = (model.files[i] for i in range(2))
    assert (first.mood, first.detail, first.outcome) == (
        "good",
        "CityGML 2.0 · EPSG:25832",
        "4 von 4 Objekten gezeigt",
    )
    assert (second.mood, second.outcome) == ("lacking", "6 von 9 Objekten gezeigt")
    assert model.sum == "2 Dateien geprüft"
    assert model.notes != ""


def test_the_same_file_dropped_again_is_not_checked_twice_and_a_new_one_adds_up(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-1.gml")
    page.drop(tmp_path / "tile-1.gml")
    page.drop(tmp_path / "tile-2.gml")
    assert page.calls("check") == [(("tile-1.gml",), None), (("tile-1.gml", "tile-2.gml"), None)]


def test_numbers_come_first_and_tabs_say_how_many(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-2.gml")
    model = page.page
    model.choose_file(1)
    assert [(model.file.sums[i].value, model.file.sums[i].mood) for i in range(len(model.file.sums))] == [
        ("9", ""),
        ("6", "good"),
        ("3", "lacking"),
        ("3", "rough"),
    ]
    assert labels(model.file.tabs) == [
        "Überblick",
        "Objekte  3",
        "Nicht gezeigt  3",
        "Grob gezeigt  1",
        "Fehler  3",
        "Repariert  1",
        "Attribute  1",
    ]
    model.choose_file(0)
    assert labels(model.file.tabs) == ["Überblick", "Objekte  1", "Nicht gezeigt  0", "Attribute  2"]


def test_faults_are_told_by_code_in_plain_words_before_the_objects_that_have_them(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-2.gml")
    page.page.choose_file(1)
    page.page.file.choose_tab("faults")
    rows = page.page.file.entries
    assert labels(rows) == ["203 NON_PLANAR_POLYGON_DISTANCE_PLANE", "302 SHELL_NOT_CLOSED", "b0", "b1-2"]
    assert rows[0].note == "2 ×"
    assert "Ebene" in rows[0].detail
    assert (rows[2].target, rows[2].note) == ("b0", "302 SHELL_NOT_CLOSED")


def test_a_list_is_searched_by_id_and_by_reason_and_is_never_endless(page, tmp_path) -> None:
    page.answer = mixed_checkup(reported=MOST_ROWS + 700)
    page.drop(tmp_path / "tile-2.gml")
    model = page.page
    model.choose_file(1)
    model.file.choose_tab("reported")
    assert len(model.file.entries) == MOST_ROWS
    assert model.file.limits.startswith("500 von 1.200 ")
    model.file.look_for("GONE-119")
    assert labels(model.file.entries) == ["gone-119", *(f"gone-119{i}" for i in range(10))]
    assert model.file.limits == ""
    model.file.look_for("Geometrie")
    assert len(model.file.entries) == MOST_ROWS
    model.file.look_for("no such word")
    assert (len(model.file.entries), model.file.empty) == (0, "Nichts gefunden. Ein kürzeres Suchwort findet mehr.")
    model.file.choose_tab("overview")
    assert model.file.search == ""


def test_a_list_counts_what_has_no_entry(page, tmp_path) -> None:
    check = mixed_check(3)
    unnamed = {"reported": {"609 CITYOBJECT_HAS_NO_GEOMETRY": 4000}}
    page.answer = Checkup((replace(check, given=check.given + 4000, unnamed=unnamed),))
    page.drop(tmp_path / "tile-2.gml")
    model = page.page
    model.file.choose_tab("reported")
    assert next(tab.label for tab in model.file.tabs if tab.name == "reported") == "Nicht gezeigt  4.003"
    assert len(model.file.entries) == 3
    assert model.file.limits.startswith("3 von 4.003 aufgeführt; ")
    assert model.file.limits.endswith("nennt je Grund die ersten 1.000.")
    model.file.look_for("gone-1")
    assert model.file.limits == ""


def test_an_empty_list_says_so(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-1.gml")
    page.page.file.choose_tab("reported")
    assert page.page.file.empty == "Hier ist nichts zu nennen."


def test_without_a_coordinate_system_those_that_fit_are_offered_and_used(page, tmp_path) -> None:
    page.answer = Checkup((good_check(), nameless_check()))
    page.drop(tmp_path / "tile-1.gml", tmp_path / "tile-2.gml")
    model = page.page
    # the file that needs an answer is the chosen one
    assert model.file.title == "nowhere.gml"
    assert "--crs" not in model.problem
    assert "nowhere.gml" in model.problem
    assert model.asks_crs
    assert labels(model.choices) == ["EPSG:25832 verwenden", "EPSG:25833 verwenden"]
    # files that cannot be used do not stop the others
    assert page.calls("load") == [(None,)]
    page.answer = Checkup((nameless_check(),))
    model.again()
    page.workers.run()
    assert not model.importing.can_make
    assert model.importing.picture_state == "Ein Bild gibt es, sobald das Koordinatensystem feststeht."
    page.answer = Checkup((good_check(), replace(nameless_check(), problem=None, shown=2)))
    model.use_crs("EPSG:25833")
    page.workers.run()
    assert page.calls("check")[-1][1] == "EPSG:25833"
    assert (model.problem, model.asks_crs, model.importing.can_make) == ("", False, True)
    assert page.calls("load")[-1] == ("EPSG:25833",)


@pytest.mark.parametrize(("typed", "meant"), [("25832", "EPSG:25832"), (" epsg:3068 ", "EPSG:3068"), ("UTM", None)])
def test_a_typed_coordinate_system(typed, meant) -> None:
    assert crs_of(typed) == meant


def test_what_is_no_number_is_said(page, tmp_path) -> None:
    page.answer = Checkup((nameless_check(),))
    page.drop(tmp_path / "tile-1.gml")
    page.page.use_crs("UTM 32")
    assert "UTM 32" in page.page.problem
    assert len(page.calls("check")) == 1


def test_only_codes_of_the_problem_itself_are_suggestions() -> None:
    assert suggestions(Text("x", (("suggestion", "EPSG:31467, EPSG:25832"), ("n", 3)))) == ("EPSG:31467", "EPSG:25832")
    assert suggestions(None) == ()


def test_an_error_is_one_sentence_and_the_files_can_be_checked_again(page, tmp_path) -> None:
    page.answer = PlanningError("error.city.empty-file", file="tile-1.gml")
    page.drop(tmp_path / "tile-1.gml")
    model = page.page
    assert "tile-1.gml" in model.problem
    assert (model.busy, model.has_files, model.has_paths, model.asks_crs) == (False, False, True, False)
    page.answer = mixed_checkup()
    model.again()
    page.workers.run()
    assert (model.problem, model.has_files) == ("", True)


def test_cancel_stops_and_says_what_to_do(page, tmp_path) -> None:
    model = page.page
    model.add([QUrl.fromLocalFile(str(tmp_path / "tile-1.gml"))])
    assert model.busy
    assert model.doing == "tile-1.gml wird geprüft"
    model.cancel()
    page.workers.run()
    assert (model.busy, model.has_files, page.calls("check")) == (False, False, [])
    assert model.problem.startswith("Abgebrochen.")


def test_the_picture_shows_the_files_and_an_entry_its_building(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-2.gml")
    model = page.page.importing
    assert model.has_picture
    assert page.picture.site is page.site
    drape = page.picture.content.drape
    assert drape is not None
    tinted = {page.site.buildings.ids[page.site.surfaces.building[s]] for s in drape.tints[:, 3].nonzero()[0]}
    assert tinted == {"b0", "b1", "b2"}
    assert labels(model.legend) == ["nur grob gezeigt", "mit Geometriefehlern"]
    for id, thing in (("b3", "b3"), ("b1-2", "b1"), ("nobody", None), ("object-4", "object-4"), ("o5-2", "object-5")):
        model.point_at(id)
        assert page.picture.content.chosen == thing


def test_a_picture_without_faults_has_no_legend(page, tmp_path) -> None:
    page.answer = Checkup((good_check(),))
    page.drop(tmp_path / "tile-1.gml")
    assert page.page.importing.has_picture
    assert len(page.page.importing.legend) == 0


def test_a_workshop_is_made_and_opened(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-1.gml")
    model = page.page.importing
    assert model.file == str(tmp_path / "tile-1.gpkg")
    model.make()
    page.workers.run()
    assert page.calls("make") == [("tile-1.gpkg", None)]
    assert page.calls("open") == [("tile-1.gpkg", "de")]
    assert (model.message, model.trouble) == (
        "tile-1.gpkg ist angelegt und öffnet sich in einem eigenen Fenster.",
        False,
    )
    model.make()
    page.workers.run()
    assert len(page.calls("make")) == 1
    assert model.trouble


@pytest.mark.parametrize(
    ("name", "said"),
    [("quartier", ".gpkg"), ("nowhere/quartier.gpkg", "nowhere"), ("there.gpkg", "there.gpkg gibt es schon")],
)
def test_a_name_that_does_not_work_is_said(page, tmp_path, name, said) -> None:
    (tmp_path / "there.gpkg").touch()
    page.drop(tmp_path / "tile-1.gml")
    model = page.page.importing
    model.name(str(tmp_path / name))
    model.make()
    page.workers.run()
    assert page.calls("make") == []
    assert said in model.message
    assert model.trouble


def test_the_suggested_name_is_free(page, tmp_path) -> None:
    (tmp_path / "tile-1.gpkg").touch()
    page.drop(tmp_path / "tile-1.gml")
    assert page.page.importing.file == str(tmp_path / "tile-1-2.gpkg")


def test_the_report_is_written_with_the_picture_of_the_page(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-1.gml")
    model = page.page.importing
    scratch = Path(model.scratch())
    scratch.write_bytes(b"png")
    model.export(QUrl.fromLocalFile(str(tmp_path)), str(scratch))
    model.export(QUrl.fromLocalFile(str(tmp_path)), "")
    page.workers.run()
    assert page.calls("write") == [(b"png", tmp_path.name, "de"), (None, tmp_path.name, "de")]
    assert not scratch.exists()
    assert str(tmp_path) in model.message


def test_clearing_forgets_everything(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-1.gml")
    page.page.clear()
    model = page.page
    assert (model.has_files, model.has_paths, model.file.title, len(model.file.entries)) == (False, False, "", 0)
    assert (model.importing.has_picture, model.importing.can_make, model.importing.can_export) == (False, False, False)


def test_large_files_are_imported_when_the_workshop_is_made(page, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("ui.viewmodels.importing.MOST_BYTES", -1)
    page.drop(tmp_path / "tile-1.gml")
    model = page.page.importing
    assert page.calls("load") == []
    assert model.picture_state.startswith("Die Dateien sind groß")
    model.make()
    assert (model.making, model.message) == (True, "Die Werkstatt wird angelegt")
    page.workers.run()
    assert page.calls("make") == [("tile-1.gpkg", None)]


def test_a_workshop_that_cannot_be_made_is_one_sentence(page, tmp_path) -> None:
    page.drop(tmp_path / "tile-1.gml")
    page.made = PlanningError("error.city.empty-file", file="tile-1.gml")
    model = page.page.importing
    model.make()
    page.workers.run()
    assert (model.making, model.trouble, model.has_picture, model.can_make) == (False, True, True, True)
    assert "tile-1.gml" in model.message
    assert page.calls("open") == []


def test_a_picture_that_cannot_be_made_is_said_once_and_in_words_for_the_page(page, tmp_path) -> None:
    reason = Text("city.reason.no-geometry")
    page.loaded = PlanningError("error.city.nothing-shown", file="tile-1.gml", buildings=1, reason=reason)
    page.drop(tmp_path / "tile-1.gml")
    model = page.page.importing
    assert "das Gebäude hat keine Geometrie. Die Liste „Nicht gezeigt“" in model.picture_state
    assert (model.message, model.has_picture, model.can_make) == ("", False, False)


def test_a_file_that_is_of_no_use_is_said_and_hinders_no_workshop(page, tmp_path) -> None:
    page.useless = (Text.of("error.city.trees-elsewhere", file="far.csv", trees=3),)
    page.drop(tmp_path / "tile-1.gml")
    model = page.page.importing
    assert model.message.startswith("Kein Baum in far.csv liegt im Gebiet")
    assert (model.trouble, model.has_picture, model.can_make) == (True, True, True)


@pytest.mark.parametrize(
    ("problem", "asks"),
    [
        (Text.of("error.city.wrong-crs", name="x"), True),
        (Text.of("error.crs.none", file="x"), True),
        (Text.of("crs.note.far-off", file="x", km=9), True),
        (Text.of("error.city.truncated", file="x", line=3, buildings=2), False),
        (Text.of("city.problem.design", file="x"), False),
    ],
)
def test_a_coordinate_system_is_asked_for_only_where_it_helps(page, tmp_path, problem, asks) -> None:
    page.answer = Checkup((replace(good_check(), problem=problem),))
    page.drop(tmp_path / "tile-1.gml")
    assert page.page.asks_crs is asks


def test_what_lies_in_an_archive_is_named_by_its_own_name(page, tmp_path) -> None:
    page.answer = Checkup((good_check("süd.zip:lod2/kachel_17.gml"), good_check("a:b.gml")))
    page.drop(tmp_path / "tile-1.gml")
    rows = page.page.files
    assert (rows[0].name, rows[0].detail) == ("kachel_17.gml", "CityGML 2.0 · EPSG:25832 · süd.zip")
    assert (rows[1].name, rows[1].detail) == ("a:b.gml", "CityGML 2.0 · EPSG:25832")


def test_of_a_file_with_a_problem_nothing_is_shown_yet(page, tmp_path) -> None:
    page.answer = Checkup((good_check(), nameless_check()))
    page.drop(tmp_path / "tile-1.gml")
    assert page.page.chosen == 1
    sums = page.page.file.sums
    assert (sums[1].label, sums[1].mood) == ("Zu zeigen", "")
    page.page.file.choose_tab("types")
    assert page.page.file.entries[0].note == "2"
    page.page.choose_file(0)
    assert (sums[1].label, sums[1].mood) == ("Gezeigt", "good")
    assert page.page.file.entries[0].note == "4 von 4 Objekten gezeigt"


def test_a_file_that_was_not_read_points_to_the_reason(page, tmp_path) -> None:
    problem = Text.of("error.city.empty-file", file="leer.gml")
    page.answer = Checkup((good_check(), FileCheck("leer.gml", "", problem=problem)))
    page.drop(tmp_path / "tile-1.gml")
    assert [tab.name for tab in page.page.file.tabs] == ["overview"]
    assert page.page.file.empty == "Die Datei wurde nicht gelesen; warum, steht oben."


def test_papers_of_a_delivery_are_not_needed_and_no_problem(page, tmp_path) -> None:
    note = Text.of("city.note.not-used", file="liesmich.pdf", kind=Text("city.kind.unknown"))
    page.answer = Checkup((good_check(), FileCheck("liesmich.pdf", "", notes=(note,))))
    page.drop(tmp_path / "tile-1.gml")
    assert (page.page.files[1].outcome, page.page.files[1].mood) == ("wird nicht gebraucht", "good")
    assert page.page.problem == ""


def test_without_a_city_model_there_is_nothing_to_make(page, tmp_path) -> None:
    page.answer = Checkup((FileCheck("dgm1.tif", "GeoTIFF", crs="EPSG:25832", objects={"cells": 100}),))
    page.drop(tmp_path / "tile-1.gml")
    model = page.page.importing
    assert model.picture_state == "Ein Bild gibt es, sobald ein Stadtmodell dabei ist."
    assert (model.can_make, model.can_export) == (False, True)


def test_the_check_of_a_mixed_file_adds_up() -> None:
    check = mixed_check()
    assert check.given == check.shown + len(check.reported)
