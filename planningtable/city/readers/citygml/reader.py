"""Streams a CityGML file: one building at a time in memory, everything else counted and let go."""

import re
from array import array
from collections.abc import Iterator

import numpy as np
from lxml import etree
from lxml.etree import _Element

from planningtable.city.job import Job
from planningtable.city.readers.citygml.attributes import text_of
from planningtable.city.readers.citygml.building import BuildingReader, BuildingRecord, shown_entries
from planningtable.city.readers.citygml.document import CityDocument, Remark
from planningtable.city.readers.citygml.geometry import GeometryStore, Link, Use, id_of, local_name
from planningtable.city.readers.citygml.prolog import Prolog, read_prolog
from planningtable.city.readers.files import Part, Stream, opened
from planningtable.city.site import SurfaceKind
from planningtable.domain.text import PlanningError, Text

# A single object this long is no building; reading on would fill the memory.
LONGEST_OBJECT = 512 * 2**20
LICENCE = re.compile(r"(?:Lizenz|Licen[cs]e)\s*:\s*(\S+)", re.IGNORECASE)
MEMBERS = frozenset({"cityObjectMember", "featureMember"})
# Types of objects that are counted wherever they stand.
NESTED = (
    "BuildingPart",
    "BuildingInstallation",
    "IntBuildingInstallation",
    "BuildingRoom",
    "Room",
    "TINRelief",
    "RasterRelief",
    "MassPointRelief",
    "BreaklineRelief",
    "TrafficArea",
    "AuxiliaryTrafficArea",
    "BridgePart",
    "TunnelPart",
)
WATCHED = ("Building", "Triangle", "Envelope", "appearanceMember", "name", "description", *sorted(MEMBERS))


class _Uses:
    """Columns of the polygons that are drawn."""

    def __init__(self) -> None:
        self.building = array("q")
        self.polygon = array("q")
        self.flipped = array("b")
        self.kind = array("B")
        self.ids: list[str] = []

    def add(self, building: int, use: Use, kind: SurfaceKind, id: str) -> None:
        self.building.append(building)
        self.polygon.append(use.polygon)
        self.flipped.append(use.flipped)
        self.kind.append(kind)
        self.ids.append(id)


class CityReader:
    """Reads one file; `document` is what came out."""

    def __init__(self, part: Part, prolog: Prolog) -> None:
        self._part = part
        self._prolog = prolog
        self._store = GeometryStore()
        self._reader = BuildingReader(self._store)
        self._uses = _Uses()
        self._buildings: list[BuildingRecord] = []
        self._ids: set[str] = set()
        self._pending: list[tuple[int, Link, SurfaceKind, str]] = []
        self._reported: list[Remark] = []
        self._repaired: list[Remark] = []
        self._objects: dict[str, int] = {}
        self._lods: dict[str, int] = {}
        self._terrain = array("d")
        self._envelopes: list[str] = []
        self._title = ""
        self._licence = ""
        self._count = 0

    def read(self, stream: Stream) -> None:
        """Read to the end of the file.

        Raises:
            PlanningError: not well-formed, cut off, or an object without end.
            CancelledError: the job was cancelled.
        """
        # libxml2 neither expands nor fetches anything; its own size limits make way for ours.
        events = etree.iterparse(
            stream,
            events=("end",),
            tag=[f"{{*}}{name}" for name in WATCHED],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            huge_tree=True,
        )
        since = 0
        try:
            for _, element in events:
                if self._finished(element):
                    since = stream.bytes_read
                elif stream.bytes_read - since > LONGEST_OBJECT:
                    raise PlanningError("error.city.too-big", file=self._part.name)
        except etree.XMLSyntaxError as error:
            # A fault inside is found while feeding; a file that breaks off only when there is nothing more to read.
            id = "error.city.truncated" if stream.ended else "error.city.not-well-formed"
            line = int(error.lineno or 0)
            raise PlanningError(id, file=self._part.name, line=line, buildings=self._count) from error

    def _finished(self, element: _Element) -> bool:
        """Take in an element that has just ended; True if its memory was given back."""
        name = local_name(element)
        if name == "Building":
            self._take_building(element)
        elif name == "Triangle":
            return self._take_triangle(element)
        elif name == "Envelope":
            self._envelopes.append(element.get("srsName") or "")
            return False
        elif name in ("name", "description"):
            self._take_words(element, name)
            return False
        elif name in MEMBERS:
            self._count_objects(element)
        _release(element)
        return True

    def _take_words(self, element: _Element, name: str) -> None:
        """Name and licence of the whole model; those of single objects are read with them."""
        parent = element.getparent()
        if parent is None or parent.getparent() is not None:
            return
        if name == "name":
            self._title = self._title or text_of(element)
            return
        stated = LICENCE.search(text_of(element))
        self._licence = self._licence or (stated[1].rstrip(".,;") if stated else "")

    def _take_triangle(self, element: _Element) -> bool:
        """Triangles of a TIN are read at once; those of a building are left for it."""
        surface = element.getparent()
        surface = surface.getparent() if surface is not None else None
        holder = surface.getparent() if surface is not None else None
        if holder is None or local_name(holder) != "tin":
            return False
        numbers = " ".join(e.text or "" for e in element.iter("{*}posList", "{*}pos")).split()
        try:
            values = [float(n) for n in numbers[:9]]
        except ValueError:
            values = []
        if len(values) == 9 and all(abs(v) < 1e12 for v in values):
            self._terrain.extend(values)
        else:
            self._repaired.append((id_of(surface) if surface is not None else "", Text.of("city.repaired.triangle")))
        _release(element)
        return True

    def _count_objects(self, member: _Element) -> None:
        for child in member.iterchildren("*"):
            name = local_name(child)
            if name != "Building":
                self._tally(name)
            self._count_nested(child)

    def _count_nested(self, element: _Element) -> None:
        for found in element.iterdescendants(*(f"{{*}}{name}" for name in NESTED)):
            self._tally(local_name(found))

    def _tally(self, name: str) -> None:
        self._objects[name] = self._objects.get(name, 0) + 1

    def _take_building(self, element: _Element) -> None:
        self._count += 1
        self._tally("Building")
        self._count_nested(element)
        id = id_of(element) or f"building-{self._count}"
        before = len(self._store.problems)
        record = self._reader.read(element, id)
        problems = [(name or id, why) for name, why in self._store.problems[before:]]
        self._store.problems[before:] = problems
        for lod in record.lods:
            self._lods[str(lod)] = self._lods.get(str(lod), 0) + 1
        if id in self._ids:
            self._reported.append((id, Text.of("city.reason.duplicate")))
            return
        self._ids.add(id)
        row = len(self._buildings)
        drawn = self._take_surfaces(record, row)
        if drawn:
            self._buildings.append(record)
        else:
            self._reported.append((id, _why_nothing(record, problems)))
        record.nodes.clear()

    def _take_surfaces(self, record: BuildingRecord, row: int) -> bool:
        used: set[int] = set()
        corners: set[frozenset[tuple[float, ...]]] = set()
        pending: list[tuple[int, Link, SurfaceKind, str]] = []
        start = len(self._uses.ids)
        for shape, entry in shown_entries(record):
            uses = [entry] if isinstance(entry, Use) else self._store.resolve(entry)
            if isinstance(entry, Link) and not self._store.knows(entry.target):
                pending.append((row, entry, shape.kind, shape.id))
            for use in uses:
                if use.polygon in used:
                    continue
                if used and not shape.semantic:
                    corners = corners or {self._store.shape_key(polygon) for polygon in used}
                    key = self._store.shape_key(use.polygon)
                    if key in corners:
                        continue  # the solid repeats a boundary surface instead of pointing to it
                    corners.add(key)
                used.add(use.polygon)
                self._uses.add(row, use, shape.kind, shape.id)
        if len(self._uses.ids) == start and not pending:
            return False
        self._pending.extend(pending)
        return True

    def _resolve_pending(self) -> None:
        """References to other buildings, which may stand later in the file."""
        used: dict[int, set[int]] = {}
        for row, link, kind, id in self._pending:
            found = self._store.resolve(link)
            if not found:
                building = self._buildings[row].id
                self._repaired.append((id or building, Text.of("city.repaired.dangling", target=link.target)))
            for use in found:
                if use.polygon not in used.setdefault(row, set()):
                    used[row].add(use.polygon)
                    self._uses.add(row, use, kind, id)

    def document(self) -> CityDocument:
        self._resolve_pending()
        self._repaired.extend(self._store.problems)
        polygons = self._store.finished()
        uses = self._uses
        polygon = np.array(uses.polygon, np.int64)
        ids = tuple(id or polygons.ids[p] for id, p in zip(uses.ids, uses.polygon, strict=True))
        names = dict.fromkeys(n for n in (*self._envelopes, *self._store.reference_names) if n)
        return CityDocument(
            name=self._part.name,
            version=self._prolog.version,
            encoding=self._prolog.encoding,
            title=self._title,
            licence=self._licence,
            reference_names=tuple(names),
            buildings=tuple(self._buildings),
            polygons=polygons,
            use_building=np.array(uses.building, np.int64),
            use_polygon=polygon,
            use_flipped=np.array(uses.flipped, np.bool_),
            use_kind=np.array(uses.kind, np.uint8),
            use_ids=ids,
            terrain=np.array(self._terrain, np.float64).reshape(-1, 3, 3),
            objects=dict(sorted(self._objects.items())),
            surfaces=dict(sorted(self._reader.surfaces.items())),
            lods=dict(sorted(self._lods.items())),
            building_count=self._count,
            part_count=self._objects.get("BuildingPart", 0),
            reported=tuple(self._reported),
            repaired=tuple(self._repaired),
        )


def _why_nothing(record: BuildingRecord, problems: list[Remark]) -> Text:
    if problems:
        return problems[0][1]
    if record.lods:
        return Text.of("city.reason.only-level-4")
    return Text.of("city.reason.no-geometry")


def _release(element: _Element) -> None:
    """Give back the memory of an element and of everything before it under the same parent."""
    element.clear()
    parent = element.getparent()
    if parent is None or (parent.getparent() is None and local_name(element) not in MEMBERS):
        return
    for sibling in _before(element):
        parent.remove(sibling)


def _before(element: _Element) -> Iterator[_Element]:
    previous = element.getprevious()
    while previous is not None:
        following = previous.getprevious()
        yield previous
        previous = following


def read_city(part: Part, job: Job) -> CityDocument:
    """Read one CityGML document.

    Raises:
        PlanningError: not XML, not CityGML, cut off, too big, or with a document type declaration.
        CancelledError: the job was cancelled.
    """
    with opened(part, Job()) as stream:
        prolog = read_prolog(stream, part.name)
    if not prolog.version or prolog.root != "CityModel":
        raise PlanningError("error.city.not-citygml", file=part.name, root=prolog.root)
    reader = CityReader(part, prolog)
    with opened(part, job) as stream:
        reader.read(stream)
    return reader.document()
