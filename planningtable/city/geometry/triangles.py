"""Triangles of many polygons at once: fans of convex ones, ear clipping of the rest."""

import mapbox_earcut
import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.shapes import Shapes
from planningtable.city.grid import Array

# Polygons with more corners are left to a library that keeps an index of them.
FEW = 32


def triangulated(shapes: Shapes) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Triangles of all polygons, in the sense of rotation of their outer rings.

    Args:
        shapes: the polygons; those without area get no triangles. A polygon that is not planar is drawn as it looks
            along the largest axis of its normal.

    Returns:
        Rows of ``shapes.points``, shape (T, 3), and the polygon of each triangle in ascending order, shape (T,).
    """
    from planningtable.city.geometry import ear_kernels

    count = len(shapes)
    flat, fan = np.zeros((len(shapes.points), 2)), np.zeros(count, np.bool_)
    rings, polygons = shapes.ring_starts, shapes.polygon_starts
    ear_kernels.flatten((shapes.points, rings, polygons, shapes.outer), flat, fan, 1e-9)
    fans = np.flatnonzero(fan)
    sizes = np.diff(rings)[polygons[fans]] - 2
    first = np.repeat(rings[polygons[fans]], sizes)
    step = np.arange(len(first)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    triangles = [np.column_stack([first, first + step + 1, first + step + 2]).astype(np.int32)]
    owners = [np.repeat(fans, sizes).astype(np.int32)]
    lone = np.flatnonzero(~fan & (np.diff(polygons) == 1) & (np.abs(shapes.outer).max(axis=1) > 1e-9))
    lone = lone[np.diff(rings)[polygons[lone]] <= FEW]
    counts = np.diff(rings)[polygons[lone]] - 2
    cut = np.zeros((int(counts.sum()), 3), np.int32)
    ends = np.column_stack([rings[polygons[lone]], rings[polygons[lone] + 1]])
    ear_kernels.clip(flat, ends, np.cumsum(counts) - counts, cut)
    triangles.append(cut)
    owners.append(np.repeat(lone, counts).astype(np.int32))
    fan[lone] = True
    others = np.flatnonzero(~fan & (np.diff(polygons) > 0))
    starts, ends = polygons[others].tolist(), polygons[others + 1].tolist()
    for polygon, a, b in zip(others.tolist(), starts, ends, strict=True):
        found = _ears(flat, rings[a : b + 1])
        triangles.append(found)
        owners.append(np.full(len(found), polygon, np.int32))
    polygon_of = np.concatenate(owners)
    order = np.argsort(polygon_of, kind="stable")
    return np.concatenate(triangles)[order], polygon_of[order]


def _ears(flat: Array, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    first = int(starts[0])
    corners = flat[first : int(starts[-1])]
    found = mapbox_earcut.triangulate_float64(corners, (starts[1:] - first).astype(np.uint32))
    triangles: npt.NDArray[np.int32] = np.asarray(found, np.int32).reshape(-1, 3)
    if not len(triangles):
        return triangles
    a, b, c = corners[triangles[:, 0]], corners[triangles[:, 1]], corners[triangles[:, 2]]
    clockwise = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) < (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    triangles[clockwise] = triangles[clockwise][:, ::-1]
    return triangles + np.int32(first)
