"""Solids that share room, or a piece of surface."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from planningtable.city.geometry.cleaning import SNAP
from planningtable.city.geometry.piercing import Mesh
from planningtable.city.grid import Array

# Pairs of solids of more triangles are not compared: the time grows with the product of their numbers.
MOST_TRIANGLES = 4_000
# How far the normals of faces that touch may lean from each other [cosine of 1°], and how large a contact is [m²].
PARALLEL, CONTACT = 0.99985, 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Solids:
    """Triangles of solids.

    Attributes:
        corners: those of each solid together, corners at the same place equal, shape (T, 3, 3) [m].
        starts: first triangle of each solid with one more at the end.
        low: lowest corner of each solid, shape (S, 3).
        high: highest corner of each solid, shape (S, 3).
    """

    corners: Array
    starts: npt.NDArray[np.int64]
    low: Array
    high: Array

    def of(self, solid: int) -> Array:
        return self.corners[self.starts[solid] : self.starts[solid + 1]]


def solids_of(mesh: Mesh, starts: Array, faces: Array, flips: Array) -> Solids:
    """Triangles of solids.

    Args:
        mesh: the polygons.
        starts: first face of each solid with one more at the end.
        faces: polygons of the solids, shape (F,).
        flips: whether each is turned round, shape (F,).
    """
    counts = np.diff(mesh.triangle_starts)[faces]
    first = np.repeat(mesh.triangle_starts[faces] - (np.cumsum(counts) - counts), counts)
    rows = mesh.triangles[first + np.arange(len(first))]
    turned = np.repeat(flips, counts)
    rows[turned] = rows[turned][:, ::-1]
    points = np.empty(len(mesh.places), np.int64)
    points[mesh.places[::-1]] = np.arange(len(points))[::-1]
    corners = mesh.shapes.points[points[mesh.places[rows]]]
    ends = np.concatenate([[0], np.cumsum(counts)])[starts].astype(np.int64)
    count = len(starts) - 1
    low, high = np.full((count, 3), np.inf), np.full((count, 3), -np.inf)
    some = np.flatnonzero(np.diff(ends) > 0)
    if len(some):
        low[some] = np.minimum.reduceat(corners.min(axis=1), ends[some])
        high[some] = np.maximum.reduceat(corners.max(axis=1), ends[some])
    return Solids(np.ascontiguousarray(corners), ends, low, high)


def near_pairs(solids: Solids, group: Array, depth: float) -> Iterator[tuple[int, int]]:
    """Pairs of solids of a group whose boxes overlap by more than a depth, also a negative one [m].

    Args:
        solids: all of them.
        group: number of the group of each, shape (S,); those below 0 are left out.
        depth: [m].
    """
    rows = np.flatnonzero(group >= 0)
    order = rows[np.lexsort((solids.low[rows, 0], group[rows]))]
    lowest, highest, of = solids.low[order], solids.high[order], group[order]
    step, count = 1, len(order)
    # Each solid with the next of its group along x, then with the one after that, until none reaches so far.
    reach = np.arange(count)
    while len(reach):
        reach = reach[reach + step < count]
        other = reach + step
        near = (of[reach] == of[other]) & (highest[reach, 0] - lowest[other, 0] > depth)
        reach, other = reach[near], other[near]
        shared = np.minimum(highest[reach], highest[other]) - np.maximum(lowest[reach], lowest[other])
        for i in np.flatnonzero((shared > depth).all(axis=1)).tolist():
            yield int(order[reach[i]]), int(order[other[i]])
        step += 1


def is_large(solids: Solids, one: int, other: int) -> bool:
    """Whether two solids have too many triangles to be compared."""
    return max(len(solids.of(one)), len(solids.of(other))) > MOST_TRIANGLES


def share_room(solids: Solids, one: int, other: int, depth: float) -> bool:
    """Whether two solids share room that a ball of a diameter fits into; also where one is inside the other."""
    from planningtable.city.geometry import overlap_kernels

    return bool(overlap_kernels.overlap(solids.of(one), solids.of(other), depth))


def share_surface(solids: Solids, one: int, other: int) -> bool:
    """Whether a piece of the surface of one solid lies on one of the other."""
    a, b = solids.of(one), solids.of(other)
    ours, theirs = _planes(a), _planes(b)
    along = ours[:, :3] @ theirs[:, :3].T
    away = ours[:, 3:] - np.sign(along) * theirs[:, 3]
    for i, j in np.argwhere((np.abs(along) > PARALLEL) & (np.abs(away) < 2 * SNAP)).tolist():
        axis = int(np.argmax(np.abs(ours[i, :3])))
        flat = [(axis + 1) % 3, (axis + 2) % 3]
        ours_flat, theirs_flat = shapely.Polygon(a[i][:, flat]), shapely.Polygon(b[j][:, flat])
        if ours_flat.intersection(theirs_flat).area > CONTACT:
            return True
    return False


def _planes(corners: Array) -> Array:
    """Unit normals and distances from the origin of triangles, shape (n, 4); no normal where there is no area."""
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    size = np.linalg.norm(normal, axis=1)[:, None]
    normal = np.where(size > 1e-9, normal / np.maximum(size, 1e-9), 0.0)
    return np.column_stack([normal, (normal * corners[:, 0]).sum(axis=1)])
