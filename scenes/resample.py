"""Values of one grid at the cells of another, fast because both are parallel to the axes."""

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Grid
from scenes.meshes import Array


def nearest(grid: Grid, frame: Grid) -> Array:
    """Value of the cell that holds each centre of the frame, held at the edges; shape (rows, columns) of the frame."""
    rows, columns = grid.index(np.zeros(frame.rows), frame.northing())[0], grid.index(frame.easting(), np.zeros(1))[1]
    return np.asarray(grid.values[rows][:, columns])


def smooth(grid: Grid, values: Array, frame: Grid) -> npt.NDArray[np.float32]:
    """Bilinear values at the centres of the frame, held at the edges; NaN spreads to its neighbours.

    Args:
        grid: says where the cells lie.
        values: of the cells, shape (rows, columns) or (rows, columns, bands).
        frame: the cells that are asked for.
    """
    x = np.clip((frame.easting() - grid.west) / grid.cell - 0.5, 0, grid.columns - 1)
    y = np.clip((grid.north - frame.northing()) / grid.cell - 0.5, 0, grid.rows - 1)
    bands = values.ndim - 2
    down = _between(values, y, 0, bands + 1)
    return _between(down, x, 1, bands)


def _between(values: Array, at: Array, axis: int, after: int) -> npt.NDArray[np.float32]:
    low = np.minimum(at.astype(np.int64), max(values.shape[axis] - 2, 0))
    high = np.minimum(low + 1, values.shape[axis] - 1)
    share = (at - low).astype(np.float32).reshape(-1, *(1,) * after)
    first = np.take(values, low, axis=axis).astype(np.float32, copy=False)
    second = np.take(values, high, axis=axis).astype(np.float32, copy=False)
    return np.asarray(first * (1 - share) + second * share, np.float32)


def outside(grid: Grid, frame: Grid) -> npt.NDArray[np.bool_]:
    """Which centres of the frame lie beside the grid, shape (rows, columns)."""
    extent = grid.extent
    east, north = frame.easting(), frame.northing()
    beside = (east < extent.west) | (east > extent.east)
    return np.asarray(beside[None, :] | ((north < extent.south) | (north > extent.north))[:, None])
