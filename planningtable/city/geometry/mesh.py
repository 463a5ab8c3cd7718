"""Polygons in space → boundary surfaces with triangles, normals, areas, slopes."""

from collections.abc import Sequence

import mapbox_earcut
import numpy as np
import numpy.typing as npt

from planningtable.city.attributes import AttributeTable
from planningtable.city.site import SurfaceKind, Surfaces

Ring = npt.NDArray[np.float64]

# A polygon whose Newell area is below this is no surface but a line or a point [m²].
SMALLEST_AREA = 1e-4


def newell(ring: Ring) -> npt.NDArray[np.float64]:
    """Area vector of a ring by Newell's method: its length is the area, its direction the normal.

    Args:
        ring: shape (n, 3), not repeated at the end [m].

    Returns:
        Shape (3,) [m²]; counter-clockwise seen from the side it points to.
    """
    # About the first point, so that coordinates of millions of metres lose no digits. Written out, because `cross` and
    # `roll` cost more on a handful of points than the sums themselves.
    a = ring - ring[0]
    b = np.concatenate([a[1:], a[:1]])
    x, y, z = a.T
    u, v, w = b.T
    return np.array([y @ w - z @ v, z @ u - x @ w, x @ v - y @ u]) / 2


def triangulate(rings: Sequence[Ring], normal: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """Triangles of a planar polygon with holes, in the sense of rotation of its outer ring.

    Args:
        rings: outer ring first, each of shape (n, 3), not repeated at the end.
        normal: any vector along the polygon's normal, shape (3,).

    Returns:
        Shape (t, 3), rows of the rings put one after another; empty if the polygon has no interior.
    """
    count = sum(len(ring) for ring in rings)
    if count == 3:
        return np.array([[0, 1, 2]], np.int32)
    axis = int(np.argmax(np.abs(normal)))
    # Drop the largest axis; swap the others where that keeps the projection counter-clockwise.
    flat = np.concatenate(rings)[:, [(axis + 1) % 3, (axis + 2) % 3]]
    flat = flat - flat[0]
    if normal[axis] < 0:
        flat = flat[:, ::-1]
    ends = np.cumsum([len(ring) for ring in rings]).astype(np.uint32)
    found = mapbox_earcut.triangulate_float64(np.ascontiguousarray(flat), ends)
    triangles: npt.NDArray[np.int32] = np.asarray(found, np.int32).reshape(-1, 3)
    if len(triangles) == 0:
        return triangles
    corners = flat[triangles]
    edge, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    clockwise = edge[:, 0] * other[:, 1] - edge[:, 1] * other[:, 0] < 0
    triangles[clockwise] = triangles[clockwise][:, ::-1]
    return triangles


class SurfaceCollector:
    """Gathers polygons one by one and makes the columns of `Surfaces` of them."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._kinds: list[int] = []
        self._buildings: list[int] = []
        self._area_vectors: list[npt.NDArray[np.float64]] = []
        self._points: list[Ring] = []
        self._triangles: list[npt.NDArray[np.int32]] = []
        self._triangle_counts: list[int] = []
        self._ring_lengths: list[int] = []
        self._ring_surfaces: list[int] = []
        self._ring_holes: list[bool] = []
        self._used = 0

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, building: int, kind: SurfaceKind, rings: Sequence[Ring], id: str) -> bool:
        """Add a polygon of a building.

        Args:
            building: row of the building.
            kind: class of the boundary surface.
            rings: outer ring first, then holes; each of shape (n, 3) in the CRS, not repeated at the end [m].
            id: of the surface.

        Returns:
            False, with nothing added, if the polygon is degenerate: no area, or it cannot be triangulated.
        """
        outer = newell(rings[0])
        whole = outer + sum((newell(ring) for ring in rings[1:]), np.zeros(3))
        if len(rings) > 1 and np.linalg.norm(whole) > np.linalg.norm(outer):
            # Holes turn the other way by the standard; some writers turn them the same way.
            whole = 2 * outer - whole
        if not np.linalg.norm(whole) >= SMALLEST_AREA:
            return False
        triangles = triangulate(rings, outer)
        if len(triangles) == 0:
            return False
        surface = len(self._ids)
        self._ids.append(id)
        self._kinds.append(int(kind))
        self._buildings.append(building)
        self._area_vectors.append(whole)
        self._triangles.append(triangles + self._used)
        self._triangle_counts.append(len(triangles))
        for position, ring in enumerate(rings):
            self._points.append(np.asarray(ring, np.float64))
            self._ring_lengths.append(len(ring))
            self._ring_surfaces.append(surface)
            self._ring_holes.append(position > 0)
            self._used += len(ring)
        return True

    def finish(self, origin: tuple[float, float]) -> Surfaces:
        """The columns, with vertices relative to an origin (easting, northing) [m]."""
        count = len(self._ids)
        vectors = np.array(self._area_vectors, np.float64).reshape(count, 3)
        area = np.linalg.norm(vectors, axis=1)
        normal = vectors / np.maximum(area, 1e-12)[:, None]
        points = np.concatenate(self._points) if self._points else np.zeros((0, 3))
        points = points - np.array([origin[0], origin[1], 0.0])
        upward = normal * np.where(normal[:, 2:] < 0, -1.0, 1.0)
        return Surfaces(
            ids=tuple(self._ids),
            kind=np.array(self._kinds, np.uint8),
            building=np.array(self._buildings, np.int32),
            nested=np.zeros(count, np.int32),
            normal=normal,
            area=area,
            slope=np.degrees(np.arccos(np.clip(np.abs(normal[:, 2]), 0.0, 1.0))),
            aspect=np.degrees(np.arctan2(upward[:, 0], upward[:, 1])) % 360.0,
            green=np.zeros(count),
            colour=np.full((count, 3), -1, np.int16),
            texture=np.full(count, -1, np.int32),
            attributes=AttributeTable.empty(count),
            vertices=points,
            triangles=np.concatenate(self._triangles) if count else np.zeros((0, 3), np.int32),
            triangle_surface=np.repeat(np.arange(count, dtype=np.int32), self._triangle_counts),
            ring_offsets=np.concatenate([[0], np.cumsum(self._ring_lengths)]).astype(np.int64),
            ring_points=points,
            ring_surface=np.array(self._ring_surfaces, np.int32),
            ring_hole=np.array(self._ring_holes, np.bool_),
            ring_uv=np.zeros((0, 2), np.float32),
        )
