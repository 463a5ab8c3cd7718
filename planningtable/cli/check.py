"""``planningtable check FILE…``: the check-up."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from planningtable.app.checkup_pack import picture_of, write_checkup
from planningtable.app.file_notes import note_on
from planningtable.app.importer import ImportRequest, check_files, import_site
from planningtable.app.snapshots import snapshot_source
from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.model.batch import Remark
from planningtable.city.model.remarks import MOST_NAMED, number_of
from planningtable.city.site import Site
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError, Text
from planningtable.report.faults import type_words

HELP = "cli.check.help"
# Remarks printed to people; more of them stand in the JSON and in the report.
MOST_REMARKS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--crs", metavar="EPSG")
    parser.add_argument("--report", type=Path, metavar="DIR")


def run(args: argparse.Namespace, shell: Shell) -> int:
    files = tuple(args.files)
    checkup = check_files(files, args.crs, shell.job())
    reports = _report(files, checkup, args, shell) if args.report else ()
    result = checkup.as_mapping(shell.words) | ({"report": [str(path) for path in reports]} if reports else {})
    shell.result(result, lambda: _say(checkup, reports, shell))
    return 0


def _report(files: tuple[Path, ...], checkup: Checkup, args: argparse.Namespace, shell: Shell) -> tuple[Path, ...]:
    """The check-up as files; without a picture where nothing can be shown, or nobody can draw."""
    try:
        site = import_site(ImportRequest(files, crs=args.crs, language=shell.words.language), shell.job()).site
        picture = _picture(site, checkup, shell)
    except PlanningError as error:
        shell.warn("cli.check.no-picture", reason=error.text)
        picture = None
    return write_checkup(checkup, picture, args.report, shell.words)


def _picture(site: Site, checkup: Checkup, shell: Shell) -> bytes:
    pictures = snapshot_source()
    try:
        return picture_of(site, checkup, pictures, shell.words)
    finally:
        pictures.close()


def _say(checkup: Checkup, reports: Sequence[Path], shell: Shell) -> None:
    say_checkup(checkup, shell)
    for path in reports:
        shell.say("cli.check.written", file=str(path))


def say_checkup(checkup: Checkup, shell: Shell) -> None:
    """The check-up in sentences."""
    told = set()
    for file in checkup.files:
        _say_file(file, shell)
        if file.problem is not None:
            told.add(note_on(file.name, file.problem, "city.note.file-problem"))
    for note in checkup.notes:
        if note not in told:
            shell.say(note)


def _say_file(file: FileCheck, shell: Shell) -> None:
    _say_head(file, shell)
    if file.objects:
        counts = (f"{type_words(name, shell.words)} {n}" for name, n in file.objects.items())
        shell.say("cli.check.objects", objects=", ".join(counts))
    if file.given:
        levels = ", ".join(f"LoD{lod}: {n}" for lod, n in file.lods.items())
        shell.say("cli.check.shown", shown=file.shown, given=file.given, levels=levels or "–")
    if file.faults:
        shell.say("cli.check.faults", faults=", ".join(f"{n} × {code}" for code, n in file.faults.items()))
    for name in ("reported", "rough", "repaired"):
        _say_remarks(file, name, shell)
    for note in file.notes:
        shell.say("cli.check.note", note=note)
    if file.problem is not None:
        shell.say(note_on(file.name, file.problem, "cli.check.problem"))


def _say_head(file: FileCheck, shell: Shell) -> None:
    """Name, format and CRS; of a file that was not read there is nothing to tell but why."""
    format = f"{file.format} {file.version}".strip()
    if file.crs or file.given:
        shell.say("cli.check.file", file=file.name, format=format, crs=file.crs or Text("cli.check.unknown"))
    elif format:
        shell.say("cli.check.file-plain", file=file.name, format=format)


def _say_remarks(file: FileCheck, name: str, shell: Shell) -> None:
    remarks: Sequence[Remark] = getattr(file, name)
    count = number_of(file, name)
    named = count == len(remarks)
    if name == "repaired":
        # What keeps an object from being shown was said above.
        told = {(r.id, r.why) for r in file.reported}
        remarks = [r for r in remarks if (r.id, r.why) not in told]
        count -= len(file.repaired) - len(remarks)
    for remark in remarks[:MOST_REMARKS]:
        shell.say(f"cli.check.{name}", id=remark.id or "–", reason=remark.why)
    if count > MOST_REMARKS:
        id = "cli.check.more" if named else "cli.check.more-than-named"
        shell.say(id, count=count - MOST_REMARKS, most=MOST_NAMED)
