"""``planningtable redo``: brings back what a seat undid last."""

import argparse
from pathlib import Path

from planningtable.app.session import Session
from planningtable.cli._seat import add_seat
from planningtable.cli.shell import Shell

HELP = "cli.redo.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.gpkg")
    add_seat(parser)


def run(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        act = session.history.redoable(args.seat)
        session.redo(args.seat)
        events = session.event_count
    assert act is not None
    what = shell.words(act.label)
    shell.result(
        {"act": act.number, "what": what, "seat": args.seat, "events": events},
        lambda: shell.say("cli.redo.done", what=what),
    )
    return 0
