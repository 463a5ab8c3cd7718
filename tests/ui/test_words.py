"""Every sentence that the window asks for exists, in both languages."""

import re
from pathlib import Path

import pytest

from planningtable.app.words import load_words
from planningtable.domain.text import LANGUAGES
from planningtable.domain.values import Category, Phase
from planningtable.indicators.indicator import Dimension
from ui.viewmodels.measures import PER
from ui.viewmodels.pieces import ICONS
from ui.viewmodels.ring import ENTRIES

UI = Path(__file__).parents[2] / "ui"
ASKED_IN_QML = re.compile(r'words\.text\("([^"]+)"')
ASKED_IN_PYTHON = re.compile(r"""["'](ui\.[a-z0-9.-]+)["']""")


def asked() -> set[str]:
    qml = {id for file in (UI / "qml").glob("*.qml") for id in ASKED_IN_QML.findall(file.read_text("utf-8"))}
    python = {id for file in UI.rglob("*.py") for id in ASKED_IN_PYTHON.findall(file.read_text("utf-8"))}
    made = {
        *(f"ui.ring.{name}" for name in ENTRIES),
        *(f"ui.phase.{phase}" for phase in Phase),
        *(f"ui.category.{category}" for category in Category),
        *(f"ui.dimension.{dimension}" for dimension in Dimension),
        *(f"ui.comment.where.{about}" for about in ("place", "building", "measure")),
        *(f"ui.measures.per.{per}" for per in PER.values()),
        *(f"ui.piece.{role}" for role in ICONS),
        "ui.seat.desk",
    }
    modules = {id for id in python if id.startswith(("ui.viewmodels", "ui.touch"))}
    return qml | (python - modules) | made


def test_sentences_are_asked_for():
    assert len(asked()) > 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_exists(language):
    words = load_words(language)
    # An id that ends with a point is the beginning of several.
    beginnings = {id for id in asked() if id.endswith(".")}
    assert sorted(id for id in asked() - beginnings if not words.knows(id)) == []
    assert sorted(b for b in beginnings if not any(id.startswith(b) for id in words.sentences)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_over(language):
    words = load_words(language)
    assert sorted(id for id in words.sentences if id.startswith("ui.") and id not in asked()) == []


def test_places_for_values_are_the_same_in_both_languages():
    german, english = (load_words(language).sentences for language in ("de", "en"))
    places = re.compile(r"\{\w+\}")
    for id in german:
        if id.startswith("ui."):
            assert sorted(places.findall(german[id])) == sorted(places.findall(english[id])), id
