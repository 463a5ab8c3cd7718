"""Soft light, computed once: how much of the sky and of a low, wide sun each place sees.

Drawn with these numbers in colours and textures, the picture costs no more than the bare meshes, on any graphics
card or none. The sun of the picture is that of cartographers, from the upper left; it is no shadow study (the heat
layer computes real ones).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from planningtable.city.grid import Extent, Grid, frame
from planningtable.city.site import Site, SurfaceKind, Surfaces, Trees
from scenes.meshes import Array, Bytes, Floats, as_bytes
from scenes.resample import smooth

SUN_AZIMUTH = 295.0
SUN_ELEVATION = 46.0
SUN_SHARE = 0.40
"""Share of the sun in the light on open ground; the rest is sky."""

MOST_CELLS = 900_000
"""Cells of the light map; more cost seconds and are not seen."""

MOST_AT_ONCE = 2_000_000
"""Cells of crowns that are worked on at a time."""

FARTHEST = 96.0
"""Distance over which things shade each other [m]."""


@dataclass(frozen=True, slots=True, eq=False)
class LightMap:
    """Light on top of everything, as grids over the site.

    Attributes:
        ground: light on the ground [0..1]; under buildings that of the ground beside them.
        roofs: light on the roofs [0..1]; beside buildings that of the nearest roof.
        sky: share of the sky seen from the ground [0..1], for the foot of walls.
        tops: height of roofs, elsewhere of the ground [m above the datum].
    """

    ground: Grid
    roofs: Grid
    sky: Grid
    tops: Grid


def light_cell(extent: Extent) -> float:
    """Cell size of the light map [m]."""
    return float(max(0.5, np.sqrt(extent.area / MOST_CELLS)))


def lowest_light(height: Floats, azimuth: float, elevation: float, cell: float) -> Floats:
    """Height above which a cell is lit from a direction, shape (rows, columns) [m].

    The largest of all cells towards the light, each lowered by the ray's climb on the way; doubling the distance at
    each step needs log2 of the steps of a walk.

    Args:
        height: of what casts shadows [m].
        azimuth: of the light, clockwise from north [°].
        elevation: of the light above the horizon [°].
        cell: of the grid [m].
    """
    climb = np.tan(np.radians(elevation)) * cell
    east, south = np.sin(np.radians(azimuth)), -np.cos(np.radians(azimuth))
    found = _moved(height, east, south, 1.0) - np.float32(climb)
    step = 1
    while step * cell < FARTHEST:
        np.maximum(found, _moved(found, east, south, float(step)) - np.float32(climb * step), out=found)
        step *= 2
    return found


def _moved(values: Floats, east: float, south: float, by: float) -> Floats:
    """Values of the cells that lie ``by`` cells towards a direction; far below everything outside the grid."""
    rows, columns = values.shape
    right, down = round(east * by), round(south * by)
    result = np.full(values.shape, -1e6, np.float32)
    if abs(right) >= columns or abs(down) >= rows:
        return result
    to_rows, from_rows = _overlap(rows, down)
    to_columns, from_columns = _overlap(columns, right)
    result[to_rows, to_columns] = values[from_rows, from_columns]
    return result


def _overlap(count: int, by: int) -> tuple[slice, slice]:
    if by >= 0:
        return slice(0, count - by), slice(by, count)
    return slice(-by, count), slice(0, count + by)


def light_map(site: Site) -> LightMap:
    """Light on ground and roofs of a site."""
    rows, columns, west, north = frame(site.extent, light_cell(site.extent))
    blank = Grid(np.zeros((rows, columns), np.float32), west, north, light_cell(site.extent))
    ground = _terrain(site, blank)
    tops, built = _tops(site.surfaces, site.origin, blank, ground)
    sky = _sky(tops, blank.cell)
    sun = _sun(tops, _canopy(site.trees, blank, ground), blank.cell)
    softened = _spread(sky, ~built)
    light = (1 - SUN_SHARE) * (0.45 + 0.55 * sky) + SUN_SHARE * sun
    return LightMap(
        blank.with_values(_spread(light, ~built)),
        blank.with_values(_spread(light, built)),
        blank.with_values(softened),
        blank.with_values(tops),
    )


def roof_picture(light: LightMap) -> Bytes:
    """Light on roofs as a grey picture, sRGB, shape (rows, columns, 3)."""
    soft = 0.80 + 0.20 * ((light.roofs.values - 0.4) / 0.55).clip(0, 1)
    return as_bytes(255 * soft)[:, :, None].repeat(3, axis=2)


def _terrain(site: Site, blank: Grid) -> Floats:
    return smooth(site.terrain, site.terrain.values, blank)


def _tops(
    surfaces: Surfaces, origin: tuple[float, float], blank: Grid, ground: Floats
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Height of the highest roof in each cell, and which cells have one."""
    kind = surfaces.kind[surfaces.triangle_surface]
    upward = np.abs(surfaces.normal[surfaces.triangle_surface, 2]) > 0.15
    chosen = upward & (kind != SurfaceKind.GROUND)
    corners = surfaces.vertices[surfaces.triangles[chosen]]
    tops = ground.copy()
    x = (corners[:, :, 0] + origin[0] - blank.west) / blank.cell - 0.5
    y = (blank.north - corners[:, :, 1] - origin[1]) / blank.cell - 0.5
    for triangle_x, triangle_y, z in zip(x, y, corners[:, :, 2], strict=True):
        _raise(tops, triangle_x, triangle_y, z)
    return tops, tops > ground + 1.0


def _raise(tops: Floats, x: Floats, y: Floats, z: Floats) -> None:
    """Lift the cells under a triangle (in cells) to its plane."""
    c0, c1 = max(int(np.ceil(x.min())), 0), min(int(np.floor(x.max())), tops.shape[1] - 1)
    r0, r1 = max(int(np.ceil(y.min())), 0), min(int(np.floor(y.max())), tops.shape[0] - 1)
    area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0])
    if c1 < c0 or r1 < r0 or abs(area) < 1e-9:
        return
    px, py = np.arange(c0, c1 + 1)[None, :], np.arange(r0, r1 + 1)[:, None]
    u = ((px - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (py - y[0])) / area
    v = ((x[1] - x[0]) * (py - y[0]) - (px - x[0]) * (y[1] - y[0])) / area
    height = np.where(
        (u >= -1e-6) & (v >= -1e-6) & (u + v <= 1 + 1e-6), z[0] + u * (z[1] - z[0]) + v * (z[2] - z[0]), -1e6
    )
    part = tops[r0 : r1 + 1, c0 : c1 + 1]
    np.maximum(part, height.astype(np.float32), out=part)


def _canopy(trees: Trees, blank: Grid, ground: Floats) -> Floats:
    """Height of the crowns in each cell; the ground elsewhere."""
    canopy = ground.copy()
    x, y = (trees.east - blank.west) / blank.cell - 0.5, (blank.north - trees.north) / blank.cell - 0.5
    radius = trees.crown / 2 / blank.cell
    first = np.stack([_whole(y - radius, 0, blank.rows), _whole(x - radius, 0, blank.columns)], axis=1)
    end = np.stack([_whole(y + radius, 2, blank.rows), _whole(x + radius, 2, blank.columns)], axis=1)
    size = np.maximum(end - first, 0)
    share = np.cumsum(size[:, 0] * size[:, 1]) // MOST_AT_ONCE
    for rows in np.split(np.arange(len(x)), np.flatnonzero(np.diff(share)) + 1):
        _raise_crowns(canopy, ground, (first[rows], size[rows]), (x[rows], y[rows], radius[rows], trees.height[rows]))
    return canopy


def _whole(place: Array, more: int, count: int) -> npt.NDArray[np.int64]:
    return np.clip(np.trunc(place).astype(np.int64) + more, 0, count)


def _raise_crowns(canopy: Floats, ground: Floats, windows: tuple[Array, Array], crowns: tuple[Array, ...]) -> None:
    """Raise the canopy to some crowns, each within its window of cells: first row and column, and their numbers."""
    first, size = windows
    cells = size[:, 0] * size[:, 1]
    tree = np.repeat(np.arange(len(cells)), cells)
    number = np.arange(len(tree)) - np.repeat(np.cumsum(cells) - cells, cells)
    row, column = first[tree, 0] + number // size[tree, 1], first[tree, 1] + number % size[tree, 1]
    x, y, radius, height = (values[tree] for values in crowns)
    away = np.hypot(column - x, row - y) / np.maximum(radius, 0.5)
    inside = away < 1
    cell = row[inside] * canopy.shape[1] + column[inside]
    dome = ground.ravel()[cell] + height[inside] * (0.6 + 0.4 * np.sqrt(1 - away[inside] ** 2))
    np.maximum.at(canopy.reshape(-1), cell, dome.astype(np.float32))


def _sky(tops: Floats, cell: float) -> Floats:
    """Share of the sky that is seen from the top of each cell, cosine-weighted, shape (rows, columns) [0..1]."""
    # Rings of equal weight in sin² of the elevation, turned against each other.
    seen = np.zeros(tops.shape, np.float32)
    directions = [(a + 15.0 * i, e) for i, e in enumerate((17.0, 36.0, 58.0)) for a in range(0, 360, 45)]
    for azimuth, elevation in directions:
        seen += tops >= lowest_light(tops, azimuth, elevation, cell) - 0.05
    return ndimage.gaussian_filter(seen / np.float32(len(directions)), 1.2 / cell, mode="nearest")


def _sun(tops: Floats, canopy: Floats, cell: float) -> Floats:
    """Share of a wide sun that reaches the top of each cell; crowns let a third through [0..1]."""
    lit = np.zeros(tops.shape, np.float32)
    crowns = np.maximum(tops, canopy)
    spots = [(SUN_AZIMUTH + a, SUN_ELEVATION + e) for a, e in ((-5, -3), (-2, 4), (0, 0), (2, -5), (5, 3))]
    for azimuth, elevation in spots:
        lit += tops >= lowest_light(tops, azimuth, elevation, cell) - 0.05
        lit += (tops >= lowest_light(crowns, azimuth, elevation, cell) - 0.05) * np.float32(0.8)
    return ndimage.gaussian_filter(lit / np.float32(1.8 * len(spots)), 0.5 / cell, mode="nearest")


def _spread(values: Floats, valid: npt.NDArray[np.bool_]) -> Floats:
    """Values of the nearest valid cell everywhere."""
    if valid.all() or not valid.any():
        return values
    rows, columns = ndimage.distance_transform_edt(~valid, return_distances=False, return_indices=True)
    return np.asarray(values[rows, columns], np.float32)
