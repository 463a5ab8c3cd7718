"""Lengths, heights and areas between places, and the corners that a finger means."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from scenes.camera import Size, oblique, overview, to_screen
from scenes.measuring import REACH, corner_near, patch, span
from scenes.picking import pick, pick_index

SIZE = Size(1200, 900)
SITE = block_site(boxes=((40, 40, 80, 60, 12.0),), trees=(), slope=0.0)
ROOF = 20.0 + 12.0


def test_a_line_has_a_length_a_level_length_and_a_rise() -> None:
    found = span([(0, 0, 0), (3, 0, 4), (3, 12, 4)])
    assert (found.length, found.level, found.rise) == pytest.approx((17.0, 15.0, 4.0))
    assert span([(1, 2, 3)]).length == span([]).length == 0


def test_a_roof_has_its_surface_and_its_outline_on_the_map() -> None:
    roof = patch([(600000, 5700000, 10), (600010, 5700000, 10), (600010, 5700006, 18), (600000, 5700006, 18)])
    assert (roof.area, roof.level, roof.round) == pytest.approx((100.0, 60.0, 40.0))
    assert roof.slopes
    flat = patch([(0, 0, 5), (4, 0, 5), (4, 3, 5)])
    assert (flat.area, flat.level, flat.slopes) == (pytest.approx(6.0), pytest.approx(6.0), False)
    backwards = patch([(4, 3, 5), (4, 0, 5), (0, 0, 5)])
    assert backwards.area == pytest.approx(flat.area)
    assert patch([(0, 0, 0), (1, 1, 1)]).area == 0


@pytest.mark.parametrize("view", [overview, oblique])
def test_near_a_corner_the_corner_counts(view) -> None:
    camera, index = view(SITE.extent, 20.0, SIZE), pick_index(SITE)
    corner = (WEST + 40.0, SOUTH + 60.0, ROOF)
    inside = (WEST + 40.6, SOUTH + 59.4, ROOF)
    for place, meant in ((inside, corner), ((WEST + 60.0, SOUTH + 50.0, ROOF), None)):
        pixel = to_screen(camera, SIZE, np.array([place]))[0][0].tolist()
        hit = pick(SITE, index, camera, SIZE, (pixel[0], pixel[1]))
        assert hit is not None
        found = corner_near(SITE.surfaces, SITE.origin, camera, SIZE, (hit.point, (*pixel, 0.0)))
        assert found == (meant if meant is None else pytest.approx(meant))


def test_a_corner_behind_the_house_is_not_meant() -> None:
    camera = replace(oblique(SITE.extent, 20.0, SIZE), azimuth=0.0, tilt=80.0, distance=200.0)
    # The foot of the wall behind is where the roof hides it: what is touched is nearer.
    hidden = (WEST + 60.0, SOUTH + 60.0, 20.0)
    pixel = to_screen(camera, SIZE, np.array([hidden]))[0][0].tolist()
    touched = (WEST + 60.0, SOUTH + 40.0, 26.0)
    behind = corner_near(SITE.surfaces, SITE.origin, camera, SIZE, (touched, (*pixel, 0.0)))
    assert behind is None or behind[1] < SOUTH + 45


def test_beyond_the_reach_of_a_finger_no_corner_is_meant() -> None:
    camera = overview(SITE.extent, 20.0, SIZE)
    corner = np.array([[WEST + 40.0, SOUTH + 60.0, ROOF]])
    pixel = to_screen(camera, SIZE, corner)[0][0] + (REACH * 0.8, REACH * 0.8)
    assert corner_near(SITE.surfaces, SITE.origin, camera, SIZE, (tuple(corner[0]), (*pixel.tolist(), 0.0))) is None
