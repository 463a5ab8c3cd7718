"""Machine code for rings; imported when it is first needed, since numba takes its time."""

from typing import Any

import numpy as np

from planningtable.city.compiled import exact, longest, tiered


@exact
def near(points: Any, a: int, b: int, square: float) -> bool:
    """Whether two points lie within a distance whose square is given."""
    x, y, z = points[a, 0] - points[b, 0], points[a, 1] - points[b, 1], points[a, 2] - points[b, 2]
    return bool(x * x + y * y + z * z <= square)


@exact
def worst(bad: Any, start: int, end: int) -> int:
    """What is wrong with a ring: 1 for not finite, 3 for far away, 0 for nothing."""
    found = 0
    for i in range(start, end):
        if bad[i] == 1 or (bad[i] == 3 and found == 0):
            found = bad[i]
    return found


@tiered(longest)
@exact
def clean(points: Any, starts: Any, bad: Any, square: float, columns: Any) -> int:
    """Fill the columns source, kept, state, repeated, closed; number of points kept."""
    source, kept, state, repeated, closed = columns
    count = 0
    for r in range(len(starts) - 1):
        s, e = starts[r], starts[r + 1]
        kept[r] = begin = count
        state[r] = worst(bad, s, e)
        if state[r]:
            continue
        for i in range(s, e):
            if count > begin and near(points, i, source[count - 1], square):
                repeated[r] += 1
                continue
            source[count] = i
            count += 1
        last = count
        while count - begin > 1 and near(points, source[begin], source[count - 1], square):
            count -= 1
        closed[r] = last > count or e - s == 1
        repeated[r] += max(last - count - 1, 0)
        if count - begin < 3:
            state[r] = 2
            count = begin
    kept[len(starts) - 1] = count
    return count


@exact
def newell(points: Any, start: int, end: int) -> Any:
    """Area vector of a ring."""
    ax, ay, az = points[start, 0], points[start, 1], points[start, 2]
    nx = ny = nz = 0.0
    for i in range(start + 1, end - 1):
        ux, uy, uz = points[i, 0] - ax, points[i, 1] - ay, points[i, 2] - az
        vx, vy, vz = points[i + 1, 0] - ax, points[i + 1, 1] - ay, points[i + 1, 2] - az
        nx += uy * vz - uz * vy
        ny += uz * vx - ux * vz
        nz += ux * vy - uy * vx
    return nx / 2, ny / 2, nz / 2


@exact
def turn_round(points: Any, source: Any, start: int, end: int) -> None:
    """Turn a ring round in place."""
    for k in range((end - start) // 2):
        i, j = start + k, end - 1 - k
        for c in range(3):
            points[i, c], points[j, c] = points[j, c], points[i, c]
        source[i], source[j] = source[j], source[i]


@exact
def out_of_plane(points: Any, start: int, end: int, last: int, normal: Any) -> Any:
    """Mean height of the outer ring, and the largest distance of a point up to ``last`` from its plane."""
    mx = my = mz = 0.0
    for i in range(start, end):
        mx += points[i, 0] - points[start, 0]
        my += points[i, 1] - points[start, 1]
        mz += points[i, 2] - points[start, 2]
    size = end - start
    mx, my, mz = points[start, 0] + mx / size, points[start, 1] + my / size, points[start, 2] + mz / size
    length = np.sqrt(normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2)
    farthest = 0.0
    if length > 0:
        for i in range(start, last):
            d = (points[i, 0] - mx) * normal[0] + (points[i, 1] - my) * normal[1] + (points[i, 2] - mz) * normal[2]
            farthest = max(farthest, abs(d) / length)
    return mz, farthest


@tiered(longest)
@exact
def measure(points: Any, source: Any, rings: Any, polygons: Any, columns: Any) -> None:
    """Fill the columns area, outer, middle, deviation, turned; holes are turned against their outer ring."""
    area, outer, middle, deviation, turned = columns
    for p in range(len(polygons) - 1):
        first, last = polygons[p], polygons[p + 1]
        for r in range(first, last):
            nx, ny, nz = newell(points, rings[r], rings[r + 1])
            if r == first:
                outer[p, 0], outer[p, 1], outer[p, 2] = nx, ny, nz
            elif nx * outer[p, 0] + ny * outer[p, 1] + nz * outer[p, 2] > 0:
                turned[p] += 1
                nx, ny, nz = -nx, -ny, -nz
                turn_round(points, source, rings[r], rings[r + 1])
            area[p, 0] += nx
            area[p, 1] += ny
            area[p, 2] += nz
        if last > first:
            middle[p], deviation[p] = out_of_plane(points, rings[first], rings[first + 1], rings[last], outer[p])


@exact
def largest_axis(x: float, y: float, z: float) -> int:
    """Number of the axis along which a vector is longest."""
    if abs(x) >= abs(y) and abs(x) >= abs(z):
        return 0
    return 1 if abs(y) >= abs(z) else 2


@exact
def on_edge(flat: Any, p: int, a: int, b: int, touch: float) -> bool:
    """Whether a corner lies on an edge."""
    ux, uy = flat[b, 0] - flat[a, 0], flat[b, 1] - flat[a, 1]
    x, y = flat[p, 0] - flat[a, 0], flat[p, 1] - flat[a, 1]
    size = np.sqrt(ux * ux + uy * uy)
    along = x * ux + y * uy
    return bool(abs(ux * y - uy * x) <= touch * size and -touch * size <= along <= size * size + touch * size)


@exact
def side(flat: Any, a: int, b: int, p: int, touch: float) -> int:
    """On which side of an edge a corner lies: 1 for left, -1 for right, 0 on its line."""
    ux, uy = flat[b, 0] - flat[a, 0], flat[b, 1] - flat[a, 1]
    turn = ux * (flat[p, 1] - flat[a, 1]) - uy * (flat[p, 0] - flat[a, 0])
    limit = touch * np.sqrt(ux * ux + uy * uy)
    return 1 if turn > limit else (-1 if turn < -limit else 0)


@exact
def meet(flat: Any, i: int, j: int, touch: float) -> bool:
    """Whether two edges of a ring, that begin at corners i and j, cross, touch or turn back on each other."""
    n = len(flat)
    a, b, c, d = i, (i + 1) % n, j, (j + 1) % n
    if d == a:
        a, b, c, d = c, d, a, b
    if b == c:
        # Neighbours may only turn back on each other.
        px, py = flat[b, 0] - flat[a, 0], flat[b, 1] - flat[a, 1]
        qx, qy = flat[d, 0] - flat[c, 0], flat[d, 1] - flat[c, 1]
        longest = np.sqrt(max(px * px + py * py, qx * qx + qy * qy))
        return bool(px * qx + py * qy < 0 and abs(px * qy - py * qx) <= touch * longest)
    ours = side(flat, a, b, c, touch) * side(flat, a, b, d, touch)
    theirs = side(flat, c, d, a, touch) * side(flat, c, d, b, touch)
    if ours < 0 and theirs < 0:
        return True
    if on_edge(flat, c, a, b, touch) or on_edge(flat, d, a, b, touch):
        return True
    return on_edge(flat, a, c, d, touch) or on_edge(flat, b, c, d, touch)


@exact
def ring_crosses(flat: Any, touch: float) -> bool:
    """Whether a ring in the plane is not simple; edges are compared with those whose reach overlaps theirs."""
    n = len(flat)
    low, high = np.empty(n), np.empty(n)
    for i in range(n):
        j = (i + 1) % n
        low[i], high[i] = min(flat[i, 0], flat[j, 0]), max(flat[i, 0], flat[j, 0])
    order = np.argsort(low)
    for k in range(n):
        i = order[k]
        bottom, top = min(flat[i, 1], flat[(i + 1) % n, 1]), max(flat[i, 1], flat[(i + 1) % n, 1])
        for m in range(k + 1, n):
            j = order[m]
            if low[j] > high[i] + touch:
                break
            y, z = flat[j, 1], flat[(j + 1) % n, 1]
            if min(y, z) <= top + touch and max(y, z) >= bottom - touch and meet(flat, i, j, touch):
                return True
    return False


def corners_to_compare(shapes: Any, *_: Any) -> float:
    """Effort of `cross`: each corner, and in the worst case each of a ring with each other."""
    lengths = np.diff(shapes[1])
    return float((lengths + lengths**2 / 50).sum())


@tiered(corners_to_compare)
@exact
def cross(shapes: Any, most: int, touch: float, found: Any) -> None:
    """Mark rings that are not simple, seen along the largest axis of the polygon's normal."""
    points, rings, polygons, outer = shapes
    for p in range(len(polygons) - 1):
        axis = largest_axis(outer[p, 0], outer[p, 1], outer[p, 2])
        u, v = (axis + 1) % 3, (axis + 2) % 3
        for r in range(polygons[p], polygons[p + 1]):
            s, n = rings[r], rings[r + 1] - rings[r]
            if n > most or n == 3:
                continue
            flat = np.empty((n, 2))
            for i in range(n):
                flat[i, 0], flat[i, 1] = points[s + i, u] - points[s, u], points[s + i, v] - points[s, v]
            found[r] = ring_crosses(flat, touch)
