"""What all worker processes need, done once, before they part: modules and machine code, by preparing two blocks.

It is done when this module is imported, by the process that workers are forked from.
"""

import gc

import numpy as np

from planningtable.app.intake import work
from planningtable.city.attributes import AttributeTable
from planningtable.city.grid import Array
from planningtable.city.model.batch import BoundaryRows, CityBatch, FaceRows, ObjectRows, PolygonRows
from planningtable.city.model.prepare import prepare
from planningtable.city.site import SurfaceKind

__all__ = ["work"]

# Corners of the sides of a block, as seen from outside.
_SIDES = ((0, 3, 2, 1), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7))


def two_blocks() -> CityBatch:
    """Two buildings that share a wall, as solids; one has a hole in each side, so that all kernels have work."""
    rings = [*_block(0.0, holes=True), *_block(10.0, holes=False)]
    sides = 2 * len(_SIDES)
    count = np.arange(sides)
    block = (count // len(_SIDES)).astype(np.int32)
    none = AttributeTable.of(({}, {}))
    return CityBatch(
        ObjectRows(("a", "b"), ("Building",) * 2, np.array([-1, -1], np.int32), ("", ""), none, (("2",),) * 2),
        BoundaryRows((), (), np.zeros(0, np.int32), AttributeTable.of(())),
        PolygonRows(
            ("",) * sides,
            np.concatenate(rings),
            np.cumsum([0, *map(len, rings)]),
            np.cumsum([0, *[2] * len(_SIDES), *[1] * len(_SIDES)]),
            np.full((sides, 3), -1, np.int16),
            np.full(sides, -1, np.int32),
        ),
        FaceRows(
            block,
            count.astype(np.int32),
            np.zeros(sides, bool),
            np.full(sides, SurfaceKind.UNKNOWN, np.uint8),
            np.full(sides, 2.0, np.float32),
            np.full(sides, -1, np.int32),
            block,
            np.zeros(sides, np.int16),
            np.zeros(sides, bool),
        ),
    )


def _block(west: float, *, holes: bool) -> list[Array]:
    """Rings of the sides of a block of ten metres, shape (5, 3), those of holes, shape (4, 3), behind them."""
    low = np.array([(0, 0, 0), (10, 0, 0), (10, 10, 0), (0, 10, 0)], float)
    corners = np.concatenate([low, low + np.array([0, 0, 10])]) + np.array([west, 0, 0])
    rings = []
    for side in _SIDES:
        outer = corners[[*side, side[0]]]
        rings.append(outer)
        if holes:
            middle = outer[:4].mean(axis=0)
            rings.append(middle + (outer[[0, 2, 1, 0]] - middle) / 4)
    return rings


prepare(two_blocks(), None, (0.0, 0.0))
gc.collect()
gc.freeze()  # pages that nobody writes to are shared by all workers
