"""Remarks that an import stored in its own language are told in the reader's."""

import pytest

from planningtable.app.retelling import retold, retold_all
from planningtable.app.words import load_words
from planningtable.domain.text import LANGUAGES, Text

WORDS = {language: load_words(language) for language in LANGUAGES}

REMARKS = (
    Text.of("city.note.repaired", surfaces=12),
    Text.of("city.note.terrain-filled", file="dgm_1.tif", cells=345, percent="1,2"),
    Text.of("city.note.terrain-resampled", file="DGM 5.asc", cell=2.5),
    Text("city.note.cover-made"),
    Text.of("city.note.trees-sizes", file="baumkataster-2024.gpkg", trees=17),
    Text.of("city.note.left-out", file="plan.pdf", reason=Text("city.reason.no-geometry")),
)


# Whether 2.5 in an English sentence is a number or the name of a version cannot be known: it stays as it is.
NUMBERED = {"city.note.terrain-filled", "city.note.terrain-resampled"}
WORDY = tuple(remark for remark in REMARKS if remark.id not in NUMBERED)


@pytest.mark.parametrize(
    ("remark", "stored", "read"),
    [(r, "de", "en") for r in (*WORDY, REMARKS[2])] + [(r, "en", "de") for r in WORDY],
    ids=lambda value: getattr(value, "id", value),
)
def test_a_remark_is_told_in_the_other_language(remark: Text, stored: str, read: str) -> None:
    assert retold(WORDS[stored](remark), WORDS[read]) == WORDS[read](remark)


def test_signs_of_numbers_are_turned() -> None:
    told = retold(WORDS["de"](REMARKS[1]), WORDS["en"])
    assert told == WORDS["en"](Text.of("city.note.terrain-filled", file="dgm_1.tif", cells=345, percent="1.2"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_already_stays_as_it_is(language: str) -> None:
    said = tuple(WORDS[language](remark) for remark in REMARKS)
    assert retold_all(said, WORDS[language]) == said


def test_a_sentence_of_somebody_else_stays_as_it_is() -> None:
    assert retold("Erhoben vom Vermessungsamt im Mai.", WORDS["en"]) == "Erhoben vom Vermessungsamt im Mai."
