"""Addresses of city objects; the standard leaves their keys open, so those of xAL and everyday ones are known."""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from planningtable.city.readers.cityjson.words import DEEPEST, MORE, put, text_of

_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "street": ("thoroughfarename", "thoroughfare", "street", "streetname", "straße", "strasse", "straßenname"),
        "number": ("thoroughfarenumber", "housenumber", "streetnumber", "premisenumber", "number", "hausnummer"),
        "code": ("postcode", "postalcode", "postalcodenumber", "zip", "zipcode", "plz", "postleitzahl"),
        "town": ("locality", "localityname", "town", "city", "municipality", "ort", "stadt", "gemeinde"),
    }
)
_ROLES: Mapping[str, str] = MappingProxyType({key: role for role, keys in _KEYS.items() for key in keys})
# Within a place or a street these are its name or number.
_INNER = frozenset({"name", "nameelement", "value", "content", "text", "identifier"})


@dataclass(slots=True)
class _Words:
    """The words of one address by their role, and the others by their key."""

    known: dict[str, str] = field(default_factory=dict)
    rest: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, value: Any, role: str = "", depth: int = 0) -> None:
        """Take in a value; the first of each role counts."""
        if depth >= DEEPEST and isinstance(value, dict | list):
            put(self.rest, key, MORE if value else "")
        elif isinstance(value, dict):
            for inner, deeper in value.items():
                self.add(f"{key}.{inner}" if key else str(inner), deeper, _role(str(inner), role), depth + 1)
        elif isinstance(value, list) and any(isinstance(v, dict | list) for v in value):
            for number, deeper in enumerate(value, 1):
                self.add(f"{key}.{number}", deeper, role, depth + 1)
        elif role and role not in self.known:
            words = (text_of(v) for v in (value if isinstance(value, list) else [value]))
            text = ", ".join(word for word in words if word)
            if text:
                self.known[role] = text
        else:
            put(self.rest, key, value)

    def joined(self, *roles: str) -> str:
        return " ".join(self.known[role] for role in roles if role in self.known)


def add_addresses(into: MutableMapping[str, str], value: Any, transformed: Mapping[int, tuple[float, ...]]) -> None:
    """Addresses of an object: the first as ``address`` and ``town``, further ones with a number behind it.

    Args:
        into: attributes.
        value: one address or a list of them.
        transformed: coordinates of the vertices that locations refer to.
    """
    for number, one in enumerate(addresses_in(value), 1):
        behind = f".{number}" if number > 1 else ""
        words = _Words()
        words.add("", {key: v for key, v in one.items() if str(key).lower() != "location"})
        street, town = words.joined("street", "number"), words.joined("code", "town")
        into.update({k: v for k, v in ((f"address{behind}", street), (f"town{behind}", town)) if v})
        into.update({f"address{behind}.{key}": text for key, text in words.rest.items()})
        place = location_vertex(one)
        if place in transformed:
            into[f"address{behind}.location"] = " ".join(f"{n:.10g}" for n in transformed[place])


def addresses_in(value: Any) -> list[dict[str, Any]]:
    """One address, or those in a list, which may hold lists."""
    return list(_each(value, 0))


def _each(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list) and depth < DEEPEST:
        for one in value:
            yield from _each(one, depth + 1)


def location_vertex(address: Mapping[str, Any]) -> int:
    """Number of the vertex at which an address is; -1 for none."""
    location = address.get("location")
    found = location.get("boundaries") if isinstance(location, dict) else None
    return found[0] if isinstance(found, list) and found and type(found[0]) is int else -1


def _role(key: str, outer: str) -> str:
    """What a key is for, within a member with some role; neither prefix nor spelling counts."""
    plain = key.rpartition(":")[2].lower().replace("_", "").replace("-", "").replace(" ", "")
    if plain in _INNER or (plain == "number" and outer == "code"):
        return outer
    return _ROLES.get(plain, "")
