"""``planningtable simulate``: a layer on bare files, without a workshop."""

import argparse
from pathlib import Path

from planningtable.app.plugins import PluginHost
from planningtable.app.simulate import simulate
from planningtable.cli.shell import Shell
from planningtable.report.numbers import decimals_of, quantity

HELP = "cli.simulate.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE.toml")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="DIR")


def run(args: argparse.Namespace, shell: Shell) -> int:
    result = simulate(args.case, args.out, PluginHost.discover(), shell.words, shell.job())

    def show() -> None:
        shell.say("cli.simulate.done", seconds=result["seconds"], resolution=result["resolution"])
        for key, value in result["totals"].items():
            said = quantity(value, decimals_of(value), result["units"][key], shell.words.language)
            shell.say("cli.compute.total", name=result["names"][key], value=said)
        for limit in result["provenance"]["limits"]:
            shell.say("cli.simulate.limit", limit=limit)
        for file in result["files"]:
            shell.say("cli.compute.file", file=file)

    shell.result(result, show)
    return 0
