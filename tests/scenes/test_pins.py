"""Pins: numbered, in the seat's colour, found again under the finger."""

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST

from planningtable.domain.seats import DESK, TABLE_SEATS
from planningtable.domain.values import Category, Contribution, Phase, Place
from scenes.camera import Camera, Size, to_screen
from scenes.pins import HEIGHT, SIGNS, WIDTH, Pin, drawn_pin, pin_at, pins_of


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
    size = Size(800, 600)
    camera = Camera(0.0, 0.0, 0.0, 300.0, tilt=60.0)
    tips = np.array([[0.0, 0.0, 0.0], [0.0, 4.0, 0.0], [60.0, 0.0, 0.0]])
    pixels, _ = to_screen(camera, size, tips)
    head = (float(pixels[0, 0]), float(pixels[0, 1]) - 30)
    assert pin_at(tips, camera, size, 1.0, head) == 0
    assert pin_at(tips, camera, size, 1.0, (float(pixels[2, 0]), float(pixels[2, 1]) - 40)) == 2
    assert pin_at(tips, camera, size, 1.0, (20.0, 20.0)) is None
    assert pin_at(np.zeros((0, 3)), camera, size, 1.0, head) is None
