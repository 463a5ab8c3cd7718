"""Faults of shells and solids, by val3dity's codes.

Where we differ from val3dity: as there, a shell with a faulty polygon is not judged, and neither is a solid with a
faulty shell; but shells are held together by corners within 1 mm alone, so that an edge that runs past another's corner
leaves the shell open; a shell that crosses itself (306) is not looked for.
"""

from collections.abc import Iterator

import numpy as np

from planningtable.city.geometry.faults import Fault
from planningtable.city.grid import Array
from planningtable.city.model.choice import corner_keys
from planningtable.city.model.facing import Bodies
from planningtable.city.model.placed import Placed


def shell_faults(it: Placed, solids: Bodies, faulty: Array) -> Iterator[tuple[int, Fault]]:
    """Faults of shells with the row of the object.

    Args:
        it: the batch at its place.
        solids: all shells of solids.
        faulty: whether a polygon has a fault or is none, shape (N,).
    """
    tainted = set(it.faces.solid[faulty[it.faces.polygon] & (it.faces.solid >= 0)].tolist())
    sizes = np.diff(solids.starts)
    shells = solids.shells
    wrong = np.add.reduceat(solids.wrong.astype(np.int64), solids.starts[:-1]) if len(sizes) else sizes
    for i, (owner, solid) in enumerate(zip(solids.owner.tolist(), solids.solid.tolist(), strict=True)):
        if solid in tainted:
            continue
        if sizes[i] < 4:
            yield owner, Fault.TOO_FEW_POLYGONS
            continue
        if shells.crowded_edges[i] or (shells.pinched[i] and not shells.open_edges[i]):
            yield owner, Fault.NON_MANIFOLD_CASE
        elif shells.open_edges[i]:
            yield owner, Fault.SHELL_NOT_CLOSED
        elif shells.components[i] > 1:
            yield owner, Fault.MULTIPLE_CONNECTED_COMPONENTS
        elif shells.twisted[i]:
            yield owner, Fault.POLYGON_WRONG_ORIENTATION
        if wrong[i]:
            whole = wrong[i] == sizes[i]
            yield owner, Fault.WRONG_ORIENTATION_SHELL if whole else Fault.POLYGON_WRONG_ORIENTATION


def composite_faults(it: Placed, solids: Bodies, faulty: Array) -> Iterator[tuple[int, Fault]]:
    """Solids of one object that are the same, or that no face joins; for batches with composite solids."""
    keys = corner_keys(it)[it.faces.polygon[solids.faces]]
    groups: dict[tuple[int, float], list[int]] = {}
    for i, (owner, lod) in enumerate(zip(solids.owner.tolist(), solids.lod.tolist(), strict=True)):
        if solids.number[i] == 0:
            groups.setdefault((owner, lod), []).append(i)
    tainted = set(it.faces.owner[faulty[it.faces.polygon] & (it.faces.solid >= 0)].tolist())
    for (owner, _), some in groups.items():
        if len(some) < 2 or owner in tainted:
            continue
        sets = [frozenset(keys[solids.starts[i] : solids.starts[i + 1]].tolist()) for i in some]
        if len(set(sets)) < len(sets):
            yield owner, Fault.DUPLICATED_SOLIDS
        if _parts(sets) > 1:
            yield owner, Fault.DISCONNECTED_SOLIDS


def _parts(sets: list[frozenset[int]]) -> int:
    """Number of groups that share no element."""
    left = list(sets)
    count = 0
    while left:
        reached = set(left.pop())
        count += 1
        growing = True
        while growing:
            joined = [s for s in left if not reached.isdisjoint(s)]
            growing = bool(joined)
            reached.update(*joined)
            left = [s for s in left if reached.isdisjoint(s)]
    return count
