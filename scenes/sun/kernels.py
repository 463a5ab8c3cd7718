"""Machine-code kernels: what the sun meets first, and which points it reaches.

Everything is moved along the sun's rays onto the level plane: all points of a ray fall on one place, and of two points
on it the higher one is lit. A plane place is ``xy - z * shear``.
"""

import numpy as np

from planningtable.city.compiled import compiled
from scenes.meshes import Array, Bytes, Floats, Rows

HIDDEN = np.float32(-1e9)
"""Height where nothing casts a shadow."""


@compiled
def cast(points: Floats, triangles: Rows, shear: Array, place: Array, heights: Floats) -> None:
    """Raise the plane to the triangles that throw shadows.

    Args:
        points: shape (n, 3) [m].
        triangles: rows of ``points``, shape (t, 3).
        shear: how far a point moves east and north for each metre of height, backwards.
        place: west and south end of the plane [m], cell [m].
        heights: highest point over each cell, row 0 south, shape (rows, columns); written.
    """
    rows, columns = heights.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        z0, z1, z2 = float(points[a, 2]), float(points[b, 2]), float(points[c, 2])
        x0 = (points[a, 0] - z0 * shear[0] - place[0]) / place[2] - 0.5
        y0 = (points[a, 1] - z0 * shear[1] - place[1]) / place[2] - 0.5
        x1 = (points[b, 0] - z1 * shear[0] - place[0]) / place[2] - 0.5
        y1 = (points[b, 1] - z1 * shear[1] - place[1]) / place[2] - 0.5
        x2 = (points[c, 0] - z2 * shear[0] - place[0]) / place[2] - 0.5
        y2 = (points[c, 1] - z2 * shear[1] - place[1]) / place[2] - 0.5
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if abs(area) < 1e-9:
            continue
        low, high = max(int(np.ceil(min(y0, y1, y2))), 0), min(int(np.floor(max(y0, y1, y2))), rows - 1)
        left, right = max(int(np.ceil(min(x0, x1, x2))), 0), min(int(np.floor(max(x0, x1, x2))), columns - 1)
        for row in range(low, high + 1):
            for column in range(left, right + 1):
                u = ((column - x0) * (y2 - y0) - (x2 - x0) * (row - y0)) / area
                v = ((x1 - x0) * (row - y0) - (column - x0) * (y1 - y0)) / area
                if u >= -1e-6 and v >= -1e-6 and u + v <= 1.000001:
                    z = np.float32(z0 + u * (z1 - z0) + v * (z2 - z0))
                    if z > heights[row, column]:
                        heights[row, column] = z


@compiled
def reached(x: float, y: float, z: float, place: Array, heights: Floats) -> float:
    """Share of the sun that reaches a place of the plane from a height [0..1]: smooth over the width of a cell."""
    rows, columns = heights.shape
    across, up = (x - place[0]) / place[2] - 0.5, (y - place[1]) / place[2] - 0.5
    column, row = int(np.floor(across)), int(np.floor(up))
    if column < 0 or row < 0 or column >= columns - 1 or row >= rows - 1:
        return 1.0
    s, t = across - column, up - row
    share = 0.0
    if heights[row, column] <= z:
        share += (1 - s) * (1 - t)
    if heights[row, column + 1] <= z:
        share += s * (1 - t)
    if heights[row + 1, column] <= z:
        share += (1 - s) * t
    if heights[row + 1, column + 1] <= z:
        share += s * t
    return share


@compiled
def shine_on_ground(
    heights: Floats, frame: Array, shear: Array, place: Array, maps: tuple[Floats, Floats, float], out: Bytes
) -> None:
    """Share of the sun on the ground.

    Args:
        heights: of the ground, row 0 north, shape (rows, columns) [m].
        frame: western and northern end [m], cell [m], how far above the ground is asked [m].
        shear: as in `cast`.
        place: as in `cast`.
        maps: the plane of what is solid, that of crowns, and the share of the sun that crowns let through.
        out: 255 in full sun, shape as ``heights``; written.
    """
    at = np.zeros(3)
    for row in range(heights.shape[0]):
        at[1] = frame[1] - (row + 0.5) * frame[2]
        for column in range(heights.shape[1]):
            at[0] = frame[0] + (column + 0.5) * frame[2]
            at[2] = heights[row, column] + frame[3]
            out[row, column] = np.uint8(255.0 * _share(at, (shear, place), maps) + 0.5)


@compiled
def shine_on_points(
    points: Floats, lifts: Floats, shear: Array, place: Array, maps: tuple[Floats, Floats, float], out: Floats
) -> None:
    """Share of the sun at points, each moved by its lift first; shapes (n, 3), (n, 3) [m] and (n,)."""
    for i in range(points.shape[0]):
        out[i] = _share(points[i] + lifts[i], (shear, place), maps)


@compiled
def shine_on_faces(
    faces: tuple[Floats, Floats, Floats, Floats],
    shear: Array,
    place: Array,
    maps: tuple[Floats, Floats, float],
    out: Bytes,
) -> None:
    """Share of the sun on faces that are laid out side by side in a picture.

    Args:
        faces: corners, three a triangle, shape (3 t, 3) [m]; their places in the picture, column and row, shape (3 t,
            2); for each triangle how far its points are lifted off it, shape (t, 3) [m]; and its share of the sun where
            nothing shades it, shape (t,).
        shear: as in `cast`.
        place: as in `cast`.
        maps: as in `shine_on_ground`.
        out: 255 in full sun, shape (rows, columns); written.
    """
    # First a rim round each triangle, which filtering reads, then what lies inside.
    for rim in (1.5, 0.0):
        for t in range(faces[3].shape[0]):
            _shine_on_face(faces, t, rim, (shear, place), maps, out)


@compiled
def _shine_on_face(
    faces: tuple[Floats, Floats, Floats, Floats],
    t: int,
    rim: float,
    plane: tuple[Array, Array],
    maps: tuple[Floats, Floats, float],
    out: Bytes,
) -> None:
    corners, places, lifts, shares = faces
    a = 3 * t
    x0, y0 = float(places[a, 0]) - 0.5, float(places[a, 1]) - 0.5
    x1, y1 = float(places[a + 1, 0]) - 0.5, float(places[a + 1, 1]) - 0.5
    x2, y2 = float(places[a + 2, 0]) - 0.5, float(places[a + 2, 1]) - 0.5
    area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    if abs(area) < 1e-9:
        return
    at = np.zeros(3)
    for row in range(max(int(min(y0, y1, y2) - rim), 0), min(int(max(y0, y1, y2) + rim) + 1, out.shape[0])):
        for column in range(max(int(min(x0, x1, x2) - rim), 0), min(int(max(x0, x1, x2) + rim) + 1, out.shape[1])):
            u = ((column - x0) * (y2 - y0) - (x2 - x0) * (row - y0)) / area
            v = ((x1 - x0) * (row - y0) - (column - x0) * (y1 - y0)) / area
            if u < 0 or v < 0 or u + v > 1:
                if rim == 0.0:
                    continue
                u, v = _onto(u, v)
            w = 1.0 - u - v
            for axis in range(3):
                at[axis] = w * corners[a, axis] + u * corners[a + 1, axis] + v * corners[a + 2, axis] + lifts[t, axis]
            share = shares[t] * _share(at, plane, maps) if shares[t] > 0 else 0.0
            out[row, column] = np.uint8(255.0 * share + 0.5)


@compiled
def _onto(u: float, v: float) -> tuple[float, float]:
    """A place beside a triangle moved to its edge."""
    u, v = min(max(u, 0.0), 1.0), min(max(v, 0.0), 1.0)
    over = max(u + v, 1.0)
    return u / over, v / over


@compiled
def _share(at: Array, plane: tuple[Array, Array], maps: tuple[Floats, Floats, float]) -> float:
    """Share of the sun that reaches a point [0..1]."""
    shear, place = plane
    solid, crowns, through = maps
    x, y = at[0] - at[2] * shear[0], at[1] - at[2] * shear[1]
    share = reached(x, y, at[2], place, solid)
    if share > 0:
        share *= through + (1 - through) * reached(x, y, at[2], place, crowns)
    return share


@compiled
def paint(ground: Bytes, shares: Bytes, tones: Floats, sky: Floats, out: tuple[Bytes, Bytes]) -> None:
    """The ground in its light.

    Args:
        ground: colours without light, shape (rows, columns, 3).
        shares: of the sun, 255 for all of it, shape (rows, columns).
        tones: what is seen of a colour by the share of the sun, shape (256, 3).
        sky: brightness by the sky that is seen, shape (rows, columns).
        out: the ground, and its light alone with 255 for all of it, shapes (rows, columns, 3); written.
    """
    picture, light = out
    for row in range(shares.shape[0]):
        for column in range(shares.shape[1]):
            for band in range(3):
                seen = tones[shares[row, column], band] * sky[row, column]
                picture[row, column, band] = np.uint8(min(ground[row, column, band] * seen + 0.5, 255.0))
                light[row, column, band] = np.uint8(min(255.0 * seen + 0.5, 255.0))
