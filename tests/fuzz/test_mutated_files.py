"""Thousands of broken files through the check-up and the import: a sentence each, never more.

A few hundred in each run of the tests; ``PLANNINGTABLE_FUZZ=20000`` sets another number, ``PLANNINGTABLE_FUZZ_SEED``
another beginning. What was found is kept in ``finds`` with the seed in its name and read again each time.
"""

import os
import signal
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from fuzz.mutations import mutated
from helpers.citygml import block, city

from planningtable.app.importer import ImportRequest, check_files, import_site
from planningtable.city.checkup import FileCheck
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError

COUNT = int(os.environ.get("PLANNINGTABLE_FUZZ", "300"))
FIRST = int(os.environ.get("PLANNINGTABLE_FUZZ_SEED", "1"))
# No file of these sizes may take longer [s].
PATIENCE = 10
# Larger ones take too long to try thousands of times [bytes].
SMALL = 120_000
FOLDERS = ("citygml", "cityjson", "site_duisburg_baerl", "invalid", "plan", "trees", "flood")
ENDINGS = (".gml", ".xml", ".citygml", ".json", ".jsonl", ".asc", ".csv", ".geojson", ".obj", ".txt", ".glb")
FINDS = sorted((Path(__file__).parent / "finds").glob("*"))


class _HangError(Exception):
    """A file took too long."""


def _ring(signum: int, frame: FrameType | None) -> None:
    raise _HangError


@contextmanager
def bounded() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Watch:
    """Notes every file that is opened for writing."""

    def __init__(self) -> None:
        self.on = False
        self.written: set[str] = set()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on or event not in ("open", "os.remove", "os.rename", "os.mkdir", "socket.connect"):
            return
        if event == "open":
            _, mode, flags = arguments
            writes = (isinstance(mode, str) and any(c in mode for c in "wax+")) or (
                isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            )
            if not writes:
                return
        self.written.add(f"{event} {arguments[0]}")


@pytest.fixture(scope="session")
def watch() -> Watch:
    return Watch()


def seeds(shared: Path | None) -> list[tuple[str, bytes]]:
    """Small files of every kind, with their endings."""
    found = [(".gml", city(block("a"), block("b", x=30)).encode())]
    if shared is None:
        return found
    for folder in FOLDERS:
        for path in sorted((shared / folder).iterdir()):
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    for info in archive.infolist():
                        if info.filename.lower().endswith(ENDINGS) and 0 < info.file_size < SMALL:
                            found.append((Path(info.filename).suffix, archive.read(info)))
            elif path.suffix in ENDINGS and path.stat().st_size < SMALL:
                found.append((path.suffix, path.read_bytes()))
    return found


def check(path: Path) -> None:
    """The check-up; what it shows and what it reports must be all."""
    try:
        files: tuple[FileCheck, ...] = check_files((path,), None, Job()).files
    except PlanningError:
        return
    for file in files:
        assert file.given == file.shown + len(file.reported), file.name


def try_import(path: Path) -> None:
    try:
        site = import_site(ImportRequest((path,), crs="EPSG:25832"), Job()).site
    except PlanningError:
        return
    assert len(site.buildings) > 0


def test_mutated_files_end_in_a_sentence(tmp_path: Path, watch: Watch, shared_data_or_none: Path | None) -> None:
    """Whatever happens is seen with the seed that makes it happen again."""
    files = seeds(shared_data_or_none)
    watch.written.clear()
    failures = []
    for number in range(FIRST, FIRST + COUNT):
        ending, text = files[number % len(files)]
        path = tmp_path / f"mutated{ending}"
        path.write_bytes(mutated(text, number) or b"\n")
        watch.on = True
        try:
            with bounded():
                check(path)
                if number % 4 == 0:
                    try_import(path)
        except Exception as error:  # noqa: BLE001 - every one of them is a find
            failures.append(f"seed {number} ({ending}): {type(error).__name__}: {error}")
        finally:
            watch.on = False
    assert failures == []
    outside = [w for w in watch.written if str(tmp_path) not in w and "/dev/null" not in w and "/numba_" not in w]
    assert [w for w in outside if ".nbi" not in w and ".nbc" not in w and "__pycache__" not in w] == []


@pytest.mark.parametrize("find", FINDS, ids=lambda f: f.name)
def test_what_was_found_stays_mended(find: Path) -> None:
    with bounded():
        check(find)
        try_import(find)
