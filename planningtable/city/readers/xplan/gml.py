"""GML geometry of a feature → its control points as they stand in the file, in the file's CRS and axis order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from lxml.etree import _Element

from planningtable.city.grid import Array
from planningtable.domain.text import Text

XLINK = "{http://www.w3.org/1999/xlink}href"
# Deeper nesting and longer chains of references are none that a plan needs.
DEEPEST = 40


class Curve(Enum):
    """How control points become a curve."""

    LINE = "line"
    ARC = "arc"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A piece of a curve.

    Attributes:
        curve: how the points are joined.
        points: control points, shape (n, 2).
    """

    curve: Curve
    points: Array

    def turned(self) -> "Segment":
        return Segment(self.curve, self.points[::-1])


@dataclass(slots=True, eq=False)
class Shape:
    """What a geometry consists of.

    Attributes:
        points: single positions, each of shape (2,).
        paths: curves, each a tuple of segments.
        polygons: each a tuple of rings, the outer one first; rings are tuples of segments.
        reference_names: CRS names that stand in it.
    """

    points: list[Array] = field(default_factory=list)
    paths: list[tuple[Segment, ...]] = field(default_factory=list)
    polygons: list[tuple[tuple[Segment, ...], ...]] = field(default_factory=list)
    reference_names: list[str] = field(default_factory=list)

    def controls(self) -> Iterator[Array]:
        """Every control point, in arrays of shape (n, 2)."""
        yield from (point[None, :] for point in self.points)
        paths = [*self.paths, *(ring for rings in self.polygons for ring in rings)]
        yield from (segment.points for path in paths for segment in path)


class GeometryFault(Exception):
    """A geometry that cannot be read; the text says why."""

    def __init__(self, id: str, **arguments: str | int | float) -> None:
        self.text = Text.of(id, **arguments)
        super().__init__(id)


def local_name(element: _Element) -> str:
    """Name without namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: _Element) -> Iterator[_Element]:
    """Child elements without comments and the like."""
    yield from (child for child in element if isinstance(child.tag, str))


def read_shape(element: _Element, targets: Mapping[str, _Element]) -> Shape:
    """Read a geometry element.

    Args:
        element: e.g. gml:Polygon.
        targets: elements by gml:id, for references.

    Raises:
        GeometryFault: not numbers, an unknown element, or a reference that leads nowhere or in a circle.
    """
    shape = Shape()
    for found in element.iter():
        name = found.get("srsName")
        if name and name not in shape.reference_names:
            shape.reference_names.append(name)
    _Reader(targets).geometry(element, shape, 0)
    return shape


class _Reader:
    def __init__(self, targets: Mapping[str, _Element]) -> None:
        self._targets = targets

    def geometry(self, element: _Element, shape: Shape, depth: int) -> None:
        """Add what an element holds to a shape."""
        name = local_name(element)
        if depth > DEEPEST:
            raise GeometryFault("xplan.reported.circle")
        if name in POLYGONS:
            shape.polygons.append(self._rings(element, depth))
        elif name in CURVES:
            shape.paths.append(self.path(element, depth))
        elif name == "Point":
            shape.points.extend(_positions(element))
        elif name in COLLECTIONS:
            for member in children(element):
                if local_name(member) in MEMBERS:
                    for part in self._values(member):
                        self.geometry(part, shape, depth + 1)
        else:
            raise GeometryFault("xplan.reported.geometry", type=name)

    def _values(self, member: _Element) -> Iterator[_Element]:
        """The elements that a property holds or refers to."""
        inline = list(children(member))
        if inline:
            yield from inline
            return
        href = member.get(XLINK)
        if not href:
            return
        target = self._targets.get(href.rpartition("#")[2])
        if target is None:
            raise GeometryFault("xplan.reported.unresolved", target=href[:80])
        yield target

    def _rings(self, polygon: _Element, depth: int) -> tuple[tuple[Segment, ...], ...]:
        outer: list[tuple[Segment, ...]] = []
        inner: list[tuple[Segment, ...]] = []
        for role in children(polygon):
            name = local_name(role)
            if name in ("exterior", "outerBoundaryIs", "interior", "innerBoundaryIs"):
                rings = outer if name in ("exterior", "outerBoundaryIs") else inner
                rings.extend(self.path(ring, depth + 1) for ring in self._values(role))
        if len(outer) != 1:
            raise GeometryFault("xplan.reported.no-ring")
        return (*outer, *inner)

    def path(self, element: _Element, depth: int) -> tuple[Segment, ...]:
        """The segments of a curve or ring."""
        if depth > DEEPEST:
            raise GeometryFault("xplan.reported.circle")
        name = local_name(element)
        if name in ("LineString", "LinearRing"):
            return (Segment(Curve.LINE, _positions(element)),)
        if name == "Curve":
            return tuple(_segment(s) for holder in children(element) for s in children(holder) if _is_segments(holder))
        if name in ("Ring", "CompositeCurve"):
            members = (m for m in children(element) if local_name(m) in ("curveMember", "curveMembers"))
            return tuple(s for m in members for curve in self._values(m) for s in self.path(curve, depth + 1))
        if name == "OrientableCurve":
            bases = (b for b in children(element) if local_name(b) == "baseCurve")
            path = tuple(s for b in bases for curve in self._values(b) for s in self.path(curve, depth + 1))
            turned = element.get("orientation") == "-"
            return tuple(s.turned() for s in reversed(path)) if turned else path
        raise GeometryFault("xplan.reported.geometry", type=name)


POLYGONS = frozenset({"Polygon", "PolygonPatch"})
CURVES = frozenset({"LineString", "Curve", "CompositeCurve", "OrientableCurve"})
COLLECTIONS = frozenset(
    {
        "MultiSurface",
        "MultiCurve",
        "MultiPoint",
        "MultiGeometry",
        "MultiPolygon",
        "MultiLineString",
        "CompositeSurface",
        "Surface",
        "PolyhedralSurface",
        "OrientableSurface",
    }
)
MEMBERS = frozenset(
    {
        "surfaceMember",
        "surfaceMembers",
        "curveMember",
        "curveMembers",
        "pointMember",
        "pointMembers",
        "geometryMember",
        "geometryMembers",
        "polygonMember",
        "lineStringMember",
        "patches",
        "polygonPatches",
        "baseSurface",
    }
)


def _is_segments(holder: _Element) -> bool:
    return local_name(holder) == "segments"


def _segment(element: _Element) -> Segment:
    read = SEGMENTS.get(local_name(element))
    if read is None:
        raise GeometryFault("xplan.reported.geometry", type=local_name(element))
    return read(element)


def _line(element: _Element) -> Segment:
    return Segment(Curve.LINE, _positions(element))


def _arc(element: _Element) -> Segment:
    points = _positions(element)
    # Arcs share their ends: 3, 5, 7 … points.
    if len(points) < 3 or len(points) % 2 == 0:
        raise GeometryFault("xplan.reported.arc", points=len(points))
    return Segment(Curve.ARC, points)


def _circle(element: _Element) -> Segment:
    points = _positions(element)
    if len(points) != 3:
        raise GeometryFault("xplan.reported.arc", points=len(points))
    return Segment(Curve.CIRCLE, points)


def _circle_by_centre(element: _Element) -> Segment:
    centre = _positions(element)
    radius = next((child.text or "" for child in children(element) if local_name(child) == "radius"), "")
    r = float(_numbers(radius)[0]) if radius.strip() else 0.0
    if len(centre) != 1 or not r > 0:
        raise GeometryFault("xplan.reported.arc", points=len(centre))
    return Segment(Curve.CIRCLE, centre + r * np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]))


SEGMENTS: Mapping[str, Callable[[_Element], Segment]] = MappingProxyType(
    {
        "LineStringSegment": _line,
        "LineString": _line,
        "GeodesicString": _line,
        "Arc": _arc,
        "ArcString": _arc,
        "Circle": _circle,
        "CircleByCenterPoint": _circle_by_centre,
    }
)


def _numbers(text: str) -> npt.NDArray[np.float64]:
    try:
        values = np.array(text.split(), np.float64)
    except ValueError:
        raise GeometryFault("xplan.reported.numbers") from None
    if not len(values) or not bool(np.isfinite(values).all()) or bool((np.abs(values) > 1e12).any()):
        raise GeometryFault("xplan.reported.numbers")
    return values


def _dimension(element: _Element) -> int:
    """Of the coordinates: said there or further up, else 2."""
    at: _Element | None = element
    while at is not None:
        said = at.get("srsDimension")
        if said:
            return 3 if said.strip() == "3" else 2
        at = at.getparent()
    return 2


def _positions(element: _Element) -> Array:
    """Control points of a curve, a ring or a point, shape (n, 2); heights are left out."""
    found = []
    for child in children(element):
        name = local_name(child)
        if name in ("posList", "pos"):
            values = _numbers(child.text or "")
            dimension = len(values) if name == "pos" else _dimension(child)
            if dimension not in (2, 3) or len(values) % dimension:
                raise GeometryFault("xplan.reported.numbers")
            found.append(values.reshape(-1, dimension)[:, :2])
        elif name == "coordinates":
            found.append(_tuples(child))
        elif name in ("pointProperty", "pointRep"):
            found.extend(_positions(point) for point in children(child))
    if not found:
        raise GeometryFault("xplan.reported.no-coordinates")
    return np.vstack(found)


def _tuples(element: _Element) -> Array:
    """gml:coordinates: ``east,north east,north``."""
    try:
        rows = [[float(v) for v in pair.split(",")[:2]] for pair in (element.text or "").split()]
    except ValueError:
        rows = []
    if not rows or any(len(row) != 2 for row in rows) or not np.isfinite(rows).all():
        raise GeometryFault("xplan.reported.numbers")
    return np.array(rows)
