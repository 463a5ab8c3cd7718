"""Words of a city object: attributes flattened to text, addresses, levels of detail."""

import math
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

DEEPEST = 12
# More values under one key than this is no list but a mistake.
MOST_VALUES = 1000
NAMES = ("name", "gml:name", "gml_name")


def text_of(value: Any) -> str:
    """A scalar as text; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.strip() if isinstance(value, str) else str(value)


def put(into: MutableMapping[str, str], key: str, value: Any, depth: int = 0) -> None:
    """Keep a value: nested ones as ``key.inner``, lists of words joined, a unit behind its number."""
    if isinstance(value, dict):
        if set(value) == {"value", "uom"} and not isinstance(value["value"], dict | list):
            value = f"{text_of(value['value'])} {text_of(value['uom'])}"
        elif depth < DEEPEST:
            for inner, deeper in value.items():
                put(into, f"{key}.{inner}" if key else str(inner), deeper, depth + 1)
            return
        else:
            return
    if isinstance(value, list):
        _put_list(into, key, value[:MOST_VALUES], depth)
        return
    text = text_of(value)
    if text and key:
        into[key] = text


def _put_list(into: MutableMapping[str, str], key: str, values: list[Any], depth: int) -> None:
    if not any(isinstance(v, dict | list) for v in values):
        text = ", ".join(t for t in map(text_of, values) if t)
        if text and key:
            into[key] = text
    elif depth < DEEPEST:
        for number, deeper in enumerate(values, 1):
            put(into, f"{key}.{number}", deeper, depth + 1)


def attributes_of(value: Any) -> tuple[dict[str, str], str]:
    """The attributes of an object, and its name."""
    found: dict[str, str] = {}
    if not isinstance(value, dict):
        return found, ""
    rest = {str(k): v for k, v in value.items()}
    name = next((text_of(rest.pop(k)) for k in NAMES if isinstance(rest.get(k), str) and rest[k].strip()), "")
    put(found, "", rest)
    return found, name


def add_addresses(into: MutableMapping[str, str], value: Any, transformed: Mapping[int, tuple[float, ...]]) -> None:
    """Addresses of an object: the first as ``address`` and ``town``, further ones with a number behind it.

    Args:
        into: attributes.
        value: one address or a list of them.
        transformed: coordinates of the vertices that locations refer to.
    """
    addresses = value if isinstance(value, list) else [value]
    for number, one in enumerate(addresses[:MOST_VALUES], 1):
        if not isinstance(one, dict):
            continue
        behind = f".{number}" if number > 1 else ""
        words = {str(k).lower(): v for k, v in one.items()}
        street = _joined(words, "thoroughfarename", "thoroughfarenumber")
        town = _joined(words, "postcode", "locality")
        known = {"thoroughfarename", "thoroughfarenumber", "postcode", "locality", "location"}
        into.update({k: v for k, v in ((f"address{behind}", street), (f"town{behind}", town)) if v})
        put(into, f"address{behind}", {k: v for k, v in one.items() if str(k).lower() not in known})
        place = location_vertex(one)
        if place in transformed:
            into[f"address{behind}.location"] = " ".join(f"{n:.10g}" for n in transformed[place])


def location_vertex(address: Any) -> int:
    """Number of the vertex at which an address is; -1 for none."""
    location = address.get("location") if isinstance(address, dict) else None
    found = location.get("boundaries") if isinstance(location, dict) else None
    return found[0] if isinstance(found, list) and found and type(found[0]) is int else -1


def _joined(words: Mapping[str, Any], *keys: str) -> str:
    return " ".join(t for t in (text_of(words.get(k)) for k in keys if not isinstance(words.get(k), dict | list)) if t)


def lod_of(value: Any) -> float | None:
    """A level of detail, given as text or number; None if it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and 0 <= number < 10 else None


def strings(value: Any) -> Iterable[str]:
    """The words in a list, or the one word."""
    if isinstance(value, str):
        return (value,)
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()
