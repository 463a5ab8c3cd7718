"""Faces laid out side by side in one picture, so that each wall and roof has its own light on it."""

from dataclasses import dataclass

import numpy as np

from scenes.meshes import Array, Floats, Rows

TEXEL = 0.4
"""Wanted size of a picture element on a face [m]."""

MOST_TEXELS = 6_000_000
RIM = 1.5
"""Free elements round each face, so that no light runs over from its neighbour."""

LEVEL = 0.98
"""Faces whose normal is as upright as this are laid along their first side."""


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """Where the corners of triangles lie in the picture.

    Attributes:
        places: column and row of each corner in picture elements, shape (n, 2).
        rows: of the picture.
        columns: of the picture.
    """

    places: Floats
    rows: int
    columns: int

    @property
    def texture_places(self) -> Floats:
        """Texture coordinates of the corners, 0 at the lower and left end, shape (n, 2)."""
        across, down = self.places[:, 0] / self.columns, self.places[:, 1] / self.rows
        return np.stack([across, 1.0 - down], axis=1).astype(np.float32)


def atlas(points: Floats, face: Rows, normal: Array) -> Atlas:
    """Lay out triangles by faces.

    Args:
        points: corners, three a triangle, shape (n, 3) [m].
        face: number of the face that a corner belongs to, from 0, shape (n,).
        normal: of each face, unit vectors, shape (faces, 3).
    """
    count = len(normal)
    if len(points) == 0:
        return Atlas(np.zeros((0, 2), np.float32), 2, 2)
    across, up = _axes(points, face, normal)
    flat = np.stack([(points * across[face]).sum(axis=1), (points * up[face]).sum(axis=1)], axis=1)
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    np.minimum.at(low, face, flat)
    np.maximum.at(high, face, flat)
    size = np.where(high >= low, high - low, 0.0)
    texel = TEXEL
    while True:
        cells = np.ceil(size / texel).astype(np.int64) + int(2 * RIM) + 1
        if cells.prod(axis=1).sum() <= MOST_TEXELS or texel > 8 * TEXEL:
            break
        texel *= 1.4
    corner, columns, rows = _packed(cells)
    places = (flat - low[face]) / texel + RIM + corner[face]
    return Atlas(places.astype(np.float32), rows, columns)


def _axes(points: Floats, face: Rows, normal: Array) -> tuple[Array, Array]:
    """Level and rising unit vector in the plane of each face, shapes (faces, 3)."""
    across = np.zeros_like(normal, dtype=float)
    across[:, 0], across[:, 1] = -normal[:, 1], normal[:, 0]
    first = np.full(len(normal), -1)
    first[face[::-3]] = np.arange(len(face))[::-3] - 2
    level = (np.abs(normal[:, 2]) > LEVEL) & (first >= 0)
    side = points[first[level] + 1] - points[first[level]]
    across[level, :2] = side[:, :2]
    length = np.linalg.norm(across, axis=1)
    across[length < 1e-6] = (1.0, 0.0, 0.0)
    across /= np.where(length < 1e-6, 1.0, length)[:, None]
    return across, np.cross(normal, across)


def _packed(cells: Array) -> tuple[Array, int, int]:
    """Left and upper end of each rectangle on shelves, tall ones first; columns and rows of all."""
    columns = int(max(np.sqrt(cells.prod(axis=1).sum() * 1.05), cells[:, 0].max(initial=1)))
    order = np.lexsort((-cells[:, 0], -cells[:, 1]))
    corner = np.zeros((len(cells), 2))
    x = y = shelf = 0
    for row in order.tolist():
        width, height = int(cells[row, 0]), int(cells[row, 1])
        if x + width > columns:
            x, y, shelf = 0, y + shelf, 0
        corner[row] = x, y
        x, shelf = x + width, max(shelf, height)
    return corner, columns, max(y + shelf, 2)
