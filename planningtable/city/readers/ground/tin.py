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
# Cells whose centres lie on the common edge of two triangles are to lie in one of them, whatever is rounded.
SLACK = 1e-9
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
    forms = _forms(x - first_column[:, None], y - first_row[:, None], triangles[:, :, 2])
    values = np.full(cells.rows * cells.columns, -np.inf)
    batches = np.cumsum(counts) // BATCH
    for batch in np.unique(batches):
        chosen = np.flatnonzero((batches == batch) & (counts > 0))
        many = counts[chosen]
        step = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        down, right = np.divmod(step, np.repeat(columns[chosen], many))
        s, t, height = (
            np.repeat(form[chosen, 0], many) * right + np.repeat(form[chosen, 1], many) * down
            + np.repeat(form[chosen, 2], many)
            for form in forms
        )  # fmt: skip
        inside = (s >= -SLACK) & (t >= -SLACK) & (s + t <= 1 + SLACK)
        cell = (
            (np.repeat(first_row[chosen], many) + down) * cells.columns + np.repeat(first_column[chosen], many) + right
        )
        np.maximum.at(values, cell[inside], height[inside])
    values[~np.isfinite(values)] = np.nan
    return values.reshape(cells.rows, cells.columns).astype(np.float32)


def _forms(x: Array, y: Array, z: Array) -> tuple[Array, Array, Array]:
    """Shares of the second and the third corner and the height of triangles, each as ``a x + b y + c``, shape (T, 3).

    Triangles without an area hold nothing: their shares are not a number.
    """
    ux, uy = x[:, 1] - x[:, 0], y[:, 1] - y[:, 0]
    vx, vy = x[:, 2] - x[:, 0], y[:, 2] - y[:, 0]
    area = ux * vy - vx * uy
    area[np.abs(area) < 1e-12] = np.nan
    second = np.stack([vy, -vx, vx * y[:, 0] - vy * x[:, 0]], axis=1) / area[:, None]
    third = np.stack([-uy, ux, uy * x[:, 0] - ux * y[:, 0]], axis=1) / area[:, None]
    height = (z[:, 1] - z[:, 0])[:, None] * second + (z[:, 2] - z[:, 0])[:, None] * third
    height[:, 2] += z[:, 0]
    return second, third, height
