"""Opening what a town delivers: plain, gzip or zip, read as a stream, with limits against bombs."""

import gzip
import hashlib
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from planningtable.city.job import Job
from planningtable.city.readers.archives import (
    BROKEN,
    FREE_BYTES,
    MOST_BYTES,
    MOST_RATIO,
    beside,
    bounded,
    open_member,
    readable,
)
from planningtable.domain.text import PlanningError, Text

# Pictures and buffers beside a document.
MOST_SIBLING = 128 * 2**20
# A document that its reader cannot stream, e.g. a raster in an archive.
MOST_IN_MEMORY = 512 * 2**20


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One document: a file, a member of an archive, or a member of an archive in an archive. Small, can be pickled.

    Attributes:
        path: of the file or of the archive.
        member: name in the archive, as the archive spells it; empty for a file of its own.
        inner: name in the archive that ``member`` is; empty where that is the document itself.
        root: folder that the user named; siblings are looked for in it. None means the document's own folder.
    """

    path: Path
    member: str = ""
    inner: str = ""
    root: Path | None = None

    @property
    def name(self) -> str:
        """File name without its folder, and the member's name behind a colon."""
        return ":".join([self.path.name, *(readable(k) for k in self.keys)])

    @property
    def keys(self) -> tuple[str, ...]:
        """Where it lies in the archive: nothing, one or two names."""
        return tuple(k for k in (self.member, self.inner) if k)

    @property
    def file_name(self) -> str:
        """The document's own name without folders and archives, and without ``.gz``."""
        name = PurePosixPath(readable(self.keys[-1]).replace("\\", "/")).name if self.keys else self.path.name
        return name[:-3] if name.lower().endswith(".gz") else name

    @property
    def ending(self) -> str:
        """Of the file name, lower case with the dot; ``.gz`` does not count."""
        return PurePosixPath(self.file_name).suffix.lower()

    def sibling(self, name: str, most: int = MOST_SIBLING) -> bytes | None:
        """What lies beside the document, in its folder or archive: an image, a material, a buffer.

        Args:
            name: relative to the document, with slashes of either kind; case does not count.
            most: size limit in bytes.

        Returns:
            None where there is no such file, it is too big, or the name leads out of the folder or the archive.
        """
        if not name or "://" in name:
            return None
        return self._in_archive(name, most) if self.keys else _in_folder(self.path, self.root, name, most)

    def _in_archive(self, name: str, most: int) -> bytes | None:
        try:
            *outer, own = self.keys
            with _container(self.path, tuple(outer), self.name) as raw:
                key = beside(raw, own, name, self.name)
            if key is None:
                return None
            with open_member(self.path, (*outer, key), self.name) as opened:
                return bounded(opened, self.name, most, "error.city.too-big")
        except (PlanningError, OSError):
            return None


@contextmanager
def _container(path: Path, outer: tuple[str, ...], name: str) -> Iterator[BinaryIO | Path]:
    if not outer:
        yield path
        return
    with open_member(path, outer, name) as opened:
        yield io.BytesIO(bounded(opened, name, MOST_IN_MEMORY, "error.container.inner-size"))


def _in_folder(path: Path, root: Path | None, name: str, most: int) -> bytes | None:
    slashed = name.replace("\\", "/")
    if slashed.startswith("/") or "\0" in slashed or slashed[1:2] == ":":
        return None
    try:
        limit = (root or path.parent).resolve()
        found = _spelled(path.parent.resolve(), PurePosixPath(slashed).parts)
        if found is None:
            return None
        found = found.resolve(strict=True)
        if not found.is_relative_to(limit) or not found.is_file() or found.stat().st_size > most:
            return None
        return found.read_bytes()
    except (OSError, RuntimeError, ValueError):
        return None


def _spelled(folder: Path, parts: tuple[str, ...]) -> Path | None:
    """The file in a folder, whatever the case of its letters; None where there is none."""
    for part in parts:
        straight = folder / part
        if part == ".." or straight.exists():
            folder = straight
            continue
        wanted = unicodedata.normalize("NFC", part).casefold()
        same = (f for f in folder.iterdir() if unicodedata.normalize("NFC", f.name).casefold() == wanted)
        found = next(same, None)
        if found is None:
            return None
        folder = found
    return folder


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
    except ValueError as error:  # a NUL in the name
        raise PlanningError("error.city.missing-file", file=repr(str(path))) from error
    return path


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Stream:
    """Reads a part, tells the job how far it is, and stops at the limits."""

    def __init__(self, part: Part, inner: _Readable, consumed: Callable[[], int], size: int, job: Job) -> None:
        """A stream of a part.

        Args:
            part: what is read.
            inner: yields the unpacked bytes.
            consumed: how many packed bytes have been read so far.
            size: packed bytes altogether.
            job: is told.
        """
        self._part = part
        self._inner = inner
        self._consumed = consumed
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
        consumed = min(max(self._consumed(), 0), self._size)
        swollen = self.bytes_read > FREE_BYTES and self.bytes_read > MOST_RATIO * max(consumed, 1)
        if self.bytes_read > MOST_BYTES or swollen:
            raise PlanningError("error.city.too-big", file=self._part.name)
        self._job.report(consumed / self._size, self._what)
        return data


@contextmanager
def opened(part: Part, job: Job) -> Iterator[Stream]:
    """Open a part for streaming; gzip is recognised by its first bytes, in archives too.

    Raises:
        PlanningError: missing, unreadable, encrypted, broken, or packed in an unknown way.
    """
    existing(part.path)
    if part.keys:
        with open_member(part.path, part.keys, part.name) as found:
            inner = _unzipped(found.stream, part.name)
            yield Stream(part, inner, lambda: found.raw.tell() - found.start, found.packed, job)
        return
    with part.path.open("rb") as raw:
        size = part.path.stat().st_size
        if raw.read(2) == b"\x1f\x8b":
            raw.seek(0)
            with closing(gzip.GzipFile(fileobj=raw)) as unpacked:
                yield Stream(part, unpacked, raw.tell, size, job)
        else:
            raw.seek(0)
            yield Stream(part, raw, raw.tell, size, job)


def _unzipped(stream: zipfile.ZipExtFile, name: str) -> _Readable:
    """A member as it is, or what its gzip holds."""
    buffered = io.BufferedReader(stream)
    try:
        head = buffered.peek(2)[:2]
    except BROKEN as error:
        raise PlanningError("error.city.broken-archive", file=name) from error
    return gzip.GzipFile(fileobj=buffered) if head == b"\x1f\x8b" else buffered


class _AsRaw(io.RawIOBase):
    """A stream for libraries that want a file."""

    def __init__(self, stream: _Readable) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def as_file(stream: _Readable) -> io.BufferedReader:
    """A stream as a file object that cannot seek."""
    return io.BufferedReader(_AsRaw(stream), 2**20)


def whole(part: Part, job: Job, most: int = MOST_IN_MEMORY) -> bytes:
    """All bytes of a part, for readers that cannot stream.

    Raises:
        PlanningError: unreadable, or more than ``most`` bytes.
    """
    pieces = []
    with opened(part, job) as stream:
        while data := stream.read(4 * 2**20):
            pieces.append(data)
            if stream.bytes_read > most:
                raise PlanningError("error.container.in-memory", file=part.name, most=most // 2**20)
    return b"".join(pieces)
