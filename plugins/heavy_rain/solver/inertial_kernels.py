"""Machine-code kernels of the local-inertial scheme on a staggered grid.

Row 0 is north. ``qx[i, j]`` is the unit discharge [m²/s] over the western face of cell (i, j), positive eastwards;
``qy[i, j]`` over its northern face, positive southwards. Blocked cells carry a very high bed, so that no face next to
them is ever wet; the loops therefore need no branches and vectorise. Everything is float32, sums over the grid float64.

A step goes over the grid once, in bands of a few rows that stay in the processor's cache, and in each row only over the
columns between the first and the last where there is or comes water.

Scheme: Bates et al. (2010), doi 10.1016/j.jhydrol.2010.03.027; q-centred after de Almeida et al. (2012),
doi 10.1029/2011WR011570; friction solved as the full quadratic instead of linearised, which keeps thin steep sheets
calm; outflow limiter that is exact in mass.
"""

from typing import NamedTuple

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import F32, F64, I32
from plugins.heavy_rain.solver.engine import Numbers
from plugins.heavy_rain.solver.friction import after_friction, manning_flow
from plugins.heavy_rain.solver.ground import LEVEL, OPEN, Ground

GRAVITY = np.float32(9.81)
ZERO = np.float32(0.0)
ONE = np.float32(1.0)
HALF = np.float32(0.5)
QUARTER = np.float32(0.25)
FOUR = np.float32(4.0)
NEXT = np.uint64(1)  # unsigned columns: a sign would be looked at in each cell, and nothing vectorise

BAND = 16
"""Rows of a band: twelve arrays of so many rows and a thousand columns are 800 kB."""


class Water(NamedTuple):
    """What changes; all of shape (rows, columns) but qx (rows, columns + 1) and qy (rows + 1, columns).

    Attributes:
        depth: water depth [m].
        qx: unit discharge eastwards [m²/s].
        qy: unit discharge southwards [m²/s].
        qx_next: second buffer of qx.
        qy_next: second buffer of qy.
        share: the part of the outflow that a cell can give [0..1].
        supply: rain and inflow [m/s].
        demand: what infiltration and sewers would take [m/s].
        taken: what they took since it was last set to zero [m].
        peak: highest depth so far [m].
    """

    depth: F32
    qx: F32
    qy: F32
    qx_next: F32
    qy_next: F32
    share: F32
    supply: F32
    demand: F32
    taken: F32
    peak: F32


class Step(NamedTuple):
    """Constants of a step: g Δt / Δx, g Δt / 4, Δt / Δx, Δt, weight of the face itself and of its neighbours, film."""

    push: np.float32
    drag: np.float32
    ratio: np.float32
    dt: np.float32
    own: np.float32
    side: np.float32
    film: np.float32


class Extent(NamedTuple):
    """The columns of each row that are looked at, shape (rows,): first, and one past the last; empty where it is 0."""

    first: I32
    last: I32


@compiled
def _flow_east(ground: Ground, water: Water, step: Step, extent: Extent, rows: tuple[int, int]) -> None:
    bed, rough, depth, qx, qy, q = ground.bed, ground.rough, water.depth, water.qx, water.qy, water.qx_next
    columns = bed.shape[1]
    for i in range(rows[0], rows[1]):
        for j in range(np.uint64(max(extent.first[i], 1)), np.uint64(min(extent.last[i] + 1, columns))):
            left, right = bed[i, j - NEXT] + depth[i, j - NEXT], bed[i, j] + depth[i, j]
            hf = max(left, right) - max(bed[i, j - NEXT], bed[i, j])
            across = QUARTER * (qy[i, j - NEXT] + qy[i, j] + qy[i + 1, j - NEXT] + qy[i + 1, j])
            flow = (
                step.own * qx[i, j] + step.side * (qx[i, j - NEXT] + qx[i, j + NEXT]) - step.push * hf * (right - left)
            )
            n = rough[i, j - NEXT] + rough[i, j]
            q[i, j] = after_friction(hf, step.drag * n * n, flow, across, step.film)


@compiled
def _flow_south(ground: Ground, water: Water, step: Step, extent: Extent, rows: tuple[int, int]) -> None:
    """Over the northern faces; what the row above looks at is looked at, too."""
    bed, rough, depth, qx, qy, q = ground.bed, ground.rough, water.depth, water.qx, water.qy, water.qy_next
    for i in range(max(rows[0], 1), rows[1]):
        first, last = _both(extent, i - 1, i)
        for j in range(np.uint64(first), np.uint64(last)):
            above, below = bed[i - 1, j] + depth[i - 1, j], bed[i, j] + depth[i, j]
            hf = max(above, below) - max(bed[i - 1, j], bed[i, j])
            across = QUARTER * (qx[i - 1, j] + qx[i, j] + qx[i - 1, j + NEXT] + qx[i, j + NEXT])
            flow = step.own * qy[i, j] + step.side * (qy[i - 1, j] + qy[i + 1, j]) - step.push * hf * (below - above)
            n = rough[i - 1, j] + rough[i, j]
            q[i, j] = after_friction(hf, step.drag * n * n, flow, across, step.film)


@compiled
def _both(extent: Extent, a: int, b: int) -> tuple[int, int]:
    """Columns that either of two rows looks at."""
    return min(extent.first[a], extent.first[b]), max(extent.last[a], extent.last[b])


@compiled
def _outward(ground: Ground, step: Step, place: tuple[int, int, int, int], state: F32) -> np.float32:
    """Discharge out of the grid over one edge face; `state` is the cell's depth and the old discharge outwards."""
    side, at, i, j = place
    depth = state[0]
    rough = ground.rough[i, j]
    if ground.kind[side, at] == OPEN:
        if depth <= step.film:
            return ZERO
        return manning_flow(depth, rough, ground.fall[side, at])
    if ground.kind[side, at] == LEVEL:
        bed = ground.bed[i, j]
        inside, outside = bed + depth, ground.level[side, at]
        hf = max(inside, outside) - bed
        flow = state[1] - step.push * hf * (outside - inside)
        return after_friction(hf, FOUR * step.drag * rough * rough, flow, ZERO, step.film)
    return ZERO


@compiled
def _side_edges(ground: Ground, water: Water, step: Step, rows: tuple[int, int]) -> None:
    """Western and eastern edge of some rows."""
    columns = ground.bed.shape[1]
    qx = water.qx_next
    state = np.zeros(2, np.float32)
    for i in range(rows[0], rows[1]):
        state[0], state[1] = water.depth[i, 0], -water.qx[i, 0]
        qx[i, 0] = -_outward(ground, step, (0, i, i, 0), state)
        state[0], state[1] = water.depth[i, columns - 1], water.qx[i, columns]
        qx[i, columns] = _outward(ground, step, (1, i, i, columns - 1), state)


@compiled
def _end_edge(ground: Ground, water: Water, step: Step, side: int) -> None:
    """Northern (2) or southern (3) edge."""
    rows, columns = ground.bed.shape
    state = np.zeros(2, np.float32)
    face, i, sign = (0, 0, -ONE) if side == 2 else (rows, rows - 1, ONE)
    for j in range(columns):
        state[0], state[1] = water.depth[i, j], sign * water.qy[face, j]
        water.qy_next[face, j] = sign * _outward(ground, step, (side, j, i, j), state)


@compiled
def _shares(water: Water, ratio: np.float32, extent: Extent, rows: tuple[int, int]) -> None:
    """What part of its outflow each cell can give."""
    depth, share, qx, qy = water.depth, water.share, water.qx_next, water.qy_next
    tiny = np.float32(1e-20)
    for i in range(rows[0], rows[1]):
        for j in range(np.uint64(extent.first[i]), np.uint64(extent.last[i])):
            out = max(qx[i, j + NEXT], ZERO) - min(qx[i, j], ZERO) + max(qy[i + 1, j], ZERO) - min(qy[i, j], ZERO)
            share[i, j] = min(ONE, depth[i, j] / (out * ratio + tiny))


@compiled
def _limit_east(water: Water, extent: Extent, rows: tuple[int, int]) -> None:
    """No cell gives more than it has: every outflow is scaled by the share that its donor can give. Exact in mass."""
    share, qx = water.share, water.qx_next
    columns = share.shape[1]
    for i in range(rows[0], rows[1]):
        qx[i, 0] *= share[i, 0] if qx[i, 0] < ZERO else ONE
        for j in range(np.uint64(max(extent.first[i], 1)), np.uint64(min(extent.last[i] + 1, columns))):
            left, right = share[i, j - NEXT], share[i, j]
            qx[i, j] *= left if qx[i, j] > ZERO else right
        qx[i, columns] *= share[i, columns - 1] if qx[i, columns] > ZERO else ONE


@compiled
def _limit_south(water: Water, extent: Extent, rows: tuple[int, int]) -> None:
    share, qy = water.share, water.qy_next
    count, columns = share.shape
    for i in range(rows[0], rows[1]):
        if i == 0:
            for j in range(columns):
                qy[0, j] *= share[0, j] if qy[0, j] < ZERO else ONE
        elif i == count:
            for j in range(columns):
                qy[count, j] *= share[count - 1, j] if qy[count, j] > ZERO else ONE
        else:
            first, last = _both(extent, i - 1, i)
            for j in range(np.uint64(first), np.uint64(last)):
                above, below = share[i - 1, j], share[i, j]
                qy[i, j] *= above if qy[i, j] > ZERO else below


@compiled
def _store(water: Water, step: Step, extent: Extent, rows: tuple[int, int], losses: bool) -> np.float32:
    """Continuity; returns the highest depth. Loops are short of arrays, so that they vectorise."""
    depth, supply, qx, qy = water.depth, water.supply, water.qx_next, water.qy_next
    demand, taken, peak = water.demand, water.taken, water.peak
    highest = ZERO
    for i in range(rows[0], rows[1]):
        first, last = np.uint64(extent.first[i]), np.uint64(extent.last[i])
        for j in range(first, last):
            gained = qx[i, j] - qx[i, j + NEXT] + qy[i, j] - qy[i + 1, j]
            depth[i, j] = max(depth[i, j] + step.ratio * gained + step.dt * supply[i, j], ZERO)
        if losses:
            for j in range(first, last):
                loss = min(depth[i, j], step.dt * demand[i, j])
                taken[i, j] += loss
                depth[i, j] -= loss
        for j in range(first, last):
            peak[i, j] = max(peak[i, j], depth[i, j])
            highest = max(highest, depth[i, j])
    return highest


@compiled
def _sweep(ground: Ground, water: Water, step: Step, extent: Extent, losses: bool) -> np.float32:
    """One step: each band is followed by the limiter one row behind and by the continuity two rows behind."""
    count = ground.bed.shape[0]
    highest = ZERO
    _end_edge(ground, water, step, 2)
    _end_edge(ground, water, step, 3)
    for start in range(0, count, BAND):
        end = min(start + BAND, count)
        done = end == count
        _flow_east(ground, water, step, extent, (start, end))
        _flow_south(ground, water, step, extent, (start, end))
        _side_edges(ground, water, step, (start, end))
        behind = (max(start - 1, 0), count if done else end - 1)
        _shares(water, step.ratio, extent, behind)
        _limit_east(water, extent, behind)
        _limit_south(water, extent, (behind[0], count + 1 if done else behind[1]))
        further = (max(start - 2, 0), count if done else max(end - 2, 0))
        highest = max(highest, _store(water, step, extent, further, losses))
    return highest


@compiled
def look(ground: Ground, water: Water, extent: Extent) -> bool:
    """Set the columns that hold or get water, with a margin; returns whether anything asks for losses.

    What is not looked at is dry and does not flow, in both buffers.
    """
    rows, columns = water.depth.shape
    losses = False
    for i in range(rows):
        first, last = columns, 0
        for j in range(columns):
            if water.depth[i, j] > ZERO or water.supply[i, j] > ZERO:
                first = min(first, j)
                last = j + 1
            losses |= water.demand[i, j] > ZERO
        if ground.kind[0, i] == LEVEL:
            first, last = 0, max(last, 1)
        if ground.kind[1, i] == LEVEL:
            first, last = min(first, columns - 1), columns
        extent.first[i], extent.last[i] = first, last
    _reach(ground, extent, 2, 0)
    _reach(ground, extent, 3, rows - 1)
    widen(extent, columns)
    for i in range(rows):
        first, last = extent.first[i], extent.last[i]
        water.qx_next[i, : min(first, columns)] = ZERO
        water.qx_next[i, min(last + 1, columns) :] = ZERO
        if i > 0:
            first, last = _both(extent, i - 1, i)
            water.qy_next[i, : min(first, columns)] = ZERO
            water.qy_next[i, last:] = ZERO
    return losses


@compiled
def _reach(ground: Ground, extent: Extent, side: int, row: int) -> None:
    """Look at the cells of the northern or southern row that water may come in to."""
    for j in range(ground.bed.shape[1]):
        if ground.kind[side, j] == LEVEL:
            extent.first[row], extent.last[row] = min(extent.first[row], j), max(extent.last[row], j + 1)


@compiled
def widen(extent: Extent, columns: int) -> None:
    """Water moves by a cell a step."""
    rows = len(extent.first)
    above_first, above_last = columns, 0
    for i in range(rows):
        first, last = extent.first[i], extent.last[i]
        below = i + 1 if i + 1 < rows else i
        least = min(min(first, above_first), extent.first[below])
        most = max(max(last, above_last), extent.last[below])
        above_first, above_last = first, last
        if least < most:
            extent.first[i], extent.last[i] = max(least - 1, 0), min(most + 1, columns)


@compiled
def _through_edges(qx: F32, qy: F32) -> float:
    """Net discharge out of the grid, per metre of cell edge [m²/s]."""
    rows, columns = qx.shape[0], qy.shape[1]
    out = 0.0
    for i in range(rows):
        out += np.float64(qx[i, columns]) - np.float64(qx[i, 0])
    for j in range(columns):
        out += np.float64(qy[rows, j]) - np.float64(qy[0, j])
    return out


@compiled
def advance(ground: Ground, water: Water, numbers: Numbers, clock: F64, extent: Extent, steps: int) -> int:
    """Step until ``clock[1]``, but at most `steps` steps.

    Args:
        ground: what does not change.
        water: changed in place; an even number of steps or a copy leaves the result in ``qx``, ``qy``.
        numbers: of the scheme.
        clock: time now [s], time to reach [s], highest depth [m], volume gone over the edges [m³]; changed in place.
        extent: room for the columns that are looked at.
        steps: most steps to make.

    Returns:
        Steps made.
    """
    made = 0
    highest = np.float32(clock[2])
    columns = ground.bed.shape[1]
    losses = look(ground, water, extent)
    while made < steps and clock[0] < clock[1] - 1e-6:
        stable = numbers.courant * numbers.cell / np.sqrt(GRAVITY * max(highest, numbers.film))
        left = np.float32(clock[1] - clock[0])
        dt = min(min(stable, numbers.step), left)
        if HALF * left < dt < left:
            dt = HALF * left  # no sliver of a step before the end
        step = Step(
            GRAVITY * dt / numbers.cell,
            GRAVITY * dt * QUARTER,
            dt / numbers.cell,
            dt,
            numbers.theta,
            (ONE - numbers.theta) * HALF,
            numbers.film,
        )
        widen(extent, columns)
        highest = _sweep(ground, water, step, extent, losses)
        clock[3] += _through_edges(water.qx_next, water.qy_next) * numbers.cell * dt
        clock[0] += dt
        made += 1
        water = Water(
            water.depth,
            water.qx_next,
            water.qy_next,
            water.qx,
            water.qy,
            water.share,
            water.supply,
            water.demand,
            water.taken,
            water.peak,
        )
    clock[2] = highest
    return made
