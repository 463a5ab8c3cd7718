"""A second look at a document for what references in other chunks lead to: bounded, each byte taken in once."""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import islice
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from lxml import etree
from lxml.etree import _Element

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml.frame import Frame, parsed
from planningtable.city.readers.citygml.names import HREF
from planningtable.city.readers.citygml.survey import pieces
from planningtable.city.readers.files import Part
from planningtable.domain.text import Text

# What is found may refer on: to what comes later in the same pass, to what came before in the next; not for ever.
PASSES = 8
# So many references may lead on from one to the next in other chunks.
STEPS = 8
# All geometry that references lead to in other chunks; it goes to the workers with each chunk that refers to some.
MOST_BYTES = 64 * 2**20
# Of it, what a single chunk is given; a few times the size of a chunk, so that reading again takes a few times as long.
MOST_NEAR = 16 * 2**20
# Ids that are looked for, and ids and targets that are found: each costs more memory than it has letters.
MOST_TARGETS = 500_000
MOST_IDS = 1_000_000
Keys: TypeAlias = npt.NDArray[np.uint64]
Starts: TypeAlias = npt.NDArray[np.int64]
# Of objects and thematic surfaces it is only told that they are there: an element with their id.
FEATURE = "feature"
_IDS = re.compile(rb"""\bid\s*=\s*["']([^"'<]+)["']""")
_LINKS = re.compile(rb"""\bhref\s*=\s*["'](?:[^"'<#]*#)?([^"'<#]+)["']""")
_NOWHERE = frozenset({"city.repaired.dangling", "city.repaired.link-nowhere", "city.repaired.member-nowhere"})
_SURFACES = ("{http://www.opengis.net/gml", "{http://www.opengis.net/citygml/texturedsurface/")


def gathered(part: Part, frame: Frame, targets: frozenset[str], job: Job) -> bytes:
    """The geometry elements with some ids, and what they refer to; which of the ids are those of features.

    `near` makes use of it.

    Returns:
        Nothing where nothing was found, otherwise the elements behind a table of what is in them.

    Raises:
        CancelledError: the job was cancelled.
    """
    found = _Found(set(islice(sorted(targets), MOST_TARGETS)), len(targets) > MOST_TARGETS)
    for _ in range(PASSES):
        before = len(found.elements)
        for piece in pieces(part, frame, job):
            if found.full:
                break
            if not found.missing.isdisjoint(_ids_in(piece.data)):
                try:
                    found.take(parsed(frame.root, piece.data, frame.close), frame.gml_id)
                except etree.XMLSyntaxError:
                    continue  # read() reports what is not well-formed
        if found.full or not found.missing or len(found.elements) == before:
            break
    else:
        found.cut = True
    return found.packed()


def _ids_in(data: bytes) -> Iterable[str]:
    return (id.decode("utf-8", "replace") for id in _IDS.findall(data))


@dataclass(slots=True)
class _Found:
    """Elements that were looked for.

    Attributes:
        missing: ids that are still looked for.
        cut: whether a bound was met and something may be missing for that.
        full: whether no more is taken in.
        wanted: number of ids that were ever looked for.
        ids: number of the element that an id is in.
        elements: each with its namespaces, and the targets that it refers to.
        links: number of all targets.
        size: of all elements [bytes].
    """

    missing: set[str]
    cut: bool
    full: bool = False
    wanted: int = 0
    ids: dict[str, int] = field(default_factory=dict)
    elements: list[tuple[bytes, tuple[str, ...]]] = field(default_factory=list)
    links: int = 0
    size: int = 0

    def __post_init__(self) -> None:
        self.wanted = len(self.missing)

    def take(self, root: _Element, gml_id: str) -> None:
        """Take in the elements of a piece that are looked for, and those of the same piece that they refer to."""
        named: dict[str, _Element] = {}
        for element in root.iter("*"):
            id = element.get(gml_id)
            if id is None:
                continue
            if element.tag.startswith(_SURFACES):
                named.setdefault(id, element)
            elif id in self.missing and not self.full:
                self._note(id)
        # In the order of the document, so that what lies within an element that is taken in is not taken in again.
        ahead = [id for id in named if id in self.missing]
        while ahead and not self.full:
            following: dict[str, None] = {}
            for id in ahead:
                if id in self.missing and not self.full:
                    following.update(dict.fromkeys(self._add(named[id], gml_id)))
            ahead = [id for id in following if id in named]

    def _note(self, id: str) -> None:
        """Take in that there is a feature."""
        data = etree.tostring(etree.Element(FEATURE, id=id))
        if self.size + len(data) > MOST_BYTES or len(self.ids) + self.links > MOST_IDS:
            self.cut = self.full = True
            return
        self.size += len(data)
        self.ids.setdefault(id, len(self.elements))
        self.missing.discard(id)
        self.elements.append((data, ()))

    def _add(self, element: _Element, gml_id: str) -> tuple[str, ...]:
        """Take in an element; gives the targets in it."""
        alone = deepcopy(element)
        etree.cleanup_namespaces(alone)
        data = etree.tostring(alone, with_tail=False)
        if self.size + len(data) > MOST_BYTES:
            self.cut = self.full = True
            return ()
        self.size += len(data)
        targets: dict[str, None] = {}
        for below in alone.iter("*"):
            if len(self.ids) + self.links + len(targets) > MOST_IDS:
                self.cut = self.full = True
                break
            id = below.get(gml_id)
            if id is not None:
                self.ids.setdefault(id, len(self.elements))
                self.missing.discard(id)
            href = below.get(HREF)
            if href is not None:
                targets[href.rpartition("#")[2]] = None
        self.links += len(targets)
        self.elements.append((data, tuple(targets)))
        self._want(target for target in targets if target not in self.ids)
        return tuple(targets)

    def _want(self, targets: Iterable[str]) -> None:
        for target in targets:
            if target not in self.missing:
                if self.wanted >= MOST_TARGETS:
                    self.cut = True
                    return
                self.wanted += 1
                self.missing.add(target)

    def packed(self) -> bytes:
        if not self.elements and not self.cut:
            return b""
        keys = np.array([_key(id.encode()) for id in self.ids], np.uint64)
        order = np.argsort(keys, kind="stable")
        targets = [_key(target.encode()) for _, some in self.elements for target in some]
        table = (
            np.array([self.cut, len(keys), len(self.elements), len(targets)], np.int64),
            keys[order],
            np.array(list(self.ids.values()), np.int64)[order],
            _starts([len(data) for data, _ in self.elements]),
            _starts([len(some) for _, some in self.elements]),
            np.array(targets, np.uint64),
        )
        return b"".join([*(column.tobytes() for column in table), *(data for data, _ in self.elements)])


def _key(id: bytes) -> int:
    """What an id is looked up by; that two have the same is as good as impossible."""
    return int.from_bytes(blake2b(id, digest_size=8).digest())


def _starts(lengths: list[int]) -> Starts:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


class _Packed:
    """Reads what `_Found.packed` has written; nothing is unpacked, since each chunk needs a little of it."""

    def __init__(self, context: bytes) -> None:
        self._context = memoryview(context)
        cut, ids, elements, targets = np.frombuffer(context, np.int64, 4).tolist()
        columns = []
        place = 32
        for length in (ids, ids, elements + 1, elements + 1, targets):
            columns.append(np.frombuffer(context, np.int64, length, place))
            place += 8 * length
        keys, self._numbers, self._begins, self._firsts, self._targets = columns
        self._keys = keys.view(np.uint64)
        self._place = place
        self.cut = bool(cut)

    def numbers(self, keys: Keys) -> list[int]:
        """Numbers of the elements that some ids are in, each once, in order."""
        at = np.searchsorted(self._keys, keys)
        known = at < len(self._keys)
        known[known] = self._keys[at[known]] == keys[known]
        return list(map(int, np.unique(self._numbers[at[known]])))

    def element(self, number: int) -> memoryview:
        begin, end = self._begins[number : number + 2].tolist()
        return self._context[self._place + begin : self._place + end]

    def targets(self, number: int) -> Keys:
        """Keys of what an element refers to."""
        return self._targets[self._firsts[number] : self._firsts[number + 1]].view(np.uint64)


def near(data: bytes, context: bytes) -> tuple[bytes, bool]:
    """What of the gathered geometry some members refer to, directly or through each other.

    Args:
        data: members, as they stand in the file.
        context: that `gathered` gave.

    Returns:
        Elements, one after another, each with its namespaces; and whether a bound was met and some may be missing.
    """
    if not context:
        return b"", False
    packed = _Packed(context)
    cut = packed.cut
    chosen: dict[int, memoryview] = {}
    size = 0
    ahead = np.array([_key(target) for target in _LINKS.findall(data)], np.uint64)
    for _ in range(STEPS):
        further = []
        for number in packed.numbers(ahead):
            element = packed.element(number)
            if number in chosen:
                continue
            if size + len(element) > MOST_NEAR:
                cut = True
                continue
            size += len(element)
            chosen[number] = element
            further.append(packed.targets(number))
        ahead = np.concatenate([np.zeros(0, np.uint64), *further])
    cut = cut or not chosen.keys() >= set(packed.numbers(ahead))
    return b"".join(chosen.values()), cut


def followed_in_part(batch: CityBatch) -> CityBatch:
    """A batch whose references lead nowhere because a bound was met, not because nothing is there."""
    why = "city.repaired.not-followed"
    remarks = (
        replace(remark, why=Text.of(why, **dict(remark.why.arguments))) if remark.why.id in _NOWHERE else remark
        for remark in batch.repaired
    )
    return replace(batch, repaired=tuple(remarks))
