"""Sentences from the translation files: our own and the plugins'."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from planningtable.app.plugin_places import installed_places
from planningtable.domain.text import LANGUAGES, Words


def flatten(table: Mapping[str, Any], prefix: str = "") -> Mapping[str, str]:
    """Nested tables to dotted keys."""
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat.update(flatten(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = str(value)
    return flat


def _files(language: str, places: Iterable[Traversable]) -> Iterable[Traversable]:
    own = resources.files("assets") / "translations" / language
    yield from sorted((f for f in own.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    for place in places:
        file = place / "translations" / f"{language}.toml"
        if file.is_file():
            yield file


def load_words(language: str, places: Iterable[Traversable] | None = None) -> Words:
    """All sentences of a language.

    Args:
        language: ``de`` or ``en``.
        places: plugin folders; the installed plugins' unless given.

    Raises:
        ValueError: the language is unknown, or a file is no valid TOML.
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}")
    sentences: dict[str, str] = {}
    for file in _files(language, installed_places() if places is None else places):
        sentences.update(flatten(tomllib.loads(file.read_text("utf-8"))))
    return Words(language, MappingProxyType(sentences))
