"""The ruler of a seat: its own touches only, figures in its language, and nothing of it in the journal."""

import pytest
from helpers.sites import SOUTH, WEST


def seat(world, number):
    return world.table.seat(f"seat-{number}")


def place(east, north, up, kind="ground"):
    return {"kind": kind, "east": WEST + east, "north": SOUTH + north, "up": up, "corner": False}


@pytest.fixture
def ruler(world):
    seat(world, 2).open_card("measuring")
    return seat(world, 2).measuring


def test_the_touch_is_asked_for_at_the_seat_that_measures(world, ruler):
    asked = []
    ruler.asked.connect(lambda x, y: asked.append((x, y)))
    world.table.touched("ground", "", WEST + 10, SOUTH + 20, "seat-1", 300.0, 200.0)
    world.table.touched("ground-beyond", "", WEST - 900, SOUTH, "seat-2", 40.0, 50.0)
    assert asked == [(300.0, 200.0), (40.0, 50.0)]
    assert not seat(world, 2).message
    seat(world, 2).close_card("measuring")
    world.table.touched("ground", "", WEST + 10, SOUTH + 20, "seat-2")
    assert len(asked) == 2


def test_lengths(ruler):
    assert ruler.value == ruler.detail == ""
    ruler.add(place(0, 0, 20))
    ruler.add(place(0, 0, 20, kind=""))
    assert ruler.count == 1
    ruler.add(place(3, 4, 20))
    assert ruler.value == "5,00 m"
    assert ruler.detail == ""
    ruler.add(place(3, 4, 32))
    assert ruler.value == "17,0 m"
    assert ruler.detail == "waagerecht 5,00 m · Höhenunterschied 12,0 m"
    ruler.back()
    assert ruler.value == "5,00 m"


def test_heights_go_straight_up_and_a_third_place_begins_anew(ruler):
    ruler.choose("height")
    ruler.add(place(0, 0, 20))
    ruler.add(place(6, 8, 12.5))
    assert ruler.value == "7,50 m"
    assert ruler.detail == "waagerecht 10,0 m"
    assert ruler.line[3:6] == [WEST, SOUTH, 12.5]
    ruler.add(place(1, 1, 20))
    assert (ruler.count, ruler.value) == (1, "")


def test_areas_and_the_other_language(world, ruler):
    ruler.choose("area")
    for corner in ((0, 0, 10), (10, 0, 10), (10, 6, 18)):
        ruler.add(place(*corner))
    assert ruler.value == "50,0 m²"
    ruler.add(place(0, 6, 18))
    assert ruler.value == "100 m²"
    assert ruler.detail == "im Grundriss 60,0 m² · Umfang 40,0 m"
    assert ruler.line[:3] == ruler.line[-3:]
    seat(world, 2).switch_language()
    assert ruler.detail == "in plan 60.0 m² · outline 40.0 m"
    ruler.clear()
    assert (ruler.count, ruler.line, ruler.value) == (0, [], "")


def test_nothing_is_kept(world, ruler):
    before = world.session.state
    ruler.add(place(0, 0, 20))
    ruler.add(place(3, 4, 20))
    assert world.session.state is before
    assert not world.session.can_undo("seat-2")
    seat(world, 2).close_card("measuring")
    assert ruler.count == 0
    assert not ruler.active
