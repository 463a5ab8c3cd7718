"""Soft light: shadows lie where they must."""

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.grid import Grid
from scenes.light import SUN_AZIMUTH, light_map, lowest_light


def test_a_wall_throws_a_shadow_as_long_as_its_height() -> None:
    height = np.zeros((5, 41), np.float32)
    height[:, 10] = 8.0
    # Light from the west at 45°: the shadow reaches eight cells to the east.
    shade = lowest_light(height, 270.0, 45.0, 1.0)[2] > 0.05
    assert list(np.flatnonzero(shade)) == list(range(11, 18))
    other = lowest_light(height, 90.0, 45.0, 1.0)[2] > 0.05
    assert list(np.flatnonzero(other)) == list(range(3, 10))


def test_doubling_finds_the_same_as_walking() -> None:
    height = np.random.default_rng(7).uniform(0, 12, (60, 60)).astype(np.float32)
    climb = np.float32(np.tan(np.radians(30)))
    walked = np.full_like(height, -1e6)
    for step in range(1, 60):
        walked[step:] = np.maximum(walked[step:], height[:-step] - climb * step)
    assert lowest_light(height, 0.0, 30.0, 1.0)[1:] == pytest.approx(walked[1:], abs=1e-3)


@pytest.fixture(scope="module")
def light():
    return light_map(block_site())


def _value(grid: Grid, x: float, y: float) -> float:
    return float(grid.sample(np.array([WEST + x]), np.array([SOUTH + y]))[0])


def test_the_side_away_from_the_sun_is_darker(light) -> None:
    assert 270 < SUN_AZIMUTH < 360
    lee, windward = _value(light.ground, 35.0, 78.0), _value(light.ground, 17.0, 78.0)
    open_ground = _value(light.ground, 108.0, 55.0)
    assert lee < windward - 0.1
    assert open_ground > 0.95
    assert light.ground.values.max() <= 1.001
    assert light.ground.values.min() > 0.2


def test_the_sky_is_narrow_beside_a_wall(light) -> None:
    assert _value(light.sky, 18.0, 78.0) < _value(light.sky, 5.0, 78.0) - 0.1


def test_tops_are_roofs_and_ground(light) -> None:
    site = block_site()
    assert _value(light.tops, 35.0, 27.0) == pytest.approx(site.buildings.ground[0] + 12.0, abs=0.01)
    assert _value(light.tops, 100.0, 100.0) == pytest.approx(19.0, abs=0.02)


def test_a_tree_throws_a_lighter_shadow() -> None:
    with_trees, without = light_map(block_site()), light_map(block_site(trees=()))
    change = without.ground.values - with_trees.ground.values
    assert change.max() > 0.05
    assert change.min() > -1e-5
    assert change.max() < 0.4
