"""Columns of the site as properties of the standard, and properties told from free attributes."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from planningtable.city.site import Site

CODE_SPACE = ".codeSpace"
GREEN_ROOF = "greenRoofSubstrate"
CISTERN = "cisternVolume"
PLANNED = "planned"
ORIGINAL_TYPE = "originalType"

# Uses of planned buildings, which have no code, as words.
_USES: Mapping[str, str] = MappingProxyType({"industry": "industrial", "other": ""})
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?: ?m)?")
_COUNT = re.compile(r"\d{1,9}")
_HOUSE_NUMBER = re.compile(r"(.*\D)\s+(\d+\s?[a-zA-Z]?(?:\s?[-/]\s?\d+\s?[a-zA-Z]?)?)")
_POST_CODE = re.compile(r"(\d{4,5}|\d{4} [A-Z]{2})\s+(.+)")


def building_properties(site: Site, row: int) -> Mapping[str, str]:
    """Properties of a building: those of its file, what its columns know, what measures did to it."""
    buildings = site.buildings
    found = dict(buildings.attributes[row])
    planned = PLANNED in found
    function = buildings.functions[row]
    if not function and planned:
        function = _USES.get(buildings.uses[row], buildings.uses[row])
    columns = {
        "function": function,
        "roofType": buildings.roof_types[row],
        "address": buildings.addresses[row],
        "measuredHeight": f"{buildings.height[row]:.2f}" if buildings.height[row] > 0 else "",
        "storeysAboveGround": "" if buildings.storeys_estimated[row] else str(int(buildings.storeys[row])),
        CISTERN: f"{buildings.cistern[row]:g} m3" if buildings.cistern[row] > 0 else "",
    }
    for name, value in columns.items():
        if value and not (name == "measuredHeight" and "height" in found):
            found.setdefault(name, value)
    return found


def surface_properties(attributes: Mapping[str, str], substrate: float) -> Mapping[str, str]:
    """Attributes of a surface with the depth of its green roof [cm]."""
    return {**attributes, GREEN_ROOF: f"{substrate:g} cm"}


def number_of(value: str) -> float | None:
    """A number, with or without metres behind it; None for anything else."""
    match = _NUMBER.fullmatch(value.strip())
    return None if match is None else float(match[1])


def count_of(value: str) -> int | None:
    """A whole number that is not negative; None for anything else."""
    return int(value) if _COUNT.fullmatch(value.strip()) else None


def street_and_number(address: str) -> tuple[str, str]:
    """An address in two; the number is empty where none is found."""
    match = _HOUSE_NUMBER.fullmatch(address)
    return (address, "") if match is None else (match[1].strip(), match[2])


def code_and_town(town: str) -> tuple[str, str]:
    """A town in postal code and name; the code is empty where none is found."""
    match = _POST_CODE.fullmatch(town)
    return ("", town) if match is None else (match[1], match[2])
