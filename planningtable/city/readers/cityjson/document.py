"""The bytes of a CityJSON document and the members of its root."""

import codecs
import mmap
from dataclasses import dataclass

import numpy as np

from planningtable.city.job import Job
from planningtable.city.readers.cityjson.scan import BrokenJson, Bytes, members
from planningtable.city.readers.files import Part, existing, whole
from planningtable.domain.text import PlanningError

# A file that lies on the disk as it is stays there and is looked at; one in an archive has to be unpacked.
MOST_ON_DISK = 4 * 2**30
MOST_UNPACKED = 2**30
_GZIP = b"\x1f\x8b"
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SPACE = frozenset(b" \t\r\n")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """JSON in UTF-8, without a byte order mark.

    Attributes:
        data: all of it.
        encoding: that the file has.
        members: begin and end of the values of the root's members, by name; several where a name occurs again.
    """

    data: Bytes
    encoding: str
    members: dict[str, list[tuple[int, int]]]

    def text(self, name: str) -> bytes:
        """The value of a member as it stands there; empty where there is none."""
        return b"" if name not in self.members else self.slice(*self.members[name][-1])

    def slice(self, start: int, stop: int) -> bytes:
        return self.data[start:stop].tobytes()


def opened_document(part: Part, job: Job) -> Document:
    """The document with its outline.

    Raises:
        PlanningError: unreadable, too big, not text, or no JSON; then with line and column.
        CancelledError: the job was cancelled.
    """
    data, encoding = _bytes(part, job)
    start = 0
    while start < len(data) and data[start] in _SPACE:
        start += 1
    found: dict[str, list[tuple[int, int]]] = {}
    try:
        for block in members(data, start):
            job.check()
            for key_begin, key_end, begin, end in block.tolist():
                name = data[key_begin + 1 : key_end - 1].tobytes().decode("utf-8", "replace")
                found.setdefault(name, []).append(trimmed(data, begin, end))
    except BrokenJson as error:
        raise no_json(data, error.position, part.name) from error
    return Document(data, encoding, found)


def trimmed(data: Bytes, start: int, stop: int) -> tuple[int, int]:
    """A range without the white space at its ends."""
    while start < stop and data[start] in _SPACE:
        start += 1
    while stop > start and data[stop - 1] in _SPACE:
        stop -= 1
    return start, stop


def no_json(data: Bytes, position: int, name: str) -> PlanningError:
    """What is said of a text that is no JSON from some byte on."""
    line, column = place_of(data, position)
    return PlanningError("error.cityjson.json", file=name, line=line, column=column)


def place_of(data: Bytes, position: int) -> tuple[int, int]:
    """Line and column of a byte, from 1."""
    breaks = np.flatnonzero(data[:position] == ord("\n"))
    return len(breaks) + 1, position - (int(breaks[-1]) if len(breaks) else -1)


def _bytes(part: Part, job: Job) -> tuple[Bytes, str]:
    existing(part.path)
    with part.path.open("rb") as stream:
        head = stream.read(4)
        wide = next((e for mark, e in _WIDE if head.startswith(mark)), "")
        if not part.keys and not head.startswith(_GZIP) and not wide:
            if part.path.stat().st_size > MOST_ON_DISK:
                raise PlanningError("error.container.in-memory", file=part.name, most=MOST_ON_DISK // 2**20)
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            return _unmarked(np.frombuffer(mapped, np.uint8)), "UTF-8"
    text = whole(part, job, MOST_UNPACKED)
    wide = next((e for mark, e in _WIDE if text.startswith(mark)), "")
    if wide:
        try:
            text = text.decode(wide).encode()
        except UnicodeError as error:
            raise PlanningError("error.cityjson.encoding", file=part.name) from error
    return _unmarked(np.frombuffer(text, np.uint8)), wide.upper() or "UTF-8"


def _unmarked(data: Bytes) -> Bytes:
    return data[3:] if data[:3].tobytes() == codecs.BOM_UTF8 else data
