"""Where the water moves to: a few of its velocities, to be drawn as arrows."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from planningtable.api import Flow, Grid
from plugins.heavy_rain.flood import Picture

ALONG = 56
"""Most arrows along the longer side: one every 20 pixels of a picture 1080 pixels high."""

DEEP = 0.02
"""Depth below which a velocity means nothing [m]."""


def flows(bed: Grid, pictures: Sequence[Picture]) -> tuple[Flow, ...]:
    """A flow for each picture, at the same places in all of them, so that arrows turn and grow but do not jump.

    The area is cut into squares; each has its arrow in the cell through which most water passes at its highest.
    """
    if not pictures:
        return ()
    most = np.zeros(bed.values.shape, np.float32)
    for picture in pictures:
        np.maximum(most, np.hypot(*picture.discharge), out=most)
    row, column = _busiest(most, max(-(-max(most.shape) // ALONG), 1))
    at = np.stack([bed.easting()[column], bed.northing()[row]], axis=1)
    return tuple(Flow(at, _velocity(picture, row, column)) for picture in pictures)


def _busiest(most: npt.NDArray[np.float32], side: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Row and column of the largest value of each square of ``side`` cells; squares without one are left out."""
    rows, columns = (-(-length // side) for length in most.shape)
    padded = np.zeros((rows * side, columns * side), np.float32)
    padded[: most.shape[0], : most.shape[1]] = most
    squares = padded.reshape(rows, side, columns, side).swapaxes(1, 2).reshape(rows, columns, -1)
    place = squares.argmax(axis=2)
    i, j = np.nonzero(squares.max(axis=2) > 0.0)
    inside = place[i, j]
    return i * side + inside // side, j * side + inside % side


def _velocity(picture: Picture, row: npt.NDArray[np.int64], column: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Eastwards and northwards, 0 where the water is too shallow, shape (n, 2) [m/s]."""
    depth = picture.depth[row, column]
    east, south = (q[row, column] for q in picture.discharge)
    deep = np.where(depth >= DEEP, depth, np.float32(np.inf))
    return np.stack([east / deep, -south / deep], axis=1).astype(np.float32)
