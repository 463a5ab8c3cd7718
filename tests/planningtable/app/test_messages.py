"""Every sentence on the city has a use, and every sentence stands once."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from planningtable.app.words import flatten
from planningtable.domain.text import LANGUAGES

ROOT = Path(__file__).parents[3]
TRANSLATIONS = ROOT / "assets" / "translations"
CODE = ("planningtable", "ui", "plugins", "scenes", "assets")
CITY = (
    *("checkup", "city", "citygml", "cityjson", "crs", "designs", "geometry", "ground"),
    *("intake", "vector", "writers", "xplan"),
)
# Any part of an id that is put in when the program runs.
OPEN = r"[\w .-]+"


def sentences(file: Path) -> dict[str, str]:
    return dict(flatten(tomllib.loads(file.read_text("utf-8"))))


@cache
def said_in_code() -> tuple[str, tuple[re.Pattern[str], ...]]:
    """Strings of the code, one a line, and patterns of those that are put together."""
    plain: set[str] = set()
    patterns: set[str] = set()
    for path in (file for folder in CODE for file in (ROOT / folder).rglob("*") if file.is_file()):
        if path.suffix == ".py":
            for part, whole in _strings(ast.parse(path.read_text("utf-8"))):
                (plain if whole else patterns).add(part)
        elif path.suffix in (".qml", ".js", ".toml") and TRANSLATIONS not in path.parents:
            plain.update(re.findall(r"""["']([\w.-]+)["']""", path.read_text("utf-8")))
    return "\n".join(sorted(plain)), tuple(re.compile(p) for p in sorted(patterns))


def _strings(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, True
        elif isinstance(node, ast.JoinedStr):
            pieces = [re.escape(v.value) if isinstance(v, ast.Constant) else OPEN for v in node.values]
            first = node.values[0]
            # A pattern that is open at its beginning would be a use of everything.
            if isinstance(first, ast.Constant) and re.match(r"[a-z][\w-]*\.", str(first.value)):
                yield "".join(pieces), False


def used(id: str) -> bool:
    plain, patterns = said_in_code()
    lines = set(plain.split("\n"))
    # `counted` adds .one and .many, and `note_on` adds -named.
    stems = {id, re.sub(r"\.(none|one|many)$", "", id), id.removesuffix("-named")}
    return bool(stems & lines) or any(p.fullmatch(id) for p in patterns)


@pytest.mark.parametrize("name", CITY)
def test_every_sentence_of_the_city_is_used(name: str) -> None:
    assert [id for id in sentences(TRANSLATIONS / "de" / f"{name}.toml") if not used(id)] == []


def test_a_sentence_without_a_use_is_found() -> None:
    assert used("city.note.repaired")
    assert not used("city.note.forgotten")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice(language: str) -> None:
    counts = Counter(id for file in (TRANSLATIONS / language).glob("*.toml") for id in sentences(file))
    assert [id for id, n in counts.items() if n > 1] == []
