"""One building element with its parts → attributes and the polygons that show it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from lxml.etree import _Element

from planningtable.city.readers.citygml.attributes import (
    SIMPLE,
    address_of,
    generic_attributes,
    is_generic,
    number_of,
    text_of,
)
from planningtable.city.readers.citygml.geometry import GeometryStore, Link, Use, id_of, local_name
from planningtable.city.site import SurfaceKind

SURFACE_KINDS: Mapping[str, SurfaceKind] = MappingProxyType(
    {
        "GroundSurface": SurfaceKind.GROUND,
        "WallSurface": SurfaceKind.WALL,
        "RoofSurface": SurfaceKind.ROOF,
        "ClosureSurface": SurfaceKind.CLOSURE,
        "OuterCeilingSurface": SurfaceKind.OUTER_CEILING,
        "OuterFloorSurface": SurfaceKind.OUTER_FLOOR,
        "Window": SurfaceKind.WINDOW,
        "WindowSurface": SurfaceKind.WINDOW,
        "Door": SurfaceKind.DOOR,
        "DoorSurface": SurfaceKind.DOOR,
    }
)
INSIDE = frozenset({"InteriorWallSurface", "CeilingSurface", "FloorSurface"})
BOUNDARIES = frozenset({"boundedBy", "boundary"})
OPENINGS = frozenset({"opening", "fillingSurface"})
PARTS = frozenset({"consistsOfBuildingPart", "buildingPart"})
INSTALLATIONS = frozenset({"outerBuildingInstallation", "buildingInstallation"})
HIGHEST_SHOWN = 3

_GEOMETRY = re.compile(r"lod([0-4])(Solid|MultiSurface|Geometry|FootPrint|RoofEdge)$")


@lru_cache(maxsize=512)
def lod_of(name: str) -> tuple[int, str] | None:
    """Level and sort of a geometry property, e.g. ``lod2Solid``; None for anything else."""
    match = _GEOMETRY.match(name)
    return (int(match[1]), match[2]) if match else None


@lru_cache(maxsize=256)
def kind_of(name: str) -> SurfaceKind:
    """Class of a boundary surface; an extension's ``GreenhouseRoofSurface`` is a roof."""
    exact = SURFACE_KINDS.get(name)
    if exact is not None:
        return exact
    return next((kind for known, kind in SURFACE_KINDS.items() if name.endswith(known)), SurfaceKind.UNKNOWN)


@dataclass(slots=True)
class Shape:
    """Geometry of one boundary surface, or of the object itself, at one level of detail."""

    lod: int
    sort: str
    kind: SurfaceKind
    id: str
    entries: list[Use | Link]

    @property
    def semantic(self) -> bool:
        return self.kind is not SurfaceKind.UNKNOWN


@dataclass(slots=True)
class Node:
    """A building, a part or an installation with its own geometry."""

    shapes: list[Shape] = field(default_factory=list)

    def best(self) -> int | None:
        return max((s.lod for s in self.shapes if s.lod <= HIGHEST_SHOWN and s.entries), default=None)

    def shown(self) -> list[Shape]:
        best = self.best()
        shapes = [s for s in self.shapes if s.lod == best]
        if best == 0 and any(s.sort != "RoofEdge" for s in shapes):
            return [s for s in shapes if s.sort != "RoofEdge"]
        return shapes


@dataclass(slots=True)
class BuildingRecord:
    """What stands in the file about one building; parts are folded into it."""

    id: str
    names: list[str] = field(default_factory=list)
    function: str = ""
    function_space: str = ""
    usage: str = ""
    roof_type: str = ""
    address: str = ""
    height: float | None = None
    storeys: int | None = None
    parts: int = 0
    lods: set[int] = field(default_factory=set)
    lod: int = -1
    attributes: dict[str, str] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)


class BuildingReader:
    """Reads building elements into records; polygons go to the file's store."""

    def __init__(self, store: GeometryStore) -> None:
        self._store = store
        self.surfaces: dict[str, int] = {}
        self._properties: Mapping[str, Callable[[BuildingRecord, _Element], None]] = {
            "name": _read_name,
            "function": _read_function,
            "usage": _read_usage,
            "roofType": _read_roof,
            "measuredHeight": _read_height,
            "height": _read_height,
            "storeysAboveGround": _read_storeys,
            "address": _read_address,
        }

    def read(self, element: _Element, id: str) -> BuildingRecord:
        record = BuildingRecord(id)
        self._read_object(element, record, is_part=False)
        return record

    def _read_object(self, element: _Element, record: BuildingRecord, *, is_part: bool) -> None:
        node = Node()
        record.nodes.append(node)
        for child in element.iterchildren("*"):
            name = local_name(child)
            reader = self._properties.get(name)
            if reader is not None:
                if not (is_part and name == "name"):
                    reader(record, child)
            elif is_generic(name):
                generic_attributes(child, record.attributes)
            elif name in SIMPLE:
                record.attributes.setdefault(name, text_of(child))
            elif name in PARTS:
                for part in child.iterchildren("*"):
                    record.parts += 1
                    self._read_object(part, record, is_part=True)
            elif name in INSTALLATIONS:
                for installation in child.iterchildren("*"):
                    self._read_installation(installation, record)
            else:
                self._read_geometry(name, child, node)
        record.lods.update(s.lod for s in node.shapes if s.entries)

    def _read_installation(self, element: _Element, record: BuildingRecord) -> None:
        node = Node()
        record.nodes.append(node)
        for child in element.iterchildren("*"):
            self._read_geometry(local_name(child), child, node)

    def _read_geometry(self, name: str, element: _Element, node: Node) -> None:
        if name in BOUNDARIES:
            for surface in element.iterchildren("*"):
                self._read_boundary(surface, node)
            return
        level = lod_of(name)
        if level is not None:
            # A footprint is the ground that a building of level 0 stands on.
            kind = SurfaceKind.GROUND if level[0] == 0 else SurfaceKind.UNKNOWN
            self._add_shape(element, level, kind, "", node)

    def _read_boundary(self, surface: _Element, node: Node) -> None:
        name = local_name(surface)
        if not name.endswith("Surface"):
            return
        self.surfaces[name] = self.surfaces.get(name, 0) + 1
        if name in INSIDE:
            return
        self._read_surface(surface, kind_of(name), node)

    def _read_surface(self, surface: _Element, kind: SurfaceKind, node: Node) -> None:
        id = id_of(surface)
        for child in surface.iterchildren("*"):
            name = local_name(child)
            level = lod_of(name)
            if level is not None:
                self._add_shape(child, level, kind, id, node)
            elif name in OPENINGS:
                for opening in child.iterchildren("*"):
                    opened = local_name(opening)
                    self.surfaces[opened] = self.surfaces.get(opened, 0) + 1
                    self._read_surface(opening, kind_of(opened), node)

    def _add_shape(self, element: _Element, level: tuple[int, str], kind: SurfaceKind, id: str, node: Node) -> None:
        entries: list[Use | Link] = []
        for child in element.iterchildren("*"):
            self._store.collect(child, entries)
        if element.get("{http://www.w3.org/1999/xlink}href"):
            self._store.collect(element, entries)
        node.shapes.append(Shape(level[0], level[1], kind, id, entries))


def _read_name(record: BuildingRecord, element: _Element) -> None:
    record.names.append(text_of(element))


def _read_function(record: BuildingRecord, element: _Element) -> None:
    if not record.function:
        record.function = text_of(element)
        record.function_space = element.get("codeSpace") or ""


def _read_usage(record: BuildingRecord, element: _Element) -> None:
    record.usage = record.usage or text_of(element)


def _read_roof(record: BuildingRecord, element: _Element) -> None:
    record.roof_type = record.roof_type or text_of(element)


def _read_height(record: BuildingRecord, element: _Element) -> None:
    value = number_of(element)
    if value is not None and value > 0:
        record.height = max(record.height or 0.0, value)


def _read_storeys(record: BuildingRecord, element: _Element) -> None:
    value = number_of(element)
    if value is not None and 0 < value < 1000:
        record.storeys = max(record.storeys or 0, int(value))


def _read_address(record: BuildingRecord, element: _Element) -> None:
    street, town = address_of(element)
    record.address = record.address or street
    if town:
        record.attributes.setdefault("town", town)


def shown_entries(record: BuildingRecord) -> Iterator[tuple[Shape, Use | Link]]:
    """What is drawn of a building: boundary surfaces of the best level first, then what only the solids have."""
    chosen = [shape for node in record.nodes for shape in node.shown()]
    record.lod = max((s.lod for s in chosen), default=-1)
    for semantic in (True, False):
        for shape in chosen:
            if shape.semantic is semantic:
                for entry in shape.entries:
                    yield shape, entry
