"""Every control at the desk has a name, in both languages, and a place in the order of keys; the table has no other."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.controls import controls
from helpers.desk import KeyDesk
from helpers.preview import preview
from helpers.sites import block_site
from helpers.table import made_up_world
from helpers.table_process import TableProcess

from planningtable.app.session import Session
from planningtable.domain.commands import AddVariant
from planningtable.domain.seats import DESK, TABLE_SEATS
from ui.viewmodels.ring import ENTRIES

QML = Path(__file__).parents[2] / "ui" / "qml"
KEYS = re.compile(r"desk\.key\.")


def test_only_controls_hear_a_tap():
    """So that whoever looks at all controls has looked at all that can be pressed."""
    handler = re.compile(r"TapHandler\s*\{([^}]*)\}", re.DOTALL)
    heard = {
        file.name
        for file in QML.glob("*.qml")
        for block in handler.findall(file.read_text("utf-8"))
        if "onTapped" in block
    }
    assert heard == {"Touchable.qml", "TextBox.qml", "Slider.qml"}


@pytest.fixture
def desk(tmp_path: Path, display: str) -> Iterator[KeyDesk]:
    file = tmp_path / "desk.gpkg"
    with Session.create(file, block_site(), "Probe") as session:
        session.execute(AddVariant("variant-1", "Mehr Grün"), seat="facilitator")
    with TableProcess(file, display, tmp_path, mode="desk", language="de") as process:
        process.until("settled")
        yield KeyDesk(process)
        assert process.ask("log") == []


def faults(desk: KeyDesk) -> tuple[set[str], set[str]]:
    """What is wrong with the controls that are there now, and their names."""
    found = desk.process.ask("controls")
    wrong = {f"{one['where']} has no name" for one in found if not one["name"].strip()}
    wrong |= {f"{one['where']} has no role" for one in found if one["role"] == 0}
    wrong |= {
        f"{one['where']} has neither word nor tip"
        for one in found
        if not (one["written"] or one["tip"])
        and "Input" not in one["where"]
        and not KEYS.match(one["where"])
        and one["role"] in PRESSED
    }
    wrong |= {
        f"{one['where']} is not met by the tab key"
        for one in found
        if not one["stops"] and not KEYS.match(one["where"])
    }
    return wrong, {one["name"] for one in found}


PRESSED = {43, 44, 45, 57, 12}
"""Push button, check box, radio button, button with a menu, menu item."""


def everything_open(desk: KeyDesk) -> set[str]:
    """Open all there is, bit by bit; the names met on the way."""
    names: set[str] = set()
    wrong: set[str] = set()

    def look() -> None:
        bad, met = faults(desk)
        wrong.update(bad)
        names.update(met)

    look()
    desk.key("F1")
    look()
    desk.key("Escape")
    desk.card(3)
    desk.press("desk.variants.variant-1")
    desk.press("desk.variants.rename")
    look()
    desk.key("Return")
    for number, card in enumerate(ENTRIES, start=1):
        desk.card(number)
        until_open(desk, card)
        look()
    desk.press("desk.layers.heat")
    desk.card(2)
    desk.press("desk.measures.tree")
    desk.card(4)
    desk.press("desk.compare.lens")
    look()
    desk.press("desk.compare.swipe")
    look()
    desk.press("desk.compare.four")
    look()
    desk.press("views.close")
    desk.key("F10")
    look()
    desk.key("Escape")
    desk.press("status")
    look()
    for panel in "EO":
        desk.key(panel, "Control")
        look()
        desk.key("Escape")
    assert wrong == set()
    return names


def until_open(desk: KeyDesk, card: str) -> None:
    desk.process.at(f"desk.{card}.close")


@pytest.mark.gui
@pytest.mark.slow
def test_every_control_has_a_name_in_both_languages(desk: KeyDesk) -> None:
    german = everything_open(desk)
    for _ in ENTRIES:
        desk.key("Escape")
    desk.press("desk.language")
    english = everything_open(desk)
    assert "Schließen" in german
    assert "Close" in english
    assert "Schließen" not in english


def offered(seat, world) -> dict[str, set[str]]:
    """Card to what it offers, without the name of the seat."""
    world.session.execute(AddVariant("variant-1", "Mehr Grün"), seat="facilitator")
    found = {}
    with preview(world.table) as view:
        model = world.table.seat(seat.id)
        model.variants.choose("variant-1")
        model.layers.choose("puddles")
        model.measures.choose("tree")
        world.workers.run()
        for card in ENTRIES:
            model.open_card(card)
            view.grabWindow()
            found[card] = {one.where.removeprefix(seat.id) for one in controls(view) if one.where.startswith(seat.id)}
            model.close_card(card)
        model.ring.toggle()
        view.grabWindow()
        found["menu"] = {one.where.removeprefix(seat.id) for one in controls(view) if ".menu." in one.where}
    return found


def test_the_desk_offers_every_act_of_the_table(worlds, qtbot):
    del qtbot
    table, desk = made_up_world(TABLE_SEATS[:1]), made_up_world((DESK,))
    worlds += [table, desk]
    at_table, at_desk = offered(TABLE_SEATS[0], table), offered(DESK, desk)
    assert set(at_table) == {*ENTRIES, "menu"}
    few = {card: names for card, names in at_table.items() if len(names) < 4}
    assert few == {}
    assert at_desk == at_table
