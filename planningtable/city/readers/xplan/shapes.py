"""Control points → shapely geometry in the site's CRS, mended where the file is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.crs.reference import Placement
from planningtable.city.geometry.mending import mended
from planningtable.city.grid import Array
from planningtable.city.readers.xplan.curves import stroke, widest_gap
from planningtable.city.readers.xplan.gml import GeometryFault, Segment, Shape
from planningtable.domain.text import Text

# Ends of curves that are further apart are told [m].
GAP = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """A geometry, and what had to be mended."""

    geometry: BaseGeometry
    repaired: tuple[Text, ...]


def build(shape: Shape, way: Placement) -> Built:
    """A shape in the site's CRS.

    Raises:
        GeometryFault: nothing of it can be drawn.
    """
    repaired: list[Text] = []
    parts: list[BaseGeometry] = []
    for rings in shape.polygons:
        parts += _polygon([_projected(ring, way) for ring in rings], repaired)
    for path in shape.paths:
        parts += _line(_projected(path, way), repaired)
    parts += [shapely.Point(way.project(point[None, :])[0]) for point in shape.points]
    parts = [p for p in parts if not p.is_empty]
    if not parts:
        raise GeometryFault("xplan.reported.degenerate")
    if not all(np.isfinite(p.bounds).all() for p in parts):
        raise GeometryFault("xplan.reported.elsewhere")
    return Built(_joined(parts), tuple(dict.fromkeys(repaired)))


def _projected(path: tuple[Segment, ...], way: Placement) -> tuple[Segment, ...]:
    # Control points first, arcs afterwards: in metres an arc is an arc, in degrees it is none.
    return tuple(Segment(s.curve, way.project(s.points)) for s in path)


def _line(path: tuple[Segment, ...], repaired: list[Text]) -> Iterator[BaseGeometry]:
    gap = widest_gap(path)
    if gap > GAP:
        repaired.append(Text.of("xplan.repaired.gap", metres=round(gap, 2)))
    points = _distinct(stroke(path))
    if len(points) >= 2:
        yield shapely.LineString(points)


def _polygon(rings: list[tuple[Segment, ...]], repaired: list[Text]) -> Iterator[BaseGeometry]:
    closed = [_ring(ring, repaired) for ring in rings]
    if len(closed[0]) < 4:
        return
    holes = [hole for hole in closed[1:] if len(hole) >= 4]
    if len(holes) < len(closed) - 1:
        repaired.append(Text.of("xplan.repaired.hole"))
    polygon = shapely.Polygon(closed[0], holes)
    if polygon.is_valid:
        yield polygon
        return
    areas = _areas(mended(np.array([polygon], object))[0])
    change = areas.area - abs(polygon.area)
    repaired.append(Text.of("xplan.repaired.invalid", metres=round(abs(change), 2)))
    yield areas


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    """The areas of a geometry without lines and points that are left over from mending."""
    return shapely.union_all([g for g in shapely.get_parts(geometry) if g.area])


def _ring(path: tuple[Segment, ...], repaired: list[Text]) -> Array:
    """A closed ring without repeated points, shape (n, 2)."""
    points = _distinct(stroke(path))
    if not len(points):
        return points
    gap = max(widest_gap(path), float(np.hypot(*(points[0] - points[-1]))))
    if gap > GAP:
        repaired.append(Text.of("xplan.repaired.gap", metres=round(gap, 2)))
    if not np.array_equal(points[0], points[-1]):
        points = np.vstack([points, points[:1]])
    return points


def _distinct(points: Array) -> Array:
    """Points without those that repeat the one before."""
    if len(points) < 2:
        return points
    keep = np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])
    return np.asarray(points[keep])


def _joined(parts: list[BaseGeometry]) -> BaseGeometry:
    """One geometry; areas that overlap are merged."""
    if len(parts) == 1:
        return parts[0]
    if all(p.area for p in parts):
        return shapely.union_all(parts)
    return shapely.GeometryCollection(parts) if len({p.geom_type for p in parts}) > 1 else _multi(parts)


def _multi(parts: list[BaseGeometry]) -> BaseGeometry:
    if parts[0].geom_type == "LineString":
        return shapely.MultiLineString([p for p in parts if isinstance(p, shapely.LineString)])
    return shapely.MultiPoint([p for p in parts if isinstance(p, shapely.Point)])
