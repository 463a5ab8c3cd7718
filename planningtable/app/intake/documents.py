"""Paths that people name → city models to be read, and the rest of a delivery, each file with its use or a reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planningtable.app.intake.server import ARCHIVES, PACKED
from planningtable.app.intake.values import Document
from planningtable.city.job import Job
from planningtable.city.readers.containers import sources_of
from planningtable.city.readers.detect import Kind, kind_of
from planningtable.city.readers.files import Part, sha256_of
from planningtable.city.readers.levels import level_of
from planningtable.city.readers.table import FORMATS
from planningtable.city.readers.vector.purposes import purposes
from planningtable.domain.text import PlanningError, Text

VECTORS = frozenset({Kind.VECTOR, Kind.GML, Kind.ALKIS, Kind.CSV})
FOOTPRINTS = frozenset({"footprints"})
TERRAIN = frozenset({Kind.RASTER, Kind.ASC, Kind.XYZ, Kind.LAS})


@dataclass(frozen=True, slots=True)
class Delivery:
    """What lies in the files and folders that were named.

    Attributes:
        models: city models, to be read by the table of formats.
        others: documents of other kinds.
        purposes: what vector files among the others are likely for (``trees``, ``streets`` …), by their part.
        beside: names of files that belong to documents.
        left_out: names of files that cannot be read, and why.
    """

    models: tuple[Document, ...]
    others: tuple[tuple[Part, Kind], ...]
    purposes: Mapping[Part, frozenset[str]]
    beside: tuple[str, ...]
    left_out: tuple[tuple[str, Text], ...]


def delivery(paths: Sequence[Path], job: Job) -> Delivery:
    """Look at every file; nothing is passed over without a word.

    Raises:
        PlanningError: a named path cannot be read, or nothing was named that can.
        CancelledError: the job was cancelled.
    """
    found = sources_of(paths, job.part(0.0, 0.3))
    left_out = list(found.left_out)
    kinds: list[tuple[Part, Kind]] = []
    for i, part in enumerate(found.parts):
        job.report(0.3 + 0.4 * i / len(found.parts), Text.of("city.job.looking", file=part.name))
        try:
            kinds.append((part, kind_of(part)))
        except PlanningError as error:
            left_out.append((part.name, error.text))
    uses = {part: _purposes(part, job) for part, kind in kinds if kind in VECTORS}
    is_model = [k in FORMATS and (p not in uses or uses[p] >= FOOTPRINTS) for p, k in kinds]
    models = by_level(_documents([p for p, model in zip(kinds, is_model, strict=True) if model], job.part(0.7, 1.0)))
    others = tuple(pair for pair, model in zip(kinds, is_model, strict=True) if not model)
    if not kinds and len(left_out) == 1 and not found.beside:
        why = left_out[0][1]
        raise PlanningError(why.id, **dict(why.arguments))
    return Delivery(models, others, uses, tuple(p.name for p in found.beside), tuple(left_out))


def _purposes(part: Part, job: Job) -> frozenset[str]:
    """What a vector file is for; for buildings where its head cannot be read, so that reading says why."""
    try:
        return purposes(part, job)
    except PlanningError:
        return FOOTPRINTS


def by_level(documents: Sequence[Document]) -> tuple[Document, ...]:
    """City models, within each folder or archive those of a higher level of detail first, otherwise in their order.

    Of objects that several files hold, that of the first is shown.
    """
    places: dict[Path, list[int]] = {}
    for number, document in enumerate(documents):
        if document.level is not None:
            places.setdefault(document.part.root or document.part.path.parent, []).append(number)
    ordered = list(documents)
    for numbers in places.values():
        ranked = sorted((documents[number] for number in numbers), key=lambda document: -(document.level or 0.0))
        for number, better in zip(numbers, ranked, strict=True):
            ordered[number] = better
    return tuple(ordered)


def file_date(path: Path) -> str:
    """Day of the last change, ISO 8601."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _documents(parts: Sequence[tuple[Part, Kind]], job: Job) -> tuple[Document, ...]:
    paths = Counter(part.path for part, _ in parts)
    marks: dict[Path, str] = {}
    documents = []
    for i, (part, kind) in enumerate(parts):
        job.report(i / len(parts), Text.of("city.job.looking", file=part.name))
        if part.path not in marks:
            marks[part.path] = sha256_of(part.path)
        packed = part.path.suffix.lower() in ARCHIVES or paths[part.path] > 1
        size = part.path.stat().st_size * (PACKED if packed else 1) // paths[part.path]
        date, level = file_date(part.path), level_of(part, kind)
        documents.append(Document(part, kind, marks[part.path], size, date, level))
    return tuple(documents)
