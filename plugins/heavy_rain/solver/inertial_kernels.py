"""Machine-code kernels of the local-inertial scheme on a staggered grid.

Row 0 is north. ``qx[i, j]`` is the unit discharge [m²/s] over the western face of cell (i, j), positive eastwards;
``qy[i, j]`` over its northern face, positive southwards. Blocked cells carry a very high bed, so that no face next to
them is ever wet; the loops therefore need no branches and vectorise. Everything is float32, sums over the grid float64.

Scheme: Bates et al. (2010), doi 10.1016/j.jhydrol.2010.03.027; q-centred after de Almeida et al. (2012),
doi 10.1029/2011WR011570; friction solved as the full quadratic instead of linearised, which keeps thin steep sheets
calm; outflow limiter that is exact in mass.
"""

from typing import NamedTuple

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.flood import F32
from plugins.heavy_rain.forcing import F64
from plugins.heavy_rain.solver.engine import Numbers
from plugins.heavy_rain.solver.ground import LEVEL, OPEN, Ground

GRAVITY = np.float32(9.81)
ZERO = np.float32(0.0)
ONE = np.float32(1.0)
TWO = np.float32(2.0)
FOUR = np.float32(4.0)
HALF = np.float32(0.5)
QUARTER = np.float32(0.25)
THIRD_MAGIC = np.int32(709921077)  # exponent bias of a third, minimises the seed's error over an octave


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


@compiled
def _cube_root(x: np.float32) -> np.float32:
    """Cube root of a positive number: seed by its bits, one Halley step; relative error < 2e-5."""
    seed = np.int32(np.float32(x).view(np.int32) // np.int32(3) + THIRD_MAGIC)
    y = seed.view(np.float32)
    cube = y * y * y
    return y * (cube + x + x) / (cube + cube + x)


@compiled
def _face(hf: np.float32, rough: np.float32, flow: np.float32, across: np.float32, film: np.float32) -> np.float32:
    """Discharge after friction; `rough` is g Δt n², `flow` the discharge before it."""
    safe = max(hf, film)
    a = rough / (safe * safe * _cube_root(safe))
    norm = np.sqrt(flow * flow + across * across)
    q = TWO * flow / (ONE + np.sqrt(ONE + FOUR * a * norm))
    return q if hf > film else ZERO


@compiled
def _flow_east(ground: Ground, water: Water, numbers: Numbers, dt: np.float32, q: F32) -> None:
    bed, rough, depth, qx, qy = ground.bed, ground.rough, water.depth, water.qx, water.qy
    rows, columns = bed.shape
    film, theta = numbers.film, numbers.theta
    side = (ONE - theta) * HALF
    push = GRAVITY * dt / numbers.cell
    drag = GRAVITY * dt * QUARTER
    for i in range(rows):
        for j in range(1, columns):
            left, right = bed[i, j - 1] + depth[i, j - 1], bed[i, j] + depth[i, j]
            hf = max(left, right) - max(bed[i, j - 1], bed[i, j])
            across = QUARTER * (qy[i, j - 1] + qy[i, j] + qy[i + 1, j - 1] + qy[i + 1, j])
            flow = theta * qx[i, j] + side * (qx[i, j - 1] + qx[i, j + 1]) - push * hf * (right - left)
            n = rough[i, j - 1] + rough[i, j]
            q[i, j] = _face(hf, drag * n * n, flow, across, film)


@compiled
def _flow_south(ground: Ground, water: Water, numbers: Numbers, dt: np.float32, q: F32) -> None:
    bed, rough, depth, qx, qy = ground.bed, ground.rough, water.depth, water.qx, water.qy
    rows, columns = bed.shape
    film, theta = numbers.film, numbers.theta
    side = (ONE - theta) * HALF
    push = GRAVITY * dt / numbers.cell
    drag = GRAVITY * dt * QUARTER
    for i in range(1, rows):
        for j in range(columns):
            above, below = bed[i - 1, j] + depth[i - 1, j], bed[i, j] + depth[i, j]
            hf = max(above, below) - max(bed[i - 1, j], bed[i, j])
            across = QUARTER * (qx[i - 1, j] + qx[i, j] + qx[i - 1, j + 1] + qx[i, j + 1])
            flow = theta * qy[i, j] + side * (qy[i - 1, j] + qy[i + 1, j]) - push * hf * (below - above)
            n = rough[i - 1, j] + rough[i, j]
            q[i, j] = _face(hf, drag * n * n, flow, across, film)


@compiled
def _outward(
    ground: Ground, numbers: Numbers, dt: np.float32, place: tuple[int, int, int, int], state: F32
) -> np.float32:
    """Discharge out of the grid over one edge face; `state` is the cell's depth and the old discharge outwards."""
    side, at, i, j = place
    depth = state[0]
    rough = ground.rough[i, j]
    if ground.kind[side, at] == OPEN:
        if depth <= numbers.film:
            return ZERO
        root = _cube_root(depth)
        return np.float32(depth * root * root * ground.fall[side, at] / rough)
    if ground.kind[side, at] == LEVEL:
        bed = ground.bed[i, j]
        inside, outside = bed + depth, ground.level[side, at]
        hf = max(inside, outside) - bed
        flow = state[1] - GRAVITY * dt / numbers.cell * hf * (outside - inside)
        return _face(hf, GRAVITY * dt * rough * rough, flow, ZERO, numbers.film)
    return ZERO


@compiled
def _edges(ground: Ground, water: Water, numbers: Numbers, dt: np.float32, qx: F32, qy: F32) -> None:
    rows, columns = ground.bed.shape
    state = np.zeros(2, np.float32)
    for i in range(rows):
        state[0], state[1] = water.depth[i, 0], -water.qx[i, 0]
        qx[i, 0] = -_outward(ground, numbers, dt, (0, i, i, 0), state)
        state[0], state[1] = water.depth[i, columns - 1], water.qx[i, columns]
        qx[i, columns] = _outward(ground, numbers, dt, (1, i, i, columns - 1), state)
    for j in range(columns):
        state[0], state[1] = water.depth[0, j], -water.qy[0, j]
        qy[0, j] = -_outward(ground, numbers, dt, (2, j, 0, j), state)
        state[0], state[1] = water.depth[rows - 1, j], water.qy[rows, j]
        qy[rows, j] = _outward(ground, numbers, dt, (3, j, rows - 1, j), state)


@compiled
def _limit(depth: F32, share: F32, ratio: np.float32, qx: F32, qy: F32) -> None:
    """No cell gives more than it has: every outflow is scaled by the share that its donor can give. Exact in mass."""
    rows, columns = depth.shape
    tiny = np.float32(1e-20)
    for i in range(rows):
        for j in range(columns):
            out = max(qx[i, j + 1], ZERO) - min(qx[i, j], ZERO) + max(qy[i + 1, j], ZERO) - min(qy[i, j], ZERO)
            share[i, j] = min(ONE, depth[i, j] / (out * ratio + tiny))
    for i in range(rows):
        qx[i, 0] *= share[i, 0] if qx[i, 0] < ZERO else ONE
        for j in range(1, columns):
            qx[i, j] *= share[i, j - 1] if qx[i, j] > ZERO else share[i, j]
        qx[i, columns] *= share[i, columns - 1] if qx[i, columns] > ZERO else ONE
    for j in range(columns):
        qy[0, j] *= share[0, j] if qy[0, j] < ZERO else ONE
        qy[rows, j] *= share[rows - 1, j] if qy[rows, j] > ZERO else ONE
    for i in range(1, rows):
        for j in range(columns):
            qy[i, j] *= share[i - 1, j] if qy[i, j] > ZERO else share[i, j]


@compiled
def _store(water: Water, ratio: np.float32, dt: np.float32, qx: F32, qy: F32) -> np.float32:
    """Continuity; returns the highest depth."""
    depth, supply, demand, taken, peak = water.depth, water.supply, water.demand, water.taken, water.peak
    rows, columns = depth.shape
    highest = ZERO
    for i in range(rows):
        for j in range(columns):
            full = depth[i, j] + ratio * (qx[i, j] - qx[i, j + 1] + qy[i, j] - qy[i + 1, j]) + dt * supply[i, j]
            full = max(full, ZERO)
            loss = min(full, dt * demand[i, j])
            taken[i, j] += loss
            full -= loss
            depth[i, j] = full
            peak[i, j] = max(peak[i, j], full)
            highest = max(highest, full)
    return highest


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
def advance(ground: Ground, water: Water, numbers: Numbers, clock: F64, steps: int) -> int:
    """Step until ``clock[1]``, but at most `steps` steps.

    Args:
        ground: what does not change.
        water: changed in place; an even number of steps or a copy leaves the result in ``qx``, ``qy``.
        numbers: of the scheme.
        clock: time now [s], time to reach [s], highest depth [m], volume gone over the edges [m³]; changed in place.
        steps: most steps to make.

    Returns:
        Steps made.
    """
    made = 0
    highest = np.float32(clock[2])
    while made < steps and clock[0] < clock[1] - 1e-6:
        stable = numbers.courant * numbers.cell / np.sqrt(GRAVITY * max(highest, numbers.film))
        left = np.float32(clock[1] - clock[0])
        dt = min(min(stable, numbers.step), left)
        if HALF * left < dt < left:
            dt = HALF * left  # no sliver of a step before the end
        ratio = dt / numbers.cell
        _flow_east(ground, water, numbers, dt, water.qx_next)
        _flow_south(ground, water, numbers, dt, water.qy_next)
        _edges(ground, water, numbers, dt, water.qx_next, water.qy_next)
        _limit(water.depth, water.share, ratio, water.qx_next, water.qy_next)
        highest = _store(water, ratio, dt, water.qx_next, water.qy_next)
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
