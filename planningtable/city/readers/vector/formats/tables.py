"""CSV as offices export it: any delimiter, encoding and decimal sign; places in columns of many names."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import shapely

from planningtable.city.grid import Array
from planningtable.city.readers.vector.formats.rows import Block, LayerInfo, column, listed
from planningtable.city.readers.vector.numbers import number, text
from planningtable.domain.text import PlanningError

EAST = (
    *("ostwert", "rechtswert", "rw", "utm_ost", "utm_e", "utm_x", "utmx", "x", "east", "easting", "e", "ost", "xcoord"),
    *("x_koord", "x_koordinate", "koord_x", "xkoord", "x_utm", "pos_x", "coord_x", "x_wert", "rechts", "geom_x"),
)
NORTH = (
    *("nordwert", "hochwert", "hw", "utm_nord", "utm_n", "utm_y", "utmy", "y", "north", "northing", "n", "nord"),
    *("ycoord", "y_koord", "y_koordinate", "koord_y", "ykoord", "y_utm", "pos_y", "coord_y", "y_wert", "hoch"),
    "geom_y",
)
LONGITUDE = ("lon", "longitude", "laenge", "länge", "längengrad", "laengengrad", "lng", "long", "geo_lon", "wgs84_lon")
LATITUDE = ("lat", "latitude", "breite", "breitengrad", "geo_lat", "wgs84_lat")
WRITTEN = ("wkt", "the_geom", "geom", "geometry", "geometrie", "shape", "wkb", "wkb_geometry", "geo_shape", "wkt_geom")
PAIRS = ("geo_point_2d", "koordinaten", "coordinates", "latlon", "lat_lon", "latlng", "position", "geopunkt")
# A line or a cell that is longer is no table.
LONGEST_LINE = 2**20
# A quoted cell over more lines than this has lost its closing quote.
MOST_LINES = 50
MOST_BYTES = 2**30
# What is put behind the name of a table without header, taken for the corners of an outline.
OUTLINE = " (outline)"
MOST_CORNERS = 100_000
DELIMITERS = ";,\t|"
# Columns that are named where none of them tells a place.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written.

    Attributes:
        encoding: of the text.
        delimiter: between cells.
        names: of the columns, as in the file, unique.
        header: whether the first line is one.
        quoted: whether quotes are understood; False where one is left open.
        comma: whether numbers have a decimal comma.
    """

    encoding: str
    delimiter: str
    names: tuple[str, ...]
    header: bool
    quoted: bool
    comma: bool


def layout_of(path: Path) -> Layout:
    """How a table is written.

    Raises:
        PlanningError: it is empty, far too big, or has a line no table has.
    """
    if path.stat().st_size > MOST_BYTES:
        raise PlanningError("error.vector.table-size", file=path.name, most=MOST_BYTES // 2**20)
    encoding = _encoding(path)
    quoted = _quotes_close(path, encoding)
    lines = []
    for line in _lines(path, encoding):
        if line.strip() and not line.lower().startswith("sep="):
            lines.append(line)
        if len(lines) == 30:
            break
    if not lines:
        raise PlanningError("error.vector.no-table", file=path.name)
    delimiter = _delimiter(lines)
    first = next(_reader(iter(lines), delimiter, quoted), [])
    header = any(cell.strip() and not np.isfinite(number(cell)) for cell in first)
    names = _names([c.strip().strip('"').strip() for c in first] if header else [""] * len(first))
    comma = delimiter != "," and any(re.search(r"\d,\d", line) for line in lines[1:])
    return Layout(encoding, delimiter, names, header, quoted, comma)


def _names(words: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for i, word in enumerate(words, 1):
        name = word or f"column_{i}"
        found.setdefault(name if name not in found else f"{name}_{i}")
    return tuple(found)


def _encoding(path: Path) -> str:
    """By the mark at the beginning, else UTF-8 where all of the file is, else Windows-1252."""
    with path.open("rb") as stream:
        head = stream.read(4)
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        stream.seek(0)
        try:
            while data := stream.read(2**20):
                decoder.decode(data)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, errors="replace", newline=None) as stream:
        while line := stream.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise PlanningError("error.vector.long-line", file=path.name)
            yield line.replace("\0", "")


def _delimiter(lines: Sequence[str]) -> str:
    plain = [re.sub(r'"[^"]*"', "", line) for line in lines]
    return max(DELIMITERS, key=lambda d: (plain[0].count(d), sum(line.count(d) for line in plain)))


def _reader(lines: Iterator[str], delimiter: str, quoted: bool) -> Iterator[list[str]]:
    if quoted:
        return csv.reader(lines, delimiter=delimiter)
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _quotes_close(path: Path, encoding: str) -> bool:
    """Whether every quoted cell ends within a few lines."""
    inside, since = False, 0
    for line in _lines(path, encoding):
        inside ^= bool(line.count('"') % 2)
        since = since + 1 if inside else 0
        if since > MOST_LINES:
            return False
    return not inside


def rows(path: Path, layout: Layout) -> Iterator[list[str]]:
    """Rows without the header and without empty lines, cells as they stand.

    Raises:
        PlanningError: a cell or line no table has.
    """
    first = layout.header
    lines = (x for x in _lines(path, layout.encoding) if not x.lower().startswith("sep="))
    try:
        for row in _reader(lines, layout.delimiter, layout.quoted):
            if not any(cell.strip() for cell in row):
                continue
            if first:
                first = False
                continue
            yield row if layout.quoted else [c.strip('" ') for c in row]
    except csv.Error as error:
        raise PlanningError("error.vector.long-line", file=path.name) from error


def layers(path: Path, kind: str) -> tuple[LayerInfo, ...]:
    """The table as a layer.

    Raises:
        PlanningError: it has no columns that tell a place.
    """
    layout = layout_of(path)
    how = places_of(layout)
    if how is None:
        columns = listed([n.lower() for n in layout.names], MOST_NAMED)
        raise PlanningError("error.city.no-coordinate-columns", file=path.name, columns=columns)
    remarks = () if layout.quoted else (("vector.note.quotes", ()),)
    geometry = "Point" if how[0] in ("east", "degrees", "pair") else "Unknown"
    crs = "EPSG:4326" if how[0] in ("degrees", "pair") else ""
    info = LayerInfo(path.stem, kind, crs, False, geometry, layout.names, -1, layout.encoding, remarks, extra=how)
    if layout.header:
        return (info,)
    # Bare coordinates may be places or the corners of one outline.
    outline = replace(info, name=f"{path.stem}{OUTLINE}", geometry="Polygon", fields=(), count=-2, extra=("ring",))
    return (info, outline)


def places_of(layout: Layout) -> tuple[str, ...] | None:
    """Where the place stands: a way of writing and the columns; None where no column tells one."""
    if not layout.header:
        return ("east", *layout.names[:2]) if len(layout.names) in (2, 3) else None
    lowered = {n.lower(): n for n in reversed(layout.names)}

    def found(words: Sequence[str]) -> str | None:
        return next((lowered[w] for w in words if w in lowered), None)

    for way, first, second in (("east", EAST, NORTH), ("degrees", LONGITUDE, LATITUDE)):
        one, two = found(first), found(second)
        if one is not None and two is not None:
            return way, one, two
    for way, words in (("written", WRITTEN), ("pair", PAIRS)):
        one = found(words)
        if one is not None:
            return way, one
    return None


def blocks(path: Path, info: LayerInfo, size: int) -> Iterator[Block]:
    """Rows, streamed; those with more cells than the header has names have no place.

    Raises:
        PlanningError: a cell or line no table has.
    """
    layout = layout_of(path)
    if info.extra == ("ring",):
        yield _outline(path, layout)
        return
    first, gathered = 0, []
    for row in rows(path, layout):
        gathered.append(row)
        if len(gathered) == size:
            yield _block(first, gathered, info)
            first, gathered = first + len(gathered), []
    if gathered:
        yield _block(first, gathered, info)


def _outline(path: Path, layout: Layout) -> Block:
    """All rows as the corners of one polygon."""
    corners = [[number(c) for c in row[:2]] for row in islice(rows(path, layout), MOST_CORNERS)]
    good = [c for c in corners if len(c) == 2 and np.isfinite(c).all()]
    wkb = bytes(shapely.to_wkb(shapely.Polygon(good))) if len(good) == len(corners) > 2 else b"?"
    return Block(0, column([wkb], 1), {"id": column([path.stem], 1)})


def _block(first: int, gathered: list[list[str]], info: LayerInfo) -> Block:
    width, count = len(info.fields), len(gathered)
    too_long = [any(c.strip() for c in row[width:]) for row in gathered]
    table = [row[:width] + [""] * (width - len(row)) for row in gathered]
    fields = {n: column((row[i] for row in table), count) for i, n in enumerate(info.fields)}
    way, *names = info.extra
    wkb = WAYS[way]([fields[n] for n in names])
    return Block(first, column((b"?" if bad else w for bad, w in zip(too_long, wkb, strict=True)), count), fields)


def _by_two(columns: Sequence[Array]) -> list[bytes | None]:
    pairs = [(number(x), number(y)) for x, y in zip(*columns, strict=True)]
    return _as_points(pairs)


def _as_points(pairs: Sequence[tuple[float, float]]) -> list[bytes | None]:
    shapes = shapely.to_wkb(shapely.points(np.array(pairs, np.float64).reshape(-1, 2)))
    return [bytes(s) if np.isfinite(p).all() else None for s, p in zip(shapes, pairs, strict=True)]


def _by_pair(columns: Sequence[Array]) -> list[bytes | None]:
    """``48.137, 11.575``: latitude first, as maps on the web write it."""
    pairs = []
    for value in columns[0]:
        words = [w for w in re.split(r"[;\s]+|,(?=\s|[^,]*\.)", text(value).strip("()[]")) if w]
        values = [number(w) for w in words]
        pairs.append((values[1], values[0]) if len(values) == 2 else (np.nan, np.nan))
    return _as_points(pairs)


def _by_words(columns: Sequence[Array]) -> list[bytes | None]:
    return [_written(text(v)) for v in columns[0]]


def _written(word: str) -> bytes | None:
    """WKT, EWKT, WKB in hexadecimal digits or GeoJSON as WKB; broken bytes for anything else."""
    if not word:
        return None
    word = re.sub(r"^SRID=\d+;", "", word, flags=re.IGNORECASE)
    try:
        with np.errstate(all="ignore"):
            if re.fullmatch(r"(?:[0-9A-Fa-f]{2})+", word):
                shape = shapely.from_wkb(word)
            else:
                shape = shapely.from_geojson(word) if word.startswith("{") else shapely.from_wkt(word)
        return None if shape is None else bytes(shapely.to_wkb(shape))
    except (shapely.errors.ShapelyError, ValueError, TypeError):
        return b"?"


WAYS: Mapping[str, Callable[[Sequence[Array]], list[bytes | None]]] = {
    "east": _by_two,
    "degrees": _by_two,
    "pair": _by_pair,
    "written": _by_words,
}
