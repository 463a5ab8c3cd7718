"""A finger on the city beyond the site."""

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.blocks import blocks_of
from planningtable.city.columns import no_objects
from planningtable.city.model.piece import CityPiece
from scenes.around.content import Surroundings
from scenes.around.earth import EARTH
from scenes.around.massing import far_mesh
from scenes.around.near import near_mesh
from scenes.around.picking import BUILDING, GROUND, pick_beyond
from scenes.camera import Camera, Size, to_screen
from scenes.meshes import Mesh, as_bytes

SIZE = Size(900, 900)
CAMERA = Camera(WEST + 60.0, SOUTH + 50.0, 10.0, 400.0, 0.0, 60.0)


def _earth() -> Mesh:
    corners = np.array([(-500, -500, 0), (500, -500, 0), (500, 500, 0), (-500, 500, 0)], np.float32)
    return Mesh(corners, np.array([(0, 1, 2), (0, 2, 3)], np.int32), as_bytes(np.tile(EARTH, (4, 1))))


def _around(*, near: bool) -> Surroundings:
    site = block_site()
    piece = CityPiece(site.origin, site.buildings, site.surfaces, no_objects(), site.trees)
    far = far_mesh([((0, 0), [blocks_of(site.buildings, site.origin)])], frozenset(), site.origin)
    close = {(0, 0): near_mesh([piece], frozenset(), site.origin)} if near else {}
    return Surroundings(_earth(), {(0, 0): far}, close)


def _at(point: tuple[float, float, float]) -> tuple[float, float]:
    pixel, _ = to_screen(CAMERA, SIZE, np.array([point]))
    return float(pixel[0, 0]), float(pixel[0, 1])


@pytest.mark.parametrize("near", [False, True])
def test_a_roof_is_met_where_it_is_whether_it_is_drawn_from_afar_or_from_near(near: bool) -> None:
    site = block_site()
    roof = float(site.buildings.ground[0] + site.buildings.height[0])
    found = pick_beyond(_around(near=near), site.origin, CAMERA, SIZE, _at((WEST + 35, SOUTH + 27, roof)))
    assert found is not None
    assert found[1].kind == BUILDING
    assert found[1].point == pytest.approx((WEST + 35, SOUTH + 27.3, roof), abs=0.05)


def test_a_wall_tells_of_a_place_within_the_building() -> None:
    site = block_site()
    foot = float(site.buildings.ground[0])
    found = pick_beyond(_around(near=False), site.origin, CAMERA, SIZE, _at((WEST + 35, SOUTH + 20, foot + 2)))
    assert found is not None
    assert found[1].kind == BUILDING
    assert found[1].point[:2] == pytest.approx((WEST + 35, SOUTH + 20.3), abs=0.05)


def test_between_the_buildings_there_is_ground_and_beside_everything_nothing() -> None:
    site = block_site()
    found = pick_beyond(_around(near=False), site.origin, CAMERA, SIZE, _at((WEST - 60, SOUTH - 20, 0.0)))
    assert found is not None
    assert found[1].kind == GROUND
    assert found[1].point == pytest.approx((WEST - 60, SOUTH - 20, 0.0), abs=0.05)
    nothing = Surroundings(None, {}, {})
    assert pick_beyond(nothing, site.origin, CAMERA, SIZE, (10.0, 10.0)) is None
