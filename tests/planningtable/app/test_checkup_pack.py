"""The report of a check-up as files."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from helpers.checkups import good_check, mixed_checkup
from helpers.sites import block_site, with_objects
from PIL import Image
from pypdf import PdfReader

from planningtable.app.checkup_pack import (
    FAULTY,
    PICTURE_SIZE,
    ROUGH,
    marks_of,
    picture_of,
    remarks_csv,
    thing_of,
    write_checkup,
)
from planningtable.app.snapshots import snapshot_source
from planningtable.app.words import load_words
from planningtable.city.checkup import Checkup
from planningtable.city.model.batch import Remark
from planningtable.domain.text import PlanningError, Text

MADE = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
WORDS = load_words("de")


def test_report_table_json_and_picture_lie_in_the_folder(tmp_path: Path) -> None:
    pictures = snapshot_source()
    try:
        picture = picture_of(block_site(), mixed_checkup(), pictures, WORDS)
    finally:
        pictures.close()
    files = write_checkup(mixed_checkup(), picture, tmp_path / "neu" / "bericht", WORDS, MADE)
    assert [file.name for file in files] == [
        "pruefbericht.pdf",
        "pruefbericht.csv",
        "pruefbericht.json",
        "pruefbericht.png",
    ]
    text = "".join("".join(page.extract_text() for page in PdfReader(files[0]).pages).replace("\xad", "-").split())
    for said in ("tile-1.gml", "tile-2.gml", "302SHELL_NOT_CLOSED", "gone-2", "25.November2026"):
        assert said in text, said
    data = json.loads(files[2].read_text("utf-8"))
    assert [len(file["reported"]) for file in data["files"]] == [0, 3]
    with Image.open(files[3]) as drawn:
        assert drawn.size == PICTURE_SIZE


def test_without_a_picture_there_is_none(tmp_path: Path) -> None:
    assert [f.suffix for f in write_checkup(mixed_checkup(), None, tmp_path, WORDS, MADE)] == [".pdf", ".csv", ".json"]


def test_every_remark_is_a_row_and_none_is_a_formula() -> None:
    risky = replace(good_check(), reported=(Remark("=HYPERLINK(1)", Text("city.reason.no-geometry"), "Building"),))
    rows = list(csv.reader(io.StringIO(remarks_csv(mixed_checkup(), WORDS).decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Datei", "Liste", "Objekt", "Art", "Fehler", "Was das heißt"]
    assert len(rows) == 1 + 3 + 1 + 2 + 1
    assert rows[1][2:5] == ["gone-0", "Building", "609 CITYOBJECT_HAS_NO_GEOMETRY"]
    assert "'=HYPERLINK(1)" in remarks_csv(Checkup((risky,)), WORDS).decode()


def test_what_is_only_counted_has_a_row_a_reason() -> None:
    named = (Remark("b1", Text("city.reason.flat"), "Building"), Remark("", Text("city.repaired.triangle")))
    check = replace(
        good_check(),
        reported=named[:1],
        repaired=named[1:],
        unnamed={"reported": {"city.reason.flat": 4200}, "repaired": {"city.repaired.triangle": 7}},
    )
    rows = list(csv.reader(io.StringIO(remarks_csv(Checkup((check,)), WORDS).decode("utf-8-sig")), delimiter=";"))
    assert [row[2] for row in rows[1:]] == ["b1", "… und 4.200 weitere wie b1", "", "… und 7 weitere"]
    assert rows[2][3:] == rows[1][3:]


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PlanningError) as told:
        write_checkup(mixed_checkup(), None, tmp_path / "file" / "below", WORDS)
    assert told.value.text.id == "error.report.folder"


def test_faulty_buildings_are_marked_by_their_own_id_and_by_that_of_a_surface() -> None:
    site = block_site()
    marked = marks_of(site, mixed_checkup())
    assert marked is not None
    assert marked.columns["found"].values.tolist() == [FAULTY, FAULTY, ROUGH, 0]
    assert marks_of(site, Checkup((good_check(),))) is None


def test_a_surface_belongs_to_its_building_or_object() -> None:
    site = block_site()
    assert [thing_of(site, id) for id in ("b2", "b3-1", "nobody")] == ["b2", "b3", None]
    assert [thing_of(with_objects(site), id) for id in ("b2", "object-1", "o4-3")] == ["b2", "object-1", "object-4"]


def test_a_legend_says_when_not_all_are_coloured() -> None:
    site = block_site()
    fault = Remark(site.buildings.ids[0], Text("x"), "Building", "302 SHELL_NOT_CLOSED")
    check = replace(good_check(), faulty=(fault,))
    cut = replace(check, unnamed={"faulty": {"302 SHELL_NOT_CLOSED": 1}})
    said = []
    for one in (check, cut):
        marks = marks_of(site, Checkup((one,)))
        assert marks is not None
        said.append(WORDS(marks.legends["found"].classes[0].label))
    assert said == ["mit Geometriefehlern", "mit Geometriefehlern (je Fehler die ersten 1000)"]


def test_only_what_is_on_the_site_is_coloured() -> None:
    site = block_site()
    id = site.buildings.ids[0]
    fault = Remark(id, Text("x"), "Building", "302 SHELL_NOT_CLOSED")
    again = replace(good_check(), faulty=(fault,), reported=(Remark(id, Text("city.reason.duplicate"), "Building"),))
    unread = replace(good_check(), faulty=(fault,), problem=Text("error.city.no-crs"))
    assert marks_of(site, Checkup((again, unread))) is None
    assert marks_of(site, Checkup((replace(good_check(), faulty=(fault,)), again))) is not None
