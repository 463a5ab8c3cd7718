"""A command line that speaks the reader's language: what options do, what argparse says itself, and what it refuses."""

import argparse
import re
from collections.abc import Iterator
from typing import Any, ClassVar, NoReturn

from planningtable.domain.text import PlanningError, Words

REFUSALS = {
    "required": r"the following arguments are required: (?P<names>.+)",
    "one-required": r"one of the arguments (?P<names>.+) is required",
    "unknown": r"unrecognized arguments: (?P<names>.+)",
    "choice": r"argument (?P<name>\S+): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
    "value": r"argument (?P<name>\S+): invalid \S+ value: (?P<value>.+)",
    "beside": r"argument (?P<name>\S+): not allowed with argument (?P<other>.+)",
    "no-value": r"argument (?P<name>\S+): expected (?:one|at least one) argument",
    "needless": r"argument (?P<name>\S+): ignored explicit argument (?P<value>.+)",
    "several": r"ambiguous option: (?P<name>\S+) could match (?P<choices>.+)",
}
"""What argparse refuses, and how it says so."""


class Parser(argparse.ArgumentParser):
    """Refuses in one sentence, like every other error. Made by `parser_in`, so that verbs speak the same language."""

    words: ClassVar[Words]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "add_help": False})
        words = self.words
        # argparse offers no other way to name its groups.
        self._positionals.title = words("cli.usage.arguments")
        self._optionals.title = words("cli.usage.options")
        self.add_argument("-h", "--help", action="help", help=words("cli.usage.help"))

    def format_usage(self) -> str:
        return self._in_words(super().format_usage())

    def format_help(self) -> str:
        return self._in_words(super().format_help())

    def _in_words(self, text: str) -> str:
        return self.words("cli.usage.usage") + " " + text.removeprefix("usage: ")

    def error(self, message: str) -> NoReturn:
        raise PlanningError("error.cli.arguments", command=self.prog, message=told(message, self.words))


def parser_in(words: Words) -> type[Parser]:
    """Parsers of a language; argparse makes those of commands and verbs of the same class."""
    return type("Parser", (Parser,), {"words": words})


def told(message: str, words: Words) -> str:
    """What argparse says in English, in the reader's language; unchanged where it is not known."""
    for id, pattern in REFUSALS.items():
        found = re.fullmatch(pattern, message)
        if found is not None:
            return words(f"cli.refused.{id}", **found.groupdict())
    return message


def explain(parser: argparse.ArgumentParser, words: Words, path: tuple[str, ...] = ()) -> None:
    """Say of every option and argument what it does.

    A sentence for one command, ``cli.option.film.out``, goes before the one for all, ``cli.option.out``.
    """
    for action in parser._actions:  # noqa: SLF001 - argparse offers no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            action.metavar = action.metavar or words("cli.verb")
            for verb, sub in action.choices.items():
                about = words(f"cli.does.{'-'.join((*path, verb))}")
                sub.description = about
                action._choices_actions.append(action._ChoicesPseudoAction(verb, (), about))  # noqa: SLF001
                explain(sub, words, (*path, verb))
        elif action.help is None:
            action.help = next((words(id) for id in _ids(path, action.dest) if words.knows(id)), "").replace("%", "%%")


def _ids(path: tuple[str, ...], dest: str) -> Iterator[str]:
    name = dest.replace("_", "-")
    for length in range(len(path), 0, -1):
        yield f"cli.option.{'-'.join(path[:length])}.{name}"
    yield f"cli.option.{name}"
