"""What the run asks of a scheme."""

from typing import NamedTuple, Protocol

import numpy as np

from plugins.heavy_rain.arrays import F32, F64


class Tank(NamedTuple):
    """The water on the cells and what comes and goes, all of shape (rows, columns); changed in place.

    Attributes:
        depth: water depth [m].
        supply: rain and inflow [m/s].
        demand: what infiltration and sewers would take [m/s].
        taken: what they took since it was last set to zero [m].
        peak: highest depth so far [m].
    """

    depth: F32
    supply: F32
    demand: F32
    taken: F32
    peak: F32


def tank_of(depth: F32) -> Tank:
    """A tank with water in it, and nothing that comes or goes."""
    return Tank(depth, np.zeros_like(depth), np.zeros_like(depth), np.zeros_like(depth), depth.copy())


class Numbers(NamedTuple):
    """Constants: cell [m], film below which a face is dry [m], theta [-], Courant number [-], longest step [s]."""

    cell: np.float32
    film: np.float32
    theta: np.float32
    courant: np.float32
    step: np.float32


class Engine(Protocol):
    """A scheme at work on a grid; the water in its tank is changed in place."""

    @property
    def tank(self) -> Tank: ...

    @property
    def chunk(self) -> int:
        """Cell updates in about 40 ms: the run looks at its job after so many."""
        ...

    def advance(self, clock: F64, steps: int) -> int:
        """Step until ``clock[1]``, but at most `steps` steps.

        Args:
            clock: time now [s], time to reach [s], highest depth [m], volume gone over the edges [m³]; changed in
                place.
            steps: most steps to make.

        Returns:
            Steps made.
        """
        ...

    def discharge(self) -> tuple[F32, F32]:
        """Unit discharge eastwards and southwards at the cell centres [m²/s]."""
        ...
