"""``planningtable undo``: takes back the last act of a seat."""

import argparse
from pathlib import Path

from planningtable.app.session import Session
from planningtable.cli._seat import add_seat
from planningtable.cli.shell import Shell

HELP = "cli.undo.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.gpkg")
    add_seat(parser)


def run(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        act = session.history.undoable(args.seat)
        session.undo(args.seat)
        events = session.event_count
    assert act is not None
    what = shell.words(act.label)
    shell.result(
        {"act": act.number, "what": what, "seat": args.seat, "events": events},
        lambda: shell.say("cli.undo.done", what=what),
    )
    return 0
