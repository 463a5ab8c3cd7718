import numpy as np
import pytest
import shapely

from planningtable.city.readers.xplan.curves import MOST_POINTS, stroke, widest_gap
from planningtable.city.readers.xplan.gml import Curve, Segment


def _arc(*points: tuple[float, float], curve: Curve = Curve.ARC) -> tuple[Segment, ...]:
    return (Segment(curve, np.array(points, float)),)


@pytest.mark.parametrize("radius", [0.005, 0.5, 10.0, 250.0, 5000.0])
def test_arcs_keep_to_a_centimetre(radius: float) -> None:
    path = stroke(_arc((radius, 0), (0, radius), (-radius, 0)))
    assert np.hypot(*path.T) == pytest.approx(np.full(len(path), radius))
    middles = (path[:-1] + path[1:]) / 2
    assert (radius - np.hypot(*middles.T)).max() <= 0.01 + 1e-9
    assert [0.0, radius] in path.tolist()
    assert (path[:, 1] >= -1e-9).all()


def test_the_direction_of_an_arc_is_that_of_its_points() -> None:
    # From east to north the long way round: over the south.
    path = stroke(_arc((10, 0), (0, -10), (0, 10)))
    assert path[0].tolist() == [10, 0]
    assert path[-1].tolist() == [0, 10]
    assert path[:, 1].min() == pytest.approx(-10)
    assert path[:, 0].min() == pytest.approx(-10, abs=0.011)
    assert np.hypot(*np.diff(path, axis=0).T).sum() == pytest.approx(1.5 * np.pi * 10, rel=1e-3)


def test_a_string_of_arcs_shares_its_ends() -> None:
    path = stroke(_arc((0, 0), (1, 1), (2, 0), (3, -1), (4, 0)))
    assert np.hypot(*np.diff(path, axis=0).T).sum() == pytest.approx(2 * np.pi, rel=2e-2)
    assert path[:, 1].max() == pytest.approx(1)
    assert path[:, 1].min() == pytest.approx(-1)
    assert len(np.unique(path, axis=0)) == len(path)


def test_a_circle_by_three_points() -> None:
    path = stroke(_arc((110, 50), (100, 60), (90, 50), curve=Curve.CIRCLE))
    assert path[0].tolist() == path[-1].tolist()
    circle = shapely.Polygon(path)
    assert circle.area == pytest.approx(np.pi * 100, rel=2e-3)
    assert (circle.centroid.x, circle.centroid.y) == pytest.approx((100, 50), abs=0.01)
    clockwise = stroke(_arc((110, 50), (90, 50), (100, 60), curve=Curve.CIRCLE))
    assert shapely.Polygon(clockwise).area == pytest.approx(np.pi * 100, rel=2e-3)


@pytest.mark.parametrize(
    "points", [((0, 0), (1, 0), (2, 0)), ((0, 0), (0, 0), (2, 0)), ((1, 1), (1, 1), (1, 1)), ((0, 0), (2, 0), (1, 0))]
)
def test_points_on_a_line_are_no_arc(points: tuple[tuple[float, float], ...]) -> None:
    for curve in (Curve.ARC, Curve.CIRCLE):
        path = stroke(_arc(*points, curve=curve))
        assert np.isfinite(path).all()
        assert len(path) <= 4


def test_a_nearly_straight_arc_is_bounded() -> None:
    path = stroke(_arc((0, 0), (50_000, 0.001), (100_000, 0)))
    assert len(path) < 10
    huge = stroke(_arc((1e9, 0), (0, 1e9), (-1e9, 0)))
    assert len(huge) <= 2 * MOST_POINTS + 1


def test_segments_are_joined_and_gaps_are_seen() -> None:
    path = (*_arc((0, 0), (1, 1), (2, 0)), Segment(Curve.LINE, np.array([[2.0, 0], [5, 0]])))
    assert widest_gap(path) == 0
    assert (np.diff(stroke(path), axis=0) != 0).any(axis=1).all()
    assert widest_gap((*path, Segment(Curve.LINE, np.array([[5.0, 0.5], [6, 0]])))) == 0.5
    assert stroke(()).shape == (0, 2)
