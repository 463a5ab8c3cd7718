"""GML and NAS (ALKIS, ATKIS) without GDAL: streamed, no schema is looked at, nothing is expanded or fetched."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyproj
import shapely
from lxml import etree

from planningtable.city.crs.names import named
from planningtable.city.readers.vector.formats.gml_shapes import is_geometry, is_gml, local_name, shape_of
from planningtable.city.readers.vector.formats.rows import Block, LayerInfo, column
from planningtable.domain.text import PlanningError

MEMBERS = frozenset(("featureMember", "featureMembers", "member"))
HREF = "{http://www.w3.org/1999/xlink}href"
CLASS = "objektart"
_POLYGONAL = ("Polygon", "Surface", "MultiSurface", "MultiPolygon", "CompositeSurface", "OrientableSurface")


def features(path: Path) -> Iterator[etree._Element]:
    """Feature elements, one after another; each is gone when the next is asked for.

    Raises:
        PlanningError: no valid XML, or more depth or text than real files have.
    """
    try:
        with path.open("rb") as stream:
            yield from _members(stream)
    except etree.XMLSyntaxError as error:
        raise PlanningError("error.city.not-well-formed", file=path.name, line=error.lineno or 0) from error
    except OSError as error:
        raise PlanningError("error.city.unreadable", file=path.name, reason=error.strerror or "") from error


def _members(stream: BinaryIO) -> Iterator[etree._Element]:
    # Without ``huge_tree`` libxml2 bounds depth and the length of texts.
    events = etree.iterparse(
        stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    for _, element in events:
        parent = element.getparent()
        if parent is None or local_name(parent) not in MEMBERS or is_gml(element):
            continue
        if local_name(element) != "FeatureCollection":
            yield element
        element.clear()
        _forget(parent)


def _forget(parent: etree._Element) -> None:
    """Empty members before this one."""
    container = parent.getparent() if local_name(parent) != "featureMembers" else parent
    if container is not None:
        while len(container) > 1 and container[0] is not parent:
            del container[0]


def layers(path: Path, kind: str) -> tuple[LayerInfo, ...]:
    """One layer a class of features that have geometry; the file is read once for it.

    Raises:
        PlanningError: no valid XML.
    """
    counts: Counter[str] = Counter()
    geometry: dict[str, str] = {}
    fields: dict[str, dict[str, None]] = {}
    crs = ""
    for element in features(path):
        name = local_name(element)
        counts[name] += 1
        found = _geometry(element)
        if found is not None:
            geometry.setdefault(name, _type(local_name(found)))
            crs = crs or _srs(found)
        fields.setdefault(name, {}).update(dict.fromkeys(properties(element)))
    return tuple(
        LayerInfo(name, kind, _readable(crs), bool(crs), geometry[name], tuple(fields[name]), count, extra=(crs,))
        for name, count in counts.items()
        if name in geometry
    )


def _type(name: str) -> str:
    if name in _POLYGONAL:
        return "Polygon"
    return "Point" if "Point" in name else "LineString"


def _readable(crs: str) -> str:
    if not crs:
        return ""
    try:
        return f"EPSG:{named(crs).epsg}"
    except PlanningError:
        return crs


def _geometry(element: etree._Element) -> etree._Element | None:
    """The polygon of a feature, else its first geometry."""
    found = [e for child in element if not is_gml(child) for e in child if is_geometry(e)]
    found += [e for child in element if is_gml(child) for e in child if not found and is_geometry(e)]
    return next((e for e in found if local_name(e) in _POLYGONAL), found[0] if found else None)


def _srs(element: etree._Element) -> str:
    own = next((e.get("srsName") for e in element.iter() if e.get("srsName")), None)
    above = next((e.get("srsName") for e in element.iterancestors() if e.get("srsName")), None)
    envelope = element.getroottree().getroot().find(".//{*}Envelope[@srsName]") if not own and not above else None
    return str(own or above or (envelope.get("srsName") if envelope is not None else "") or "")


def properties(element: etree._Element) -> dict[str, str]:
    """Texts of a feature by local name; of names that occur again, those after the first have the parent's before."""
    found = {CLASS: local_name(element)}
    id = next((v for k, v in element.attrib.items() if str(k).rpartition("}")[2] == "id"), None)
    if id:
        found["gml_id"] = str(id)
    for child in element:
        if not local_name(child) or any(is_geometry(e) for e in child):
            continue
        for leaf in child.iter():
            value = (leaf.text or "").strip() or str(leaf.get(HREF) or "")
            if not value or (len(leaf) and not leaf.get(HREF)):
                continue
            name = local_name(leaf)
            parent = leaf.getparent()
            if name in found and parent is not None:
                name = f"{local_name(parent)}.{name}"
            found.setdefault(name, value)
    return found


def _ordered(shape: shapely.Geometry, name: str) -> shapely.Geometry:
    """East or longitude first: names that point to the definition put latitude first."""
    if not name.lower().startswith(("urn:ogc:def:crs:epsg", "http://www.opengis.net/def/crs/epsg")):
        return shape
    try:
        north_first = named(name).crs.is_geographic
    except PlanningError:
        return shape
    return shapely.transform(shape, lambda p: p[:, ::-1]) if north_first else shape


def _shape(element: etree._Element, first: str) -> bytes | None:
    """WKB in the CRS of the file's first geometry; broken bytes where it cannot be understood."""
    found = _geometry(element)
    if found is None:
        return None
    name = _srs(found) or first
    try:
        shape = _ordered(shapely.force_2d(shape_of(found)), name)
        if name != first and _readable(name) != _readable(first):
            way = pyproj.Transformer.from_crs(named(name).epsg, named(first).epsg, always_xy=True)
            shape = shapely.transform(shape, lambda p: np.column_stack(way.transform(p[:, 0], p[:, 1])))
    except (ValueError, IndexError, TypeError, shapely.errors.GEOSException, PlanningError):
        return b"?"
    return bytes(shapely.to_wkb(shape))


def blocks(path: Path, info: LayerInfo, size: int) -> Iterator[Block]:
    """Rows of one class, streamed.

    Raises:
        PlanningError: no valid XML.
    """
    first, rows, shapes = 0, [], []
    for element in features(path):
        if local_name(element) != info.name:
            continue
        rows.append(properties(element))
        shapes.append(_shape(element, info.extra[0]))
        if len(rows) == size:
            yield _block(first, rows, shapes)
            first, rows, shapes = first + len(rows), [], []
    if rows:
        yield _block(first, rows, shapes)


def _block(first: int, rows: list[dict[str, str]], shapes: list[bytes | None]) -> Block:
    names = dict.fromkeys(k for row in rows for k in row)
    fields = {n: column((row.get(n) for row in rows), len(rows)) for n in names}
    return Block(first, column(shapes, len(rows)), fields)
