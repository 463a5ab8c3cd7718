"""Reading kinds of measures from TOML: strict, because a misspelt key would silently do nothing.

A setting of an effect that starts with ``$`` names a parameter of the kind: ``depth = "$depth"`` takes the depth that
people set.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planningtable.city.land_cover import LandCover
from planningtable.city.measures.kind import Cost, KindParameter, MeasureKind, Shape
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import Parameter

EFFECT_SETTINGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "land-cover": frozenset({"cover"}),
        "tree": frozenset({"species", "height", "crown"}),
        "green-roof": frozenset({"substrate"}),
        "terrain": frozenset({"depth", "bank"}),
        "channel": frozenset({"depth", "profile", "fall"}),
        "wall": frozenset({"height"}),
        "trench": frozenset({"height", "pores", "soak", "intake"}),
        "cistern": frozenset({"volume"}),
        "new-building": frozenset({"storeys", "storey_height", "use", "substrate"}),
        "remove-building": frozenset({"cover"}),
    }
)
"""Settings of each effect; every one must be given."""

UNITS_OF_COST = ("piece", "m²", "m", "m³")

_KIND = {"id", "name", "summary", "shape", "icon", "sources", "parameters", "cost", "effects"}
_PARAMETER = {"name", "label", "unit", "default", "low", "high", "choices"}
_COST = {"low", "high", "per", "source"}
_OPTIONAL = {"low", "high", "choices"}


def read_measure_kind(source: Path | Traversable) -> MeasureKind:
    """Read one kind.

    Raises:
        PlanningError: the file is not TOML, a key is missing or unknown, or a value is out of its place.
    """
    try:
        document = tomllib.loads(source.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanningError("error.measures.not-toml", file=source.name, reason=str(error)) from error
    except OSError as error:
        raise PlanningError("error.measures.unreadable", file=source.name) from error
    return measure_kind_of(document, source.name)


def measure_kind_of(document: Mapping[str, Any], file: str) -> MeasureKind:
    """The kind that a parsed document describes; ``file`` is named in problems.

    Raises:
        PlanningError: a key is missing or unknown, or a value is out of its place.
    """
    _expect(document, _KIND, {"parameters"}, file, "")
    parameters = tuple(_parameter(table, file) for table in _tables(document.get("parameters", []), file, "parameters"))
    names = tuple(p.name for p in parameters)
    if len(set(names)) != len(names):
        raise _wrong(file, "parameters", ", ".join(names))
    effects = _table(document["effects"], file, "effects")
    return MeasureKind(
        id=_string(document["id"], file, "id"),
        name=Text(_string(document["name"], file, "name")),
        summary=Text(_string(document["summary"], file, "summary")),
        shape=Shape(_one_of(document["shape"], tuple(Shape), file, "shape")),
        parameters=parameters,
        cost=_cost(_table(document["cost"], file, "cost"), file),
        effects=MappingProxyType({name: _effect(name, settings, names, file) for name, settings in effects.items()}),
        icon=_string(document["icon"], file, "icon"),
        sources=tuple(_strings(document["sources"], file, "sources")),
    )


def _parameter(table: Mapping[str, Any], file: str) -> KindParameter:
    _expect(table, _PARAMETER, _OPTIONAL, file, "parameters")
    name = _string(table["name"], file, "parameters.name")
    where = f"parameters.{name}"
    choices = tuple(_strings(table.get("choices", []), file, f"{where}.choices"))
    default = table["default"]
    if choices:
        low = high = None
        _one_of(default, choices, file, f"{where}.default")
    else:
        low, high, default = (_number(table.get(key), file, f"{where}.{key}") for key in ("low", "high", "default"))
        if not low <= default <= high:
            raise _wrong(file, f"{where}.default", default)
    label = Text(_string(table["label"], file, f"{where}.label"))
    return KindParameter(name, label, _string(table["unit"], file, f"{where}.unit", True), default, low, high, choices)


def _cost(table: Mapping[str, Any], file: str) -> Cost:
    _expect(table, _COST, set(), file, "cost")
    low, high = (_number(table[key], file, f"cost.{key}") for key in ("low", "high"))
    if not 0 <= low <= high:
        raise _wrong(file, "cost.low", low)
    per = _one_of(table["per"], UNITS_OF_COST, file, "cost.per")
    return Cost(low, high, per, _string(table["source"], file, "cost.source"))


def _effect(name: str, settings: Any, parameters: tuple[str, ...], file: str) -> Mapping[str, Parameter]:
    known = EFFECT_SETTINGS.get(name)
    if known is None:
        raise PlanningError("error.measures.unknown-effect", file=file, effect=name, known=", ".join(EFFECT_SETTINGS))
    table = _table(settings, file, f"effects.{name}")
    _expect(table, set(known), set(), file, f"effects.{name}")
    for key, value in table.items():
        where = f"effects.{name}.{key}"
        if isinstance(value, str) and value.startswith("$"):
            _one_of(value[1:], parameters, file, where)
        elif key == "cover":
            _one_of(value, tuple(cover.name for cover in LandCover), file, where)
        elif not isinstance(value, str | int | float):
            raise _wrong(file, where, str(value))
    return MappingProxyType(dict(table))


def _expect(table: Mapping[str, Any], known: set[str], optional: set[str], file: str, where: str) -> None:
    prefix = f"{where}." if where else ""
    for key in sorted(set(table) - known):
        raise PlanningError("error.measures.unknown-key", file=file, key=prefix + key, known=", ".join(sorted(known)))
    for key in sorted(known - optional - set(table)):
        raise PlanningError("error.measures.missing-key", file=file, key=prefix + key)


def _table(value: Any, file: str, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(file, where, str(value))
    return value


def _tables(value: Any, file: str, where: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise _wrong(file, where, str(value))
    return [_table(item, file, where) for item in value]


def _string(value: Any, file: str, where: str, empty: bool = False) -> str:
    if not isinstance(value, str) or not (value or empty):
        raise _wrong(file, where, str(value))
    return value


def _strings(value: Any, file: str, where: str) -> list[str]:
    if not isinstance(value, list):
        raise _wrong(file, where, str(value))
    return [_string(item, file, where) for item in value]


def _number(value: Any, file: str, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(file, where, str(value))
    return value


def _one_of(value: Any, choices: tuple[str, ...], file: str, where: str) -> str:
    if value not in choices:
        raise PlanningError(
            "error.measures.not-one-of", file=file, key=where, value=str(value), choices=", ".join(choices) or "–"
        )
    return str(value)


def _wrong(file: str, where: str, value: str | float) -> PlanningError:
    return PlanningError("error.measures.wrong-value", file=file, key=where, value=str(value))
