"""Ways round buildings: where a path that was drawn goes through walls, the shortest way beside them is taken."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

from planningtable.city.grid import Grid
from scenes.camera import Vector

AROUND = 80.0
"""So far beside a path a way round is looked for [m]."""

MOST_CELLS = 1_000_000
"""A larger neighbourhood is not searched: people wait for the way."""

Cells: TypeAlias = npt.NDArray[np.int64]


def beside(places: Vector, taken: Grid) -> Vector:
    """The same way outside of what is taken, where there is one; shape (m, 2) [m].

    Args:
        places: close to each other, shape (n, 2) [m]; the first and the last are free.
        taken: True where nobody can stand.
    """
    rows, columns = taken.index(places[:, 0], places[:, 1])
    blocked = taken.values[rows, columns]
    if not blocked.any():
        return places
    parts, row = [], 0
    for start, end in _runs(blocked):
        parts.append(places[row:start])
        if start > 0 and end < len(places):
            parts.append(_round(places[[start - 1, end]], places[start:end], taken))
        row = end
    return np.concatenate([*parts, places[row:]])


def _runs(blocked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Starts and ends of what is blocked in a row."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], blocked, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _round(ends: Vector, straight: Vector, taken: Grid) -> Vector:
    """Cells from one end to the other that are free; the straight way where there are none."""
    rows, columns = taken.index(ends[:, 0], ends[:, 1])
    reach = round(AROUND / taken.cell)
    top, left = max(int(rows.min()) - reach, 0), max(int(columns.min()) - reach, 0)
    part = taken.values[top : int(rows.max()) + reach + 1, left : int(columns.max()) + reach + 1]
    if part.size > MOST_CELLS:
        return straight
    start, end = (int((r - top) * part.shape[1] + c - left) for r, c in zip(rows, columns, strict=True))
    cells = _shortest(~part, start, end)
    if cells is None:
        return straight
    row, column = np.divmod(cells, part.shape[1])
    east = taken.west + (column + left + 0.5) * taken.cell
    return np.stack([east, taken.north - (row + top + 0.5) * taken.cell], axis=1)


def _shortest(free: npt.NDArray[np.bool_], start: int, end: int) -> Cells | None:
    """Cells from ``start`` to ``end``, numbered row by row, over free neighbours at sides and corners."""
    number = np.arange(free.size).reshape(free.shape)
    sides = (
        (np.s_[:, :-1], np.s_[:, 1:], 1.0),
        (np.s_[:-1], np.s_[1:], 1.0),
        (np.s_[:-1, :-1], np.s_[1:, 1:], 2**0.5),
        (np.s_[:-1, 1:], np.s_[1:, :-1], 2**0.5),
    )
    from_, to, ways = [], [], []
    for one, other, way in sides:
        open_ = free[one] & free[other]
        from_.append(number[one][open_])
        to.append(number[other][open_])
        ways.append(np.full(int(open_.sum()), way))
    graph = sparse.csr_array(
        (np.concatenate(ways), (np.concatenate(from_), np.concatenate(to))), shape=(free.size, free.size)
    )
    _, befores = dijkstra(graph, directed=False, indices=[start], return_predecessors=True, min_only=False)
    before = befores[0]
    if before[end] < 0:
        return None
    found = [end]
    while found[-1] != start:
        found.append(int(before[found[-1]]))
    return np.array(found[::-1], np.int64)
