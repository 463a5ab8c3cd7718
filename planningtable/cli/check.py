"""``planningtable check FILE…``: the check-up."""

import argparse
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from planningtable.app.checkup_pack import picture_of, write_checkup
from planningtable.app.file_notes import note_on
from planningtable.app.importer import ImportRequest, check_files, import_site
from planningtable.app.snapshots import snapshot_source
from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.model.remarks import MOST_NAMED, beyond
from planningtable.city.site import Site
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError, Text
from planningtable.report.faults import type_words

HELP = "cli.check.help"
# Lines that are printed of each list, and ids in a line; more of them stand in the JSON and in the report.
MOST_LINES = 10
MOST_IDS = 3


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
        shell.say(
            "cli.check.shown" if levels else "cli.check.shown-plain", shown=file.shown, given=file.given, levels=levels
        )
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
    """A line for each thing that is to be said, with those it is said of."""
    more = Counter({remark.why: count for remark, count in beyond(file, name)})
    groups: dict[Text, list[str]] = {}
    # What keeps an object from being shown was said above.
    told = {(r.id, r.why) for r in file.reported} if name == "repaired" else set()
    for remark in getattr(file, name):
        if (remark.id, remark.why) not in told:
            groups.setdefault(remark.why, []).append(remark.id)
    for why, ids in islice(groups.items(), MOST_LINES):
        shell.say(f"cli.check.{name}", id=_ids(ids, len(ids) + more[why]), reason=why)
    left = sum(len(ids) + more[why] for why, ids in islice(groups.items(), MOST_LINES, None))
    if left:
        id = "cli.check.more-than-named" if more else "cli.check.more"
        shell.say(id, count=left, most=MOST_NAMED)


def _ids(ids: Sequence[str], count: int) -> Text | str:
    """Some ids, and how many there are besides."""
    named = [id for id in ids if id][:MOST_IDS]
    if not named:
        return f"{count} ×" if count > 1 else "–"
    if count == len(named):
        return ", ".join(named)
    return Text.of("cli.check.ids", ids=", ".join(named), count=count - len(named))
