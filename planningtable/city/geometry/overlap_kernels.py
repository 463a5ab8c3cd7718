"""Machine code that looks for room that two solids share; imported when it is first needed."""

from typing import Any

import numpy as np

from planningtable.city.compiled import exact, tiered

# Height of a triangle beside which a point lies, and what is above all such heights; machine code knows no infinity.
NOWHERE, LOWEST = -1e18, -1e17


@exact
def plan_area(t: Any) -> float:
    """Twice the area of a triangle seen from above, positive where it looks up."""
    one = (t[1, 0] - t[0, 0]) * (t[2, 1] - t[0, 1])
    return float(one - (t[1, 1] - t[0, 1]) * (t[2, 0] - t[0, 0]))


@exact
def height_at(t: Any, x: float, y: float) -> float:
    """Height of a triangle above a point of the plan; ``NOWHERE`` where it does not lie there.

    A point on an edge that two triangles share belongs to one of them only.
    """
    inside = False
    for i in range(3):
        j = i + 1 if i < 2 else 0
        if (t[i, 1] > y) != (t[j, 1] > y):
            a, b = (i, j) if t[i, 1] < t[j, 1] else (j, i)
            if x < t[a, 0] + (y - t[a, 1]) * (t[b, 0] - t[a, 0]) / (t[b, 1] - t[a, 1]):
                inside = not inside
    area = plan_area(t)
    if not inside or area == 0:
        return NOWHERE
    u = (x - t[0, 0]) * (t[2, 1] - t[0, 1]) - (y - t[0, 1]) * (t[2, 0] - t[0, 0])
    v = (t[1, 0] - t[0, 0]) * (y - t[0, 1]) - (t[1, 1] - t[0, 1]) * (x - t[0, 0])
    return float(t[0, 2] + (u * (t[1, 2] - t[0, 2]) + v * (t[2, 2] - t[0, 2])) / area)


@exact
def next_height(solid: Any, at: Any, way: float) -> float:
    """Nearest height of a solid's surface below (way -1) or above (way 1) a point; the point's where there is none."""
    best = -LOWEST
    for k in range(len(solid)):
        d = (height_at(solid[k], at[0], at[1]) - at[2]) * way
        if 1e-9 < d < best:
            best = d
    return float(at[2] + way * best) if best < -LOWEST else float(at[2])


@exact
def is_inside(solid: Any, at: Any) -> bool:
    """Whether a point is inside a solid."""
    above = False
    for k in range(len(solid)):
        if height_at(solid[k], at[0], at[1]) > at[2]:
            above = not above
    return above


@exact
def minus(a: Any, b: Any) -> Any:
    """Difference of two points."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


@exact
def dot(a: Any, b: Any) -> float:
    """Scalar product."""
    return float(a[0] * b[0] + a[1] * b[1] + a[2] * b[2])


@exact
def cross(a: Any, b: Any) -> Any:
    """Vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


@exact
def near_edge(away: Any, edge: Any, square: float) -> bool:
    """Whether a point, seen from the begin of an edge, is near it."""
    length = dot(edge, edge)
    s = min(max(dot(away, edge) / length, 0.0), 1.0) if length > 0 else 0.0
    rest = minus(away, (s * edge[0], s * edge[1], s * edge[2]))
    return dot(rest, rest) < square


@exact
def is_clear(solid: Any, at: Any, reach: float) -> bool:
    """Whether no surface of a solid is nearer to a point than a distance."""
    square = reach * reach
    for k in range(len(solid)):
        t = solid[k]
        if min(t[0, 0], t[1, 0], t[2, 0]) > at[0] + reach or max(t[0, 0], t[1, 0], t[2, 0]) < at[0] - reach:
            continue
        away, ab, ac = minus(at, t[0]), minus(t[1], t[0]), minus(t[2], t[0])
        if near_edge(away, ab, square) or near_edge(away, ac, square):
            return False
        if near_edge(minus(at, t[1]), minus(t[2], t[1]), square):
            return False
        normal = cross(ab, ac)
        size = dot(normal, normal)
        if size == 0 or dot(away, normal) ** 2 >= square * size:
            continue
        one, two = dot(cross(away, ac), normal), dot(cross(ab, away), normal)
        if one >= 0 and two >= 0 and one + two <= size:
            return False
    return True


@exact
def apart(one: Any, two: Any) -> bool:
    """Whether the boxes of two triangles do not overlap in plan."""
    for c in range(2):
        if min(one[0, c], one[1, c], one[2, c]) >= max(two[0, c], two[1, c], two[2, c]):
            return True
        if min(two[0, c], two[1, c], two[2, c]) >= max(one[0, c], one[1, c], one[2, c]):
            return True
    return False


@exact
def clipped(one: Any, two: Any, room: Any) -> int:
    """Corners of what two triangles share in plan, in the first rows of ``room``, shape (2, 9, 2)."""
    size, here = 3, 0
    for i in range(3):
        room[0, i, 0], room[0, i, 1] = one[i, 0], one[i, 1]
    way = 1.0 if plan_area(two) > 0 else -1.0
    for i in range(3):
        j = i + 1 if i < 2 else 0
        ex, ey = way * (two[j, 0] - two[i, 0]), way * (two[j, 1] - two[i, 1])
        there, count = 1 - here, 0
        for k in range(size):
            m = k + 1 if k + 1 < size else 0
            px, py, qx, qy = room[here, k, 0], room[here, k, 1], room[here, m, 0], room[here, m, 1]
            p = ex * (py - two[i, 1]) - ey * (px - two[i, 0])
            q = ex * (qy - two[i, 1]) - ey * (qx - two[i, 0])
            if p >= 0:
                room[there, count, 0], room[there, count, 1] = px, py
                count += 1
            if (p > 0 and q < 0) or (p < 0 and q > 0):
                s = p / (p - q)
                room[there, count, 0], room[there, count, 1] = px + s * (qx - px), py + s * (qy - py)
                count += 1
        size, here = count, there
        if size < 3:
            return 0
    for k in range(size):
        room[0, k, 0], room[0, k, 1] = room[here, k, 0], room[here, k, 1]
    return size


@exact
def is_shared(a: Any, b: Any, at: Any, way: float, depth: float) -> bool:
    """Whether the middle of the column below or above a point is inside both solids and clear of their surfaces."""
    one, two = next_height(a, at, way), next_height(b, at, way)
    # Where one has no surface there, the point lies outside it.
    if one == at[2] or two == at[2]:
        return False
    end = max(one, two) if way < 0 else min(one, two)
    if abs(end - at[2]) <= depth:
        return False
    at[2] = (at[2] + end) / 2
    if not (is_inside(a, at) and is_inside(b, at)):
        return False
    return is_clear(a, at, depth / 2) and is_clear(b, at, depth / 2)


def triangles_to_compare(a: Any, b: Any, _depth: float) -> float:
    """Effort of `overlap`: each triangle with each other."""
    return len(a) * len(b) / 5


@tiered(triangles_to_compare)
@exact
def overlap(a: Any, b: Any, depth: float) -> bool:
    """Whether two solids, as triangles of shape (n, 3, 3), share room deeper than a distance.

    Looks from each piece of surface of the one that lies, in plan, above or below a piece of the other.
    """
    room, at = np.empty((2, 9, 2)), np.empty(3)
    for i in range(len(a)):
        up = plan_area(a[i])
        for j in range(len(b)):
            if up * plan_area(b[j]) <= 0 or apart(a[i], b[j]):
                continue
            size = clipped(a[i], b[j], room)
            x, y = 0.0, 0.0
            for k in range(size):
                x += room[0, k, 0] / size
                y += room[0, k, 1] / size
            for k in range(size + 1 if size else 0):
                at[0] = (x + room[0, k, 0]) / 2 if k < size else x
                at[1] = (y + room[0, k, 1]) / 2 if k < size else y
                one, two = height_at(a[i], at[0], at[1]), height_at(b[j], at[0], at[1])
                if min(one, two) < LOWEST:
                    continue
                at[2] = min(one, two) if up > 0 else max(one, two)
                if is_shared(a, b, at, -1.0 if up > 0 else 1.0, depth):
                    return True
    return False
