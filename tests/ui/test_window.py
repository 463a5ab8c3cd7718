"""The real window on a virtual screen, touched by simulated hands through TUIO packets."""

import math
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers.hands import Hands
from helpers.sites import SOUTH, WEST, block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session

pytestmark = pytest.mark.gui


def workshop_file(folder: Path) -> Path:
    file = folder / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    return file


@pytest.fixture
def table(tmp_path: Path, display: str, udp_port: int) -> Iterator[TableProcess]:
    with TableProcess(workshop_file(tmp_path), display, tmp_path, tuio=udp_port) as process:
        process.until("settled")
        yield process
        assert process.ask("log") == []
        assert process.close() == 0


def rested(table: TableProcess, hands: Hands) -> None:
    """Fingers rest until the camera does: a slow machine hears of them later than they moved."""
    before = None
    while before != (before := table.ask("camera")):
        hands.rest(0.2)


def seen_at(table: TableProcess, east: float, north: float) -> tuple[float, float]:
    x, y = table.ask("place", WEST + east, SOUTH + north)
    return x, y


def test_the_map_follows_one_finger(table: TableProcess) -> None:
    before = seen_at(table, 40, 10)
    hands = table.hands()
    with hands.fingers((700, 400)) as (finger,):
        hands.move({finger: (800, 340)})
    table.until("settled")
    after = seen_at(table, 40, 10)
    # The first way until the finger counts as moving is not made up for.
    assert after[0] - before[0] == pytest.approx(100, abs=30)
    assert after[1] - before[1] == pytest.approx(-60, abs=30)


def test_a_card_follows_the_finger_on_its_header_and_the_map_stays(table: TableProcess) -> None:
    hands = table.hands()
    before = table.ask("camera")
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.variants"))
    ((x, y),) = table.at("seat-1.variants.close")
    with hands.fingers((x - 200, y)) as (finger,):
        hands.move({finger: (x - 500, y - 150)}, 0.5)
        hands.rest(0.2)
    ((left, top),) = table.at("seat-1.variants.close")
    assert (left - x, top - y) == (pytest.approx(-300, abs=15), pytest.approx(-150, abs=15))
    assert table.ask("camera") == before


def test_a_sign_that_a_finger_has_touched_is_not_explained(table: TableProcess) -> None:
    hands = table.hands()
    hands.tap(*table.at("seat-1.tab"))
    hands.tap(*table.at("seat-1.menu.variants"))
    ((x, y),) = table.at("seat-1.variants.roll")
    hands.tap((x, y))
    table.until("there", "seat-1.variants.roll")
    hands.rest(1.0)
    assert "tip" not in table.targets()


@pytest.mark.parametrize("resting", [False, True])
def test_a_card_shrinks_under_two_fingers_and_goes_nowhere_else(table: TableProcess, resting: bool) -> None:
    hands = table.hands()
    for name in ("tab", "menu.indicators"):
        hands.tap(*table.at(f"seat-1.{name}"))
    ((x, y),) = table.at("seat-1.indicators.close")
    size = table.ask("targets")["seat-1.indicators.close"][2]
    near, far = (x - 100, y + 60), (x - 400, y + 60)
    with hands.fingers(near, far) as (one, other):
        hands.move({one: near if resting else (x - 130, y + 60), other: (x - 340, y + 60)}, 0.6)
        hands.rest(0.2)
    ((to_x, to_y),) = table.at("seat-1.indicators.close")
    after = table.ask("targets")["seat-1.indicators.close"]
    assert after[2] == after[3] == pytest.approx(size * (240 if resting else 210) / 300, rel=0.12)
    # It stays between the fingers, upright: its cross comes nearer to them by what it shrinks.
    assert -100 < to_x - x <= 0
    assert to_y == pytest.approx(y, abs=40)


def test_a_card_shrinks_under_fingers_that_came_down_on_its_buttons(table: TableProcess) -> None:
    hands = table.hands()
    for name in ("tab", "menu.variants"):
        hands.tap(*table.at(f"seat-1.{name}"))
    (row,) = table.at("seat-1.variants.base")
    size = table.ask("targets")["seat-1.variants.close"][2]
    left, right = (row[0] - 150, row[1]), (row[0] + 150, row[1])
    with hands.fingers(left, right) as (one, other):
        hands.move({one: (row[0] - 110, row[1]), other: (row[0] + 110, row[1])}, 0.6)
        hands.rest(0.2)
    table.at("seat-1.variants.close")
    assert table.ask("targets")["seat-1.variants.close"][2] == pytest.approx(size * 220 / 300, rel=0.12)
    # One finger is a touch, as ever, also a slow one.
    with hands.fingers(*table.at("seat-1.variants.close")):
        hands.rest(1.5)
    table.until("gone", "seat-1.variants.close")


def chosen(table: TableProcess) -> list[str]:
    """What the sliders of a rain say: its sum and its duration."""
    texts = [text["text"] for text in table.ask("texts")]
    return [next(text for text in texts if re.fullmatch(rf"\d+ {unit}", text)) for unit in ("mm", "min")]


def test_two_sliders_of_a_card_follow_a_finger_each_and_the_card_stays(table: TableProcess) -> None:
    hands = table.hands()
    for name in ("tab", "menu.layers", "layers.heavy-rain"):
        hands.tap(*table.at(f"seat-1.{name}"))
    table.until("settled", seconds=120)
    rain, minutes = table.at("seat-1.layers.free.rain_mm", "seat-1.layers.free.minutes")
    before = table.ask("targets")["seat-1.layers.close"]
    told = chosen(table)
    with hands.fingers(rain, minutes) as (one, other):
        hands.move({one: (rain[0] + 60, rain[1]), other: (minutes[0] - 60, minutes[1])}, 0.5)
        hands.rest(0.2)
    after = table.ask("targets")["seat-1.layers.close"]
    assert len(told) == 2
    assert all(now != then for now, then in zip(chosen(table), told, strict=True)), (told, chosen(table))
    # The card may have grown by what is told of rain that is no scenario; it is neither turned nor made smaller.
    assert (after[0], *after[2:]) == (before[0], *before[2:])


def test_cards_of_one_seat_stand_side_by_side_and_roll_up(table: TableProcess) -> None:
    hands = table.hands()
    for card in ("layers", "variants"):
        hands.tap(*table.at("seat-1.tab"))
        hands.tap(*table.at(f"seat-1.menu.{card}"))
    (layers, _), (variants, _) = table.at("seat-1.layers.close", "seat-1.variants.close")
    assert variants - layers > 400
    hands.tap(*table.at("seat-1.variants.roll"))
    table.at("seat-1.variants.close")
    assert "seat-1.variants.new" not in table.targets()
    hands.tap(*table.at("seat-1.variants.roll"))
    table.at("seat-1.variants.new")


def test_what_lies_under_two_fingers_stays_there(table: TableProcess) -> None:
    hands = table.hands()
    with hands.fingers((860, 540), (1060, 540)) as (left, right):
        hands.move({left: (820, 540), right: (1100, 540)}, 0.2)
        rested(table, hands)
        held = [table.ask("pick", x, 540) for x in (820, 1100)]
        hands.move({left: (900, 400), right: (1020, 700)}, 0.4)
        rested(table, hands)
        for (x, y), place in zip(((900, 400), (1020, 700)), held, strict=True):
            found = table.ask("pick", x, y)
            assert math.hypot(found["east"] - place["east"], found["north"] - place["north"]) < 0.5
    assert table.ask("camera")["azimuth"] != 0


def test_two_fingers_that_move_away_from_the_person_tilt(table: TableProcess) -> None:
    hands = table.hands()
    with hands.fingers((900, 900), (1020, 900)) as (left, right):
        # A slow machine hears of the fingers later than they move; it is waited for, so that it sees them move.
        for y in (860, 780, 690, 600):
            hands.heard()
            hands.move({left: (900, y), right: (1020, y)}, 0.1)
        hands.heard()
    assert table.ask("camera")["tilt"] > 15


def test_two_people_who_pinch_do_not_make_the_map_jump(table: TableProcess) -> None:
    hands = table.hands()
    with hands.fingers((300, 500), (400, 500)) as (a, b):
        hands.move({a: (280, 500), b: (420, 500)}, 0.2)
        before = table.ask("camera")
        with hands.fingers((1600, 500), (1700, 500)) as (c, d):
            hands.move({c: (1500, 300), d: (1800, 700)}, 0.4)
            assert table.ask("camera") == before


def test_four_people_open_their_menus_at_the_same_time(table: TableProcess) -> None:
    hands = table.hands()
    hands.hold((960, 800), (300, 540), (960, 280), (1620, 540))
    places = table.at(*(f"seat-{number}.menu.measures" for number in (1, 2, 3, 4)))
    assert len(set(places)) == 4


def test_the_picture_is_the_right_way_up(table: TableProcess, tmp_path: Path) -> None:
    from PIL import Image

    file = tmp_path / "window.png"
    assert table.ask("picture", str(file))
    picture = Image.open(file).convert("L")

    def brightness(east: float, north: float) -> int:
        x, y = seen_at(table, east, north)
        return int(picture.getpixel((round(x), round(y))))  # type: ignore[arg-type]

    # Roofs are white; beside the same place mirrored about the middle lies darker lawn.
    assert brightness(26, 75) > 245
    assert brightness(26, 45 + 5) < 245
    assert brightness(90, 85) > 245


def test_the_beamer_shows_the_same_site_from_the_side(tmp_path: Path, display: str) -> None:
    from PIL import Image

    with TableProcess(workshop_file(tmp_path), display, tmp_path, mode="desk", beamer=0) as process:
        process.until("settled")
        for name, question in (("table", "picture"), ("beamer", "beamer")):
            assert process.until(question, str(tmp_path / f"{name}.png"))
        assert process.ask("log") == []
        assert process.close() == 0
    table, beamer = (Image.open(tmp_path / f"{name}.png").convert("L") for name in ("table", "beamer"))
    assert beamer.size == (1920, 1080)
    # White roofs are there, and not where they are from above.
    assert beamer.getextrema()[1] > 245
    assert beamer.tobytes() != table.tobytes()
    assert len(beamer.getcolors() or range(300)) > 100


@pytest.fixture
def desk(tmp_path: Path, display: str) -> Iterator[tuple[TableProcess, Callable[..., None]]]:
    """A desk, and a hand on its mouse and keys."""
    program = shutil.which("xdotool")
    if program is None:
        pytest.skip("xdotool is not installed: nobody moves the mouse")

    def act(*words: object) -> None:
        command = [program, *(str(word) for word in words)]
        subprocess.run(command, check=True, env={**os.environ, "DISPLAY": display})

    with TableProcess(workshop_file(tmp_path), display, tmp_path, mode="desk") as process:
        process.until("settled")
        yield process, act
        assert process.ask("log") == []


def test_mouse_and_keys_do_what_fingers_do(desk: tuple[TableProcess, Callable[..., None]]) -> None:
    process, act = desk

    def changed(key: str, *words: object) -> float:
        process.until("settled")
        before = process.ask("camera")[key]
        act(*words)
        end = time.monotonic() + 10
        while process.ask("camera")[key] == before and time.monotonic() < end:
            time.sleep(0.02)
        process.until("settled")
        return float(process.ask("camera")[key] - before)

    assert changed("distance", "mousemove", 960, 540, "click", 4) < 0
    assert changed("distance", "mousemove", 960, 540, "click", 5) > 0
    assert changed("distance", "mousemove", 960, 540, "click", "--repeat", 3, 4) < 0
    assert changed("east", *_drag(1, (900, 500), (1000, 500))) < 0
    assert changed("azimuth", *_drag(3, (900, 500), (1000, 500))) != 0
    assert changed("tilt", *_drag(3, (900, 500), (900, 400))) > 0
    assert changed("distance", "key", "minus") > 0
    assert changed("azimuth", "key", "e") != 0
    assert changed("tilt", "key", "Next") < 0
    assert changed("east", "key", "Right") != 0
    assert changed("distance", "key", "Home") != 0
    act("mousemove", 900, 500, "click", 3)
    process.at("desk.menu.measures")


def _drag(button: int, start: tuple[int, int], end: tuple[int, int]) -> list[object]:
    middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
    moves = [word for place in (middle, end) for word in ("sleep", 0.05, "mousemove", *place)]
    return ["mousemove", *start, "mousedown", button, *moves, "sleep", 0.05, "mouseup", button]


def test_the_compass_turns_north_up_and_then_shows_the_whole_site(table: TableProcess) -> None:
    hands = table.hands()
    ((x, y),) = table.at("compass")
    home = table.ask("camera")
    with hands.fingers((860, 540), (1060, 540)) as (left, right):
        hands.move({left: (900, 400), right: (1020, 700)}, 0.4)
        hands.rest(0.1)
    turned = table.ask("camera")
    assert turned["azimuth"] != 0
    hands.tap((x, y))
    up = table.ask("camera")
    assert min(up["azimuth"], 360 - up["azimuth"]) < 0.01
    assert up["distance"] == pytest.approx(turned["distance"])
    assert up["distance"] != pytest.approx(home["distance"])
    hands.tap((x, y))
    assert table.ask("camera") == home


def test_the_scale_bar_is_as_long_as_it_says(table: TableProcess) -> None:
    ((metres, width),) = [
        (float(name.partition(".")[2]), width)
        for name, (_, _, width, _) in table.ask("targets").items()
        if name.startswith("scale.")
    ]
    left, right = (table.ask("place", WEST + east, SOUTH + 60)[0] for east in (20, 20 + metres))
    assert width == pytest.approx(right - left, abs=1)
