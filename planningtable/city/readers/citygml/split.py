"""Cuts a document into whole members without parsing it: a search for end tags, wary of comments and CDATA."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from xml.parsers import expat

from planningtable.city.readers.citygml.frame import Frame, Slice
from planningtable.domain.text import PlanningError

# A slice is given out when it is this long.
TARGET = 2 * 2**20
# A single member longer than this would fill the memory when it is parsed.
LARGEST = 256 * 2**20
# From a relief longer than this its triangles are taken out piece by piece.
LONG = 8 * 2**20
LONGEST_TAG = 4 * 2**20
_MARKS = re.compile(rb"""["'<>]""")
_NAME = re.compile(rb"<([^\s/>\"'<=]+)")
_TRIANGLE = re.compile(rb"<(?:[\w.-]+:)?Triangle[\s>]")
_TIN = re.compile(rb"<(/?)(?:[\w.-]+:)?tin[\s>]")
_SPACE = b" \t\r\n"
_AFTER_NAME = frozenset(b" \t\r\n/>")
# Elements whose children are members themselves.
_CONTAINERS = frozenset({b"featureMembers", b"cityObjectMembers"})
_SKIPPED = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))


class _BrokenError(Exception):
    """The document ends where it should not, or there is something that cannot be there."""


class _LongError(Exception):
    """The member that is being looked at is long."""


class Window:
    """The part of a stream that is being looked at; grows at its end and is cut off at its start."""

    def __init__(self, blocks: Iterator[bytes], file: str) -> None:
        self._blocks = blocks
        self._file = file
        self.data = bytearray()
        self.ended = False
        self.patient = True

    def grow(self) -> bool:
        """Add a block; False at the end of the stream."""
        if len(self.data) > LONG and not self.patient:
            raise _LongError
        if len(self.data) > LARGEST:
            raise PlanningError("error.city.too-big", file=self._file)
        block = next(self._blocks, None)
        if block is None:
            self.ended = True
            return False
        self.data += block
        return True

    def find(self, what: bytes, start: int) -> int:
        """Where something stands at or behind a place; grows until it is found."""
        while True:
            found = self.data.find(what, start)
            if found >= 0:
                return found
            start = max(start, len(self.data) - len(what) + 1)
            if not self.grow():
                raise _BrokenError

    def at(self, place: int, length: int) -> bytes:
        """Some bytes from a place on, fewer at the end of the stream."""
        while len(self.data) < place + length and self.grow():
            pass
        return bytes(self.data[place : place + length])

    def tag_end(self, place: int) -> int:
        """Behind the start tag that begins at a place; brackets in attributes do not count."""
        at = place + 1
        while True:
            found = _MARKS.search(self.data, at)
            if found is None:
                at = len(self.data)
                if at - place > LONGEST_TAG or not self.grow():
                    raise _BrokenError
                continue
            mark = found[0]
            if mark == b">":
                return found.end()
            if mark == b"<":
                raise _BrokenError
            at = self.find(mark, found.end()) + 1

    def element_end(self, name: bytes, place: int) -> int:
        """Behind the end tag of the element whose start tag ends at a place."""
        opening, closing = b"<" + name, b"</" + name
        depth, end = 1, -1
        ahead = {b"!": place, b"?": place}
        while True:
            if end < place:
                end = self.find(closing, place)
            skip, behind = self._skipped(place, end, ahead)
            depth += self._opened(opening, place, min(skip, end))
            if skip < end:
                place = behind
                continue
            place = self.find(b">", end) + 1
            if self.data[end + len(closing)] in _AFTER_NAME:
                depth -= 1
                if not depth:
                    return place

    def _skipped(self, start: int, end: int, ahead: dict[bytes, int]) -> tuple[int, int]:
        """The first comment, CDATA section or instruction between two places, and what is behind it.

        Args:
            start: where to begin.
            end: where to stop.
            ahead: for each mark, how far it is known that there is none; so nothing is looked through twice.
        """
        data = self.data
        for mark, known in ahead.items():
            ahead[mark] = self._bracket(mark, max(known, start), end)
        place = min(ahead.values())
        if place >= end:
            return end, end
        for opening, closing in _SKIPPED:
            if data.startswith(opening, place):
                return place, self.find(closing, place + len(opening)) + len(closing)
        raise _BrokenError

    def _bracket(self, mark: bytes, start: int, end: int) -> int:
        """The first opening bracket with a mark behind it; the search is for the mark, which is rare and so fast."""
        while start < end:
            found = self.data.find(mark, start + 1, end)
            if found < 0:
                return end
            if self.data[found - 1] == ord("<"):
                return found - 1
            start = found
        return start

    def _opened(self, opening: bytes, start: int, end: int) -> int:
        """How many elements of a name open between two places and are not empty."""
        count = 0
        while True:
            start = self.data.find(opening, start, end)
            if start < 0:
                return count
            behind = self.tag_end(start)
            if self.data[start + len(opening)] in _AFTER_NAME and self.data[behind - 2] != ord("/"):
                count += 1
            start = behind


class Step(Enum):
    """What comes next in the content of the root element."""

    MEMBER = auto()
    NOTHING = auto()
    EDGE = auto()


class Splitter:
    """Members of one document, in slices.

    Attributes:
        lines: number of the line that the window begins in.
        objects: number of members given out.
        buildings: number of buildings given out.
    """

    def __init__(
        self, blocks: Iterator[bytes], frame: Frame, file: str, target: int = TARGET, *, thin: bool = True
    ) -> None:
        self._window = Window(blocks, file)
        self._thin = thin
        self._frame = frame
        self._file = file
        self._target = target
        self._containers: list[bytes] = []
        self._closed = frame.root.endswith(b"/>")
        self._pieces = 0
        self._members = 0
        self.lines = 1
        self.objects = 0
        self.buildings = 0

    def slices(self, start: int) -> Iterator[Slice]:
        """All members, then an error if the document is broken.

        Args:
            start: where the content of the root element begins [bytes].

        Raises:
            PlanningError: the document breaks off, is not well-formed, or a member is too big.
        """
        self._window.at(0, start)
        yield from self._cut(0, start)
        self._window.patient = not self._thin
        place = 0
        while not self._closed:
            try:
                step, mark, end = self._step(place)
            except _LongError:
                yield from self._cut(place, place)
                yield from self._thinned()
                place = 0
                continue
            except _BrokenError:
                yield from self._cut(place, place)
                raise self._fault() from None
            except PlanningError:
                yield from self._cut(place, place)
                raise
            if step is Step.EDGE:
                yield from self._cut(mark, end)
                place = 0
                continue
            place = end
            if place >= self._target:
                yield from self._cut(place, place)
                place = 0
        self._rest()

    def _cut(self, until: int, begin: int) -> Iterator[Slice]:
        """The members before a place; the window begins anew at another."""
        data = self._window.data
        if self._pieces:
            piece = bytes(memoryview(data)[:until])
            yield Slice(piece, self.lines, self.objects)
            self.objects += self._members
            self.buildings += piece.count(self._frame.building_end) if self._frame.building_end else 0
            self._pieces = self._members = 0
        self.lines += data.count(b"\n", 0, begin)
        del data[:begin]

    def _thinned(self) -> Iterator[Slice]:
        """Triangles of the relief that the window begins with, all but the first; the window loses them."""
        data = self._window.data
        found = _thin(data)
        if found is None:
            self._window.patient = True
            return
        begin, end = found
        piece = bytes(memoryview(data)[begin:end])
        yield Slice(piece, self.lines + data.count(b"\n", 0, begin), self.objects, relief=True)
        self.lines += piece.count(b"\n")
        del data[begin:end]

    def _step(self, place: int) -> tuple[Step, int, int]:
        window = self._window
        mark = window.find(b"<", place)
        head = window.at(mark, 9)
        for opening, closing in _SKIPPED:
            if head.startswith(opening):
                return Step.NOTHING, mark, window.find(closing, mark + len(opening)) + len(closing)
        if head.startswith(b"</"):
            return self._end_tag(mark)
        end = window.tag_end(mark)
        found = _NAME.match(window.data, mark, end)
        if found is None:
            raise _BrokenError
        name = bytes(found[1])
        empty = window.data[end - 2] == ord("/")
        if name.rpartition(b":")[2] in _CONTAINERS and not self._containers and not empty:
            self._containers.append(name)
            return Step.EDGE, mark, end
        end = end if empty else window.element_end(name, end)
        window.patient = not self._thin
        self._pieces += 1
        self._members += bool(self._containers) or name.endswith((b"Member", b"member"))
        return Step.MEMBER, mark, end

    def _end_tag(self, mark: int) -> tuple[Step, int, int]:
        end = self._window.find(b">", mark) + 1
        name = bytes(self._window.data[mark + 2 : end - 1]).rstrip()
        if self._containers:
            expected = self._containers.pop()
        else:
            expected = self._frame.close[2:-1]
            self._closed = True
        if name != expected:
            self._closed = False
            raise _BrokenError
        return Step.EDGE, mark, end

    def _fault(self) -> PlanningError:
        """What is wrong where the window begins: it breaks off, or it is not well-formed."""
        before = b"".join((self._frame.root, *(b"<" + name + b">" for name in self._containers)))
        parser = expat.ParserCreate("utf-8")
        counts = {"buildings": self.buildings, "objects": self.objects}
        try:
            parser.Parse(before, False)
            parser.Parse(self._window.data, False)
        except expat.ExpatError as error:
            line = self.lines + error.lineno - 1 - before.count(b"\n")
            return PlanningError("error.city.not-well-formed", file=self._file, line=max(line, 1), **counts)
        line = self.lines + self._window.data.count(b"\n")
        id = "error.city.truncated" if self._window.ended else "error.city.not-well-formed"
        return PlanningError(id, file=self._file, line=line, **counts)

    def _rest(self) -> None:
        """Nothing but comments may follow the root element."""
        window = self._window
        window.patient = True
        while True:
            stripped = window.data.lstrip(_SPACE)
            self.lines += window.data.count(b"\n", 0, len(window.data) - len(stripped))
            window.data[:] = stripped
            if not window.data:
                if not window.grow():
                    return
                continue
            end = self._remark_end() if window.at(0, 2) in (b"<!", b"<?") else 0
            if not end:
                raise PlanningError("error.city.not-well-formed", file=self._file, line=self.lines)
            self.lines += window.data.count(b"\n", 0, end)
            del window.data[:end]

    def _remark_end(self) -> int:
        """Behind the comment or instruction that the window begins with; 0 if it is none."""
        try:
            return self._step(0)[2]
        except _BrokenError:
            return 0


def _thin(data: bytearray) -> tuple[int, int] | None:
    """Where triangles of a relief lie, all but the first; None if there are none that can be taken out safely."""
    first = _TRIANGLE.search(data)
    if first is None:
        return None
    marks = _TIN.findall(data, 0, first.start())
    begin = data.find(b"Triangle>", first.end()) + 9
    close = data.find(b"tin>", begin)
    end = data.rfind(b"</", begin, data.rfind(b"Triangle>", begin, close if close >= 0 else len(data)) + 1)
    end = data.find(b">", end) + 1
    remarked = data.find(b"<!", 0, end) >= 0 or data.find(b"<?", 0, end) >= 0
    if not marks or marks[-1] or begin < 9 or end <= begin or remarked:
        return None
    return begin, end
