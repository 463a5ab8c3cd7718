"""``planningtable COMMAND``: finds the command's module and runs it; user errors become one sentence."""

import argparse
import importlib
import locale
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

import planningtable.cli
from planningtable import __version__
from planningtable.app.words import load_words
from planningtable.cli._parser import explain, parser_in
from planningtable.cli.shell import Shell
from planningtable.domain.text import LANGUAGES, CancelledError, PlanningError, Words

NOT_COMMANDS = {"main", "shell"}
FAILED = 2
INTERRUPTED = 130


def command_names() -> tuple[str, ...]:
    """Every module of this package but the two that carry the others is a command."""
    names = (module.name for module in pkgutil.iter_modules(planningtable.cli.__path__))
    return tuple(sorted(name for name in names if name not in NOT_COMMANDS and not name.startswith("_")))


def command_module(name: str) -> ModuleType:
    return importlib.import_module(f"planningtable.cli.{name}")


def default_language() -> str:
    """German for a German-speaking user, English for others."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "de" if (named or str(locale.getlocale()[0])).lower().startswith(("de", "german")) else "en"


def _language(arguments: Sequence[str]) -> str:
    for position, argument in enumerate(arguments):
        if argument.startswith("--language="):
            return argument.partition("=")[2]
        if argument == "--language" and position + 1 < len(arguments):
            return arguments[position + 1]
    return default_language()


def build_parser(words: Words, only: str | None = None) -> argparse.ArgumentParser:
    """The parser; with ``only`` just that command's module is imported, which keeps a single command quick to start."""
    parser = parser_in(words)(prog="planningtable", description=words("cli.description"))
    version = f"planningtable {__version__}"
    parser.add_argument("--version", action="version", version=version, help=words("cli.usage.version"))
    commands = parser.add_subparsers(dest="command", metavar=words("cli.command"), required=True)
    for name in (only,) if only else command_names():
        module = command_module(name)
        sub = commands.add_parser(name, help=words(module.HELP), description=words(module.HELP))
        module.add_arguments(sub)
        explain(sub, words, (name,))
        for leaf in _leaves(sub):
            leaf.add_argument("--json", action="store_true", help=words("cli.json"))
            leaf.add_argument("--language", choices=LANGUAGES, help=words("cli.language"))
    return parser


def _leaves(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parsers of the verbs under a command, or the command's own where it has none."""
    subs = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]  # noqa: SLF001 - argparse offers no other way
    return [leaf for action in subs for leaf in action.choices.values()] or [parser]


def _must_exist(command: str | None) -> None:
    names = command_names()
    if command is not None and command not in names:
        raise PlanningError("error.cli.unknown-command", command=command, commands=", ".join(names))


def _command_first(arguments: Sequence[str]) -> list[str]:
    """``--json`` and ``--language`` may also stand before the command; they belong to it."""
    rest, early = list(arguments), []
    while rest and (rest[0] in ("--json", "--language") or rest[0].startswith("--language=")):
        width = 2 if rest[0] == "--language" else 1
        early += rest[:width]
        del rest[:width]
    return rest + early


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code."""
    arguments = _command_first(arguments)
    language = _language(arguments)
    words = load_words(language if language in LANGUAGES else default_language())
    named = next((a for a in arguments if not a.startswith("-")), None)
    shell = Shell(words, json_wanted="--json" in arguments)
    try:
        _must_exist(named)
        args = build_parser(words, named).parse_args(arguments)
        return int(command_module(args.command).run(args, shell))
    except PlanningError as error:
        shell.warn(error.text)
        return FAILED
    except (KeyboardInterrupt, CancelledError):
        shell.warn("cli.cancelled")
        return INTERRUPTED
    except BrokenPipeError:
        return FAILED


def main() -> None:
    sys.exit(run(sys.argv[1:]))
