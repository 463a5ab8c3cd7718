"""Properties of features: those of the standard in its order, everything else as generic attributes, addresses."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml.etree import _Element

from planningtable.city.writers.citygml.pen import Pen
from planningtable.city.writers.properties import (
    CODE_SPACE,
    code_and_town,
    count_of,
    number_of,
    street_and_number,
)
from planningtable.city.writers.texts import plain

IDENTIFIER = "identifier"
_YEAR = re.compile(r"\d{4}")
_DATE = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T[\d:.+Z-]*)?")
_TERRAIN = frozenset(
    {
        "entirelyAboveTerrain",
        "substantiallyAboveTerrain",
        "substantiallyAboveAndBelowTerrain",
        "substantiallyBelowTerrain",
        "entirelyBelowTerrain",
    }
)
_WATER = frozenset(
    {name.replace("Terrain", "WaterSurface") for name in _TERRAIN} | {"temporarilyAboveAndBelowWaterSurface"}
)


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the standard.

    Attributes:
        name: qualified, ``prefix:local``; the local part is the attribute's name.
        sort: ``code``, ``year``, ``date``, ``count`` or ``measure``.
    """

    name: str
    sort: str


def properties(prefix: str, *names: str) -> tuple[Property, ...]:
    """Properties in a namespace; the sort stands behind a colon where it is not ``code``."""
    found = []
    for name in names:
        local, _, sort = name.partition(":")
        found.append(Property(f"{prefix}:{local}", sort or "code"))
    return tuple(found)


_SPAN = ("creationDate", "terminationDate", "validFrom", "validTo")


def _code(value: str) -> str | None:
    return plain(value) or None


def _year(value: str) -> str | None:
    return value.strip() if _YEAR.fullmatch(value.strip()) else None


def _date(value: str) -> str | None:
    match = _DATE.fullmatch(value.strip())
    return None if match is None else match[1]


def _moment(value: str) -> str | None:
    day = _date(value)
    return None if day is None else f"{day}T00:00:00"


def _count(value: str) -> str | None:
    return None if count_of(value) is None else str(count_of(value))


def _measure(value: str) -> str | None:
    number = number_of(value)
    return None if number is None else f"{number:.12g}"


_SORTS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {"code": _code, "year": _year, "date": _date, "moment": _moment, "count": _count, "measure": _measure}
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Attributes of a feature, told apart.

    Attributes:
        typed: value of each property that the schema takes, by qualified name, in the schema's order.
        spaces: code space of some of them.
        free: everything else.
    """

    typed: Mapping[str, str]
    spaces: Mapping[str, str]
    free: Mapping[str, str]


def told_apart(attributes: Mapping[str, str], wanted: tuple[Property, ...]) -> Sorted:
    """Which attributes the schema has a place for; values that it would not take stay free."""
    free = dict(attributes)
    typed: dict[str, str] = {}
    spaces: dict[str, str] = {}
    for item in wanted:
        local = item.name.partition(":")[2]
        value = free.get(local)
        taken = None if value is None else _SORTS[item.sort](value)
        if taken is None:
            continue
        typed[item.name] = taken
        del free[local]
        if item.sort == "code" and local + CODE_SPACE in free:
            spaces[item.name] = plain(free.pop(local + CODE_SPACE))
    return Sorted(typed, spaces, free)


def write_typed(pen: Pen, root: _Element, told: Sorted, wanted: tuple[Property, ...]) -> None:
    """The properties of a class, in its order."""
    for item in wanted:
        value = told.typed.get(item.name)
        if value is None:
            continue
        element = pen.sub(root, item.name, value)
        if item.sort == "measure":
            element.set("uom", "m")
        if item.name in told.spaces:
            element.set("codeSpace", told.spaces[item.name])


_CORE: Mapping[str, tuple[Property, ...]] = MappingProxyType(
    {
        "2.0": properties("core", "creationDate:date", "terminationDate:date"),
        "3.0": properties("core", *(f"{name}:moment" for name in _SPAN)),
    }
)


def core_properties(version: str) -> tuple[Property, ...]:
    """Properties of every city object that come before all others."""
    return _CORE[version]


_RELATIONS: Mapping[str, frozenset[str]] = MappingProxyType({"relativeToTerrain": _TERRAIN, "relativeToWater": _WATER})


def write_head(pen: Pen, root: _Element, name: str, told: Sorted, id: str) -> int:
    """Name, life span, generic attributes.

    Args:
        pen: of the file.
        root: the feature.
        name: gml:name.
        told: its attributes.
        id: of the site; kept as an attribute where the gml:id had to be another.

    Returns:
        Where an appearance belongs, as the number of children before it.
    """
    free = dict(told.free)
    if "description" in free:
        pen.sub(root, "gml:description", free.pop("description"))
    if name:
        pen.sub(root, "gml:name", name)
    core = core_properties(pen.names.version)
    write_typed(pen, root, told, core)
    for relation, allowed in _RELATIONS.items():
        if free.get(relation) in allowed:
            pen.sub(root, f"core:{relation}", free.pop(relation))
    place = len(root)
    if id and root.get(pen.tag("gml:id")) != id:
        free[IDENTIFIER] = id
    write_generic(pen, root, free)
    return place if pen.names.version == "3.0" else len(root)


def write_generic(pen: Pen, root: _Element, attributes: Mapping[str, str]) -> None:
    """Attributes that the standard has no name for; as texts, so that nothing of them is lost."""
    old = pen.names.version == "2.0"
    for name, value in attributes.items():
        if old:
            element = pen.sub(root, "gen:stringAttribute")
            element.set("name", plain(name))
        else:
            element = pen.sub(pen.sub(root, "core:genericAttribute"), "gen:StringAttribute")
            pen.sub(element, "gen:name", name)
        pen.sub(element, "gen:value", value)


def write_address(pen: Pen, root: _Element, prefix: str, address: str, town: str, owner: str) -> None:
    """An address in xAL 2.0 or 3.0; nothing where there is none."""
    if not address and not town:
        return
    feature = pen.identified(pen.sub(root, f"{prefix}:address"), "core:Address", f"{owner}_address")
    holder = pen.sub(feature, "core:xalAddress")
    street, number = street_and_number(address)
    code, place = code_and_town(town)
    write = _xal_2 if pen.names.version == "2.0" else _xal_3
    write(pen, holder, (street, number), (code, place))


def _xal_2(pen: Pen, holder: _Element, street: tuple[str, str], town: tuple[str, str]) -> None:
    country = pen.sub(pen.sub(holder, "xAL:AddressDetails"), "xAL:Country")
    locality = pen.sub(country, "xAL:Locality")
    if town[1]:
        pen.sub(locality, "xAL:LocalityName", town[1])
    if street[0]:
        way = pen.sub(locality, "xAL:Thoroughfare")
        if street[1]:
            pen.sub(way, "xAL:ThoroughfareNumber", street[1])
        pen.sub(way, "xAL:ThoroughfareName", street[0])
    if town[0]:
        pen.sub(pen.sub(locality, "xAL:PostalCode"), "xAL:PostalCodeNumber", town[0])


def _xal_3(pen: Pen, holder: _Element, street: tuple[str, str], town: tuple[str, str]) -> None:
    address = pen.sub(holder, "xAL:Address")
    if town[1]:
        pen.sub(pen.sub(address, "xAL:Locality"), "xAL:NameElement", town[1])
    if street[0]:
        way = pen.sub(address, "xAL:Thoroughfare")
        pen.sub(way, "xAL:NameElement", street[0])
        if street[1]:
            pen.sub(way, "xAL:Number", street[1])
    if town[0]:
        pen.sub(pen.sub(address, "xAL:PostCode"), "xAL:Identifier", town[0])
