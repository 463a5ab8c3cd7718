"""What lies around a city: what somebody insists on must be usable, any other file that is not is left out."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planningtable.app.file_notes import note_on
from planningtable.app.intake.request import ImportRequest
from planningtable.app.intake.roles import Roles
from planningtable.app.intake.standing import Standing
from planningtable.app.intake.surroundings import Surroundings, surroundings
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text

FIELDS = ("terrain", "land_cover", "trees", "streets")
_MORE = " … (+"


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What lies around, and what is to be said of it.

    Attributes:
        surroundings: of the files that can be used.
        told: of files beside the models that are used, or not needed.
        left_out: files that are not used, each with the reason.
    """

    surroundings: Surroundings
    told: tuple[Text, ...]
    left_out: tuple[Text, ...]


def around(request: ImportRequest, roles: Roles, stands: Standing, crs: str, job: Job) -> Around:
    """Read what can be read of it.

    Args:
        request: as the user made it.
        roles: that request with what lay beside the models.
        stands: what stands there.
        crs: of the site.
        job: for progress and cancel.

    Raises:
        PlanningError: a file that somebody insists on cannot be used.
        CancelledError: the job was cancelled.
    """
    wanted, told = roles.request, roles.notes
    left_out: list[Text] = []
    while True:
        try:
            found = surroundings(wanted, stands, crs, job.silent() if left_out else job)
        except PlanningError as error:
            less = _without(error.text, wanted, request)
            if less is None:
                raise
            told = tuple(note for note in told if not _is_of(note, error.text, wanted, less))
            wanted = less
            left_out.append(_said(error.text))
        else:
            return Around(found, told, tuple(left_out))


def _without(why: Text, wanted: ImportRequest, request: ImportRequest) -> ImportRequest | None:
    """A request without the file that cannot be used, or without all that may be meant; None where all must stay."""
    free = {name: _files(wanted, name) for name in FIELDS if not request.insists or not _files(request, name)}
    free = {name: files for name, files in free.items() if files}
    if not free:
        return None
    meant = {name: files for name, files in free.items() if any(_names(why, path) for path in files)}
    fields: dict[str, Any] = dict.fromkeys(meant or free)
    if "terrain" in meant and not _is_cut(why):
        fields["terrain"] = tuple(path for path in meant["terrain"] if not _names(why, path))
    return replace(wanted, **fields)


def _is_of(note: Text, why: Text, wanted: ImportRequest, less: ImportRequest) -> bool:
    """Whether a note says that a file is used which is none of the request any more."""
    if _file(note) is not None and _file(note) == _file(why):
        return True
    field = note.id.removeprefix("city.note.used-as-").replace("-", "_")
    gone = set(_files(wanted, field)) - set(_files(less, field)) if field in FIELDS else set()
    return any(_names(note, path) for path in gone)


def _names(text: Text, path: Path) -> bool:
    """Whether a sentence is about a file, something packed in it, or several files that it is one of."""
    file = _file(text) or ""
    named = (file, *file.partition(_MORE)[0].split(", "))
    return any(name == path.name or name.startswith(f"{path.name}:") for name in named)


def _is_cut(text: Text) -> bool:
    """Whether a sentence is about more files than it names, see `names_of`."""
    return _MORE in (_file(text) or "")


def _files(request: ImportRequest, name: str) -> tuple[Path, ...]:
    if name == "terrain":
        return request.terrains
    file = getattr(request, name)
    return () if file is None else (file,)


def _file(text: Text) -> str | None:
    file = dict(text.arguments).get("file")
    return file if isinstance(file, str) else None


def _said(why: Text) -> Text:
    file = _file(why)
    return why if file is None else note_on(file, why, "city.note.left-out")
