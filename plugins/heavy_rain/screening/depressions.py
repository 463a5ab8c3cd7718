"""Depressions that matter, as a list."""

from dataclasses import dataclass

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.forcing import F64
from plugins.heavy_rain.screening.hierarchy import ENDLESS, OUTSIDE
from plugins.heavy_rain.screening.screen import Screening
from plugins.heavy_rain.screening.sorting import I32
from plugins.heavy_rain.screening.spill import sum_up


@dataclass(frozen=True, slots=True)
class Least:
    """Smallest depressions that are listed; Berlin's thresholds (Umweltatlas 02.24): m, m², m³, m²."""

    depth: float = 0.2
    area: float = 4.0
    volume: float = 2.0
    catchment: float = 200.0


@dataclass(frozen=True, slots=True)
class Depression:
    """A hollow that is not part of a larger one.

    Attributes:
        number: 1 is the largest by volume.
        row: of its outlet.
        column: of its outlet.
        bottom: lowest height [m].
        spill: height at which it spills [m].
        area: of the water when it is full [m²].
        volume: what it holds [m³].
        catchment: area that drains into it at first [m²].
        inflow: water that came into it, that of fuller ones above with it [m³].
        water: what stands in it in the end [m³].
        into: number of the listed one into which it spills, 0 is the edge.
    """

    number: int
    row: int
    column: int
    bottom: float
    spill: float
    area: float
    volume: float
    catchment: float
    inflow: float
    water: float
    into: int

    @property
    def depth(self) -> float:
        """Greatest depth when full [m]."""
        return self.spill - self.bottom


def depressions(screening: Screening, least: Least | None = None) -> tuple[Depression, ...]:
    """Depressions that reach the thresholds, the largest first."""
    least = least or Least()
    nodes, area = screening.found.nodes, screening.cell**2
    catchment = _catchments(screening) * area
    top = _tops(nodes.parent, nodes.volume)
    own = np.nonzero((top == np.arange(len(top))) & (nodes.volume < ENDLESS) & (np.arange(len(top)) > OUTSIDE))[0]
    listed = own[
        (nodes.spill[own] - nodes.bottom[own] >= least.depth)
        & (nodes.size[own] * area >= least.area)
        & (nodes.volume[own] * area >= least.volume)
        & (catchment[own] >= least.catchment)
    ]
    listed = listed[np.argsort(-nodes.volume[listed], kind="stable")]
    number = {int(node): k for k, node in enumerate(listed, start=1)}
    columns = screening.depth.shape[1]

    def into(node: int) -> int:
        after = int(top[nodes.link[node]])
        while after > OUTSIDE and after not in number and nodes.volume[after] < ENDLESS:
            after = int(top[nodes.link[after]])
        return number.get(after, 0)

    return tuple(
        Depression(
            number[node],
            int(nodes.outlet[node]) // columns,
            int(nodes.outlet[node]) % columns,
            float(nodes.bottom[node]) + screening.datum,
            float(nodes.spill[node]) + screening.datum,
            float(nodes.size[node]) * area,
            float(nodes.volume[node]) * area,
            float(catchment[node]),
            float(screening.filled.total[node] + screening.filled.spilled[node]) * area,
            float(screening.filled.total[node]) * area,
            into(node),
        )
        for node in map(int, listed)
    )


def _catchments(screening: Screening) -> F64:
    """Cells whose water runs into each depression first."""
    nodes, hollow = screening.found.nodes, screening.found.hollow
    cells = np.bincount(hollow[hollow >= 0], minlength=len(nodes.parent)).astype(np.float64)
    return sum_up(nodes, cells)


@compiled
def _tops(parent: I32, volume: F64) -> I32:
    """The largest depression with an end that each one is part of; itself where it never spills."""
    top = np.arange(len(parent), dtype=np.int32)
    for node in range(len(parent) - 1, 0, -1):
        above = parent[node]
        if above > OUTSIDE and volume[above] < ENDLESS:
            top[node] = top[above]
    return top
