"""Where the water moves to: a few of its velocities, to be drawn as arrows."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from planningtable.api import Flow, Grid
from plugins.heavy_rain.arrays import F32, I64
from plugins.heavy_rain.flood import Picture

ALONG = 56
"""Most arrows along the longer side: one every 20 pixels of a picture 1080 pixels high."""

APART = 0.75
"""Share of a square's side that arrows keep from each other, so that none lies on its neighbour."""

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
    side = max(-(-max(most.shape) // ALONG), 1)
    row, column = _apart(most, *_busiest(most, side), APART * side)
    at = np.stack([bed.easting()[column], bed.northing()[row]], axis=1)
    return tuple(Flow(at, _velocity(picture, row, column)) for picture in pictures)


def _busiest(most: F32, side: int) -> tuple[I64, I64]:
    """Row and column of the largest value of each square of ``side`` cells; squares without one are left out."""
    rows, columns = (-(-length // side) for length in most.shape)
    padded = np.zeros((rows * side, columns * side), np.float32)
    padded[: most.shape[0], : most.shape[1]] = most
    squares = padded.reshape(rows, side, columns, side).swapaxes(1, 2).reshape(rows, columns, -1)
    place = squares.argmax(axis=2)
    i, j = np.nonzero(squares.max(axis=2) > 0.0)
    inside = place[i, j]
    return i * side + inside // side, j * side + inside % side


def _apart(most: F32, row: I64, column: I64, distance: float) -> tuple[I64, I64]:
    """Of cells nearer to each other than a distance [cells] the busier ones."""
    order = np.argsort(-most[row, column], kind="stable")
    row, column = row[order], column[order]
    pairs = cKDTree(np.stack([row, column], axis=1)).query_pairs(distance * (1.0 - 1e-9), output_type="ndarray")
    kept = np.ones(len(row), bool)
    # From the busiest down: whoever is kept drives its less busy neighbours away.
    for busier, other in pairs[np.argsort(pairs[:, 0], kind="stable")]:
        if kept[busier]:
            kept[other] = False
    return row[kept], column[kept]


def _velocity(picture: Picture, row: I64, column: I64) -> F32:
    """Eastwards and northwards, 0 where the water is too shallow, shape (n, 2) [m/s]."""
    depth = picture.depth[row, column]
    east, south = (q[row, column] for q in picture.discharge)
    deep = np.where(depth >= DEEP, depth, np.float32(np.inf))
    return np.stack([east / deep, -south / deep], axis=1).astype(np.float32)
