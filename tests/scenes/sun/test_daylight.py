"""Colours of the day: brighter by day, blue at night, without jumps."""

import numpy as np
import pytest

from planningtable.city.sun import SunPosition
from scenes.sun.daylight import daylight, facing
from scenes.sun.shadows import direction


def test_colours_run_without_jumps() -> None:
    tones = [daylight(e) for e in np.arange(-20.0, 70.0, 0.25)]
    sunny = np.array([t.ground[255] for t in tones])
    assert np.abs(np.diff(sunny, axis=0)).max() < 0.05
    assert np.abs(np.diff([t.quiet for t in tones])).max() < 0.03


def test_sun_is_brighter_than_shade_by_day_and_there_is_no_sun_at_night() -> None:
    day, night = daylight(30.0), daylight(-15.0)
    assert (day.ground[255] > day.ground[0] + 0.2).all()
    assert night.ground[255] == pytest.approx(night.ground[0])
    assert night.ground[0, 2] > 1.5 * night.ground[0, 0]  # blue
    assert (night.bodies[0] > night.ground[0] * 1.3).all()  # roofs stay readable


def test_level_faces_have_the_light_of_the_ground_and_backs_none() -> None:
    towards = direction(SunPosition(180.0, 20.0))
    normals = np.array([[0, 0, 1], [0, -1, 0], [0, 1, 0], [1, 0, 0]], float)
    level, south, north, east = facing(normals, towards)
    assert level == pytest.approx(1.0)
    assert 0.9 < south <= 1.0
    assert (north, east) == (0.0, pytest.approx(0.0, abs=1e-6))
