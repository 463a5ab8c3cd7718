"""Ground beyond the site, coarse: laid through the feet of the buildings, cut out where the site lies."""

from collections.abc import Iterable

import numpy as np
from scipy import ndimage

from planningtable.city.blocks import STEP, Blocks
from planningtable.city.grid import Extent, Grid
from scenes.light import SUN_AZIMUTH
from scenes.meshes import Array, Mesh, as_bytes

EARTH = np.array([223.0, 223.0, 217.0])
FINEST = 40.0
"""Smallest edge of its quadrangles [m]."""

MOST_CELLS = 60_000
"""Quadrangles of a whole city at most."""

RIM = 250.0
"""It reaches this far beyond the last building and fades into the background there [m]."""

BACKGROUND = np.array([228.0, 229.0, 224.0])


def heights_of(blocks: Iterable[Blocks], city: Extent) -> Grid:
    """Height of the ground on a coarse grid, between buildings that of the nearest ones.

    Args:
        blocks: of the whole city, one part after another.
        city: extent of all buildings [m].

    Returns:
        Heights [m above the vertical datum], float32; zero where the city has no building at all.
    """
    extent = city.grown(RIM)
    cell = max(FINEST, float(np.sqrt(extent.area / MOST_CELLS)))
    columns, rows = int(np.ceil(extent.width / cell)) + 1, int(np.ceil(extent.height / cell)) + 1
    total, count = np.zeros(rows * columns), np.zeros(rows * columns)
    for some in blocks:
        if not len(some.ring_block):
            continue
        first = some.points[np.minimum(some.ring_starts[:-1], len(some.points) - 1)] * STEP + np.array(some.origin)
        column = np.clip((first[:, 0] - extent.west) // cell, 0, columns - 1).astype(np.int64)
        row = np.clip((extent.north - first[:, 1]) // cell, 0, rows - 1).astype(np.int64)
        at = row * columns + column
        # In place: a count over the whole grid for each part would grow with the square of the city.
        np.add.at(total, at, some.ground[some.ring_block])
        np.add.at(count, at, 1.0)
    known = count.reshape(rows, columns) > 0
    if not known.any():
        return Grid(np.zeros((rows, columns), np.float32), extent.west, extent.north, cell)
    mean = (total / np.maximum(count, 1)).reshape(rows, columns)
    rows_of, columns_of = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
    smooth = ndimage.gaussian_filter(mean[rows_of, columns_of], 1.0)
    return Grid(smooth.astype(np.float32), extent.west, extent.north, cell)


def earth(heights: Grid, site: Extent, terrain: Grid, origin: tuple[float, float]) -> Mesh:
    """The ground beyond a site.

    Args:
        heights: of the ground, as `heights_of` gives them.
        site: left out; the ground meets it in the heights of its terrain.
        terrain: of the site.
        origin: easting and northing that the mesh is relative to [m].
    """
    extent = heights.extent
    east = _lines(extent.west, extent.east, heights.cell, (site.west, site.east))
    north = _lines(extent.south, extent.north, heights.cell, (site.south, site.north))
    x, y = np.meshgrid(east, north)
    z = heights.sample(x.ravel(), y.ravel()).reshape(x.shape).astype(float)
    border = (x >= site.west) & (x <= site.east) & (y >= site.south) & (y <= site.north)
    z[border] = terrain.sample(x[border], y[border])
    points = np.column_stack([x.ravel() - origin[0], y.ravel() - origin[1], z.ravel()]).astype(np.float32)
    columns = len(east)
    corner = (np.arange(len(north) - 1)[:, None] * columns + np.arange(columns - 1)[None, :]).ravel()
    middle_x = ((east[:-1] + east[1:]) / 2)[None, :].repeat(len(north) - 1, axis=0).ravel()
    middle_y = ((north[:-1] + north[1:]) / 2)[:, None].repeat(columns - 1, axis=1).ravel()
    inside = (middle_x > site.west) & (middle_x < site.east) & (middle_y > site.south) & (middle_y < site.north)
    corner = corner[~inside].astype(np.int32)
    quads = np.column_stack([corner, corner + 1, corner + columns + 1, corner, corner + columns + 1, corner + columns])
    inland = np.minimum(_inland(east)[None, :], _inland(north)[:, None]).reshape(-1, 1)
    colours = BACKGROUND + inland * (EARTH * _shade(z, east, north).reshape(-1, 1) - BACKGROUND)
    return Mesh(points, quads.reshape(-1, 3).astype(np.int32), as_bytes(colours))


def _lines(low: float, high: float, step: float, borders: tuple[float, float]) -> Array:
    """Even lines, and the borders of the site among them."""
    even = np.arange(low, high + step / 2, step)
    inner = [border for border in borders if low < border < high]
    away = np.ones(len(even), bool)
    for border in inner:
        away &= np.abs(even - border) > step / 20
    return np.sort(np.concatenate([even[away], inner]))


def _inland(lines: Array) -> Array:
    """0 on the outermost lines, 1 where buildings begin."""
    return np.asarray(np.clip(np.minimum(lines - lines[0], lines[-1] - lines) / RIM, 0.0, 1.0))


def _shade(z: Array, east: Array, north: Array) -> Array:
    """Slopes towards the light are a little brighter; a plain is 1."""
    if min(z.shape) < 2:
        return np.ones(z.shape)
    down_north, down_east = np.gradient(z, north, east)
    sun = np.radians(SUN_AZIMUTH)
    return np.asarray(np.clip(1.0 - 0.6 * (down_east * np.sin(sun) + down_north * np.cos(sun)), 0.9, 1.05))
