"""What a workshop was made from, kept in it, so that an update needs to name only what changed."""

import dataclasses
import json
from contextlib import closing
from pathlib import Path
from typing import Any

from planningtable.app.intake.request import ImportRequest
from planningtable.city.grid import Extent
from planningtable.domain.text import PlanningError
from planningtable.store.workshop_file import WorkshopFile

KEY = "import"
# Fields that name one file each.
FILES = ("land_cover", "trees", "streets")


def remember(request: ImportRequest, path: Path) -> None:
    """Keep the request in the workshop that was made of it.

    Raises:
        PlanningError: the workshop takes no writes.
    """
    row: dict[str, Any] = {name: str(file.absolute()) for name in FILES if (file := getattr(request, name)) is not None}
    row["terrain"] = [str(file.absolute()) for file in request.terrains]
    row["terrain_offset"] = request.terrain_offset
    row["insists"] = request.insists
    row["area"] = None if request.area is None else list(dataclasses.astuple(request.area))
    with closing(WorkshopFile.open(path)) as file:
        file.keep_note(KEY, json.dumps(row))


def remembered(request: ImportRequest, path: Path) -> ImportRequest:
    """A request for an update with what it leaves open taken from the last one.

    Raises:
        PlanningError: a file of then is not where it was.
    """
    with closing(WorkshopFile.open(path, read_only=True)) as file:
        text = file.meta.get(KEY)
    if text is None:
        return request
    row = json.loads(text)
    fields: dict[str, Any] = {}
    for name in FILES:
        if getattr(request, name) is None and name in row:
            fields[name] = _there(row[name], name)
    if not request.terrains and row["terrain"]:
        fields["terrain"] = tuple(_there(one, "terrain") for one in row["terrain"])
    if not request.terrain_offset:
        fields["terrain_offset"] = row["terrain_offset"]
    if request.area is None and row["area"] is not None:
        fields["area"] = Extent(*row["area"])
    # What was only dropped together once is no reason to stop now.
    insists = request.insists and bool(row.get("insists", True))
    return dataclasses.replace(request, **fields, insists=insists)


def _there(text: str, field: str) -> Path:
    path = Path(text)
    if not path.exists():
        raise PlanningError("error.new.not-there", file=text, option="--" + field.replace("_", "-"))
    return path
