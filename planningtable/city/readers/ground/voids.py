"""Cells without a height are filled from their surroundings, and marked."""

from dataclasses import dataclass

import numpy as np

from planningtable.city.grid import Array, Grid


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """A grid without voids.

    Attributes:
        grid: values, no NaN, float32.
        mask: True where the value was filled in; None where there was nothing to fill.
        count: how many cells were.
    """

    grid: Grid
    mask: Grid | None
    count: int

    @property
    def percent(self) -> float:
        return round(100 * self.count / self.grid.values.size, 1)


def without_voids(grid: Grid) -> Filled:
    """Fill cells without data from their surroundings: smooth near by, flat far away."""
    void = ~np.isfinite(grid.values)
    count = int(void.sum())
    if not count:
        return Filled(grid, None, 0)
    values = _filled(np.where(void, 0.0, grid.values).astype(np.float64), ~void)
    return Filled(grid.with_values(values.astype(np.float32)), grid.with_values(void), count)


def _filled(values: Array, known: Array) -> Array:
    """Unknown cells from ever coarser means of the known ones."""
    if known.all() or not known.any() or values.size == 1:
        return values
    rows, columns = values.shape
    even = ((0, rows % 2), (0, columns % 2))
    weight = _fourfold(np.pad(known.astype(np.float64), even))
    total = _fourfold(np.pad(np.where(known, values, 0.0), even))
    coarse = _filled(total / np.maximum(weight, 1.0), weight > 0)
    wide = np.repeat(np.repeat(coarse, 2, axis=0), 2, axis=1)[:rows, :columns]
    return np.where(known, values, _smooth(wide))


def _smooth(values: Array) -> Array:
    """Means of three by three cells; beyond the rim it goes on as it ends."""
    wide = np.pad(values, 1, mode="edge")
    across = wide[:, :-2] + wide[:, 1:-1] + wide[:, 2:]
    return np.asarray((across[:-2] + across[1:-1] + across[2:]) / 9)


def _fourfold(values: Array) -> Array:
    """Sums of two by two cells."""
    return np.asarray(values[::2, ::2] + values[1::2, ::2] + values[::2, 1::2] + values[1::2, 1::2])
