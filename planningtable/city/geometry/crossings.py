"""Rings that cross or touch themselves."""

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from planningtable.city.compiled import compiled
from planningtable.city.geometry.shapes import Shapes

# Rings with more corners are not looked through: the time grows with the square of their number in the worst case.
MOST_CORNERS = 20_000
# Corners within this of an edge lie on it [m].
TOUCH = 1e-7
# A ring thinner than this has no inside [m²].
THIN = 1e-8


def _cross(
    points: Any, rings: Any, polygons: Any, outer: Any, snap: float, most: int, touch: float, found: Any
) -> None:
    """Mark rings that are not simple, seen along the largest axis of the polygon's normal."""
    for p in range(len(polygons) - 1):
        for r in range(polygons[p], polygons[p + 1]):
            x, y, z = abs(outer[p, 0]), abs(outer[p, 1]), abs(outer[p, 2])
            axis = 0 if x >= y and x >= z else (1 if y >= z else 2)
            u, v = (axis + 1) % 3, (axis + 2) % 3
            s, n = rings[r], rings[r + 1] - rings[r]
            if n > most:
                continue
            if n == 3:
                continue
            low = np.empty(n)
            for i in range(n):
                j = i + 1 if i + 1 < n else 0
                low[i] = min(points[s + i, u], points[s + j, u])
            order = np.argsort(low)
            bad = False
            for k in range(n):
                if bad:
                    break
                i = order[k]
                i1 = i + 1 if i + 1 < n else 0
                ax, ay, bx, by = points[s + i, u], points[s + i, v], points[s + i1, u], points[s + i1, v]
                high = max(ax, bx) + snap
                length = np.sqrt((bx - ax) ** 2 + (by - ay) ** 2)
                for m in range(k + 1, n):
                    j = order[m]
                    if low[j] > high:
                        break
                    j1 = j + 1 if j + 1 < n else 0
                    cx, cy, dx, dy = points[s + j, u], points[s + j, v], points[s + j1, u], points[s + j1, v]
                    if i1 == j or j1 == i:
                        # Neighbours may only turn back on each other.
                        if i1 == j:
                            px, py, qx, qy = bx - ax, by - ay, dx - cx, dy - cy
                        else:
                            px, py, qx, qy = dx - cx, dy - cy, bx - ax, by - ay
                        other = np.sqrt(qx * qx + qy * qy)
                        own = np.sqrt(px * px + py * py)
                        if px * qx + py * qy < 0 and abs(px * qy - py * qx) <= touch * max(own, other):
                            bad = True
                            break
                        continue
                    if min(cy, dy) > max(ay, by) + snap or max(cy, dy) < min(ay, by) - snap:
                        continue
                    far = np.sqrt((dx - cx) ** 2 + (dy - cy) ** 2)
                    o1 = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
                    o2 = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
                    o3 = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
                    o4 = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
                    t1, t2 = touch * length, touch * far
                    if ((o1 > t1 and o2 < -t1) or (o1 < -t1 and o2 > t1)) and (
                        (o3 > t2 and o4 < -t2) or (o3 < -t2 and o4 > t2)
                    ):
                        bad = True
                        break
                    # A corner on the other edge.
                    for w in range(4):
                        if w < 2:
                            ex, ey = (cx, cy) if w == 0 else (dx, dy)
                            fx, fy, gx, gy, o, size = ax, ay, bx, by, (o1 if w == 0 else o2), length
                        else:
                            ex, ey = (ax, ay) if w == 2 else (bx, by)
                            fx, fy, gx, gy, o, size = cx, cy, dx, dy, (o3 if w == 2 else o4), far
                        along = (ex - fx) * (gx - fx) + (ey - fy) * (gy - fy)
                        if abs(o) <= touch * size and -touch * size <= along <= size * size + touch * size:
                            bad = True
                    if bad:
                        break
            found[r] = bad


@lru_cache(1)
def _kernel() -> Any:
    return compiled(_cross)


def self_crossing(shapes: Shapes) -> npt.NDArray[np.bool_]:
    """Rings that cross or touch themselves, or whose inside is nothing, shape (R,).

    val3dity looks along the plane that fits best; we look along the axis next to it, which tells the same of rings
    that are nearly planar.
    """
    found = np.zeros(len(shapes.ring_starts) - 1, np.bool_)
    _kernel()(shapes.points, shapes.ring_starts, shapes.polygon_starts, shapes.outer, 1e-9, MOST_CORNERS, TOUCH, found)
    used = np.flatnonzero(shapes.good)
    thin = np.linalg.norm(shapes.outer[used], axis=1) < THIN
    found[shapes.polygon_starts[used[thin]]] = True
    return found
