"""Machine-code kernels: horizons, shadows, roofs on a grid. Row 0 is north; azimuths clockwise from north.

The horizon of a cell is found by walking away from it along the azimuth until nothing on the grid could rise higher.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planningtable.api import compiled

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]


class Obstacles(NamedTuple):
    """Heights above the vertical datum; all of shape (rows, columns) [m].

    Attributes:
        ground: where people stand; roofs for cells under buildings.
        solid: terrain and buildings.
        crown_top: top of tree crowns; very low where there is none.
        crown_base: lower side of tree crowns; very high where there is none.
    """

    ground: F32
    solid: F32
    crown_top: F32
    crown_base: F32


@compiled
def sky_view(
    obstacles: Obstacles, azimuths: F64, measures: F64, rows: npt.NDArray[np.int64], out: tuple[F32, F32]
) -> None:
    """Cosine-weighted sky view of a horizontal plane, without and with tree crowns.

    Args:
        obstacles: heights.
        azimuths: directions [rad].
        measures: cell [m], farthest look [m], highest solid or crown [m], transmissivity of crowns [-].
        rows: first row and one past the last row to compute.
        out: sky view of buildings and terrain, and of buildings, terrain and trees; written.
    """
    ground = obstacles.ground
    columns = ground.shape[1]
    angles = np.zeros(3)
    blocked = 1.0 - measures[3]
    for i in range(rows[0], rows[1]):
        for j in range(columns):
            bare, leafy = 0.0, 0.0
            for azimuth in azimuths:
                _horizon(obstacles, azimuth, measures, (i, j), angles)
                # Tangents to cos² of the elevation: 1 / (1 + tan²).
                wall = 1.0 / (1.0 + angles[0] * angles[0])
                bare += wall
                leafy += wall
                low, high = max(angles[1], angles[0]), angles[2]
                if high > low:
                    leafy -= blocked * (1.0 / (1.0 + low * low) - 1.0 / (1.0 + high * high))
            out[0][i, j] = bare / len(azimuths)
            out[1][i, j] = leafy / len(azimuths)


@compiled
def _horizon(obstacles: Obstacles, azimuth: float, measures: F64, place: tuple[int, int], angles: F64) -> None:
    """Tangents of the solid horizon, and of the lower and upper limit of crowns."""
    ground, solid, top, base = obstacles
    rows, columns = ground.shape
    i, j = place
    eye = np.float64(ground[i, j])
    east, south = math.sin(azimuth), -math.cos(azimuth)
    most = max(abs(east), abs(south))
    east, south = east / most, south / most
    stride = measures[0] / most
    wall, low, high = 0.0, 1e9, 0.0
    if top[i, j] > eye:
        high = 1e9
        low = 1e8
    k = 1
    while True:
        away = k * stride
        # Rounding half up, the same in all quadrants.
        r, c = math.floor(i + k * south + 0.5), math.floor(j + k * east + 0.5)
        if r < 0 or c < 0 or r >= rows or c >= columns or away > measures[1]:
            break
        if (measures[2] - eye) < wall * away:
            break
        wall = max(wall, (solid[r, c] - eye) / away)
        if top[r, c] > eye:
            high = max(high, (top[r, c] - eye) / away)
            low = min(low, max((base[r, c] - eye) / away, 0.0))
        k += 1
    angles[0], angles[1], angles[2] = wall, low, high


@compiled
def sunlit(obstacles: Obstacles, sun: F64, measures: F64, rows: npt.NDArray[np.int64], out: tuple[F32, F32]) -> None:
    """Which cells the sun reaches: 1 or 0 past terrain and buildings, 1 or 0 past tree crowns.

    Args:
        obstacles: heights.
        sun: azimuth and altitude [rad].
        measures: as for `sky_view`.
        rows: first row and one past the last row to compute.
        out: past solids, and past crowns; written.
    """
    ground, solid, top, base = obstacles
    count, columns = ground.shape
    east, south = math.sin(sun[0]), -math.cos(sun[0])
    most = max(abs(east), abs(south))
    east, south = east / most, south / most
    rise = measures[0] / most * math.tan(sun[1])
    for i in range(rows[0], rows[1]):
        for j in range(columns):
            ray = np.float64(ground[i, j])
            lit, through = np.float32(1.0), np.float32(1.0)
            half = 0.5 * rise
            if top[i, j] > ray and base[i, j] < ray + half:
                through = np.float32(0.0)
            k = 1
            while True:
                ray += rise
                r, c = math.floor(i + k * south + 0.5), math.floor(j + k * east + 0.5)
                if r < 0 or c < 0 or r >= count or c >= columns or ray > measures[2]:
                    break
                if solid[r, c] > ray:
                    lit = np.float32(0.0)
                    break
                # The ray climbs within the cell: thin crowns are met on coarse cells as well.
                if base[r, c] < ray + half and top[r, c] > ray - half:
                    through = np.float32(0.0)
                k += 1
            out[0][i, j] = lit
            out[1][i, j] = through


@compiled
def burn(triangles: F64, place: F64, heights: F32) -> None:
    """Raise cells to the triangles above their centres.

    Args:
        triangles: corners, east, north and up, shape (n, 3, 3) [m].
        place: west, north and cell size of the grid [m].
        heights: shape (rows, columns) [m]; raised in place.
    """
    rows, columns = heights.shape
    west, north, cell = place
    for t in range(len(triangles)):
        ax, ay, az = triangles[t, 0]
        bx, by, bz = triangles[t, 1]
        cx, cy, cz = triangles[t, 2]
        twice = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if abs(twice) < 1e-9:
            continue
        first = max(int((min(ax, bx, cx) - west) / cell - 0.5), 0)
        last = min(int((max(ax, bx, cx) - west) / cell + 0.5), columns - 1)
        top = max(int((north - max(ay, by, cy)) / cell - 0.5), 0)
        bottom = min(int((north - min(ay, by, cy)) / cell + 0.5), rows - 1)
        for i in range(top, bottom + 1):
            y = north - (i + 0.5) * cell
            for j in range(first, last + 1):
                x = west + (j + 0.5) * cell
                u = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / twice
                v = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / twice
                if u >= -1e-9 and v >= -1e-9 and u + v <= 1.0 + 1e-9:
                    heights[i, j] = max(heights[i, j], np.float32(az + u * (bz - az) + v * (cz - az)))
