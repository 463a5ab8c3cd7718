"""Fill, spill, merge: where water that runs off comes to stand, hollow by hollow.

Water runs down to the hollows. A full one spills into its neighbour; two full neighbours become one; what is full
altogether spills on outside. Volumes are exact, levels follow from the heights of the cells. No time passes: what is
found is where the water stands in the end.

After Barnes, Callaghan, Wickert (2021): Computing water flow through complex landscapes, part 3, doi
10.5194/esurf-9-105-2021.
"""

from typing import NamedTuple

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import B8, F64, I32, I64
from plugins.heavy_rain.screening.hierarchy import ENDLESS, NOWHERE, OUTSIDE, Hierarchy, Nodes

ROUNDING = 1e-13
"""A depression counts as full when what is missing is a smaller share of its volume [-]."""


class Filled(NamedTuple):
    """Water in depressions; volumes over the area of a cell [m].

    Attributes:
        own: water in a depression beside that in its children.
        total: water in a depression, children with it.
        spilled: what ran over its outlet.
        level: height of the water in it [m]; `NOWHERE` where a depression holds none of its own.
        away: what left the grid.
    """

    own: F64
    total: F64
    spilled: F64
    level: F64
    away: float


class _Filling(NamedTuple):
    own: F64
    total: F64
    room: F64
    spilled: F64
    full: B8
    jump: I32


def fill(found: Hierarchy, runoff: F64, heights: F64) -> Filled:
    """Let water run off and come to rest.

    Args:
        found: the depressions.
        runoff: what runs off from each cell, not below 0, shape (cells,) [m].
        heights: of the cells, shape (cells,) [m].
    """
    nodes = found.nodes
    n = len(nodes.parent)
    caught = np.bincount(np.maximum(found.hollow, 0), np.where(found.hollow < 0, 0.0, runoff), n)
    own = caught.astype(np.float64)
    filling = _Filling(own, np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n, np.bool_), np.arange(n, dtype=np.int32))
    away = float(own[OUTSIDE])
    own[OUTSIDE] = 0.0
    _settle(nodes, filling)
    away += float(_spill(nodes, found.closed, filling))
    level = _levels(found, filling.own, heights)
    return Filled(filling.own, sum_up(nodes, filling.own), filling.spilled, level, away)


@compiled
def sum_up(nodes: Nodes, own: F64) -> F64:
    """What depressions have together with their children, from what each has of its own."""
    total = own.copy()
    for node in range(1, len(own)):
        if nodes.parent[node] > OUTSIDE:
            total[nodes.parent[node]] += total[node]
    return total


@compiled
def _find(jump: I32, node: int) -> int:
    while jump[node] != node:
        jump[node] = jump[jump[node]]
        node = jump[node]
    return node


@compiled
def _mark(nodes: Nodes, filling: _Filling, node: int) -> None:
    """Note that a depression is full; where its neighbour is, too, more water goes to their parent."""
    filling.full[node] = True
    parent = nodes.parent[node]
    if parent <= OUTSIDE:
        return
    other = nodes.left[parent] + nodes.right[parent] - node
    if filling.full[other]:
        filling.jump[node], filling.jump[other] = parent, parent


@compiled
def _pour(nodes: Nodes, filling: _Filling, hollow: int, water: float, top: int) -> None:
    """Pour water into a hollow that is part of `top`, which has room for it."""
    filling.total[top] += water
    node = _find(filling.jump, hollow)
    while True:
        taken = min(filling.room[node] - filling.own[node], water)
        if taken > 0.0:
            filling.own[node] += taken
            water -= taken
        if node == top or water <= 0.0:
            break
        if not filling.full[node]:
            _mark(nodes, filling, node)
        after = _find(filling.jump, node)
        filling.spilled[node] += water
        node = after if after != node else _find(filling.jump, nodes.link[node])
    filling.own[node] += max(water, 0.0)  # what rounding left over
    if filling.total[top] >= nodes.volume[top] * (1.0 - ROUNDING) and not filling.full[top]:
        _mark(nodes, filling, top)


@compiled
def _give(nodes: Nodes, filling: _Filling, node: int, other: int) -> float:
    """Let a depression spill into its neighbour as far as that has room; returns what is left over."""
    over = filling.total[node] - nodes.volume[node]
    if over < -ROUNDING * nodes.volume[node]:
        return 0.0
    if not filling.full[node]:
        _mark(nodes, filling, node)
    if over <= 0.0:
        return 0.0
    filling.own[node] -= over
    filling.total[node] -= over
    filling.spilled[node] += over
    taken = min(max(nodes.volume[other] - filling.total[other], 0.0), over)
    if taken > 0.0:
        _pour(nodes, filling, nodes.link[node], taken, other)
    return float(over - taken)


@compiled
def _settle(nodes: Nodes, filling: _Filling) -> None:
    """From the smallest to the largest: children spill into each other, what both cannot hold is their parent's."""
    for node in range(1, len(nodes.parent)):
        a, b = nodes.left[node], nodes.right[node]
        if a == NOWHERE:
            filling.room[node] = nodes.volume[node]
            filling.total[node] = filling.own[node]
            continue
        filling.room[node] = ENDLESS
        if nodes.volume[node] < ENDLESS:
            filling.room[node] = max(nodes.volume[node] - nodes.volume[a] - nodes.volume[b], 0.0)
        over = _give(nodes, filling, a, b)
        over += _give(nodes, filling, b, a)
        filling.own[node] = over
        filling.total[node] = filling.total[a] + filling.total[b] + over


@compiled
def _spill(nodes: Nodes, closed: I32, filling: _Filling) -> float:
    """From the highest to the lowest: what is full altogether spills on; returns what left the grid."""
    top = np.zeros(len(nodes.parent), np.int32)
    for node in range(len(nodes.parent) - 1, 0, -1):
        top[node] = node if nodes.parent[node] <= OUTSIDE else top[nodes.parent[node]]
    passing = np.zeros(len(nodes.parent))
    away = 0.0
    for k in range(len(closed) - 1, -1, -1):
        node = closed[k]
        over = max(filling.total[node] - nodes.volume[node], 0.0)
        filling.own[node] -= over
        filling.total[node] -= over
        over += passing[node]
        filling.spilled[node] += over
        if over <= 0.0:
            continue
        into = nodes.link[node]
        if into == OUTSIDE:
            away += over
            continue
        after = top[into]
        taken = min(max(nodes.volume[after] - filling.total[after], 0.0), over)
        if taken > 0.0:
            _pour(nodes, filling, into, taken, after)
        passing[after] += over - taken
    return away


def _levels(found: Hierarchy, own: F64, heights: F64) -> F64:
    """Height of the water in each depression that holds some of its own; inside it, it covers its children."""
    first = np.zeros(len(own) + 1, np.int64)
    np.cumsum(np.bincount(found.node[found.order], minlength=len(own)), out=first[1:])
    return _solve(found.nodes, own, _grouped(found.node, found.order, first[:-1].copy()), first, heights)


@compiled
def _grouped(node: I32, order: I32, place: I64) -> I32:
    """Cells of each depression together, from the lowest to the highest; `place` is where its first one goes."""
    members = np.empty_like(order)
    for k in range(len(order)):
        at = node[order[k]]
        members[place[at]] = order[k]
        place[at] += 1
    return members


@compiled
def _solve(nodes: Nodes, own: F64, members: I32, first: I64, heights: F64) -> F64:
    level = np.full(len(own), np.float64(NOWHERE))
    for node in range(len(own) - 1, 0, -1):
        parent = nodes.parent[node]
        if parent > OUTSIDE and level[parent] != NOWHERE:
            level[node] = level[parent]
            continue
        if own[node] <= 0.0:
            continue
        left, height, covered = own[node], nodes.start[node], nodes.before[node]
        for k in range(first[node], first[node + 1]):
            up = heights[members[k]] - height
            if covered * up >= left:
                break
            left -= covered * up
            height += up
            covered += 1
        level[node] = height + left / max(covered, 1)
    return level
