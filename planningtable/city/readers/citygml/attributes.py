"""Words and numbers of a CityGML object: simple properties, generic attributes, addresses."""

import math
from collections.abc import Iterator, MutableMapping

from lxml.etree import _Element

from planningtable.city.readers.citygml.geometry import local_name

SIMPLE = frozenset(
    {
        "class",
        "creationDate",
        "terminationDate",
        "description",
        "yearOfConstruction",
        "yearOfDemolition",
        "dateOfConstruction",
        "dateOfDemolition",
        "storeysBelowGround",
        "relativeToTerrain",
        "relativeToWater",
        "condition",
    }
)


def text_of(element: _Element) -> str:
    return " ".join((element.text or "").split())


def number_of(element: _Element) -> float | None:
    """A finite number, also when it stands deeper (``height/Height/value`` of CityGML 3.0)."""
    for holder in (element, *element.iter("{*}value")):
        try:
            value = float((holder.text or "").strip().replace(",", "."))
        except ValueError:
            continue
        if math.isfinite(value):
            return value
    return None


def is_generic(name: str) -> bool:
    """Whether a property holds generic attributes: ``stringAttribute`` or ``genericAttributeSet`` and their kin."""
    return name.endswith("Attribute") or name == "genericAttributeSet"


def generic_attributes(element: _Element, into: MutableMapping[str, str], prefix: str = "") -> None:
    """Read a generic attribute of CityGML 1.0, 2.0 or 3.0; sets become ``set.name``, units stand behind the number."""
    name = local_name(element)
    if name == "genericAttribute":
        for child in element.iterchildren("*"):
            generic_attributes(child, into, prefix)
        return
    label = element.get("name") or _direct_text(element, "name")
    if name.lower() == "genericattributeset":
        for child in element.iterchildren("*"):
            if local_name(child) != "name":
                generic_attributes(child, into, f"{prefix}{label}.")
        return
    value = next(element.iterchildren("{*}value"), None)
    if label and value is not None:
        unit = (value.get("uom") or "").lstrip("#").rpartition(":")[2]
        into[prefix + label] = f"{text_of(value)} {unit}".strip()


def _texts(element: _Element, *names: str) -> Iterator[str]:
    for found in element.iter(*(f"{{*}}{name}" for name in names)):
        text = text_of(found)
        if text:
            yield text


def address_of(element: _Element) -> tuple[str, str]:
    """Street with number, and the town with its postal code, of an xAL address (2.0 or 3.0)."""
    street = number = code = town = ""
    for road in element.iter("{*}Thoroughfare"):
        street = street or next(_texts(road, "ThoroughfareName", "NameElement"), "")
        number = number or next(_texts(road, "ThoroughfareNumber", "Number"), "")
    for place in element.iter("{*}Locality"):
        town = town or next(_texts(place, "LocalityName"), "") or _direct_text(place, "NameElement")
    for post in element.iter("{*}PostalCode", "{*}PostCode"):
        code = code or next(_texts(post, "PostalCodeNumber", "Identifier"), "")
    return (f"{street} {number}".strip() if street else ""), f"{code} {town}".strip()


def _direct_text(element: _Element, name: str) -> str:
    return next((text_of(child) for child in element.iterchildren(f"{{*}}{name}")), "")
