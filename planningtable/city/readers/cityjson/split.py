"""A CityJSON document in chunks: some objects with the vertices they use, children with their parents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import orjson

from planningtable.city.grid import Array
from planningtable.city.job import Job
from planningtable.city.readers.cityjson.document import Document, no_json
from planningtable.city.readers.cityjson.frame import Pieces, Sparse
from planningtable.city.readers.cityjson.scan import BrokenJson, Ranges, mark_integers, members
from planningtable.city.readers.cityjson.vertices import parsed_points
from planningtable.city.readers.cityjson.words import strings
from planningtable.domain.text import PlanningError, Text

# Bytes of a chunk; an object with its children is never cut.
TARGET = 2 * 2**20
_LINKS = re.compile(rb'"(parents?|children|Parts|Installations)"\s*:\s*("(?:[^"\\]|\\.)*"|\[[^\]]*\])')
_INDEXED = re.compile(rb'"boundaries"\s*:\s*(?=\[)')
_TEXTURED = re.compile(rb'"texture"\s*:\s*(?=\{)')
_GROUP = b'"CityObjectGroup"'


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """All objects of a document.

    Attributes:
        ranges: begin and end of key and value, shape (N, 4).
        order: rows in the order in which they are handed out, those that belong together side by side.
        first: for each place in that order the first row of those that belong together.
        named: parents that an object names, by row.
        groups: ids of groups.
    """

    ranges: Ranges
    order: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    named: dict[int, tuple[str, ...]]
    groups: frozenset[str]


def pieces(document: Document, name: str, job: Job) -> Iterator[tuple[float, Pieces]]:
    """The chunks, and how much of the objects lies before each [0..1].

    Raises:
        PlanningError: the vertices or the objects are none.
        CancelledError: the job was cancelled.
    """
    what = Text.of("city.job.reading", file=name)
    vertices = _table(document, "vertices", 3, name)
    job.report(0.1, what)
    uv = texture_coordinates(document, name)
    job.report(0.2, what)
    index = _indexed(document, name, job)
    sizes = (index.ranges[:, 3] - index.ranges[:, 0])[index.order]
    before = np.concatenate([[0], np.cumsum(sizes)])
    start = 0
    while start < len(index.order):
        job.report(0.3 + 0.7 * float(before[start] / before[-1]), what)
        stop = int(np.searchsorted(before, before[start] + TARGET, side="right")) - 1
        stop = max(stop, start + 1)
        while stop < len(index.order) and index.first[stop] == index.first[stop - 1]:
            stop += 1
        yield float(before[start] / before[-1]), _cut(document, index, index.order[start:stop], vertices, uv)
        start = stop
    if not len(index.order):
        yield 0.0, Pieces((), Sparse(None, vertices[:0]), Sparse(None, uv[:0]))


def texture_coordinates(document: Document, name: str) -> Array:
    """Texture coordinates of a document, shape (N, 2)."""
    found = np.zeros((0, 2))
    for start, stop in document.members.get("appearance", ()):
        if document.data[start] != ord("{"):
            continue
        try:
            for block in members(document.data, start):
                for key_begin, key_end, begin, end in block.tolist():
                    if document.slice(key_begin, key_end) == b'"vertices-texture"':
                        text = document.slice(begin, end).strip()
                        found = parsed_points(np.frombuffer(text, np.uint8), 0, len(text), 2)
        except BrokenJson as error:
            raise no_json(document.data, error.position, name) from error
        except ValueError:
            return np.zeros((0, 2))
        del stop
    return found


def _table(document: Document, member: str, width: int, name: str) -> Array:
    if member not in document.members:
        raise PlanningError("error.cityjson.no-vertices", file=name)
    start, stop = document.members[member][-1]
    try:
        return parsed_points(document.data, start, stop, width)
    except ValueError as error:
        raise no_json(document.data, start, name) from error


def _indexed(document: Document, name: str, job: Job) -> _Index:
    """Where the objects are, and which belong together."""
    blocks: list[Ranges] = [np.zeros((0, 4), np.int64)]
    for start, _ in document.members.get("CityObjects", ()):
        if document.data[start] != ord("{"):
            raise PlanningError("error.cityjson.no-objects", file=name)
        try:
            for block in members(document.data, start):
                job.check()
                blocks.append(block)
        except BrokenJson as error:
            raise no_json(document.data, error.position, name) from error
    if "CityObjects" not in document.members:
        raise PlanningError("error.cityjson.no-objects", file=name)
    ranges = np.concatenate(blocks)
    links, groups = _links(document, ranges, job)
    return _grouped(document, ranges, links, groups)


def _links(
    document: Document, ranges: Ranges, job: Job
) -> tuple[dict[int, tuple[tuple[str, ...], tuple[str, ...]]], set[int]]:
    """Parents and children that objects name, and the rows of groups."""
    view = document.data.data
    links: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    groups: set[int] = set()
    for row, (_, _, begin, end) in enumerate(ranges.tolist()):
        if not row % 1000:
            job.check()
        text = view[begin:end].tobytes()
        if _GROUP in text:
            groups.add(row)
        parents: list[str] = []
        children: list[str] = []
        for found in _LINKS.finditer(text):
            (parents if found[1].startswith(b"parent") else children).extend(_names(found[2]))
        if parents or children:
            links[row] = tuple(parents), tuple(children)
    return links, groups


def _names(text: bytes) -> tuple[str, ...]:
    try:
        return tuple(strings(orjson.loads(text)))
    except orjson.JSONDecodeError:
        return ()


def key_of(text: bytes) -> str:
    """The name that a key in quotation marks stands for."""
    try:
        return str(orjson.loads(text))
    except orjson.JSONDecodeError:
        return text.strip(b'"').decode("utf-8", "replace")


def _grouped(
    document: Document,
    ranges: Ranges,
    links: dict[int, tuple[tuple[str, ...], tuple[str, ...]]],
    groups: set[int],
) -> _Index:
    """Put those that name each other side by side; groups bind nobody."""
    above = list(range(len(ranges)))
    named: dict[int, tuple[str, ...]] = {row: parents for row, (parents, _) in links.items() if parents}
    group_ids = frozenset(key_of(document.slice(*ranges[row, :2].tolist())) for row in groups)
    if links:
        rows = {key_of(document.slice(*ranges[row, :2].tolist())): row for row in range(len(ranges))}
        for row, (parents, children) in links.items():
            for other in (*parents, *(children if row not in groups else ())):
                found = rows.get(other)
                if found is not None and found not in groups:
                    one, two = _top(above, row), _top(above, found)
                    above[max(one, two)] = min(one, two)
    first = np.array([_top(above, row) for row in range(len(above))] if links else above, np.int64)
    order = np.argsort(first, kind="stable")
    return _Index(ranges, order, first[order], named, group_ids)


def _top(above: list[int], row: int) -> int:
    while above[row] != row:
        above[row] = above[above[row]]
        row = above[row]
    return row


def _cut(document: Document, index: _Index, rows: npt.NDArray[np.int64], vertices: Array, uv: Array) -> Pieces:
    """Some objects with what they use of the tables."""
    used, used_uv = np.zeros(len(vertices), bool), np.zeros(len(uv), bool)
    objects = []
    groups: set[str] = set()
    for row in rows.tolist():
        key_begin, key_end, begin, end = index.ranges[row].tolist()
        value = document.slice(begin, end)
        data = np.frombuffer(value, np.uint8)
        for found in _INDEXED.finditer(value):
            mark_integers(data, found.end(), len(data), used)
        for found in _TEXTURED.finditer(value) if len(uv) else ():
            mark_integers(data, found.end(), len(data), used_uv)
        objects.append((document.slice(key_begin, key_end), value))
        groups.update(index.groups.intersection(index.named.get(row, ())))
    numbers, uv_numbers = np.flatnonzero(used), np.flatnonzero(used_uv)
    return Pieces(
        tuple(objects),
        Sparse(numbers, vertices[numbers]),
        Sparse(uv_numbers, uv[uv_numbers]),
        frozenset(groups),
    )
