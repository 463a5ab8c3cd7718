"""Signs that make room for each other, and stay where they are while the camera moves a little."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.labels.placing import APART, NAMES, NEW_ROOM, PINS, Need, Sign, box_of, placed

SIZE = (800.0, 600.0)


def name(key: str, x: float, y: float, rank: float = 1.0, text: str = "") -> Sign:
    return Sign(key, x, y, -50.0, -10.0, 100.0, 20.0, rank, text)


def overlaps(signs: list[Sign], found: dict) -> int:
    boxes = [box_of(sign, NAMES[found[sign.key]]) for sign in signs if sign.key in found]
    return sum(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for i, a in enumerate(boxes) for b in boxes[:i]
    )


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0, 600), st.floats(0, 9)), max_size=40))
@settings(deadline=None, max_examples=60)
def test_no_name_covers_another_nor_leaves_the_picture(places: list[tuple[float, float, float]]) -> None:
    signs = [name(str(row), *place) for row, place in enumerate(places)]
    found = placed(signs, NAMES, SIZE, {})
    assert overlaps(signs, found) == 0
    for sign in signs:
        if sign.key in found:
            left, top, right, bottom = box_of(sign, NAMES[found[sign.key]])
            assert left >= 0
            assert top >= 0
            assert right <= SIZE[0]
            assert bottom <= SIZE[1]
    # What is in a picture that does not change stays as it is.
    assert placed(signs, NAMES, SIZE, found) == found


def test_the_higher_rank_has_its_own_place_and_the_other_moves_beside_it() -> None:
    low, high = name("low", 400, 300, 1.0), name("high", 410, 304, 2.0)
    found = placed([low, high], NAMES, SIZE, {})
    assert found["high"] == 0
    assert found["low"] != 0


def test_what_stands_in_the_way_is_avoided() -> None:
    sign = name("a", 400, 300)
    around = box_of(sign, (0.0, 0.0))
    assert placed([sign], NAMES, SIZE, {}, taken=np.array([around]))["a"] != 0
    everything = np.array([(0.0, 0.0, *SIZE)])
    assert placed([sign], NAMES, SIZE, {}, taken=everything) == {}
    assert placed([replace(sign, need=Need.MUST)], NAMES, SIZE, {}, taken=everything).keys() == {"a"}


def test_nothing_flickers_where_two_only_just_touch() -> None:
    one = name("one", 400, 300, 2.0)

    def after(gap: float, before: dict) -> bool:
        return "two" in placed([one, replace(name("two", 500 + gap, 300), key="two")], ((0.0, 0.0),), SIZE, before)

    between = NEW_ROOM / 2
    assert after(NEW_ROOM + 1, {})
    assert not after(between, {}), "it would come only with more room"
    assert after(between, {"one": 0, "two": 0}), "it was there, and stays"
    assert not after(-1.0, {"one": 0, "two": 0})


def test_a_sign_that_had_to_move_stays_there_and_goes_back_with_ample_room() -> None:
    one = name("one", 400, 300, 2.0)
    moved = placed([one, name("two", 405, 302)], NAMES, SIZE, {})
    assert moved["two"] != 0
    a_little = placed([one, name("two", 408, 303)], NAMES, SIZE, moved)
    assert a_little == moved
    assert placed([one, name("two", 620, 300)], NAMES, SIZE, moved)["two"] == 0


def test_the_same_name_is_not_repeated_close_by() -> None:
    near, far = name("a", 100, 100, text="Allee"), name("b", 100 + APART / 2, 400, 0.5, text="Allee")
    assert placed([near, far], NAMES, SIZE, {}).keys() == {"a"}
    assert placed([near, replace(far, x=100 + APART + 1)], NAMES, SIZE, {}).keys() == {"a", "b"}
    assert placed([near, replace(far, name="Gasse")], NAMES, SIZE, {}).keys() == {"a", "b"}


@pytest.mark.parametrize(("x", "y"), [(400.0, 5.0), (3.0, 300.0), (797.0, 2.0)])
def test_a_pin_at_the_edge_is_not_cut(x: float, y: float) -> None:
    pin = Sign("pin", x, y, -19.0, -56.0, 42.0, 56.0, need=Need.MUST)
    spot = placed([pin], PINS, SIZE, {})["pin"]
    left, top, right, bottom = box_of(pin, PINS[spot])
    assert left >= 0
    assert top >= 0
    assert right <= SIZE[0]
    assert bottom <= SIZE[1]


def test_pins_at_one_place_stand_beside_each_other() -> None:
    pins = [Sign(f"p{i}", 400, 300, -19, -56, 42, 56, rank=9.0 - i, need=Need.MUST) for i in range(5)]
    found = placed(pins, PINS, SIZE, {})
    assert found["p0"] == 0
    assert len(set(found.values())) == 5
