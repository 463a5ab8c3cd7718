"""How far streets and buildings can still be reached: closed stretches, buildings cut off, ways around."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.city.site import Site
from planningtable.domain.text import Text

NOTICED = 10.0
"""A way that is longer by less is no detour that people would notice [m]."""

CLOSED, SHUT, CUT_OFF = "closed", "shut", "cut-off"
"""The signs on the map: closed to cars; to fire engines, too; buildings that fire engines do not reach."""


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """The streets as points and the links between them, and what the scenario does to them.

    Attributes:
        at: east and north of the points in the site's CRS, shape (n, 2) [m].
        closed: points at both ends of each link on which cars do not get through, shape (c, 2).
        shut: whether fire engines do not get through there either, shape (c,).
        before: the point before each one on a fire engine's shortest open way from outside; -1 where the way begins and
            where there is none, shape (n,).
        doors: the point from which each building is reached; -1 where no street is near, shape (buildings,).
        cut_off: buildings to which a way leads otherwise, but not now, shape (buildings,).
        longer: how much longer the way to each building is than otherwise, shape (buildings,) [m]; NaN where there
            is none.
    """

    at: Array
    closed: Array
    shut: Array
    before: Array
    doors: Array
    cut_off: Array
    longer: Array

    def has_detour(self, row: int) -> bool:
        """Whether the way to a building is longer by so much that people notice."""
        return bool(self.doors[row] >= 0 and self.longer[row] >= NOTICED)

    def way(self, row: int) -> npt.NDArray[np.float64]:
        """The open way to a building, from outside to its street, shape (k, 2) [m]; of no points where none leads."""
        point = int(self.doors[row])
        if point < 0 or not np.isfinite(self.longer[row]):
            return np.zeros((0, 2))
        walked = [point]
        while self.before[walked[-1]] >= 0:
            walked.append(int(self.before[walked[-1]]))
        return np.asarray(self.at[walked[::-1]], np.float64)

    @property
    def signs(self) -> tuple[str, ...]:
        """Which signs there are on the map."""
        there = {CLOSED: len(self.closed) and not self.shut.all(), SHUT: self.shut.any(), CUT_OFF: self.cut_off.any()}
        return tuple(sign for sign, is_there in there.items() if is_there)


def label_of(sign: str) -> Text:
    """What a legend calls a sign."""
    return Text(f"access.{sign}")


def told_of(access: Access, site: Site, building: str) -> Text | None:
    """What is said of how a building is reached; None where all is as usual.

    Args:
        access: computed for ``site``.
        site: with the building.
        building: id; of a building that the site lacks nothing is said.
    """
    row = row_of(access, site, building)
    if row is None:
        return None
    if access.cut_off[row]:
        return Text("access.told.cut-off")
    return Text.of("access.told.detour", length=round(float(access.longer[row]))) if access.has_detour(row) else None


def row_of(access: Access, site: Site, building: str) -> int | None:
    """Row of a building in both; None where one of them lacks it, as another variant's may."""
    row = site.buildings.ids.index(building) if building in site.buildings.ids else None
    return row if row is not None and len(access.doors) == len(site.buildings) else None
