"""``planningtable bench``: the benchmarks, each beside the machine's own limit in the same run."""

import argparse
from collections.abc import Mapping
from importlib import metadata
from typing import Any

from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError

HELP = "cli.bench.help"
GROUP = "planningtable.benchmarks"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME")


def run(args: argparse.Namespace, shell: Shell) -> int:
    known = {entry.name: entry for entry in metadata.entry_points(group=GROUP)}
    for name in args.names:
        if name not in known:
            raise PlanningError("error.cli.no-benchmark", name=name, known=", ".join(sorted(known)))
    rows: list[Mapping[str, Any]] = []
    for name in args.names or sorted(known):
        shell.warn("cli.bench.running", name=name)
        rows.append({"name": name, **known[name].load()(shell.job())})

    def show() -> None:
        for row in rows:
            shell.say(
                "cli.bench.line",
                name=str(row["name"]),
                seconds=float(row["seconds"]),
                per_unit=str(row["per_unit"]),
                limit_ratio=float(row["limit_ratio"]),
            )

    shell.result({"benchmarks": rows, **(rows[0] if len(rows) == 1 else {})}, show)
    return 0
