"""The council pack as files: gathered, made, written one by one and all of it or nothing of each."""

import hashlib
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from planningtable.app.city_export import CITY_FORMATS, city_files
from planningtable.app.pack_content import Gathering
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.snapshots import SnapshotSource
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text, Words
from planningtable.report.content import Content
from planningtable.report.csv_file import contributions_csv
from planningtable.report.document import build
from planningtable.report.geojson_file import contributions_geojson, measures_geojson
from planningtable.report.pdf import to_pdf
from planningtable.report.places import Converter
from planningtable.report.xlsx_file import workbook
from planningtable.store.copying import copy_workshop

SUMS = "SHA256SUMS.txt"
COMPUTED = frozenset({"pdf", "xlsx"})


@dataclass(frozen=True, slots=True)
class PackFile:
    """A written file with the hash of its bytes."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class PackRequest:
    """What is wanted.

    Attributes:
        words: language of the pack.
        formats: of ``ALL_FORMATS``.
        pictures: who draws; None for a pack without pictures.
        made: time that is printed; now unless given.
        resolution: None for final results; otherwise the coarsest cell size up to this one [m].
        terrain: whether city models hold the ground too.
    """

    words: Words
    formats: tuple[str, ...]
    pictures: SnapshotSource | None = None
    made: datetime | None = None
    resolution: float | None = None
    terrain: bool = True


Write = Callable[[Path], None]


def export_pack(
    session: Session, results: Results, host: PluginHost, out: Path, request: PackRequest, job: Job
) -> tuple[PackFile, ...]:
    """Write the council pack into a folder; files of the same names are replaced.

    Returns:
        The files, the list of hashes last.

    Raises:
        PlanningError: a format is unknown, or the folder cannot be written.
        CancelledError: on request; files that were not finished are not there.
    """
    formats = checked_formats(request.formats)
    words = request.words
    _made_folder(out)
    gathering = Gathering(
        session, results, host, words, request.made or datetime.now(UTC).astimezone(), request.resolution
    )
    computing = bool(COMPUTED & set(formats))
    content = gathering.full(request.pictures, job.part(0.0, 0.8)) if computing else gathering.plain()
    files: list[PackFile] = []
    steps = [step for format in formats if format in FORMATS for step in FORMATS[format](session, content, words)]
    steps += city_files(session, results, words, formats, job, terrain=request.terrain)
    for number, (name, write) in enumerate(steps):
        job.report(0.8 + 0.2 * number / len(steps), Text("report.step.files"))
        files.append(_written(_free(out / name, session.path), write))
    named = sorted((file.path.relative_to(out).as_posix(), file.sha256) for file in files)
    listing = "".join(f"{digest}  {name}\n" for name, digest in named)
    files.append(_written(out / SUMS, _bytes(listing.encode())))
    job.report(1.0, Text("report.step.done"))
    return tuple(files)


def checked_formats(formats: tuple[str, ...]) -> tuple[str, ...]:
    """The wanted formats, each once, in the order of the pack.

    Raises:
        PlanningError: one is unknown, or there is none.
    """
    known = ", ".join(ALL_FORMATS)
    for format in formats:
        if format not in ALL_FORMATS:
            raise PlanningError("error.report.format", format=format, formats=known)
    if not formats:
        raise PlanningError("error.report.no-format", formats=known)
    return tuple(format for format in ALL_FORMATS if format in formats)


Steps = Iterator[tuple[str, Write]]


def _pdf(session: Session, content: Content, words: Words) -> Steps:
    del session
    yield words("report.file.pdf"), lambda path: _put(path, to_pdf(build(content, words)))


def _csv(session: Session, content: Content, words: Words) -> Steps:
    del session
    workshop = content.workshop
    converter = Converter(workshop.crs)
    found = {c.id: converter.located(c.place.geometry) for c in workshop.contributions}
    places = {id: located for id, located in found.items() if located is not None}
    yield words("report.file.csv"), _bytes(contributions_csv(workshop, content.site, places, words))


def _xlsx(session: Session, content: Content, words: Words) -> Steps:
    del session
    yield words("report.file.xlsx"), lambda path: _put(path, workbook(content, words))


def _geojson(session: Session, content: Content, words: Words) -> Steps:
    del session
    converter = Converter(content.workshop.crs)
    yield words("report.file.geojson-contributions"), _bytes(contributions_geojson(content.workshop, converter))
    yield words("report.file.geojson-measures"), _bytes(measures_geojson(content.variants, converter, words))


def _gpkg(session: Session, content: Content, words: Words) -> Steps:
    del content
    source = session.path
    if source is not None:
        yield words("report.file.gpkg"), lambda path: copy_workshop(source, path)


FORMATS: Mapping[str, Callable[[Session, Content, Words], Steps]] = MappingProxyType(
    {"pdf": _pdf, "csv": _csv, "xlsx": _xlsx, "geojson": _geojson, "gpkg": _gpkg}
)
ALL_FORMATS = (*FORMATS, *CITY_FORMATS)


def _bytes(data: bytes) -> Write:
    return lambda path: _put(path, data)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _free(path: Path, workshop: Path | None) -> Path:
    """Another name where the copy would land on the open workshop itself."""
    if workshop is not None and path.exists() and path.samefile(workshop):
        return path.with_name(f"{path.stem}-2{path.suffix}")
    return path


def _made_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlanningError("error.report.folder", folder=str(out)) from error


def _written(path: Path, write: Write) -> PackFile:
    """Write beside the place first, then put it there in one step."""
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        write(part)
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        part.replace(path)
    except OSError as error:
        raise PlanningError("error.report.folder", folder=str(path.parent)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return PackFile(path, digest)
