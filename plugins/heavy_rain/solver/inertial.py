"""The local-inertial scheme as an engine: fast, right where the water is led by gravity and friction."""

import math

import numpy as np

from plugins.heavy_rain.arrays import F32, F64
from plugins.heavy_rain.solver.engine import Numbers, Tank
from plugins.heavy_rain.solver.ground import LEVEL, Ground
from plugins.heavy_rain.solver.inertial_kernels import Extent, Water, advance

HALF = np.float32(0.5)
LEVEL_COURANT = 0.6
"""Largest Courant number where a level is held outside [-]: what comes in there unevenly does not calm down at more."""
MARGIN = 0.97
"""Share of the stable Courant number that is used [-]: within a step the water may grow a little deeper."""


def stable_courant(theta: float, level: bool) -> float:
    """Largest Courant number of the scheme [-].

    Without friction the shortest wave, a chequerboard, is neither damped nor raised where 8 C² = 2 (1 + (2 θ - 1)),
    thus at C = √(θ / 2). Beyond that a deep pool that was once moved never comes to rest.

    Args:
        theta: weight of the face's own discharge [-].
        level: whether a level is held outside.
    """
    stable = MARGIN * math.sqrt(theta / 2.0)
    return min(stable, LEVEL_COURANT) if level else stable


class Inertial:
    """See `inertial_kernels` for the scheme."""

    chunk = 4_000_000

    def __init__(self, ground: Ground, tank: Tank, numbers: Numbers) -> None:
        self.tank = tank
        most = stable_courant(float(numbers.theta), bool((ground.kind == LEVEL).any()))
        numbers = numbers._replace(courant=min(numbers.courant, np.float32(most)))
        self._ground, self._numbers = ground, numbers
        rows, columns = ground.bed.shape
        qx, qy = (np.zeros(shape, np.float32) for shape in ((rows, columns + 1), (rows + 1, columns)))
        depth, share = tank.depth, np.zeros_like(tank.depth)
        self._water = Water(
            depth, qx, qy, np.zeros_like(qx), np.zeros_like(qy), share, tank.supply, tank.demand, tank.taken, tank.peak
        )

        self._extent = Extent(np.zeros(rows, np.int32), np.zeros(rows, np.int32))

    def advance(self, clock: F64, steps: int) -> int:
        """See `Engine`."""
        made = advance(self._ground, self._water, self._numbers, clock, self._extent, steps)
        if made % 2:
            w = self._water
            self._water = w._replace(qx=w.qx_next, qy=w.qy_next, qx_next=w.qx, qy_next=w.qy)
        return made

    def discharge(self) -> tuple[F32, F32]:
        """See `Engine`."""
        qx, qy = self._water.qx, self._water.qy
        return (qx[:, :-1] + qx[:, 1:]) * HALF, (qy[:-1] + qy[1:]) * HALF
