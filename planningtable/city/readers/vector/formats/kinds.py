"""Which kind of vector file it is, by its first bytes: nothing reaches a driver that could open something else."""

import json
import re
from pathlib import Path

from planningtable.city.job import Job
from planningtable.city.readers.citygml.prolog import read_prolog
from planningtable.city.readers.files import Part, opened
from planningtable.domain.text import PlanningError

HEAD = 64 * 1024
MAGIC = (
    (b"SQLite format 3\0", "GeoPackage"),
    (b"\x00\x00\x27\x0a", "Shapefile"),
    (b"fgb", "FlatGeobuf"),
    (b"PAR1", "GeoParquet"),
)
TABLES = (".csv", ".tsv", ".txt")
_GEOJSON = re.compile(
    rb'"type"\s*:\s*"(FeatureCollection|Feature|GeometryCollection|(Multi)?(Point|LineString|Polygon))"'
    rb'|"features"\s*:\s*\[\s*[\]{]'
)
# JSON that GDAL would take for an order to do something, and city models.
_OTHER_JSON = re.compile(rb'gdal_streamed_alg|"type"\s*:\s*"(CityJSON|CityJSONFeature|Topology)"')


def kind_of(path: Path, name: str) -> str:
    """The format: a key of `planningtable.city.readers.vector.formats.layers.DRIVERS`.

    Args:
        path: a plain file.
        name: to be named in errors.

    Raises:
        PlanningError: none of them, or XML with a document type declaration.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if b"OSMHeader" in head[:64]:
        return "OSM PBF"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\x1e")
    if text[:1] == b"<" or head[:4] in (b"\xff\xfe<\0", b"\xfe\xff\0<"):
        return _xml_kind(path, name)
    if text[:1] in (b"{", b"["):
        return _json_kind(text, name)
    if path.suffix.lower() in TABLES:
        return "CSV"
    raise PlanningError("error.city.not-vector", file=name)


def _xml_kind(path: Path, name: str) -> str:
    with opened(Part(path), Job()) as stream:
        prolog = read_prolog(stream, name)
    return "OSM XML" if prolog.root == "osm" else "GML"


def _json_kind(text: bytes, name: str) -> str:
    if _OTHER_JSON.search(text) or not _GEOJSON.search(text):
        raise PlanningError("error.city.not-vector", file=name)
    line, _, rest = text.partition(b"\n")
    if rest.lstrip(b" \t\r\n\x1e")[:1] == b"{" and _is_feature(line):
        return "GeoJSONSeq"
    return "GeoJSON"


def _is_feature(line: bytes) -> bool:
    try:
        found = json.loads(line)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("type") == "Feature"
