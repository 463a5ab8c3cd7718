"""Footprints with a known height → block models."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from planningtable.city.geometry.extrude import prism
from planningtable.city.geometry.mending import mended
from planningtable.city.geometry.rings import joined
from planningtable.city.grid import Array
from planningtable.city.model.batch import ObjectRows
from planningtable.city.model.building_rows import STOREY, stated_heights
from planningtable.city.model.choice import Choice
from planningtable.city.model.hierarchy import Role
from planningtable.city.model.placed import Placed


@dataclass(frozen=True, slots=True, eq=False)
class Raised:
    """Block models.

    Attributes:
        polygons: rings of their surfaces.
        kind: `SurfaceKind` of each surface.
        owner: row of the building of each surface.
        rough: rows of the buildings that were raised.
        flat: rows of the buildings of which there is only a footprint; nothing of them is drawn.
    """

    polygons: list[list[Array]]
    kind: npt.NDArray[np.uint8]
    owner: npt.NDArray[np.int64]
    rough: tuple[int, ...]
    flat: tuple[int, ...]


def raised(objects: ObjectRows, it: Placed, choice: Choice) -> Raised:
    """Raise the buildings of which only level 0 is drawn."""
    family, faces = it.family, it.faces
    root = family.root[faces.owner[choice.faces]]
    best = np.full(len(family.root), -1.0)
    np.maximum.at(best, root, faces.lod[choice.faces])
    rows = choice.faces[(family.roles[root] == Role.BUILDING) & (best[root] < 1.0)]
    if not len(rows):
        return Raised([], np.zeros(0, np.uint8), np.zeros(0, np.int64), (), ())
    height, storeys = stated_heights(objects, family)
    height = np.where(height > 0, height, storeys * STOREY)
    owners = family.root[faces.owner[rows]]
    polygons: list[list[Array]] = []
    kinds: list[int] = []
    of: list[int] = []
    rough: list[int] = []
    flat: list[int] = []
    for owner, some in zip(*_grouped(owners, faces.polygon[rows]), strict=True):
        if height[owner] <= 0:
            flat.append(owner)
            continue
        before = len(polygons)
        outlines = [it.shapes.rings(p) for p in some.tolist()]
        areas = mended(np.array([shapely.Polygon(r[0], r[1:]) for r in outlines], object))
        ground = min(float(r[0][:, 2].min()) for r in outlines)
        for kind, rings in prism(joined(areas), ground, float(height[owner])):
            polygons.append(list(rings))
            kinds.append(int(kind))
            of.append(owner)
        (rough if len(polygons) > before else flat).append(owner)
    return Raised(polygons, np.array(kinds, np.uint8), np.array(of, np.int64), tuple(rough), tuple(flat))


def _grouped(owners: Array, polygons: Array) -> tuple[list[int], list[Array]]:
    values, first = np.unique(owners, return_index=True)
    order = np.argsort(owners, kind="stable")
    first = np.searchsorted(owners[order], values)
    return values.tolist(), np.split(polygons[order], first[1:])
