"""Everything that the rain and heat layers say has a sentence in both languages."""

from dataclasses import fields, is_dataclass

import pytest
from helpers.sites import block_site

from planningtable.api import Job, Text
from planningtable.app.plugins import PluginHost
from planningtable.app.words import load_words


def texts(thing):
    """Every `Text` inside a value."""
    if isinstance(thing, Text):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from texts(item)
    elif hasattr(thing, "values") and callable(thing.values):
        for item in thing.values():
            yield from texts(item)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("id", ["heavy-rain", "heat"])
def test_every_message_has_its_sentence(id, language):
    layer = PluginHost.discover().layers[id]
    told: list[Text] = []
    job = Job(lambda _, what: told.append(what))
    result = layer.compute(block_site(), layer.describe().scenarios[0], 4.0, job)
    words = load_words(language)
    said = [*texts(layer.describe()), *texts(result), *told]
    named = [Text.of(f"{id}.grid.{key}") for key in result.grids]
    missing = {text.id for text in (*said, *named) if not words.knows(text.id)}
    assert missing == set()
    assert len(said) > 20
