"""Which faces are drawn: of each object its best level of detail, each polygon once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.city.model.batch import FaceRows, ObjectRows
from planningtable.city.model.hierarchy import PARTS, Family, Role
from planningtable.city.model.placed import Placed
from planningtable.city.site import SurfaceKind

# Level 4 is level 3 with interiors; its shell is drawn where the object has nothing else.
INTERIOR = 4.0
# A polygon below this is no surface but a line or a point; a lamp has faces of less than a square centimetre [m²].
SMALLEST_AREA = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """What is drawn.

    Attributes:
        faces: rows of the faces, those of one object of its own together, boundary surfaces first.
        lod: level of detail drawn of each object, -1 for none, shape (N,).
        from_four: whether the object of its own is drawn from the shell of level 4, shape (N,).
        usable: faces that could be drawn (outside, with an area), shape (F,).
    """

    faces: npt.NDArray[np.int64]
    lod: npt.NDArray[np.float32]
    from_four: npt.NDArray[np.bool_]
    usable: npt.NDArray[np.bool_]


def chosen(objects: ObjectRows, it: Placed) -> Choice:
    """Choose what is drawn of a batch; nothing of trees, which are drawn as trees."""
    faces, family = it.faces, it.family
    good = it.shapes.good & (np.linalg.norm(it.shapes.area, axis=1) >= SMALLEST_AREA)
    usable = good[faces.polygon] & ~faces.inside
    lod, from_four, shell = _levels(family, faces, usable)
    _leave_wholes(objects, family, lod)
    shown = usable & (faces.lod == lod[faces.owner]) & (family.roles[faces.owner] != Role.TREE)
    shown &= (faces.lod < INTERIOR) | shell
    shown &= ~_roof_edges(faces, shown)
    rows = np.flatnonzero(shown)
    order = np.lexsort((faces.boundary[rows] < 0, family.root[faces.owner[rows]]))
    return Choice(_once(rows[order], it), lod, from_four, usable)


def _levels(family: Family, faces: FaceRows, usable: Array) -> tuple[Array, Array, Array]:
    """Level of each object; objects of their own drawn from level 4; faces of level 4 that are their shell."""
    count = len(family.root)
    lower = usable & (faces.lod < INTERIOR)
    lod = np.full(count, -1.0, np.float32)
    np.maximum.at(lod, faces.owner[lower], faces.lod[lower])
    # A window alone is no level of detail of a house.
    walls = lower & (faces.kind != SurfaceKind.WINDOW) & (faces.kind != SurfaceKind.DOOR)
    solid = np.full(count, -1.0, np.float32)
    np.maximum.at(solid, faces.owner[walls], faces.lod[walls])
    lod = np.where(solid >= 0, solid, lod)
    below_four = np.zeros(count, np.bool_)
    below_four[family.root[faces.owner[lower]]] = True
    fourth = usable & (faces.lod >= INTERIOR) & ~below_four[family.root[faces.owner]]
    bounded = np.zeros(count, np.bool_)
    bounded[faces.owner[fourth & (faces.boundary >= 0)]] = True
    shell = fourth & ((faces.boundary >= 0) | ~bounded[faces.owner])
    np.maximum.at(lod, faces.owner[shell], faces.lod[shell])
    from_four = np.zeros(count, np.bool_)
    from_four[family.root[faces.owner[shell]]] = True
    return lod, from_four, shell


def _leave_wholes(objects: ObjectRows, family: Family, lod: Array) -> None:
    """A whole at a lower level than its parts is their outline once more, and not drawn."""
    below = np.full(len(lod), -1)
    for row in np.flatnonzero(family.parents >= 0)[::-1].tolist():
        parent = int(family.parents[row])
        own = int(np.floor(lod[row])) if objects.types[row] in PARTS else -1
        below[parent] = max(below[parent], below[row], own)
    lod[(lod >= 0) & (np.floor(lod) < below)] = -1.0


def _roof_edges(faces: FaceRows, shown: Array) -> Array:
    """Roof edges of level 0 where there is the ground as well."""
    flat = shown & (faces.lod < 1.0)
    ground = np.zeros(int(faces.owner.max(initial=-1)) + 1, np.bool_)
    ground[faces.owner[flat & (faces.kind == SurfaceKind.GROUND)]] = True
    return np.asarray(flat & (faces.kind == SurfaceKind.ROOF) & ground[faces.owner])


def corner_keys(it: Placed) -> npt.NDArray[np.uint64]:
    """The same number for polygons with the same corners, wherever they begin and whatever way round, shape (N,)."""
    key = (it.places.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    key ^= key >> np.uint64(30)
    key *= np.uint64(0xBF58476D1CE4E5B9)
    key ^= key >> np.uint64(27)
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(key, dtype=np.uint64)])
    ends = it.shapes.ring_starts[it.shapes.polygon_starts]
    return np.asarray(total[ends[1:]] - total[ends[:-1]], np.uint64)


def _once(rows: Array, it: Placed) -> npt.NDArray[np.int64]:
    """Each polygon once for each object of its own: a solid's only where no boundary surface has its corners."""
    faces = it.faces
    own = faces.owner[rows].astype(np.uint64)
    root = it.family.root[faces.owner[rows]].astype(np.uint64)
    polygon = faces.polygon[rows].astype(np.uint64)
    bounded = faces.boundary[rows] >= 0
    keep = bounded & _first(own << np.uint64(32) | polygon)
    corners = corner_keys(it)[faces.polygon[rows]] ^ (root * np.uint64(0xD6E8FEB86659FD93))
    keep |= ~bounded & _first(root << np.uint64(32) | polygon) & _first(corners)
    return np.asarray(rows[keep], np.int64)


def _first(keys: Array) -> npt.NDArray[np.bool_]:
    """Whether each key occurs for the first time."""
    found = np.zeros(len(keys), np.bool_)
    found[np.unique(keys, return_index=True)[1]] = True
    return found
