"""``planningtable open``: the application."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from planningtable.app.kiosk import Code
from planningtable.app.windows import REST, Ear, WindowRequest, open_window
from planningtable.cli.shell import Shell
from planningtable.domain.seats import TABLE_SEATS, USUAL_SEATS
from planningtable.domain.text import PlanningError

HELP = "cli.open.help"
LONGEST_REST = 1440
DIAGONALS = (5, 300)
"""Least and most of a screen [inches]."""
CODE = "PLANNINGTABLE_CODE"
"""The variable of the environment with the code of a kiosk; an option could be read by everybody on the machine."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--mode", choices=("table", "desk"), default="desk")
    parser.add_argument("--beamer", type=int, metavar="SCREEN")
    parser.add_argument("--tuio", metavar="[ADDRESS:]PORT")
    parser.add_argument("--seats", type=int, metavar="N")
    parser.add_argument("--rest", type=float, metavar="MINUTES")
    parser.add_argument("--diagonal", type=float, metavar="INCHES")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--calm", action="store_true")
    parser.add_argument("--kiosk", action="store_true")
    parser.add_argument("--picture", type=Path, metavar="PNG")


def run(args: argparse.Namespace, shell: Shell) -> int:
    most = len(TABLE_SEATS)
    if args.seats is not None and not 1 <= args.seats <= most:
        raise PlanningError("error.window.seats", seats=args.seats, most=most)
    if args.seats is not None and args.mode == "desk":
        raise PlanningError("error.window.seats-desk")
    if args.rest is not None and not 0 <= args.rest <= LONGEST_REST:
        raise PlanningError("error.window.rest", most=LONGEST_REST)
    if args.rest is not None and args.mode == "desk":
        raise PlanningError("error.window.rest-desk")
    if args.diagonal is not None and not DIAGONALS[0] <= args.diagonal <= DIAGONALS[1]:
        raise PlanningError("error.window.diagonal", least=DIAGONALS[0], most=DIAGONALS[1])
    if args.kiosk and (args.mode == "desk" or args.picture is not None):
        raise PlanningError("error.window.kiosk")
    if args.beamer is not None and args.beamer < 0:
        raise PlanningError("error.window.screen", screen=args.beamer)
    request = WindowRequest(
        workshop=args.file,
        mode=args.mode,
        language=shell.words.language,
        seats=USUAL_SEATS if args.seats is None else args.seats,
        beamer=args.beamer,
        diagonal=args.diagonal or 0.0,
        tuio=Ear.of(args.tuio) if args.tuio else None,
        rest=REST if args.rest is None else args.rest,
        theme=args.theme,
        calm=args.calm,
        code=_code(shell) if args.kiosk else None,
        picture=args.picture,
    )
    code = open_window(request)
    shell.result({"workshop": str(args.file), "exit": code}, lambda: None)
    return code


def _code(shell: Shell) -> Code:
    """The facilitator's code: from the environment, which then forgets it, else asked for where somebody can answer.

    Raises:
        PlanningError: there is none, or it is no code.
    """
    digits = os.environ.pop(CODE, "")
    if not digits and sys.stdin.isatty():
        digits = getpass.getpass(shell.words("cli.open.code"))
    if not digits:
        raise PlanningError("error.window.no-code", variable=CODE)
    return Code.of(digits)
