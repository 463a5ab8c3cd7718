"""Sentences that were stored in one language, told in another.

A site keeps the remarks of its import as finished sentences. They are recognised by the translation files: the
sentence with the most words of its own that fits, its places filled with what stood there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from string import Formatter

from planningtable.app.words import load_words
from planningtable.domain.text import LANGUAGES, Words

LEAST = 12
"""A sentence with fewer characters of its own fits too much."""

DECIMALS = re.compile(r"-?\d+,\d+")
GROUPED = re.compile(r"-?[\d.,]+")
SWAP = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A sentence of a translation file as it is met when its places are filled."""

    id: str
    own: int
    fits: re.Pattern[str]
    specs: tuple[tuple[str, str], ...]


class _Told(str):
    """A value that is written already: however a sentence wants to print it, it stays as it is."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return str(self)


def retold(sentence: str, words: Words) -> str:
    """The sentence in the language of ``words``; unchanged where it is that already, or is not known."""
    own = _recognised(sentence, words.language)
    for language in LANGUAGES:
        found = _recognised(sentence, language)
        if found is not None and words.knows(found[0].id) and (own is None or found[0].own > own[0].own):
            pattern, values = found
            specs = dict(pattern.specs)
            told = {name: _Told(_value(said, specs[name], language, words)) for name, said in values.items()}
            return words.sentences[pattern.id].format_map(told)
    return sentence


def retold_all(sentences: Iterable[str], words: Words) -> tuple[str, ...]:
    return tuple(retold(sentence, words) for sentence in sentences)


def _recognised(sentence: str, language: str) -> tuple[_Pattern, dict[str, str]] | None:
    for pattern in _patterns(language):
        found = pattern.fits.fullmatch(sentence)
        if found is not None:
            return pattern, found.groupdict()
    return None


def _value(said: str, spec: str, language: str, words: Words) -> str:
    """What stood in a place, in the other language: a number with its signs turned, a sentence within a sentence."""
    if GROUPED.fullmatch(said):
        counts = "," in spec or "f" in spec or (language == "de" and DECIMALS.fullmatch(said) is not None)
        return said.translate(SWAP) if counts else said
    return retold(said, words)


@cache
def _patterns(language: str) -> tuple[_Pattern, ...]:
    """Of all sentences of a language, those with the most words of their own first."""
    sentences = load_words(language).sentences
    made = (_pattern(id, sentence) for id, sentence in sentences.items())
    return tuple(sorted((p for p in made if p is not None), key=lambda pattern: -pattern.own))


def _pattern(id: str, sentence: str) -> _Pattern | None:
    try:
        parts = list(Formatter().parse(sentence))
    except ValueError:
        return None
    own, written, specs = 0, "", {}
    for literal, name, spec, _ in parts:
        own += len(literal)
        written += re.escape(literal)
        if name is None:
            continue
        if not name.isidentifier():
            return None
        written += f"(?P={name})" if name in specs else f"(?P<{name}>.+?)"
        specs[name] = spec or ""
    return _Pattern(id, own, re.compile(written, re.DOTALL), tuple(specs.items())) if own >= LEAST else None
