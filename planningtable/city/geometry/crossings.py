"""Rings that cross or touch themselves."""

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.shapes import Shapes

# Rings with more corners are not looked through: the time grows with the square of their number in the worst case.
MOST_CORNERS = 20_000
# Corners within this of an edge lie on it [m].
TOUCH = 1e-7
# A ring thinner than this has no inside [m²].
THIN = 1e-8


def self_crossing(shapes: Shapes) -> npt.NDArray[np.bool_]:
    """Rings that cross or touch themselves, or whose inside is nothing, shape (R,).

    val3dity looks along the plane that fits best; we look along the axis next to it, which tells the same of rings
    that are nearly planar.
    """
    found = np.zeros(len(shapes.ring_starts) - 1, np.bool_)
    from planningtable.city.geometry import ring_kernels

    columns = (shapes.points, shapes.ring_starts, shapes.polygon_starts, shapes.outer)
    ring_kernels.cross(columns, MOST_CORNERS, TOUCH, found)
    used = np.flatnonzero(shapes.good)
    thin = np.linalg.norm(shapes.outer[used], axis=1) < THIN
    found[shapes.polygon_starts[used[thin]]] = True
    return found
