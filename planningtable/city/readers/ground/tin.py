"""Ground from triangles and points of the city file, and from points that form no grid."""

import numpy as np

from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.readers.ground.model import Ground
from planningtable.city.readers.ground.raster import empty_grid
from planningtable.city.readers.ground.voids import without_voids
from planningtable.domain.text import Text

# How far beyond the buildings the ground is shown where it must be made [m].
MADE_AROUND = 50.0
MADE_CELL = 1.0
# Cells tested for triangles at a time; bounds the memory.
BATCH = 4_000_000
# More points are thinned to one in each cell before they are triangulated.
MOST_POINTS = 400_000


def overlap(one: Extent, other: Extent) -> Extent:
    """What two extents that overlap share."""
    return Extent(
        max(one.west, other.west), max(one.south, other.south), min(one.east, other.east), min(one.north, other.north)
    )


def from_triangles(triangles: Array, city: Extent) -> Ground | None:
    """The TIN reliefs of the city file; None where they lie elsewhere.

    Args:
        triangles: shape (T, 3, 3), east, north, height in the site's CRS [m].
        city: extent of the buildings [m].
    """
    triangles = triangles[np.isfinite(triangles).all(axis=(1, 2))]
    area = _area(triangles.reshape(-1, 3), city)
    if area is None:
        return None
    cells = empty_grid(area, MADE_CELL)
    note = Text.of("city.note.terrain-from-tin", triangles=len(triangles), cell=cells.cell)
    return _ground(cells.with_values(rasterised(triangles, cells)), note, "TIN")


def from_points(points: Array, city: Extent) -> Ground | None:
    """The mass points of the city file's reliefs, with triangles between them; None where they lie elsewhere.

    Args:
        points: shape (M, 3), east, north, height in the site's CRS [m].
        city: extent of the buildings [m].
    """
    points = points[np.isfinite(points).all(axis=1)]
    area = _area(points, city)
    if area is None:
        return None
    cells = empty_grid(area, MADE_CELL)
    note = Text.of("city.note.terrain-from-points", points=len(points), cell=cells.cell)
    return _ground(cells.with_values(rasterised(triangulated(points, cells), cells)), note, "MassPoints")


def _area(points: Array, city: Extent) -> Extent | None:
    if not len(points):
        return None
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    own = Extent(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return overlap(own, city.grown(MADE_AROUND)).joined(city) if own.overlaps(city) else None


def _ground(grid: Grid, note: Text, format: str) -> Ground | None:
    if not np.isfinite(grid.values).any():
        return None
    filled = without_voids(grid)
    notes = [note]
    if filled.count:
        share = filled.percent
        notes.append(Text.of("city.note.terrain-filled", file=format, cells=filled.count, percent=share))
    return Ground(filled.grid, False, format, "", "", tuple(notes), filled.mask)


def triangulated(points: Array, cells: Grid) -> Array:
    """Delaunay triangles between points, shape (T, 3, 3); none where the points lie in a line.

    Args:
        points: shape (n, 3).
        cells: where the triangles are needed; of more than `MOST_POINTS` one in each cell is taken.
    """
    from scipy.spatial import Delaunay, QhullError  # three quarters of a second to import

    _, first = np.unique(np.round(points[:, :2], 3), axis=0, return_index=True)
    points = points[np.sort(first)]
    if len(points) > MOST_POINTS:
        row, column = cells.index(points[:, 0], points[:, 1])
        _, first = np.unique(row * cells.columns + column, return_index=True)
        points = points[first]
    if len(points) < 3:
        return np.zeros((0, 3, 3))
    try:
        found = Delaunay(points[:, :2] - points[:, :2].mean(axis=0))
    except (QhullError, ValueError):
        return np.zeros((0, 3, 3))
    return np.asarray(points[found.simplices])


def rasterised(triangles: Array, cells: Grid) -> Array:
    """Height of a TIN at the cell centres, float32; NaN beside it; the higher where triangles overlap."""
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
