"""What is under a finger."""

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from scenes.camera import Size, Vector, oblique, overview, to_screen
from scenes.picking import pick, pick_index, terrain_hit, triangle_reach

SIZE = Size(900, 900)


@pytest.fixture(scope="module")
def site():
    return block_site()


def _at(camera, point: tuple[float, float, float]) -> tuple[float, float]:
    pixel, _ = to_screen(camera, SIZE, np.array([point]))
    return float(pixel[0, 0]), float(pixel[0, 1])


def test_from_above_each_house_is_found_by_its_roof(site) -> None:
    camera, index = overview(site.extent, 20.0, SIZE), pick_index(site)
    for row, (w, s, e, n, _) in enumerate(((20, 20, 50, 35, 0), (60, 20, 90, 35, 0), (20, 60, 32, 95, 0))):
        found = pick(site, index, camera, SIZE, _at(camera, (WEST + (w + e) / 2, SOUTH + (s + n) / 2, 20.0)))
        assert found is not None
        assert (found.kind, found.row, found.id) == ("building", row, f"b{row}")
        roof = site.buildings.ground[row] + site.buildings.height[row]
        assert found.point[2] == pytest.approx(roof)
        assert site.surfaces.building[found.surface] == row


def test_from_the_side_the_house_in_front_hides_what_is_behind(site) -> None:
    camera, index = oblique(site.extent, 20.0, SIZE, azimuth=0.0, tilt=70.0), pick_index(site)
    roof = float(site.buildings.ground[0] + site.buildings.height[0])
    behind = (WEST + 35, SOUTH + 36, 19.6)
    found = pick(site, index, camera, SIZE, _at(camera, behind))
    assert found is not None
    assert found.id == "b0"
    assert found.point[2] <= roof + 1e-6


def test_tree_ground_and_nothing(site) -> None:
    camera, index = overview(site.extent, 20.0, SIZE), pick_index(site)
    tree = pick(site, index, camera, SIZE, _at(camera, (WEST + 55, SOUTH + 50, 20.0)))
    ground = pick(site, index, camera, SIZE, _at(camera, (WEST + 100, SOUTH + 50, 19.0)))
    assert tree is not None
    assert (tree.kind, tree.id) == ("tree", "tree-1")
    assert ground is not None
    assert ground.kind == "ground"
    assert ground.point == pytest.approx((WEST + 100, SOUTH + 50, 19.0), abs=0.05)
    assert pick(site, index, camera, SIZE, (2.0, 2.0)) is None


def test_a_ray_meets_the_sloping_terrain_where_it_lies(site) -> None:
    start = np.array([WEST + 10.0, SOUTH + 60.0, 60.0])
    direction = np.array([0.8, 0.0, -0.6])
    hit = terrain_hit(site.terrain, start, direction)
    # The plane falls by 0.01: 60 - 0.6 t = 20 - 0.01 (10 + 0.8 t)
    t = (60 - 20 + 0.1) / (0.6 - 0.008)
    assert hit is not None
    assert hit == pytest.approx(start + t * direction, abs=0.02)
    assert terrain_hit(site.terrain, start, np.array([0.0, 0.0, 1.0])) is None


def test_triangles_are_hit_inside_and_missed_outside() -> None:
    corners: Vector = np.array([[[0.0, 0, 5], [4, 0, 5], [0, 4, 5]], [[0, 0, 2], [4, 0, 2], [0, 4, 2]]])
    down = np.array([0.0, 0.0, -1.0])
    assert triangle_reach(corners, np.array([1.0, 1.0, 10.0]), down) == pytest.approx([5.0, 8.0])
    assert np.isinf(triangle_reach(corners, np.array([3.0, 3.0, 10.0]), down)).all()
    assert triangle_reach(corners, np.array([1.0, 1.0, 4.0]), down)[0] == np.inf
