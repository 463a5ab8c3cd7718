"""Ground where nobody delivered one: through the ground surfaces of the buildings."""

import numpy as np

from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.readers.ground.model import Ground
from planningtable.city.readers.ground.raster import empty_grid
from planningtable.city.readers.ground.tin import MADE_AROUND, MADE_CELL
from planningtable.city.readers.ground.voids import without_voids
from planningtable.city.site import SurfaceKind, Surfaces
from planningtable.domain.text import Text

# Ground between buildings is interpolated on such a raster and smoothed by one and a half cells [m].
COARSE = 10.0
# Cells that heights are told for at a time; bounds the memory.
AT_ONCE = 250_000
# Beyond so many nodes triangles between all points take longer than the rest of an import.
MOST_NODES = 40_000


def from_buildings(surfaces: Surfaces, origin: tuple[float, float], city: Extent) -> Ground:
    """A smooth ground through the ground surfaces (through the lowest points, where there are none).

    Args:
        surfaces: of the buildings.
        origin: that their points are relative to.
        city: extent of the buildings [m].
    """
    from scipy.ndimage import gaussian_filter  # half a second to import

    cells = empty_grid(city.grown(MADE_AROUND), MADE_CELL)
    points = _ground_points(surfaces) + np.array([origin[0], origin[1], 0.0])
    coarse = empty_grid(cells.extent.grown(COARSE), max(COARSE, cells.cell))
    heights = _interpolated(points, coarse) if coarse.values.size <= MOST_NODES else _spread(points, coarse)
    smooth = coarse.with_values(gaussian_filter(heights, 1.5, mode="nearest"))
    grid = cells.with_values(_on_cells(smooth, cells))
    return Ground(grid, True, "", "", "", (Text.of("city.note.terrain-made", cell=grid.cell),))


def _on_cells(coarse: Grid, cells: Grid) -> Array:
    """Heights of a coarse grid on fine cells, some rows at a time, float32."""
    values = np.empty(cells.values.shape, np.float32)
    easting, northing = cells.easting(), cells.northing()
    step = max(AT_ONCE // cells.columns, 1)
    for first in range(0, cells.rows, step):
        east, north = np.meshgrid(easting, northing[first : first + step])
        values[first : first + step] = coarse.sample(east, north)
    return values


def _ground_points(surfaces: Surfaces) -> Array:
    """Corners of the ground surfaces relative to the origin, at most one every half metre, shape (n, 3)."""
    surface = np.repeat(surfaces.ring_surface, np.diff(surfaces.ring_offsets))
    on_ground = surfaces.kind[surface] == SurfaceKind.GROUND
    if on_ground.any():
        points = surfaces.ring_points[on_ground]
    else:
        building = surfaces.building[surface]
        order = np.lexsort((surfaces.ring_points[:, 2], building))
        _, first = np.unique(building[order], return_index=True)
        points = surfaces.ring_points[order[first]]
    _, first = np.unique(np.round(points[:, :2] * 2), axis=0, return_index=True)
    return np.asarray(points[first])


def _spread(points: Array, coarse: Grid) -> Array:
    """Means of the points in each cell, and ever coarser means between them: linear in the size of the city."""
    column = np.clip(((points[:, 0] - coarse.west) / coarse.cell).astype(np.int64), 0, coarse.columns - 1)
    row = np.clip(((coarse.north - points[:, 1]) / coarse.cell).astype(np.int64), 0, coarse.rows - 1)
    cell = row * coarse.columns + column
    count = np.bincount(cell, minlength=coarse.values.size)
    total = np.bincount(cell, points[:, 2], minlength=coarse.values.size)
    known = np.where(count > 0, total / np.maximum(count, 1), np.nan).reshape(coarse.values.shape)
    return np.asarray(without_voids(coarse.with_values(known)).grid.values, np.float64)


def _interpolated(points: Array, coarse: Grid) -> Array:
    """Planes through the points, told at each node."""
    from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator  # half a second more
    from scipy.spatial import QhullError

    east, north = np.meshgrid(coarse.easting(), coarse.northing())
    centre = points[:, :2].mean(axis=0)
    known = points[:, :2] - centre
    at = np.stack([east - centre[0], north - centre[1]], axis=-1)
    nearest = NearestNDInterpolator(known, points[:, 2])(at)
    try:
        heights = LinearNDInterpolator(known, points[:, 2])(at)
    except (QhullError, ValueError):  # fewer than three corners, or all in a line
        return np.asarray(nearest, np.float64)
    return np.where(np.isfinite(heights), heights, nearest)
