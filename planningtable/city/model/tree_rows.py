"""Solitary trees of a batch → rows of `Trees`, drawn with the program's own trees."""

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch
from planningtable.city.model.hierarchy import Role
from planningtable.city.model.placed import Placed
from planningtable.city.model.values import numbers_of, values_of
from planningtable.city.site import Trees

# Guide values where neither an attribute nor the geometry tells the size, as for tree registers [m].
HEIGHT = 12.0
SHARE = 0.6
WIDEST = 7.0


def trees_of(
    batch: CityBatch, it: Placed, lines: Array, origin: tuple[float, float]
) -> tuple[Trees, npt.NDArray[np.int64]]:
    """Trees, and their rows among the objects; those without a place are left out.

    Args:
        batch: as read.
        it: at its place.
        lines: points of the batch's lines in the site's CRS, shape (P, 3).
        origin: easting and northing [m].
    """
    low, high = _boxes(batch, it, lines, origin)
    family = it.family
    rows = family.roots[(family.roles[family.roots] == Role.TREE) & np.isfinite(low[family.roots, 0])]
    size = high[rows] - low[rows]
    table = batch.objects.attributes
    height, crown = numbers_of(table, "height"), numbers_of(table, "crownDiameter")
    species = values_of(table, "species")
    tall = np.where(size[:, 2] > 0.1, size[:, 2], HEIGHT)
    tall = np.array([height.get(r, t) for r, t in zip(rows.tolist(), tall.tolist(), strict=True)], np.float64)
    # A tree of two upright pictures may be flat one way.
    wide = size[:, :2].max(axis=1) if len(rows) else np.zeros(0)
    wide = np.where(wide > 0.1, wide, np.minimum(SHARE * tall, WIDEST))
    wide = np.array([crown.get(r, w) for r, w in zip(rows.tolist(), wide.tolist(), strict=True)], np.float64)
    middle = (low[rows] + high[rows]) / 2
    ids = batch.objects.ids
    return Trees(
        tuple(ids[r] for r in rows.tolist()),
        tuple(species.get(r, "") for r in rows.tolist()),
        middle[:, 0],
        middle[:, 1],
        tall,
        wide,
        np.zeros(len(rows), np.bool_),
    ), rows


def _boxes(batch: CityBatch, it: Placed, lines: Array, origin: tuple[float, float]) -> tuple[Array, Array]:
    """Lowest and highest corner of each object of its own that is a tree, shape (N, 3); infinite for others."""
    family = it.family
    count = len(family.root)
    low, high = np.full((count, 3), np.inf), np.full((count, 3), -np.inf)
    faces = np.flatnonzero((family.roles[it.faces.owner] == Role.TREE) & it.shapes.good[it.faces.polygon])
    shift = np.array([origin[0], origin[1], 0.0])
    for face in faces.tolist():
        root = family.root[it.faces.owner[face]]
        ring = it.shapes.ring(int(it.shapes.polygon_starts[it.faces.polygon[face]])) + shift
        low[root] = np.minimum(low[root], ring.min(axis=0))
        high[root] = np.maximum(high[root], ring.max(axis=0))
    for owner, (one, other) in it.boxes.items():
        root = family.root[owner]
        low[root], high[root] = np.minimum(low[root], one), np.maximum(high[root], other)
    if batch.lines is not None:
        for i, owner in enumerate(batch.lines.owner.tolist()):
            root = family.root[owner]
            points = lines[batch.lines.starts[i] : batch.lines.starts[i + 1]]
            points = points[np.isfinite(points).all(axis=1)]
            if family.roles[root] == Role.TREE and not np.isfinite(low[root, 0]) and len(points):
                low[root], high[root] = points.min(axis=0), points.max(axis=0)
    return low, high
