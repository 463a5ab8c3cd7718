"""A mesh of the terrain with triangles only where the ground bends.

Right triangles are halved at the middle of their long side until no point lies farther than a tolerance from the
mesh: a restricted quadtree (Lindstrom et al. 1996; Evans, Kirkpatrick and Townsend 2001), here level by level on
whole arrays.
"""

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Extent, Grid
from scenes.meshes import Array, Rows

FINEST = 0.06
"""Tolerance to begin with [m]; below it nobody sees a difference."""

MOST_TRIANGLES = 40_000
DEEPEST = 10


def sampled(terrain: Grid, extent: Extent) -> npt.NDArray[np.float32]:
    """Heights at (2^k + 1)² points from the north-western to the south-eastern corner of an extent [m]."""
    steps = max(extent.width, extent.height) / terrain.cell
    count = 2 ** int(np.clip(np.ceil(np.log2(max(steps, 2)) - 0.35), 1, DEEPEST)) + 1
    x = np.linspace(extent.west, extent.east, count)
    y = np.linspace(extent.north, extent.south, count)
    east, north = np.meshgrid(x, y)
    return np.asarray(terrain.sample(east, north), np.float32)


def relief(heights: npt.NDArray[np.float32]) -> tuple[Rows, Rows]:
    """Rows of the chosen points among all points, and triangles of rows of the chosen points.

    Args:
        heights: shape (2^k + 1, 2^k + 1) [m].
    """
    errors = bends(heights)
    tolerance = FINEST
    triangles = split(errors, tolerance)
    while len(triangles) > MOST_TRIANGLES:
        tolerance *= 1.5
        triangles = split(errors, tolerance)
    chosen, renumbered = np.unique(triangles, return_inverse=True)
    return chosen.astype(np.int32), renumbered.reshape(-1, 3).astype(np.int32)


def bends(heights: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """How far the mesh is off if a point, and all that are finer there, are left out; shape as the heights [m]."""
    errors = np.zeros_like(heights)
    n = heights.shape[0] - 1
    h = 1
    while h < n:
        _sides(heights, errors, h)
        _middles(heights, errors, h)
        h *= 2
    return errors


def _sides(heights: Array, errors: Array, h: int) -> None:
    """Middles of the sides of squares of width 2 h; below them are the middles of the squares of width h."""
    for turned, found in ((heights, errors), (heights.T, errors.T)):
        z = turned[:: 2 * h, ::h]
        own = np.abs(z[:, 1::2] - (z[:, 0:-1:2] + z[:, 2::2]) / 2)
        here = found[:: 2 * h, h :: 2 * h]
        np.maximum(here, own, out=here)
        if h > 1:
            finer = found[h // 2 :: h, h // 2 :: h]
            before, after = finer[:, 0::2], finer[:, 1::2]
            wide = np.maximum(before, after)
            np.maximum(here[1:], wide[1::2], out=here[1:])
            np.maximum(here[:-1], wide[0::2], out=here[:-1])


def _middles(heights: Array, errors: Array, h: int) -> None:
    """Middles of the squares of width 2 h; below them are the middles of their sides."""
    z = heights[::h, ::h]
    falling = np.abs(z[1::2, 1::2] - (z[:-1:2, :-1:2] + z[2::2, 2::2]) / 2)
    rising = np.abs(z[1::2, 1::2] - (z[:-1:2, 2::2] + z[2::2, :-1:2]) / 2)
    i = np.arange(falling.shape[0])
    # The diagonal of a square runs from the middle to the corner of the square that it is a quarter of.
    own = np.where((i[:, None] + i[None, :]) % 2 == 0, falling, rising)
    here = errors[h :: 2 * h, h :: 2 * h]
    np.maximum(here, own, out=here)
    sides = errors[h :: 2 * h, :: 2 * h], errors[:: 2 * h, h :: 2 * h]
    for finer in (sides[0][:, :-1], sides[0][:, 1:], sides[1][:-1], sides[1][1:]):
        np.maximum(here, finer, out=here)


def split(errors: Array, tolerance: float) -> Rows:
    """Triangles of rows of all points, halved where the middle of the long side is off by more than a tolerance."""
    n = errors.shape[0] - 1
    corner = np.array([[0, 0], [0, n], [n, n], [n, 0]])
    open_ = np.stack([corner[[2, 0, 1]], corner[[0, 2, 3]]])
    done: list[Array] = []
    while len(open_):
        a, b, c = open_[:, 0], open_[:, 1], open_[:, 2]
        middle = (a + b) // 2
        long = np.abs(a - b).max(axis=1) > 1
        more = long & (errors[middle[:, 0], middle[:, 1]] > tolerance)
        done.append(open_[~more])
        a, b, c, middle = a[more], b[more], c[more], middle[more]
        open_ = np.concatenate([np.stack([c, a, middle], axis=1), np.stack([b, c, middle], axis=1)])
    points = np.concatenate(done)
    return np.asarray(points[:, :, 0] * (n + 1) + points[:, :, 1], np.int32)
