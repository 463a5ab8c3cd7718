"""Faults between the solids of a building or of a composite solid, by val3dity's codes.

Where we differ from val3dity: solids of a composite may share 1 mm, parts of a building 1 cm, which is what drawing
them in centimetres leaves; each is told once a building or object and not once a pair.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.cleaning import SNAP
from planningtable.city.geometry.faults import Fault
from planningtable.city.geometry.overlaps import Solids, is_large, near_pairs, share_room, share_surface, solids_of
from planningtable.city.geometry.piercing import Mesh
from planningtable.city.grid import Array
from planningtable.city.model.batch import ObjectRows
from planningtable.city.model.choice import corner_keys
from planningtable.city.model.facing import Bodies
from planningtable.city.model.hierarchy import Role
from planningtable.city.model.placed import Placed

# Parts of a building may share so much [m].
OVERLAP = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """Solids with all their shells; columns of length S.

    Attributes:
        solids: their triangles.
        owner: row of the object.
        lod: level of detail.
        sound: whether it has no fault of its own.
        keys: of the polygons of each, the same for the same corners.
    """

    solids: Solids
    owner: npt.NDArray[np.int64]
    lod: npt.NDArray[np.float32]
    sound: npt.NDArray[np.bool_]
    keys: list[frozenset[int]]


@dataclass(frozen=True, slots=True)
class PairFaults:
    """Faults between solids.

    Attributes:
        found: row of the object, and its fault.
        unchecked: number of pairs too large to be compared.
    """

    found: tuple[tuple[int, Fault], ...]
    unchecked: int


def whole_of(it: Placed, mesh: Mesh, bodies: Bodies, tainted: frozenset[int]) -> Whole:
    """The solids of a batch.

    Args:
        it: the batch at its place.
        mesh: its polygons with their triangles.
        bodies: all shells of solids, those of one solid together.
        tainted: numbers of the solids that have a fault.
    """
    first = np.flatnonzero(np.append(True, bodies.solid[1:] != bodies.solid[:-1])[: len(bodies.solid)])
    starts = np.append(bodies.starts[first], bodies.starts[-1])
    solids = solids_of(mesh, starts, it.faces.polygon[bodies.faces], it.faces.flipped[bodies.faces])
    sound = np.array([n not in tainted for n in bodies.solid[first].tolist()], np.bool_)
    keys = corner_keys(it)[it.faces.polygon[bodies.faces]].tolist()
    ends = starts.tolist()
    sets = [frozenset(keys[a:b]) for a, b in pairwise(ends)]
    return Whole(solids, bodies.owner[first].astype(np.int64), bodies.lod[first], sound, sets)


def part_faults(objects: ObjectRows, it: Placed, whole: Whole) -> PairFaults:
    """Buildings of which parts overlap at the same level of detail."""
    root = it.family.root[whole.owner].astype(np.int64)
    parts = np.array([type.endswith(("Building", "BuildingPart")) for type in objects.types], np.bool_)
    which = whole.sound & (it.family.roles[root] == Role.BUILDING)
    which[which] = parts[whole.owner[which]]
    group = np.where(which, _groups(root, whole.lod), -1)
    found: set[int] = set()
    unchecked = 0
    for one, other in near_pairs(whole.solids, group, OVERLAP):
        if int(root[one]) in found or whole.owner[one] == whole.owner[other]:
            continue
        if is_large(whole.solids, one, other):
            unchecked += 1
        elif share_room(whole.solids, one, other, OVERLAP):
            found.add(int(root[one]))
    return PairFaults(tuple((row, Fault.BUILDINGPARTS_OVERLAP) for row in sorted(found)), unchecked)


def composite_faults(whole: Whole) -> PairFaults:
    """Solids of one object that are the same, overlap or do not hang together; for batches with composite solids.

    As in val3dity each is looked for only where the object has none of those before it.
    """
    group = _groups(whole.owner, whole.lod)
    members: dict[int, list[int]] = {}
    for i, number in enumerate(group.tolist()):
        members.setdefault(number, []).append(i)
    pairs: dict[int, list[tuple[int, int]]] = {}
    for one, other in near_pairs(whole.solids, group, -2 * SNAP):
        pairs.setdefault(int(group[one]), []).append((one, other))
    found: list[tuple[int, Fault]] = []
    unchecked = 0
    for number, some in members.items():
        if len(some) < 2 or not whole.sound[some].all():
            continue
        near = pairs.get(number, [])
        large = sum(is_large(whole.solids, *pair) for pair in near)
        unchecked += large
        fault = None if large else _of_composite(whole, some, near)
        if fault is not None:
            found.append((int(whole.owner[some[0]]), fault))
    return PairFaults(tuple(found), unchecked)


def _of_composite(whole: Whole, some: list[int], near: list[tuple[int, int]]) -> Fault | None:
    if len({whole.keys[i] for i in some}) < len(some):
        return Fault.DUPLICATED_SOLIDS
    if any(share_room(whole.solids, one, other, SNAP) for one, other in near):
        return Fault.INTERSECTION_SOLIDS
    group = {i: {i} for i in some}
    for one, other in near:
        joined = not whole.keys[one].isdisjoint(whole.keys[other]) or share_surface(whole.solids, one, other)
        if joined and group[one] is not group[other]:
            group[one] |= group[other]
            group.update(dict.fromkeys(group[one], group[one]))
    return Fault.DISCONNECTED_SOLIDS if len(group[some[0]]) < len(some) else None


def _groups(owner: Array, lod: Array) -> npt.NDArray[np.int64]:
    """The same number for the same object and level of detail."""
    key = owner.astype(np.int64) * 1000 + np.rint(lod * 10).astype(np.int64)
    return np.unique(key, return_inverse=True)[1].reshape(-1).astype(np.int64)
