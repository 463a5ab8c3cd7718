"""Ways of the water over the filled ground: what flows together, where it comes from and where it goes to."""

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import B8, F64, I32
from plugins.heavy_rain.screening.hierarchy import NOWHERE


@compiled
def downwards(receiver: I32, cells: I32) -> I32:
    """Cells so ordered that each comes before that which receives its water.

    Args:
        receiver: the next cell of each, NOWHERE where the water leaves, shape (cells,).
        cells: those that are not blocked.
    """
    givers = np.zeros(len(receiver), np.int32)
    for k in range(len(cells)):
        after = receiver[cells[k]]
        if after != NOWHERE:
            givers[after] += 1
    order = np.empty(len(cells), np.int32)
    made = 0
    for k in range(len(cells)):
        cell = cells[k]
        # Go down from each spring as far as all that flows in has been seen.
        while cell != NOWHERE and givers[cell] == 0:
            order[made] = cell
            made += 1
            givers[cell] = -1
            cell = receiver[cell]
            if cell != NOWHERE:
                givers[cell] -= 1
    return order


@compiled
def accumulate(receiver: I32, order: I32, amount: F64) -> F64:
    """Sum of an amount over each cell and all cells above it, shape (cells,); `order` as `downwards` gives it."""
    total = amount.copy()
    for k in range(len(order)):
        after = receiver[order[k]]
        if after != NOWHERE:
            total[after] += total[order[k]]
    return total


@compiled
def upstream(receiver: I32, order: I32, cell: int) -> B8:
    """Cells whose water comes past a cell, itself with them, shape (cells,)."""
    marked = np.zeros(len(receiver), np.bool_)
    marked[cell] = True
    for k in range(len(order) - 1, -1, -1):
        after = receiver[order[k]]
        if after != NOWHERE and marked[after]:
            marked[order[k]] = True
    return marked


@compiled
def downstream(receiver: I32, cell: int) -> I32:
    """The way from a cell to where the water leaves or ends, itself first."""
    count = 0
    at = cell
    while at != NOWHERE:
        count += 1
        at = receiver[at]
    way = np.empty(count, np.int32)
    at = cell
    for k in range(count):
        way[k] = at
        at = receiver[at]
    return way
