"""Arrows: only on drawn water that moves, along the flow, longer and stronger where it is faster."""

import numpy as np
import pytest
from helpers.results import DEPTH, depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.layers.layer import Flow
from scenes.water.arrows import FASTEST, OUTLINE, SLOWEST, arrows

MIDDLE = np.array([WEST + 105.0, SOUTH + 105.0])
EAST = np.array([1.0, 0.0])
TIP = 4


@pytest.fixture(scope="module")
def site():
    return block_site()


@pytest.fixture(scope="module")
def depths(site):
    return depth_result(site, tuple(MIDDLE), 12.0).grids["depth"]


def made(site, depths, at, velocity):
    return arrows(site, Flow(np.array(at), np.array(velocity, np.float32)), depths, DEPTH)


def test_an_arrow_points_along_the_flow_on_top_of_the_water(site, depths) -> None:
    mesh = made(site, depths, [MIDDLE], [[0.0, 1.0]])
    assert mesh is not None
    relative = mesh.points[:, :2] - (MIDDLE - np.array(site.origin))
    assert relative[TIP] == pytest.approx([0.0, relative[:, 1].max()], abs=1e-3)
    assert relative[TIP, 1] > 0
    ground = site.terrain.sample(*MIDDLE[:, None])[0]
    assert 0.7 < mesh.points[:, 2].mean() - ground < 1.0


def test_faster_is_longer_and_stronger_up_to_the_fastest(site, depths) -> None:
    at = [MIDDLE + np.array([0.0, i]) for i in (-2.0, 0.0, 2.0)]
    mesh = made(site, depths, at, [[0.5, 0.0], [FASTEST, 0.0], [3 * FASTEST, 0.0]])
    assert mesh is not None
    length = np.ptp(mesh.points[:, 0].reshape(3, len(OUTLINE)), axis=1)
    opacity = mesh.colours[:: len(OUTLINE), 3]
    assert length[0] < length[1] == pytest.approx(length[2], rel=1e-4)
    assert opacity.tolist() == sorted(opacity.tolist())
    assert opacity[2] == 255


def test_no_arrow_on_dry_land_in_still_water_or_beside_the_site(site, depths) -> None:
    still = [[SLOWEST / 2, 0.0]]
    assert made(site, depths, [MIDDLE], still) is None
    assert made(site, depths, [MIDDLE + EAST * 40.0], [[1.0, 0.0]]) is None
    assert made(site, depths, [MIDDLE + EAST * 4000.0], [[1.0, 0.0]]) is None
    assert made(site, depths, np.zeros((0, 2)), np.zeros((0, 2))) is None


def test_dark_on_light_classes_and_white_on_dark_ones(site, depths) -> None:
    mesh = made(site, depths, [MIDDLE, MIDDLE + EAST * 10.8], [[1.0, 0.0], [1.0, 0.0]])
    assert mesh is not None
    deep, shallow = mesh.colours[0, :3].astype(int).sum(), mesh.colours[len(OUTLINE), :3].astype(int).sum()
    assert deep == 3 * 255
    assert shallow < 300
