"""The council pack says everything that was said, in plain sentences, and does not break when there is nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from helpers.packs import MADE, contribution, contributions, empty_content, full_content

from planningtable.app.words import load_words
from planningtable.domain.text import LANGUAGES, Text, Words
from planningtable.domain.values import Opinion, Vote
from planningtable.report.blocks import Cell, Figure, Heading, Table, Voice, as_text
from planningtable.report.content import Content, GoalHistory, Rank
from planningtable.report.document import build


@pytest.fixture(scope="module")
def german() -> Words:
    return load_words("de")


@pytest.fixture(scope="module")
def content() -> Content:
    return full_content(b"png")


def test_every_contribution_is_there_word_for_word(content: Content, german: Words) -> None:
    said = [block for block in build(content, german).blocks if isinstance(block, Voice)]
    assert [voice.text for voice in said] == [c.text for c in contributions()]
    assert [voice.number for voice in said] == [1, 2, 3, 4]
    assert said[0].opinions == "2 dafür, 1 dagegen"
    assert said[0].comments == ("Platz 3: Aber wohin mit den Parkplätzen?",)
    assert said[0].said == "Platz 2, Rückmeldung, 9. Mai 2026, 17:01 Uhr"
    assert said[2].where == "House 1"


def test_no_message_id_is_left_in_either_language(content: Content) -> None:
    for language in LANGUAGES:
        for case in (content, empty_content()):
            text = as_text(build(case, load_words(language)))
            assert "report." not in text
            assert "phase." not in text


def test_headings_never_jump_and_every_figure_has_words(content: Content, german: Words) -> None:
    level = 0
    for block in build(content, german).blocks:
        if isinstance(block, Heading):
            assert block.level <= level + 1
            level = block.level
        if isinstance(block, Figure):
            assert block.alt
            assert block.caption


def test_every_row_fills_its_table(content: Content, german: Words) -> None:
    tables = [block for block in build(content, german).blocks if isinstance(block, Table)]
    assert len(tables) >= 7
    for table in tables:
        for row in table.rows:
            assert sum(cell.span for cell in row) == len(table.columns)


def test_indicators_show_value_range_and_goal(content: Content, german: Words) -> None:
    text = as_text(build(content, german))
    assert "Versiegelte Fläche % · SDG 11.3, 15.3 | 71,2 68,0" in text
    assert "Ziel erreicht" in text
    assert "Kühle Orte SDG 11.3, 15.3 | – nicht berechnet | 3" in text
    assert "höchstens 45,0\u00a0%" in text


def test_cost_and_unknown_kinds(content: Content, german: Words) -> None:
    text = as_text(build(content, german))
    assert "1 | Baum Höhe 9\u00a0m | bei House 0 | 1 Stück | 1.500" in text
    assert "2 | fountain Das Plugin dieser Maßnahme ist nicht geladen. | bei House 1 | – | –" in text


def test_skipped_measures_cost_nothing(content: Content, german: Words) -> None:
    sheet = content.variants[1]
    skipped = replace(sheet.measures[0], skipped=Text("report.where.unknown"))
    changed = replace(content, variants=(content.variants[0], replace(sheet, measures=(skipped, sheet.measures[1]))))
    text = as_text(build(changed, german))
    assert "entfällt" in text
    assert "Zusammen etwa 0\u00a0€." in text


def test_where_no_goals_were_agreed_none_are_said_to_be_fixed(content: Content, german: Words) -> None:
    assert content.goals.fixed
    text = as_text(build(replace(content, workshop=replace(content.workshop, goals=())), german))
    assert "Die Gruppe hat keine Ziele" in text
    assert "Festgeschrieben am" not in text
    assert "Die Ziele standen fest" not in text


def test_goals_tell_when_they_were_fixed_and_reopened(content: Content, german: Words) -> None:
    assert "bevor die erste Variante entstand" in as_text(build(content, german))
    history = GoalHistory((MADE, MADE + timedelta(hours=1)), (MADE + timedelta(minutes=30),), MADE)
    text = as_text(build(replace(content, goals=history), german))
    assert "am 9. Mai 2026 um 18:32 Uhr wieder geöffnet" in text
    assert "Erneut festgeschrieben am 9. Mai 2026 um 19:02 Uhr." in text
    assert "bevor die erste Variante entstand" not in text


@pytest.mark.parametrize(
    ("stable", "first", "said"),
    [(True, 0.93, "und das sicher"), (False, 0.93, "aber nur knapp"), (False, 0.55, "aber nicht sicher")],
)
def test_the_summary_says_how_sure_the_order_is(
    content: Content, german: Words, stable: bool, first: float, said: str
) -> None:
    ranking = (Rank("green", 1, 0.77, first), Rank("base", 2, 0.42, 1 - first))
    assert said in as_text(build(replace(content, stable=stable, ranking=ranking), german))


def test_equal_variants_are_called_equal(content: Content, german: Words) -> None:
    ranking = (Rank("green", 1, 0.5, 1.0), Rank("base", 1, 0.5, 1.0))
    text = as_text(build(replace(content, stable=False, ranking=ranking), german))
    assert "„Grüner Kirchplatz“ und „Bestand“ liegen nach den Gewichten der Gruppe gleichauf." in text


def test_the_most_agreed_and_the_most_disputed_are_named(content: Content, german: Words) -> None:
    loved = replace(contribution(8, "Bänke!"), votes=(Vote("seat-1", Opinion.AGREE), Vote("seat-2", Opinion.AGREE)))
    state = replace(content.workshop, contributions=(*contributions(), loved))
    text = as_text(build(replace(content, workshop=state), german))
    assert "Die größte Zustimmung hat Beitrag 5: „Bänke!“ (2 dafür, 0 dagegen)." in text
    assert "Am meisten umstritten ist Beitrag 1" in text


def test_minutes_mark_what_was_taken_back(content: Content, german: Words) -> None:
    assert "Beitrag schreiben (zurückgenommen) | Mehr Bäume" in as_text(build(content, german))


def test_many_contributions_are_split_over_maps(content: Content, german: Words) -> None:
    many = tuple(contribution(n, f"Beitrag {n}", x=10 + n) for n in range(60))
    document = build(replace(content, workshop=replace(content.workshop, contributions=many)), german)
    maps = [b for b in document.blocks if isinstance(b, Figure) and "Orte der Beiträge" in b.caption]
    assert [m.caption for m in maps] == [f"Orte der Beiträge {a} bis {b}" for a, b in ((1, 24), (25, 48), (49, 60))]
    assert all(m.data.count(b"<circle") >= 12 for m in maps)


def test_more_variants_than_fit_are_split_over_tables(content: Content, german: Words) -> None:
    variants = content.workshop.variants
    more = tuple(replace(variants[1], id=f"v{i}", title=f"Variante {i}") for i in range(5))
    state = replace(content.workshop, variants=(variants[0], *more))
    tables = [
        block
        for block in build(replace(content, workshop=state), german).blocks
        if isinstance(block, Table) and block.caption.startswith("Kennzahlen im Bestand")
    ]
    assert [len(table.columns) for table in tables] == [6, 5]
    assert tables[0].rows[0] == (Cell("Glück", strong=True, span=6),)


def test_an_empty_workshop_says_so(german: Words) -> None:
    text = as_text(build(empty_content(), german))
    for sentence in (
        "Es wurde keine Variante entworfen.",
        "Es wurde kein Beitrag geschrieben.",
        "Die Gruppe hat keine Ziele vereinbart.",
        "Es wurden keine Kennzahlen berechnet.",
        "Es wurde keine Ebene berechnet.",
        "Es ist nichts verzeichnet.",
    ):
        assert sentence in text
