"""Events to JSON and back: by the fields of their classes, so that a new event needs no line here."""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from planningtable.domain import events
from planningtable.domain.events import Event

KINDS: Mapping[str, type] = types.MappingProxyType({kind.__name__: kind for kind in get_args(events.Event)})


def event_type(event: Event) -> str:
    return type(event).__name__


def to_payload(event: Event) -> str:
    """The fields of an event as a JSON object."""
    return json.dumps(_plain(event), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_payload(kind: str, payload: str) -> Event:
    """The event that a row of the log holds.

    Raises:
        ValueError: this is no event that this version knows, or its payload is not that of such an event.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown event {kind!r}")
    try:
        event: Event = _built(KINDS[kind], json.loads(payload))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"payload of {kind} is not readable: {error}") from error
    return event


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _built(kind: Any, value: Any) -> Any:
    """A value of the annotated type; what JSON already has as such (text, numbers, truth) stays as it is."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _built_union(kind, value)
    if origin is tuple:
        item, *rest = get_args(kind)
        if rest == [Ellipsis]:
            return tuple(_built(item, v) for v in value)
        return tuple(_built(k, v) for k, v in zip((item, *rest), value, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _built(hints[name], item) for name, item in value.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value


def _built_union(kind: Any, value: Any) -> Any:
    """Optional dataclasses and enums are built; a union of plain values (a parameter) keeps what JSON read."""
    options = get_args(kind)
    if value is None and types.NoneType in options:
        return None
    options = tuple(o for o in options if o is not types.NoneType)
    if len(options) == 1:
        return _built(options[0], value)
    if not isinstance(value, options):
        raise TypeError(f"expected one of {options}, got {type(value).__name__}")
    return value
