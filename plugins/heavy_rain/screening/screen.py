"""Screening: where water gathers and comes to stand, found from the ground alone in a fraction of a second."""

from dataclasses import dataclass

import numpy as np

from plugins.heavy_rain.arrays import B8, F32, F64, I32, I64
from plugins.heavy_rain.screening.hierarchy import Hierarchy, hierarchy
from plugins.heavy_rain.screening.network import accumulate, downstream, downwards, upstream
from plugins.heavy_rain.screening.spill import Filled, fill


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """What the ground alone tells; grids of shape (rows, columns), 0 in blocked cells.

    Attributes:
        depth: water that stands in the end [m].
        passing: water that comes past once all depressions are full [m³].
        found: the depressions.
        filled: the water in them.
        heights: the ground above its lowest cell, shape (cells,) [m].
        order: cells so ordered that each comes before that which receives its water.
        datum: height of the lowest cell [m].
        cell: edge length of a cell [m].
        runoff: all that runs off [m³].
    """

    depth: F32
    passing: F32
    found: Hierarchy
    filled: Filled
    heights: F64
    order: I32
    datum: float
    cell: float
    runoff: float

    @property
    def away(self) -> float:
        """What leaves the grid [m³]."""
        return self.filled.away * self.cell**2

    @property
    def stored(self) -> float:
        """What stands in the end [m³]."""
        return float(self.depth.sum(dtype=np.float64)) * self.cell**2

    def water_from(self, row: int, column: int) -> B8:
        """Cells whose water comes past a place, shape (rows, columns)."""
        rows, columns = self.depth.shape
        marked = upstream(self.found.receiver, self.order, row * columns + column)
        return np.asarray(marked.reshape(rows, columns))

    def water_to(self, row: int, column: int) -> I64:
        """Rows and columns on the way of the water from a place to the edge, shape (n, 2)."""
        columns = self.depth.shape[1]
        way = downstream(self.found.receiver, row * columns + column).astype(np.int64)
        return np.stack([way // columns, way % columns], axis=1)


def screen(bed: F64, blocked: B8, way_out: B8, runoff: F64, cell: float) -> Screening:
    """Find depressions, ways of the water, and where a runoff comes to stand.

    Args:
        bed: ground height, shape (rows, columns) [m]; NaN counts as blocked.
        blocked: cells that no water enters, same shape.
        way_out: cells at the edge from which water may leave, same shape.
        runoff: what runs off from each cell, same shape [m].
        cell: edge length of a cell [m].
    """
    shut = blocked | ~np.isfinite(bed)
    free = ~shut
    datum = float(bed[free].min()) if free.any() else 0.0
    heights = np.where(free, bed - datum, 0.0).astype(np.float32)
    found = hierarchy(heights, shut, way_out)
    order = downwards(found.receiver, found.order)
    water = np.where(free, np.maximum(runoff, 0.0), 0.0).reshape(-1)
    flat = heights.reshape(-1).astype(np.float64)
    filled = fill(found, water, flat)
    level = filled.level[np.maximum(found.node, 0)]
    depth = np.maximum(level - flat, 0.0).astype(np.float32).reshape(bed.shape)
    depth[shut] = 0.0
    area = cell * cell
    passing = accumulate(found.receiver, order, water * area).astype(np.float32).reshape(bed.shape)
    total = float(water.sum()) * area
    return Screening(depth, passing, found, filled, flat, order, datum, cell, total)
