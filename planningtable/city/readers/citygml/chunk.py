"""One slice of a document → `CityBatch`."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from planningtable.city.model.batch import CityBatch, Remark
from planningtable.city.readers.citygml.assembly import assembled
from planningtable.city.readers.citygml.context import FEATURE
from planningtable.city.readers.citygml.features import Walker
from planningtable.city.readers.citygml.frame import Frame, Slice, parsed
from planningtable.city.readers.citygml.looks import Looks, old_looks
from planningtable.city.readers.citygml.names import Classes
from planningtable.city.readers.citygml.relief import triangles_of
from planningtable.city.readers.citygml.rows import Rows
from planningtable.city.readers.citygml.split import Splitter
from planningtable.city.readers.citygml.surfaces import HERE, Geometry
from planningtable.domain.text import Text

_FIRST = re.compile(rb"<(?:[\w.-]+:)?([A-Z][\w.-]*)((?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*)>")
# Between two points that stand one by one.
_NEXT_POINT = re.compile(rb"</gml:pos>[ \t\r\n]*<gml:pos>")
# How libxml2 begins to say it.
_TOO_DEEP = "Excessive depth"
_ID = re.compile(rb"""\bid\s*=\s*["']([^"'<]+)["']""")


def read_slice(frame: Frame, number: int, piece: Slice, context: bytes | None) -> CityBatch:
    """The objects of a slice.

    Args:
        frame: what holds for the whole document.
        number: of the chunk, unique in the document.
        piece: whole members.
        context: what stands elsewhere in the document and references lead to; None before it was looked for.
    """
    classes = Classes()
    rows = Rows(stem=str(number))
    geometry = Geometry(classes, frame.gml_id)
    walker = Walker(rows, geometry, classes, frame.older)
    if context:
        rows.elsewhere = _foreign(context, geometry)
    if piece.relief:
        _relief(frame, piece, rows)
    else:
        for root in _trees(frame, piece, rows):
            for member in root:
                walker.member(member)
    looks = [frame.looks]
    if geometry.textured:
        looks.insert(0, old_looks(geometry, classes))
    if walker.appearances:
        own = Looks()
        for appearance in walker.appearances:
            own.add(appearance, classes)
        looks.insert(0, own)
    if number:
        rows.features.subtract(frame.looks.features)  # they are counted once, with the first chunk
    return assembled(rows, geometry, looks, final=context is not None)


def _foreign(context: bytes, geometry: Geometry) -> frozenset[str]:
    """Geometry that is referred to but belongs to objects of other chunks; gives the ids of objects and surfaces."""
    features: set[str] = set()
    for element in parsed(b"<context>", context, b"</context>"):
        if element.tag == FEATURE:
            features.add(element.get("id") or "")
        else:
            geometry.collect(element, HERE)
    geometry.forget_lines()
    geometry.problems.clear()
    geometry.features.clear()
    geometry.reference_names.clear()
    geometry.textured.clear()
    return frozenset(features)


def _relief(frame: Frame, piece: Slice, rows: Rows) -> None:
    """Triangles that were taken out of a long relief, whose objects are in another slice."""
    try:
        triangles, lost = triangles_of(parsed(frame.root, piece.data, frame.close))
    except etree.XMLSyntaxError as error:
        line = piece.line + int(error.lineno or 1) - 1 - frame.root.count(b"\n")
        rows.repaired.append(Remark("TINRelief", _why(error, line), "TINRelief"))
        return
    rows.terrain.append(triangles)
    rows.repaired.extend([Remark("TINRelief", Text.of("city.repaired.triangle"), "TINRelief")] * lost)


def _trees(frame: Frame, piece: Slice, rows: Rows) -> Iterator[_Element]:
    """The tree of a slice; if it is not well-formed, those of its members that are."""
    try:
        root = parsed(frame.root, _in_lists(piece.data), frame.close)
    except etree.XMLSyntaxError:
        yield from _single(frame, piece, rows)
    else:
        yield root


def _in_lists(data: bytes) -> bytes:
    """The points of a ring in one list instead of one by one, which spares elements by the million."""
    return _NEXT_POINT.sub(b" ", data) if b"<![CDATA[" not in data else data


def _single(frame: Frame, piece: Slice, rows: Rows) -> Iterator[_Element]:
    blocks = iter((frame.root, piece.data, frame.close))
    for member in Splitter(blocks, frame, "", 1, thin=False).slices(len(frame.root)):
        try:
            root = parsed(frame.root, member.data, frame.close)
        except etree.XMLSyntaxError as error:
            line = piece.line - 1 + member.line - frame.root.count(b"\n") + int(error.lineno or 1) - 1
            recoded = _recoded(member.data)
            known = _broken(member.data, f"member-{rows.stem}-{member.objects}", _why(error, line))
            if recoded is None:
                rows.reported.append(known)
                continue
            try:
                root = parsed(frame.root, recoded, frame.close)
            except etree.XMLSyntaxError:
                rows.reported.append(known)
                continue
            rows.repaired.append(Remark(known.id, Text.of("city.repaired.encoding"), known.type))
        yield root


def _recoded(data: bytes) -> bytes | None:
    """Text that was said to be UTF-8 and is Western European; None if that is not what is wrong."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()
    return None


def _why(error: etree.XMLSyntaxError, line: int) -> Text:
    """Elements nested too deep for the parser are well-formed all the same."""
    deep = (error.msg or "").startswith(_TOO_DEEP)
    return Text.of("city.reason.nested-too-deep" if deep else "city.reason.not-well-formed", line=line)


def _broken(data: bytes, made_up: str, why: Text) -> Remark:
    """What is said of a member that is not well-formed: its first object is named."""
    found = _FIRST.search(data)
    id = _ID.search(found[2]) if found else None
    return Remark(
        id[1].decode("utf-8", "replace") if id else made_up,
        why,
        found[1].decode("ascii", "replace") if found else "",
    )
