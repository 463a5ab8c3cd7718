"""Marks of measures and choice."""

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from planningtable.domain.values import Measure
from scenes.marks import STEP, area_lines, building_lines, outline, tinted
from scenes.site_arrays import prepare_site


@pytest.fixture(scope="module")
def arrays():
    return prepare_site(block_site())


def _square(id: str) -> Measure:
    west, south = WEST + 95, SOUTH + 5
    ring = [(west, south), (west + 20, south), (west + 20, south + 20), (west, south + 20), (west, south)]
    return Measure(id, "park", f"POLYGON (({', '.join(f'{x} {y}' for x, y in ring)}))")


def test_an_area_is_outlined_on_the_ground_in_short_pieces(arrays) -> None:
    points = area_lines(arrays, (_square("m"),)).points.astype(float)
    lengths = np.linalg.norm(points[1::2] - points[0::2], axis=1)
    assert lengths.sum() == pytest.approx(80.0, rel=1e-3)
    assert lengths.max() < STEP * 1.01
    assert points[:, 2] == pytest.approx(20.0 - 0.01 * points[:, 0] + 0.4, abs=0.02)


def test_a_point_and_a_new_building_need_no_outline(arrays) -> None:
    tree = Measure("t", "tree", f"POINT ({WEST + 5} {SOUTH + 5})")
    assert len(area_lines(arrays, (tree, _square("b0"))).points) == 0


def test_a_building_that_is_meant_is_outlined_once(arrays) -> None:
    where = f"POINT ({WEST + 30} {SOUTH + 25})"
    cistern, roof, gone = (
        Measure(i, k, where, t)
        for i, k, t in (("a", "cistern", "b0"), ("b", "green-roof", "b0"), ("c", "cistern", "x"))
    )
    assert len(building_lines(arrays, (cistern, roof, gone)).points) == 2 * 8
    assert len(area_lines(arrays, (cistern, roof, gone)).points) == 0


def test_the_chosen_building_is_tinted_and_outlined_in_the_seats_colour(arrays) -> None:
    faces, lines = tinted(arrays, 1, "#d55e00"), outline(arrays, 1, "#d55e00")
    assert (lines.colours == [0xD5, 0x5E, 0x00]).all()
    assert faces.points[:, 0].min() == pytest.approx(60.0)
    assert faces.points[:, 0].max() == pytest.approx(90.0)
    assert (faces.colours[:, 0].astype(int) > faces.colours[:, 2].astype(int) + 60).all()
