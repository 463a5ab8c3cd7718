"""The hierarchy of depressions: which hollow a cell drains into, at which height it spills, and into which other.

Cells are visited from the lowest to the highest. A cell without visited neighbours is the bottom of a new depression; a
cell beside one depression joins it; a cell that lies between several is the saddle at which they spill into each other,
and they become the children of a new one. What is connected with the outside is never a depression.

After Barnes, Callaghan, Wickert (2020): Computing water flow through complex landscapes, part 2, doi
10.5194/esurf-8-431-2020; built here by one sweep over the sorted cells instead of by flooding and a minimum spanning
tree. Water moves to the eight neighbours, but not between two blocked cells that touch at a corner.
"""

from typing import NamedTuple

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import B8, F32, F64, I32, I64
from plugins.heavy_rain.screening.sorting import ascending

OUTSIDE = 0
"""The node that all water runs to at last."""
NOWHERE = -1
"""No node, no cell: not visited, blocked, or nothing further."""
ENDLESS = 1e30
"""Spill level [m] and volume [m³] of what never spills, because no edge is open."""

STEPS_ROW = np.array([-1, 1, 0, 0, -1, -1, 1, 1], np.int64)
STEPS_COLUMN = np.array([0, 0, -1, 1, -1, 1, -1, 1], np.int64)
NEARNESS = np.array([1.0, 1.0, 1.0, 1.0, 0.7071068, 0.7071068, 0.7071068, 0.7071068], np.float32)


class Nodes(NamedTuple):
    """Depressions: first hollows without others in them, then ever larger ones; row 0 is the outside.

    Attributes:
        parent: the depression that it becomes part of; OUTSIDE if it spills to what drains outside, NOWHERE if it never
            spills.
        left: one child, NOWHERE for a hollow without others in it.
        right: the other child.
        link: the innermost hollow that it spills into, or OUTSIDE.
        outlet: the cell over which it spills, NOWHERE if it never spills.
        bottom: lowest height [m].
        start: height from which on it is one [m]: the bottom, or the saddle of its children.
        spill: height at which it spills [m].
        size: cells below the spill height.
        before: cells of its children.
        volume: what it holds when full, children with it, over the area of a cell [m].
    """

    parent: I32
    left: I32
    right: I32
    link: I32
    outlet: I32
    bottom: F64
    start: F64
    spill: F64
    size: I64
    before: I64
    volume: F64


class Hierarchy(NamedTuple):
    """All depressions, and how cells belong to them; cells are counted row by row.

    Attributes:
        nodes: the depressions.
        closed: those that spill to the outside, in the order of their spill heights.
        node: the smallest depression that a cell lies in, OUTSIDE, or NOWHERE (blocked), shape (cells,).
        hollow: the innermost hollow that the water of a cell runs to first, OUTSIDE, or NOWHERE, shape (cells,).
        receiver: the next cell on the way outside, over full depressions; NOWHERE where it leaves, shape (cells,).
        order: cells that are not blocked, from the lowest to the highest.
    """

    nodes: Nodes
    closed: I32
    node: I32
    hollow: I32
    receiver: I32
    order: I32


class _Cells(NamedTuple):
    heights: F32
    blocked: B8
    way_out: B8
    node: I32
    hollow: I32
    receiver: I32


class _Beside(NamedTuple):
    """The depressions around a cell, and their cell that is steepest down."""

    node: I32
    cell: I32
    fall: F32


class _Growing(NamedTuple):
    """Of depressions that still grow: which larger one they are part of by now, and the sum of their heights [m]."""

    top: I32
    total: F64
    closed: I32


def hierarchy(heights: F32, blocked: B8, way_out: B8) -> Hierarchy:
    """Build it.

    Args:
        heights: not below 0, shape (rows, columns) [m].
        blocked: cells that no water enters, same shape.
        way_out: cells from which water may leave the grid, same shape.
    """
    order = ascending(heights.reshape(-1), np.nonzero(~blocked.reshape(-1))[0].astype(np.int32))
    free = np.full(heights.size, NOWHERE, np.int32)
    cells = _Cells(heights, blocked, way_out & ~blocked, free, free.copy(), free.copy())
    most = 2 * len(order) + 1
    nodes = _nodes(most)
    growing = _Growing(np.empty(most, np.int32), np.empty(most), np.empty(most, np.int32))
    made, closed = _sweep(order, cells, nodes, growing)
    return Hierarchy(
        _first(nodes, made), growing.closed[:closed].copy(), cells.node, cells.hollow, cells.receiver, order
    )


def _nodes(most: int) -> Nodes:
    """Room for so many; the system gives it only where it is used."""
    whole = [np.empty(most, np.int32) for _ in range(5)]
    real = [np.empty(most, np.float64) for _ in range(4)]
    sizes = [np.empty(most, np.int64) for _ in range(2)]
    return Nodes(
        whole[0], whole[1], whole[2], whole[3], whole[4], real[0], real[1], real[2], sizes[0], sizes[1], real[3]
    )


def _first(nodes: Nodes, made: int) -> Nodes:
    n = nodes
    return Nodes(
        n.parent[:made].copy(),
        n.left[:made].copy(),
        n.right[:made].copy(),
        n.link[:made].copy(),
        n.outlet[:made].copy(),
        n.bottom[:made].copy(),
        n.start[:made].copy(),
        n.spill[:made].copy(),
        n.size[:made].copy(),
        n.before[:made].copy(),
        n.volume[:made].copy(),
    )


@compiled
def _root(top: I32, node: int) -> int:
    while top[node] != node:
        top[node] = top[top[node]]
        node = top[node]
    return node


@compiled
def _open_node(nodes: Nodes, growing: _Growing, made: int, height: float) -> None:
    nodes.parent[made] = NOWHERE
    nodes.left[made] = NOWHERE
    nodes.right[made] = NOWHERE
    nodes.link[made] = OUTSIDE
    nodes.outlet[made] = NOWHERE
    nodes.bottom[made] = height
    nodes.start[made] = height
    nodes.spill[made] = ENDLESS
    nodes.size[made] = 0
    nodes.before[made] = 0
    nodes.volume[made] = ENDLESS
    growing.top[made] = made
    growing.total[made] = 0.0


@compiled
def _close(nodes: Nodes, growing: _Growing, node: int, cell: int, height: float) -> None:
    nodes.spill[node] = height
    nodes.outlet[node] = cell
    nodes.volume[node] = max(nodes.size[node] * height - growing.total[node], 0.0)


@compiled
def _look_around(cells: _Cells, growing: _Growing, cell: int, beside: _Beside) -> int:
    """The depressions around a cell, each once; returns how many."""
    rows, columns = cells.heights.shape
    i, j = cell // columns, cell % columns
    found = 0
    for k in range(8):
        p, q = i + STEPS_ROW[k], j + STEPS_COLUMN[k]
        if p < 0 or q < 0 or p >= rows or q >= columns:
            continue
        other = p * columns + q
        if cells.node[other] == NOWHERE or (k > 3 and cells.blocked[i, q] and cells.blocked[p, j]):
            continue
        node = _root(growing.top, cells.node[other])
        fall = (cells.heights[i, j] - cells.heights[p, q]) * NEARNESS[k]
        m = 0
        while m < found and beside.node[m] != node:
            m += 1
        if m == found or fall > beside.fall[m]:
            beside.node[m], beside.cell[m], beside.fall[m] = node, other, fall
        found = max(found, m + 1)
    return found


@compiled
def _turn(receiver: I32, cell: int, to: int) -> None:
    """Let the tree that a cell belongs to drain over that cell."""
    before = to
    while cell != NOWHERE:
        after = receiver[cell]
        receiver[cell] = before
        before = cell
        cell = after


@compiled
def _main(beside: _Beside, found: int, nodes: Nodes) -> int:
    """Which of the depressions around a cell keeps its bottom: the outside, else the largest."""
    main = 0
    for m in range(found):
        if beside.node[m] == OUTSIDE:
            return m
        if nodes.size[beside.node[m]] > nodes.size[beside.node[main]]:
            main = m
    return main


@compiled
def _steepest(beside: _Beside, found: int) -> int:
    best = 0
    for m in range(1, found):
        if beside.fall[m] > beside.fall[best]:
            best = m
    return best


@compiled
def _merge(nodes: Nodes, growing: _Growing, made: int, pair: tuple[int, int]) -> None:
    """Make `made` the parent of two depressions that have been closed."""
    a, b = pair
    nodes.left[made], nodes.right[made] = a, b
    nodes.parent[a], nodes.parent[b] = made, made
    growing.top[a], growing.top[b] = made, made
    nodes.size[made] = nodes.size[a] + nodes.size[b]
    nodes.before[made] = nodes.size[made]
    nodes.bottom[made] = min(nodes.bottom[a], nodes.bottom[b])
    growing.total[made] = growing.total[a] + growing.total[b]


@compiled
def _spill_outside(
    cells: _Cells, nodes: Nodes, growing: _Growing, place: tuple[int, float, int, int], beside: _Beside, done: int
) -> int:
    """All depressions around a cell that drains outside spill over it; returns how many are closed by now."""
    cell, height, found, main = place
    leaves = beside.node[main] != OUTSIDE
    for m in range(found):
        node = beside.node[m]
        if node == OUTSIDE:
            continue
        _close(nodes, growing, node, cell, height)
        nodes.parent[node] = OUTSIDE
        nodes.link[node] = OUTSIDE if leaves else cells.hollow[beside.cell[main]]
        growing.top[node] = OUTSIDE
        growing.closed[done] = node
        done += 1
        _turn(cells.receiver, beside.cell[m], cell)
    cells.receiver[cell] = NOWHERE if leaves else beside.cell[main]
    cells.node[cell] = OUTSIDE
    return done


@compiled
def _join(
    cells: _Cells, nodes: Nodes, growing: _Growing, place: tuple[int, float, int, int], beside: _Beside, made: int
) -> int:
    """All depressions around a cell become one; returns how many nodes there are by now."""
    cell, height, found, main = place
    node = beside.node[main]
    link = cells.hollow[beside.cell[main]]
    for m in range(found):
        if m == main:
            continue
        other = beside.node[m]
        _close(nodes, growing, node, cell, height)
        _close(nodes, growing, other, cell, height)
        nodes.link[other] = link
        nodes.link[node] = cells.hollow[beside.cell[m]]
        _turn(cells.receiver, beside.cell[m], cell)
        _open_node(nodes, growing, made, height)
        _merge(nodes, growing, made, (node, other))
        node = made
        made += 1
    cells.receiver[cell] = beside.cell[main]
    cells.node[cell] = node
    nodes.size[node] += 1
    growing.total[node] += height
    return made


@compiled
def _sweep(order: I32, cells: _Cells, nodes: Nodes, growing: _Growing) -> tuple[int, int]:
    beside = _Beside(np.empty(8, np.int32), np.empty(8, np.int32), np.empty(8, np.float32))
    columns = cells.heights.shape[1]
    _open_node(nodes, growing, OUTSIDE, 0.0)
    made, done = 1, 0
    for k in range(len(order)):
        cell = order[k]
        i, j = cell // columns, cell % columns
        height = np.float64(cells.heights[i, j])
        leaves = cells.way_out[i, j]
        found = _look_around(cells, growing, cell, beside)
        if found == 0:
            if leaves:
                cells.node[cell], cells.hollow[cell] = OUTSIDE, OUTSIDE
                continue
            _open_node(nodes, growing, made, height)
            cells.node[cell], cells.hollow[cell] = made, made
            nodes.size[made] = 1
            growing.total[made] = height
            made += 1
            continue
        cells.hollow[cell] = cells.hollow[beside.cell[_steepest(beside, found)]]
        main = _main(beside, found, nodes)
        place = (cell, height, found, main)
        if leaves or beside.node[main] == OUTSIDE:
            done = _spill_outside(cells, nodes, growing, place, beside, done)
        else:
            made = _join(cells, nodes, growing, place, beside, made)
    return made, done
