"""The way around a street under water."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from planningtable.api import Streets
from plugins.heavy_rain.arrays import B8, I64
from plugins.heavy_rain.consequences.ways import Ways

MOST = 50
"""Streets whose ways around are searched at most, those with the longest stretch under water first."""
NOWHERE = -9999
"""What the search names where there is no point before."""


@dataclass(frozen=True, slots=True, eq=False)
class Detour:
    """The way around the stretch of a street on which nobody gets through.

    Attributes:
        street: row of the street.
        closed: length on which one does not get through [m].
        through: way through the stretch [m].
        around: way around it [m]; infinite where there is none.
        points: of the way around, from before the stretch to behind it; empty where there is none.
        over: names of the other streets on it, in order.
    """

    street: int
    closed: float
    through: float
    around: float
    points: I64
    over: tuple[str, ...]


def detours_of(ways: Ways, stopped: B8, streets: Streets) -> tuple[Detour, ...]:
    """For every street that is closed somewhere, the longest closed stretch first."""
    shut = stopped & ways.drivable
    closed = np.bincount(ways.street[shut], ways.length[shut], len(streets))
    order = [int(row) for row in np.argsort(-closed, kind="stable") if closed[row] > 0.0]
    graph = ways.graph(ways.drivable & ~stopped)
    return tuple(_detour(ways, shut, streets, row, float(closed[row]), graph) for row in order[:MOST])


def _detour(ways: Ways, shut: B8, streets: Streets, row: int, closed: float, graph: csr_array) -> Detour:
    """Between the two open ends of the street's closed stretch that lie farthest apart along the street."""
    own = ways.ends[ways.drivable & (ways.street == row)]
    taken = np.unique(ways.ends[shut & (ways.street == row)])
    open_ends = np.intersect1d(taken, np.unique(ways.ends[ways.drivable & ~shut]))
    nothing = Detour(row, closed, closed, np.inf, np.zeros(0, np.int64), ())
    if len(open_ends) < 2:
        return nothing
    mine = ways.graph(ways.drivable & (ways.street == row))
    along = dijkstra(mine, indices=open_ends)[:, open_ends]
    along[~np.isfinite(along)] = -1.0
    one, other = np.unravel_index(int(np.argmax(along)), along.shape)
    if along[one, other] <= 0.0 or not len(own):
        return nothing
    far, before = dijkstra(graph, indices=open_ends[one], return_predecessors=True)
    around = float(far[open_ends[other]])
    if not np.isfinite(around):
        return Detour(row, closed, float(along[one, other]), np.inf, np.zeros(0, np.int64), ())
    points = _walked(before.astype(np.int64), int(open_ends[one]), int(open_ends[other]))
    return Detour(row, closed, float(along[one, other]), around, points, _names(ways, points, streets, row))


def _walked(before: I64, start: int, end: int) -> I64:
    way = [end]
    while way[-1] != start and before[way[-1]] != NOWHERE:
        way.append(int(before[way[-1]]))
    return np.array(way[::-1], np.int64)


def _names(ways: Ways, points: I64, streets: Streets, row: int) -> tuple[str, ...]:
    """Of the streets on a way but its own, each once."""
    low, high = np.sort(np.stack([points[:-1], points[1:]], axis=1), axis=1).T
    ends = np.sort(ways.ends, axis=1)
    key: I64 = ends[:, 0] * len(ways.at) + ends[:, 1]
    order = np.argsort(key, kind="stable")
    found = order[np.searchsorted(key[order], low * len(ways.at) + high)]
    names = (streets.names[int(street)] for street in ways.street[found])
    return tuple(dict.fromkeys(name for name in names if name and name != streets.names[row]))
