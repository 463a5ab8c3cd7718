"""The command line explains every option, in the reader's language, and refuses in it."""

import argparse
import re
from collections.abc import Iterator

import pytest

from planningtable.app.words import load_words
from planningtable.cli.main import build_parser, command_names, run
from planningtable.domain.text import LANGUAGES

ENGLISH = re.compile(r"\b(usage|positional arguments|options|show this help|show program)\b")


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                yield from parsers(sub)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_says_what_it_does(language: str) -> None:
    unexplained = [
        f"{parser.prog} {action.option_strings or action.dest}"
        for parser in parsers(build_parser(load_words(language)))
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction) and not action.help
    ]
    assert unexplained == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_says_what_it_does(language: str) -> None:
    described = {parser.prog: parser.description or "" for parser in parsers(build_parser(load_words(language)))}
    assert len(described) > len(command_names())
    assert [prog for prog, about in described.items() if not about or about.startswith("cli.")] == []


@pytest.mark.parametrize("name", [None, *command_names()])
def test_german_help_is_german(name: str | None) -> None:
    for parser in parsers(build_parser(load_words("de"), name)):
        text = parser.format_help()
        assert text.startswith("Aufruf:")
        assert not ENGLISH.search(text)
        assert "cli." not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["info"], "planningtable info: es fehlt: FILE.gpkg; siehe planningtable info --help."),
        (["open", "w.gpkg", "--mode", "x"], "--mode kann nicht 'x' sein; möglich ist: "),
        (["open", "w.gpkg", "--beamer", "x"], "--beamer kann nicht 'x' sein"),
        (["open", "w.gpkg", "--wings"], "unbekannt ist: --wings"),
        (["open", "w.gpkg", "--beamer"], "nach --beamer fehlt ein Wert"),
        (["measure", "add", "w.gpkg", "--at", "1,2", "--geometry", "POINT (1 2)"], "gehen nicht zusammen"),
    ],
)
def test_what_is_refused_is_refused_in_german(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--language", "de"]) == 2
    assert said in capsys.readouterr().err
