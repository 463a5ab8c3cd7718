"""The ground: from a terrain model, from the TIN in the city file, or from where the buildings stand."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator
from scipy.ndimage import gaussian_filter, uniform_filter
from scipy.spatial import QhullError

from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.readers.ground.raster import cells_for, empty_grid, is_square, read_raster, resampled
from planningtable.city.site import SurfaceKind, Surfaces
from planningtable.domain.text import PlanningError, Text

# How much of a terrain model around the buildings is taken [m].
AROUND = 200.0
# How far beyond the buildings the ground is shown where it must be made [m].
MADE_AROUND = 50.0
MADE_CELL = 1.0
# Ground between buildings is interpolated on such a raster and smoothed by one and a half cells [m].
COARSE = 10.0
# Cells tested for triangles at a time; bounds the memory.
BATCH = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The terrain of a site.

    Attributes:
        grid: heights [m above the vertical datum], float32, no NaN.
        made: True where no terrain model was given.
        format: of the file; ``TIN`` or empty where it was made.
        crs: of the file; empty where none was read.
        licence: as the file states it.
        notes: remarks for the reader.
    """

    grid: Grid
    made: bool
    format: str
    crs: str
    licence: str
    notes: tuple[Text, ...]


def read_terrain(path: Path, crs: str, city: Extent) -> Ground:
    """Read a terrain model around the city.

    Args:
        path: GeoTIFF or ESRI ASC.
        crs: of the site.
        city: extent of the buildings [m].

    Raises:
        PlanningError: unreadable, without heights, or nowhere near the buildings.
    """
    raster = read_raster(path)
    own = raster.extent_in(crs)
    if not own.overlaps(city):
        raise PlanningError("error.city.no-overlap", file=raster.name, terrain=_words(own), city=_words(city))
    if not np.isfinite(raster.values).any():
        raise PlanningError("error.city.no-heights", file=raster.name)
    area = _cut(own, city.grown(AROUND)).joined(city)
    grid = resampled(raster, crs, cells_for(raster, crs, area))
    if not np.isfinite(grid.values).any():
        raise PlanningError("error.city.no-overlap", file=raster.name, terrain=_words(own), city=_words(city))
    notes = [] if raster.crs else [Text.of("city.note.terrain-without-crs", file=raster.name, crs=crs)]
    if not is_square(raster, crs):
        notes.append(Text.of("city.note.terrain-resampled", file=raster.name, cell=grid.cell))
    filled, count = without_voids(grid)
    if count:
        share = round(100 * count / grid.values.size, 1)
        notes.append(Text.of("city.note.terrain-filled", file=raster.name, cells=count, percent=share))
    licence = raster.tags.get("LICENCE", raster.tags.get("TIFFTAG_COPYRIGHT", ""))
    return Ground(filled, False, raster.format, raster.crs or crs, licence, tuple(notes))


def _words(extent: Extent) -> str:
    return f"{extent.west:.0f}–{extent.east:.0f} / {extent.south:.0f}–{extent.north:.0f}"


def _cut(one: Extent, other: Extent) -> Extent:
    return Extent(
        max(one.west, other.west), max(one.south, other.south), min(one.east, other.east), min(one.north, other.north)
    )


def without_voids(grid: Grid) -> tuple[Grid, int]:
    """Fill cells without data from their surroundings; how many there were."""
    void = ~np.isfinite(grid.values)
    count = int(void.sum())
    if not count:
        return grid, 0
    filled = _filled(np.where(void, 0.0, grid.values).astype(np.float64), ~void)
    return grid.with_values(filled.astype(np.float32)), count


def _filled(values: Array, known: Array) -> Array:
    """Unknown cells from ever coarser means of the known ones: smooth near by, flat far away."""
    if known.all() or not known.any() or values.size == 1:
        return values
    rows, columns = values.shape
    even = ((0, rows % 2), (0, columns % 2))
    weight = _fourfold(np.pad(known.astype(np.float64), even))
    total = _fourfold(np.pad(np.where(known, values, 0.0), even))
    coarse = _filled(total / np.maximum(weight, 1.0), weight > 0)
    wide = np.repeat(np.repeat(coarse, 2, axis=0), 2, axis=1)[:rows, :columns]
    return np.where(known, values, uniform_filter(wide, 3, mode="nearest"))


def _fourfold(values: Array) -> Array:
    """Sums of two by two cells."""
    return np.asarray(values[::2, ::2] + values[1::2, ::2] + values[::2, 1::2] + values[1::2, 1::2])


def from_triangles(triangles: Array, city: Extent) -> Ground | None:
    """The TIN reliefs of the city file; None where they lie elsewhere.

    Args:
        triangles: shape (T, 3, 3), east, north, height in the site's CRS [m].
        city: extent of the buildings [m].
    """
    triangles = triangles[np.isfinite(triangles).all(axis=(1, 2))]
    if not len(triangles):
        return None
    low, high = triangles[:, :, :2].min(axis=(0, 1)), triangles[:, :, :2].max(axis=(0, 1))
    own = Extent(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    if not own.overlaps(city):
        return None
    area = _cut(own, city.grown(MADE_AROUND)).joined(city)
    cells = empty_grid(area, MADE_CELL)
    values = _rasterised(triangles, cells)
    if not np.isfinite(values).any():
        return None
    grid, count = without_voids(cells.with_values(values))
    notes = [Text.of("city.note.terrain-from-tin", triangles=len(triangles), cell=grid.cell)]
    if count:
        share = round(100 * count / grid.values.size, 1)
        notes.append(Text.of("city.note.terrain-filled", file="TIN", cells=count, percent=share))
    return Ground(grid, False, "TIN", "", "", tuple(notes))


def _rasterised(triangles: Array, cells: Grid) -> Array:
    """Height of the TIN at the cell centres; NaN beside it; the higher where triangles overlap."""
    # In cells, so that a triangle's box is a range of rows and columns.
    x = (triangles[:, :, 0] - cells.west) / cells.cell - 0.5
    y = (cells.north - triangles[:, :, 1]) / cells.cell - 0.5
    first_column = np.clip(np.ceil(x.min(axis=1)), 0, cells.columns).astype(np.int64)
    first_row = np.clip(np.ceil(y.min(axis=1)), 0, cells.rows).astype(np.int64)
    columns = np.clip(np.floor(x.max(axis=1)) + 1, 0, cells.columns).astype(np.int64) - first_column
    rows = np.clip(np.floor(y.max(axis=1)) + 1, 0, cells.rows).astype(np.int64) - first_row
    counts = np.maximum(columns, 0) * np.maximum(rows, 0)
    values = np.full(cells.rows * cells.columns, -np.inf)
    batches = np.cumsum(counts) // BATCH
    for batch in np.unique(batches):
        chosen = np.flatnonzero((batches == batch) & (counts > 0))
        owner = np.repeat(chosen, counts[chosen])
        step = np.arange(len(owner)) - np.repeat(np.cumsum(counts[chosen]) - counts[chosen], counts[chosen])
        column = first_column[owner] + step % columns[owner]
        row = first_row[owner] + step // columns[owner]
        height, inside = _plane(x, y, triangles[:, :, 2], owner, (column, row))
        np.maximum.at(values, (row * cells.columns + column)[inside], height[inside])
    values[~np.isfinite(values)] = np.nan
    return values.reshape(cells.rows, cells.columns).astype(np.float32)


def _plane(x: Array, y: Array, z: Array, owner: Array, at: tuple[Array, Array]) -> tuple[Array, Array]:
    """Height of triangles at points, and whether the points lie in them."""
    ax, ay = x[owner, 0], y[owner, 0]
    ux, uy = x[owner, 1] - ax, y[owner, 1] - ay
    vx, vy = x[owner, 2] - ax, y[owner, 2] - ay
    px, py = at[0] - ax, at[1] - ay
    area = ux * vy - vx * uy
    safe = np.where(np.abs(area) < 1e-12, 1.0, area)
    s, t = (px * vy - vx * py) / safe, (ux * py - px * uy) / safe
    slack = -1e-9
    inside = (np.abs(area) >= 1e-12) & (s >= slack) & (t >= slack) & (s + t <= 1 - slack)
    return z[owner, 0] * (1 - s - t) + z[owner, 1] * s + z[owner, 2] * t, inside


def from_buildings(surfaces: Surfaces, origin: tuple[float, float], city: Extent) -> Ground:
    """A smooth ground through the ground surfaces (through the lowest points, where there are none).

    Args:
        surfaces: of the buildings.
        origin: that their points are relative to.
        city: extent of the buildings [m].
    """
    cells = empty_grid(city.grown(MADE_AROUND), MADE_CELL)
    points = _ground_points(surfaces) + np.array([origin[0], origin[1], 0.0])
    coarse = empty_grid(cells.extent.grown(COARSE), max(COARSE, cells.cell))
    east, north = np.meshgrid(coarse.easting(), coarse.northing())
    heights = _interpolated(points, east, north)
    smooth = coarse.with_values(gaussian_filter(heights, 1.5, mode="nearest"))
    east, north = np.meshgrid(cells.easting(), cells.northing())
    grid = cells.with_values(smooth.sample(east, north).astype(np.float32))
    return Ground(grid, True, "", "", "", (Text.of("city.note.terrain-made", cell=grid.cell),))


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


def _interpolated(points: Array, east: Array, north: Array) -> Array:
    centre = points[:, :2].mean(axis=0)
    known = points[:, :2] - centre
    at = np.stack([east - centre[0], north - centre[1]], axis=-1)
    nearest = NearestNDInterpolator(known, points[:, 2])(at)
    try:
        heights = LinearNDInterpolator(known, points[:, 2])(at)
    except (QhullError, ValueError):  # fewer than three corners, or all in a line
        return np.asarray(nearest, np.float64)
    return np.where(np.isfinite(heights), heights, nearest)
