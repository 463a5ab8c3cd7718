"""The terrain as a net of triangles, coarse enough for a file."""

import math

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array, Grid

MOST_TRIANGLES = 40_000
_SMALLEST = 2


def ground_net(grid: Grid, most: int = MOST_TRIANGLES) -> tuple[Array, npt.NDArray[np.int64]]:
    """Every n-th cell centre of a terrain, joined to triangles that face up.

    Args:
        grid: heights; no NaN.
        most: how many triangles there may be.

    Returns:
        Vertices, shape (V, 3), easting, northing, height [m], and triangles, shape (T, 3), counter-clockwise seen from
        above; both empty for a terrain of less than 2 x 2 cells.
    """
    if min(grid.rows, grid.columns) < _SMALLEST:
        return np.zeros((0, 3)), np.zeros((0, 3), np.int64)
    step = max(math.ceil(math.sqrt(2 * grid.rows * grid.columns / most)), 1)
    rows, columns = _picked(grid.rows, step), _picked(grid.columns, step)
    east, north = np.meshgrid(grid.easting()[columns], grid.northing()[rows])
    heights = np.asarray(grid.values[np.ix_(rows, columns)], float)
    number = np.arange(heights.size).reshape(heights.shape)
    a, b, c, d = number[1:, :-1], number[1:, 1:], number[:-1, 1:], number[:-1, :-1]
    triangles = np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], -2).reshape(-1, 3)
    return np.column_stack([east.ravel(), north.ravel(), heights.ravel()]), triangles


def _picked(count: int, step: int) -> Array:
    """Every n-th number, the last one always."""
    return np.unique(np.append(np.arange(0, count, step), count - 1))
