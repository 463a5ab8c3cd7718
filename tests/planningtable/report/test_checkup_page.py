"""The check-up as a document: counts first, every list with its reasons, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from helpers.checkups import good_check, mixed_check, mixed_checkup, nameless_check

from planningtable.app.words import load_words
from planningtable.city.checkup import Checkup
from planningtable.domain.text import LANGUAGES
from planningtable.report.blocks import Table, as_text
from planningtable.report.checkup_page import MOST_ROWS, build_checkup, facts_of, outcome_of
from planningtable.report.faults import fault_words, type_words

MADE = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)

# val3dity 2.5, `src/validate_prim_toporel.cpp` and the table of its handbook
CODES = (
    *(101, 102, 103, 104),
    *(201, 202, 203, 204, 205, 206, 207, 208),
    *(301, 302, 303, 305, 306, 307),
    *(401, 402, 403, 404, 405),
    *(501, 502, 503, 601, 609, 901, 902, 999),
)


def test_every_object_is_in_a_sum() -> None:
    sums = outcome_of(mixed_checkup().files)
    assert (sums.given, sums.shown, sums.reported, sums.rough, sums.repaired, sums.faults) == (13, 10, 3, 1, 1, 3)
    assert sums.given == sums.shown + sums.reported


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing(language: str) -> None:
    text = as_text(build_checkup(mixed_checkup(), load_words(language), MADE, None))
    assert "checkup." not in text
    assert "203 NON_PLANAR_POLYGON_DISTANCE_PLANE" in text


def test_what_is_in_a_file_stands_there_once_with_its_number() -> None:
    facts = dict(facts_of(good_check(), load_words("de")))
    assert facts["Koordinatensystem"] == "EPSG:25832"
    assert facts["In der Datei genannt"] == "urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH"
    assert facts["Reihenfolge der Achsen"] == "Ostwert, Nordwert"
    assert facts["Flächen nach Art"] == "Grundflächen 4, Dachflächen 8, Wandflächen 16"
    assert facts["Dachfläche"] == "1.234\u00a0m²"
    assert facts["Lage (Länge, Breite)"] == "9,9800° – 9,9900°, 53,5400° – 53,5500°"
    assert "Löcher in Polygonen" not in facts


def test_a_file_without_a_place_says_so() -> None:
    text = as_text(build_checkup(Checkup((nameless_check(),)), load_words("en"), MADE, None))
    assert "Coordinate system: unknown" in text
    assert "EPSG:25832, EPSG:25833" in text


def test_long_lists_are_cut_and_say_where_the_rest_is() -> None:
    document = build_checkup(Checkup((mixed_check(MOST_ROWS + 45),)), load_words("de"), MADE, None)
    table = next(b for b in document.blocks if isinstance(b, Table) and b.caption == "Nicht gezeigt, und warum")
    assert len(table.rows) == MOST_ROWS
    assert "45 weitere stehen in pruefbericht.csv." in as_text(document)


def test_what_is_only_counted_is_in_the_sums_and_said_to_be_nowhere_else() -> None:
    check = mixed_check(MOST_ROWS + 45)
    unnamed = {"reported": {"609 CITYOBJECT_HAS_NO_GEOMETRY": 5000}}
    check = replace(check, given=check.given + 5000, unnamed=unnamed)
    sums = outcome_of((check,))
    assert sums.given == sums.shown + sums.reported == 5351
    text = as_text(build_checkup(Checkup((check,)), load_words("de"), MADE, None))
    assert "Nicht gezeigt, und warum (5.345)" in text
    assert "5.045 weitere; pruefbericht.csv nennt je Grund die ersten 1.000." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_val3dity_has_plain_words(language: str) -> None:
    words = load_words(language)
    assert [code for code in CODES if not fault_words(f"{code} NAME", words)] == []
    assert fault_words("998 NOBODY_KNOWS", words) == ""


def test_classes_have_words_and_unknown_ones_stay_as_they_are() -> None:
    words = load_words("de")
    assert (type_words("WaterBody", words), type_words("+Road", words), type_words("Zeppelin", words)) == (
        "Gewässer",
        "Straßen",
        "Zeppelin",
    )
