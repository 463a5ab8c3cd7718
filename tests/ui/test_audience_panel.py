"""What the audience reads: phase, chart and numbers of the variants, large enough for the back of a room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.drawn_texts import DrawnText, drawn_texts
from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickView

from planningtable.app.words import load_words
from planningtable.domain.commands import AddVariant, EnterPhase, PlaceMeasure, SetGoal
from planningtable.domain.seats import FACILITATOR
from planningtable.domain.text import LANGUAGES
from planningtable.domain.values import Goal, Phase
from ui.viewmodels.audience import AudienceModel
from ui.viewmodels.hand import Hand
from ui.viewmodels.words import WordsModel

HERE = Path(__file__).parent
READABLE = 22.0
"""Letters on a picture 1080 pixels high that are read from the back of a room: a fiftieth of it [px]."""


@pytest.fixture
def words(qapp) -> WordsModel:
    return WordsModel({language: load_words(language) for language in LANGUAGES}, "de")


@pytest.fixture
def audience(world, words) -> AudienceModel:
    return AudienceModel(Hand(FACILITATOR, world.board, words))


@pytest.fixture
def view(audience, qtbot) -> Iterator[QQuickView]:
    made = QQuickView()
    made.setInitialProperties({"audience": audience})
    made.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    made.setSource(QUrl.fromLocalFile(str(HERE / "AudiencePreview.qml")))
    assert made.errors() == []
    made.resize(1920, 1080)
    made.show()
    yield made
    made.setSource(QUrl())
    made.close()
    made.deleteLater()


def said(view: QQuickView) -> list[str]:
    view.grabWindow()
    return [text.text for text in drawn_texts(view)]


def add_variants(world, *names: str) -> None:
    for number, name in enumerate(names):
        world.session.execute(AddVariant(f"v{number}", name, "base"), "seat-1")
    world.workers.run()


def place_tree(world, variant: str, id: str) -> None:
    east, north = world.session.site.extent.centre
    world.session.execute(PlaceMeasure(variant, id, "tree", f"POINT ({east} {north})", None, ()), "seat-1")
    world.workers.run()


def test_it_follows_the_phase_and_says_what_it_is_for(view, world):
    assert {"Phase 1 von 6", "Bestand"} <= set(said(view))
    world.session.execute(EnterPhase(Phase.EVALUATION), FACILITATOR.id)
    now = said(view)
    assert {"Phase 4 von 6", "Bewertung"} <= set(now)
    assert "Wir vergleichen die Varianten: Welche kommt den Zielen am nächsten?" in now
    assert "Phase 1 von 6" not in now


def test_numbers_of_all_variants_follow_a_measure(view, world):
    add_variants(world, "Grüne Höfe", "Kühle Wege")
    before = said(view)
    assert {"Grüne Höfe", "Kühle Wege", "Bestand"} <= set(before)
    # Nothing tells the variants apart yet.
    assert "50,0" not in before
    place_tree(world, "v0", "t1")
    now = said(view)
    # More green is better, fewer flooded buildings too: the made-up value grows by five a measure.
    assert {"▲ 55,0", "▼ 55,0", "50,0"} <= set(now)
    place_tree(world, "v0", "t2")
    assert "▲ 60,0" in said(view)
    assert "▲ 55,0" not in said(view)


def test_the_chart_has_a_line_of_its_own_colour_for_each_variant(view, world, audience):
    add_variants(world, "A", "B")
    place_tree(world, "v1", "t1")
    world.board.show_variant("v1")
    rows = list(audience.standings)
    assert [row.label for row in rows] == ["Bestand", "A", "B"]
    assert len({row.tint for row in rows}) == 3
    assert [row.shown for row in rows] == [False, False, True]
    assert rows[0].shares == rows[1].shares
    assert rows[2].shares[0] > rows[0].shares[0]
    # The lines are drawn: a picture with another variant is another one.
    picture = view.grabWindow()
    place_tree(world, "v1", "t2")
    assert view.grabWindow() != picture


def test_a_goal_comes_first_and_is_said_in_words(view, world, audience):
    world.session.execute(EnterPhase(Phase.GOALS), FACILITATOR.id)
    world.session.execute(SetGoal(Goal("sealed-share", 40.0)), FACILITATOR.id)
    world.workers.run()
    assert audience.figures[0].label == "sealed-share"
    assert "Ziel: höchstens 40,0" in said(view)


def test_many_variants_leave_some_out_and_say_so(view, world):
    add_variants(world, "A", "B", "C", "D", "E")
    world.board.show_variant("v0")
    now = said(view)
    assert {"Bestand", "A", "D", "E", "Weitere Varianten: 2"} <= set(now)
    assert not {"B", "C"} & set(now)


def test_before_there_are_numbers_it_says_so(view, world, audience):
    world.board.answers = {}
    world.board.show_variant("base")
    assert "Die Werte werden berechnet …" in said(view)
    assert len(audience.figures) == 0
    world.workers.run()
    assert "Die Werte werden berechnet …" not in said(view)


@pytest.mark.parametrize("language", ["de", "en"])
def test_all_is_large_and_inside_the_panel(view, world, words, language):
    names = ("Variante A: schattige Höfe", "Variante B", "Variante C", "Variante D", "Variante E")
    add_variants(world, *names)
    for id in ("t1", "t2"):
        place_tree(world, "v4", id)
    words.choose(language)
    for phase in Phase:
        if phase is not world.session.state.phase:
            world.session.execute(EnterPhase(phase), FACILITATOR.id)
        view.grabWindow()
        check(drawn_texts(view))


def check(texts: list[DrawnText]) -> None:
    """All can be read, lies in the panel and on nothing else."""
    assert len(texts) > 20
    assert [text.text for text in texts if text.size < READABLE] == []
    outside = [t.text for t in texts if t.x < 1920 - 594 or t.x + t.width > 1920 or t.y < 0 or t.y + t.height > 1080]
    assert outside == []
    over = [
        (one.text, other.text)
        for n, one in enumerate(texts)
        for other in texts[n + 1 :]
        if min(one.x + one.width, other.x + other.width) - max(one.x, other.x) > 1
        and min(one.y + one.height, other.y + other.height) - max(one.y, other.y) > 6
    ]
    assert over == []
