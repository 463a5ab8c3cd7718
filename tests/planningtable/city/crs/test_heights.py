import numpy as np
import pytest

from planningtable.city.crs.heights import Fit, meeting
from planningtable.city.grid import Grid

RNG = np.random.default_rng(7)
EAST = RNG.uniform(10, 990, 200)
NORTH = RNG.uniform(10, 990, 200)


def _hill() -> Grid:
    x, y = np.meshgrid(np.arange(100) * 10 + 5, 1000 - np.arange(100) * 10 - 5)
    return Grid(100 + 0.05 * x + 0.02 * y, 0.0, 1000.0, 10.0)


def _ground() -> np.ndarray:
    return 100 + 0.05 * EAST + 0.02 * NORTH + RNG.normal(0, 0.3, 200)


def test_they_meet() -> None:
    found = meeting(_hill(), EAST, NORTH, _ground() - 0.4)
    assert (found.fit, found.finding, found.points) == (Fit.MEET, None, 200)
    assert found.offset == pytest.approx(-0.4, abs=0.1)
    assert found.spread == pytest.approx(0.3, abs=0.1)


@pytest.mark.parametrize(
    ("offset", "id"),
    [
        (3.2, "crs.heights.above"),
        (-3.2, "crs.heights.below"),
        (45.6, "crs.heights.above-geoid"),
        (-45.6, "crs.heights.below-geoid"),
        (-114.0, "crs.heights.below"),
    ],
)
def test_an_offset_is_found_in_spite_of_wrong_points_and_offered(offset: float, id: str) -> None:
    height = _ground() + offset
    height[:60] += RNG.uniform(5, 80, 60)
    found = meeting(_hill(), EAST, NORTH, height)
    assert found.fit is Fit.OFFSET
    assert found.offset == pytest.approx(offset, abs=0.5)
    assert found.finding is not None
    assert found.finding.id == id
    assert float(str(dict(found.finding.arguments)["option"])) == pytest.approx(found.offset, abs=0.005)


def test_what_belongs_elsewhere_does_not_fit() -> None:
    found = meeting(_hill(), EAST, NORTH, RNG.uniform(20, 200, 200))
    assert found.fit is Fit.MISFIT
    assert found.finding is not None
    assert found.finding.id == "crs.heights.misfit"


@pytest.mark.parametrize("shift", [0.0, 5000.0])
def test_too_few_points_prove_nothing(shift: float) -> None:
    count = 2 if shift == 0 else 200
    found = meeting(_hill(), EAST[:count] + shift, NORTH[:count], _ground()[:count])
    assert found.fit is Fit.UNKNOWN
    assert found.points == (2 if shift == 0 else 0)


def test_holes_in_the_terrain_are_left_out() -> None:
    hill = _hill()
    values = hill.values.copy()
    values[:, 50:] = np.nan
    found = meeting(hill.with_values(values), EAST, NORTH, _ground())
    assert found.fit is Fit.MEET
    assert 80 < found.points < 120
