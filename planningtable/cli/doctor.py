"""``planningtable doctor``: is this machine fit for a table, and what to do where it is not."""

import argparse

from planningtable.app.doctor import Verdict, examine
from planningtable.cli.shell import Shell

HELP = "cli.doctor.help"
MARKS = {Verdict.GOOD: "✓", Verdict.HINT: "•", Verdict.BAD: "✗"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(args: argparse.Namespace, shell: Shell) -> int:
    del args
    checks = examine()
    rows = [
        {
            "id": c.id,
            "verdict": c.verdict.value,
            "found": c.found,
            "remedy": None if c.remedy is None else shell.words(c.remedy),
        }
        for c in checks
    ]

    def show() -> None:
        for check in checks:
            name = shell.words(f"doctor.name.{check.id}")
            shell.say("cli.doctor.line", mark=MARKS[check.verdict], name=name, found=check.found)
            if check.remedy is not None:
                shell.say("cli.doctor.remedy", remedy=shell.words(check.remedy))

    shell.result({"checks": rows}, show)
    return 1 if any(c.verdict is Verdict.BAD for c in checks) else 0
