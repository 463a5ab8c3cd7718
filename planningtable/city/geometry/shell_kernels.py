"""Machine code for shells; imported when it is first needed, since numba takes its time."""

from typing import Any

import numpy as np

from planningtable.city.compiled import exact, longest, tiered


@exact
def edges_of(shapes: Any, faces: Any, flips: Any) -> Any:
    """Edges of the faces of a shell, as columns: begin, end, face, corner after, place of the corner, key.

    Edge and corner i are the same: the corner from which the edge starts in its ring, whatever way round the face is.
    """
    places, rings, polygons = shapes
    size = 0
    for p in faces:
        size += rings[polygons[p + 1]] - rings[polygons[p]]
    begin, end, face = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    after, at, key = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    e = 0
    for k in range(len(faces)):
        for r in range(polygons[faces[k]], polygons[faces[k] + 1]):
            s, n, base = rings[r], rings[r + 1] - rings[r], e
            for i in range(n):
                a, b = places[s + i], places[s + (i + 1) % n]
                begin[e], end[e] = (b, a) if flips[k] else (a, b)
                face[e], after[e], at[e] = k, base + (i + 1) % n, a
                key[e] = min(a, b) * 4294967296 + max(a, b)
                e += 1
    return begin, end, face, after, at, key


@exact
def top_of(up: Any, a: int) -> int:
    """The one that stands for the group of a, with shorter ways afterwards."""
    while up[a] != a:
        up[a] = up[up[a]]
        a = up[a]
    return a


@exact
def top_and_side(up: Any, parity: Any, a: int) -> Any:
    """The one that stands for the group of a face, and whether the face must be turned against it."""
    side = 0
    while up[a] != a:
        side ^= parity[a]
        a = up[a]
    return a, side


@exact
def join_faces(groups: Any, one: int, two: int, same: int) -> bool:
    """Put two faces into one group; False where they already are, the other way round."""
    up, parity, weight = groups
    a, pa = top_and_side(up, parity, one)
    b, pb = top_and_side(up, parity, two)
    if a == b:
        return bool(pa ^ pb == same)
    if weight[a] < weight[b]:
        a, b = b, a
    up[b] = a
    weight[a] += weight[b]
    parity[b] = pa ^ pb ^ same
    return True


@exact
def join_corners(corner: Any, after: Any, at: Any, one: int, two: int) -> None:
    """Put the corners at both ends of two edges between the same places together."""
    same = at[one] == at[two]
    corner[top_of(corner, one)] = top_of(corner, two if same else after[two])
    corner[top_of(corner, after[one])] = top_of(corner, after[two] if same else two)


@exact
def join_edges(edges: Any, groups: Any, corner: Any, counts: Any) -> None:
    """Match edges; ``counts``: open, crowded, -, -, twisted."""
    begin, end, face, after, at, key = edges
    order = np.argsort(key)
    i, size = 0, len(key)
    while i < size:
        one, j = order[i], i
        while j < size and key[order[j]] == key[one]:
            j += 1
        if begin[one] == end[one]:
            # Both ends are the same place: no edge.
            for m in range(i, j):
                corner[top_of(corner, order[m])] = top_of(corner, after[order[m]])
        elif j - i == 1:
            counts[0] += 1
        else:
            counts[1] += j - i > 2
            for m in range(i + 1, j):
                two = order[m]
                right = join_faces(groups, face[one], face[two], 1 if begin[one] == begin[two] else 0)
                if j - i == 2 and not right:
                    counts[4] = 1
                join_corners(corner, after, at, one, two)
        i = j


@exact
def different(values: Any) -> int:
    """Number of different values."""
    ordered = np.sort(values)
    count = 0
    for i in range(len(ordered)):
        count += i == 0 or ordered[i] != ordered[i - 1]
    return count


@exact
def own_tops(up: Any) -> int:
    """Number of groups."""
    count = 0
    for a in range(len(up)):
        count += up[a] == a
    return count


@exact
def cone(points: Any, start: int, end: int, origin: Any) -> float:
    """Volume between a ring, as a fan of its corners, and a point."""
    total = 0.0
    ax, ay, az = points[start, 0] - origin[0], points[start, 1] - origin[1], points[start, 2] - origin[2]
    for q in range(start + 1, end - 1):
        bx, by, bz = points[q, 0] - origin[0], points[q, 1] - origin[1], points[q, 2] - origin[2]
        cx, cy, cz = points[q + 1, 0] - origin[0], points[q + 1, 1] - origin[1], points[q + 1, 2] - origin[2]
        total += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
    return total / 6


@exact
def face_outward(mesh: Any, faces: Any, flips: Any, groups: Any, turn: Any) -> float:
    """Mark the faces that must be turned for each group of faces to look outward; volume of the groups."""
    points, rings, polygons = mesh
    up, parity, _ = groups
    volumes = np.zeros(len(faces))
    origin = points[rings[polygons[faces[0]]]]
    for k in range(len(faces)):
        total = 0.0
        for r in range(polygons[faces[k]], polygons[faces[k] + 1]):
            total += cone(points, rings[r], rings[r + 1], origin)
        a, side = top_and_side(up, parity, k)
        turn[k] = side == 1
        volumes[a] += total if flips[k] == (side == 1) else -total
    for k in range(len(faces)):
        a, _side = top_and_side(up, parity, k)
        if volumes[a] < 0:
            turn[k] = not turn[k]
    return float(np.sum(np.abs(volumes)))


@tiered(longest)
@exact
def examine(shapes: Any, starts: Any, faces: Any, flips: Any, columns: Any) -> None:
    """Fill the columns counts (open, crowded, components, pinched, twisted, volume in a row a shell) and turn."""
    points, places, rings, polygons = shapes
    counts, turn = columns
    for shell in range(len(starts) - 1):
        first, last = starts[shell], starts[shell + 1]
        some, turned = faces[first:last], flips[first:last]
        edges = edges_of((places, rings, polygons), some, turned)
        n = last - first
        groups = (np.arange(n), np.zeros(n, np.int64), np.ones(n, np.int64))
        corner = np.arange(len(edges[0]))
        row = counts[shell]
        join_edges(edges, groups, corner, row)
        row[2] = own_tops(groups[0])
        row[3] = own_tops(corner) > different(edges[4])
        if row[0] == 0 and row[4] == 0 and n > 3:
            row[5] = face_outward((points, rings, polygons), some, turned, groups, turn[first:last])
