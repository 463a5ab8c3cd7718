"""Writes docs/commands.md from the commands themselves: ``python packaging/commands_page.py``."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from planningtable.app.words import load_words
from planningtable.cli.main import command_module, command_names

HEAD = """# Commands

Written by `packaging/commands_page.py` from the commands themselves; a test compares them. Everything that the
table can do to a workshop, the shell can. `./run ARGS…` is `planningtable ARGS…`.

With `--json` stdout holds one JSON object and nothing else; progress goes to stderr. What you can put right is said
in one sentence on stderr, and the exit code is 2. `--language de|en` chooses the words.
"""


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]  # noqa: SLF001 - no other way
    if not groups:
        yield parser
    for group in groups:
        for sub in group.choices.values():
            yield from _parsers(sub)


def _usage(parser: argparse.ArgumentParser) -> str:
    text = " ".join(parser.format_usage().removeprefix("usage: ").split())
    return text.replace(" [-h]", "")


def text() -> str:
    words = load_words("en")
    parts = [HEAD]
    for name in command_names():
        module = command_module(name)
        parser = argparse.ArgumentParser(prog=f"planningtable {name}", formatter_class=_Wide)
        module.add_arguments(parser)
        about = words(module.HELP).strip().rstrip(".")
        parts.append(f"\n## {name}\n\n{about[0].upper()}{about[1:]}.\n\n```\n")
        parts += [_usage(sub) + "\n" for sub in _parsers(parser)]
        parts.append("```\n")
    return "".join(parts)


class _Wide(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=10_000)


if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "commands.md").write_text(text(), "utf-8")
