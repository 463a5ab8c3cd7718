"""Where a measure lies: the geometry that it acts on, whatever people drew."""

import math

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from planningtable.city.measures.kind import MeasureKind, Shape
from planningtable.city.measures.parameters import filled_parameters
from planningtable.domain.values import Measure

FALLBACK_WIDTH = 5.0
"""Width of an area of a kind that has no parameter ``width`` [m]."""


def outline(measure: Measure, kind: MeasureKind) -> BaseGeometry:
    """The geometry that a measure acts on, in its own CRS [m].

    An area may be drawn as a polygon, as a line (widened by ``width``) or as a point (a rectangle of ``width`` and
    ``length``, its length turned by ``turn`` degrees clockwise from north). Points come from one tap of a finger.

    Raises:
        shapely.errors.GEOSException: the measure's geometry is no WKT.
    """
    geometry = shapely.from_wkt(measure.geometry)
    match kind.shape:
        case Shape.AREA:
            return _area(geometry, measure, kind)
        case Shape.POINT:
            return geometry if geometry.geom_type == "Point" else geometry.centroid
        case Shape.LINE | Shape.BUILDING:
            return geometry


def _area(geometry: BaseGeometry, measure: Measure, kind: MeasureKind) -> BaseGeometry:
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry if geometry.is_valid else shapely.make_valid(geometry)
    set_ = filled_parameters(kind, measure)
    width = float(set_.get("width", FALLBACK_WIDTH))
    if geometry.geom_type in ("LineString", "MultiLineString"):
        return geometry.buffer(width / 2, cap_style="flat", join_style="mitre")
    centre = geometry.centroid
    length = float(set_.get("length", width))
    box = shapely.box(centre.x - width / 2, centre.y - length / 2, centre.x + width / 2, centre.y + length / 2)
    turn = math.fmod(float(set_.get("turn", 0.0)), 360.0)
    return affinity.rotate(box, -turn, origin="centroid") if turn else box


def axis_of(drawn: BaseGeometry, outline: BaseGeometry) -> shapely.LineString:
    """The line along the middle of an area, so long as the area is [m]: the stroke itself where one was drawn.

    Args:
        drawn: what people drew.
        outline: what it covers.
    """
    if isinstance(drawn, shapely.LineString):
        return drawn
    box = shapely.get_coordinates(outline.minimum_rotated_rectangle)
    sides = np.linalg.norm(np.diff(box, axis=0), axis=1)
    first = 0 if sides[0] < sides[1] else 1  # a short side
    middles = (box[[first, first + 2]] + box[[first + 1, (first + 3) % 4]]) / 2
    return shapely.LineString(middles)
