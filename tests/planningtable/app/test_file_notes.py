"""A remark on a file names it once."""

import pytest

from planningtable.app.file_notes import note_on
from planningtable.app.words import load_words
from planningtable.domain.text import LANGUAGES, Text

REASONS = (Text.of("error.city.empty-file", file="a.gml"), Text.of("error.city.unknown-crs", name="Mars"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", ["city.note.left-out", "city.note.file-problem", "cli.check.problem"])
@pytest.mark.parametrize("reason", REASONS)
def test_the_file_stands_there_once(language: str, id: str, reason: Text) -> None:
    words = load_words(language)
    said = words(note_on("a.gml", reason, id))
    assert said.count("a.gml") == 1
    assert words(reason) in said


def test_a_reason_that_names_another_file_leaves_this_one_named() -> None:
    said = load_words("en")(note_on("city.gml", REASONS[0], "city.note.left-out"))
    assert said.startswith("city.gml ")
