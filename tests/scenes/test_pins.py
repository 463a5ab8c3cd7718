"""Pins: numbered, in the seat's colour, found again under the finger."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site
from vtkmodules.vtkRenderingCore import vtkRenderer

from planningtable.domain.seats import DESK, TABLE_SEATS
from planningtable.domain.values import Category, Contribution, Phase, Place
from scenes.camera import Camera, Size, from_eye, to_screen
from scenes.pin_layer import PinLayer
from scenes.pins import HEIGHT, SIGNS, WIDTH, Pin, drawn_pin, pin_at, pins_of
from scenes.site_arrays import prepare_site


def _said(id: str, seat: str, category: Category, place: str) -> Contribution:
    return Contribution(id, seat, category, "…", "de", Place(place), "base", Phase.FEEDBACK, "2026-01-01T10:00:00Z")


def test_contributions_become_numbered_pins_in_the_seats_colour() -> None:
    pins = pins_of(
        (
            _said("a", "seat-2", Category.IDEA, f"POINT({WEST + 5} {SOUTH + 7})"),
            _said(
                "b",
                "shell",
                Category.PRAISE,
                f"POLYGON(({WEST} {SOUTH},{WEST + 4} {SOUTH},{WEST} {SOUTH + 4},{WEST} {SOUTH}))",
            ),
        )
    )
    assert pins[0] == Pin("a", WEST + 5, SOUTH + 7, TABLE_SEATS[1].colour, "+", 1)
    assert pins[1].number == 2
    assert pins[1].colour == DESK.colour
    assert WEST < pins[1].east < WEST + 4


def test_every_category_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(Category)
    pictures = [drawn_pin(Pin("x", 0, 0, "#0072b2", sign), 1.0).tobytes() for sign in SIGNS.values()]
    assert len(set(pictures)) == len(Category)


@pytest.mark.parametrize("scale", [1.0, 2.0, 2.5])
def test_a_pin_is_drawn_in_its_colour_on_nothing(scale: float) -> None:
    picture = drawn_pin(Pin("x", 0, 0, "#d55e00", "!", 7), scale)
    assert picture.shape == (round(HEIGHT * scale), round(WIDTH * scale), 4)
    assert picture[0, 0, 3] == 0
    solid = picture[picture[:, :, 3] == 255][:, :3].astype(int)
    close = np.abs(solid - [0xD5, 0x5E, 0x00]).max(axis=1) < 12
    assert close.mean() > 0.25
    # The tip is in the middle of the lowest rows.
    lowest = np.flatnonzero(picture[-round(3 * scale), :, 3] > 100)
    assert abs(lowest.mean() - (WIDTH / 2 - 2) * scale) < 2 * scale


def test_the_pin_under_the_finger_is_the_one_in_front() -> None:
    tips, depth = (
        np.array([[400.0, 300.0], [404.0, 280.0], [600.0, 300.0], [20.0, 60.0]]),
        np.array([90.0, 99.0, 90, 0]),
    )
    assert pin_at(tips, depth, 1.0, (400.0, 270.0)) == 0
    assert pin_at(tips, depth, 1.0, (600.0, 260.0)) == 2
    assert pin_at(tips, depth, 1.0, (20.0, 30.0)) is None, "behind the eye"
    assert pin_at(tips, depth, 1.0, (300.0, 270.0)) is None
    assert pin_at(np.zeros((0, 2)), np.zeros(0), 1.0, (400.0, 270.0)) is None


@pytest.fixture
def layer() -> PinLayer:
    layer = PinLayer(vtkRenderer())
    layer.on(prepare_site(block_site(slope=0.0)))
    return layer


def pin(id: str, east: float, north: float) -> Pin:
    return Pin(id, WEST + east, SOUTH + north, "#0072b2", "!", 1)


ABOVE = Camera(WEST + 60, SOUTH + 60, 20.0, 240.0, parallel=True)
SIZE = Size(800, 800)


def test_pins_at_one_place_are_both_found_under_a_finger(layer: PinLayer) -> None:
    layer.show((pin("a", 55, 45), pin("b", 55, 45)))
    boxes = layer.place(ABOVE, SIZE)
    middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in boxes]
    found = [layer.at(middle) for middle in middles]
    assert [picked.id for picked in found if picked is not None] == ["a", "b"]
    # What is told of them is where they belong, not where there was room.
    assert all(picked.point[:2] == (WEST + 55, SOUTH + 45) for picked in found if picked is not None)


def test_a_pin_at_the_upper_edge_is_whole(layer: PinLayer) -> None:
    pixels, _ = to_screen(ABOVE, SIZE, np.array([[WEST + 60, SOUTH + 118, 20.0]]))
    assert 0 < pixels[0, 1] < HEIGHT
    layer.show((pin("a", 60, 118),))
    (box,) = layer.place(ABOVE, SIZE)
    assert box[1] >= 0
    assert layer.at(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)) is not None


def test_in_the_street_pins_behind_houses_are_not_seen(layer: PinLayer) -> None:
    street = from_eye((WEST + 75, SOUTH + 48, 21.6), 0.0)
    layer.show((pin("behind", 75, 110), pin("before", 73, 56), pin("on", 78, 75)))
    boxes = layer.place(street, SIZE)
    found = {picked.id for left, top, right, bottom in boxes if (picked := layer.at(((left + right) / 2, top + 20)))}
    assert found == {"before", "on"}
    assert (boxes[:, 1] >= 0).all()


def test_a_part_of_a_picture_has_its_pins_where_the_whole_has_them(layer: PinLayer) -> None:
    part = PinLayer(vtkRenderer())
    part.on(prepare_site(block_site(slope=0.0)))
    pins = (pin("a", 55, 45), pin("b", 55.5, 45))
    layer.show(pins)
    # The whole was looked at from elsewhere before, where the one had to make room for the other in another way.
    layer.place(replace(ABOVE, north=ABOVE.north - 56.0), SIZE)
    whole = layer.place(ABOVE, SIZE)
    part.show(pins)
    part.guide = layer
    assert (part.place(ABOVE, SIZE, (100.0, 50.0)) == whole).all()
    part.guide = None
    part.show(())
    part.show(pins)
    assert part.place(ABOVE, SIZE).shape == whole.shape
