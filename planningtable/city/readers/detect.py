"""What a document is: by its content first, by its ending where the content leaves it open."""

import re
from collections.abc import Callable
from enum import Enum
from types import MappingProxyType
from typing import BinaryIO

from planningtable.city.job import Job
from planningtable.city.readers.containers import SIDE, SIDE_NAMES
from planningtable.city.readers.files import Part, opened
from planningtable.city.readers.pictures import Sort, sort_of_jpeg2000, sort_of_tiff
from planningtable.city.readers.texts import decoded, json_kind, table_kind, xml_head
from planningtable.domain.text import PlanningError, Text

# Enough to see the root element, its namespaces and the first objects.
HEAD = 64 * 1024
# A first line of a CityJSONSeq may hold all templates; looked at only when the head alone does not tell.
LONG_HEAD = 16 * 2**20


class Kind(Enum):
    """Kinds of documents; the value names the message ``city.kind.<value>``."""

    CITYGML = "citygml"
    CITYGML_OLD = "citygml-old"
    CITYJSON = "cityjson"
    CITYJSONSEQ = "cityjsonseq"
    XPLAN = "xplan"
    ALKIS = "alkis"
    GML = "gml"
    GLTF = "gltf"
    OBJ = "obj"
    PLY = "ply"
    IFC = "ifc"
    RASTER = "raster"
    ASC = "asc"
    XYZ = "xyz"
    LAS = "las"
    VECTOR = "vector"
    CSV = "csv"
    PHOTO = "photo"
    IMAGE = "image"
    SENSORS = "sensors"
    SIDE = "side"
    UNKNOWN = "unknown"

    @property
    def text(self) -> Text:
        """Its name for readers."""
        return Text.of(f"city.kind.{self.value}")


def head_of(part: Part, size: int = HEAD) -> bytes:
    """The first bytes of a part, unpacked.

    Raises:
        PlanningError: missing, unreadable, empty, or a broken archive.
    """
    data = b""
    with opened(part, Job()) as stream:
        while len(data) < size and (more := stream.read(size - len(data))):
            data += more
    if not data:
        raise PlanningError("error.city.empty-file", file=part.name)
    return data


def kind_of(part: Part) -> Kind:
    """The kind of a document; never what its ending says when its content says otherwise.

    Raises:
        PlanningError: missing, unreadable, empty, or a broken archive.
    """
    head = head_of(part)
    ending = part.ending
    binary = _by_magic(head, ending)
    if binary is not None:
        return _by_tags(part, head) if binary is Kind.RASTER and head[:4] in TIFF and not part.keys else binary
    if ending in SIDE and ending != ".xsd":
        return Kind.SIDE
    text = decoded(head)
    if text is None:
        return Kind.UNKNOWN
    begin = text.lstrip()
    if part.file_name.lower().endswith(SIDE_NAMES):
        return Kind.SIDE
    if begin.startswith("<"):
        return _xml(text)
    if begin[:1] in ("{", "[", "\x1e"):
        return _json(part, begin.lstrip("\x1e"))
    return _text(begin, ending)


def _by_tags(part: Part, head: bytes) -> Kind:
    """The kind of a TIFF of its own, whose tags may stand at its end."""
    try:
        with part.path.open("rb") as stream:
            if stream.read(4) != head[:4]:
                return Kind.RASTER  # packed
            size = part.path.stat().st_size
            return _SORTS[sort_of_tiff(head, lambda place, count: _bytes_at(stream, place, count, size))]
    except OSError:
        return Kind.RASTER  # reading says why


def _bytes_at(stream: BinaryIO, place: int, count: int, size: int) -> bytes:
    if place + count > size:
        return b""
    stream.seek(place)
    return stream.read(count)


def _by_magic(head: bytes, ending: str) -> Kind | None:
    """The kind of a file with a signature; None where it has none."""
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind(head, ending) if callable(kind) else kind
    if head[8:12] == b"WEBP":
        return Kind.IMAGE
    if head[4:15] == b"\x0a\x09OSMHeader":
        return Kind.VECTOR
    return None


def _tiff(head: bytes, ending: str) -> Kind:
    """A raster of values, a photo, or a picture without a place on Earth."""
    del ending
    return _SORTS[sort_of_tiff(head)]


def _jpeg2000(head: bytes, ending: str) -> Kind:
    del ending
    return _SORTS[sort_of_jpeg2000(head)]


def _shape(head: bytes, ending: str) -> Kind:
    del head
    return Kind.SIDE if ending == ".shx" else Kind.VECTOR


def _sqlite(head: bytes, ending: str) -> Kind:
    return Kind.VECTOR if head[68:72] in (b"GPKG", b"GP10", b"GP11") or ending == ".gpkg" else Kind.UNKNOWN


def _step(head: bytes, ending: str) -> Kind:
    del ending
    found = re.search(rb"FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'", head, re.IGNORECASE)
    return Kind.IFC if found is None or found[1].upper().startswith(b"IFC") else Kind.UNKNOWN


TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_SORTS = MappingProxyType(
    {Sort.VALUES: Kind.RASTER, Sort.PHOTO: Kind.PHOTO, Sort.PICTURE: Kind.IMAGE, Sort.BROKEN: Kind.UNKNOWN}
)
SIGNATURES: tuple[tuple[bytes, Kind | Callable[[bytes, str], Kind]], ...] = (
    *((signature, _tiff) for signature in TIFF),
    (b"\0\0\0\x0cjP  ", _jpeg2000),
    (b"\xff\x4f\xff\x51", _jpeg2000),
    (b"EHFA_HEADER_TAG", Kind.RASTER),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"BM", lambda head, _ending: Kind.IMAGE if head[6:10] == b"\0\0\0\0" else Kind.UNKNOWN),
    (b"DDS ", Kind.IMAGE),
    (b"glTF", Kind.GLTF),
    (b"ply\n", Kind.PLY),
    (b"ply\r", Kind.PLY),
    (b"LASF", Kind.LAS),
    (b"SQLite format 3\0", _sqlite),
    (b"fgb\x03fgb", Kind.VECTOR),
    (b"PAR1", Kind.VECTOR),
    (b"\0\0\x27\x0a", _shape),
    (b"ISO-10303-21", _step),
)

XML_ROOTS = MappingProxyType(
    {
        "CityModel": Kind.CITYGML,
        "XPlanAuszug": Kind.XPLAN,
        "AX_Bestandsdatenauszug": Kind.ALKIS,
        "PAMDataset": Kind.SIDE,
        "MD_Metadata": Kind.SIDE,
        "MI_Metadata": Kind.SIDE,
        "osm": Kind.VECTOR,
    }
)


def _of_namespace(namespace: str) -> Kind | None:
    """The kind that a namespace stands for."""
    low = namespace.lower()
    if "opengis.net/citygml" in low:
        return Kind.CITYGML
    if re.search(r"www\.citygml\.org/citygml/\d+/\d+/\d+", low):
        return Kind.CITYGML_OLD
    if "xplanung.de" in low or "/xplangml/" in low:
        return Kind.XPLAN
    if "adv-online.de/namespaces/adv" in low:
        return Kind.ALKIS
    return None


def _xml(text: str) -> Kind:
    """By the root's namespace, then by the first objects, then by what the root declares."""
    head = xml_head(text)
    if head is None:
        return Kind.UNKNOWN
    by_root = _of_namespace(head.root_namespace)
    if head.root == "schema" and head.root_namespace.endswith("XMLSchema"):
        return Kind.SIDE
    if head.root == "CityModel" and any(_of_namespace(n) is Kind.CITYGML_OLD for n in head.namespaces):
        return Kind.CITYGML_OLD
    if by_root is not None or head.root in XML_ROOTS:
        return by_root or XML_ROOTS[head.root]
    for namespaces in (head.used, head.namespaces):
        kinds = [k for k in map(_of_namespace, namespaces) if k is not None]
        # A development plan's areas stand among objects of other standards, not the other way round.
        for kind in (Kind.XPLAN, *kinds):
            if kind in kinds:
                return kind
    return Kind.GML if any("opengis.net/gml" in n or "opengis.net/wfs" in n for n in head.namespaces) else Kind.UNKNOWN


def _json(part: Part, text: str) -> Kind:
    found = json_kind(text)
    if found == "cityjson" and _is_sequence(part, text):
        return Kind.CITYJSONSEQ
    return Kind(found)


def _is_sequence(part: Part, text: str) -> bool:
    """Whether a second object follows the first on a line of its own."""
    following = re.compile(r"\}[ \t]*\r?\n\s*\{")
    if following.search(text):
        return True
    if len(text) < HEAD // 4 or re.match(r"\s*\{[ \t]*\r?\n", text):
        return part.ending == ".jsonl"
    return following.search(head_of(part, LONG_HEAD).decode("latin-1")) is not None


def _text(text: str, ending: str) -> Kind:
    words = text[:4096].lower().split()
    if words and words[0] in ("ncols", "nrows") and {"ncols", "nrows"} <= set(words):
        return Kind.ASC
    if re.match(r"(PROJ|GEOG|GEOD|COMPD_|BOUND|LOCAL_|ENG)(CS|CRS)\s*\[", text):
        return Kind.SIDE
    if text.startswith("ISO-10303-21"):
        return _step(text.encode("utf-8", "replace"), ending)
    return Kind(table_kind(text, ending))
