"""Geometry of a chunk in columns: polygons once, entries that show them, references between them, lines."""

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from lxml.etree import _Element

from planningtable.city.grid import Array
from planningtable.city.readers.citygml.names import HREF, Classes, children
from planningtable.city.readers.citygml.numbers import add_numbers
from planningtable.domain.text import Text

# No geometry of the standard is nested this deep; a made-up one could be.
DEEPEST = 48
POLYGONS = frozenset({"Polygon", "PolygonPatch", "Triangle", "Rectangle"})
OUTER = frozenset({"exterior", "outerBoundaryIs"})
INNER = frozenset({"interior", "innerBoundaryIs"})
LINES = frozenset(
    {"Point", "LineString", "LineStringSegment", "Curve", "LinearRing", "Ring", "Arc", "Circle", "ArcString"}
)
ARCS = frozenset({"Arc", "Circle", "ArcString", "ArcByBulge", "ArcByCenterPoint", "CircleByCenterPoint", "Bezier"})
COUNTED = frozenset(
    {
        "Solid", "MultiSolid", "CompositeSolid", "OrientableSurface", "TexturedSurface", "MultiSurface",
        "CompositeSurface", "PolygonPatch", "TriangulatedSurface", "Tin", "MultiGeometry",
    }
)  # fmt: skip
NUMBERS = ("{*}posList", "{*}pos", "{*}coordinates", "{*}coord")


# Entries that an element with an id holds (first, behind the last), and whether it stands turned round where it is
# defined. No NamedTuple: one is made for each of millions of elements.
Region: TypeAlias = tuple[int, int, bool]


class Place(NamedTuple):
    """Where in a geometry the walk is."""

    flipped: bool = False
    solid: int = -1
    shell: int = 0
    depth: int = 0
    surface: str = ""


HERE = Place()


class Geometry:
    """Gathers the geometry of a chunk.

    Attributes:
        polygon_ids: gml:id of each polygon, or of the surface it is a patch of.
        entries: columns of the entries: polygon (or ``~link`` for a reference), flipped, solid, shell.
        links: targets of references.
        named: entries of each element that has an id.
        ring_named: number of each ring that has an id.
        reference_names: names of CRSs.
        problems: id of the surface (empty if it has none) and what is wrong.
        textured: elements of version 1.0 that carry their own material, with their region.
    """

    def __init__(self, classes: Classes, gml_id: str) -> None:
        self._classes = classes
        self._gml_id = gml_id
        self._only_id = [gml_id]
        self._numbers = array("d")
        self._ring_starts = array("q", [0])
        self._polygon_starts = array("q", [0])
        self._line_numbers = array("d")
        self._line_starts = array("q", [0])
        self._dimension = 3
        self.polygon_ids: list[str] = []
        self.polygon = array("q")
        self.flipped = array("b")
        self.solid = array("q")
        self.shell = array("h")
        self.links: list[str] = []
        self.named: dict[str, Region] = {}
        self.ring_named: dict[str, int] = {}
        self.reference_names: dict[str, int] = {}
        self.problems: list[tuple[str, Text]] = []
        self.features: Counter[str] = Counter()
        self.textured: list[tuple[_Element, Region]] = []
        self.solids = 0

    def __len__(self) -> int:
        """Number of entries."""
        return len(self.polygon)

    @property
    def lines(self) -> int:
        return len(self._line_starts) - 1

    def id_of(self, element: _Element) -> str:
        return element.get(self._gml_id) or ""

    def collect_property(self, element: _Element, place: Place = HERE) -> None:
        """Take in what a property holds: geometry, or a reference to some."""
        below = children(element)
        for child in below:
            self.collect(child, place)
        if not below:
            href = element.get(HREF)
            if href is not None:
                self._link(href, place)

    def collect(self, element: _Element, place: Place) -> None:
        """Take in a geometry element."""
        name = self._classes[element.tag]
        start, dimension = len(self.polygon), self._dimension
        keys = element.keys()
        id = self._attributes(element, keys) if keys else None
        if HREF in keys and not len(element):
            self._link(element.get(HREF) or "", place)
        elif name in POLYGONS:
            self._polygon(element, id or place.surface, place)
        elif name in LINES or name in ARCS:
            self._line(element, id or "")
        elif place.depth > DEEPEST:
            self.problems.append((id or "", Text.of("city.repaired.too-deep")))
        else:
            self._composite(name, element, id, place)
        if name in COUNTED:
            self.features[name] += 1
        self._dimension = dimension
        if id is not None:
            self.named[id] = (start, len(self.polygon), place.flipped)

    def _attributes(self, element: _Element, keys: Sequence[str | bytes]) -> str | None:
        """Take note of CRS and dimension; gives the id."""
        if "srsName" in keys:
            reference = element.get("srsName") or ""
            self.reference_names[reference] = self.reference_names.get(reference, 0) + 1
        if "srsDimension" in keys:
            self._dimension = 2 if element.get("srsDimension") == "2" else 3
        return element.get(self._gml_id) if self._gml_id in keys else None

    def _composite(self, name: str, element: _Element, id: str | None, place: Place) -> None:
        if name == "Solid":
            self._solid(element, place)
        elif name in ("OrientableSurface", "TexturedSurface"):
            self._turned(name, element, place)
        else:
            flipped, solid, shell, depth, _ = place
            inner = Place(flipped, solid, shell, depth + 1, (id or "") if name == "Surface" else "")
            for prop in children(element):
                below = children(prop)
                if not below:
                    href = prop.get(HREF)
                    if href is not None:
                        self._link(href, inner)
                elif len(below) > 1 or not self._simple(below[0], inner):
                    self.collect_property(prop, inner)

    def _solid(self, element: _Element, place: Place) -> None:
        number = self.solids
        self.solids += 1
        shell = 0
        for prop in children(element):
            inner = self._classes[prop.tag] in INNER
            if inner:
                shell += 1
            self.collect_property(prop, Place(place.flipped, number, shell if inner else 0, place.depth + 1))

    def _turned(self, name: str, element: _Element, place: Place) -> None:
        start = len(self.polygon)
        turned = place.flipped != (element.get("orientation") == "-")
        for prop in children(element):
            if self._classes[prop.tag] == "baseSurface":
                self.collect_property(prop, Place(turned, place.solid, place.shell, place.depth + 1))
        if name == "TexturedSurface":
            self.textured.append((element, (start, len(self.polygon), False)))

    def _link(self, href: str, place: Place) -> None:
        self.features["xlink"] += 1
        self.links.append(href.rpartition("#")[2])
        self._entry(~(len(self.links) - 1), place)

    def lend(self, name: str, start: int, end: int) -> tuple[int, int]:
        """Show some entries once more.

        Args:
            name: that no element has.
            start: first entry.
            end: behind the last.

        Returns:
            The new entries.
        """
        self.named[name] = (start, end, False)
        self.links.append(name)
        self._entry(~(len(self.links) - 1), HERE)
        return len(self.polygon) - 1, len(self.polygon)

    def _entry(self, polygon: int, place: Place) -> None:
        self.polygon.append(polygon)
        self.flipped.append(place.flipped)
        self.solid.append(place.solid)
        self.shell.append(place.shell)

    def _polygon(self, element: _Element, id: str, place: Place) -> None:
        mark, rings = len(self._numbers), len(self._ring_starts)
        classes = self._classes
        reason = "city.reason.no-coordinates"
        for role in children(element):
            name = classes[role.tag]
            if name in OUTER:
                reason = self._boundary(role)
                if reason:
                    break
            elif name in INNER and self._boundary(role):
                self.problems.append((id, Text.of("city.repaired.hole-dropped")))
        if reason:
            self.problems.append((id, Text.of(reason)))
            del self._numbers[mark:]
            del self._ring_starts[rings:]
            return
        self._polygon_starts.append(len(self._ring_starts) - 1)
        self._entry(len(self.polygon_ids), place)
        self.polygon_ids.append(id)

    def _simple(self, element: _Element, place: Place) -> bool:
        """Take in what nearly all surfaces are: a polygon of one ring, its coordinates in one list; False otherwise.

        It does the same as `collect` in a third of the steps.
        """
        roles = children(element)
        if len(roles) != 1 or self._dimension != 3 or self._classes[element.tag] not in POLYGONS:
            return False
        keys = element.keys()
        rings = children(roles[0])
        if len(rings) != 1 or (keys and keys != self._only_id) or self._classes[roles[0].tag] not in OUTER:
            return False
        ring, start = rings[0], len(self._ring_starts) - 1
        holders = children(ring)
        if len(holders) != 1 or holders[0].get("srsDimension", "3") != "3" or len(holders[0]):
            return False
        mark = len(self._numbers)
        if not add_numbers(holders[0].text or "", self._numbers):
            return False
        read = len(self._numbers) - mark
        if not read or read % 3:
            del self._numbers[mark:]
            return False
        if ring.keys():
            ring_id = ring.get(self._gml_id)
            if ring_id is not None:
                self.ring_named[ring_id] = start
        self._ring_starts.append(mark + read)
        self._polygon_starts.append(start + 1)
        entry, id = len(self.polygon), element.get(self._gml_id) if keys else None
        self._entry(len(self.polygon_ids), place)
        self.polygon_ids.append(id or place.surface)
        if id is not None:
            self.named[id] = (entry, entry + 1, place.flipped)
        if self._classes[element.tag] in COUNTED:
            self.features[self._classes[element.tag]] += 1
        return True

    def _boundary(self, role: _Element) -> str:
        """Read the ring of a polygon; an empty string, or why it cannot be used."""
        rings = children(role)
        if not rings:
            return "city.reason.no-coordinates"
        ring = rings[0]
        if ring.keys():
            id = ring.get(self._gml_id)
            if id is not None:
                self.ring_named[id] = len(self._ring_starts) - 1
        reason = self._ring(ring, self._numbers)
        if not reason:
            self._ring_starts.append(len(self._numbers))
        return reason

    def _ring(self, ring: _Element, numbers: "array[float]") -> str:
        holders = children(ring)
        if holders and not any(map(len, holders)):
            text = " ".join([holder.text or "" for holder in holders])
            stated = holders[0].get("srsDimension") if holders[0].keys() else None
        else:
            text, stated = self._texts(ring)
        mark = len(numbers)
        if not add_numbers(text, numbers):
            return "city.reason.not-a-number"
        read = len(numbers) - mark
        flat = (stated == "2") if stated else self._dimension == 2
        if read and read % 3 == 0 and not flat:
            return ""
        del numbers[mark:]
        if not read:
            return "city.reason.no-coordinates"
        return "city.reason.two-dimensional" if flat else "city.reason.not-three"

    def _texts(self, ring: _Element) -> tuple[str, str | None]:
        """Coordinates that stand point by point, or in the pieces of a curve, whose joints are kept once."""
        holders = list(ring.iter(*NUMBERS))
        texts = [self._coordinates(holder) for holder in holders]
        stated = next((s for s in (holder.get("srsDimension") for holder in holders) if s), None)
        if len(ring) and self._classes[ring[0].tag] in ("curveMember", "segments"):
            self._note_arcs(ring)
            texts = _joined(texts)
        return " ".join(texts), stated

    def _coordinates(self, holder: _Element) -> str:
        if self._classes[holder.tag] == "coord":
            return " ".join(part.text or "" for part in holder)
        return holder.text or ""

    def _note_arcs(self, element: _Element) -> None:
        for part in element.iter():
            if self._classes[part.tag] in ARCS:
                self.features["Arc"] += 1
                self.problems.append((part.get(self._gml_id) or "", Text.of("city.repaired.arc")))

    def _line(self, element: _Element, id: str) -> None:
        if self._classes[element.tag] not in ("LineString", "Point"):
            self._note_arcs(element)
        reason = self._ring(element, self._line_numbers)
        if reason:
            self.problems.append((id, Text.of(reason)))
        else:
            self._line_starts.append(len(self._line_numbers))

    def forget_lines(self) -> None:
        """Lines that were taken in until now belong to no object of the chunk."""
        del self._line_numbers[:]
        del self._line_starts[1:]

    def first_ring(self, polygon: int) -> int:
        """Number of the outer ring of a polygon."""
        return self._polygon_starts[polygon]

    def points(self) -> tuple[Array, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Points, ring starts and polygon starts as in `PolygonRows`."""
        return (
            np.array(self._numbers, np.float64).reshape(-1, 3),
            np.array(self._ring_starts, np.int64) // 3,
            np.array(self._polygon_starts, np.int64),
        )

    def line_points(self) -> tuple[Array, npt.NDArray[np.int64]]:
        """Points and starts as in `LineRows`."""
        return np.array(self._line_numbers, np.float64).reshape(-1, 3), np.array(self._line_starts, np.int64) // 3


def _joined(pieces: list[str]) -> list[str]:
    """Pieces of a curve: each begins where the one before ends, and that point is kept once."""
    found: list[str] = []
    last: list[str] = []
    for piece in pieces:
        numbers = piece.split()
        if len(numbers) > 3 and numbers[:3] == last:
            numbers = numbers[3:]
        found.append(" ".join(numbers))
        last = numbers[-3:]
    return found
