"""What somebody sees over ground and roofs."""

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from scenes.camera import Camera, from_eye, oblique
from scenes.camera import Size as PictureSize
from scenes.labels.sight import LIFT, hidden, towards
from scenes.site_arrays import prepare_site

SITE = block_site(slope=0.0)
# Blocks in the south, y 20 to 35, x 20..50 (12 m) and 60..90 (9 m); in the north x 60..95, y 60..90 (6 m).
EYE = from_eye((WEST + 75, SOUTH + 48, 21.6), 0.0)


@pytest.fixture(scope="module")
def tops():
    return prepare_site(SITE).light.tops


def at(east: float, north: float, height: float) -> np.ndarray:
    return np.array([(WEST + east, SOUTH + north, height)])


def test_what_lies_behind_a_house_is_hidden(tops) -> None:
    assert hidden(tops, EYE, at(75, 100, 20.0))[0]
    assert not hidden(tops, EYE, at(75, 57, 20.0))[0]
    assert not hidden(tops, EYE, at(50, 58, 20.0))[0], "beside the house"
    assert not hidden(tops, EYE, at(75, 100, 60.0))[0], "high above it"


def test_from_straight_above_nothing_is_hidden(tops) -> None:
    above = Camera(WEST + 60, SOUTH + 60, 20.0, 300.0, parallel=True)
    assert not hidden(tops, above, at(75, 100, 20.0))[0]
    assert hidden(tops, above, np.zeros((0, 3))).shape == (0,)


def test_what_was_seen_is_hidden_a_little_later(tops) -> None:
    # Six metres of house, seen from so far above that a line of sight just misses its roof.
    camera = oblique(SITE.extent, 20.0, PictureSize(800, 600), azimuth=0.0, tilt=70.0)
    heights = np.linspace(20.0, 30.0, 60)
    places = np.concatenate([at(75, 92, height) for height in heights])
    strict, lenient = hidden(tops, camera, places).sum(), hidden(tops, camera, places, 2.0).sum()
    assert 0 < strict < len(heights)
    assert lenient < strict


def test_a_place_on_a_roof_is_seen_on_the_wall_that_faces_the_eye(tops) -> None:
    found = towards(tops, EYE, at(75, 75, 26.0), np.array([20.0]))[0]
    assert found[0] == pytest.approx(WEST + 75, abs=0.5)
    assert found[1] == pytest.approx(SOUTH + 60, abs=1.5)
    assert 20.0 < found[2] <= 21.6 + 12.5 * np.tan(np.radians(LIFT)) + 0.5
    assert not hidden(tops, EYE, found[None, :])[0]
    ground = at(75, 55, 20.0)
    assert (towards(tops, EYE, ground, np.array([20.0])) == ground).all()
    roof = at(75, 75, 26.0)
    assert (towards(tops, Camera(WEST, SOUTH, 20.0, 300.0, tilt=50.0), roof, np.array([20.0])) == roof).all()
