"""What concerns objects all over a document: appearances of the whole model, and versions of objects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element

from planningtable.city.job import Job
from planningtable.city.readers.citygml.frame import Frame, Slice, parsed
from planningtable.city.readers.citygml.head import document
from planningtable.city.readers.citygml.looks import Looks
from planningtable.city.readers.citygml.names import HREF, Classes
from planningtable.city.readers.citygml.split import Splitter
from planningtable.city.readers.files import Part
from planningtable.domain.text import PlanningError, Text

APPEARANCES = b"appearanceMember"
VERSION = b"versionMember"
# States of one object have one identifier, and all but the last an end.
IDENTIFIER = b"identifier"
ENDS = (b"validTo", b"terminationDate")
# More text than this in appearances of the whole model is not kept.
MOST_LOOKS = 512 * 2**20
_OVERLAP = 32


def surveyed(part: Part, frame: Frame, version: str, job: Job) -> Frame:
    """The frame with appearances and versions; a second look at the document only where it holds such."""
    new = version.startswith("3")
    words = _words_in(part, (APPEARANCES, VERSION, IDENTIFIER, *ENDS) if new else (APPEARANCES,), job)
    if APPEARANCES in words:
        frame = replace(frame, looks=_looks(part, frame, job))
    if VERSION in words or (IDENTIFIER in words and words.intersection(ENDS)):
        frame = replace(frame, older=_older(part, frame, job))
    return frame


def _words_in(part: Part, words: tuple[bytes, ...], job: Job) -> set[bytes]:
    """Which of some words occur in a document."""
    found: set[bytes] = set()
    tail = b""
    try:
        with document(part, job) as (_, blocks):
            for block in blocks:
                text = tail + block
                found.update(word for word in words if word not in found and word in text)
                tail = text[-_OVERLAP:]
                if len(found) == len(words):
                    break
    except PlanningError:
        pass  # chunks() says so when it comes there
    return found


def pieces(part: Part, frame: Frame, job: Job) -> Iterator[Slice]:
    """All whole members but triangles of long reliefs; a broken end is passed over in silence, `chunks` names it."""
    try:
        with document(part, job) as (opening, blocks):
            slices = Splitter(blocks, frame, part.name).slices(opening.start)
            yield from (piece for piece in slices if not piece.relief)
    except PlanningError:
        return


def _roots(part: Part, frame: Frame, job: Job, *words: bytes) -> Iterator[_Element]:
    """Trees of the pieces that hold one of some words."""
    for piece in pieces(part, frame, job):
        if not words or any(word in piece.data for word in words):
            try:
                yield parsed(frame.root, piece.data, frame.close)
            except etree.XMLSyntaxError:
                continue  # read() reports what is not well-formed


def _looks(part: Part, frame: Frame, job: Job) -> Looks:
    looks = Looks()
    classes = Classes()
    for root in _roots(part, frame, job, APPEARANCES):
        for member in root:
            if classes[member.tag] == "appearanceMember":
                for appearance in member:
                    looks.add(appearance, classes)
        if looks.size > MOST_LOOKS:
            looks.features["appearance-not-read"] += 1
            break
    return looks


@dataclass(frozen=True, slots=True)
class State:
    """One version of an object, or of the whole model.

    Attributes:
        id: gml:id.
        ended: when it ceased to be; empty if it has not.
        started: when it began to be.
        members: ids of the objects that belong to a version of the whole model.
    """

    id: str
    ended: str
    started: str
    members: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[bool, str, str]:
        """The higher, the rather it is drawn: what has not ended, then what began last."""
        return (not self.ended, self.started, self.ended)


def _older(part: Part, frame: Frame, job: Job) -> Mapping[str, Text]:
    objects: dict[str, list[State]] = {}
    versions: list[State] = []
    classes = Classes()
    for root in _roots(part, frame, job):
        for member in root:
            for feature in member:
                _take(feature, frame, classes, objects, versions)
    older = _other_states(versions)
    for states in objects.values():
        drawn = max(states, key=lambda state: state.rank)
        for state in states:
            if state.id != drawn.id:
                older[state.id] = Text.of("city.reason.older-version", id=drawn.id, until=state.ended or "–")
    return older


def _other_states(versions: list[State]) -> dict[str, Text]:
    """Objects that belong to versions of the whole model, but not to the one that is drawn."""
    if len(versions) < 2:
        return {}
    chosen = max(enumerate(versions), key=lambda v: (v[1].rank, v[0]))[1]
    others = {id for version in versions for id in version.members}.difference(chosen.members)
    return {id: Text.of("city.reason.other-version", id=chosen.id) for id in others}


def _take(
    feature: _Element, frame: Frame, classes: Classes, objects: dict[str, list[State]], versions: list[State]
) -> None:
    """Note an object that may have several versions, or a version of the whole model."""
    found: dict[str, str] = {}
    members: list[str] = []
    for prop in feature:
        name = classes[prop.tag]
        if name in ("identifier", "creationDate", "terminationDate", "validFrom", "validTo"):
            found[name] = " ".join("".join(e.text or "" for e in prop.iter()).split())
        elif name == "versionMember":
            href = prop.get(HREF) or ""
            members.append(href.rpartition("#")[2] if href else _id_within(prop, frame))
    id = feature.get(frame.gml_id) or ""
    ended = found.get("validTo") or found.get("terminationDate") or ""
    state = State(id, ended, found.get("validFrom") or found.get("creationDate") or "", tuple(members))
    if classes[feature.tag] == "Version":
        versions.append(state)
    elif id and found.get("identifier"):
        objects.setdefault(found["identifier"], []).append(state)


def _id_within(prop: _Element, frame: Frame) -> str:
    return next((child.get(frame.gml_id) or "" for child in prop), "")
