"""Shells of solids: whether they are closed, which of their faces are the wrong way round, and their volumes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from planningtable.city.compiled import compiled
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


def _examine(
    points: Any, places: Any, rings: Any, polygons: Any, starts: Any, faces: Any, flips: Any, counts: Any, turn: Any
) -> None:
    """Fill ``counts`` (open, crowded, components, pinched, twisted, volume in a row a shell) and ``turn``."""
    for shell in range(len(starts) - 1):
        first, last = starts[shell], starts[shell + 1]
        size = 0
        for k in range(first, last):
            p = faces[k]
            size += rings[polygons[p + 1]] - rings[polygons[p]]
        begin, end = np.empty(size, np.int64), np.empty(size, np.int64)
        face, after = np.empty(size, np.int64), np.empty(size, np.int64)
        key, at = np.empty(size, np.int64), np.empty(size, np.int64)
        e = 0
        for k in range(first, last):
            p = faces[k]
            for r in range(polygons[p], polygons[p + 1]):
                s, n = rings[r], rings[r + 1] - rings[r]
                base = e
                for i in range(n):
                    a = places[s + i]
                    b = places[s + (i + 1) % n]
                    face[e], at[e] = k - first, a
                    if flips[k]:
                        begin[e], end[e] = b, a
                    else:
                        begin[e], end[e] = a, b
                    # Corner i of the ring stands at the start of edge i, whatever way round.
                    after[e] = base + (i + 1) % n
                    key[e] = min(a, b) * 4294967296 + max(a, b)
                    e += 1
        order = np.argsort(key)
        n_faces = last - first
        up, parity, weight = np.arange(n_faces), np.zeros(n_faces, np.int64), np.ones(n_faces, np.int64)
        corner = np.arange(size)
        open_edges = crowded = twisted = 0
        i = 0
        while i < size:
            j = i
            while j < size and key[order[j]] == key[order[i]]:
                j += 1
            one = order[i]
            if begin[one] == end[one]:
                # Both ends are the same place: no edge.
                c, d = one, after[one]
                while corner[c] != c:
                    c = corner[c]
                while corner[d] != d:
                    d = corner[d]
                corner[c] = d
                i = j
                continue
            if j - i == 1:
                open_edges += 1
            elif j - i > 2:
                crowded += 1
            for m in range(i + 1, j):
                two = order[m]
                # Join the faces, remembering whether one of them must be turned.
                a, pa = face[one], 0
                while up[a] != a:
                    pa ^= parity[a]
                    a = up[a]
                b, pb = face[two], 0
                while up[b] != b:
                    pb ^= parity[b]
                    b = up[b]
                same = 1 if begin[one] == begin[two] else 0
                if a != b:
                    if weight[a] < weight[b]:
                        a, b = b, a
                    up[b] = a
                    weight[a] += weight[b]
                    parity[b] = pa ^ pb ^ same
                elif j - i == 2 and pa ^ pb != same:
                    twisted = 1
                # Join the corners at both ends.
                for side in range(2):
                    c = one if side == 0 else after[one]
                    d = two if at[two] == at[c] else after[two]
                    while corner[c] != c:
                        corner[c] = corner[corner[c]]
                        c = corner[c]
                    while corner[d] != d:
                        corner[d] = corner[corner[d]]
                        d = corner[d]
                    corner[c] = d
            i = j
        components = 0
        for a in range(n_faces):
            if up[a] == a:
                components += 1
        classes = 0
        for c in range(size):
            if corner[c] == c:
                classes += 1
        ends = np.sort(begin)
        different = 0
        for c in range(size):
            if c == 0 or ends[c] != ends[c - 1]:
                different += 1
        counts[shell, 0], counts[shell, 1], counts[shell, 2] = open_edges, crowded, components
        counts[shell, 3] = 1 if classes > different else 0
        counts[shell, 4] = twisted
        if open_edges or twisted or n_faces < 4:
            continue
        # Volume of each component, from fans over the rings seen from the first corner of the shell.
        s0 = rings[polygons[faces[first]]]
        ox, oy, oz = points[s0, 0], points[s0, 1], points[s0, 2]
        volumes = np.zeros(n_faces)
        for k in range(first, last):
            p = faces[k]
            total = 0.0
            for r in range(polygons[p], polygons[p + 1]):
                s, t = rings[r], rings[r + 1]
                ax, ay, az = points[s, 0] - ox, points[s, 1] - oy, points[s, 2] - oz
                for q in range(s + 1, t - 1):
                    bx, by, bz = points[q, 0] - ox, points[q, 1] - oy, points[q, 2] - oz
                    cx, cy, cz = points[q + 1, 0] - ox, points[q + 1, 1] - oy, points[q + 1, 2] - oz
                    total += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
            a, pa = k - first, 0
            while up[a] != a:
                pa ^= parity[a]
                a = up[a]
            turn[k] = pa == 1
            volumes[a] += total / 6 if flips[k] == (pa == 1) else -total / 6
        for k in range(first, last):
            a = k - first
            while up[a] != a:
                a = up[a]
            if volumes[a] < 0:
                turn[k] = not turn[k]
        for a in range(n_faces):
            counts[shell, 5] += abs(volumes[a])


@lru_cache(1)
def _kernel() -> Any:
    return compiled(_examine)


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
    _kernel()(
        shapes.points,
        places,
        shapes.ring_starts,
        shapes.polygon_starts,
        np.asarray(starts, np.int64),
        np.asarray(faces, np.int64),
        np.asarray(flips, np.bool_),
        counts,
        turn,
    )
    whole = counts[:, :3].astype(np.int32)
    flags = counts[:, 3:5] > 0
    return Shells(whole[:, 0], whole[:, 1], whole[:, 2], flags[:, 0], flags[:, 1], counts[:, 5], turn)
