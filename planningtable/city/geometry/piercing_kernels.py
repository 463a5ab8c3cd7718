"""Machine code that finds edges near the planes of other faces of their shell; imported when it is first needed."""

from typing import Any

import numpy as np

from planningtable.city.compiled import exact, tiered


@exact
def height(points: Any, p: int, plane: Any) -> float:
    """Distance of a point from a plane, positive on the side of its normal."""
    return float(points[p, 0] * plane[0] + points[p, 1] * plane[1] + points[p, 2] * plane[2] - plane[3])


@exact
def beside(points: Any, p: int, q: int, low: Any, high: Any, touch: float) -> bool:
    """Whether an edge lies beside a box."""
    for c in range(3):
        if min(points[p, c], points[q, c]) > high[c] + touch or max(points[p, c], points[q, c]) < low[c] - touch:
            return True
    return False


@exact
def has_place(places: Any, start: int, end: int, place: int) -> bool:
    """Whether some ring has a corner at a place."""
    found = False
    for k in range(start, end):
        found |= places[k] == place
    return found


@exact
def edges_near(mesh: Any, boxes: Any, pair: Any, touch: float, found: Any, count: int) -> int:
    """Edges of one polygon that come near another one without sharing a corner with it; how many there are so far."""
    points, places, rings, polygons = mesh
    low, high, plane, slack = boxes
    a, b = pair
    start, end, limit = rings[polygons[b]], rings[polygons[b + 1]], slack[b] + touch
    for r in range(polygons[a], polygons[a + 1]):
        for p in range(rings[r], rings[r + 1]):
            q = p + 1 if p + 1 < rings[r + 1] else rings[r]
            one, other = height(points, p, plane[b]), height(points, q, plane[b])
            if min(one, other) > limit or max(one, other) < -limit:
                continue
            if beside(points, p, q, low[b], high[b], touch) or has_place(places, start, end, places[p]):
                continue
            joined = has_place(places, start, end, places[q])
            if joined and (abs(one) > limit or beside(points, p, p, low[b], high[b], touch)):
                continue
            if count < len(found):
                found[count, 0], found[count, 1], found[count, 2] = p, p if joined else q, b
            count += 1
    return count


def faces_to_compare(_mesh: Any, _boxes: Any, starts: Any, *_: Any) -> float:
    """Effort of `near_edges`: in the worst case each face of a shell with each other."""
    return float((np.diff(starts) ** 2).sum() / 5)


@tiered(faces_to_compare)
@exact
def near_edges(mesh: Any, boxes: Any, starts: Any, faces: Any, touch: float, found: Any) -> int:
    """Fill rows (corner, next corner, polygon, shell); the same corner twice where only it may touch the polygon.

    The faces of each shell stand in the order of the lowest x of their boxes. Returns how many there are, even where
    there is no room for all.
    """
    low, high, _plane, _slack = boxes
    count = 0
    for shell in range(len(starts) - 1):
        before = count
        for i in range(starts[shell], starts[shell + 1]):
            a = faces[i]
            for j in range(i + 1, starts[shell + 1]):
                b = faces[j]
                if low[b, 0] > high[a, 0] + touch:
                    break
                if low[b, 1] > high[a, 1] + touch or low[a, 1] > high[b, 1] + touch:
                    continue
                if low[b, 2] > high[a, 2] + touch or low[a, 2] > high[b, 2] + touch:
                    continue
                count = edges_near(mesh, boxes, (a, b), touch, found, count)
                count = edges_near(mesh, boxes, (b, a), touch, found, count)
        for k in range(before, min(count, len(found))):
            found[k, 3] = shell
    return count
