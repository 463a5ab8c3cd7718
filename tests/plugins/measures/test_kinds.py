"""The kinds we ship: loaded as a plugin, with words for everything that people see."""

from collections.abc import Iterator

import pytest

from planningtable.app.plugin_places import package_place
from planningtable.app.plugins import PluginHost
from planningtable.app.words import load_words
from planningtable.city.measures.apply import HANDLERS
from planningtable.city.measures.kind import MeasureKind

HOST = PluginHost.discover(package_place("plugins.measures"))
ASKED_FOR = {"tree", "unsealing", "green-roof", "swale", "cistern", "new-building", "remove-building"}


def words_of(kind: MeasureKind) -> Iterator[str]:
    yield kind.name.id
    yield kind.summary.id
    for parameter in kind.parameters:
        yield parameter.label.id
        yield from (f"measures.choice.{choice}" for choice in parameter.choices)


def test_they_load_as_a_plugin() -> None:
    assert HOST.problems == ()
    assert set(HOST.measure_kinds) >= ASKED_FOR


@pytest.mark.parametrize("language", ["de", "en"])
def test_everything_has_words(language: str) -> None:
    words = load_words(language, package_place("plugins.measures"))
    missing = [id for kind in HOST.measure_kinds.values() for id in words_of(kind) if not words.knows(id)]
    assert missing == []


def test_every_effect_is_used_by_a_kind() -> None:
    assert {effect for kind in HOST.measure_kinds.values() for effect in kind.effects} == set(HANDLERS)


def test_meadow_and_unsealing_have_icons_of_their_own() -> None:
    icons = [kind.icon for kind in HOST.measure_kinds.values()]
    for id in ("meadow", "unsealing"):
        assert icons.count(HOST.measure_kinds[id].icon) == 1
