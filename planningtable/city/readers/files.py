"""Opening what a town delivers: plain, gzip or zip, read as a stream, with limits against bombs."""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text

# No town's model comes near these; a bomb does.
MOST_BYTES = 32 * 2**30
MOST_RATIO = 200
FREE_BYTES = 64 * 2**20
MOST_MEMBERS = 2000

MODEL_ENDINGS = (".gml", ".xml", ".citygml")


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One document: a file, or one member of an archive.

    Attributes:
        path: of the file or of the archive.
        member: name in the archive; empty for a file of its own.
    """

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """File name without its folder, and the member's name behind a colon."""
        return f"{self.path.name}:{self.member}" if self.member else self.path.name


def existing(path: Path) -> Path:
    """The path, if there is a readable file.

    Raises:
        PlanningError: missing, a folder, empty or unreadable.
    """
    try:
        if not path.exists():
            raise PlanningError("error.city.missing-file", file=str(path))
        if path.is_dir():
            raise PlanningError("error.city.folder", file=str(path))
        if not path.is_file():
            raise PlanningError("error.city.no-ordinary-file", file=str(path))
        with path.open("rb") as stream:
            if not stream.read(1):
                raise PlanningError("error.city.empty-file", file=path.name)
    except OSError as error:
        raise PlanningError("error.city.unreadable", file=str(path), reason=error.strerror or "") from error
    return path


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def parts_of(path: Path) -> tuple[Part, ...]:
    """The documents in a file.

    Raises:
        PlanningError: not readable, or an archive without a city model.
    """
    existing(path)
    if not zipfile.is_zipfile(path):
        return (Part(path),)
    try:
        with zipfile.ZipFile(path) as archive:
            names = [i.filename for i in archive.infolist() if _is_model(i)]
    except (zipfile.BadZipFile, OSError) as error:
        raise PlanningError("error.city.broken-archive", file=path.name) from error
    if not names:
        raise PlanningError("error.city.archive-without-model", file=path.name)
    if len(names) > MOST_MEMBERS:
        raise PlanningError("error.city.too-big", file=path.name)
    return tuple(Part(path, name) for name in sorted(names))


def _is_model(info: zipfile.ZipInfo) -> bool:
    name = info.filename
    return not info.is_dir() and name.lower().endswith(MODEL_ENDINGS) and not name.startswith("__MACOSX/")


class Stream:
    """Reads a part, tells the job how far it is, and stops at the limits."""

    def __init__(self, part: Part, raw: BinaryIO, inner: _Readable, size: int, job: Job) -> None:
        self._part = part
        self._raw = raw
        self._inner = inner
        self._size = max(size, 1)
        self._job = job
        self._what = Text.of("city.job.reading", file=part.name)
        self.bytes_read = 0
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes.

        Raises:
            PlanningError: the archive is broken, cut off, or swells beyond the limits.
            CancelledError: the job was cancelled.
        """
        try:
            data = self._inner.read(size)
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            raise PlanningError("error.city.broken-archive", file=self._part.name) from error
        except OSError as error:
            raise PlanningError("error.city.unreadable", file=self._part.name, reason=error.strerror or "") from error
        self.bytes_read += len(data)
        self.ended = self.ended or (not data and size != 0)
        position = self._raw.tell()
        self._check(min(position, self._size))
        self._job.report(min(position / self._size, 1.0), self._what)
        return data

    def _check(self, consumed: int) -> None:
        swollen = self.bytes_read > FREE_BYTES and self.bytes_read > MOST_RATIO * max(consumed, 1)
        if self.bytes_read > MOST_BYTES or swollen:
            raise PlanningError("error.city.too-big", file=self._part.name)


@contextmanager
def opened(part: Part, job: Job) -> Iterator[Stream]:
    """Open a part for streaming; gzip is recognised by its first bytes."""
    existing(part.path)
    with part.path.open("rb") as raw:
        size = part.path.stat().st_size
        if part.member:
            with _zip_member(part, raw) as (inner, packed):
                yield Stream(part, raw, inner, packed, job)
        elif raw.read(2) == b"\x1f\x8b":
            raw.seek(0)
            with closing(gzip.GzipFile(fileobj=raw)) as inner:
                yield Stream(part, raw, inner, size, job)
        else:
            raw.seek(0)
            yield Stream(part, raw, raw, size, job)


@contextmanager
def _zip_member(part: Part, raw: BinaryIO) -> Iterator[tuple[_Readable, int]]:
    try:
        with zipfile.ZipFile(raw) as archive, archive.open(part.member) as inner:
            yield inner, part.path.stat().st_size
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise PlanningError("error.city.broken-archive", file=part.name) from error
