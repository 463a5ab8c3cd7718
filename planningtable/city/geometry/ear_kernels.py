"""Machine code for triangles; imported when it is first needed, since numba takes its time."""

from typing import Any

import numpy as np

from planningtable.city.compiled import exact, longest, tiered
from planningtable.city.geometry.ring_kernels import largest_axis


@exact
def turn_at(flat: Any, a: int, b: int, c: int) -> float:
    """Twice the area of the triangle of three corners; positive where the way turns left."""
    one = (flat[b, 0] - flat[a, 0]) * (flat[c, 1] - flat[b, 1])
    return float(one - (flat[b, 1] - flat[a, 1]) * (flat[c, 0] - flat[b, 0]))


@exact
def is_fan(flat: Any, start: int, end: int) -> bool:
    """Whether a fan from the first corner is right: no corner turns right, and every triangle turns left."""
    for i in range(start, end):
        j = i + 1 if i + 1 < end else start
        k = j + 1 if j + 1 < end else start
        if turn_at(flat, i, j, k) < 0:
            return False
    good = True
    for i in range(start + 1, end - 1):
        good &= turn_at(flat, start, i, i + 1) > 0
    return good


@tiered(longest)
@exact
def flatten(shapes: Any, flat: Any, fan: Any, smallest: float) -> None:
    """Plan views along the largest axis of each polygon, counter-clockwise; which polygons are fans."""
    points, rings, polygons, outer = shapes
    for p in range(len(polygons) - 1):
        if polygons[p] == polygons[p + 1]:
            continue
        axis = largest_axis(outer[p, 0], outer[p, 1], outer[p, 2])
        u, v = (axis + 1) % 3, (axis + 2) % 3
        if outer[p, axis] < 0:
            u, v = v, u
        s, e = rings[polygons[p]], rings[polygons[p] + 1]
        for i in range(s, rings[polygons[p + 1]]):
            flat[i, 0] = points[i, u] - points[s, u]
            flat[i, 1] = points[i, v] - points[s, v]
        if polygons[p + 1] - polygons[p] == 1 and abs(outer[p, axis]) > smallest:
            fan[p] = e - s == 3 or is_fan(flat, s, e)


@exact
def same_place(flat: Any, p: int, a: int) -> bool:
    """Whether two corners lie at the same place in the plane."""
    return bool(flat[p, 0] == flat[a, 0] and flat[p, 1] == flat[a, 1])


@exact
def is_free(flat: Any, left: Any, ear: Any, limit: float) -> bool:
    """Whether none of the corners that are left lies in an ear; one where a ring touches itself is not in the way."""
    a, b, d = ear
    for p in left:
        if p in (a, b, d) or same_place(flat, p, a) or same_place(flat, p, d):
            continue
        inside = turn_at(flat, a, b, p) >= limit and turn_at(flat, b, d, p) >= limit
        if inside and turn_at(flat, d, a, p) >= limit:
            return False
    return True


@exact
def longest_edge(flat: Any, ear: Any) -> float:
    """Square of the longest edge of a triangle."""
    a, b, d = ear
    one = (flat[b, 0] - flat[a, 0]) ** 2 + (flat[b, 1] - flat[a, 1]) ** 2
    two = (flat[d, 0] - flat[b, 0]) ** 2 + (flat[d, 1] - flat[b, 1]) ** 2
    return float(max(one, max(two, (flat[a, 0] - flat[d, 0]) ** 2 + (flat[a, 1] - flat[d, 1]) ** 2)))


@exact
def best_ear(flat: Any, left: Any) -> int:
    """Which corner makes the roundest ear; the flattest where there is none."""
    m = len(left)
    best, quality, flattest, flat_size = -1, 1e-9, 0, np.inf
    for i in range(m):
        ear = (left[i - 1 if i else m - 1], left[i], left[i + 1 if i + 1 < m else 0])
        area, longest = turn_at(flat, ear[0], ear[1], ear[2]), longest_edge(flat, ear)
        if abs(area) < flat_size:
            flattest, flat_size = i, abs(area)
        if area > quality * longest and is_free(flat, left, ear, -1e-12 * longest):
            best, quality = i, area / longest
    return best if best >= 0 else flattest


@tiered(longest)
@exact
def clip(flat: Any, ends: Any, offsets: Any, triangles: Any) -> None:
    """Cut the best ear off each of some small polygons without holes until three corners are left."""
    for c in range(len(ends)):
        m, out = ends[c, 1] - ends[c, 0], offsets[c]
        left = np.arange(ends[c, 0], ends[c, 1])
        while m > 3:
            i = best_ear(flat, left[:m])
            triangles[out, 0] = left[i - 1 if i else m - 1]
            triangles[out, 1] = left[i]
            triangles[out, 2] = left[i + 1 if i + 1 < m else 0]
            out += 1
            for k in range(i, m - 1):
                left[k] = left[k + 1]
            m -= 1
        triangles[out, 0], triangles[out, 1], triangles[out, 2] = left[0], left[1], left[2]
