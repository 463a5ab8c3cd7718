"""Rings of a whole batch: closing points and repeated corners taken out, what is no ring told."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.rings import REACH, RingState
from planningtable.city.grid import Array

# Two corners closer than this are one; val3dity's tolerance for snapping too. A little more than a millimetre, so that
# corners one unit of the last decimal apart are one everywhere, whatever the rounding of their differences [m].
SNAP = 1.05e-3


@dataclass(frozen=True, slots=True, eq=False)
class CleanRings:
    """Rings without closing points and repeated corners; those that are none have no points.

    Attributes:
        source: row of each point among the points given, shape (P,).
        starts: start of each ring in ``source`` with one more at the end, shape (R + 1,).
        state: `RingState`, shape (R,).
        repeated: number of corners that were repeated in a row, shape (R,).
        closed: whether the ring had a closing point, shape (R,).
    """

    source: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    state: npt.NDArray[np.uint8]
    repeated: npt.NDArray[np.int32]
    closed: npt.NDArray[np.bool_]


def _marks(points: Array) -> npt.NDArray[np.uint8]:
    """What is wrong with each point: a `RingState`."""
    finite = np.isfinite(points).all(axis=1)
    marks = np.zeros(len(points), np.uint8)
    if not finite.all():
        marks[~finite] = RingState.NOT_FINITE
    good = points[finite] if not finite.all() else points
    if not len(good):
        return marks
    # The middle of some thousands is as good as that of all.
    middle = np.median(good[:: max(len(good) // 4000, 1)], axis=0)
    low, high = good.min(axis=0), good.max(axis=0)
    if ((middle - low > REACH) | (high - middle > REACH)).any():
        with np.errstate(invalid="ignore"):
            marks[finite & (np.abs(points - middle) > REACH).any(axis=1)] = RingState.FAR
    return marks


def clean_rings(points: Array, starts: npt.NDArray[np.int64]) -> CleanRings:
    """Take out closing points and corners repeated in a row.

    Args:
        points: shape (P, 3) [m].
        starts: start of each ring with one more at the end, shape (R + 1,); rings may be empty.
    """
    count = len(starts) - 1
    source, kept = np.empty(len(points), np.int64), np.zeros(count + 1, np.int64)
    state, repeated = np.zeros(count, np.uint8), np.zeros(count, np.int32)
    closed = np.zeros(count, np.bool_)
    marks = _marks(points)
    plain = np.ascontiguousarray(points, np.float64)
    from planningtable.city.geometry import ring_kernels

    columns = (source, kept, state, repeated, closed)
    used = ring_kernels.clean(plain, starts.astype(np.int64), marks, SNAP * SNAP, columns)
    return CleanRings(source[:used], kept, state, repeated, closed)
