"""Who belongs to whom in a batch, and what becomes of each object of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from planningtable.city.model.batch import ObjectRows
from planningtable.city.site import SurfaceKind


class Role(IntEnum):
    """What an object of its own becomes."""

    OBJECT = 0
    BUILDING = 1
    TREE = 2
    TERRAIN = 3
    GROUP = 4


ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "BuildingPart": Role.BUILDING,
        "SolitaryVegetationObject": Role.TREE,
        "CityObjectGroup": Role.GROUP,
        **dict.fromkeys(
            ("ReliefFeature", "TINRelief", "MassPointRelief", "BreaklineRelief", "RasterRelief"), Role.TERRAIN
        ),
    }
)
# What faces of other objects show where neither a surface nor the reader says it.
KINDS: Mapping[str, SurfaceKind] = MappingProxyType(
    {
        **dict.fromkeys(
            ("Road", "Railway", "Track", "Square", "Waterway", "TransportationComplex", "TransportSquare"),
            SurfaceKind.TRAFFIC,
        ),
        "WaterBody": SurfaceKind.WATER,
        "PlantCover": SurfaceKind.GREEN,
        "LandUse": SurfaceKind.GROUND,
    }
)
# Objects of walls and roofs besides buildings.
CONSTRUCTIONS = frozenset({"Bridge", "Tunnel", "OtherConstruction", "BridgePart", "TunnelPart"})
# Parts that together are the whole they belong to.
PARTS = frozenset(
    {"BuildingPart", "BridgePart", "TunnelPart", "TrafficArea", "AuxiliaryTrafficArea", "Section", "Intersection"}
)


def role_of(type: str) -> Role:
    """Role of a class; an extension's ``+NoiseBuilding`` is a building."""
    found = ROLES.get(type)
    if found is None:
        found = Role.BUILDING if type.endswith("Building") else Role.OBJECT
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Relations of the objects of a batch; columns of length N.

    Attributes:
        parents: row of the parent, -1 for none.
        root: row of the object of its own that each belongs to.
        number: number of a nested object within its object of its own, 0 for that itself.
        order: all rows, those of one object of its own together, itself first.
        starts: first of ``order`` for each entry of ``roots`` with one more at the end.
        roots: rows of the objects of their own.
        roles: `Role` of the object of its own.
    """

    parents: npt.NDArray[np.int32]
    root: npt.NDArray[np.int32]
    number: npt.NDArray[np.int32]
    order: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    roots: npt.NDArray[np.int64]
    roles: npt.NDArray[np.uint8]

    def nested(self, roots: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Rows of the nested objects of some objects of their own, and how many each has."""
        at = np.searchsorted(self.roots, roots)
        first, lengths = self.starts[at] + 1, np.diff(self.starts)[at] - 1
        ends = np.cumsum(lengths)
        index = np.repeat(first - (ends - lengths), lengths) + np.arange(int(lengths.sum()))
        return self.order[index], lengths


def family_of(objects: ObjectRows) -> Family:
    """Relations of objects; one whose parent does not stand before it is an object of its own."""
    rows = np.arange(len(objects), dtype=np.int32)
    parents = np.where((objects.parents >= 0) & (objects.parents < rows), objects.parents, -1).astype(np.int32)
    root = np.where(parents < 0, rows, parents).astype(np.int32)
    while True:
        above = root[root]
        if np.array_equal(above, root):
            break
        root = above
    order = np.argsort(root, kind="stable").astype(np.int64)
    roots = np.flatnonzero(parents < 0)
    starts = np.searchsorted(root[order], np.append(roots, len(rows))).astype(np.int64)
    number = np.empty(len(rows), np.int32)
    number[order] = np.arange(len(rows)) - np.repeat(starts[:-1], np.diff(starts))
    of_type = {type: role_of(type) for type in set(objects.types)}
    own = np.fromiter((of_type[t] for t in objects.types), np.uint8, len(rows))
    return Family(parents, root, number, order, starts, roots, own[root])
