"""CSV, XLSX and GeoJSON: what goes out comes back, and no text becomes a formula."""

import csv
import io
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from helpers.packs import contribution, full_content, workshop
from hypothesis import given
from hypothesis import strategies as st

from planningtable.app.feedback_csv import read_contributions
from planningtable.app.words import load_words
from planningtable.domain.text import LANGUAGES
from planningtable.domain.values import Contribution, Measure, Place, Workshop
from planningtable.report.content import MeasureLine, VariantSheet
from planningtable.report.csv_file import DANGEROUS, contributions_csv, neutralised, restored
from planningtable.report.geojson_file import contributions_geojson, measures_geojson
from planningtable.report.places import Converter
from planningtable.report.xlsx_file import workbook

ODD = (
    '=HYPERLINK("http://example.org";"klick")',
    "+49 30 123",
    "-5 Grad; sagt man",
    "@alle: „Grüße“ 'und' \"so\"",
    "'s geht um 'ne Bank",
    "'=schon mit Strich",
    "Zeile eins\nZeile zwei; mit Semikolon",
    "Ümläute ß € 🌳",
)


def written(state: Workshop, language: str = "de") -> bytes:
    converter = Converter(state.crs)
    places = {c.id: converter.located(c.place.geometry) for c in state.contributions}
    content = full_content(b"")
    return contributions_csv(state, content.site, {k: v for k, v in places.items() if v}, load_words(language))


def odd_state() -> Workshop:
    state = workshop()
    more = tuple(contribution(10 + i, text, x=10.0 + i) for i, text in enumerate(ODD))
    return replace(state, contributions=(*state.contributions, *more))


def read_back(data: bytes, folder: Path) -> tuple[Contribution, ...]:
    file = folder / "beitraege.csv"
    file.write_bytes(data)
    return read_contributions(file, lambda row: f"row-{row}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_contributions_come_back_as_they_were(tmp_path: Path, language: str) -> None:
    state = odd_state()
    assert read_back(written(state, language), tmp_path) == state.contributions


def test_the_table_is_one_for_german_spreadsheets() -> None:
    data = written(odd_state())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0][:4] == ["Nummer", "Kategorie", "Text", "Ort"]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Zustimmung"] == "2"
    assert first["east"] == "565020,000"
    assert first["Laenge_WGS84"].startswith("9,9")
    assert first["Breite_WGS84"].startswith("53,5")
    assert first["Antworten"] == "Platz 3: Aber wohin mit den Parkplätzen?"


def test_no_cell_starts_like_a_formula() -> None:
    data = written(odd_state()).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(data, newline=""), delimiter=";"):
        assert not [cell for cell in row if cell[:1] in DANGEROUS and cell]


@given(st.text())
def test_neutralising_can_always_be_taken_back(text: str) -> None:
    safe = neutralised(text)
    assert restored(safe) == text
    assert safe[:1] not in DANGEROUS


def test_workbook_reads_with_its_sheets_and_texts() -> None:
    content = replace(full_content(b""), workshop=odd_state())
    book = openpyxl.load_workbook(io.BytesIO(workbook(content, load_words("de"))))
    assert book.sheetnames == ["Beiträge", "Maßnahmen", "Kennzahlen", "Ziele", "Methoden"]
    voices = book["Beiträge"]
    texts = [row[2].value for row in voices.iter_rows(min_row=2)]
    assert texts == [c.text for c in odd_state().contributions]
    assert all(row[2].data_type == "s" for row in voices.iter_rows(min_row=2))
    header = [cell.value for cell in next(book["Maßnahmen"].iter_rows())]
    assert "Kosten von [€]" in header
    tree = dict(zip(header, [c.value for c in next(book["Maßnahmen"].iter_rows(min_row=2))], strict=True))
    assert (tree["Kosten von [€]"], tree["Kosten bis [€]"], tree["Einheit"]) == (1500, 3500, "piece")
    rows = [[c.value for c in row] for row in book["Kennzahlen"].iter_rows(min_row=2)]
    assert rows[0][:5] == ["Kreisläufe", "Versiegelte Fläche", "%", "Bestand", 71.2]
    assert rows[2][4] is None


def test_geojson_is_wgs84_longitude_first() -> None:
    state = workshop()
    collection = json.loads(contributions_geojson(state, Converter(state.crs)))
    assert "crs" not in collection
    assert len(collection["features"]) == 4
    east, north = collection["features"][0]["geometry"]["coordinates"]
    assert east == pytest.approx(9.9805, abs=0.01)
    assert north == pytest.approx(53.55, abs=0.05)
    assert collection["features"][0]["properties"]["agree"] == 2


def test_areas_turn_counter_clockwise_and_broken_geometry_is_null() -> None:
    clockwise = "POLYGON ((565000 5934000, 565000 5934010, 565010 5934010, 565010 5934000, 565000 5934000))"
    lines = (MeasureLine(Measure("m1", "swale", clockwise), None), MeasureLine(Measure("m2", "tree", "POINT"), None))
    sheet = VariantSheet(workshop().variants[1], (), lines)
    area, broken = json.loads(measures_geojson((sheet,), Converter("EPSG:25832"), load_words("de")))["features"]
    ring = area["geometry"]["coordinates"][0]
    turn = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    assert turn > 0
    assert broken["geometry"] is None


def test_a_place_that_is_no_geometry_does_not_stop_the_table() -> None:
    state = workshop()
    broken = replace(state.contributions[0], place=Place("nowhere"))
    data = written(replace(state, contributions=(broken,))).decode("utf-8-sig")
    assert "ohne Ort" in data
