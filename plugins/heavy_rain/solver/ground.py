"""The ground as the schemes see it: float32 heights above the lowest cell, and what happens at the edges."""

from typing import NamedTuple

import numpy as np

from plugins.heavy_rain.arrays import B8, F32, F64, I8
from plugins.heavy_rain.problem import SIDES, Basin

CLOSED, OPEN, LEVEL = 0, 1, 2
CODES = {"closed": CLOSED, "open": OPEN, "level": LEVEL}

WALL = np.float32(1e5)
"""Bed of blocked cells [m]: above any water."""
LEAST_FALL = 1e-3
"""Least energy slope at open edges [-]."""


class Ground(NamedTuple):
    """What does not change during a run, but for the levels outside.

    Attributes:
        bed: height above the lowest cell, blocked cells `WALL`, shape (rows, columns) [m].
        rough: Manning's n, shape (rows, columns) [s/m^(1/3)].
        kind: CLOSED, OPEN or LEVEL, shape (4, max(rows, columns)): west, east, north, south.
        fall: square root of the energy slope at open edges, same shape.
        level: water level outside at LEVEL edges, same shape [m].
    """

    bed: F32
    rough: F32
    kind: I8
    fall: F32
    level: F32


def ground_of(basin: Basin, free: B8, datum: float) -> Ground:
    """Heights are kept relative to `datum` [m]: float32 then resolves hundredths of a millimetre."""
    rows, columns = basin.bed.shape
    bed = np.where(free, basin.bed - datum, WALL)
    most = max(rows, columns)
    kind = np.full((4, most), CLOSED, np.int8)
    fall = np.zeros((4, most), np.float32)
    for edge in basin.edges:
        side, part = SIDES.index(edge.side), slice(edge.first, edge.last)
        along = _fall(bed, basin.cell, edge.side)
        length = len(along)
        values = along if edge.slope is None else np.full(length, max(edge.slope, 0.0))
        kind[side, :length][part] = CODES[edge.kind]
        fall[side, :length][part] = np.sqrt(values)[part]
    rough = np.where(free, basin.manning, 0.03)
    return Ground(bed.astype(np.float32), rough.astype(np.float32), kind, fall, np.zeros((4, most), np.float32))


def _fall(bed: F64, cell: float, side: str) -> F64:
    """Slope of the bed towards a side, at least `LEAST_FALL`, shape (cells along the side,)."""
    turned = {"west": bed.T, "east": bed.T[::-1], "north": bed, "south": bed[::-1]}[side]
    slope = (turned[min(1, len(turned) - 1)] - turned[0]) / cell
    return np.asarray(np.where(np.abs(slope) < WALL / 10 / cell, np.maximum(slope, LEAST_FALL), LEAST_FALL))
