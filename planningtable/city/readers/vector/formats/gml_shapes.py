"""GML geometry → shapely; arcs become lines."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import shapely
from lxml import etree

from planningtable.city.grid import Array

# An arc is drawn with a chord every so many degrees.
STEP = 5.0
# `gml` in all versions.
NAMESPACES = ("http://www.opengis.net/gml", "http://www.opengis.net/gml/3.2", "http://www.opengis.net/gml/3.3/ce")
_CIRCLES = ("Arc", "ArcString", "Circle")


def local_name(element: etree._Element) -> str:
    """Without the namespace; empty for comments."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_gml(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag[1:].partition("}")[0] in NAMESPACES


def is_geometry(element: etree._Element) -> bool:
    return is_gml(element) and local_name(element) in SHAPES


def shape_of(element: etree._Element, dimension: int = 2) -> shapely.Geometry:
    """The geometry of an element.

    Raises:
        ValueError: it has none that could be understood.
    """
    dimension = int(element.get("srsDimension") or dimension)
    build = SHAPES.get(local_name(element))
    if build is None or dimension not in (2, 3):
        raise ValueError(local_name(element))
    return build(element, dimension)


def _numbers(text: str | None) -> Array:
    numbers = np.array((text or "").split(), np.float64)
    if not np.isfinite(numbers).all():
        raise ValueError("no number")
    return numbers


def _positions(element: etree._Element, dimension: int) -> Array:
    """Coordinates below an element, shape (n, 2 or 3)."""
    found = []
    for child in element.iter():
        name = local_name(child)
        if name in ("posList", "pos"):
            values = _numbers(child.text)
            width = int(child.get("srsDimension") or child.get("dimension") or (len(values) if name == "pos" else 0))
            found.append(values.reshape(-1, width or dimension))
        elif name == "coordinates":
            groups = (child.text or "").split()
            found.append(np.array([g.split(",") for g in groups], np.float64).reshape(len(groups), -1))
    if not found:
        raise ValueError("no coordinates")
    return np.concatenate(found)


def _arc(start: Array, middle: Array, end: Array) -> Array:
    """Points on the arc through three points, with its end and without its start, shape (n, 2)."""
    a, b = middle - start, end - start
    cross = 2 * (a[0] * b[1] - a[1] * b[0])
    if abs(cross) < 1e-9:
        return np.array([middle, end])
    centre = start + np.array([b[1] * (a @ a) - a[1] * (b @ b), a[0] * (b @ b) - b[0] * (a @ a)]) / cross
    angles = [np.arctan2(*(p - centre)[::-1]) for p in (start, end)]
    turn = (angles[1] - angles[0]) % (2 * np.pi) if cross > 0 else -((angles[0] - angles[1]) % (2 * np.pi))
    count = max(int(np.ceil(abs(np.degrees(turn)) / STEP)), 2)
    at = angles[0] + turn * np.arange(1, count + 1) / count
    points = centre + np.hypot(*(start - centre)) * np.column_stack([np.cos(at), np.sin(at)])
    points[-1] = end
    return np.asarray(points)


def _segment(element: etree._Element, dimension: int) -> Array:
    points = _positions(element, dimension)
    if local_name(element) not in _CIRCLES:
        return points
    flat = points[:, :2]
    if local_name(element) == "Circle":
        flat = np.concatenate([flat, [flat[0]]])
        far = flat[0] + 2 * (_centre(*flat[:3]) - flat[0])
        halves = (_arc(flat[0], flat[1], far), _arc(far, flat[2], flat[0])) if len(points) == 3 else ()
        return np.concatenate([flat[:1], *halves])
    arcs = [_arc(flat[i], flat[i + 1], flat[i + 2]) for i in range(0, len(flat) - 2, 2)]
    return np.concatenate([flat[:1], *arcs])


def _centre(a: Array, b: Array, c: Array) -> Array:
    b, c = b - a, c - a
    cross = 2 * (b[0] * c[1] - b[1] * c[0])
    if abs(cross) < 1e-9:
        raise ValueError("no circle")
    return np.asarray(a + np.array([c[1] * (b @ b) - b[1] * (c @ c), b[0] * (c @ c) - c[0] * (b @ b)]) / cross)


def _curve_points(element: etree._Element, dimension: int) -> Array:
    """Points of a LineString, LinearRing, Curve, CompositeCurve or Ring."""
    name = local_name(element)
    if name in ("LineString", "LinearRing", "LineStringSegment", *_CIRCLES):
        return _segment(element, dimension)
    pieces = []
    for child in element:
        inner = local_name(child)
        if inner in ("segments", "curveMember", "curveMembers", "baseCurve"):
            pieces += [_curve_points(c, dimension) for c in child if local_name(c)]
    if not pieces:
        raise ValueError(name)
    if element.get("orientation") == "-":
        pieces = [p[::-1] for p in pieces[::-1]]
    width = min(p.shape[1] for p in pieces)
    return np.concatenate([pieces[0][:, :width], *(p[1:, :width] for p in pieces[1:])])


def _line(element: etree._Element, dimension: int) -> shapely.Geometry:
    return shapely.LineString(_curve_points(element, dimension))


def _point(element: etree._Element, dimension: int) -> shapely.Geometry:
    return shapely.Point(_positions(element, dimension)[0])


def _polygon(element: etree._Element, dimension: int) -> shapely.Geometry:
    outer, holes = None, []
    for child in element:
        name = local_name(child)
        rings = [_curve_points(c, dimension) for c in child if local_name(c)]
        if name in ("exterior", "outerBoundaryIs") and rings:
            outer = rings[0]
        elif name in ("interior", "innerBoundaryIs"):
            holes += rings
    if outer is None:
        raise ValueError("no outer ring")
    return shapely.Polygon(outer, holes)


def _parts(element: etree._Element, dimension: int) -> list[shapely.Geometry]:
    found = []
    for child in element:
        for inner in [child] if is_geometry(child) else child:
            if is_geometry(inner):
                found += shapely.get_parts(shape_of(inner, dimension)).tolist()
    if not found:
        raise ValueError(local_name(element))
    return found


def _gathered(kind: Callable[[Array], object]) -> Callable[[etree._Element, int], shapely.Geometry]:
    """How the parts of an element become one geometry."""

    def build(element: etree._Element, dimension: int) -> shapely.Geometry:
        whole = kind(np.array(_parts(element, dimension), object))
        if not isinstance(whole, shapely.Geometry):
            raise TypeError(local_name(element))
        return whole

    return build


_polygons = _gathered(lambda parts: parts[0] if len(parts) == 1 else shapely.multipolygons(parts))
_lines = _gathered(shapely.multilinestrings)
_points = _gathered(shapely.multipoints)
_mixed = _gathered(shapely.geometrycollections)

SHAPES: Mapping[str, Callable[[etree._Element, int], shapely.Geometry]] = MappingProxyType(
    {
        "Point": _point,
        "LineString": _line,
        "LinearRing": _line,
        "Curve": _line,
        "CompositeCurve": _line,
        "OrientableCurve": _line,
        "Polygon": _polygon,
        "PolygonPatch": _polygon,
        "Surface": _polygons,
        "CompositeSurface": _polygons,
        "OrientableSurface": _polygons,
        "MultiSurface": _polygons,
        "MultiPolygon": _polygons,
        "MultiCurve": _lines,
        "MultiLineString": _lines,
        "MultiPoint": _points,
        "MultiGeometry": _mixed,
    }
)
