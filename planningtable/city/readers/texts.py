"""The beginnings of text files, looked at rather than parsed: they may be cut off, broken or hostile."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_ELEMENT = re.compile(r"<(?:([\w.\-]+):)?([\w.\-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)")
_XMLNS = re.compile(r"xmlns(?::([\w.\-]+))?\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# A string that the head cuts off is one to the end; without that, each of its quotes would be tried anew.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?")
_OBJ_WORDS = frozenset(
    (
        "v",
        "vt",
        "vn",
        "vp",
        "f",
        "l",
        "p",
        "o",
        "g",
        "s",
        "mtllib",
        "usemtl",
        "usemap",
        "maplib",
        "shadow_obj",
        "cstype",
    )
)
# Column names of points: east, north, height.
EAST = frozenset(("x", "e", "east", "easting", "ost", "ostwert", "rechtswert", "rw", "r", "x_coord", "xkoord"))
NORTH = frozenset(("y", "n", "north", "northing", "nord", "nordwert", "hochwert", "hw", "y_coord", "ykoord"))
HEIGHT = frozenset(("z", "h", "height", "hoehe", "höhe", "elevation", "alt", "altitude", "dgm", "dgm1", "z_coord"))


def decoded(head: bytes) -> str | None:
    """The head as text, whatever its encoding; None where it is none."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if head[:1] == b"\0" and head[1:2] not in (b"\0", b""):
        return head.decode("utf-16-be", "replace")
    if head[1:2] == b"\0" and head[:1] != b"\0" and head[3:4] == b"\0":
        return head.decode("utf-16-le", "replace")
    if b"\0" in head:
        return None
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character cut in two at the end of the head is no reason to doubt it.
        return head.decode("utf-8", "ignore") if error.start > len(head) - 4 else head.decode("latin-1")


@dataclass(frozen=True, slots=True)
class XmlHead:
    """What the beginning of an XML file shows.

    Attributes:
        root: local name of the root element.
        root_namespace: its namespace; empty for none.
        namespaces: all that are declared in the head, in order.
        used: those of elements in the head, in order of their first use, without the root's.
    """

    root: str
    root_namespace: str
    namespaces: tuple[str, ...]
    used: tuple[str, ...]


def xml_head(text: str) -> XmlHead | None:
    """The root element and the namespaces in the head; None where there is no element."""
    clean = _COMMENT.sub("", text)
    clean = re.sub(r"<!DOCTYPE(?:[^\[>]*\[.*?(?:\]\s*>|\Z)|[^>]*(?:>|\Z))", "", clean, count=1, flags=re.DOTALL)
    prefixes: dict[str, str] = {}
    elements: list[tuple[str, str]] = []
    for prefix, local, rest in _ELEMENT.findall(clean):
        for name, double, single in _XMLNS.findall(rest):
            prefixes.setdefault(name, double or single)
        elements.append((prefix, local))
    if not elements:
        return None
    used = [prefixes[p] for p, _ in elements[1:] if p in prefixes]
    return XmlHead(
        elements[0][1], prefixes.get(elements[0][0], ""), tuple(prefixes.values()), tuple(dict.fromkeys(used))
    )


_JSON_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "CityJSON": "cityjson",
        "CityJSONFeature": "cityjsonseq",
        "CityJSONExtension": "side",
        "CityJSON_Extension": "side",
        **dict.fromkeys(
            (
                *("FeatureCollection", "Feature", "GeometryCollection", "Topology"),
                *("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
            ),
            "vector",
        ),
    }
)


def json_kind(text: str) -> str:
    """Kind of a JSON document by the keys at its top level, as far as the head shows them."""
    keys = dict(_top_level(text))
    kind = _JSON_TYPES.get(keys.get("type", "").strip('"'))
    if kind:
        return kind
    if {"CityObjects", "vertices"} <= set(keys) or "CityObjects" in keys:
        return "cityjson"
    if "asset" in keys and {"scenes", "nodes", "meshes", "buffers", "accessors", "scene"} & set(keys):
        return "gltf"
    if "features" in keys and "crs" in keys:
        return "vector"
    # Answers of OGC SensorThings: one thing, or a list of them under "value".
    if any(key.startswith("@iot.") for key in keys) or ("value" in keys and '"@iot.' in text):
        return "sensors"
    return "unknown"


def _top_level(text: str) -> Iterator[tuple[str, str]]:
    """Keys of the first object with the token that follows; the second one for ``{`` and ``[``."""
    depth = 0
    key = ""
    previous = ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        if depth == 1 and key and previous == ":":
            yield key, token
            key = ""
        elif depth == 1 and token == ":" and previous.startswith('"'):
            key = previous[1:-1]
        if token in "{[":
            depth += 1
        elif token in "}]":
            depth -= 1
            if not depth:
                return
        previous = token


def table_kind(text: str, ending: str) -> str:
    """Kind of a text that is neither XML nor JSON: ``obj``, ``side``, ``xyz``, ``csv`` or ``unknown``."""
    lines = text.splitlines()
    if len(text) > 1024 and len(lines) > 2:
        lines = lines[:-1]  # the last one may be cut off
    lines = [x.strip() for x in lines if x.strip() and not x.lstrip().startswith(("#", "//"))][:200]
    if not lines:
        return "unknown"
    first = [x.split(None, 1)[0] for x in lines]
    if first[0] == "newmtl":
        return "side"
    if set(first) <= _OBJ_WORDS and any(_is_vertex(x) for x in lines):
        return "obj"
    if len(lines) == 6 and all(_NUMBER.fullmatch(x) for x in lines):
        return "side"
    if is_points(lines):
        return "xyz"
    return "csv" if _is_table(lines, ending) else "unknown"


def _is_vertex(line: str) -> bool:
    words = line.split()
    return words[0] == "v" and len(words) >= 4 and all(_NUMBER.fullmatch(w) for w in words[1:4])


def separator_of(line: str) -> str:
    """What stands between the columns: tab, ``;``, ``,`` or white space (empty)."""
    if "\t" in line:
        return "\t"
    if ";" in line:
        return ";"
    # "1,5 2,5 3,5" has decimal commas; "1.5, 2.5, 3.5" and "1,2,3" have separating ones.
    return "," if "," in line and (line.count(", ") >= 2 or len(line.split()) < 3) else ""


def columns_of(line: str) -> list[str]:
    separator = separator_of(line)
    words = line.split(separator) if separator else line.split()
    return [w.strip().strip('"') for w in words if w.strip() or separator == ";"]


def is_points(lines: list[str]) -> bool:
    """Whether lines hold east, north and height and little else, with or without a header."""
    head = [w.lower().split("[")[0].strip().lstrip("/") for w in columns_of(lines[0])]
    named = len(head) >= 3 and head[0] in EAST and head[1] in NORTH and head[2] in HEIGHT and len(head) <= 7
    swapped = len(head) >= 3 and head[0] in NORTH and head[1] in EAST and head[2] in HEIGHT and len(head) <= 7
    body = lines[1:] if named or swapped else lines
    if not body or (not named and not swapped and not 3 <= len(columns_of(lines[0])) <= 4):
        return False
    rows = [columns_of(x) for x in body]
    numeric = all(len(r) >= 3 and all(_NUMBER.fullmatch(w) for w in r[:3]) for r in rows)
    return numeric and (named or swapped or _are_coordinates(rows))


def _are_coordinates(rows: list[list[str]]) -> bool:
    """Whether the first two columns could be projected coordinates [m] and the third a height, and all differ."""
    places = [(float(r[0].replace(",", ".")), float(r[1].replace(",", "."))) for r in rows]
    large = all(abs(x) >= 1000 or abs(y) >= 1000 for x, y in places)
    return len(set(places)) == len(places) and (large or len(rows) >= 50)


def _is_table(lines: list[str], ending: str) -> bool:
    counts = [len(columns_of(x)) for x in lines[:20]]
    if ending in (".csv", ".tsv"):
        return True
    separated = all(separator_of(x) in ("\t", ";", ",") for x in lines[:20])
    return len(lines) >= 3 and min(counts) >= 2 and len(set(counts)) == 1 and separated
