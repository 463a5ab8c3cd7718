"""CityJSONSeq: one feature a line, what holds for all of them in the first."""

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson

from planningtable.city.job import Job
from planningtable.city.readers.cityjson.frame import Lines
from planningtable.city.readers.cityjson.head import heading_of
from planningtable.city.readers.cityjson.vertices import points_of
from planningtable.city.readers.files import Part, Stream, opened
from planningtable.city.readers.formats import Heading
from planningtable.domain.text import PlanningError

TARGET = 2 * 2**20
# A longer line is no feature, but a mistake or an attack.
MOST_LINE = 256 * 2**20
_BLOCK = 2**20
_FEATURE = re.compile(rb'"type"\s*:\s*"CityJSONFeature"')
_MARKS = b"\xef\xbb\xbf\x1e"


class _Reader:
    """The lines of a stream, one after another."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.too_long: list[int] = []

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Number and text of each line that is not empty."""
        number = 0
        rest: list[bytes] = []
        size = 0
        while block := self._stream.read(_BLOCK):
            *lines, last = block.split(b"\n")
            for line in lines:
                number += 1
                if size + len(line) > MOST_LINE:
                    self.too_long.append(number)
                elif text := _bare(b"".join((*rest, line))):
                    yield number, text
                rest, size = [], 0
            size += len(last)
            rest = [*rest, last] if size <= MOST_LINE else []
        if size > MOST_LINE:
            self.too_long.append(number + 1)
        elif text := _bare(b"".join(rest)):
            yield number + 1, text


def _bare(line: bytes) -> bytes:
    """A line without white space, record separator and byte order mark."""
    return line.strip().lstrip(_MARKS).strip()


def sequence_heading(part: Part, job: Job) -> Heading:
    """The heading, from the first line.

    Raises:
        PlanningError: the first line is no JSON, no CityJSON, or is missing.
        CancelledError: the job was cancelled.
    """
    with opened(part, job) as stream:
        lines = iter(_Reader(stream))
        first = next(lines, (1, b""))
        following = next(lines, (2, b""))
    try:
        value = _first(first[1])
    except orjson.JSONDecodeError as error:
        if b'"CityJSON"' not in first[1] and _FEATURE.search(first[1] + following[1]):
            raise PlanningError("error.cityjson.no-header", file=part.name) from error
        raise PlanningError(
            "error.cityjson.json", file=part.name, line=first[0] + error.lineno - 1, column=error.colno
        ) from error
    if not isinstance(value, dict):
        raise PlanningError("error.cityjson.not-cityjson", file=part.name)

    def member(name: str) -> bytes:
        if name not in value:
            return b""
        try:
            return orjson.dumps(value[name])
        except orjson.JSONEncodeError:
            return json.dumps(value[name]).encode()

    def uv() -> Any:
        appearance = value.get("appearance")
        return points_of(appearance.get("vertices-texture") if isinstance(appearance, dict) else None, 2)

    return heading_of(part.name, "CityJSONSeq", "UTF-8", member, uv)


def _first(text: bytes) -> Any:
    """The value of the first line; numbers larger than any, such as 1e400, become infinite.

    Raises:
        orjson.JSONDecodeError: it is no JSON.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise error from None


def lines_of(part: Part, job: Job) -> Iterator[Lines]:
    """The lines in chunks; the first is among them, in case it holds objects too.

    Raises:
        PlanningError: the file cannot be read on.
        CancelledError: the job was cancelled.
    """
    with opened(part, job) as stream:
        reader = _Reader(stream)
        waiting: list[tuple[int, bytes]] = []
        size = 0
        for number, text in reader:
            waiting.append((number, text))
            size += len(text)
            if size >= TARGET:
                yield Lines(tuple(waiting), tuple(reader.too_long))
                waiting, size = [], 0
                reader.too_long.clear()
        if waiting or reader.too_long:
            yield Lines(tuple(waiting), tuple(reader.too_long))
