"""Depressions that matter, as a list.

What is one depression depends on the rain: two hollows that fill up and join are one, two that stay apart are two.
"""

from dataclasses import dataclass

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import F64, I32
from plugins.heavy_rain.screening.hierarchy import ENDLESS, NOWHERE, OUTSIDE, Nodes
from plugins.heavy_rain.screening.screen import Screening
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
    """A hollow that is not joined with others by this rain.

    Attributes:
        number: 1 is the largest by volume.
        node: of the hierarchy.
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
    node: int
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
    one = _joined(nodes, screening.filled.own)
    own = np.nonzero((one == np.arange(len(one))) & (np.arange(len(one)) > OUTSIDE))[0]
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
        """Follow the way over small ones; where two would spill to and fro, what both are part of spills on."""
        at, seen = node, {node}
        while at > OUTSIDE and nodes.link[at] != OUTSIDE:
            after = int(one[nodes.link[at]])
            if after in number and after != node:
                return number[after]
            at = int(nodes.parent[at]) if after in seen else after
            seen.add(after)
        return 0

    return tuple(
        Depression(
            number[node],
            node,
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


def numbers(screening: Screening, listed: tuple[Depression, ...]) -> I32:
    """Number of the listed depression that each cell drains into first, 0 for none, shape (rows, columns)."""
    one, hollow = _joined(screening.found.nodes, screening.filled.own), screening.found.hollow
    number = np.zeros(len(one), np.int32)
    number[[d.node for d in listed]] = [d.number for d in listed]
    found = np.where(hollow >= 0, number[one[np.maximum(hollow, 0)]], 0)
    return np.asarray(found.reshape(screening.depth.shape), np.int32)


def _catchments(screening: Screening) -> F64:
    """Cells whose water runs into each depression first."""
    nodes, hollow = screening.found.nodes, screening.found.hollow
    cells = np.bincount(hollow[hollow >= 0], minlength=len(nodes.parent)).astype(np.float64)
    return sum_up(nodes, cells)


@compiled
def _joined(nodes: Nodes, own: F64) -> I32:
    """The largest depression that each one is part of and that holds water of its own; hollows without are themselves.

    0 where the parts of one have not joined, and where one never spills.
    """
    one = np.zeros(len(own), np.int32)
    for node in range(len(own) - 1, 0, -1):
        above = nodes.parent[node]
        if above > OUTSIDE and one[above] > OUTSIDE:
            one[node] = one[above]
        elif nodes.volume[node] < ENDLESS and (own[node] > 0.0 or nodes.left[node] == NOWHERE):
            one[node] = node
    return one
