"""What the check-up page asks of the program: checking, importing, writing the report, opening a workshop."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QProcess

from planningtable.app.checkup_pack import write_checkup
from planningtable.app.dropped import request_for
from planningtable.app.importer import Imported, check_files, import_site, make_workshop
from planningtable.city.checkup import Checkup
from planningtable.city.job import Job
from planningtable.domain.text import Words

MOST_BYTES = 300 * 2**20
"""Files larger than this together are imported when the workshop is made, not for a picture."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be imported.

    Attributes:
        paths: files and folders, as they were dropped.
        crs: overrides what the city files say; None for what they say.
        language: of the notes that are stored with the site.
    """

    paths: tuple[Path, ...]
    crs: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What is done for the page; tests hand in their own.

    Attributes:
        check: paths, CRS that overrides the files' or None, job → check-up.
        load: wish, job → site and check-up.
        write: check-up, picture, folder, words → files.
        make: workshop file, wish, job.
        open: workshop file, language: shows it in a window of its own.
    """

    check: Callable[[tuple[Path, ...], str | None, Job], Checkup]
    load: Callable[[Wish, Job], Imported]
    write: Callable[[Checkup, bytes | None, Path, Words], Sequence[Path]]
    make: Callable[[Path, Wish, Job], object]
    open: Callable[[Path, str], None]


def our_tools() -> Tools:
    return Tools(check_files, _load, write_checkup, _make, _open)


def _load(wish: Wish, job: Job) -> Imported:
    request = request_for(wish.paths, wish.crs, wish.language, job)
    return import_site(request, job)


def _make(file: Path, wish: Wish, job: Job) -> object:
    return make_workshop(file, request_for(wish.paths, wish.crs, wish.language, job), job)


def _open(file: Path, language: str) -> None:
    # A second window of the same process would share Qt's one application object and its end.
    QProcess.startDetached(sys.executable, ["-m", "planningtable", "open", str(file), "--language", language])


def size_of(paths: Sequence[Path]) -> int:
    """Bytes of files and of what lies in folders, counted until they are too many; the unreadable counts nothing."""
    total = 0
    for path in paths:
        for file in path.rglob("*") if path.is_dir() else (path,):
            with suppress(OSError):
                total += file.stat().st_size if file.is_file() else 0
            if total > MOST_BYTES:
                return total
    return total
