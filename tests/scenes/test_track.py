"""Ways along a path: people go round buildings on the ground, flights go over roofs."""

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from scenes.camera import eye
from scenes.site_arrays import prepare_site
from scenes.standing import Standing
from scenes.track import length, track

SITE = block_site(slope=0.1)
STREET = ((WEST + 5, SOUTH + 48), (WEST + 55, SOUTH + 48), (WEST + 55, SOUTH + 110))
THROUGH = ((WEST + 5, SOUTH + 75), (WEST + 115, SOUTH + 75))


@pytest.fixture(scope="module")
def standing() -> Standing:
    return Standing(prepare_site(SITE))


@pytest.mark.parametrize("above", [1.1, 1.6])
def test_a_walk_begins_and_ends_where_it_was_drawn(standing: Standing, above: float) -> None:
    eyes = np.array([eye(camera) for camera in track(standing, STREET, above, 60)])
    assert eyes[0, :2] == pytest.approx(STREET[0], abs=0.3)
    assert eyes[-1, :2] == pytest.approx(STREET[-1], abs=0.3)
    ground = SITE.terrain.sample(eyes[:, 0], eyes[:, 1])
    assert eyes[:, 2] - ground == pytest.approx(np.full(60, above), abs=0.25)
    steps = np.hypot(*np.diff(eyes[:, :2], axis=0).T)
    assert steps.max() < 2 * length(STREET) / 60


@pytest.mark.parametrize("above", [1.1, 1.6])
def test_a_walk_goes_round_buildings(standing: Standing, above: float) -> None:
    for camera in track(standing, THROUGH, above, 80):
        assert not standing.inside(*(float(v) for v in eye(camera)))


def test_a_walker_looks_ahead_and_turns_without_jumps(standing: Standing) -> None:
    cameras = track(standing, STREET, 1.6, 60)
    assert cameras[5].azimuth == pytest.approx(90, abs=5)
    assert min(cameras[-1].azimuth, 360 - cameras[-1].azimuth) < 5
    turns = np.diff(np.unwrap(np.radians([camera.azimuth for camera in cameras])))
    assert np.abs(np.degrees(turns)).max() < 15


@pytest.mark.parametrize("above", [4.0, 60.0])
def test_a_flight_stays_over_roofs_without_bumps(standing: Standing, above: float) -> None:
    eyes = np.array([eye(camera) for camera in track(standing, THROUGH, above, 100)])
    for at in eyes:
        assert not standing.inside(*(float(v) for v in at))
    climbs = np.diff(eyes[:, 2])
    assert np.abs(climbs).max() < 1.0
