"""Corners at the same place get the same number."""

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from planningtable.city.compiled import exact, longest, tiered
from planningtable.city.grid import Array


def _number(points: Any, cell: float, tolerance: float, heads: Any, following: Any, numbers: Any, firsts: Any) -> int:
    """Number points by place with a hash table of cells; number of places. ``firsts``: a point of each place."""
    mask = len(heads) - 1
    count = 0
    square = tolerance * tolerance
    for p in range(len(points)):
        x, y, z = points[p, 0] / cell, points[p, 1] / cell, points[p, 2] / cell
        ix, iy, iz = int(np.floor(x)), int(np.floor(y)), int(np.floor(z))
        reach = tolerance / cell
        # The cells beside are looked at only where the point lies near them.
        x0, x1 = int(np.floor(x - reach)), int(np.floor(x + reach))
        y0, y1 = int(np.floor(y - reach)), int(np.floor(y + reach))
        z0, z1 = int(np.floor(z - reach)), int(np.floor(z + reach))
        found = -1
        for cx in range(x0, x1 + 1):
            for cy in range(y0, y1 + 1):
                for cz in range(z0, z1 + 1):
                    if found >= 0:
                        continue
                    h = ((cx * 73856093) ^ (cy * 19349663) ^ (cz * 83492791)) & mask
                    k = heads[h]
                    while k >= 0:
                        q = firsts[k]
                        dx, dy, dz = (
                            points[p, 0] - points[q, 0],
                            points[p, 1] - points[q, 1],
                            points[p, 2] - points[q, 2],
                        )
                        if dx * dx + dy * dy + dz * dz <= square:
                            found = k
                            break
                        k = following[k]
        if found < 0:
            h = ((ix * 73856093) ^ (iy * 19349663) ^ (iz * 83492791)) & mask
            firsts[count] = p
            following[count] = heads[h]
            heads[h] = count
            found = count
            count += 1
        numbers[p] = found
    return count


@lru_cache(1)
def _kernel() -> Any:
    return tiered(longest)(exact(_number))


def numbered(points: Array, tolerance: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Number the places of points; those within the tolerance of the first point of a place are at that place.

    Args:
        points: finite, shape (P, 3), some kilometres around zero [m].
        tolerance: [m]; 0 takes only equal points together.

    Returns:
        The place of each point, shape (P,), and a point of each place, shape (K,).
    """
    size = 1 << max(len(points).bit_length() + 1, 4)
    numbers, firsts = np.empty(len(points), np.int64), np.empty(len(points), np.int64)
    heads, following = np.full(size, -1, np.int64), np.empty(len(points), np.int64)
    cell = max(4 * tolerance, 0.01)
    count = _kernel()(np.ascontiguousarray(points), cell, tolerance, heads, following, numbers, firsts)
    return numbers, firsts[:count]
