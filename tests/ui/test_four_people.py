"""Four people at one table, all at the same time: menus, measures, comments; the workshop holds exactly their acts.

With ``PLANNINGTABLE_PICTURES=FOLDER`` the pictures for the user guide are left there.
"""

import os
from pathlib import Path

import pytest
from helpers.hands import Place as Spot
from helpers.sites import SOUTH, WEST, block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session
from planningtable.domain.commands import AddVariant
from planningtable.domain.values import Category

pytestmark = [pytest.mark.gui, pytest.mark.slow]

SEATS = ("seat-1", "seat-2", "seat-3", "seat-4")
WORDS = {"seat-1": "Baum", "seat-2": "Bank", "seat-3": "Laut", "seat-4": "Halt"}
CATEGORIES = (Category.IDEA, Category.CONCERN, Category.QUESTION, Category.PRAISE)

# Places on lawn, each nearest to its seat, as metres from the corner of the site.
TREES = {"seat-1": (7.5, 7.0), "seat-2": (13.6, 60.6), "seat-3": (113.0, 112.0), "seat-4": (106.4, 58.0)}
PINS = {"seat-1": (22.0, 12.0), "seat-2": (17.0, 49.0), "seat-3": (101.0, 106.0), "seat-4": (99.0, 49.0)}


def each(table: TableProcess, target: str) -> list[Spot]:
    return table.at(*(f"{seat}.{target}" for seat in SEATS))


def spots(table: TableProcess, places: dict[str, tuple[float, float]]) -> list[Spot]:
    found = []
    for seat in SEATS:
        x, y = table.ask("place", WEST + places[seat][0], SOUTH + places[seat][1])
        found.append((x, y))
    return found


def picture(table: TableProcess, name: str) -> None:
    folder = os.environ.get("PLANNINGTABLE_PICTURES")
    if folder:
        table.until("settled")
        assert table.ask("picture", str(Path(folder) / f"{name}.png"))


def open_cards(table: TableProcess, card: str) -> None:
    """Everybody opens their ring by a touch of their tab, then the card, all at once."""
    hands = table.hands()
    hands.tap(*each(table, "tab"))
    hands.tap(*each(table, f"menu.{card}"))


def test_four_people_plan_and_speak_at_the_same_time(tmp_path: Path, display: str, udp_port: int) -> None:
    file = tmp_path / "table.gpkg"
    with Session.create(file, block_site(), "Vier am Tisch") as session:
        session.execute(AddVariant("variant-1", "Mehr Grün"), seat="facilitator")
    with TableProcess(file, display, tmp_path, tuio=udp_port, language="de") as table:
        table.until("settled")
        hands = table.hands()

        hands.hold((960, 760), (420, 540), (960, 320), (1500, 540))
        each(table, "menu.variants")
        picture(table, "four-menus")
        hands.tap(*each(table, "menu.variants"))
        hands.tap(*table.at("seat-1.variants.variant-1"))
        hands.tap(*each(table, "variants.close"))

        open_cards(table, "comment")
        hands.tap(*(table.at(f"{s}.comment.{c}")[0] for s, c in zip(SEATS, CATEGORIES, strict=True)))
        for letter in range(4):
            hands.tap(*(table.at(f"{seat}.key.{WORDS[seat][letter].lower()}")[0] for seat in SEATS))
        picture(table, "four-comments")
        hands.tap(*spots(table, PINS))
        hands.tap(*each(table, "comment.send"))
        hands.tap(*each(table, "comment.close"))

        open_cards(table, "measures")
        hands.tap(*each(table, "measures.tree"))
        each(table, "measures.tree")
        picture(table, "four-measures")
        hands.tap(*spots(table, TREES))
        table.until("settled")
        picture(table, "four-effects")
        assert table.ask("log") == []
        assert table.close() == 0

    with Session.open(file) as session:
        variant = session.state.variant("variant-1")
        assert variant is not None
        assert [m.kind for m in variant.measures] == ["tree"] * 4
        said = {c.seat: (c.text, c.category) for c in session.state.contributions}
        assert said == {s: (WORDS[s], c) for s, c in zip(SEATS, CATEGORIES, strict=True)}
        acts = [(act.seat, act.label) for act in session.history.log]
    expected = [("facilitator", "command.add-variant")]
    expected += [(seat, "command.place-measure") for seat in SEATS]
    expected += [(seat, "command.contribute") for seat in SEATS]
    assert sorted(acts) == sorted(expected)
