"""``planningtable export``: the council pack."""

import argparse
import time
from pathlib import Path

from planningtable.app.export import ALL_FORMATS, FORMATS, PackRequest, checked_formats, export_pack
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.snapshots import SnapshotSource, snapshot_source
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError

HELP = "cli.export.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.gpkg")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--formats", default=",".join(FORMATS), metavar=",".join(ALL_FORMATS))
    parser.add_argument("--follow", action="store_true")
    parser.add_argument("--no-pictures", action="store_true")
    parser.add_argument("--no-terrain", action="store_true")
    parser.add_argument("--resolution", type=float, metavar="M")


def run(args: argparse.Namespace, shell: Shell) -> int:
    started = time.perf_counter()
    if args.follow:
        shell.follow()
    formats = checked_formats(tuple(part.strip().lower() for part in args.formats.split(",") if part.strip()))
    pictures = _pictures(shell) if "pdf" in formats and not args.no_pictures else None
    try:
        with Session.open(args.file) as session:
            host = PluginHost.discover()
            request = PackRequest(
                shell.words, formats, pictures, resolution=args.resolution, terrain=not args.no_terrain
            )
            files = export_pack(session, Results(session, host), host, args.output, request, shell.job())
    finally:
        if pictures is not None:
            pictures.close()
    result = {
        "folder": str(args.output),
        "files": [
            {"path": str(f.path), "name": f.path.name, "sha256": f.sha256, "bytes": f.path.stat().st_size}
            for f in files
        ],
        "seconds": round(time.perf_counter() - started, 2),
    }

    def show() -> None:
        shell.say("cli.export.done", count=len(files), folder=str(args.output))
        for file in files:
            shell.say("cli.export.file", name=file.path.name)

    shell.result(result, show)
    return 0


def _pictures(shell: Shell) -> SnapshotSource | None:
    """Who draws; without one the pack is made without pictures, and says so."""
    try:
        return snapshot_source()
    except PlanningError as error:
        shell.warn(error.text)
        return None
