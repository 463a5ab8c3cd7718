"""Lenses make way: nothing covers them as long as there is a free place on the table."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.compare.laying import NO_SKIRT, Box, Disc, Top, hidden, place_for

WIDTH, HEIGHT, STEP = 1920.0, 1080.0, 30.0


def clear(x: float, y: float, radius: float, top: Top) -> bool:
    far = all(math.hypot(x - o.x, y - o.y) >= radius + o.radius - 1e-6 for o in top.lenses)
    return far and not hidden(Disc(x, y, radius - 1e-6), top)


def test_where_nothing_lies_it_stays():
    assert place_for(Disc(700.0, 500.0, 170.0), Top(WIDTH, HEIGHT, STEP)) == (700.0, 500.0)


def test_it_lies_on_the_table_as_a_whole():
    assert place_for(Disc(10.0, 2000.0, 170.0), Top(WIDTH, HEIGHT, STEP)) == (170.0, HEIGHT - 170.0)


def test_it_goes_the_short_way_from_under_a_card():
    card = Box(760.0, 300.0, 400.0, 700.0)
    assert hidden(Disc(1100.0, 600.0, 170.0), Top(WIDTH, HEIGHT, STEP, [card]))
    x, y = place_for(Disc(1100.0, 600.0, 170.0), Top(WIDTH, HEIGHT, STEP, [card]))
    assert x >= 1160.0 + 170.0
    assert math.hypot(x - 1100.0, y - 600.0) < 260.0 + 2 * STEP


def test_lenses_do_not_lie_on_each_other():
    top = Top(WIDTH, HEIGHT, STEP, (), (Disc(700.0, 500.0, 170.0),))
    x, y = place_for(Disc(720.0, 500.0, 170.0), top)
    assert clear(x, y, 170.0, top)


def test_where_there_is_no_room_it_is_covered_as_little_as_may_be():
    cards = [Box(0.0, 0.0, WIDTH, 900.0), Box(0.0, 900.0, 1500.0, 180.0)]
    x, y = place_for(Disc(300.0, 300.0, 170.0), Top(WIDTH, HEIGHT, STEP, cards))
    assert x > 1600.0
    assert y > 850.0


def test_a_table_smaller_than_the_lens_has_its_middle():
    assert place_for(Disc(0.0, 0.0, 300.0), Top(400.0, 300.0, STEP)) == (200.0, 150.0)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, WIDTH - 400), st.floats(0, HEIGHT - 300)), max_size=4),
    st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT)),
)
def test_whatever_lies_there_a_free_place_is_found_where_there_is_one(corners, wanted):
    top = Top(WIDTH, HEIGHT, STEP, [Box(x, y, 400.0, 300.0) for x, y in corners])
    x, y = place_for(Disc(*wanted, 120.0), top)
    grid = [(120.0 + 30.0 * c, 120.0 + 30.0 * r) for c in range(57) for r in range(29)]
    if any(clear(*at, 120.0, top) for at in grid):
        assert clear(x, y, 120.0, top)


@pytest.mark.parametrize("number", range(3))
def test_three_lenses_called_to_one_place_lie_side_by_side(number):
    laid: list[Disc] = []
    for _ in range(number + 1):
        top = Top(WIDTH, HEIGHT, STEP, (), laid)
        x, y = place_for(Disc(960.0, 600.0, 170.0), top)
        assert clear(x, y, 170.0, top)
        laid.append(Disc(x, y, 170.0))


LEGEND = Box(-114.0, 150.0, 228.0, 220.0)
"""Below a glass, towards a person in the south."""

TAB = Box(760.0, 1032.0, 400.0, 48.0)


def test_a_legend_lies_on_the_table_and_beside_the_tabs():
    top = Top(WIDTH, HEIGHT, STEP, [TAB])
    x, y = place_for(Disc(960.0, 900.0, 170.0), top, LEGEND)
    assert not hidden(Disc(x, y, 170.0), top, LEGEND)
    assert y + 370.0 <= 1032.0 or not 760.0 - 114.0 < x < 1160.0 + 114.0
    # Without one the glass stays where it is wanted, as far as the tab lets it.
    assert place_for(Disc(960.0, 862.0, 170.0), top, NO_SKIRT) == (960.0, 862.0)


@pytest.mark.parametrize(
    "skirt",
    [LEGEND, Box(-370.0, -114.0, 220.0, 228.0), Box(-114.0, -370.0, 228.0, 220.0), Box(150.0, -114.0, 220.0, 228.0)],
)
def test_a_legend_that_is_not_to_be_read_is_noticed(skirt):
    free = Top(WIDTH, HEIGHT, STEP)
    lens = Disc(960.0, 540.0, 170.0)
    assert not hidden(lens, free, skirt)
    spot = (960.0 + skirt.left + skirt.width / 2, 540.0 + skirt.top + skirt.height / 2)
    assert hidden(lens, Top(WIDTH, HEIGHT, STEP, (), [Disc(*spot, 60.0)]), skirt)
    assert hidden(lens, Top(WIDTH, HEIGHT, STEP, [Box(*spot, 10.0, 10.0)]), skirt)
    # At the edge of the table towards which it hangs it is cut.
    assert hidden(Disc(170.0, 170.0, 170.0), free, skirt) or hidden(
        Disc(WIDTH - 170.0, HEIGHT - 170.0, 170.0), free, skirt
    )


def test_two_lenses_with_legends_leave_each_other_free():
    laid = Disc(960.0, 500.0, 170.0)
    legend = Box(laid.x + LEGEND.left, laid.y + LEGEND.top, LEGEND.width, LEGEND.height)
    top = Top(WIDTH, HEIGHT, STEP, [legend], [laid])
    x, y = place_for(Disc(960.0, 700.0, 170.0), top, LEGEND)
    assert not hidden(Disc(x, y, 170.0), top, LEGEND)
