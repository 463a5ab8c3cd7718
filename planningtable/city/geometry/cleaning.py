"""Rings of a whole batch: closing points and repeated corners taken out, what is no ring told."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from planningtable.city.compiled import compiled
from planningtable.city.geometry.rings import REACH, RingState
from planningtable.city.grid import Array

# Two corners closer than this are one; val3dity's tolerance for snapping too [m].
SNAP = 1e-3


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


def _clean(
    points: Any, starts: Any, bad: Any, square: float, source: Any, kept: Any, state: Any, repeated: Any, closed: Any
) -> int:
    """Fill the output columns; number of points kept. ``bad`` is 1 for not finite, 3 for far away."""
    count = 0
    for r in range(len(starts) - 1):
        s, e = starts[r], starts[r + 1]
        kept[r] = count
        wrong = 0
        for i in range(s, e):
            if bad[i] == 1 or (bad[i] == 3 and wrong == 0):
                wrong = bad[i]
        if wrong:
            state[r] = wrong
            continue
        begin = count
        for i in range(s, e):
            if count > begin:
                b = source[count - 1]
                x, y, z = points[i, 0] - points[b, 0], points[i, 1] - points[b, 1], points[i, 2] - points[b, 2]
                if x * x + y * y + z * z <= square:
                    repeated[r] += 1
                    continue
            source[count] = i
            count += 1
        dropped = 0
        while count - begin > 1:
            a, b = source[begin], source[count - 1]
            x, y, z = points[a, 0] - points[b, 0], points[a, 1] - points[b, 1], points[a, 2] - points[b, 2]
            if x * x + y * y + z * z > square:
                break
            count -= 1
            dropped += 1
        closed[r] = dropped > 0 or e - s == 1
        repeated[r] += max(dropped - 1, 0)
        if count - begin < 3:
            state[r] = 2
            count = begin
    kept[len(starts) - 1] = count
    return count


@lru_cache(1)
def _kernel() -> Any:
    return compiled(_clean)


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
    used = _kernel()(plain, starts.astype(np.int64), marks, SNAP * SNAP, source, kept, state, repeated, closed)
    return CleanRings(source[:used], kept, state, repeated, closed)
