"""A CityGML file: written feature by feature, so that memory does not grow with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from lxml import etree
from lxml.etree import _Element

from planningtable.city.grid import Array
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.city.writers.citygml.classes import ALIASES_2, ALIASES_3, CLASSES_2, CLASSES_3
from planningtable.city.writers.citygml.feature import FeatureWriter
from planningtable.city.writers.citygml.names import V2, V3, Names
from planningtable.city.writers.citygml.pen import Pen, place_texts
from planningtable.city.writers.citygml.planting import ground_element, tree_elements
from planningtable.city.writers.citygml.version_2 import body_2
from planningtable.city.writers.citygml.version_3 import body_3
from planningtable.city.writers.features import FeatureTable, building_features, object_features
from planningtable.city.writers.ground import ground_net
from planningtable.city.writers.images import images_of
from planningtable.city.writers.reference import reference_names
from planningtable.city.writers.request import WriteRequest
from planningtable.city.writers.rings import SCALE
from planningtable.city.writers.texts import UniqueIds, plain
from planningtable.city.writers.tree_shape import tree_places

NAMES: Mapping[str, Names] = MappingProxyType({"2.0": V2, "3.0": V3})
_EVERY = 50


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """A file that is being written."""

    site: Site
    request: WriteRequest
    names: Names
    ids: UniqueIds
    tables: tuple[FeatureTable, ...]
    ground: tuple[Array, Array]


def write_citygml(site: Site, path: Path, request: WriteRequest, job: Job, version: str = "2.0") -> None:
    """Write a site as CityGML 2.0 or 3.0.

    Raises:
        OSError: the file cannot be written.
        CancelledError: on request; the file is not whole then.
    """
    names = NAMES[version]
    places, triangles = np.zeros((0, 3)), np.zeros((0, 3), np.int64)
    if request.terrain and not site.terrain_made:
        places, triangles = ground_net(site.terrain)
    tables = (building_features(site), object_features(site.objects))
    sheet = _Sheet(site, request, names, UniqueIds(), tables, (places, triangles))
    start, end, declared = _frame(names)
    with path.open("wb") as file:
        file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n' + start + b"\n")
        for element in _head(sheet):
            file.write(_bytes(element, declared) + b"\n")
        for number, element in enumerate(_members(sheet)):
            if number % _EVERY == 0:
                job.check()
            member = _bytes(element, declared)
            file.write(b"<core:cityObjectMember>" + member + b"</core:cityObjectMember>\n")
        file.write(end + b"\n")


def _frame(names: Names) -> tuple[bytes, bytes, bytes]:
    """Start and end of the root element, and the declarations of namespaces in it."""
    root = etree.Element(names("core:CityModel"), nsmap=dict(names.namespaces))
    root.text = " "
    start, _, end = etree.tostring(root).partition(b"> <")
    return start + b">", b"<" + end, start.removeprefix(b"<core:CityModel")


def _bytes(element: _Element, declared: bytes) -> bytes:
    """An element for within the root, which declares the namespaces once for all."""
    return etree.tostring(element, encoding="UTF-8", xml_declaration=False).replace(declared, b"", 1)


def _head(sheet: _Sheet) -> Iterator[_Element]:
    """Name and envelope."""
    pen = _pen(sheet, sheet.tables[0], [])
    if sheet.request.title:
        title = pen.element("gml:name")
        title.text = plain(sheet.request.title)
        yield title
    corner = np.array([*sheet.site.origin, 0.0])
    places = [table.indexed.vertices / SCALE + corner for table in sheet.tables]
    places = [p for p in (*places, tree_places(sheet.site), sheet.ground[0]) if len(p)]
    if not places:
        return
    low, high = np.min([p.min(axis=0) for p in places], axis=0), np.max([p.max(axis=0) for p in places], axis=0)
    bounded = pen.element("gml:boundedBy")
    envelope = pen.sub(bounded, "gml:Envelope")
    envelope.set("srsName", reference_names(sheet.site).srs_name)
    envelope.set("srsDimension", "3")
    for name, point in (("gml:lowerCorner", low), ("gml:upperCorner", high)):
        pen.sub(envelope, name, " ".join(f"{n:.3f}" for n in point))
    yield bounded


def _pen(sheet: _Sheet, table: FeatureTable, places: list[str]) -> Pen:
    images = images_of(sheet.site.textures, sheet.request.images)
    return Pen(sheet.names, sheet.ids, table, places, images)


def _members(sheet: _Sheet) -> Iterator[_Element]:
    old = sheet.names is V2
    for table in sheet.tables:
        pen = _pen(sheet, table, place_texts(table.indexed.vertices, sheet.site.origin))
        if old:
            writer = FeatureWriter(pen, CLASSES_2, ALIASES_2, body_2)
        else:
            writer = FeatureWriter(pen, CLASSES_3, ALIASES_3, body_3)
        for feature in table.features():
            yield from writer.features(feature)
    pen = _pen(sheet, sheet.tables[0], [])
    yield from tree_elements(pen, sheet.site)
    if len(sheet.ground[1]):
        yield ground_element(pen, *sheet.ground)
