"""What is looked at every few seconds: the highest velocity, and when the water came."""

from typing import NamedTuple

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import B8, F32

DEEP = 0.02
"""Depth below which a velocity means nothing [m]."""
SWIFT_DEPTH = 0.05
"""Depth from which it matters whether water is faster than its waves [m]."""
GRAVITY = 9.81


class Seen(NamedTuple):
    """What has been seen so far, all of shape (rows, columns); changed in place.

    Attributes:
        fastest: highest velocity where the water was deeper than 2 cm [m/s].
        strongest: highest depth times velocity, both at the same time [m²/s].
        arrival: when the water came [s], 1e30 where it did not yet.
        lasting: how long it has been there [s].
        swift: where water 5 cm deep or deeper was faster than its waves (Froude number above 1).
    """

    fastest: F32
    strongest: F32
    arrival: F32
    lasting: F32
    swift: B8


def nothing_seen(shape: tuple[int, int]) -> Seen:
    """Before the first look."""
    none = (np.zeros(shape, np.float32) for _ in range(3))
    return Seen(next(none), next(none), np.full(shape, 1e30, np.float32), next(none), np.zeros(shape, np.bool_))


@compiled
def watch(water: tuple[F32, F32, F32], time: tuple[float, float], mark: np.float32, seen: Seen) -> None:
    """Look at the water.

    Args:
        water: depth [m], unit discharge eastwards and southwards at the centres [m²/s].
        time: now, and since the last look [s].
        mark: depth that counts as water that has come [m].
        seen: what has been seen so far, changed in place.
    """
    depth, east, south = water
    rows, columns = depth.shape
    deep, zero = np.float32(DEEP), np.float32(0.0)
    now, passed, never = np.float32(time[0]), np.float32(time[1]), np.float32(1e30)
    fastest, strongest, arrival, lasting, swift = seen
    least, gravity = np.float32(SWIFT_DEPTH), np.float32(GRAVITY)
    for i in range(rows):
        for j in range(columns):
            h = max(depth[i, j], deep)
            flow = np.sqrt(east[i, j] * east[i, j] + south[i, j] * south[i, j])
            speed = flow / h
            strongest[i, j] = max(strongest[i, j], flow if depth[i, j] >= deep else zero)
            lasting[i, j] += passed if depth[i, j] >= mark else zero
            fastest[i, j] = max(fastest[i, j], speed if depth[i, j] >= deep else zero)
            swift[i, j] |= (depth[i, j] >= least) & (speed * speed > gravity * h)
            arrival[i, j] = min(arrival[i, j], now if depth[i, j] >= mark else never)


def speed_of(depth: F32, east: F32, south: F32) -> F32:
    """Velocity where the water is 2 cm deep or deeper, 0 elsewhere [m/s]."""
    deep = np.maximum(depth, np.float32(DEEP))
    return np.where(depth >= DEEP, np.sqrt(east * east + south * south) / deep, np.float32(0.0)).astype(np.float32)
