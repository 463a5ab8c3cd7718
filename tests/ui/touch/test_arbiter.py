import math

import pytest
from helpers.recorded_hands import of, played
from hypothesis import given
from hypothesis import strategies as st

from ui.touch.arbiter import Arbiter
from ui.touch.frame import TouchFrame, TouchPoint, read
from ui.touch.gestures import LongPress, MapGrasped, MapReleased, Pan, Pinch, Stroke, StrokePhase, Tap, Tilt
from ui.touch.recognisers import between

# Settings by default: 12 px of tremble, a hand of 420 px, two hands of 960 px, a long press of 0.5 s.


def test_a_short_touch_is_a_tap_where_it_was() -> None:
    assert played("0.0 1:100,100\n0.1 1:104,100\n0.2") == [Tap(1, 104, 100)]


def test_a_finger_that_rests_is_a_long_press_once_and_no_tap() -> None:
    gestures = played("0.0 1:100,100\n0.3 1:102,100\n0.5 1:103,100\n0.6 1:103,100\n0.7")
    assert gestures == [LongPress(1, 103, 100)]


def test_one_finger_pans_without_losing_or_inventing_way_after_it_set_off() -> None:
    gestures = played("0.0 1:100,100\n0.1 1:120,100\n0.2 1:130,105\n0.3 1:150,95\n0.4")
    assert gestures[0] == MapGrasped(112, 100)
    assert gestures[-1] == MapReleased()
    pans = of(Pan, gestures)
    # All of the way from where it no longer rested.
    assert (sum(p.dx for p in pans), sum(p.dy for p in pans)) == (38, -5)


def test_two_fingers_zoom_about_their_middle() -> None:
    gestures = played(
        "0 1:100,100 2:200,100\n0.1 1:70,100 2:230,100\n0.2 1:40,100 2:260,100\n0.3 1:0,100 2:300,100\n0.4"
    )
    pinches = of(Pinch, gestures)
    assert pinches
    assert pinches[-1].x == 150
    assert pinches[-1].factor == pytest.approx(300 / 220)
    assert all(p.degrees == 0 and p.dx == 0 for p in pinches)
    assert not of(Tap, gestures)


def test_two_fingers_turn_clockwise_as_seen() -> None:
    lines = ["0 1:100,0 2:-100,0"]
    for step in range(1, 10):
        x, y = 100 * math.cos(math.radians(10 * step)), 100 * math.sin(math.radians(10 * step))
        lines.append(f"{step / 10} 1:{x},{y} 2:{-x},{-y}")
    turned = sum(p.degrees for p in of(Pinch, played("\n".join(lines))))
    assert 50 <= turned <= 90


def test_two_fingers_side_by_side_that_go_up_together_tilt() -> None:
    gestures = played(
        "0 1:100,300 2:200,300\n0.1 1:100,280 2:200,281\n0.2 1:100,250 2:200,251\n"
        "0.3 1:100,220 2:200,221\n0.4 1:100,200 2:200,201"
    )
    tilts = of(Tilt, gestures)
    assert not of(Pinch, gestures)
    # 99.5 px in the middle, less one slop of rest and two in which the hand shows what it wants.
    assert sum(t.distance for t in tilts) == pytest.approx(99.5 - 3 * 12)


def test_fingers_that_are_heard_of_late_still_tilt() -> None:
    gestures = played(
        "0 1:900,900 2:1020,900\n0.1 1:900,900 2:1020,900\n0.4 1:900,600 2:1020,600\n0.5 1:900,590 2:1020,590"
    )
    assert not of(Pinch, gestures)
    assert sum(t.distance for t in of(Tilt, gestures)) > 250


def test_tilting_follows_the_edge_where_the_person_stands() -> None:
    west = Arbiter(facing=lambda _x, _y: (1.0, 0.0))
    text = (
        "0 1:100,300 2:100,400\n0.1 1:120,300 2:120,400\n0.2 1:150,300 2:150,400\n"
        "0.3 1:170,300 2:170,400\n0.4 1:200,300 2:200,400"
    )
    assert sum(t.distance for t in of(Tilt, played(text, west))) > 0
    assert not of(Tilt, played(text))


def test_a_tilt_that_crosses_the_table_goes_on() -> None:
    both_sides = Arbiter(facing=lambda _x, y: (0.0, -1.0 if y > 200 else 1.0))
    text = "0 1:100,390 2:200,390\n" + "\n".join(
        f"{i / 10} 1:100,{390 - 30 * i} 2:200,{390 - 30 * i}" for i in range(1, 12)
    )
    tilts = of(Tilt, played(text, both_sides))
    assert all(tilt.distance > 0 for tilt in tilts)
    assert sum(tilt.distance for tilt in tilts) > 250


def test_three_fingers_tilt() -> None:
    gestures = played(
        "0 1:100,300 2:200,300 3:300,300\n0.1 1:100,280 2:200,281 3:300,280\n0.2 1:100,250 2:200,250 3:300,250"
    )
    assert sum(t.distance for t in of(Tilt, gestures)) > 25


def test_a_finger_that_joins_or_leaves_makes_no_jump() -> None:
    gestures = played(
        "0 1:100,100\n0.1 1:130,100\n0.2 1:140,100\n"
        "0.3 1:140,100 2:300,300\n0.4 1:140,100 2:330,330\n0.5 1:140,100 2:340,340\n"
        "0.6 2:340,340\n0.7 2:345,340\n0.8"
    )
    assert of(Pan, gestures)[-1] == Pan(345, 340, 5, 0)
    assert all(abs(p.dx) <= 18 for p in of(Pan, gestures))
    assert all(math.hypot(p.dx, p.dy) <= 16 for p in of(Pinch, gestures))
    assert sum(isinstance(g, MapReleased) for g in gestures) == 1


TWO_PEOPLE_PINCH = """
0.00 1:200,500 2:300,500
0.05 1:180,500 2:320,500
0.10 1:150,500 2:350,500
0.15 1:150,500 2:350,500 3:3000,500 4:3100,500   # a second person, far away, does the same
0.20 1:140,500 2:360,500 3:2950,500 4:3150,500
0.25 1:130,500 2:370,500 3:2900,500 4:3200,500
0.30 3:2880,500 4:3220,500                        # the first one lets go
0.35 3:2860,500 4:3240,500
0.40
"""


def test_two_people_who_pinch_at_once_do_not_tear_at_the_map() -> None:
    gestures = played(TWO_PEOPLE_PINCH)
    assert all(p.x == 250 and p.dx == 0 for p in of(Pinch, gestures))
    assert sum(isinstance(g, MapGrasped) for g in gestures) == 1
    assert gestures[-1] == MapReleased()
    assert not of(Tap, gestures)


def test_while_one_pans_others_tap_and_open_menus() -> None:
    gestures = played(
        "0 1:100,100\n0.1 1:130,100\n0.2 1:140,100 2:2000,100 3:300,900\n0.3 1:150,100 2:2000,100\n"
        "0.75 1:160,100 2:2001,100\n0.8"
    )
    assert of(Tap, gestures) == [Tap(3, 300, 900)]
    assert of(LongPress, gestures) == [LongPress(2, 2001, 100)]
    assert sum(p.dx for p in of(Pan, gestures)) == 48


PALM = "1:500,500 2:560,480 3:540,560 4:600,540 5:520,620"


@pytest.mark.parametrize("lifted", [0.1, 0.8])
def test_a_hand_laid_flat_neither_taps_nor_asks_for_menus(lifted: float) -> None:
    rest = "".join(f"{0.05 * n:.2f} {PALM}\n" for n in range(1, round(lifted / 0.05)))
    assert played(f"0.0 {PALM}\n{rest}{lifted}") == []


def test_a_palm_that_comes_down_bit_by_bit_is_one_too() -> None:
    contacts = PALM.split()
    frames = [f"{0.02 * n:.2f} {' '.join(contacts[:n])}" for n in range(1, 6)]
    assert played("\n".join([*frames, "0.3"])) == []


def test_three_fingers_of_a_hand_tap_and_a_palm_does_not_silence_a_neighbour() -> None:
    three = "0.0 1:500,500 2:560,480 3:620,500\n0.1"
    assert len(of(Tap, played(three))) == 3
    beside = played(f"0.0 {PALM} 9:1400,500\n0.1 {PALM}\n0.2")
    assert beside == [Tap(9, 1400, 500)]


def test_all_fingers_of_a_hand_may_pull_the_map() -> None:
    moved = "1:580,500 2:640,480 3:620,560 4:680,540 5:600,620"
    assert of(MapGrasped, played(f"0.0 {PALM}\n0.05 {moved}\n0.1"))


def test_four_people_open_menus_side_by_side() -> None:
    gestures = played("0 1:0,0 2:300,0 3:300,300 4:0,300\n0.5 1:0,0 2:300,0 3:300,300 4:0,300\n0.6")
    assert {g.contact for g in of(LongPress, gestures)} == {1, 2, 3, 4}
    assert len(gestures) == 4


def test_the_other_hand_of_the_same_person_joins_when_it_moves() -> None:
    text = (
        "0 1:100,100\n0.1 1:130,100\n0.2 1:140,100 2:900,100\n0.3 1:140,100 2:930,100\n"
        "0.4 1:140,100 2:960,100\n0.5 1:140,100 2:990,100\n0.6"
    )
    assert of(Pinch, played(text))
    neighbours = Arbiter(whose=lambda x, _y: "left" if x < 500 else "right")
    assert not of(Pinch, played(text, neighbours))


def test_a_hand_that_rests_gives_the_map_to_the_next_who_moves() -> None:
    gestures = played(
        "0 1:100,100\n0.1 1:130,100\n0.2 1:140,100\n2.0 1:140,100 2:3000,0\n2.1 1:140,100 2:3030,0\n"
        "2.2 1:300,100 2:3040,0\n2.3"
    )
    assert [type(g) for g in gestures].count(MapGrasped) == 2
    assert of(Pan, gestures)[-1] == Pan(3040, 0, 10, 0)


def test_nothing_takes_effect_when_the_system_cancels() -> None:
    assert played("0 1:100,100\n0.1 cancel\n0.2") == []
    gestures = played("0 1:100,100\n0.1 1:130,100\n0.2 cancel\n0.3")
    assert gestures[-1] == MapReleased()


def test_a_lost_finger_ends_its_gesture_and_its_number_may_come_again() -> None:
    gestures = played("0 1:100,100\n0.1 1:130,100\n0.2 1*:900,900\n0.3 1:900,900\n0.4")
    assert of(Pan, gestures) == [Pan(130, 100, 18, 0)]
    assert of(Tap, gestures) == [Tap(1, 900, 900)]


def test_where_a_person_draws_one_finger_gives_a_stroke_from_where_it_came_down() -> None:
    arbiter = Arbiter(draws=lambda x, _y: x < 1000)
    gestures = played("0 1:100,100 2:2000,0\n0.1 1:120,100 2:2030,0\n0.2 1:140,100 2:2040,0\n0.3", arbiter)
    strokes = of(Stroke, gestures)
    assert [s.phase for s in strokes] == [StrokePhase.BEGIN, StrokePhase.MOVE, StrokePhase.MOVE, StrokePhase.END]
    assert (strokes[0].x, strokes[-1].x) == (100, 140)
    assert sum(p.dx for p in of(Pan, gestures)) == 28


def test_a_second_finger_right_after_a_stroke_began_meant_the_map() -> None:
    arbiter = Arbiter(draws=lambda _x, _y: True)
    gestures = played(
        "0 1:100,100\n0.1 1:120,100\n0.15 1:121,100 2:200,100\n0.2 1:100,100 2:230,100\n0.3 1:80,100 2:260,100\n0.4",
        arbiter,
    )
    assert of(Stroke, gestures)[-1].phase is StrokePhase.CANCEL
    assert of(Pinch, gestures)


coordinates = st.floats(-4000, 4000, allow_nan=False).map(lambda v: round(v, 1))


@given(*([coordinates] * 8))
def test_what_lay_under_two_fingers_stays_under_them(
    ax: float, ay: float, bx: float, by: float, cx: float, cy: float, dx: float, dy: float
) -> None:
    before = TouchFrame(0, (TouchPoint(1, ax, ay), TouchPoint(2, bx, by)))
    after = TouchFrame(1, (TouchPoint(1, cx, cy), TouchPoint(2, dx, dy)))
    gesture = between(before, after)
    if gesture is None or math.hypot(ax - bx, ay - by) < 1 or math.hypot(cx - dx, cy - dy) < 1:
        return
    angle = math.radians(gesture.degrees)
    for old, new in zip(before.points, after.points, strict=True):
        x, y = old.x + gesture.dx - gesture.x, old.y + gesture.dy - gesture.y
        moved_x = gesture.x + gesture.factor * (x * math.cos(angle) - y * math.sin(angle))
        moved_y = gesture.y + gesture.factor * (x * math.sin(angle) + y * math.cos(angle))
        assert math.hypot(moved_x - new.x, moved_y - new.y) < 1e-6


frames = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(1, 6), coordinates, coordinates, st.booleans()), max_size=6), st.booleans()
    ),
    max_size=30,
)


@given(frames)
def test_whatever_comes_every_hand_that_took_the_map_lets_it_go(
    steps: list[tuple[list[tuple[int, float, float, bool]], bool]],
) -> None:
    arbiter = Arbiter(draws=lambda x, _y: x > 0)
    gestures = []
    for number, (points, cancelled) in enumerate(steps):
        frame = TouchFrame(number / 10, () if cancelled else tuple(TouchPoint(*p) for p in points), cancelled)
        gestures += arbiter.feed(frame)
    gestures += arbiter.feed(TouchFrame(99.0))
    assert not arbiter.busy
    assert not arbiter.moving
    grasped = sum(isinstance(g, MapGrasped) for g in gestures)
    assert grasped == sum(isinstance(g, MapReleased) for g in gestures)
    begun = sum(isinstance(g, Stroke) and g.phase is StrokePhase.BEGIN for g in gestures)
    ended = sum(isinstance(g, Stroke) and g.phase in (StrokePhase.END, StrokePhase.CANCEL) for g in gestures)
    assert begun == ended


def test_a_recording_may_be_fed_twice() -> None:
    arbiter = Arbiter()
    for frame in read("0 1:0,0\n0.1\n"):
        assert len(arbiter.feed(frame)) == (0 if frame.points else 1)
    assert played("5 1:0,0\n5.1\n", arbiter) == [Tap(1, 0, 0)]
