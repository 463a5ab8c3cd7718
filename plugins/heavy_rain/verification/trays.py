"""Small grounds and inflows for verification cases."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.forcing import Feed, Hydrographs, Series, Supplier, steady
from plugins.heavy_rain.problem import Basin, Edge, Weather

DRY = Weather(steady(0.0, 1.0))
RAIN_MM_PER_HOUR = 1.0 / 3.6e6
"""One millimetre an hour in metres a second."""


def basin(
    bed: npt.ArrayLike, cell: float, manning: float = 0.03, edges: tuple[Edge, ...] = (), depth: F64 | None = None
) -> Basin:
    """A ground without buildings, closed where no edge says otherwise."""
    ground = np.asarray(bed, np.float64)
    return Basin(ground, np.zeros(ground.shape, bool), np.full(ground.shape, manning), cell, edges, depth)


def inflow(rows: Sequence[int], columns: Sequence[int], series: Series) -> tuple[tuple[Feed, Supplier], ...]:
    """A hydrograph [m³/s] in equal parts on some cells."""
    n = len(rows)
    feed = Feed(np.array(rows), np.array(columns), np.zeros(n, np.int64), np.full(n, 1.0 / n))
    return ((feed, Hydrographs((series,))),)


def centres(count: int, cell: float) -> F64:
    """Distances of the middles of cells from the edge [m]."""
    return np.asarray((np.arange(count) + 0.5) * cell, np.float64)
