"""Polygons of a whole batch as they are used: only good rings, holes turning against their outer ring."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.cleaning import CleanRings
from planningtable.city.geometry.rings import RingState
from planningtable.city.grid import Array

# Corners of a polygon with its holes: ear clipping takes some ten seconds for so many, and with the square of their
# number longer. Areas of land cover have some 30 000.
MOST_CORNERS = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Polygons in space; columns of length N.

    Attributes:
        points: shape (P, 3) [m].
        source: row of each point among the points of the file, -1 for points that were made, shape (P,).
        ring_starts: start of each ring in ``points`` with one more at the end, shape (R + 1,).
        polygon_starts: first ring of each polygon with one more at the end, shape (N + 1,); the outer ring first;
            polygons that are none have no rings.
        state: `RingState` of the outer ring; that of the polygon where it has too many corners.
        area: area vector by Newell's method, holes taken off, shape (N, 3) [m²].
        outer: the same of the outer ring alone, shape (N, 3) [m²].
        middle: mean height of the corners of the outer ring [m].
        deviation: largest distance of a corner from the plane through the middle of the outer ring, across ``outer``
            [m].
        turned_holes: number of holes that turned with their outer ring and were turned round.
    """

    points: Array
    source: npt.NDArray[np.int64]
    ring_starts: npt.NDArray[np.int64]
    polygon_starts: npt.NDArray[np.int64]
    state: npt.NDArray[np.uint8]
    area: Array
    outer: Array
    middle: Array
    deviation: Array
    turned_holes: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.state)

    @property
    def good(self) -> npt.NDArray[np.bool_]:
        """Which polygons have an outer ring, shape (N,)."""
        return np.diff(self.polygon_starts) > 0

    def ring(self, index: int) -> Array:
        return self.points[self.ring_starts[index] : self.ring_starts[index + 1]]

    def rings(self, polygon: int) -> list[Array]:
        return [self.ring(r) for r in range(self.polygon_starts[polygon], self.polygon_starts[polygon + 1])]


def shapes_of(points: Array, clean: CleanRings, polygon_starts: npt.NDArray[np.int64]) -> Shapes:
    """Polygons of clean rings; one whose outer ring is none, or of more than `MOST_CORNERS`, has no rings at all.

    Args:
        points: as given to `clean_rings`, shape (P, 3) [m].
        clean: its rings.
        polygon_starts: first ring of each polygon with one more at the end; a polygon may have no rings.
    """
    lengths = np.diff(polygon_starts)
    count = len(lengths)
    outer = np.minimum(polygon_starts[:-1], max(len(clean.state) - 1, 0))
    state = np.full(count, RingState.TOO_FEW, np.uint8)
    if len(clean.state):
        state[lengths > 0] = clean.state[outer][lengths > 0]
        corners = np.diff(clean.starts[polygon_starts])
        state[(state == RingState.GOOD) & (corners > MOST_CORNERS)] = RingState.TOO_MANY
    whole = np.repeat(state == RingState.GOOD, lengths)
    keep = whole & (clean.state == RingState.GOOD)
    if keep.all():
        source, starts, polygons = clean.source.copy(), clean.starts, polygon_starts.astype(np.int64)
    else:
        sizes = np.diff(clean.starts)
        source = clean.source[np.repeat(keep, sizes)]
        starts = _running(sizes[keep])
        polygons = _running(keep)[polygon_starts]
    return measured(points[source], source, starts, polygons, state)


def _running(lengths: Array) -> npt.NDArray[np.int64]:
    result = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=result[1:])
    return result


def measured(points: Array, source: Array, ring_starts: Array, polygon_starts: Array, state: Array) -> Shapes:
    """Polygons with what is measured on them; ``points`` and ``source`` become theirs."""
    count = len(state)
    area, outer = np.zeros((count, 3)), np.zeros((count, 3))
    middle, deviation, turned = np.zeros(count), np.zeros(count), np.zeros(count, np.int32)
    from planningtable.city.geometry import ring_kernels

    ring_kernels.measure(points, source, ring_starts, polygon_starts, (area, outer, middle, deviation, turned))
    return Shapes(points, source, ring_starts, polygon_starts, state, area, outer, middle, deviation, turned)


def without_rings(shapes: Shapes, drop: npt.NDArray[np.bool_]) -> Shapes:
    """The polygons without some of their rings (holes); what is measured anew."""
    if not drop.any():
        return shapes
    sizes = np.diff(shapes.ring_starts)
    points = np.repeat(~drop, sizes)
    made = measured(
        shapes.points[points],
        shapes.source[points],
        _running(sizes[~drop]),
        _running(~drop)[shapes.polygon_starts],
        shapes.state,
    )
    return replace(made, turned_holes=shapes.turned_holes)


def with_made(shapes: Shapes, polygons: list[list[Array]]) -> Shapes:
    """More polygons behind the others, made of rings that are clean."""
    if not polygons:
        return shapes
    rings = [ring for polygon in polygons for ring in polygon]
    points = np.ascontiguousarray(np.concatenate(rings), np.float64)
    more = measured(
        points,
        np.full(len(points), -1, np.int64),
        _running(np.array([len(r) for r in rings])),
        _running(np.array([len(p) for p in polygons])),
        np.zeros(len(polygons), np.uint8),
    )
    return Shapes(
        np.concatenate([shapes.points, more.points]),
        np.concatenate([shapes.source, more.source]),
        np.concatenate([shapes.ring_starts, more.ring_starts[1:] + len(shapes.points)]),
        np.concatenate([shapes.polygon_starts, more.polygon_starts[1:] + len(shapes.ring_starts) - 1]),
        *(
            np.concatenate([getattr(shapes, name), getattr(more, name)])
            for name in ("state", "area", "outer", "middle", "deviation", "turned_holes")
        ),
    )
