"""Each sentence that this part of the program can say exists in both languages, with the same places."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from planningtable.app.words import flatten

ROOT = Path(__file__).parents[4]
SOURCES = ("planningtable/city/crs", "planningtable/city/plan", "planningtable/city/readers/xplan")
FILES = ("crs", "plan", "xplan")


def _sentences(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in FILES:
        found.update(flatten(tomllib.loads((ROOT / f"assets/translations/{language}/{name}.toml").read_text("utf-8"))))
    return found


def test_both_languages_say_the_same() -> None:
    german, english = _sentences("de"), _sentences("en")
    assert set(german) == set(english)
    for id, sentence in german.items():
        places = [{name for _, name, _, _ in string.Formatter().parse(s) if name} for s in (sentence, english[id])]
        assert places[0] == places[1], id


@pytest.mark.parametrize("folder", SOURCES)
def test_what_is_said_is_translated(folder: str) -> None:
    known = _sentences("de")
    for file in sorted((ROOT / folder).glob("*.py")):
        for id in re.findall(r'"((?:error\.)?(?:crs|xplan)\.[a-z-]+(?:\.[a-z-]+)?)"', file.read_text("utf-8")):
            assert id in known, f"{file.name}: {id}"
        for id in re.findall(r'_(violated|unchecked)\("([a-z-]+)"', file.read_text("utf-8")):
            assert f"plan.{'finding' if id[0] == 'violated' else id[0]}.{id[1]}" in known, id
