import numpy as np
import pytest
import shapely
from helpers.sites import block_site
from hypothesis import given
from hypothesis import strategies as st

from planningtable.city.geometry.extrude import prism
from planningtable.city.geometry.mesh import SurfaceCollector, newell
from planningtable.city.site import SurfaceKind, Surfaces


def collect(polygon: shapely.Polygon, ground: float = 0.0, height: float = 10.0) -> Surfaces:
    collector = SurfaceCollector()
    for kind, rings in prism(polygon, ground, height):
        assert collector.add(0, kind, rings, "s")
    west, south, _, _ = polygon.bounds
    return collector.finish((west, south))


def volume(surfaces: Surfaces) -> float:
    a, b, c = (surfaces.vertices[surfaces.triangles[:, i]] for i in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)


def test_newell_of_a_unit_square_points_up_and_has_area_one() -> None:
    assert newell(np.array([[0, 0, 5], [1, 0, 5], [1, 1, 5], [0, 1, 5.0]])).tolist() == [0, 0, 1]


@given(
    west=st.floats(0, 9e5),
    south=st.floats(0, 6e6),
    width=st.floats(1, 100),
    depth=st.floats(1, 100),
    height=st.floats(1, 90),
)
def test_a_prism_is_closed_and_has_the_volume_of_the_box(
    west: float, south: float, width: float, depth: float, height: float
) -> None:
    surfaces = collect(shapely.box(west, south, west + width, south + depth), 3.0, height)
    assert volume(surfaces) == pytest.approx(width * depth * height, rel=1e-4)
    assert np.allclose((surfaces.normal * surfaces.area[:, None]).sum(axis=0), 0, atol=1e-3)


def test_a_courtyard_is_left_open() -> None:
    surfaces = collect(shapely.box(0, 0, 30, 30).difference(shapely.box(10, 10, 20, 20)))
    assert volume(surfaces) == pytest.approx(8000)
    assert surfaces.area[surfaces.kind == SurfaceKind.ROOF].sum() == pytest.approx(800)


def test_a_pitched_roof_knows_slope_and_aspect() -> None:
    collector = SurfaceCollector()
    south_facing = np.array([[0, 0, 0], [10, 0, 0], [10, 5, 5], [0, 5, 5.0]])
    assert collector.add(0, SurfaceKind.ROOF, [south_facing], "r")
    surfaces = collector.finish((0, 0))
    assert surfaces.slope[0] == pytest.approx(45)
    assert surfaces.aspect[0] == pytest.approx(180)


@pytest.mark.parametrize(
    "ring",
    [[[0, 0, 0], [1, 1, 1], [2, 2, 2]], [[0, 0, 0], [0, 0, 0], [0, 0, 0]], [[0, 0, 0], [1, 0, np.nan], [1, 1, 0]]],
)
def test_a_polygon_without_area_is_refused(ring: list[list[float]]) -> None:
    collector = SurfaceCollector()
    assert not collector.add(0, SurfaceKind.WALL, [np.array(ring, float)], "w")
    assert len(collector) == 0


def test_holes_count_whichever_way_they_turn() -> None:
    outer = np.array([[0, 0, 0], [10, 0, 0], [10, 10, 0], [0, 10, 0.0]])
    hole = np.array([[2, 2, 0], [4, 2, 0], [4, 4, 0], [2, 4, 0.0]])
    for turned in (hole, hole[::-1]):
        collector = SurfaceCollector()
        assert collector.add(0, SurfaceKind.ROOF, [outer, turned], "r")
        assert collector.finish((0, 0)).area[0] == pytest.approx(96)


def test_equal_sites_have_equal_digests_and_others_do_not() -> None:
    assert block_site().digest == block_site().digest
    assert block_site().digest != block_site(slope=0.02).digest
