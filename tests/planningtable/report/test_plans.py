"""The council pack tells what the development plan says to each variant, and what was not checked."""

from dataclasses import replace

import pytest
from helpers.packs import MADE, full_content
from helpers.plans import a_plan, box, quarter_plan
from helpers.sites import block_site

from planningtable.app.pack_content import Gathering
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.words import load_words
from planningtable.city.plan import Verdict
from planningtable.domain.commands import AddVariant, PlaceMeasure
from planningtable.domain.text import LANGUAGES
from planningtable.report.blocks import Bullets, Heading, as_text
from planningtable.report.content import Content
from planningtable.report.document import build


@pytest.fixture(scope="module")
def content() -> Content:
    """Two variants: a house of five storeys in the plan's middle, and a tree."""
    with Session.in_memory(block_site(), "Nordhafen") as session:
        session.plans = (quarter_plan(),)
        session.execute(AddVariant("v1", "Turm"), "facilitator")
        session.execute(AddVariant("v2", "Grün"), "facilitator")
        area = box(60, 36, 85, 43).wkt
        session.execute(PlaceMeasure("v1", "t1", "tree", "POINT (565005 5934005)"), "seat-1")
        session.execute(PlaceMeasure("v1", "m1", "new-building", area, None, (("storeys", 5),)), "seat-1")
        session.execute(PlaceMeasure("v2", "t2", "tree", "POINT (565005 5934005)"), "seat-1")
        host = PluginHost.discover()
        return Gathering(session, Results(session, host), host, load_words("de"), MADE).plain()


def test_findings_stand_with_their_variant(content: Content) -> None:
    of = {sheet.variant.id: sheet.plan for sheet in content.variants}
    assert {line.measure for line in of["v1"]} == {"m1"}
    assert {line.finding.text.id for line in of["v1"] if line.finding.verdict is Verdict.VIOLATED} == {
        "plan.finding.outside",
        "plan.finding.storeys",
        "plan.finding.height",
    }
    assert of["v2"] == ()


def test_the_chapter_says_it_in_both_languages(content: Content) -> None:
    for language, title, said in (
        ("de", "Bebauungsplan", "Maßnahme 2 (Neues Gebäude): 5 Vollgeschosse, zulässig sind höchstens 2."),
        ("en", "Development plan", "Measure 2 (New building): 5 full storeys, at most 2 are permitted."),
    ):
        document = build(content, load_words(language))
        assert title in [b.text for b in document.blocks if isinstance(b, Heading)]
        assert said in [item for b in document.blocks if isinstance(b, Bullets) for item in b.items]
        text = as_text(document)
        assert "plan." not in text.replace("plan.\n", "").replace("Bebauungsplan.", "")
        assert "2020-03-01" in text
        assert "Nordhafen" in text


def test_several_plans_are_told_apart(content: Content) -> None:
    two = replace(content, plans=(quarter_plan(), a_plan(name="Süd", number="8")))
    items = [i for b in build(two, load_words("de")).blocks if isinstance(b, Bullets) for i in b.items]
    assert any("Plan 7 „Nordhafen“: 5 Vollgeschosse" in item for item in items)


def test_without_plans_there_is_no_chapter() -> None:
    for language in LANGUAGES:
        words = load_words(language)
        headings = [b.text for b in build(full_content(b"png"), words).blocks if isinstance(b, Heading)]
        assert words("plan.report.title") not in headings
