"""Words by id: the core never translates, it names a message and its arguments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, TypeAlias

Argument: TypeAlias = "str | int | float | Text"

LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A message id with its arguments, rendered by `Words` in a reader's language.

    Attributes:
        id: dotted key of the translation files, e.g. ``error.city.no-crs``.
        arguments: name and value pairs put into the ``{name}`` places of the sentence; a message within a message is
            rendered in the same language.
    """

    id: str
    arguments: tuple[tuple[str, Argument], ...] = ()

    @classmethod
    def of(cls, id: str, /, **arguments: Argument) -> Self:
        return cls(id, tuple(sorted(arguments.items())))


class _German(float):
    """A number that prints with a decimal comma."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).translate(_POINT_TO_COMMA)


_POINT_TO_COMMA = str.maketrans(",.", ".,")


_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# Control characters, turns of the writing direction, halves of characters: they cannot be shown, or mislead.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(text: str) -> str:
    """A text from outside, such as a file's name, that breaks no line and rules no terminal it is printed on."""
    return text if text.isprintable() else _UNSEEN.sub("\ufffd", _BREAKS.sub(" ", text))


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language.

    Attributes:
        language: ``de`` or ``en``.
        sentences: message id to sentence with ``{name}`` places.
    """

    language: str
    sentences: Mapping[str, str]

    def __call__(self, text: Text | str, /, **arguments: Argument) -> str:
        """Render a text, decimals with the sign of the language; an id without a sentence is shown as the id."""
        text = Text.of(text, **arguments) if isinstance(text, str) else text
        sentence = self.sentences.get(text.id)
        if sentence is None:
            return text.id
        return sentence.format_map({name: self._shown(value) for name, value in text.arguments})

    def _shown(self, value: Argument) -> str | int | float:
        if isinstance(value, Text):
            return self(value)
        if isinstance(value, str):
            return one_line(value)
        return _German(value) if self.language == "de" and isinstance(value, float) else value

    def knows(self, id: str) -> bool:
        return id in self.sentences


class PlanningError(Exception):
    """Something that the user can put right: one sentence that says what is wrong and what to do.

    Anything else that is raised is a fault of the program.
    """

    def __init__(self, id: str, /, **arguments: Argument) -> None:
        self.text = Text.of(id, **arguments)
        super().__init__(id, arguments)


class CancelledError(Exception):
    """A job was cancelled on request; not an error to show."""
