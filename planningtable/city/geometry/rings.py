"""Rings of many polygons at once: mending, normals, footprints."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import shapely

from planningtable.city.geometry.mending import mended
from planningtable.city.grid import Array

# Two corners closer than this are one [m].
SAME_PLACE = 5e-4
# Whatever lies further from the middle of its file, across or up, is a slip, such as a corner at 0, 0 [m].
REACH = np.array([50_000.0, 50_000.0, 5_000.0])


class RingState(IntEnum):
    GOOD = 0
    NOT_FINITE = 1
    TOO_FEW = 2
    FAR = 3
    TOO_MANY = 4


@dataclass(frozen=True, slots=True, eq=False)
class Rings:
    """Rings without repeated corners.

    Attributes:
        points: shape (P, 3) [m].
        starts: start of each ring with one more at the end, shape (R + 1,).
        state: `RingState`, shape (R,).
    """

    points: Array
    starts: Array
    state: Array

    def ring(self, index: int) -> Array:
        return self.points[self.starts[index] : self.starts[index + 1]]


def cleaned(points: Array, starts: Array) -> Rings:
    """Drop closing points and corners repeated in a row; say which rings are none.

    Args:
        points: shape (P, 3) [m].
        starts: start of each ring with one more at the end; no ring is empty.
    """
    count = len(starts) - 1
    if count == 0:
        return Rings(points, starts, np.zeros(0, np.uint8))
    following = np.arange(1, len(points) + 1)
    following[starts[1:] - 1] = starts[:-1]
    finite: Array = np.asarray(np.isfinite(points).all(axis=1))
    safe = np.where(finite[:, None], points, 0.0)
    middle = np.median(safe[finite], axis=0) if finite.any() else np.zeros(3)
    lost = finite & (np.abs(safe - middle) > REACH).any(axis=1)
    keep = ~((np.abs(safe - safe[following]) < SAME_PLACE).all(axis=1) & finite & finite[following])
    kept = np.add.reduceat(keep.astype(np.int64), starts[:-1])
    broken = np.add.reduceat((~finite).astype(np.int64), starts[:-1]) > 0
    far = np.add.reduceat(lost.astype(np.int64), starts[:-1]) > 0
    state = np.select(
        [broken, far, kept < 3], [RingState.NOT_FINITE, RingState.FAR, RingState.TOO_FEW], default=RingState.GOOD
    )
    return Rings(points[keep], np.concatenate([[0], np.cumsum(kept)]), state.astype(np.uint8))


def normals(rings: Rings) -> Array:
    """Area vectors by Newell's method, shape (R, 3) [m²]; zero for rings that are none."""
    lengths = np.diff(rings.starts)
    result = np.zeros((len(lengths), 3))
    used = lengths > 0
    if not used.any():
        return result
    first = rings.starts[:-1]
    points = np.where(np.isfinite(rings.points), rings.points, 0.0)
    relative = points - np.repeat(points[first[used]], lengths[used], axis=0)
    following = np.arange(1, len(points) + 1)
    following[rings.starts[1:][used] - 1] = first[used]
    result[used] = np.add.reduceat(np.cross(relative, relative[following]), first[used], axis=0) / 2
    result[rings.state != RingState.GOOD] = 0.0
    return result


def outlines(points: Array, ring_starts: Array, ring_polygon: Array) -> Array:
    """Plan views of polygons, object array; empty polygons where nothing is left seen from above.

    Args:
        points: shape (P, 2) or (P, 3) [m].
        ring_starts: start of each ring with one more at the end, shape (R + 1,).
        ring_polygon: polygon of each ring, 0, 1, 2 …, each outer ring first, shape (R,).
    """
    lengths = np.diff(ring_starts)
    linear = np.asarray(shapely.linearrings(points[:, :2], indices=np.repeat(np.arange(len(lengths)), lengths)))
    shapes = np.asarray(shapely.polygons(linear, indices=ring_polygon))
    wrong = ~shapely.is_valid(shapes)
    if wrong.any():
        shapes[wrong] = [_areas(shape) for shape in mended(shapes[wrong])]
    return shapes


Area: TypeAlias = shapely.Polygon | shapely.MultiPolygon


def _areas(shape: shapely.Geometry) -> Area:
    parts = [p for p in shapely.get_parts(shapely.get_parts(shape)) if isinstance(p, shapely.Polygon)]
    found = shapely.union_all(parts)
    return found if isinstance(found, Area) else shapely.Polygon()


def joined(shapes: Array) -> Area:
    """Union of polygons; only its areas."""
    found = shapely.union_all(shapes) if len(shapes) > 1 else shapes[0]
    return found if isinstance(found, Area) else _areas(found)
