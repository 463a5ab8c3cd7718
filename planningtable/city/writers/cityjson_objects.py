"""City objects of CityJSON: types, attributes, hierarchy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from planningtable.city.site import SurfaceKind
from planningtable.city.writers.cityjson_shapes import SEMANTICS, WATER_SEMANTICS, Part, Shaper
from planningtable.city.writers.features import AREAS, Feature
from planningtable.city.writers.properties import (
    ORIGINAL_TYPE,
    code_and_town,
    count_of,
    number_of,
    street_and_number,
)
from planningtable.city.writers.texts import UniqueIds, plain

GENERIC = "GenericCityObject"
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "IntBuildingInstallation": "BuildingInstallation",
        "Room": "BuildingRoom",
        "Storey": "BuildingStorey",
        "BridgeConstructionElement": "BridgeConstructiveElement",
        "IntBridgeInstallation": "BridgeInstallation",
        "IntTunnelInstallation": "TunnelInstallation",
        "HollowSpace": "TunnelHollowSpace",
        "Square": "TransportSquare",
        "Track": "Road",
        "TransportationComplex": "Road",
        "GenericOccupiedSpace": GENERIC,
    }
)
_TRANSPORT = frozenset({"Road", "Railway", "TransportSquare", "Waterway"})
_FLAT = _TRANSPORT | {"LandUse", "PlantCover"}
_SECOND_LEVEL = frozenset(
    {
        "BuildingPart", "BuildingInstallation", "BuildingConstructiveElement", "BuildingFurniture", "BuildingRoom",
        "BuildingUnit", "BuildingStorey", "BridgePart", "BridgeInstallation", "BridgeConstructiveElement",
        "BridgeRoom", "BridgeFurniture", "TunnelPart", "TunnelInstallation", "TunnelConstructiveElement",
        "TunnelHollowSpace", "TunnelFurniture",
    }
)  # fmt: skip
_KNOWN = (
    _FLAT
    | _SECOND_LEVEL
    | {"Building", "Bridge", "Tunnel", "WaterBody", "CityFurniture", "SolitaryVegetationObject", GENERIC}
    | {"OtherConstruction"}
)
_ADDRESSED = frozenset({"Building", "BuildingPart", "BuildingUnit", "Bridge", "BridgePart"})
_NUMBERS = frozenset(
    {"measuredHeight", "height", "crownDiameter", "trunkDiameter", "averageHeight", "yearOfConstruction",
     "yearOfDemolition"}
)  # fmt: skip
_COUNTS = frozenset({"storeysAboveGround", "storeysBelowGround", "yearOfConstruction", "yearOfDemolition"})
_AREA_NAMES: Mapping[str, str] = MappingProxyType({"Marking": "TransportationMarking", "Hole": "TransportationHole"})
# Level 4 was given up in CityGML 3.0 and so in CityJSON.
_HIGHEST_LOD = 3


def attributes_of(attributes: Mapping[str, str]) -> dict[str, Any]:
    """Attributes as JSON: numbers where the standard has numbers, texts otherwise."""
    return {plain(name): _value(name, value) for name, value in attributes.items()}


def _value(name: str, value: str) -> str | int | float:
    if name in _COUNTS:
        count = count_of(value)
        if count is not None:
            return count
    if name in _NUMBERS:
        number = number_of(value)
        if number is not None:
            return number
    return plain(value)


@dataclass(frozen=True, slots=True, eq=False)
class ObjectWriter:
    """Makes city objects of features, parents before their children; ids are given out once a file."""

    ids: UniqueIds

    def objects(self, feature: Feature, shaper: Shaper) -> Iterator[tuple[str, dict[str, Any]]]:
        """Key and object of the feature and of everything within it."""
        yield from self._objects(feature, shaper, "", self.ids.take(plain(feature.id)))

    def _objects(self, feature: Feature, shaper: Shaper, parent: str, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
        type_, attributes = _typed(feature, parent)
        found: dict[str, Any] = {"type": type_}
        if type_ in _ADDRESSED:
            address = _address(attributes)
            if address:
                found["address"] = [address]
        if feature.name:
            attributes.setdefault("name", plain(feature.name))
        if attributes:
            found["attributes"] = attributes
        areas = [child for child in feature.children if child.type in AREAS]
        direct = [child for child in feature.children if child.type not in AREAS]
        within = [child for area in areas for child in area.children]
        children = [(self.ids.take(plain(child.id)), child) for child in (*direct, *within)]
        if parent:
            found["parents"] = [parent]
        if children:
            found["children"] = [child_key for child_key, _ in children]
        parts = [_own(feature, type_), *(_area(area) for area in areas)]
        if any(part.faces for part in parts):
            solid = feature.solid and type_ not in _FLAT and not any(part.faces for part in parts[1:])
            lod = max(feature.lod, 1) if solid else feature.lod
            found["geometry"] = [shaper.geometry(parts, min(lod, _HIGHEST_LOD), solid=solid)]
        yield key, found
        for child_key, child in children:
            yield from self._objects(child, shaper, key, child_key)


def _typed(feature: Feature, parent: str) -> tuple[str, dict[str, Any]]:
    """Type that CityJSON knows, and the attributes, with the original type where it is another."""
    attributes = attributes_of(feature.attributes)
    type_ = _TYPES.get(feature.type, feature.type)
    if type_ not in _KNOWN or (type_ in _SECOND_LEVEL and not parent):
        type_ = GENERIC
    if type_ != feature.type and feature.type != "GenericOccupiedSpace":
        attributes.setdefault(ORIGINAL_TYPE, plain(feature.type))
    return type_, attributes


def _own(feature: Feature, type_: str) -> Part:
    semantics: Mapping[SurfaceKind, str] = SEMANTICS
    if type_ == "WaterBody":
        semantics = WATER_SEMANTICS
    elif type_ in ("LandUse", "PlantCover"):
        semantics = {}
    return Part(semantics, "", "", {}, feature.faces)


def _area(area: Feature) -> Part:
    name = _AREA_NAMES.get(area.type, area.type)
    attributes = attributes_of(area.attributes)
    if area.name:
        attributes.setdefault("name", plain(area.name))
    return Part({}, name, plain(area.id), attributes, area.faces)


def _address(attributes: dict[str, Any]) -> dict[str, str]:
    """The address object; its texts are taken out of the attributes."""
    street, number = street_and_number(str(attributes.pop("address", "")))
    code, town = code_and_town(str(attributes.pop("town", "")))
    parts: Sequence[tuple[str, str]] = (
        ("ThoroughfareName", street),
        ("ThoroughfareNumber", number),
        ("PostalCode", code),
        ("LocalityName", town),
    )
    return {name: value for name, value in parts if value}
