"""Words of a city object: attributes flattened to text, levels of detail."""

import math
from collections.abc import Iterable, MutableMapping
from typing import Any

DEEPEST = 12
# Stands for what lies deeper than that.
MORE = "…"
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
            value = MORE if value else ""
    if isinstance(value, list):
        _put_list(into, key, value, depth)
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
    elif key:
        into[key] = MORE


def attributes_of(value: Any) -> tuple[dict[str, str], str]:
    """The attributes of an object, and its name."""
    found: dict[str, str] = {}
    if not isinstance(value, dict):
        return found, ""
    rest = {str(k): v for k, v in value.items()}
    name = next((text_of(rest.pop(k)) for k in NAMES if isinstance(rest.get(k), str) and rest[k].strip()), "")
    put(found, "", rest)
    return found, name


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
