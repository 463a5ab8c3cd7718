"""Faults of rings and polygons, by val3dity's codes.

Where we differ from val3dity: planarity is measured from the plane of Newell's normal through the middle of the outer
ring, not from that of least squares; a ring that is not closed counts only in a batch where most rings are, since
CityJSON has no closing points; every fault of a polygon is told, where val3dity stops at the first; the polygons of
templates are not judged.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.crossings import self_crossing
from planningtable.city.geometry.faults import Fault
from planningtable.city.geometry.rings import RingState
from planningtable.city.grid import Array
from planningtable.city.model.placed import Placed

# Farthest that a corner may lie from the plane [m], and how far a triangle may lean out of it [cosine of 20°].
PLANE = 0.01
LEAN = 0.9396926
# Triangles narrower than this have no direction to speak of: ours are cut by ear clipping, which leaves slivers along
# rows of corners that val3dity's triangulation does not [m].
SLIVER = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class PolygonFaults:
    """Faults, one row each.

    Attributes:
        polygon: row of the polygon.
        fault: code of `Fault`.
    """

    polygon: npt.NDArray[np.int64]
    fault: npt.NDArray[np.int32]


def polygon_faults(it: Placed, triangles: Array, triangle_polygon: Array) -> PolygonFaults:
    """All faults of the rings and polygons of a batch.

    Args:
        it: the batch at its place.
        triangles: of its shapes, rows of points, shape (T, 3).
        triangle_polygon: the polygon of each, shape (T,).
    """
    shapes, clean = it.shapes, it.clean
    ring_polygon = np.repeat(np.arange(len(it.polygons)), np.diff(it.polygons.polygon_starts))
    closed = clean.closed.sum() * 2 >= len(clean.closed)
    told = clean.state != RingState.NOT_FINITE
    told &= clean.state != RingState.FAR
    crossing = self_crossing(shapes)
    shape_polygon = np.repeat(np.arange(len(shapes)), np.diff(shapes.polygon_starts))
    bent = shapes.deviation > PLANE
    leaning = np.zeros(len(shapes), np.bool_)
    leaning[triangle_polygon[_leaning(it, triangles, triangle_polygon)]] = True
    simple = np.ones(len(shapes), np.bool_)
    simple[shape_polygon[crossing]] = False
    found = [
        (ring_polygon[clean.state == RingState.TOO_FEW], Fault.TOO_FEW_POINTS),
        (ring_polygon[told & (clean.repeated > 0)], Fault.CONSECUTIVE_POINTS_SAME),
        (ring_polygon[told & ~clean.closed & closed], Fault.RING_NOT_CLOSED),
        (shape_polygon[crossing], Fault.RING_SELF_INTERSECTION),
        *(([p], f) for p, f in zip(it.hole_faults.polygons, it.hole_faults.faults, strict=True)),
        (np.flatnonzero(shapes.turned_holes > 0), Fault.ORIENTATION_RINGS_SAME),
        (np.flatnonzero(bent), Fault.NON_PLANAR_POLYGON_DISTANCE_PLANE),
        (np.flatnonzero(leaning & ~bent & simple), Fault.NON_PLANAR_POLYGON_NORMALS_DEVIATION),
    ]
    polygon = np.concatenate([np.asarray(p, np.int64) for p, _ in found])
    fault = np.concatenate([np.full(len(p), int(f), np.int32) for p, f in found])
    own = polygon < it.own
    return PolygonFaults(polygon[own], fault[own])


def _leaning(it: Placed, triangles: Array, polygon: Array) -> npt.NDArray[np.bool_]:
    """Triangles that lean out of the plane of their polygon."""
    corners = it.shapes.points[triangles]
    one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    x, y, z = one.T
    u, v, w = other.T
    normal = np.column_stack([y * w - z * v, z * u - x * w, x * v - y * u])
    size = np.sqrt((normal**2).sum(axis=1))
    plane = it.shapes.outer[polygon]
    length = np.sqrt((plane**2).sum(axis=1))
    along = (normal * plane).sum(axis=1)
    edges = ((one**2).sum(axis=1), (other**2).sum(axis=1), ((other - one) ** 2).sum(axis=1))
    longest = np.sqrt(np.max(edges, axis=0))
    return np.asarray((size > SLIVER * longest) & (along < LEAN * size * length))
