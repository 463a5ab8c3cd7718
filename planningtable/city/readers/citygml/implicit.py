"""Implicit geometry: where a template stands, and which."""

import math

from lxml.etree import _Element

from planningtable.city.readers.citygml.names import HREF, Classes
from planningtable.city.readers.citygml.rows import Placed, Rows
from planningtable.city.readers.citygml.surfaces import Geometry
from planningtable.city.readers.citygml.words import text_of
from planningtable.domain.text import Text

_UNIT = (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def read_implicit(element: _Element, row: int, lod: int, rows: Rows, geometry: Geometry, classes: Classes) -> None:
    """Take in an ``ImplicitGeometry``; what cannot be placed is remarked."""
    rows.features["ImplicitGeometry"] += 1
    matrix: tuple[float, ...] = _UNIT
    anchor: tuple[float, ...] = ()
    target = library = ""
    for prop in element:
        name = classes[prop.tag]
        if name == "transformationMatrix":
            matrix = _finite(text_of(prop))
        elif name in ("relativeGMLGeometry", "relativeGeometry"):
            target = _template(prop, rows, geometry)
        elif name == "referencePoint":
            anchor = _finite(" ".join(e.text or "" for e in prop.iter("{*}pos", "{*}coordinates")).replace(",", " "))
        elif name == "libraryObject":
            library = text_of(prop)
    if target and len(matrix) == 16 and len(anchor) == 3:
        rows.placed.append(Placed(row, lod, target, matrix, (anchor[0], anchor[1], anchor[2])))
        rows.lods[row].add(lod)
    elif library and not target:
        rows.features["libraryObject"] += 1
        rows.remark(row, Text.of("city.repaired.library-object", file=library[:200]))
    else:
        rows.remark(row, Text.of("city.repaired.implicit-unplaced"))


def _template(prop: _Element, rows: Rows, geometry: Geometry) -> str:
    """Id of the template that a property holds or refers to."""
    if not len(prop):
        href = prop.get(HREF)
        if href is not None:
            rows.features["xlink"] += 1
        return (href or "").rpartition("#")[2]
    start = len(geometry)
    geometry.collect_property(prop)
    own = geometry.id_of(prop[0])
    if own:
        return own
    made = f"template-{rows.stem}-{len(rows.placed)}"
    geometry.named[made] = (start, len(geometry), False)
    return made


def _finite(text: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(n) for n in text.split())
    except ValueError:
        return ()
    return numbers if all(map(math.isfinite, numbers)) else ()
