"""Members of ZIP archives, also of archives within archives: names, limits, and reading without unpacking to disk."""

import io
import posixpath
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from planningtable.domain.text import PlanningError, Text

# No town's model comes near these; a bomb does.
MOST_BYTES = 32 * 2**30
MOST_RATIO = 200
FREE_BYTES = 64 * 2**20
MOST_MEMBERS = 20_000
# An archive within an archive is held in memory.
MOST_INNER = 256 * 2**20

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, zlib.error, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive.

    Attributes:
        key: name as the archive spells it, with which it is opened.
        name: the same, readable.
        size: bytes when unpacked, as the archive says.
        problem: why it is not read; None where it can be.
    """

    key: str
    name: str
    size: int
    problem: Text | None


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A member that is open.

    Attributes:
        stream: yields the unpacked bytes.
        raw: the archive.
        start: where the member begins in it.
        packed: its bytes in the archive.
        size: its bytes when unpacked, as the archive says.
    """

    stream: zipfile.ZipExtFile
    raw: BinaryIO
    start: int
    packed: int
    size: int


def is_zip(path: Path) -> bool:
    """By its first bytes; broken ones too."""
    with path.open("rb") as stream:
        return is_zip_head(stream.read(4))


def is_zip_head(head: bytes) -> bool:
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def readable(key: str) -> str:
    """A member's name with its umlauts: many archives hold UTF-8 without saying so, read as code page 437."""
    if key.isascii():
        return key
    try:
        name = key.encode("cp437").decode("utf-8")
    except UnicodeError:
        name = key
    return unicodedata.normalize("NFC", name)


def leads_out(name: str) -> bool:
    """Whether a relative name, with slashes of either kind, could leave its folder."""
    slashed = name.replace("\\", "/")
    drive = len(slashed) > 1 and slashed[1] == ":"
    return slashed.startswith("/") or drive or "\0" in name or ".." in PurePosixPath(slashed).parts


def is_clutter(name: str) -> bool:
    """Whether an operating system left the file there: hidden files, previews, resource forks."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(p.startswith(".") or p == "__MACOSX" for p in parts) or bool(
        parts and parts[-1].lower() in ("thumbs.db", "desktop.ini")
    )


def _problem(info: zipfile.ZipInfo, file: str) -> Text | None:
    if leads_out(info.filename):
        return Text.of("error.container.escape", file=file)
    if info.flag_bits & _ENCRYPTED:
        return Text.of("error.container.encrypted", file=file)
    if info.compress_type not in METHODS:
        return Text.of("error.container.compression", file=file, method=info.compress_type)
    if info.file_size > FREE_BYTES and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        return Text.of("error.city.too-big", file=file)
    if not info.file_size:
        return Text.of("error.city.empty-file", file=file)
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Directory:
    """What an archive holds.

    Attributes:
        infos: by key, without folders, in the archive's order.
        spelled: keys by their names as `_folded`; without those that lead out.
    """

    infos: Mapping[str, zipfile.ZipInfo]
    spelled: Mapping[str, str]


def _directory(raw: BinaryIO | Path, name: str) -> _Directory:
    """What an archive holds; of files it is kept for a while, for a delivery has many members."""
    if not isinstance(raw, Path):
        return _listed(raw, name)
    state = raw.stat()
    return _known(raw, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _known(path: Path, changed: int, size: int) -> _Directory:
    del changed, size
    with path.open("rb") as raw:
        return _listed(raw, path.name)


def _listed(raw: BinaryIO, name: str) -> _Directory:
    """Read the directory of an archive; what is wrong with it becomes a sentence."""
    try:
        with zipfile.ZipFile(raw) as archive:
            infos = {i.filename: i for i in archive.infolist() if not i.is_dir()}
    except BROKEN as error:
        raise PlanningError("error.city.broken-archive", file=name) from error
    if len(infos) > MOST_MEMBERS:
        raise PlanningError("error.container.members", file=name, count=len(infos), most=MOST_MEMBERS)
    if sum(i.file_size for i in infos.values()) > MOST_BYTES:
        raise PlanningError("error.city.too-big", file=name)
    return _Directory(infos, {_folded(readable(k)): k for k in infos if not leads_out(k)})


def members(raw: BinaryIO | Path, name: str) -> tuple[Member, ...]:
    """The files in an archive, in its order, without clutter of operating systems.

    Raises:
        PlanningError: it is broken, or holds more files or bytes than any real one.
    """
    found = []
    for info in _directory(raw, name).infos.values():
        clear = readable(info.filename)
        if not is_clutter(clear) or leads_out(clear):
            found.append(Member(info.filename, clear, info.file_size, _problem(info, f"{name}:{clear}")))
    return tuple(found)


@contextmanager
def open_member(path: Path, keys: tuple[str, ...], name: str) -> Iterator[Opened]:
    """Open a member of an archive, or of an archive within it.

    Args:
        path: of the outer archive.
        keys: the member's key, or the inner archive's and the member's.
        name: to be named in errors.

    Raises:
        PlanningError: encrypted, packed in an unknown way, broken, or not there.
    """
    first, *rest = keys
    with path.open("rb") as outer, _opened(outer, _directory(path, name), first, name) as opened:
        if not rest:
            yield opened
            return
        inner = io.BytesIO(bounded(opened, name, MOST_INNER, "error.container.inner-size"))
    with _opened(inner, _directory(inner, name), rest[0], name) as opened:
        yield opened


@contextmanager
def _opened(raw: BinaryIO, directory: _Directory, key: str, name: str) -> Iterator[Opened]:
    info = directory.infos.get(key)
    if info is None:
        raise PlanningError("error.city.missing-file", file=name)
    problem = _problem(info, name)
    if problem is not None:
        raise PlanningError(problem.id, **dict(problem.arguments))
    try:
        _to_data(raw, info)
        stream = zipfile.ZipExtFile(raw, "r", info)
    except (*BROKEN, RuntimeError) as error:
        raise PlanningError("error.city.broken-archive", file=name) from error
    with stream:
        yield Opened(stream, raw, info.header_offset, info.compress_size, info.file_size)


def _to_data(raw: BinaryIO, info: zipfile.ZipInfo) -> None:
    """Go to the first byte of a member, behind its own header."""
    raw.seek(info.header_offset)
    head = raw.read(_LOCAL_HEADER)
    if len(head) < _LOCAL_HEADER or head[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("no member where the directory says")
    name, extra = struct.unpack("<HH", head[26:30])
    raw.seek(name + extra, io.SEEK_CUR)


def bounded(opened: Opened, name: str, most: int, id: str) -> bytes:
    """All bytes of a member.

    Raises:
        PlanningError: it is broken, or more than ``most`` bytes (with ``id``).
    """
    if opened.size > most:
        raise PlanningError(id, file=name, most=most // 2**20)
    try:
        return opened.stream.read(most)
    except BROKEN as error:
        raise PlanningError("error.city.broken-archive", file=name) from error


def beside(raw: BinaryIO | Path, key: str, name: str, archive: str) -> str | None:
    """The key of the member that a document in the same archive calls ``name``; None where there is none.

    Case and the spelling of umlauts do not count; names that lead out of the archive find nothing.

    Args:
        raw: the archive.
        key: of the document.
        name: what is looked for, relative to the document.
        archive: to be named in errors.
    """
    slashed = name.replace("\\", "/")
    if slashed.startswith("/") or "\0" in slashed or slashed[1:2] == ":":
        return None
    folder = posixpath.dirname(readable(key).replace("\\", "/"))
    wanted = posixpath.normpath(posixpath.join(folder, slashed))
    if wanted == ".." or wanted.startswith("../"):
        return None
    return _directory(raw, archive).spelled.get(_folded(wanted))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", posixpath.normpath(name.replace("\\", "/"))).casefold()
