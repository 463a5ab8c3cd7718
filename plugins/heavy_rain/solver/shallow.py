"""Full shallow water as an engine: right where water falls, jumps and shoots; some thirty times slower."""

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import F32, F64
from plugins.heavy_rain.solver.engine import Numbers, Tank
from plugins.heavy_rain.solver.ground import WALL, Ground
from plugins.heavy_rain.solver.shallow_kernels import (
    Faces,
    Fields,
    Flow,
    Site,
    edges,
    fluxes,
    gather,
    lean,
    limit,
    rub,
    slopes,
    velocities,
)

COURANT = 0.45
"""Largest Courant number [-]."""


class Shallow:
    """See `shallow_kernels` for the scheme; in time the two stages of Heun."""

    chunk = 300_000

    def __init__(self, ground: Ground, tank: Tank, numbers: Numbers) -> None:
        self.tank = tank
        self._numbers = numbers
        shape = (ground.bed.shape[0], ground.bed.shape[1])
        bed = ground.bed.astype(np.float64)
        self._site = Site(bed, ground.bed < WALL / 2, ground, float(numbers.cell))
        self._flow = Flow(tank.depth.astype(np.float64), np.zeros(shape), np.zeros(shape))
        self._steps = _like(self._flow), _like(self._flow)
        self._fields = _fields(shape), _fields(shape)
        self._slopes = _fields(shape), _fields(shape)
        self._faces = _faces(shape), _faces(shape)

    def advance(self, clock: F64, steps: int) -> int:
        """See `Engine`."""
        made = 0
        while made < steps and clock[0] < clock[1] - 1e-6:
            fastest = self._look(self._flow)
            stable = min(float(self._numbers.courant), COURANT) * self._site.cell / fastest
            left = float(clock[1] - clock[0])
            dt = min(stable, float(self._numbers.step), left)
            if 0.5 * left < dt < left:
                dt = 0.5 * left  # no sliver of a step before the end
            self._step(clock, dt)
            clock[0] += dt
            made += 1
        return made

    def discharge(self) -> tuple[F32, F32]:
        """See `Engine`."""
        return self._flow.east.astype(np.float32), self._flow.south.astype(np.float32)

    def _look(self, flow: Flow) -> float:
        return velocities(flow, self._site.bed, *self._fields)

    def _step(self, clock: F64, dt: float) -> None:
        first, second = self._steps
        # Friction belongs to each stage: water on a steep slope would otherwise run ahead of it in the second one.
        out = self._euler(self._flow, dt, first)
        rub(self._site, first, dt)
        self._look(first)
        out += self._euler(first, dt, second)
        rub(self._site, second, dt)
        for now, after in zip(self._flow, second, strict=True):
            now += after
            now *= 0.5
        clock[3] += 0.5 * out
        _come_and_go(self._flow, self.tank, dt)

    def _euler(self, flow: Flow, dt: float, after: Flow) -> float:
        """One step; returns the volume that went over the edges [m³]."""
        site = self._site
        for fields, slope, step in zip(self._fields, self._slopes, ((0, 1), (1, 0)), strict=True):
            for values, steepness in zip(fields, slope, strict=True):
                slopes(values, site.free, step, steepness)
        lean(site, self._slopes[0].level, self._slopes[1].level)
        for fields, slope, step, faces in zip(self._fields, self._slopes, ((0, 1), (1, 0)), self._faces, strict=True):
            fluxes(fields, slope, site.free, step, faces)
        across, down = self._faces
        edges(site, *self._fields, across, down)
        limit(flow.depth, across, down, dt / site.cell)
        fall = tuple(slope.level - slope.depth for slope in self._slopes)
        gather(site, flow, (across, down), (fall[0], fall[1]), dt, after)
        through = across.mass[:-1, -1].sum() - across.mass[:-1, 0].sum()
        through += down.mass[-1, :-1].sum() - down.mass[0, :-1].sum()
        return float(through) * site.cell * dt


def _like(flow: Flow) -> Flow:
    return Flow(*(np.zeros_like(part) for part in flow))


def _faces(shape: tuple[int, int]) -> Faces:
    return Faces(*(np.zeros((shape[0] + 1, shape[1] + 1)) for _ in range(4)))


def _fields(shape: tuple[int, int]) -> Fields:
    return Fields(*(np.zeros(shape) for _ in range(4)))


@compiled
def _come_and_go(flow: Flow, tank: Tank, dt: float) -> None:
    """Rain and inflows come, infiltration and sewers take; the tank is told."""
    rows, columns = flow.depth.shape
    for i in range(rows):
        for j in range(columns):
            before = flow.depth[i, j] + dt * tank.supply[i, j]
            loss = min(before, dt * tank.demand[i, j])
            after = before - loss
            if loss > 0.0 and before > 0.0:
                # What soaks away takes its momentum along; what rains down brings none.
                flow.east[i, j] *= after / before
                flow.south[i, j] *= after / before
            flow.depth[i, j] = after
            tank.taken[i, j] += loss
            tank.depth[i, j] = after
            tank.peak[i, j] = max(tank.peak[i, j], tank.depth[i, j])
