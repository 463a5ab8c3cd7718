"""The QML itself: loads without a warning, keeps to the theme, can be read, can be found by a finger."""

import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from helpers.colour_vision import EYES, difference, seen
from helpers.preview import preview
from helpers.sites import SOUTH, WEST
from helpers.table import made_up_world
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickView

import ui.icon_item
import ui.surveyor  # noqa: F401 - registers what finds places on the map with QML
from planningtable.domain.commands import Contribute, EnterPhase
from planningtable.domain.seats import DESK, FACILITATOR, TABLE_SEATS, USUAL_SEATS
from planningtable.domain.values import Category, Phase, Place
from ui.inspect import Target, targets
from ui.viewmodels.hand import Touched

Box = tuple[float, float, float, float]

HERE = Path(__file__).parent
QML = HERE.parents[1] / "ui" / "qml"
CARDS = ("layers", "sun", "measures", "variants", "indicators", "comment", "cameras", "measuring")
LITERALS = {
    "a colour": re.compile(r'"#[0-9a-fA-F]{3,8}"|color:\s*"\w+"|Qt\.(rgba|hsla|darker|lighter)\('),
    "a size": re.compile(
        r"\b(width|height|radius|pixelSize|pointSize|spacing|padding|margins?|\w+Margin|\w+Padding|\w+Spacing):\s*[1-9][\d.]*\s*(;|\}|$)"
    ),
    "a duration": re.compile(r"\b(duration|interval):\s*[0-9]"),
    "a font": re.compile(r'family:\s*"'),
    "a context property or a MouseArea": re.compile(r"\bMouseArea\b"),
}


def box(item: Target) -> Box:
    return (
        item.x - item.width / 2,
        item.y - item.height / 2,
        item.x + item.width / 2,
        item.y + item.height / 2,
    )


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.fixture
def view(world, qtbot) -> Iterator[QQuickView]:
    with preview(world.table) as made:
        yield made


def test_every_card_opens_at_every_seat_without_a_warning(view, world, qtlog):
    world.table.seat("seat-1").variants.begin()
    for seat in world.table.seats:
        for card in CARDS:
            seat.open_card(card)
        seat.layers.choose("puddles")
        seat.measures.choose("new-building")
        seat.indicators.choose("green-space")
        seat.variants.rename()
        seat.switch_language()
        seat.ring.toggle()
    world.table.status.toggle()
    world.workers.run()
    view.grabWindow()
    assert [record.message for record in qtlog.records if "qml" in record.message.lower()] == []
    found = targets(view)
    for seat in TABLE_SEATS[:USUAL_SEATS]:
        assert {f"{seat.id}.tab", f"{seat.id}.menu.layers", f"{seat.id}.key.a", f"{seat.id}.comment.send"} <= set(found)


@pytest.mark.parametrize("card", CARDS)
def test_cards_of_all_seats_lie_on_the_table(view, world, card):
    for seat in world.table.seats:
        seat.open_card(card)
    world.workers.run()
    view.grabWindow()
    assert {f"{seat.id}.{card}.close" for seat in TABLE_SEATS[:USUAL_SEATS]} <= set(targets(view))


@pytest.mark.parametrize(
    ("seat", "down"), [*zip(TABLE_SEATS[:USUAL_SEATS], ((0, 1), (-1, 0), (0, -1), (1, 0)), strict=True)]
)
def test_a_keyboard_is_upright_for_its_seat(view, world, seat, down):
    world.table.seat(seat.id).open_card("comment")
    view.grabWindow()
    found = targets(view)
    upper, lower = found[f"{seat.id}.key.q"], found[f"{seat.id}.key.a"]
    across, along = lower.x - upper.x, lower.y - upper.y
    assert across * down[0] + along * down[1] > upper.height / 2


def test_touch_targets_are_large_enough(view, world):
    for seat in world.table.seats:
        seat.ring.toggle()
        seat.open_card("comment")
        seat.open_card("variants")
        seat.open_card("layers")
    world.workers.run()
    view.grabWindow()
    # 15 mm on a 43 inch table, whose picture of 1080 pixels is 535 mm high.
    least = 15 / 535 * 1080
    small = [
        name
        for name, item in targets(view).items()
        if min(item.width, item.height) < least and ".indicators." not in name
    ]
    assert small == []


def test_no_literal_outside_theme_and_units():
    found = []
    for file in sorted(QML.glob("*.qml")):
        if file.name in {"Theme.qml", "Units.qml"}:
            continue
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            code = line.split("//")[0]
            found += [f"{file.name}:{number} has {what}" for what, rule in LITERALS.items() if rule.search(code)]
    assert found == []


def test_untyped_properties_say_why():
    for file in QML.glob("*.qml"):
        lines = file.read_text("utf-8").splitlines()
        for before, line in zip(["", *lines], lines, strict=False):
            if re.search(r"\bproperty var\b", line):
                assert "//" in before + line or "property var" in before, f"{file.name}: {line.strip()}"


def test_no_context_properties():
    for file in QML.parent.rglob("*.py"):
        assert "setContextProperty" not in file.read_text("utf-8"), file.name


# Made without its model the table complains while it is taken apart; pytest-qt cannot read the path of such a complaint
# where it holds an umlaut.
@pytest.mark.no_qt_log
def test_a_table_without_its_model_is_an_error(qapp):
    engine = QQmlEngine()
    component = QQmlComponent(engine, QUrl.fromLocalFile(str(QML / "Table.qml")))
    made = component.createWithInitialProperties({})
    assert made is None
    assert "Required property" in component.errorString()


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=["light", "dark"])
def theme(view, request) -> Iterator[QObject]:
    engine = view.engine()
    component = QQmlComponent(engine)
    component.setData(
        b'import QtQuick\nimport "."\nItem { property QtObject theme: Theme\n'
        b"function deep(tint: color): color { return Theme.deep(tint) } }",
        QUrl.fromLocalFile(str(QML / "Probe.qml")),
    )
    made = component.create()
    assert made is not None, component.errorString()
    made.setParent(view)
    made.property("theme").setProperty("dark", request.param == "dark")
    yield made
    made.property("theme").setProperty("dark", False)


INKS = {
    "ink": ("paper", "field", "key", "keyPressed", "warning"),
    "quiet": ("paper", "field", "key"),
    "good": ("paper", "field", "key"),
    "bad": ("paper", "field", "key"),
    "caution": ("paper", "field", "key"),
    "chipInk": ("chip",),
    "chipQuiet": ("chip",),
    "mapInk": ("mapHalo",),
}
"""What is written in which colour on what."""


def test_text_can_be_read_on_its_ground(theme):
    colours = theme.property("theme")
    pairs = [(ink, ground) for ink, grounds in INKS.items() for ground in grounds]
    found = {(ink, ground): contrast(colours.property(ink), colours.property(ground)) for ink, ground in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


def test_every_colour_of_text_is_looked_at():
    """A label takes its colour from the theme: one that is in no pair was never checked."""
    written = re.compile(r"\bLabel \{(?:[^{}]|\{[^{}]*\})*?\bcolor: ([^\n]+)")
    used = set()
    for file in QML.glob("*.qml"):
        for expression in written.findall(file.read_text("utf-8")):
            used |= set(re.findall(r"Theme\.(\w+)", expression))
    assert used - {"deep", "tone"} <= {*INKS, "onTint", "base", "line"}


@pytest.mark.parametrize("seat", [*TABLE_SEATS, DESK], ids=lambda seat: seat.id)
def test_seat_colours_can_be_written_on_and_written_with(theme, seat):
    colours = theme.property("theme")
    deep = theme.deep(QColor(seat.colour))
    assert contrast(colours.property("onTint"), deep) >= 4.5
    assert contrast(deep, colours.property("paper")) >= 4.5
    assert contrast(deep, colours.property("key")) >= 4.5
    assert contrast(deep, colours.property("field")) >= 4.5


def test_the_dark_is_dark(theme):
    colours = theme.property("theme")
    assert (luminance(colours.property("paper")) < luminance(colours.property("ink"))) == colours.property("dark")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("שלום לכם", True),
        ("مرحبا بالجميع", True),
        ("Mehr Bäume, bitte", False),
        ("‏2 עצים ליד הבית", True),
    ],
    ids=["hebrew", "arabic", "german", "number-first"],
)
def test_what_is_written_from_the_right_stands_at_the_right(view, world, text, right):
    """In the text that is being written and on the contribution's card."""
    seat = world.table.seat("seat-1")
    seat.open_card("comment")
    seat.hand_keyboard.fill("comment", text)
    seat.comment.put_at(Touched("ground", "", WEST + 20.0, SOUTH + 20.0))
    view.grabWindow()
    (written,) = (found for seen, found in at_the_right(view).items() if seen.startswith(text))
    assert written == right
    # No letter is left out or turned round: the order is the shaper's, the text stays as it was typed.
    seat.comment.send()
    (said,) = world.session.state.contributions
    assert said.text == text
    world.table.touched("pin", said.id, 0.0, 0.0, "seat-3")
    view.grabWindow()
    assert at_the_right(view)[text] == right


_TEXTS = """
(function (root) {
    const found = [], waiting = [root]
    while (waiting.length > 0) {
        const item = waiting.pop()
        if (!item.visible)
            continue
        for (let i = 0; i < item.children.length; ++i)
            waiting.push(item.children[i])
        if (item.effectiveHorizontalAlignment !== undefined)
            found.push([item.text, item.effectiveHorizontalAlignment === 2])
    }
    return JSON.stringify(found)
})
"""


def at_the_right(view: QQuickView) -> dict[str, bool]:
    """All texts that are seen, and whether they stand at the right."""
    engine = view.engine()
    walked = engine.evaluate(_TEXTS).call([engine.newQObject(view.rootObject())])
    return dict(json.loads(walked.toString()))


@pytest.mark.parametrize("count", [4, 8])
def test_what_undo_takes_back_reaches_over_no_neighbours_buttons(count, worlds, qtbot):
    del qtbot
    world = made_up_world(TABLE_SEATS[:count])
    worlds.append(world)
    world.workers.run()
    here = Place(f"POINT ({WEST + 5} {SOUTH + 5})", "place")
    for seat in world.table.seats:
        world.session.execute(Contribute(f"c-{seat.id}", Category.OBSERVATION, "Laut", "de", here), seat.id)
        world.session.execute(Contribute(f"d-{seat.id}", Category.OBSERVATION, "Laut", "de", here), seat.id)
        seat.undo()
    with preview(world.table) as view:
        view.grabWindow()
        found = targets(view)
    kinds = ("tab", "undo", "redo", "language", "fetch")
    boxes = {name: box(item) for name, item in found.items() if name.partition(".")[2] in kinds}
    assert {f"{seat.id}.{act}" for seat in TABLE_SEATS[:count] for act in ("undo", "redo")} <= set(boxes)
    assert [pair for pair in combinations(boxes, 2) if meet(boxes[pair[0]], boxes[pair[1]])] == []


def test_a_ring_leaves_cards_that_wait_in_sight(view, world):
    seat = world.table.seat("seat-1")
    seat.open_card("layers")
    seat.stock.keep("layers")
    seat.ring.toggle()
    view.grabWindow()
    found = targets(view)
    chip = box(found["seat-1.bin.layers"])
    ring = [box(item) for name, item in found.items() if name.startswith("seat-1.menu.")]
    assert len(ring) > 5
    assert max(one[3] for one in ring) <= chip[1]


def test_the_phase_is_said_at_every_seat_in_its_language(world):
    world.session.execute(EnterPhase(Phase.EVALUATION), FACILITATOR.id)
    world.table.seat("seat-3").switch_language()
    said = [seat.property("phase") for seat in world.table.seats]
    assert said == ["Phase: Bewertung", "Phase: Bewertung", "Phase: Evaluation", "Phase: Bewertung"]


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)], ids=str)
@pytest.mark.parametrize("count", range(1, 9))
def test_tabs_of_all_seats_have_room(count, size, worlds, qtbot):
    del qtbot
    world = made_up_world(TABLE_SEATS[:count])
    worlds.append(world)
    world.workers.run()
    with preview(world.table, size) as view:
        for seat in world.table.seats:
            seat.ring.toggle()
        view.grabWindow()
        found = targets(view)
    tabs = [found[f"{seat.id}.{part}"] for seat in TABLE_SEATS[:count] for part in ("tab", "language")]
    rings = [found[f"{seat.id}.menu.close"] for seat in TABLE_SEATS[:count]]
    boxes = [*map(box, [*tabs, found["status"]]), *map(box, rings)]
    assert all(x0 >= 0 and y0 >= 0 and x1 <= size[0] and y1 <= size[1] for x0, y0, x1, y1 in boxes)
    assert not any(meet(one, other) for one, other in combinations(boxes, 2))


def test_eight_seats_are_told_apart_by_every_eye():
    apart = {
        (one.id, other.id, eye): difference(seen(one.colour, eye), seen(other.colour, eye))
        for one, other in combinations(TABLE_SEATS, 2)
        for eye in EYES
    }
    assert min(apart.values()) > 8, min(apart, key=apart.__getitem__)


def test_seats_differ():
    assert all(one.colour != other.colour and one.symbol != other.symbol for one, other in combinations(TABLE_SEATS, 2))
