"""A few velocities of many: at the busiest cells, the same in all pictures."""

import numpy as np
import pytest

from planningtable.city.grid import Grid
from plugins.heavy_rain.flood import Picture
from plugins.heavy_rain.flow import ALONG, flows


def picture(seconds: float, depth: np.ndarray, east: np.ndarray, south: np.ndarray) -> Picture:
    f32 = (a.astype(np.float32) for a in (depth, np.hypot(east, south), east, south))
    deep, speed, qx, qy = f32
    return Picture(seconds, deep, speed, (qx, qy))


def test_each_square_has_the_velocity_of_its_busiest_cell() -> None:
    bed = Grid(np.zeros((2 * ALONG, 2 * ALONG)), 100.0, 500.0, 2.0)
    zero = np.zeros(bed.values.shape)
    depth, east, south = zero + 0.5, zero.copy(), zero.copy()
    east[0, 1], south[0, 1] = 0.3, 0.4  # square (0, 0)
    east[3, 2], depth[3, 2] = -0.1, 0.01  # square (1, 1), too shallow to say anything
    later = zero.copy()
    later[0, 0] = 0.1  # less than what passed the other cell of the square before
    found = flows(bed, (picture(60.0, depth, east, south), picture(120.0, depth, later, zero)))
    assert len(found) == 2
    assert found[0].at is found[1].at
    assert found[0].at.tolist() == [[103.0, 499.0], [105.0, 493.0]]
    assert found[0].velocity == pytest.approx(np.array([[0.6, -0.8], [0.0, 0.0]]))
    assert found[1].velocity == pytest.approx(np.zeros((2, 2)))


def test_no_more_arrows_than_squares_and_none_without_pictures() -> None:
    bed = Grid(np.zeros((300, 120)), 0.0, 0.0, 1.0)
    wet = np.ones(bed.values.shape)
    found = flows(bed, (picture(1.0, wet, wet, wet),))
    assert len(found[0].at) <= ALONG * ALONG
    assert len(found[0].at) == 50 * 20
    assert flows(bed, ()) == ()


def test_of_neighbours_over_a_border_of_squares_the_busier_stays() -> None:
    bed = Grid(np.zeros((4 * ALONG, 4 * ALONG)), 0.0, 0.0, 1.0)
    zero = np.zeros(bed.values.shape)
    east = zero.copy()
    east[1, 3], east[1, 4], east[1, 9] = 0.2, 0.4, 0.1
    found = flows(bed, (picture(1.0, zero + 1.0, east, zero),))
    assert found[0].at[:, 0].tolist() == [4.5, 9.5]
