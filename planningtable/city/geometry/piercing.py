"""Shells that cross or touch themselves."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.cleaning import SNAP
from planningtable.city.geometry.shapes import Shapes
from planningtable.city.grid import Array

# A corner within this of a face that it does not belong to lies on it [m].
TOUCH = 1e-4


class Mesh(NamedTuple):
    """Polygons with their triangles.

    Attributes:
        shapes: the polygons.
        places: of their points, as `snapping.numbered` gives them.
        triangles: rows of the points, shape (T, 3).
        triangle_starts: first triangle of each polygon with one more at the end.
    """

    shapes: Shapes
    places: Array
    triangles: Array
    triangle_starts: npt.NDArray[np.int64]


def self_piercing(mesh: Mesh, starts: Array, faces: Array) -> npt.NDArray[np.bool_]:
    """Shells of which an edge goes through a face, by more than 1 mm, or a corner lies on a face.

    Args:
        mesh: the polygons.
        starts: first face of each shell with one more at the end, shape (S + 1,).
        faces: polygons of the shells, all of them good, shape (F,).

    Returns:
        Shape (S,).
    """
    pierced = np.zeros(len(starts) - 1, np.bool_)
    if not len(faces):
        return pierced
    edges = _near_edges(mesh, starts, faces)
    counts = np.diff(mesh.triangle_starts)[edges[:, 2]]
    row = np.repeat(np.arange(len(edges)), counts)
    first = mesh.triangle_starts[edges[:, 2]]
    triangle = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
    points = mesh.shapes.points
    hit = _hits(points[edges[row, 0]], points[edges[row, 1]], points[mesh.triangles[triangle]])
    pierced[edges[row[hit], 3]] = True
    return pierced


def _near_edges(mesh: Mesh, starts: Array, faces: Array) -> npt.NDArray[np.int64]:
    """Edges near faces: corner, next corner, polygon, shell."""
    from planningtable.city.geometry import piercing_kernels

    shapes = mesh.shapes
    low, high, plane, slack = _boxes(shapes)
    shell = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    order = np.lexsort((low[faces, 0], shell))
    room = max(1024, 2 * len(faces))
    while True:
        found = np.zeros((room, 4), np.int64)
        count = piercing_kernels.near_edges(
            (shapes.points, mesh.places, shapes.ring_starts, shapes.polygon_starts),
            (low, high, plane, slack),
            np.asarray(starts, np.int64),
            np.asarray(faces, np.int64)[order],
            TOUCH,
            found,
        )
        if count <= room:
            return found[:count]
        room = count


def _boxes(shapes: Shapes) -> tuple[Array, Array, Array, Array]:
    """Lowest and highest corner, plane, and how far a corner may lie from it, of each polygon."""
    count = len(shapes)
    low, high, plane = np.zeros((count, 3)), np.zeros((count, 3)), np.zeros((count, 4))
    good = np.flatnonzero(shapes.good)
    if len(good):
        first = shapes.ring_starts[shapes.polygon_starts[good]]
        low[good] = np.minimum.reduceat(shapes.points, first)
        high[good] = np.maximum.reduceat(shapes.points, first)
        length = np.maximum(np.linalg.norm(shapes.outer[good], axis=1), 1e-12)
        plane[good, :3] = shapes.outer[good] / length[:, None]
        plane[good, 3] = (plane[good, :3] * shapes.points[first]).sum(axis=1)
    return low, high, plane, 2 * shapes.deviation


def _hits(one: Array, other: Array, corners: Array) -> npt.NDArray[np.bool_]:
    """Whether edges go through triangles, or their first ends lie on them; all of shape (n, …)."""
    a, ab, ac = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    normal = np.cross(ab, ac)
    size = np.linalg.norm(normal, axis=1)
    wide = size > 1e-9
    normal = normal / np.maximum(size, 1e-9)[:, None]
    p, q = ((one - a) * normal).sum(axis=1), ((other - a) * normal).sum(axis=1)
    through = (p * q < 0) & (np.minimum(np.abs(p), np.abs(q)) > SNAP)
    along = np.where(through, p / np.where(through, p - q, 1.0), 0.0)
    at = one + along[:, None] * (other - one) - a
    u = (np.cross(at, ac) * normal).sum(axis=1)
    v = (np.cross(ab, at) * normal).sum(axis=1)
    inside = (u >= 0) & (v >= 0) & (u + v <= size)
    return np.asarray(wide & inside & (through | (np.abs(p) <= TOUCH)))
