"""``planningtable goal``: what the group wants, fixed before the first variant."""

import argparse
import difflib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.cli._seat import add_seat
from planningtable.cli.shell import Shell
from planningtable.domain.commands import Command, DropGoal, FixGoals, ReopenGoals, SetGoal
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Goal, Workshop

HELP = "cli.goal.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    parsers = {name: verbs.add_parser(name) for name in ("set", "drop", "fix", "reopen", "list")}
    for name, verb in parsers.items():
        verb.add_argument("file", type=Path, metavar="FILE.gpkg")
        if name in ("set", "drop"):
            verb.add_argument("indicator", metavar="INDICATOR")
        if name != "list":
            add_seat(verb)
    parsers["set"].add_argument("target", type=float, nargs="?", metavar="TARGET")
    parsers["set"].add_argument("--weight", type=float, default=1.0)


def run(args: argparse.Namespace, shell: Shell) -> int:
    if args.verb == "list":
        with Session.open(args.file, read_only=True) as session:
            state = session.state
    else:
        command = _COMMANDS[args.verb](args)
        with Session.open(args.file) as session:
            session.execute(command, args.seat)
            state = session.state
    shell.result(_result(state), lambda: _show(state, shell))
    return 0


def _set(args: argparse.Namespace) -> Command:
    indicators = PluginHost.discover().indicators
    if args.indicator not in indicators:
        near = difflib.get_close_matches(args.indicator, indicators, 3, 0.4) or sorted(indicators)
        raise PlanningError("error.goal.no-indicator", indicator=args.indicator, near=", ".join(near))
    target = indicators[args.indicator].info.target if args.target is None else args.target
    return SetGoal(Goal(args.indicator, float(target), args.weight))


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], Command]] = {
    "set": _set,
    "drop": lambda args: DropGoal(args.indicator),
    "fix": lambda _: FixGoals(),
    "reopen": lambda _: ReopenGoals(),
}


def _result(state: Workshop) -> dict[str, Any]:
    return {
        "goals": [{"indicator": g.indicator, "target": g.target, "weight": g.weight} for g in state.goals],
        "fixed": state.goals_fixed,
    }


def _show(state: Workshop, shell: Shell) -> None:
    for goal in state.goals:
        shell.say("cli.goal.line", indicator=goal.indicator, target=goal.target, weight=goal.weight)
    if not state.goals:
        shell.say("cli.goal.none")
    shell.say("cli.goal.fixed" if state.goals_fixed else "cli.goal.open")
