"""``planningtable new FILE.gpkg --city FILE…``: a workshop from the town's own files."""

import argparse
import time
from pathlib import Path

from planningtable.app.intake.server import expect
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError

HELP = "cli.new.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.gpkg")
    parser.add_argument("--city", nargs="+", action="extend", required=True, type=Path, metavar="FILE")
    parser.add_argument("--terrain", nargs="+", action="extend", default=[], type=Path, metavar="FILE")
    parser.add_argument("--land-cover", type=Path, metavar="FILE")
    parser.add_argument("--trees", type=Path, metavar="FILE")
    parser.add_argument("--streets", type=Path, metavar="FILE")
    parser.add_argument("--crs", metavar="EPSG")
    parser.add_argument("--place", action="append", default=[], metavar="FILE=E,N,H[,DEGREES]")
    parser.add_argument("--terrain-offset", type=float, default=0.0, metavar="M")
    parser.add_argument("--area", metavar="W,S,E,N")
    parser.add_argument("--name", default="", metavar="TEXT")
    parser.add_argument("--force", action="store_true")
    parser.add_argument("--update", action="store_true")


def run(args: argparse.Namespace, shell: Shell) -> int:
    start = time.perf_counter()
    path: Path = args.file
    if path.suffix.lower() != ".gpkg":
        raise PlanningError("error.new.ending", file=str(path))
    if args.update and not path.exists():
        raise PlanningError("error.new.nothing-to-update", file=str(path))
    if path.exists() and not (args.force or args.update):
        raise PlanningError("error.new.exists", file=str(path))
    if not path.absolute().parent.is_dir():
        raise PlanningError("error.new.folder", folder=str(path.absolute().parent))
    expect(args.city)
    from planningtable.cli import _making  # takes a second, in which the server of the workers starts

    _making.made(args, shell, start)
    return 0
