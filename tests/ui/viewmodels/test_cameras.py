"""The views card: places to stand, ways, saved views for all seats."""

import pytest
from helpers.sites import SOUTH, WEST


def seat(world, number):
    return world.table.seat(f"seat-{number}")


@pytest.fixture
def cameras(world):
    model = seat(world, 1).cameras
    model.heard = []
    model.placed.connect(lambda *told: model.heard.append(told))
    model.drawn.connect(lambda path, above: model.heard.append((path, above)))
    return model


def test_the_next_touch_is_where_to_stand(world, cameras):
    seat(world, 1).open_card("cameras")
    cameras.choose("child")
    cameras.place()
    assert cameras.standing
    world.table.touched("ground", "", WEST + 10, SOUTH + 20, "seat-3")
    assert cameras.heard == [(WEST + 10, SOUTH + 20, 1.1)]
    assert not cameras.standing
    world.table.touched("ground", "", WEST + 30, SOUTH + 20, "seat-1")
    assert len(cameras.heard) == 1


def test_beyond_the_site_nobody_stands(world, cameras):
    cameras.place()
    world.table.touched("ground-beyond", "", WEST - 500, SOUTH, "seat-1")
    assert cameras.heard == []
    assert seat(world, 1).message


def test_a_stroke_is_a_way(cameras):
    cameras.choose("flight")
    cameras.draw()
    cameras.stroke("begin", WEST, SOUTH, True)
    for step in range(1, 21):
        cameras.stroke("move", WEST + step, SOUTH, True)
    cameras.stroke("move", 0.0, 0.0, False)
    cameras.stroke("end", WEST + 20.2, SOUTH, True)
    ((path, above),) = cameras.heard
    assert above == 60.0
    assert path[:4] == [WEST, SOUTH, WEST + 2, SOUTH]
    assert path[-2:] == [WEST + 20, SOUTH]
    assert not cameras.drawing
    cameras.stroke("begin", WEST, SOUTH, True)
    assert len(cameras.heard) == 1


def test_a_stroke_that_is_none_says_so(world, cameras):
    cameras.draw()
    cameras.stroke("begin", WEST, SOUTH, True)
    cameras.stroke("end", WEST, SOUTH, True)
    assert cameras.drawing
    assert seat(world, 1).message.startswith("Der Weg ist zu kurz")
    seat(world, 1).close_card("cameras")
    assert not cameras.drawing


def test_a_view_is_kept_for_all_and_forgotten(world, cameras):
    cameras.keep("camera")
    assert cameras.naming
    assert cameras.draft == "Ansicht 1"
    for sign in " Markt":
        seat(world, 1).keyboard.press(sign)
    cameras.finish_name()
    other = seat(world, 3).cameras.rows
    assert [(row.label, row.camera) for row in (other[0],)] == [("Ansicht 1 Markt", "camera")]
    seat(world, 3).cameras.remove("Ansicht 1 Markt")
    assert len(cameras.rows) == 0
