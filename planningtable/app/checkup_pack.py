"""The check-up as files: a PDF to read, a table and JSON with everything, and the picture."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from planningtable.app.snapshots import SnapshotRequest, SnapshotSource
from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.grid import Array
from planningtable.city.model.batch import Remark
from planningtable.city.model.remarks import MOST_NAMED, beyond, number_of
from planningtable.city.nested import NestedTable
from planningtable.city.site import Site, Surfaces
from planningtable.domain.text import PlanningError, Text, Words
from planningtable.layers.layer import Column, LayerResult, Provenance, Quality
from planningtable.layers.legend import Legend, LegendClass
from planningtable.report.checkup_page import build_checkup, lists_of
from planningtable.report.csv_file import neutralised
from planningtable.report.numbers import number
from planningtable.report.pdf import to_pdf

PICTURE_SIZE = (1500, 940)
LAYER = "checkup"

FAULTY, ROUGH = 2, 1
COLOURS = {FAULTY: "#d55e00", ROUGH: "#e8c36a"}


def write_checkup(
    checkup: Checkup, picture: bytes | None, folder: Path, words: Words, made: datetime | None = None
) -> tuple[Path, ...]:
    """Write the report into a folder; files of the same names are replaced.

    Args:
        checkup: what was found.
        picture: PNG of what is shown, `picture_of`; None for none.
        folder: made where it is not there.
        words: of the reader.
        made: time that is printed; now unless given.

    Returns:
        The files, the one to read first.

    Raises:
        PlanningError: the folder cannot be written to.
    """
    at = made or datetime.now(UTC).astimezone()
    content: list[tuple[str, Callable[[], bytes]]] = [
        (words("checkup.file.pdf"), lambda: to_pdf(build_checkup(checkup, words, at, picture))),
        (words("checkup.file.csv"), lambda: remarks_csv(checkup, words)),
        (words("checkup.file.json"), lambda: _as_json(checkup, words)),
    ]
    if picture is not None:
        content.append((words("checkup.file.picture"), lambda: picture))
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, make in content:
            files.append(folder / name)
            files[-1].write_bytes(make())
    except OSError as error:
        raise PlanningError("error.report.folder", folder=str(folder)) from error
    return tuple(files)


def _as_json(checkup: Checkup, words: Words) -> bytes:
    return json.dumps(checkup.as_mapping(words), ensure_ascii=False, indent=2).encode()


def remarks_csv(checkup: Checkup, words: Words) -> bytes:
    """A remark on a row, and a row for the rest of each reason that is not named one by one.

    UTF-8 with BOM and semicolons, as spreadsheets want it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    names = ("file", "list", "object", "type", "fault", "meaning")
    writer.writerow([words(f"checkup.column.{name}") for name in names])
    for file in checkup.files:
        for name, remarks in lists_of(file):
            said = words(f"checkup.list.{name}")
            rows = [(r.id, r.type, r.code, r.why) for r in remarks]
            rows += [(_others(r, n, words), r.type, r.code, r.why) for r, n in beyond(file, name)]
            for id, type, code, why in rows:
                writer.writerow([neutralised(cell) for cell in (file.name, said, id, type, code, words(why))])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _others(like: Remark, count: int, words: Words) -> str:
    """In place of an id: the number of those that are not named."""
    shown = number(count, 0, words.language)
    return words("checkup.table.others" if like.id else "checkup.table.others-nameless", count=shown, id=like.id)


def picture_of(site: Site, checkup: Checkup, pictures: SnapshotSource, words: Words) -> bytes:
    """What is shown of the files, with faulty buildings in colour, as a PNG.

    Raises:
        PlanningError: this machine cannot draw.
    """
    title = words("checkup.report.picture")
    marked = marks_of(site, checkup)
    return pictures.render(SnapshotRequest(site, words, PICTURE_SIZE, title=title, layer_result=marked))


def marks_of(site: Site, checkup: Checkup) -> LayerResult | None:
    """A layer that colours faulty buildings and those that are shown only roughly; None where there are none."""
    used = [file for file in checkup.files if file.problem is None]
    values = _marked(site, _ids_of(used, "faulty"), _ids_of(used, "rough"))
    if not (values > 0).any():
        return None
    both = (
        LegendClass(ROUGH, FAULTY, COLOURS[ROUGH], _label(used, "rough")),
        LegendClass(FAULTY, None, COLOURS[FAULTY], _label(used, "faulty")),
    )
    classes = tuple(c for c, value in zip(both, (ROUGH, FAULTY), strict=True) if (values == value).any())
    return LayerResult(
        layer=LAYER,
        scenario="",
        resolution=0.0,
        quality=Quality.FULL,
        main="found",
        grids={},
        columns={"found": Column("buildings", values, "", Text("checkup.legend.title"))},
        totals={},
        legends={"found": Legend(Text("checkup.legend.title"), "", 1.0, classes, "")},
        provenance=Provenance(Text("checkup.legend.title"), "1", (), (), (), ()),
    )


def _ids_of(files: Sequence[FileCheck], name: str) -> set[str]:
    """Ids in a list; what a file has under an id that another file brought before is not on the site."""
    listed = ({r.id for r in getattr(file, name)} - {r.id for r in file.reported} for file in files)
    return set().union(*listed)


def _label(files: Sequence[FileCheck], name: str) -> Text:
    """What a colour means; only what is named one by one can be coloured."""
    if all(number_of(file, name) == len(getattr(file, name)) for file in files):
        return Text(f"checkup.legend.{name}")
    return Text.of(f"checkup.legend.{name}-first", most=MOST_NAMED)


def _marked(site: Site, faulty: set[str], rough: set[str]) -> Array:
    ids = site.buildings.ids
    values = np.array([FAULTY if id in faulty else ROUGH if id in rough else 0 for id in ids], np.int32)
    # A fault may be told of a surface or a part: its building has it.
    bad = [row for row, id in enumerate(site.surfaces.ids) if id in faulty]
    values[site.surfaces.building[bad]] = FAULTY
    nested = site.buildings.nested
    parts = [row for row, id in enumerate(nested.ids) if id in faulty]
    values[np.searchsorted(nested.row_starts, parts, "right") - 1] = FAULTY
    return values


def thing_of(site: Site, id: str) -> str | None:
    """Id of the building or object that an id of the check-up belongs to: its own, a part's or a surface's.

    None where nothing of the site has it.
    """
    for table, surfaces in ((site.buildings, site.surfaces), (site.objects, site.objects.surfaces)):
        row = _row_of(id, table.ids, table.nested, surfaces)
        if row is not None:
            return table.ids[row]
    return None


def _row_of(id: str, ids: tuple[str, ...], nested: NestedTable, surfaces: Surfaces) -> int | None:
    if id in ids:
        return ids.index(id)
    if id in nested.ids:
        return int(np.searchsorted(nested.row_starts, nested.ids.index(id), "right")) - 1
    if id in surfaces.ids:
        return int(surfaces.building[surfaces.ids.index(id)])
    return None
