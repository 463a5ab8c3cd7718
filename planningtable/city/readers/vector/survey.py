"""Check-up of a vector file or table: what is in it, before anything is done with it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from planningtable.city.job import Job
from planningtable.city.readers.files import Part
from planningtable.city.readers.vector.formats import tables
from planningtable.city.readers.vector.formats.kinds import kind_of
from planningtable.city.readers.vector.formats.layers import DRIVERS, finite, shapes_of
from planningtable.city.readers.vector.formats.local import local
from planningtable.city.readers.vector.formats.rows import Block, LayerInfo
from planningtable.city.readers.vector.numbers import text
from planningtable.city.readers.vector.places import crs_of
from planningtable.city.readers.vector.purpose import purpose_of
from planningtable.domain.text import PlanningError, Text

# Beginnings of column names of KOSTRA tables: depths by return period.
_RAIN = ("hn_", "uc_", "duration", "d_min", "dauerstufe")


@dataclass(frozen=True, slots=True)
class LayerSurvey:
    """What a layer or table holds.

    Attributes:
        name: of the layer; the file's for tables.
        crs: as the file names it, ``EPSG:code`` where it has one; empty where it names none.
        rows: number of rows.
        types: number of rows by type of geometry.
        attributes: number of rows with a value, by column name.
        low: smallest first and second coordinate, as they stand; empty where no row has a place.
        high: largest.
        without_place: rows without geometry or coordinates.
        broken: rows whose geometry cannot be understood or is not finite.
        invalid: polygons that cross themselves.
        purpose: what it is likely for, see `planningtable.city.readers.vector.purpose`.
    """

    name: str
    crs: str
    rows: int
    types: Mapping[str, int]
    attributes: Mapping[str, int]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    without_place: int = 0
    broken: int = 0
    invalid: int = 0
    purpose: str = "unknown"


@dataclass(frozen=True, slots=True)
class VectorSurvey:
    """What a vector file holds.

    Attributes:
        name: of the file.
        format: e.g. ``GeoPackage``.
        encoding: of the texts.
        layers: all of them; one for a table.
        delimiter: of a table; empty for other formats.
        purpose: ``rain`` for a table of design rain, ``outline`` for corners of a polygon
            without a header, ``places`` for anything else with geometry, ``table`` otherwise.
        notes: what was noticed.
    """

    name: str
    format: str
    encoding: str
    layers: tuple[LayerSurvey, ...]
    delimiter: str = ""
    purpose: str = "places"
    notes: tuple[Text, ...] = ()


def survey(part: Part, job: Job) -> VectorSurvey:
    """Look through a whole file, in bounded memory.

    Raises:
        PlanningError: it cannot be read at all.
        CancelledError: the job was cancelled.
    """
    with local(part, job) as path:
        kind = kind_of(path, part.name)
        if kind == "CSV":
            return _table(path, part.name, job)
        infos = DRIVERS[kind].layers(path, kind)
        if not infos:
            raise PlanningError("error.city.no-places", file=part.name)
        found, notes = [], []
        for info in infos:
            layer, said = _layer(path, info, job)
            found.append(layer)
            notes += [Text.of(id, file=part.name, **dict(more)) for id, more in info.remarks]
            notes += [Text.of("vector.note.said", file=part.name, what=s[:200]) for s in said[:3]]
            if not info.crs:
                notes.append(Text.of("vector.note.no-crs", file=part.name))
            elif not info.stated and _not_degrees(layer):
                found[-1] = replace(layer, crs="")
                notes.append(Text.of("vector.note.not-degrees", file=part.name))
    return VectorSurvey(part.name, kind, infos[0].encoding, tuple(found), notes=tuple(dict.fromkeys(notes)))


def _not_degrees(layer: LayerSurvey) -> bool:
    return bool(layer.high) and (max(map(abs, layer.low[:2])) > 180 or max(map(abs, layer.high[:2])) > 180)


def _label(crs: str) -> str:
    if not crs:
        return ""
    try:
        found = crs_of(crs)
    except PlanningError:
        return crs
    code = found.to_epsg()
    return f"EPSG:{code}" if code else found.name


class _Sums:
    """Adds up blocks."""

    def __init__(self) -> None:
        self.rows = self.without = self.broken = self.invalid = 0
        self.types: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.low = np.full(2, np.inf)
        self.high = np.full(2, -np.inf)
        self.said: dict[str, None] = {}

    def add(self, block: Block) -> None:
        shapes, broken = shapes_of(block)
        self.rows += len(block)
        self.said.update(dict.fromkeys(block.said))
        for name, values in block.fields.items():
            self.attributes[name] += sum(1 for v in values if text(v))
        bounds = shapely.bounds(shapes)
        missing = (shapely.is_missing(shapes) | shapely.is_empty(shapes)) & ~broken
        infinite = ~finite(shapes) & ~missing & ~broken
        self.without += int(missing.sum())
        self.broken += int((broken | infinite).sum())
        good = ~(missing | broken | infinite)
        self.types.update(s.geom_type for s in shapes[good])
        if good.any():
            self.low = np.minimum(self.low, bounds[good, :2].min(axis=0))
            self.high = np.maximum(self.high, bounds[good, 2:].max(axis=0))
            self.invalid += int((~shapely.is_valid(shapes[good])).sum())

    def layer(self, name: str, crs: str) -> LayerSurvey:
        known = bool(np.isfinite(self.low).all())
        return LayerSurvey(
            name,
            crs,
            self.rows,
            dict(sorted(self.types.items())),
            {n: c for n, c in self.attributes.items() if c},
            tuple(map(float, self.low)) if known else (),
            tuple(map(float, self.high)) if known else (),
            self.without,
            self.broken,
            self.invalid,
        )


def _layer(path: Path, info: LayerInfo, job: Job) -> tuple[LayerSurvey, list[str]]:
    sums = _Sums()
    for block in DRIVERS[info.format].blocks(path, info, 4096):
        job.check()
        sums.add(block)
    return replace(sums.layer(info.name, _label(info.crs)), purpose=purpose_of(info)), list(sums.said)


def _table(path: Path, name: str, job: Job) -> VectorSurvey:
    layout = tables.layout_of(path)
    notes = [] if layout.quoted else [Text.of("vector.note.quotes", file=name)]
    rain = sum(n.lower().startswith(_RAIN) for n in layout.names) > 1 or layout.names[0].lower() == _RAIN[-1]
    places = tables.places_of(layout)
    outline = places is not None and not layout.header
    purpose = "rain" if rain else "outline" if outline else "places" if places else "table"
    if places is not None and not rain:
        info = tables.layers(path, "CSV")[0]
        layer, _ = _layer(path, info, job)
    else:
        layer = _columns(tables.rows(path, layout), layout.names, path.stem, job)
    return VectorSurvey(name, "CSV", layout.encoding, (layer,), layout.delimiter, purpose, tuple(notes))


def _columns(rows: Iterator[list[str]], names: tuple[str, ...], name: str, job: Job) -> LayerSurvey:
    """Rows without places: how often each column has a value, and rows with cells too many."""
    count = ragged = 0
    filled = [0] * len(names)
    for row in rows:
        count += 1
        if count % 1000 == 0:
            job.check()
        ragged += any(c.strip() for c in row[len(names) :])
        for i, cell in enumerate(row[: len(names)]):
            filled[i] += bool(cell.strip())
    attributes = {n: c for n, c in zip(names, filled, strict=True) if c}
    return LayerSurvey(name, "", count, {}, attributes, broken=ragged)
