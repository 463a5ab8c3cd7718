"""Polygons of a CityGML file in columns: coordinates once, references by xlink to them."""

from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from lxml.etree import _Element

from planningtable.city.grid import Array
from planningtable.domain.text import Text

GML_ID = "{http://www.opengis.net/gml}id"
GML32_ID = "{http://www.opengis.net/gml/3.2}id"
HREF = "{http://www.w3.org/1999/xlink}href"

POLYGONS = frozenset({"Polygon", "PolygonPatch", "Triangle", "Rectangle"})
OUTER = frozenset({"exterior", "outerBoundaryIs"})
INNER = frozenset({"interior", "innerBoundaryIs"})
NUMBERS = ("{*}posList", "{*}pos", "{*}coordinates")


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local_name(element: _Element) -> str:
    """Name of an element without its namespace: the versions of CityGML and GML differ in those alone."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def id_of(element: _Element) -> str:
    return element.get(GML_ID) or element.get(GML32_ID) or ""


class Use(NamedTuple):
    """A polygon of the file, possibly turned round."""

    polygon: int
    flipped: bool


class Link(NamedTuple):
    """A reference by xlink that is not resolved yet."""

    target: str
    flipped: bool


@dataclass(frozen=True, slots=True, eq=False)
class Polygons:
    """All polygons of a file; columns.

    Attributes:
        points: shape (P, 3), in the file's CRS and axis order.
        ring_starts: start of each ring in ``points`` with one more at the end, shape (R + 1,).
        polygon_starts: first ring of each polygon with one more at the end, shape (N + 1,); outer ring first.
        ids: gml:id of each polygon; empty where it has none.
    """

    points: Array
    ring_starts: Array
    polygon_starts: Array
    ids: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)


class GeometryStore:
    """Gathers the polygons of a file while it streams by."""

    def __init__(self) -> None:
        self._numbers = array("d")
        self._ring_starts = array("q", [0])
        self._polygon_starts = array("q", [0])
        self._ids: list[str] = []
        self._named: dict[str, tuple[Use | Link, ...]] = {}
        self.reference_names: dict[str, int] = {}
        self.problems: list[tuple[str, Text]] = []

    def __len__(self) -> int:
        return len(self._ids)

    def collect(self, element: _Element, found: list[Use | Link], flipped: bool = False, owner: str = "") -> None:
        """Append the polygons and references under a geometry element."""
        href = element.get(HREF)
        if href is not None:
            found.append(Link(href.rpartition("#")[2], flipped))
            return
        name = local_name(element)
        if name[:1].islower():  # a property: neither id nor CRS, only what it holds
            for child in element.iterchildren("*"):
                self.collect(child, found, flipped, owner)
            return
        id = id_of(element)
        start = len(found)
        if name in POLYGONS:
            polygon = self._polygon(element, id or owner)
            if polygon is not None:
                found.append(Use(polygon, flipped))
        else:
            turned = flipped != (name == "OrientableSurface" and element.get("orientation") == "-")
            for child in element.iterchildren("*"):
                self.collect(child, found, turned, id if name == "Surface" else owner)
        reference = element.get("srsName")
        if reference is not None:
            self.reference_names[reference] = self.reference_names.get(reference, 0) + 1
        if id:
            self._named[id] = tuple(e._replace(flipped=e.flipped != flipped) for e in found[start:])

    def resolve(self, link: Link, depth: int = 8) -> list[Use]:
        """The polygons a reference leads to; empty if it leads nowhere."""
        entries = self._named.get(link.target, ())
        uses: list[Use] = []
        for entry in entries:
            turned = entry._replace(flipped=entry.flipped != link.flipped)
            if isinstance(turned, Use):
                uses.append(turned)
            elif depth:
                uses.extend(self.resolve(turned, depth - 1))
        return uses

    def knows(self, target: str) -> bool:
        return target in self._named

    def shape_key(self, polygon: int) -> frozenset[tuple[float, ...]]:
        """The corners of the outer ring: equal for copies of a polygon, whatever their start and sense."""
        ring = self._polygon_starts[polygon]
        start, end = self._ring_starts[ring], self._ring_starts[ring + 1]
        numbers = self._numbers[start:end].tolist()
        return frozenset(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))

    def finished(self) -> Polygons:
        return Polygons(
            np.array(self._numbers, np.float64).reshape(-1, 3),
            np.array(self._ring_starts, np.int64) // 3,
            np.array(self._polygon_starts, np.int64),
            tuple(self._ids),
        )

    def _polygon(self, element: _Element, id: str) -> int | None:
        mark, rings = len(self._numbers), len(self._ring_starts)
        for role in element.iterchildren("*"):
            name = local_name(role)
            outer = name in OUTER
            if not outer and name not in INNER:
                continue
            reason = self._ring(role)
            if reason and outer:
                self.problems.append((id, Text.of(reason)))
                del self._numbers[mark:]
                del self._ring_starts[rings:]
                return None
            if reason:
                self.problems.append((id, Text.of("city.repaired.hole-dropped")))
        if len(self._ring_starts) == rings:
            self.problems.append((id, Text.of("city.reason.no-coordinates")))
            return None
        self._polygon_starts.append(len(self._ring_starts) - 1)
        self._ids.append(id)
        return len(self._ids) - 1

    def _ring(self, element: _Element) -> str:
        """Read the coordinates of one ring; an empty string, or why it cannot be used."""
        mark = len(self._numbers)
        reason = ""
        for holder in element.iter(*NUMBERS):
            text = holder.text or ""
            if "," in text:
                text = text.replace(",", " ")
            if holder.get("srsDimension") == "2":
                reason = "city.reason.two-dimensional"
            try:
                self._numbers.extend(map(float, text.split()))
            except ValueError:
                reason = "city.reason.not-a-number"
        read = len(self._numbers) - mark
        if not reason and read == 0:
            reason = "city.reason.no-coordinates"
        elif not reason and read % 3:
            reason = "city.reason.not-three"
        if reason:
            del self._numbers[mark:]
        else:
            self._ring_starts.append(len(self._numbers))
        return reason
