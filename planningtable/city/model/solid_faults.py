"""Faults of shells, by val3dity's codes.

Where we differ from val3dity: as there, a shell with a faulty polygon is not judged, and neither is a solid with a
faulty shell; but shells are held together by corners within 1 mm alone, so that an edge that runs past another's corner
leaves the shell open; and a shell crosses itself only where it does so by more than 1 mm, or touches itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.faults import Fault
from planningtable.city.geometry.piercing import Mesh, self_piercing
from planningtable.city.grid import Array
from planningtable.city.model.facing import Bodies
from planningtable.city.model.placed import Placed

# Whether a shell of more faces crosses itself is not looked for: the time grows with the square of their number.
MOST_FACES = 4_000


@dataclass(frozen=True, slots=True)
class ShellFaults:
    """Faults of shells.

    Attributes:
        found: row of the shell among the bodies, and its fault.
        tainted: numbers of the solids that have a fault, or a polygon that has one.
        unchecked: number of shells too large to look whether they cross themselves.
    """

    found: tuple[tuple[int, Fault], ...]
    tainted: frozenset[int]
    unchecked: int


def shell_faults(it: Placed, mesh: Mesh, solids: Bodies, faulty: Array) -> ShellFaults:
    """Faults of the shells of all solids.

    Args:
        it: the batch at its place.
        mesh: its polygons with their triangles.
        solids: all shells of solids.
        faulty: whether a polygon has a fault or is none, shape (N,).
    """
    tainted = set(it.faces.solid[faulty[it.faces.polygon] & (it.faces.solid >= 0)].tolist())
    sizes, shells = np.diff(solids.starts), solids.shells
    whole = shells.closed & (shells.components == 1) & ~shells.pinched & (sizes >= 4)
    whole &= ~np.isin(solids.solid, np.array([*tainted], np.int64))
    large = whole & (sizes > MOST_FACES)
    pierced = _pierced(it, mesh, solids, whole & ~large)
    wrong = np.add.reduceat(solids.wrong.astype(np.int64), solids.starts[:-1])
    found = [
        (i, fault)
        for i, solid in enumerate(solids.solid.tolist())
        if solid not in tainted
        for fault in _of_shell(solids, i, bool(pierced[i]), int(wrong[i]))
    ]
    tainted.update(int(solids.solid[i]) for i, _ in found)
    return ShellFaults(tuple(found), frozenset(tainted), int(large.sum()))


def _of_shell(solids: Bodies, i: int, pierced: bool, wrong: int) -> Iterator[Fault]:
    shells, size = solids.shells, int(solids.starts[i + 1] - solids.starts[i])
    if size < 4:
        yield Fault.TOO_FEW_POLYGONS
        return
    if shells.crowded_edges[i] or (shells.pinched[i] and not shells.open_edges[i]):
        yield Fault.NON_MANIFOLD_CASE
    elif shells.open_edges[i]:
        yield Fault.SHELL_NOT_CLOSED
    elif shells.components[i] > 1:
        yield Fault.MULTIPLE_CONNECTED_COMPONENTS
    elif pierced:
        yield Fault.SHELL_SELF_INTERSECTION
        return
    elif shells.twisted[i]:
        yield Fault.POLYGON_WRONG_ORIENTATION
    if wrong:
        yield Fault.WRONG_ORIENTATION_SHELL if wrong == size else Fault.POLYGON_WRONG_ORIENTATION


def _pierced(it: Placed, mesh: Mesh, solids: Bodies, which: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which of some shells cross or touch themselves, shape (S,)."""
    sizes = np.diff(solids.starts)
    faces = it.faces.polygon[solids.faces[np.repeat(which, sizes)]]
    starts = np.concatenate([[0], np.cumsum(sizes[which])])
    found = np.zeros(len(sizes), np.bool_)
    found[which] = self_piercing(mesh, starts, faces)
    return found
