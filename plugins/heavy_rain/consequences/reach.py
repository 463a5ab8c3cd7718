"""Who can still be reached: from the edges of the area to every house, dry and in the rain."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from planningtable.api import Buildings, Extent
from plugins.heavy_rain.arrays import B8, F64, I64
from plugins.heavy_rain.consequences.ways import Ways

EDGE = 2.0
"""Streets that end so near to the edge of the area lead out of it [m]."""
FARTHEST = 100.0
"""Houses farther from the next street are not looked at [m]."""


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Ways from outside to each building, shape (buildings,) [m].

    Attributes:
        dry: without water; infinite where there is no way, NaN where there is no street near the building.
        wet: with the water.
        doors: the network's point from which each is reached; -1 where there is no street near, shape (buildings,).
        before: the point before each of the network on the shortest way from outside with the water; -1 where it begins
            and where there is none, shape (n,).
    """

    dry: F64
    wet: F64
    doors: I64
    before: I64

    @property
    def cut_off(self) -> B8:
        """Buildings with a way that the water takes away."""
        return np.asarray(np.isfinite(self.dry) & np.isinf(self.wet))

    @property
    def detour(self) -> F64:
        """How much longer the way is in the water [m]; 0 where it is not, NaN where there is none."""
        known = np.isfinite(self.dry) & np.isfinite(self.wet)
        return np.where(known, np.maximum(np.where(known, self.wet - np.where(known, self.dry, 0.0), 0.0), 0.0), np.nan)


def reach_of(ways: Ways, stopped: B8, buildings: Buildings, extent: Extent) -> Reach:
    """Shortest ways over streets from the edges of the area.

    Args:
        ways: the network.
        stopped: links on which one does not get through.
        buildings: to be reached.
        extent: the area.
    """
    none = np.full(len(buildings), np.nan)
    if not len(ways.ends) or not ways.drivable.any() or not len(buildings):
        return Reach(none, none, np.full(len(buildings), -1), np.full(len(ways.at), -1))
    access = _access(ways, buildings)
    entrances = _entrances(ways, extent)

    def distances(usable: B8) -> tuple[F64, I64]:
        far, before, _ = dijkstra(ways.graph(usable), indices=entrances, min_only=True, return_predecessors=True)
        return np.where(access >= 0, far[np.maximum(access, 0)], np.nan), np.maximum(before, -1).astype(np.int64)

    wet, before = distances(ways.drivable & ~stopped)
    return Reach(distances(ways.drivable)[0], wet, access, before)


def _access(ways: Ways, buildings: Buildings) -> I64:
    """The point of a street next to each building; -1 where none is near."""
    points = np.unique(ways.ends[ways.drivable])
    outlines = np.asarray(buildings.footprints, object)
    tree = cKDTree(ways.at[points])
    centres = shapely.get_coordinates(shapely.centroid(outlines))
    # Of the few streets next to the middle of a house the one next to its outline.
    _, near = tree.query(centres, k=min(24, len(points)))
    near = near.reshape(len(centres), -1)
    away = shapely.distance(shapely.points(ways.at[points[near]]), outlines[:, None])
    best = np.argmin(away, axis=1)
    rows = np.arange(len(centres))
    return np.where(away[rows, best] <= FARTHEST, points[near[rows, best]], -1)


def _entrances(ways: Ways, extent: Extent) -> I64:
    """Points where streets lead out of the area; where none does, the outermost ones of the network."""
    points = np.unique(ways.ends[ways.drivable])
    east, north = ways.at[points].T
    inner = np.minimum.reduce([east - extent.west, extent.east - east, north - extent.south, extent.north - north])
    out = points[inner <= EDGE]
    return np.asarray(out if len(out) else points[inner <= inner.min() + EDGE], np.int64)
