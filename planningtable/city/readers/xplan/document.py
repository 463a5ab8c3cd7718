"""An XPlanGML file → its features, streamed."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from planningtable.city.job import Job
from planningtable.city.readers.files import Part, Stream, opened
from planningtable.city.readers.xplan.features import Feature, read_feature
from planningtable.city.readers.xplan.gml import children, local_name
from planningtable.domain.text import PlanningError

NAMESPACE = re.compile(r"https?://www\.xplanung\.de/xplangml/(\d+)/(\d+)/?$")
ROOTS = ("XPlanAuszug", "FeatureCollection")
MEMBERS = ("featureMember", "featureMembers", "member")
# Versions with the features and properties that are read here.
VERSIONS = (5, 6)
# The largest land-use plans have some ten thousand.
MOST_FEATURES = 500_000
# One feature without end would fill the memory.
LONGEST_FEATURE = 128 * 2**20


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """The features of a file.

    Attributes:
        version: of XPlanGML, e.g. ``5.2``.
        reference_names: CRS names, that of the whole file first.
        features: in the file's order.
    """

    version: str
    reference_names: tuple[str, ...]
    features: tuple[Feature, ...]


def read_document(part: Part, job: Job) -> Document:
    """Read a file to its end.

    Raises:
        PlanningError: not XPlanGML, of another version, with a document type declaration, not well-formed, or too big.
        CancelledError: the job was cancelled.
    """
    collector = _Collector(part.name)
    with opened(part, job) as stream:
        # libxml2 neither expands nor fetches anything, and keeps its limits of depth and length.
        events = etree.iterparse(
            _Checked(stream, collector),
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in (*ROOTS, *MEMBERS, "Envelope")],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        try:
            for event, element in events:
                collector.take(event, element, stream.bytes_read)
        except etree.XMLSyntaxError as error:
            raise _broken(part, stream, error) from error
    if not collector.version:
        raise PlanningError("error.xplan.not-xplan", file=part.name)
    if not collector.features:
        raise PlanningError("error.xplan.empty", file=part.name)
    return Document(collector.version, tuple(collector.reference_names), tuple(collector.features))


def _broken(part: Part, stream: Stream, error: etree.XMLSyntaxError) -> PlanningError:
    if stream.bytes_read == 0 or (error.lineno or 0) <= 1:
        return PlanningError("error.city.not-xml", file=part.name)
    return PlanningError("error.xplan.broken", file=part.name, line=int(error.lineno or 0))


class _Checked:
    """A stream that ends with a word where a feature does not end."""

    def __init__(self, stream: Stream, collector: "_Collector") -> None:
        self._stream = stream
        self._collector = collector

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        if self._stream.bytes_read - self._collector.position > LONGEST_FEATURE:
            raise PlanningError("error.city.too-big", file=self._collector.name)
        return data


class _Collector:
    """Takes in what the parser finds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.version = ""
        self.position = 0
        self.features: list[Feature] = []
        self.reference_names: dict[str, None] = {}
        self._begun = False

    def take(self, event: str, element: _Element, position: int) -> None:
        """One event; the memory of features is given back."""
        if not self._begun:
            self._begin(element)
        name = local_name(element)
        if event == "start":
            return
        if name == "Envelope":
            self._add_reference(element.get("srsName"))
        elif name in MEMBERS:
            self._take_member(element)
            self.position = position

    def _begin(self, element: _Element) -> None:
        """The root: refuse document type declarations, with which entities could be smuggled in; find the version."""
        self._begun = True
        declared: object = element.getroottree().docinfo.internalDTD
        if declared is not None:
            raise PlanningError("error.city.doctype", file=self.name)
        found = sorted(
            (int(m[1]), int(m[2])) for uri in element.nsmap.values() if uri and (m := NAMESPACE.fullmatch(uri))
        )
        if not found:
            return
        major, minor = found[-1]
        if major not in VERSIONS:
            raise PlanningError("error.xplan.version", file=self.name, version=f"{major}.{minor}")
        self.version = f"{major}.{minor}"

    def _add_reference(self, name: str | None) -> None:
        if name:
            self.reference_names.setdefault(name)

    def _take_member(self, member: _Element) -> None:
        for element in children(member):
            if len(self.features) >= MOST_FEATURES:
                raise PlanningError("error.city.too-big", file=self.name)
            feature = read_feature(element)
            self.features.append(feature)
            for name in feature.shape.reference_names if feature.shape is not None else ():
                self._add_reference(name)
        member.clear()
        parent = member.getparent()
        while parent is not None and member.getprevious() is not None:
            del parent[0]
