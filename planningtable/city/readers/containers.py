"""Files, folders and archives → the documents in them, each once, with a reason for those left out."""

import io
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from planningtable.city.job import Job
from planningtable.city.readers.archives import (
    MOST_INNER,
    Member,
    bounded,
    is_clutter,
    is_zip,
    members,
    open_member,
)
from planningtable.city.readers.files import Part, existing
from planningtable.domain.text import PlanningError, Text

# A folder with more files is somebody's disk, not a delivery.
MOST_FILES = 200_000
# Archives of other kinds; they have to be unpacked first.
FOREIGN = (".7z", ".rar", ".tar", ".tgz", ".tbz2", ".txz", ".bz2", ".xz", ".zst", ".lz4", ".lzma", ".z")
# ZIP by their bytes, but a document as a whole.
DOCUMENTS = (".xlsx", ".docx", ".pptx", ".odt", ".ods", ".odp", ".jar", ".npz", ".qgz")
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tga", ".dds", ".rgb", ".ktx", ".ktx2")
WORLD = (".jgw", ".jpgw", ".jpegw", ".pgw", ".pngw", ".tfw", ".tifw", ".wld", ".j2w", ".bpw", ".gfw")
# Belong to a document beside them.
SIDE = (
    *WORLD,
    *(".mtl", ".bin", ".prj", ".dbf", ".shx", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".ovr", ".aux"),
    *(".qml", ".sld", ".lyr", ".xsd", ".gfs", ".gpkg-wal", ".gpkg-shm", ".gpkg-journal", ".lax", ".md5", ".sha256"),
)
SIDE_NAMES = (".aux.xml", ".shp.xml", ".tif.xml", ".tiff.xml")


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found.

    Attributes:
        parts: documents of any format, in the order of the named paths, sorted naturally within each, each once.
        beside: files that belong to documents (textures, world files, ``.mtl``, ``.dbf`` …), by their endings.
        left_out: names of those that cannot be read, and why.
    """

    parts: tuple[Part, ...]
    beside: tuple[Part, ...]
    left_out: tuple[tuple[str, Text], ...]


class _Found:
    """Gathers while folders are walked."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.parts: dict[tuple[Path, tuple[str, ...]], Part] = {}
        self.order: dict[Part, int] = {}
        self.named = 0
        self.left_out: list[tuple[str, Text]] = []

    def add(self, part: Part) -> None:
        self.parts.setdefault((part.path.resolve(), part.keys), part)
        self.order.setdefault(part, self.named)

    def refuse(self, name: str, why: Text) -> None:
        if (name, why) not in self.left_out[-1:]:
            self.left_out.append((name, why))


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts ``tile_2`` before ``tile_10``."""
    words = re.findall(r"\d{1,18}|\D+", name.casefold())
    return tuple((0, int(w), "") if w.isdecimal() and w.isascii() else (1, 0, w) for w in words)


def sources_of(paths: Sequence[Path], job: Job) -> Sources:
    """All documents in files, folders (with all folders in them) and ZIP archives.

    Hidden files and what operating systems leave behind are passed over. A path that the user named and that cannot
    be read at all is an error; anything below it is left out with a reason.

    Raises:
        PlanningError: a named path is missing, empty, unreadable, no ordinary file, or a broken archive.
        CancelledError: the job was cancelled.
    """
    found = _Found(job)
    for i, path in enumerate(paths):
        job.report(i / len(paths), Text.of("city.job.looking", file=path.name))
        found.named = i
        if path.is_dir():
            for file in _walk(path, found):
                try:
                    _file(file, path, found)
                except PlanningError as error:
                    found.refuse(str(file.relative_to(path)), error.text)
        else:
            _file(existing(path), None, found)
    # What the user named first comes first: the first city model decides on the CRS.
    parts = sorted(found.parts.values(), key=lambda p: (found.order[p], natural("/".join([str(p.path), *p.keys]))))
    located = {_place(p) for p in parts if _has_ending(p, WORLD)}
    beside = [p for p in parts if _is_beside(p, located)]
    chosen = set(beside)
    return Sources(tuple(p for p in parts if p not in chosen), tuple(beside), tuple(found.left_out))


def _has_ending(part: Part, endings: tuple[str, ...]) -> bool:
    return part.ending in endings


def _place(part: Part) -> tuple[str, str]:
    """Folder and name without its ending."""
    whole = "/".join([str(part.path), *part.keys])
    folder, _, _ = whole.replace("\\", "/").rpartition("/")
    return folder, PurePosixPath(part.file_name).stem.casefold()


def _is_beside(part: Part, located: set[tuple[str, str]]) -> bool:
    if _has_ending(part, PICTURES):
        return _place(part) not in located
    return _has_ending(part, SIDE) or part.file_name.lower().endswith(SIDE_NAMES)


def _walk(folder: Path, found: _Found) -> Iterator[Path]:
    """Ordinary files below a folder; symbolic links that leave it are refused."""
    top = folder.resolve()
    count = 0

    def failed(error: OSError) -> None:
        why = Text.of("error.city.unreadable", file=str(error.filename), reason=error.strerror or "")
        found.refuse(str(error.filename), why)

    for place, folders, files in os.walk(folder, onerror=failed):
        found.job.check()
        folders[:] = sorted((f for f in folders if not is_clutter(f)), key=natural)
        for away in (Path(place) / f for f in folders if _leaves(Path(place) / f, top)):
            inside = str(away.relative_to(folder))
            found.refuse(inside, Text.of("error.container.escape", file=inside))
        for name in sorted(files, key=natural):
            file = Path(place) / name
            count += 1
            if count > MOST_FILES:
                raise PlanningError("error.container.members", file=folder.name, count=count, most=MOST_FILES)
            if is_clutter(name):
                continue
            if file.is_symlink() and _leaves(file, top):
                inside = str(file.relative_to(folder))
                found.refuse(inside, Text.of("error.container.escape", file=inside))
            else:
                yield file


def _leaves(link: Path, top: Path) -> bool:
    """Whether a link leads out of a folder; one that leads in a circle leads nowhere."""
    try:
        return not link.resolve().is_relative_to(top)
    except (OSError, RuntimeError):
        return False


def _file(path: Path, root: Path | None, found: _Found) -> None:
    existing(path)
    ending = path.suffix.lower()
    if ending in FOREIGN:
        found.refuse(path.name, Text.of("error.container.foreign", file=path.name))
    elif ending in DOCUMENTS or not is_zip(path):
        found.add(Part(path, root=root))
    else:
        for member in members(path, path.name):
            found.job.check()
            _member(path, root, member, found)


def _member(path: Path, root: Path | None, member: Member, found: _Found) -> None:
    name = f"{path.name}:{member.name}"
    ending = PurePosixPath(member.name).suffix.lower()
    if member.problem is not None:
        found.refuse(name, member.problem)
    elif ending in FOREIGN:
        found.refuse(name, Text.of("error.container.foreign", file=name))
    elif ending == ".zip":
        try:
            _inner(path, root, member, found)
        except PlanningError as error:
            found.refuse(name, error.text)
    else:
        found.add(Part(path, member.key, root=root))


def _inner(path: Path, root: Path | None, outer: Member, found: _Found) -> None:
    """The members of an archive in an archive; no deeper."""
    name = f"{path.name}:{outer.name}"
    with open_member(path, (outer.key,), name) as opened:
        raw = io.BytesIO(bounded(opened, name, MOST_INNER, "error.container.inner-size"))
    for member in members(raw, name):
        own = f"{name}:{member.name}"
        if member.problem is not None:
            found.refuse(own, member.problem)
        elif PurePosixPath(member.name).suffix.lower() in (".zip", *FOREIGN):
            found.refuse(own, Text.of("error.container.foreign", file=own))
        else:
            found.add(Part(path, outer.key, member.key, root))
