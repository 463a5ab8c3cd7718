"""Shells of solids: whether they are closed, which of their faces are the wrong way round, and their volumes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.shapes import Shapes
from planningtable.city.grid import Array


@dataclass(frozen=True, slots=True, eq=False)
class Shells:
    """What shells are like; columns of length S, `turn` of length F.

    Attributes:
        open_edges: number of edges that only one face has.
        crowded_edges: number of edges that more than two faces have.
        components: number of parts that no edge joins.
        pinched: whether faces meet in a corner without meeting in an edge there.
        twisted: whether the faces cannot all face outward (as on a Möbius strip).
        volume: of a closed shell, its faces turned outward [m³]; 0 where it is open.
        turn: whether a face must be turned round to face outward, shape (F,); False in open shells.
    """

    open_edges: npt.NDArray[np.int32]
    crowded_edges: npt.NDArray[np.int32]
    components: npt.NDArray[np.int32]
    pinched: npt.NDArray[np.bool_]
    twisted: npt.NDArray[np.bool_]
    volume: Array
    turn: npt.NDArray[np.bool_]

    @property
    def closed(self) -> npt.NDArray[np.bool_]:
        return np.asarray((self.open_edges == 0) & (self.crowded_edges == 0) & ~self.twisted & (self.volume > 0))


def shells_of(shapes: Shapes, places: Array, starts: Array, faces: Array, flips: Array) -> Shells:
    """Examine shells.

    Args:
        shapes: polygons.
        places: the place of each point, as `snapping.numbered` gives it, shape (P,).
        starts: first face of each shell with one more at the end, shape (S + 1,).
        faces: polygons of the shells, one shell after another, shape (F,); all of them good.
        flips: whether each of them is turned round, shape (F,).
    """
    counts, turn = np.zeros((len(starts) - 1, 6)), np.zeros(len(faces), np.bool_)
    from planningtable.city.geometry import shell_kernels

    shell_kernels.examine(
        (shapes.points, places, shapes.ring_starts, shapes.polygon_starts),
        np.asarray(starts, np.int64),
        np.asarray(faces, np.int64),
        np.asarray(flips, np.bool_),
        (counts, turn),
    )
    whole = counts[:, :3].astype(np.int32)
    flags = counts[:, 3:5] > 0
    return Shells(whole[:, 0], whole[:, 1], whole[:, 2], flags[:, 0], flags[:, 1], counts[:, 5], turn)
