"""Polygons of a table of surfaces as rings of numbered vertices, turned outward; which of them close to solids."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from planningtable.city.grid import Array
from planningtable.city.site import Surfaces

# Vertices are whole millimetres; closer ones are one.
SCALE = 1000
_SMALLEST_RING = 3
_FEWEST_FACES = 4


@dataclass(frozen=True, slots=True, eq=False)
class IndexedRings:
    """Rings of surfaces; a group is all that belongs to one object (a building, a part of it, a road …).

    Attributes:
        vertices: each place once, relative to the site's origin, shape (V, 3) [mm].
        vertex: row of ``vertices`` of each ring point, shape (P,).
        rings: for each surface its rings as rows of the ring points, outer ring first, counter-clockwise seen from
            outside, holes the other way round; no point repeated. Empty for a surface that is thinner than 1 mm.
        owners: owner and number of the nested object of each group, shape (G, 2), sorted.
        group_starts: first entry of each group in ``members`` with one more at the end, shape (G + 1,).
        members: surface rows, group by group, shape (S,).
        closed: whether the surfaces of a group are the boundary of one solid, shape (G,).
    """

    vertices: npt.NDArray[np.int64]
    vertex: npt.NDArray[np.int64]
    rings: list[list[list[int]]]
    owners: npt.NDArray[np.int64]
    group_starts: npt.NDArray[np.int64]
    members: npt.NDArray[np.int64]
    closed: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """Ring points that are written: rows of the ring points, how many a ring, whether it is turned."""

    rows: Array
    lengths: Array
    turned: Array


def indexed_rings(surfaces: Surfaces) -> IndexedRings:
    """Number the vertices, turn the rings, find the solids. Linear but for sorting."""
    vertices, vertex = _numbered(np.rint(surfaces.ring_points * SCALE).astype(np.int64))
    group, owners = _groups(surfaces)
    kept = _kept(surfaces, vertex)
    members = np.argsort(group, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(group, minlength=len(owners)))]).astype(np.int64)
    closed = _closed(surfaces, vertex, kept, group, len(owners))
    return IndexedRings(vertices, vertex, _rings(surfaces, kept), owners, starts, members, closed)


def _numbered(points: Array) -> tuple[Array, Array]:
    """Each place once, and its row for each point; two sorts of integers are faster than one of rows."""
    if not len(points):
        return points, np.zeros(0, np.int64)
    low = points.min(axis=0)
    x, y, z = (points - low).T
    flat = _rank(x * (int(y.max()) + 1) + y)
    _, first, vertex = np.unique(flat * (int(z.max()) + 1) + z, return_index=True, return_inverse=True)
    return points[first], vertex.reshape(-1)


def _rank(keys: Array) -> Array:
    return np.asarray(np.unique(keys, return_inverse=True)[1]).reshape(-1)


def _groups(surfaces: Surfaces) -> tuple[Array, Array]:
    """Group of each surface, and owner and nested number of each group."""
    width = int(surfaces.nested.max(initial=0)) + 1
    keys, group = np.unique(surfaces.building.astype(np.int64) * width + surfaces.nested, return_inverse=True)
    return group.reshape(-1), np.column_stack([keys // width, keys % width]).astype(np.int64)


def _kept(surfaces: Surfaces, vertex: Array) -> _Kept:
    starts = surfaces.ring_offsets
    lengths = np.diff(starts)
    full = lengths > 0
    following = np.arange(1, len(vertex) + 1)
    following[starts[1:][full] - 1] = starts[:-1][full]
    ring = np.repeat(np.arange(len(lengths)), lengths)
    rows = np.flatnonzero(vertex[following] != vertex) if len(vertex) else np.zeros(0, np.int64)
    counts = np.bincount(ring[rows], minlength=len(lengths))
    rows = rows[counts[ring[rows]] >= _SMALLEST_RING]
    counts[counts < _SMALLEST_RING] = 0
    facing = np.einsum("ij,ij->i", _area_vectors(surfaces, following, ring), surfaces.normal[surfaces.ring_surface])
    return _Kept(rows, counts, np.where(surfaces.ring_hole, facing > 0, facing < 0))


def _area_vectors(surfaces: Surfaces, following: Array, ring: Array) -> Array:
    """Twice the area vector of each ring, about its first point so that no digits are lost, shape (R, 3)."""
    count = len(surfaces.ring_offsets) - 1
    if not len(ring):
        return np.zeros((count, 3))
    a = surfaces.ring_points - surfaces.ring_points[surfaces.ring_offsets[:-1][ring]]
    crossed = np.cross(a, a[following])
    return np.column_stack([np.bincount(ring, crossed[:, axis], count) for axis in range(3)])


def _rings(surfaces: Surfaces, kept: _Kept) -> list[list[list[int]]]:
    found: list[list[list[int]]] = [[] for _ in range(len(surfaces))]
    rows = kept.rows.tolist()
    ends = np.cumsum(kept.lengths)
    columns = (ends - kept.lengths, ends, kept.turned, surfaces.ring_surface, surfaces.ring_hole)
    for start, end, turned, surface, hole in zip(*(c.tolist() for c in columns), strict=True):
        points = rows[start:end]
        if turned:
            points.reverse()
        if not points:
            if not hole:
                found[surface] = []
        elif hole and found[surface]:
            found[surface].append(points)
        elif not hole:
            found[surface].insert(0, points)
    return found


def _closed(surfaces: Surfaces, vertex: Array, kept: _Kept, group: Array, count: int) -> npt.NDArray[np.bool_]:
    """A group closes where each edge is passed once this way and once that way, all in one piece, inside within."""
    if not len(kept.rows):
        return np.zeros(count, bool)
    ring = np.repeat(np.arange(len(kept.lengths)), kept.lengths)
    ends = np.cumsum(kept.lengths)
    after = np.arange(1, len(ring) + 1)
    full = kept.lengths > 0
    after[ends[full] - 1] = (ends - kept.lengths)[full]
    here = vertex[kept.rows]
    turned = kept.turned[ring]
    start, end = np.where(turned, here[after], here), np.where(turned, here, here[after])
    face = surfaces.ring_surface[ring]
    of = group[face]
    corner = _rank(np.concatenate([of * (len(vertex) + 1) + start, of * (len(vertex) + 1) + end]))
    start, end = corner[: len(of)], corner[len(of) :]
    width = int(corner.max()) + 1
    forth, back = start * width + end, end * width + start
    order = np.argsort(forth)
    found = order[np.minimum(np.searchsorted(forth, back, sorter=order), len(order) - 1)]
    paired = forth[found] == back
    repeated = np.zeros(len(forth), bool)
    repeated[order[1:]] = forth[order][1:] == forth[order][:-1]
    faces = len(surfaces)
    links = coo_array((np.ones(int(paired.sum())), (face[paired], face[found[paired]])), shape=(faces, faces))
    piece = connected_components(links, directed=False)[1]
    pieces = np.bincount(np.unique(group.astype(np.int64) * (faces + 1) + piece) // (faces + 1), minlength=count)
    loose = np.bincount(of[~paired | repeated], minlength=count)
    sizes = np.bincount(group, minlength=count)
    whole = (loose == 0) & (pieces == 1) & (sizes >= _FEWEST_FACES)
    return np.asarray(whole & (_volumes(surfaces, group, count) > 0), np.bool_)


def _volumes(surfaces: Surfaces, group: Array, count: int) -> Array:
    """Volume that the surfaces of each group enclose, about the first point of each group's [m³]."""
    first = np.zeros((len(surfaces), 3))
    outer = np.flatnonzero(~surfaces.ring_hole & (np.diff(surfaces.ring_offsets) > 0))
    first[surfaces.ring_surface[outer]] = surfaces.ring_points[surfaces.ring_offsets[outer]]
    base = np.zeros((count, 3))
    base[group[::-1]] = first[::-1]
    height = np.einsum("ij,ij->i", first - base[group], surfaces.normal)
    return np.bincount(group, height * surfaces.area, count) / 3
