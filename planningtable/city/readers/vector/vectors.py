"""Features of vector files in the site's CRS; every row is a feature or is counted with a reason."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely

from planningtable.city.grid import Array, Extent
from planningtable.city.job import Job
from planningtable.city.readers.files import Part
from planningtable.city.readers.vector.formats.layers import Opened, Wish, chosen, finite, shapes_of
from planningtable.city.readers.vector.formats.local import layer_named, local
from planningtable.city.readers.vector.formats.rows import Block
from planningtable.city.readers.vector.numbers import number, numbers, texts
from planningtable.city.readers.vector.places import Place, place_of
from planningtable.domain.text import PlanningError, Text

__all__ = ["Features", "number", "numbers", "read_features", "texts"]

ANY = Wish()


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Features of one layer; columns of the same length.

    Attributes:
        geometries: shapely, flat, in the site's CRS, object array.
        fields: lower-case name to values.
        format: of the file.
        crs: as the file names it, or as it was assumed.
        rows: number of each feature in the layer, from 0.
        given: rows in the layer.
        left_out: how many rows are not here, by reason (``no-place``, ``broken``, ``not-finite``, ``outside``).
        notes: what to say of the file.
        layer: name of the layer.
    """

    geometries: Array
    fields: Mapping[str, Array]
    format: str
    crs: str
    rows: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    given: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    layer: str = ""

    def __len__(self) -> int:
        return len(self.geometries)


def read_features(
    source: Path | Part, crs: str, wish: Wish = ANY, area: Extent | None = None, job: Job | None = None
) -> Features:
    """Read the layer of a file that fits best; ``town.gpkg:houses`` names one.

    Args:
        source: any vector format, also gzipped or in a ZIP archive; a member of an archive as a part.
        crs: of the site.
        wish: which layer is meant.
        area: only what touches it is kept; None keeps all.
        job: to be told and to stop by.

    Raises:
        PlanningError: unreadable, without features that have a place, or in a place that cannot be.
    """
    job = job or Job()
    path, layer = (source.path, "") if isinstance(source, Part) else layer_named(source)
    part = source if isinstance(source, Part) else Part(path)
    wish = Wish(wish.words, wish.types, layer) if layer else wish
    with local(part, job) as plain:
        opened = chosen(plain, part.name, wish)
        gathered = _Gathered(part.name, crs, area)
        for block in opened.blocks():
            job.report(0.5, Text.of("city.job.reading", file=part.name))
            gathered.add(block, opened)
    return gathered.features(opened)


class _Gathered:
    """Collects what is kept while blocks pass by."""

    def __init__(self, file: str, crs: str, area: Extent | None) -> None:
        self.file = file
        self.crs = crs
        self.area = area
        self.place: Place | None = None
        self.shapes: list[Array] = []
        self.rows: list[Array] = []
        self.fields: list[dict[str, Array]] = []
        self.left_out: Counter[str] = Counter()
        self.given = 0
        self.said: dict[str, None] = {}

    def add(self, block: Block, opened: Opened) -> None:
        self.given += len(block)
        self.said.update(dict.fromkeys(block.said))
        shapes, broken = shapes_of(block)
        missing = (shapely.is_missing(shapes) | shapely.is_empty(shapes)) & ~broken
        good = finite(shapes) & ~missing & ~broken
        self.left_out.update({"broken": int(broken.sum()), "no-place": int(missing.sum())})
        self.left_out["not-finite"] += int((~good & ~missing & ~broken).sum())
        rows = np.flatnonzero(good)
        if not len(rows):
            return
        if self.place is None:
            stated = (opened.info.crs, opened.info.stated)
            self.place = place_of(shapes[rows], stated, self.crs, self.area, self.file)
        moved = self.place.moved(shapes[rows])
        kept = self._kept(moved)
        self.left_out["outside"] += int((~kept).sum())
        self.shapes.append(moved[kept])
        self.rows.append(block.first + rows[kept])
        self.fields.append({n.lower(): v[rows[kept]] for n, v in block.fields.items()})

    def _kept(self, shapes: Array) -> Array:
        if self.area is None:
            return finite(shapes)
        area = self.area
        west, south, east, north = shapely.bounds(shapes).T
        inside = (west <= area.east) & (east >= area.west) & (south <= area.north) & (north >= area.south)
        return np.asarray(inside & finite(shapes), bool)

    def features(self, opened: Opened) -> Features:
        if self.place is None:
            raise PlanningError("error.city.no-places", file=self.file)
        counts = {k: v for k, v in self.left_out.items() if v}
        notes = [*opened.notes, *self.place.notes]
        notes += [Text.of(f"vector.note.{k}", file=self.file, count=v) for k, v in counts.items() if k != "outside"]
        notes += [Text.of("vector.note.said", file=self.file, what=s[:200]) for s in list(self.said)[:3]]
        names = dict.fromkeys(n for f in self.fields for n in f)
        sizes = [len(s) for s in self.shapes]
        fields = {
            n: np.concatenate([f.get(n, np.full(k, None, object)) for f, k in zip(self.fields, sizes, strict=True)])
            for n in names
        }
        return Features(
            np.concatenate(self.shapes),
            fields,
            opened.info.format,
            opened.info.crs if opened.info.crs and self.place.source == opened.info.crs else self.place.source,
            np.concatenate(self.rows),
            self.given,
            counts,
            tuple(notes),
            opened.info.name,
        )
