"""Files and folders that were dropped together → what to import each of them for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from planningtable.app.importer import ImportRequest
from planningtable.city.job import Job
from planningtable.city.readers.detect import Kind, kind_of
from planningtable.city.readers.files import Part
from planningtable.city.readers.vector.survey import survey
from planningtable.domain.text import PlanningError

FIELDS: Mapping[str, str] = MappingProxyType({"trees": "trees", "streets": "streets"})
"""Purpose of a layer → field of the request; the rest lies among the city models, where each file finds its use."""


def request_for(paths: Sequence[Path], crs: str | None, language: str, job: Job) -> ImportRequest:
    """What to import: registers of trees and street lines by what is in them, everything else as it comes.

    Args:
        paths: files and folders.
        crs: overrides what the city files say.
        language: of the notes that are stored with the site.
        job: for progress and cancel.

    Raises:
        CancelledError: the job was cancelled.
    """
    fields: dict[str, Path] = {}
    city: list[Path] = []
    for path in paths:
        field = _field(path, job)
        if field is None or field in fields:
            city.append(path)
        else:
            fields[field] = path
    request = ImportRequest(tuple(city or paths), crs=crs, language=language, insists=False)
    return replace(request, trees=fields.get("trees"), streets=fields.get("streets"))


def _field(path: Path, job: Job) -> str | None:
    if path.is_dir():
        return None
    part = Part(path)
    try:
        if kind_of(part) not in (Kind.VECTOR, Kind.CSV):
            return None
        purposes = [layer.purpose for layer in survey(part, job).layers]
    except PlanningError:
        # The import says what is wrong with it.
        return None
    if "footprints" in purposes:  # buildings first: what else the file holds is named by the import
        return None
    return next((FIELDS[purpose] for purpose in purposes if purpose in FIELDS), None)
