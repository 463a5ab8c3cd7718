"""Loads plugins. A broken plugin becomes a named problem in a list, never a failed start."""

import importlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

from planningtable.api import API_VERSION
from planningtable.app.plugin_places import installed_places
from planningtable.app.words import load_words
from planningtable.city.measures.kind import MeasureKind
from planningtable.city.measures.kind_file import read_measure_kind
from planningtable.domain.text import PlanningError
from planningtable.indicators.indicator import Indicator
from planningtable.layers.layer import Layer

SCHEMA = 1
KEYS = {"schema", "api", "id", "version", "licence", "layer", "indicators", "measures"}

Thing = TypeVar("Thing", Layer, Indicator, MeasureKind)


@dataclass(frozen=True, slots=True)
class PluginProblem:
    """Why a plugin, or a part of it, was not loaded.

    Attributes:
        plugin: its id, or its folder's name where the id cannot be read.
        reason: for the plugin's author, in English.
    """

    plugin: str
    reason: str


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """What a loaded plugin says of itself."""

    id: str
    version: str
    licence: str
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PluginHost:
    """Everything the loaded plugins offer, by id.

    Attributes:
        layers: layers.
        indicators: indicators.
        measure_kinds: kinds of measures.
        plugins: the loaded plugins.
        problems: what is broken and why.
    """

    layers: Mapping[str, Layer]
    indicators: Mapping[str, Indicator]
    measure_kinds: Mapping[str, MeasureKind]
    plugins: tuple[PluginInfo, ...]
    problems: tuple[PluginProblem, ...]

    @classmethod
    def discover(cls, places: Iterable[Traversable] | None = None) -> "PluginHost":
        """Load every plugin in the given folders; the installed ones unless given."""
        loading = _Loading()
        for place in installed_places() if places is None else places:
            loading.load(place)
        return loading.finish()


class _Loading:
    def __init__(self) -> None:
        self._layers: dict[str, Layer] = {}
        self._indicators: dict[str, Indicator] = {}
        self._kinds: dict[str, MeasureKind] = {}
        self._plugins: list[PluginInfo] = []
        self._problems: list[PluginProblem] = []

    def load(self, place: Traversable) -> None:
        try:
            manifest = _manifest(place)
        except (OSError, ValueError) as error:
            self._problems.append(PluginProblem(place.name, str(error)))
            return
        plugin = str(manifest["id"])
        before = len(self._layers) + len(self._indicators) + len(self._kinds)
        offers: list[str] = []
        try:
            offers += self._keep(self._layers, [_object(row) for row in manifest.get("layer", ())])
            for row in manifest.get("indicators", ()):
                offers += self._keep(self._indicators, _object(row))
            for row in manifest.get("measures", ()):
                files = sorted((place / row["folder"]).iterdir(), key=lambda f: f.name)
                offers += self._keep(self._kinds, [read_measure_kind(f) for f in files if f.name.endswith(".toml")])
        except PlanningError as error:
            self._problems.append(PluginProblem(plugin, load_words("en", (place,))(error.text)))
        except Exception as error:  # noqa: BLE001 - a stranger's code may raise anything, and must not stop the start
            self._problems.append(PluginProblem(plugin, f"{type(error).__name__}: {error}"))
        if len(self._layers) + len(self._indicators) + len(self._kinds) > before:
            self._plugins.append(PluginInfo(plugin, str(manifest["version"]), str(manifest["licence"]), tuple(offers)))

    def _keep(self, shelf: dict[str, Thing], things: Iterable[Thing]) -> list[str]:
        ids = []
        for thing in things:
            id = _id(thing)
            if id in shelf:
                raise ValueError(f"{id!r} is offered twice")
            shelf[id] = thing
            ids.append(id)
        return ids

    def finish(self) -> PluginHost:
        return PluginHost(
            MappingProxyType(self._layers),
            MappingProxyType(self._indicators),
            MappingProxyType(self._kinds),
            tuple(self._plugins),
            tuple(self._problems),
        )


def _id(thing: Layer | Indicator | MeasureKind) -> str:
    if isinstance(thing, MeasureKind):
        return thing.id
    return thing.info.id if isinstance(thing, Indicator) else thing.describe().id


def _manifest(place: Traversable) -> Mapping[str, Any]:
    manifest = tomllib.loads((place / "plugin.toml").read_text("utf-8"))
    unknown, missing = set(manifest) - KEYS, {"schema", "api", "id", "version", "licence"} - set(manifest)
    if unknown or missing:
        raise ValueError(f"plugin.toml: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    if manifest["schema"] != SCHEMA:
        raise ValueError(f"plugin.toml has schema {manifest['schema']}; this version reads schema {SCHEMA}")
    if manifest["api"] != API_VERSION:
        raise ValueError(f"written for API {manifest['api']}; this version offers API {API_VERSION}")
    return manifest


def _object(row: Mapping[str, Any]) -> Any:
    module, _, name = str(row["object"]).partition(":")
    return getattr(importlib.import_module(module), name)
