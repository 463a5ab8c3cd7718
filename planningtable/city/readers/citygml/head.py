"""The heading of a document: encoding, version, root element, title, CRS, and what concerns the whole model."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element

from planningtable.city.job import Job
from planningtable.city.readers.citygml.encoding import blocks_of
from planningtable.city.readers.citygml.frame import Frame, Slice, parsed
from planningtable.city.readers.citygml.names import GML32_ID, GML_ID
from planningtable.city.readers.citygml.split import Splitter, Window
from planningtable.city.readers.citygml.words import text_of
from planningtable.city.readers.files import Part, opened
from planningtable.city.readers.formats import Heading
from planningtable.domain.text import PlanningError

# A root element that does not begin within so many bytes is none.
LONGEST_PROLOG = 4 * 2**20
# Title, licence and extent stand within so many bytes of the content, or nowhere.
LONGEST_PREAMBLE = 256 * 2**10
LICENCE = re.compile(r"(?:Lizenz|Licen[cs]e)\s*:\s*(\S+)", re.IGNORECASE)
_VERSION = re.compile(r"/citygml/(?:.*/)?([123]\.\d)$")
_OLD = re.compile(r"^http://www\.citygml\.org/citygml/\d")
_ROOTS = frozenset({"CityModel", "FeatureCollection"})


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the content of the root element.

    Attributes:
        encoding: as declared or recognised, upper case.
        root: local name of the root element.
        tag: its start tag, UTF-8.
        start: where its content begins [bytes of the UTF-8 text].
        namespaces: prefix and namespace of those it declares, its own first.
    """

    encoding: str
    root: str
    tag: bytes
    start: int
    namespaces: tuple[tuple[str, str], ...]

    @property
    def version(self) -> str:
        """CityGML version ``1.0``, ``2.0`` or ``3.0``; empty if it is no CityGML."""
        for _, namespace in self.namespaces:
            found = _VERSION.search(namespace.lower().rstrip("/"))
            if found:
                return found[1]
        return ""


class _RootFound(Exception):
    """A signal, not an error: expat has no other way to stop."""


class _Listener:
    def __init__(self, parser: expat.XMLParserType, file: str) -> None:
        self._parser = parser
        self._file = file
        self.root = ""
        self.start = 0
        self.namespaces: list[tuple[str, str]] = []
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartElementHandler = self._element

    def _doctype(self, _name: str, _system: str | None, _public: str | None, _internal: bool) -> None:
        raise PlanningError("error.city.doctype", file=self._file)

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        self.namespaces.append((prefix or "", uri or ""))

    def _element(self, name: str, _attributes: dict[str, str]) -> None:
        namespace, _, self.root = name.rpartition("\n")
        self.namespaces.insert(0, ("", namespace))
        self.start = self._parser.CurrentByteIndex
        raise _RootFound


def read_opening(encoding: str, blocks: Iterator[bytes], file: str) -> tuple[Opening, bytes]:
    """Read up to the root element; nothing is expanded and nothing is fetched.

    Returns:
        What stands there, and all that has been read.

    Raises:
        PlanningError: not XML, or it holds a document type declaration (with which entities could be smuggled in).
    """
    parser = expat.ParserCreate("utf-8", "\n")
    listener = _Listener(parser, file)
    window = Window(blocks, file)
    fed = 0
    try:
        while len(window.data) < LONGEST_PROLOG and window.grow():
            if not fed and bytes(window.data[:1]) in (b"{", b"["):
                raise PlanningError("error.city.json", file=file)
            parser.Parse(bytes(window.data[fed:]), False)
            fed = len(window.data)
    except _RootFound:
        end = window.tag_end(listener.start)
        tag = bytes(window.data[listener.start : end])
        return Opening(encoding, listener.root, tag, end, tuple(listener.namespaces)), bytes(window.data)
    except (expat.ExpatError, ValueError) as error:
        raise PlanningError("error.city.not-xml", file=file) from error
    raise PlanningError("error.city.not-xml", file=file)


@contextmanager
def document(part: Part, job: Job) -> Iterator[tuple[Opening, Iterator[bytes]]]:
    """Open a document: its opening, and all its text in UTF-8 from the start on."""
    with opened(part, job) as stream:
        encoding, blocks = blocks_of(stream, part.name)
        opening, read = read_opening(encoding, blocks, part.name)
        yield opening, chain((read,), blocks)


def frame_of(opening: Opening, file: str) -> Frame:
    """What each chunk has to know of the document.

    Raises:
        PlanningError: it is no CityGML, or of a version before 1.0.
    """
    names = [namespace for _, namespace in opening.namespaces]
    if opening.root in _ROOTS and not opening.version and any(_OLD.match(name) for name in names):
        raise PlanningError("error.citygml.old-version", file=file)
    if not opening.version or opening.root not in _ROOTS:
        raise PlanningError("error.city.not-citygml", file=file, root=opening.root)
    new, old = GML32_ID[1:-3] in names, GML_ID[1:-3] in names
    gml_id = GML32_ID if new and (not old or opening.version.startswith("3")) else GML_ID
    prefix = next((p for p, name in opening.namespaces if "/citygml/building/" in name), None)
    end = "" if prefix is None else f"</{prefix}:Building>" if prefix else "</Building>"
    name = opening.tag[1:].split(None, 1)[0].rstrip(b"/>")
    return Frame(opening.tag, b"</" + name + b">", gml_id, end.encode())


def heading_of(part: Part, job: Job) -> Heading:
    """The heading, without what concerns the whole model.

    Raises:
        PlanningError: not XML, not CityGML, too old, or with a document type declaration.
    """
    with document(part, job) as (opening, blocks):
        frame = frame_of(opening, part.name)
        preamble = _preamble(opening, frame, blocks, part.name)
    heading = Heading(part.name, "CityGML", opening.version, opening.encoding, context=frame)
    if preamble is None:
        return heading
    title, licence, names = _words(preamble)
    return replace(heading, title=title, licence=licence, reference_names=names)


def _preamble(opening: Opening, frame: Frame, blocks: Iterator[bytes], file: str) -> _Element | None:
    """The properties of the model that stand before its members."""
    first = next(blocks)
    found: list[bytes] = []
    try:
        for piece in Splitter(iter((first,)), frame, file, target=1).slices(opening.start):
            if piece.objects or sum(map(len, found)) > LONGEST_PREAMBLE or _is_member(piece):
                break
            found.append(piece.data)
    except PlanningError:
        pass  # of a first block only, which of course breaks off; the whole is read later
    try:
        return parsed(frame.root, b"".join(found), frame.close) if found else None
    except etree.XMLSyntaxError:
        return None


def _is_member(piece: Slice) -> bool:
    name = piece.data.lstrip().split(None, 1)[0].split(b">")[0]
    return name.endswith((b"ember", b"embers"))


def _words(root: _Element) -> tuple[str, str, tuple[str, ...]]:
    """Title, licence and CRS names."""
    title = next((text_of(e) for e in root.iterchildren("{*}name")), "")
    described = (text_of(e) for e in root.iterchildren("{*}description"))
    licences = (found[1].rstrip(".,;") for text in described if (found := LICENCE.search(text)))
    names = (e.get("srsName") or "" for e in root.iter("{*}Envelope"))
    return title, next(licences, ""), tuple(dict.fromkeys(name for name in names if name))
