"""``planningtable check FILE…``: the check-up."""

import argparse
from pathlib import Path

from planningtable.app.importer import check_files
from planningtable.city.checkup import Checkup, FileCheck
from planningtable.cli.shell import Shell

HELP = "cli.check.help"
# Remarks printed to people; all of them stand in the JSON.
MOST_REMARKS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--crs", metavar="EPSG")


def run(args: argparse.Namespace, shell: Shell) -> int:
    checkup = check_files(tuple(args.files), args.crs, shell.job())
    shell.result(checkup.as_mapping(shell.words), lambda: say_checkup(checkup, shell))
    return 0


def say_checkup(checkup: Checkup, shell: Shell) -> None:
    """The check-up in sentences."""
    for file in checkup.files:
        _say_file(file, shell)
    for note in checkup.notes:
        shell.say(note)


def _say_file(file: FileCheck, shell: Shell) -> None:
    unknown = shell.words("cli.check.unknown")
    shell.say("cli.check.file", file=file.name, format=f"{file.format} {file.version}".strip(), crs=file.crs or unknown)
    if file.objects:
        shell.say("cli.check.objects", objects=", ".join(f"{n} {name}" for name, n in file.objects.items()))
    if file.buildings:
        levels = ", ".join(f"LoD{lod}: {n}" for lod, n in file.lods.items())
        shell.say("cli.check.buildings", shown=file.shown, buildings=file.buildings, levels=levels)
    for remark in file.reported[:MOST_REMARKS]:
        shell.say("cli.check.reported", id=remark.id, reason=shell.words(remark.why))
    if len(file.reported) > MOST_REMARKS:
        shell.say("cli.check.more", count=len(file.reported) - MOST_REMARKS)
    for remark in file.repaired[:MOST_REMARKS]:
        shell.say("cli.check.repaired", id=remark.id, what=shell.words(remark.why))
    if len(file.repaired) > MOST_REMARKS:
        shell.say("cli.check.more", count=len(file.repaired) - MOST_REMARKS)
    if file.problem is not None:
        shell.say(file.problem)
