"""Which class of the standard an object is written as, and where its parts belong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planningtable.city.site import SurfaceKind
from planningtable.city.writers.citygml.properties import Property, properties
from planningtable.city.writers.features import Feature

_CODES = ("class", "function", "usage")

# Classes of boundary surfaces of buildings, bridges and tunnels.
SHELL: Mapping[SurfaceKind, str] = MappingProxyType(
    {
        SurfaceKind.GROUND: "GroundSurface",
        SurfaceKind.WALL: "WallSurface",
        SurfaceKind.ROOF: "RoofSurface",
        SurfaceKind.CLOSURE: "ClosureSurface",
        SurfaceKind.OUTER_CEILING: "OuterCeilingSurface",
        SurfaceKind.OUTER_FLOOR: "OuterFloorSurface",
        SurfaceKind.WINDOW: "Window",
        SurfaceKind.DOOR: "Door",
        SurfaceKind.INTERIOR: "InteriorWallSurface",
    }
)
WATER: Mapping[SurfaceKind, str] = MappingProxyType(
    {
        SurfaceKind.WATER: "WaterSurface",
        SurfaceKind.GROUND: "WaterGroundSurface",
        SurfaceKind.CLOSURE: "WaterClosureSurface",
    }
)


@dataclass(frozen=True, slots=True)
class Class:
    """How objects of a class are written.

    Attributes:
        name: qualified, ``prefix:local``.
        shape: ``built``, ``attached``, ``transport``, ``area``, ``water``, ``flat`` or ``free``: which properties hold
            the geometry.
        own: properties of the class, in the schema's order.
        before: property for nested objects that come before boundary surfaces (2.0) or all others (3.0), by class.
        after: property for nested objects that come last, by class.
        lowest: lowest level of detail that it may have.
        address: whether it has addresses.
    """

    name: str
    shape: str
    own: tuple[Property, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    lowest: int = 0
    address: bool = False

    @property
    def prefix(self) -> str:
        return self.name.partition(":")[0]


def _codes(prefix: str, *more: str) -> tuple[Property, ...]:
    return properties(prefix, *_CODES, *more)


_BUILDING_2 = _codes(
    "bldg",
    "yearOfConstruction:year",
    "yearOfDemolition:year",
    "roofType",
    "measuredHeight:measure",
    "storeysAboveGround:count",
    "storeysBelowGround:count",
)
_BUILDING_PARTS_2 = (
    MappingProxyType(
        {
            "BuildingInstallation": "bldg:outerBuildingInstallation",
            "IntBuildingInstallation": "bldg:interiorBuildingInstallation",
        }
    ),
    MappingProxyType({"Room": "bldg:interiorRoom", "BuildingPart": "bldg:consistsOfBuildingPart"}),
)
_BRIDGE_2 = _codes("brid", "yearOfConstruction:year", "yearOfDemolition:year")
_BRIDGE_PARTS_2 = (
    MappingProxyType(
        {
            "BridgeConstructionElement": "brid:outerBridgeConstruction",
            "BridgeInstallation": "brid:outerBridgeInstallation",
        }
    ),
    MappingProxyType({"BridgePart": "brid:consistsOfBridgePart"}),
)
_TUNNEL_2 = _codes("tun", "yearOfConstruction:year", "yearOfDemolition:year")
_TUNNEL_PARTS_2 = (
    MappingProxyType({"TunnelInstallation": "tun:outerTunnelInstallation"}),
    MappingProxyType({"TunnelPart": "tun:consistsOfTunnelPart"}),
)
_AREAS_2: Mapping[str, str] = MappingProxyType(
    {"TrafficArea": "tran:trafficArea", "AuxiliaryTrafficArea": "tran:auxiliaryTrafficArea"}
)
_TREE = ("species", "height:measure", "trunkDiameter:measure", "crownDiameter:measure")

CLASSES_2: Mapping[str, Class] = MappingProxyType(
    {
        "Building": Class("bldg:Building", "built", _BUILDING_2, *_BUILDING_PARTS_2, address=True),
        "BuildingPart": Class("bldg:BuildingPart", "built", _BUILDING_2, *_BUILDING_PARTS_2, address=True),
        "BuildingInstallation": Class("bldg:BuildingInstallation", "attached", _codes("bldg"), lowest=2),
        "IntBuildingInstallation": Class("bldg:IntBuildingInstallation", "attached", _codes("bldg"), lowest=4),
        "Room": Class("bldg:Room", "room", _codes("bldg"), lowest=4),
        "Bridge": Class("brid:Bridge", "built", _BRIDGE_2, *_BRIDGE_PARTS_2, lowest=1),
        "BridgePart": Class("brid:BridgePart", "built", _BRIDGE_2, *_BRIDGE_PARTS_2, lowest=1),
        "BridgeInstallation": Class("brid:BridgeInstallation", "attached", _codes("brid"), lowest=2),
        "BridgeConstructionElement": Class("brid:BridgeConstructionElement", "attached", _codes("brid"), lowest=1),
        "Tunnel": Class("tun:Tunnel", "built", _TUNNEL_2, *_TUNNEL_PARTS_2, lowest=1),
        "TunnelPart": Class("tun:TunnelPart", "built", _TUNNEL_2, *_TUNNEL_PARTS_2, lowest=1),
        "TunnelInstallation": Class("tun:TunnelInstallation", "attached", _codes("tun"), lowest=2),
        **{
            name: Class(f"tran:{name}", "transport", _codes("tran"), _AREAS_2, lowest=1)
            for name in ("Road", "Railway", "Square", "Track", "TransportationComplex")
        },
        "TrafficArea": Class("tran:TrafficArea", "area", _codes("tran", "surfaceMaterial"), lowest=2),
        "AuxiliaryTrafficArea": Class("tran:AuxiliaryTrafficArea", "area", _codes("tran", "surfaceMaterial"), lowest=2),
        "WaterBody": Class("wtr:WaterBody", "water", _codes("wtr")),
        "LandUse": Class("luse:LandUse", "flat", _codes("luse")),
        "PlantCover": Class("veg:PlantCover", "flat", _codes("veg", "averageHeight:measure"), lowest=1),
        "SolitaryVegetationObject": Class("veg:SolitaryVegetationObject", "free", _codes("veg", *_TREE), lowest=1),
        "CityFurniture": Class("frn:CityFurniture", "free", _codes("frn"), lowest=1),
        "GenericCityObject": Class("gen:GenericCityObject", "free", _codes("gen")),
    }
)
ALIASES_2: Mapping[str, str] = MappingProxyType(
    {
        "BuildingRoom": "Room",
        "BridgeConstructiveElement": "BridgeConstructionElement",
        "TransportSquare": "Square",
        "GenericOccupiedSpace": "GenericCityObject",
    }
)

_BUILDING_3 = _codes("bldg", "roofType", "storeysAboveGround:count", "storeysBelowGround:count")
_BUILDING_CHILDREN_3: Mapping[str, str] = MappingProxyType(
    {
        "BuildingConstructiveElement": "bldg:buildingConstructiveElement",
        "BuildingInstallation": "bldg:buildingInstallation",
        "BuildingRoom": "bldg:buildingRoom",
        "BuildingFurniture": "bldg:buildingFurniture",
        "Storey": "bldg:buildingSubdivision",
        "BuildingUnit": "bldg:buildingSubdivision",
    }
)
_BRIDGE_CHILDREN_3: Mapping[str, str] = MappingProxyType(
    {
        "BridgeConstructiveElement": "brid:bridgeConstructiveElement",
        "BridgeInstallation": "brid:bridgeInstallation",
        "BridgeRoom": "brid:bridgeRoom",
        "BridgeFurniture": "brid:bridgeFurniture",
    }
)
_TUNNEL_CHILDREN_3: Mapping[str, str] = MappingProxyType(
    {
        "TunnelConstructiveElement": "tun:tunnelConstructiveElement",
        "TunnelInstallation": "tun:tunnelInstallation",
        "HollowSpace": "tun:hollowSpace",
        "TunnelFurniture": "tun:tunnelFurniture",
    }
)
_AREAS_3: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("TrafficArea", "AuxiliaryTrafficArea", "Marking"), "core:boundary")
)
_SPACES_3 = (
    "BuildingConstructiveElement", "BuildingInstallation", "BuildingRoom", "BuildingFurniture", "Storey",
    "BuildingUnit",
)  # fmt: skip

CLASSES_3: Mapping[str, Class] = MappingProxyType(
    {
        "Building": Class(
            "bldg:Building", "built", _BUILDING_3, _BUILDING_CHILDREN_3, {"BuildingPart": "bldg:buildingPart"}, 0, True
        ),
        "BuildingPart": Class("bldg:BuildingPart", "built", _BUILDING_3, _BUILDING_CHILDREN_3, address=True),
        **{name: Class(f"bldg:{name}", "space", _codes("bldg")) for name in _SPACES_3},
        "Bridge": Class("brid:Bridge", "built", _codes("brid"), _BRIDGE_CHILDREN_3, {"BridgePart": "brid:bridgePart"}),
        "BridgePart": Class("brid:BridgePart", "built", _codes("brid"), _BRIDGE_CHILDREN_3),
        **{name: Class(f"brid:{name}", "space", _codes("brid")) for name in _BRIDGE_CHILDREN_3},
        "Tunnel": Class("tun:Tunnel", "built", _codes("tun"), _TUNNEL_CHILDREN_3, {"TunnelPart": "tun:tunnelPart"}),
        "TunnelPart": Class("tun:TunnelPart", "built", _codes("tun"), _TUNNEL_CHILDREN_3),
        **{name: Class(f"tun:{name}", "space", _codes("tun")) for name in _TUNNEL_CHILDREN_3},
        **{
            name: Class(f"tran:{name}", "transport", _codes("tran"), _AREAS_3)
            for name in ("Road", "Railway", "Square", "Track", "Waterway")
        },
        "TrafficArea": Class("tran:TrafficArea", "area", _codes("tran", "surfaceMaterial")),
        "AuxiliaryTrafficArea": Class("tran:AuxiliaryTrafficArea", "area", _codes("tran", "surfaceMaterial")),
        "Marking": Class("tran:Marking", "area", properties("tran", "class")),
        "WaterBody": Class("wtr:WaterBody", "water", _codes("wtr")),
        "LandUse": Class("luse:LandUse", "flat", _codes("luse")),
        "PlantCover": Class("veg:PlantCover", "space", _codes("veg", "averageHeight:measure")),
        "SolitaryVegetationObject": Class("veg:SolitaryVegetationObject", "space", _codes("veg", *_TREE)),
        "CityFurniture": Class("frn:CityFurniture", "space", _codes("frn")),
        "OtherConstruction": Class("con:OtherConstruction", "built", _codes("con")),
        "GenericCityObject": Class("gen:GenericOccupiedSpace", "space", _codes("gen")),
    }
)
ALIASES_3: Mapping[str, str] = MappingProxyType(
    {
        "Room": "BuildingRoom",
        "IntBuildingInstallation": "BuildingInstallation",
        "BuildingStorey": "Storey",
        "BridgeConstructionElement": "BridgeConstructiveElement",
        "TunnelHollowSpace": "HollowSpace",
        "TransportSquare": "Square",
        "TransportationComplex": "Road",
        "TransportationMarking": "Marking",
        "GenericOccupiedSpace": "GenericCityObject",
    }
)
_NAMED_ALIKE = frozenset({"GenericOccupiedSpace", "TransportSquare", "BuildingRoom", "Room"})


def nested_classes(classes: Mapping[str, Class]) -> frozenset[str]:
    """Classes that stand within others only."""
    return frozenset(name for c in classes.values() for name in (*c.before, *c.after))


def class_name(feature: Feature, classes: Mapping[str, Class], aliases: Mapping[str, str]) -> str:
    """Class that a feature is written as; ``GenericCityObject`` where the version has none for it."""
    name = aliases.get(feature.type, feature.type)
    return name if name in classes else "GenericCityObject"


def keeps_type(feature: Feature, name: str) -> bool:
    """Whether nothing is lost by the name of the class."""
    return feature.type == name or feature.type in _NAMED_ALIKE
