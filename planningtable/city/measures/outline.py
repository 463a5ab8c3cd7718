"""Where a measure lies: the geometry that it acts on, whatever people drew."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

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


def outlined(measures: Iterable[Measure], kinds: Mapping[str, MeasureKind]) -> tuple[Measure, ...]:
    """The measures as pictures show them: areas of a tap or a stroke as the ground that they take.

    Raises:
        shapely.errors.GEOSException: the geometry of an area is no WKT.
    """
    return tuple(_as_area(measure, kinds.get(measure.kind)) for measure in measures)


def _as_area(measure: Measure, kind: MeasureKind | None) -> Measure:
    if kind is None or kind.shape is not Shape.AREA:
        return measure
    return replace(measure, geometry=str(outline(measure, kind).wkt))


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """An area seen as a strip.

    Attributes:
        axis: the line along its middle, so long as the strip is [m].
        half: half its width [m].
    """

    axis: shapely.LineString
    half: float


def strip(measure: Measure, kind: MeasureKind) -> Strip | None:
    """The strip of an area: the stroke where one was drawn, along ``length`` where a finger tapped.

    Only of a polygon that people drew it has to be guessed, from the smallest rectangle around it. None where there is
    no area.

    Raises:
        shapely.errors.GEOSException: the measure's geometry is no WKT.
    """
    if kind.shape is not Shape.AREA:
        return None
    drawn = shapely.from_wkt(measure.geometry)
    covered = _area(drawn, measure, kind)
    if not covered.area > 0:
        return None
    if isinstance(drawn, shapely.LineString):
        return Strip(drawn, _sides(measure, kind)[0] / 2)
    if isinstance(drawn, shapely.Point):
        width, length, turn = _sides(measure, kind)
        upright = shapely.LineString([(drawn.x, drawn.y - length / 2), (drawn.x, drawn.y + length / 2)])
        return Strip(affinity.rotate(upright, -turn, origin=drawn), width / 2)
    axis = _guessed_axis(covered)
    return Strip(axis, float(covered.area / (2 * axis.length)))


def _area(geometry: BaseGeometry, measure: Measure, kind: MeasureKind) -> BaseGeometry:
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry if geometry.is_valid else shapely.make_valid(geometry)
    width, length, turn = _sides(measure, kind)
    if geometry.geom_type in ("LineString", "MultiLineString"):
        return geometry.buffer(width / 2, cap_style="flat", join_style="mitre")
    centre = geometry.centroid
    box = shapely.box(centre.x - width / 2, centre.y - length / 2, centre.x + width / 2, centre.y + length / 2)
    return affinity.rotate(box, -turn, origin="centroid") if turn else box


def _sides(measure: Measure, kind: MeasureKind) -> tuple[float, float, float]:
    """Width and length [m], and turn clockwise from north [°]."""
    set_ = filled_parameters(kind, measure)
    width = float(set_.get("width", FALLBACK_WIDTH))
    return width, float(set_.get("length", width)), math.fmod(float(set_.get("turn", 0.0)), 360.0)


def _guessed_axis(outline: BaseGeometry) -> shapely.LineString:
    box = shapely.get_coordinates(outline.minimum_rotated_rectangle)
    sides = np.linalg.norm(np.diff(box, axis=0), axis=1)
    first = 0 if sides[0] < sides[1] else 1  # a short side
    middles = (box[[first, first + 2]] + box[[first + 1, (first + 3) % 4]]) / 2
    return shapely.LineString(middles)
