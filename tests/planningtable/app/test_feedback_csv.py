import csv
import re
from pathlib import Path

import pytest
from helpers.workshops import played, small_site

from planningtable.app.feedback_csv import read_contributions
from planningtable.app.session import Session
from planningtable.app.words import load_words
from planningtable.domain.commands import AddVariant, ImportContributions
from planningtable.domain.text import PlanningError
from planningtable.report.csv_file import contributions_csv
from planningtable.report.places import Converter


def written(path: Path, session: Session, language: str) -> Path:
    """As the council pack writes it."""
    converter = Converter(session.state.crs)
    places = {c.id: converter.located(c.place.geometry) for c in session.state.contributions}
    located = {id: place for id, place in places.items() if place is not None}
    path.write_bytes(contributions_csv(session.state, session.site, located, load_words(language)))
    return path


def row_id(row: int) -> str:
    return f"row-{row}"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_table_of_the_council_pack_brings_back_the_same_contributions(tmp_path: Path, language: str) -> None:
    with played(tmp_path / "w.gpkg") as session:
        before = session.state.contributions
        table = written(tmp_path / "c.csv", session, language)
    assert any(c.text.startswith("=") for c in before), "a text that a spreadsheet would take for a formula"
    read = read_contributions(table, row_id)
    assert read == before
    other = Session.in_memory(small_site())
    other.execute(AddVariant("v1", "One"))
    other.execute(AddVariant("v2", "Two"))
    other.execute(ImportContributions(read), "shell")
    assert other.state.contributions == before


@pytest.mark.parametrize(("language", "delimiter", "decimal"), [("de", ";", ","), ("en", ",", ".")])
def test_spreadsheets_of_either_language_read_numbers(
    tmp_path: Path, language: str, delimiter: str, decimal: str
) -> None:
    with played(tmp_path / "w.gpkg") as session:
        table = written(tmp_path / "c.csv", session, language)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    assert rows
    for row in rows:
        assert re.fullmatch(rf"\d+\{decimal}\d{{3}}", row["east"])


def test_a_table_of_another_program_needs_little(tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text("Category,Text,East,North\nidea,Mehr Bäume,565010.5,5934020\n\nconcern,Lärm,565011,5934021\n")
    read = read_contributions(table, row_id)
    assert [(c.id, c.category.value, c.text) for c in read] == [
        ("row-2", "idea", "Mehr Bäume"),
        ("row-4", "concern", "Lärm"),
    ]
    assert read[0].place.geometry == "POINT (565010.5 5934020.0)"
    assert read[0].variant == "base"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "columns"),
        (b"category;text\nidea;x\n", "columns"),
        (b"category;text;geometry\nwish;x;POINT (1 1)\n", "row"),
        (b"category;text;east;north\nidea;x;here;there\n", "row"),
        (b"category;text;east;north\nidea;x;nan;1\n", "row"),
        (b"category;text;geometry;votes\nidea;x;POINT (1 1);[1]\n", "row"),
        (b"category;text;geometry;votes\nidea;x;POINT (1 1);{\n", "row"),
        (b'category;text;geometry;comments\nidea;x;POINT (1 1);"[{}]"\n', "row"),
        ("category;text;geometry\nidea;ü;POINT (1 1)\n".encode("latin-1"), "encoding"),
        (b'category;text;geometry\nidea;"open;POINT (1 1)\n', "row"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, error: str) -> None:
    table = tmp_path / "c.csv"
    table.write_bytes(content)
    with pytest.raises(PlanningError) as caught:
        read_contributions(table, row_id)
    assert caught.value.text.id == f"error.feedback.{error}"


def test_a_missing_table(tmp_path: Path) -> None:
    with pytest.raises(PlanningError) as caught:
        read_contributions(tmp_path / "nix.csv", row_id)
    assert caught.value.text.id == "error.feedback.unreadable"
