"""What is looked at every few seconds: the highest velocity, and when the water came."""

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import B8, F32

DEEP = 0.02
"""Depth below which a velocity means nothing [m]."""
SWIFT_DEPTH = 0.05
"""Depth from which it matters whether water is faster than its waves [m]."""
GRAVITY = 9.81


@compiled
def watch(water: tuple[F32, F32, F32], time: float, mark: np.float32, fastest: F32, arrival: F32, swift: B8) -> None:
    """Keep the highest velocity where the water is deeper than 2 cm, and when it first reached `mark`.

    Args:
        water: depth [m], unit discharge eastwards and southwards at the centres [m²/s].
        time: now [s].
        mark: depth that counts as arrival [m].
        fastest: highest velocity so far [m/s], changed in place.
        arrival: when the water came [s], 1e30 where it did not yet, changed in place.
        swift: where water 5 cm deep or deeper was faster than its waves (Froude number above 1), changed in place.
    """
    depth, east, south = water
    rows, columns = depth.shape
    deep, zero = np.float32(DEEP), np.float32(0.0)
    now, never = np.float32(time), np.float32(1e30)
    least, gravity = np.float32(SWIFT_DEPTH), np.float32(GRAVITY)
    for i in range(rows):
        for j in range(columns):
            h = max(depth[i, j], deep)
            speed = np.sqrt(east[i, j] * east[i, j] + south[i, j] * south[i, j]) / h
            fastest[i, j] = max(fastest[i, j], speed if depth[i, j] >= deep else zero)
            swift[i, j] |= (depth[i, j] >= least) & (speed * speed > gravity * h)
            arrival[i, j] = min(arrival[i, j], now if depth[i, j] >= mark else never)


def speed_of(depth: F32, east: F32, south: F32) -> F32:
    """Velocity where the water is 2 cm deep or deeper, 0 elsewhere [m/s]."""
    deep = np.maximum(depth, np.float32(DEEP))
    return np.where(depth >= DEEP, np.sqrt(east * east + south * south) / deep, np.float32(0.0)).astype(np.float32)
