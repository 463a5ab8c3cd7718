"""Names of CityGML and GML elements: what a property holds and what a class is, whatever the version."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from operator import itemgetter
from types import MappingProxyType

from lxml.etree import _Element

from planningtable.city.site import SurfaceKind

GML_ID = "{http://www.opengis.net/gml}id"
GML32_ID = "{http://www.opengis.net/gml/3.2}id"
HREF = "{http://www.w3.org/1999/xlink}href"

# The children of an element at once, which is twice as fast as one after another.
children: Callable[[_Element], list[_Element]] = itemgetter(slice(None))

# Namespaces of the standard and of those it builds on; everything else belongs to an extension.
STANDARD = (
    "http://www.opengis.net/",
    "urn:oasis:names:tc:ciq:",
    "http://www.w3.org/",
    "http://www.isotc211.org/",
    "http://www.citygml.org/citygml/profiles/",
)


class Role(IntEnum):
    """What a property of a feature is."""

    OTHER = 0
    SKIPPED = 1
    NAME = 2
    GENERIC = 3
    BOUNDARY = 4
    OPENING = 5
    GEOMETRY = 6
    IMPLICIT = 7
    TERRAIN_LINE = 8
    ADDRESS = 9
    EXTERNAL = 10
    APPEARANCE = 11
    RELIEF = 12
    GROUP = 13
    DYNAMIZER = 14
    POINT_CLOUD = 15
    EXTENSION = 16
    RASTER = 17


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a feature.

    Attributes:
        name: without prefix.
        role: what it holds.
        lod: level of detail of its geometry, -1 for none.
        sort: what stands behind the level of detail, e.g. ``Solid``.
        namespace: of an extension; empty otherwise.
    """

    name: str
    role: Role
    lod: int = -1
    sort: str = ""
    namespace: str = ""


_LEVEL = re.compile(r"lod([0-4])([A-Z]\w*)$")
_ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "name": Role.NAME,
        "genericAttribute": Role.GENERIC,
        "genericAttributeSet": Role.GENERIC,
        "stringAttribute": Role.GENERIC,
        "intAttribute": Role.GENERIC,
        "doubleAttribute": Role.GENERIC,
        "dateAttribute": Role.GENERIC,
        "uriAttribute": Role.GENERIC,
        "measureAttribute": Role.GENERIC,
        "codeAttribute": Role.GENERIC,
        "boundedBy": Role.BOUNDARY,
        "boundary": Role.BOUNDARY,
        "opening": Role.OPENING,
        "fillingSurface": Role.OPENING,
        "address": Role.ADDRESS,
        "externalReference": Role.EXTERNAL,
        "appearance": Role.APPEARANCE,
        "appearanceMember": Role.APPEARANCE,
        "tin": Role.RELIEF,
        "reliefPoints": Role.RELIEF,
        "ridgeOrValleyLines": Role.RELIEF,
        "breaklines": Role.RELIEF,
        "grid": Role.RASTER,
        "extent": Role.SKIPPED,
        "groupMember": Role.GROUP,
        "dynamizer": Role.DYNAMIZER,
        "pointCloud": Role.POINT_CLOUD,
        "metaDataProperty": Role.SKIPPED,
    }
)


def property_of(tag: str) -> Property:
    """What the property with a qualified tag is."""
    namespace, _, name = tag.rpartition("}")
    namespace = namespace[1:]
    if namespace and not namespace.startswith(STANDARD):
        return Property(name, Role.EXTENSION, namespace=namespace)
    level = _LEVEL.match(name)
    if level is None:
        return Property(name, _ROLES.get(name, Role.OTHER))
    sort = level[2]
    role = Role.GEOMETRY
    if sort.startswith("TerrainIntersection"):
        role = Role.TERRAIN_LINE
    elif sort == "ImplicitRepresentation":
        role = Role.IMPLICIT
    return Property(name, role, int(level[1]), sort)


class Properties(dict[str, Property]):
    """Properties by qualified tag, found out when they are first met."""

    def __missing__(self, tag: str) -> Property:
        self[tag] = found = property_of(tag)
        return found


class Classes(dict[str, str]):
    """Names of elements by qualified tag, without namespace; those of extensions begin with ``+``."""

    def __missing__(self, tag: str) -> str:
        namespace, _, name = tag.rpartition("}")
        own = len(namespace) < 2 or namespace[1:].startswith(STANDARD)
        self[tag] = found = name if own else f"+{name}"
        return found


def namespace_of(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


# Thematic surfaces that are not called so.
SURFACES = frozenset({"TrafficArea", "AuxiliaryTrafficArea", "Marking", "Window", "Door"})
# Thematic surfaces that are objects of their own in versions 1.0 and 2.0.
AREAS = frozenset({"TrafficArea", "AuxiliaryTrafficArea"})
# What is inside a building, bridge or tunnel and not drawn.
INSIDE = frozenset(
    {
        "Room", "BuildingRoom", "IntBuildingInstallation", "BuildingFurniture", "Storey", "BuildingUnit",
        "BridgeRoom", "IntBridgeInstallation", "BridgeFurniture", "HollowSpace", "IntTunnelInstallation",
        "TunnelFurniture",
        "InteriorWallSurface", "CeilingSurface", "FloorSurface",
    }
)  # fmt: skip
# Properties of objects whose values are parts of them.
COMPOSED = frozenset(
    {
        "consistsOfBuildingPart", "outerBuildingInstallation", "interiorBuildingInstallation", "interiorRoom",
        "roomInstallation", "interiorFurniture",
        "consistsOfBridgePart", "outerBridgeConstruction", "outerBridgeInstallation", "interiorBridgeInstallation",
        "interiorBridgeRoom", "bridgeRoomInstallation",
        "consistsOfTunnelPart", "outerTunnelInstallation", "interiorTunnelInstallation", "interiorHollowSpace",
        "hollowSpaceInstallation",
        "buildingPart", "buildingInstallation", "buildingRoom", "buildingFurniture", "buildingConstructiveElement",
        "buildingSubdivision",
        "bridgePart", "bridgeInstallation", "bridgeRoom", "bridgeFurniture", "bridgeConstructiveElement",
        "tunnelPart", "tunnelInstallation", "tunnelFurniture", "tunnelConstructiveElement", "hollowSpace",
        "trafficArea", "auxiliaryTrafficArea", "trafficSpace", "auxiliaryTrafficSpace", "clearanceSpace", "marking",
        "section", "intersection", "reliefComponent",
    }
)  # fmt: skip
# Values of properties that look like objects; their parts become attributes.
VALUES = frozenset(
    {
        "Height", "Elevation", "CityObjectRelation", "QualifiedArea", "QualifiedVolume", "RoomHeight", "Occupancy",
        "ConstructionEvent", "Event", "Duration", "TimeInstant", "TimePeriod", "SensorConnection", "Role",
        "Transaction", "Relation", "MeasureOrNilReasonList", "CommonMetaData", "TimePosition", "Address",
    }
)  # fmt: skip
# Parts of those values that are the value itself.
MAIN_PARTS = frozenset({"value", "elevationValue", "area", "volume", "timePosition"})

KINDS: Mapping[str, SurfaceKind] = MappingProxyType(
    {
        "InteriorWallSurface": SurfaceKind.INTERIOR,
        "OuterCeilingSurface": SurfaceKind.OUTER_CEILING,
        "OuterFloorSurface": SurfaceKind.OUTER_FLOOR,
        "CeilingSurface": SurfaceKind.INTERIOR,
        "FloorSurface": SurfaceKind.INTERIOR,
        "WaterGroundSurface": SurfaceKind.GROUND,
        "WaterClosureSurface": SurfaceKind.CLOSURE,
        "WaterSurface": SurfaceKind.WATER,
        "GroundSurface": SurfaceKind.GROUND,
        "WallSurface": SurfaceKind.WALL,
        "RoofSurface": SurfaceKind.ROOF,
        "ClosureSurface": SurfaceKind.CLOSURE,
        "WindowSurface": SurfaceKind.WINDOW,
        "DoorSurface": SurfaceKind.DOOR,
        "Window": SurfaceKind.WINDOW,
        "Door": SurfaceKind.DOOR,
        "AuxiliaryTrafficArea": SurfaceKind.TRAFFIC,
        "TrafficArea": SurfaceKind.TRAFFIC,
        "Marking": SurfaceKind.TRAFFIC,
    }
)
# What the geometry of an object shows where no thematic surface says it.
OBJECT_KINDS: Mapping[str, SurfaceKind] = MappingProxyType(
    {
        "WaterBody": SurfaceKind.WATER,
        "PlantCover": SurfaceKind.GREEN,
        "SolitaryVegetationObject": SurfaceKind.GREEN,
        **dict.fromkeys(
            (
                "Road", "Railway", "Track", "Square", "Waterway", "TransportationComplex", "Section", "Intersection",
                "TrafficArea", "AuxiliaryTrafficArea", "TrafficSpace", "AuxiliaryTrafficSpace", "ClearanceSpace",
            ),
            SurfaceKind.TRAFFIC,
        ),
    }
)  # fmt: skip
# Buildings whose level 0 is the ground they stand on.
FLAT = frozenset({"Building", "BuildingPart"})


def kind_of(surface: str) -> SurfaceKind:
    """Kind of a thematic surface; an extension's ``GreenhouseRoofSurface`` is a roof."""
    exact = KINDS.get(surface)
    if exact is not None:
        return exact
    return next((kind for known, kind in KINDS.items() if surface.endswith(known)), SurfaceKind.UNKNOWN)


def is_surface(name: str) -> bool:
    """Whether a class is a thematic surface, to stand in the boundary rows."""
    return name.endswith("Surface") or name in SURFACES
