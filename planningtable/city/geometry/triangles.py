"""Triangles of many polygons at once: fans of convex ones, ear clipping of the rest."""

from functools import lru_cache
from typing import Any

import mapbox_earcut
import numpy as np
import numpy.typing as npt

from planningtable.city.compiled import compiled
from planningtable.city.geometry.shapes import Shapes
from planningtable.city.grid import Array

# Polygons with more corners are left to a library that keeps an index of them.
FEW = 32


def _flatten(points: Any, rings: Any, polygons: Any, outer: Any, flat: Any, fan: Any, smallest: float) -> None:
    """Plan views along the largest axis of each polygon, counter-clockwise; which polygons are convex."""
    for p in range(len(polygons) - 1):
        if polygons[p] == polygons[p + 1]:
            continue
        x, y, z = abs(outer[p, 0]), abs(outer[p, 1]), abs(outer[p, 2])
        axis = 0 if x >= y and x >= z else (1 if y >= z else 2)
        size = max(x, max(y, z))
        u, v = (axis + 1) % 3, (axis + 2) % 3
        if outer[p, axis] < 0:
            u, v = v, u
        s, e = rings[polygons[p]], rings[polygons[p] + 1]
        for i in range(s, rings[polygons[p + 1]]):
            flat[i, 0] = points[i, u] - points[s, u]
            flat[i, 1] = points[i, v] - points[s, v]
        if polygons[p + 1] - polygons[p] > 1 or size * 2 <= smallest:
            continue
        if e - s == 3:
            fan[p] = True
            continue
        # A fan from the first corner is right where each of its triangles turns left and all of them make one turn.
        convex = True
        for i in range(s, e):
            j = i + 1 if i + 1 < e else s
            k = j + 1 if j + 1 < e else s
            one = (flat[j, 0] - flat[i, 0]) * (flat[k, 1] - flat[j, 1])
            if one - (flat[j, 1] - flat[i, 1]) * (flat[k, 0] - flat[j, 0]) < 0:
                convex = False
        for i in range(s + 1, e - 1):
            if flat[i, 0] * flat[i + 1, 1] - flat[i, 1] * flat[i + 1, 0] <= 0:
                convex = False
        fan[p] = convex


def _clip(flat: Any, starts: Any, chosen: Any, offsets: Any, triangles: Any) -> None:
    """Cut the best ear off each of some small polygons without holes until three corners are left."""
    for c in range(len(chosen)):
        s, m = starts[c, 0], starts[c, 1] - starts[c, 0]
        left = np.arange(s, s + m)
        out = offsets[c]
        while m > 3:
            best, quality, flattest, flat_size = -1, 0.0, 0, np.inf
            for i in range(m):
                a, b, d = left[i - 1 if i else m - 1], left[i], left[i + 1 if i + 1 < m else 0]
                ux, uy = flat[b, 0] - flat[a, 0], flat[b, 1] - flat[a, 1]
                vx, vy = flat[d, 0] - flat[b, 0], flat[d, 1] - flat[b, 1]
                wx, wy = flat[a, 0] - flat[d, 0], flat[a, 1] - flat[d, 1]
                area = ux * vy - uy * vx
                longest = max(ux * ux + uy * uy, max(vx * vx + vy * vy, wx * wx + wy * wy))
                if abs(area) < flat_size:
                    flattest, flat_size = i, abs(area)
                if area <= 1e-9 * longest or area <= quality * longest:
                    continue
                free = True
                for k in range(m):
                    p = left[k]
                    if p == a or p == b or p == d:
                        continue
                    x, y = flat[p, 0], flat[p, 1]
                    one = ux * (y - flat[a, 1]) - uy * (x - flat[a, 0])
                    two = vx * (y - flat[b, 1]) - vy * (x - flat[b, 0])
                    three = wx * (y - flat[d, 1]) - wy * (x - flat[d, 0])
                    low = -1e-12 * longest
                    if one < low or two < low or three < low:
                        continue
                    # A corner at the same place, where a ring touches itself, is not in the way.
                    if (x == flat[a, 0] and y == flat[a, 1]) or (x == flat[d, 0] and y == flat[d, 1]):
                        continue
                    free = False
                    break
                if free:
                    best, quality = i, area / longest
            i = best if best >= 0 else flattest
            triangles[out, 0] = left[i - 1 if i else m - 1]
            triangles[out, 1] = left[i]
            triangles[out, 2] = left[i + 1 if i + 1 < m else 0]
            out += 1
            for k in range(i, m - 1):
                left[k] = left[k + 1]
            m -= 1
        triangles[out, 0], triangles[out, 1], triangles[out, 2] = left[0], left[1], left[2]


@lru_cache(1)
def _kernels() -> tuple[Any, Any]:
    return compiled(_flatten), compiled(_clip)


def triangulated(shapes: Shapes) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Triangles of all polygons, in the sense of rotation of their outer rings.

    Args:
        shapes: the polygons; those without area get no triangles. A polygon that is not planar is drawn as it looks
            along the largest axis of its normal.

    Returns:
        Rows of ``shapes.points``, shape (T, 3), and the polygon of each triangle in ascending order, shape (T,).
    """
    count = len(shapes)
    flat, fan = np.zeros((len(shapes.points), 2)), np.zeros(count, np.bool_)
    rings, polygons = shapes.ring_starts, shapes.polygon_starts
    flatten, clip = _kernels()
    flatten(shapes.points, rings, polygons, shapes.outer, flat, fan, 1e-9)
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
    clip(flat, ends, lone, np.cumsum(counts) - counts, cut)
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
