"""Footprints with heights: polygons of any vector format → buildings that stand on their outline."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
import shapely

from planningtable.city.attributes import AttributeTable
from planningtable.city.crs.names import named
from planningtable.city.grid import Array
from planningtable.city.job import Job
from planningtable.city.model.batch import BoundaryRows, CityBatch, FaceRows, ObjectRows, PolygonRows, Remark
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Chunk, CityFormat, Heading
from planningtable.city.readers.vector.footprints.columns import STOREY, Columns, columns_of, heights
from planningtable.city.readers.vector.formats.layers import Wish, chosen, shapes_of
from planningtable.city.readers.vector.formats.local import local
from planningtable.city.readers.vector.formats.rows import Block
from planningtable.city.readers.vector.numbers import text
from planningtable.city.readers.vector.purpose import purpose_of
from planningtable.city.site import SurfaceKind
from planningtable.domain.text import PlanningError, Text

WISH = Wish(
    words=(
        "ax_gebaeude",
        "gebaeude",
        "gebäude",
        "building",
        "bldg",
        "pand",
        "haus",
        "house",
        "footprint",
        "multipolygons",
    ),
    types=("Polygon",),
)
ROWS = 4000
# Rows that tell what the columns mean.
SAMPLE = 5
# The standard's names for what the columns hold.
_STANDARD = (
    *(("function", "function"), ("usage", "usage"), ("class", "class"), ("roofType", "roofType")),
    *(("creationDate", "creationDate"), ("storeys", "storeysAboveGround"), ("below", "storeysBelowGround")),
    ("town", "town"),
)

_WORKED_OUT = frozenset(("measuredHeight", "address", "town", *(name for _, name in _STANDARD)))


@dataclass(frozen=True, slots=True)
class Context:
    """What each chunk has to know.

    Attributes:
        columns: what the columns mean.
        swapped: whether the CRS puts north or latitude first; batches then do, too.
        osm: whether rows without the tag ``building`` are other things.
        notes: on the file.
    """

    columns: Columns
    swapped: bool
    osm: bool
    notes: tuple[Text, ...]


def head(part: Part, job: Job) -> Heading:
    """What holds for a layer of buildings.

    Raises:
        PlanningError: no vector file, one without rows, or with something else than buildings.
    """
    with local(part, job) as path:
        opened = chosen(path, part.name, WISH)
        sample = list(islice(opened.blocks(ROWS), SAMPLE))
    if not sample:
        raise PlanningError("error.city.no-places", file=part.name)
    info = opened.info
    purpose = purpose_of(info)
    if purpose not in ("footprints", "areas", "unknown"):
        raise PlanningError("error.vector.no-footprints", file=part.name, layer=info.name)
    names = dict.fromkeys(n for block in sample for n in block.fields)
    fields = {n: np.concatenate([b.fields.get(n, np.full(len(b), None, object)) for b in sample]) for n in names}
    columns = columns_of(fields, part.name)
    osm = info.format.startswith("OSM")
    context = Context(columns, _north_first(info.crs), osm, (*opened.notes, *columns.notes))
    return Heading(
        part.name,
        info.format,
        encoding=info.encoding,
        title=info.name,
        reference_names=(_reference(info.crs),) if info.crs and (info.stated or _in_degrees(sample)) else (),
        context=context,
    )


def _in_degrees(sample: list[Block]) -> bool:
    """Whether coordinates can be the degrees that GeoJSON means where it names no CRS."""
    bounds = np.concatenate([shapely.bounds(shapes_of(block)[0]) for block in sample])
    finite = bounds[np.isfinite(bounds).all(axis=1)]
    return not len(finite) or bool(np.abs(finite).max() <= 180)


def _reference(crs: str) -> str:
    """``EPSG:code`` where the CRS has one; longitude before latitude is the same CRS, put in its own order."""
    code = named(crs).epsg
    return f"EPSG:{code}" if code else crs


def _north_first(crs: str) -> bool:
    return bool(crs) and named(crs).crs.is_geographic


def chunks(part: Part, heading: Heading, job: Job) -> Iterator[Chunk]:
    """Rows of the layer, each with an id that is unique in the file.

    Raises:
        PlanningError: the file breaks off.
    """
    seen: Counter[str] = Counter()
    with local(part, job) as path:
        opened = chosen(path, part.name, Wish(WISH.words, WISH.types, heading.title))
        for number, block in enumerate(opened.blocks(ROWS)):
            job.check()
            position = min(block.first / opened.info.count, 1.0) if opened.info.count > 0 else 0.0
            yield Chunk(number, (block, _ids(block, heading.context.columns, seen)), position)


def _ids(block: Block, columns: Columns, seen: Counter[str]) -> tuple[str, ...]:
    ids = []
    for i, word in enumerate(columns.of(block.fields, "id", len(block))):
        base = word or f"building-{block.first + i + 1}"
        seen[base] += 1
        while seen[base] > 1 and f"{base}-{seen[base]}" in seen:
            seen[base] += 1
        id = base if seen[base] == 1 else f"{base}-{seen[base]}"
        seen[id] += 0 if id == base else 1
        ids.append(id)
    return tuple(ids)


def read(heading: Heading, chunk: Chunk) -> CityBatch:
    """Buildings of a chunk; each row is one, or is reported.

    Heights are in the attribute ``measuredHeight`` [m]; without one, storeys above ground times 3 m, said as a remark.
    """
    block, ids = chunk.payload
    context: Context = heading.context
    shapes, broken = shapes_of(block)
    kept = _buildings(block) if context.osm else np.ones(len(block), bool)
    count = int(kept.sum())
    fields = {n: v[kept] for n, v in block.fields.items()}
    own = tuple(id for id, keep in zip(ids, kept, strict=True) if keep)
    remarks = _shape_remarks(own, shapes[kept], broken[kept])
    height = heights(context.columns, fields, count)
    attributes, more = _attributes(context.columns, fields, height, own)
    polygons, owner = _polygons(shapes[kept], context.columns.numbers(fields, "ground", count), context.swapped)
    names = context.columns.of(fields, "name", count)
    objects = ObjectRows(
        own, ("Building",) * count, np.full(count, -1, np.int32), names, attributes, _lods(owner, count)
    )
    notes = [Remark(heading.name, note) for note in context.notes] if chunk.number == 0 else []
    said = [Remark(heading.name, Text.of("vector.note.said", file=heading.name, what=s[:200])) for s in block.said]
    return CityBatch(
        objects,
        BoundaryRows((), (), np.zeros(0, np.int32), AttributeTable.empty()),
        polygons,
        _faces(owner),
        features=_features(len(block), count, height, shapes[kept]),
        repaired=(*notes, *said, *remarks, *more),
    )


def _buildings(block: Block) -> Array:
    """Which rows of OpenStreetMap are buildings or parts of them."""
    found = np.zeros(len(block), bool)
    for name in ("building", "building:part"):
        if name in block.fields:
            found |= np.array([text(v) not in ("", "no") for v in block.fields[name]], bool)
    return found


def _features(given: int, count: int, height: Array, shapes: Array) -> tuple[tuple[str, int], ...]:
    flat = ~shapely.has_z(shapes)
    found = {
        "footprint": count,
        "footprint:height": int(np.isfinite(height).sum()),
        "footprint:two-dimensional": int(flat.sum()),
        "osm:other": given - count,
    }
    return tuple((k, v) for k, v in found.items() if v)


def _shape_remarks(ids: tuple[str, ...], shapes: Array, broken: Array) -> list[Remark]:
    kinds = shapely.get_type_id(shapes)
    found = []
    for i, id in enumerate(ids):
        if broken[i]:
            found.append(Remark(id, Text.of("vector.reason.broken"), "Building"))
        elif kinds[i] not in (3, 6, 7, -1):
            found.append(Remark(id, Text.of("vector.reason.no-polygon", type=shapes[i].geom_type), "Building"))
    return found


def _attributes(
    columns: Columns, fields: Mapping[str, Array], height: Array, ids: tuple[str, ...]
) -> tuple[AttributeTable, list[Remark]]:
    count = len(height)
    storeys = columns.numbers(fields, "storeys", count)
    estimated = ~np.isfinite(height) & np.isfinite(storeys) & (storeys > 0)
    known = {what: columns.of(fields, what, count) for what, _ in _STANDARD}
    street, number = (columns.of(fields, what, count) for what in ("street", "number"))
    used = {name for what, name in columns.names if what not in ("height", "top", "ground")}
    # What the reader worked out keeps the standard's name; the column it came from stands beside.
    others = {
        f"{n}.stated" if n in _WORKED_OUT else n: [text(v) for v in values]
        for n, values in fields.items()
        if n not in used
    }
    rows = []
    for i in range(count):
        row = {name: known[what][i] for what, name in _STANDARD if known[what][i]}
        value = storeys[i] * STOREY if estimated[i] else height[i]
        if np.isfinite(value):
            row["measuredHeight"] = f"{value:.10g}"
        address = f"{street[i]} {number[i]}".strip() if street[i] else ""
        if address:
            row["address"] = address
        row.update({n: v[i] for n, v in others.items() if v[i]})
        rows.append(row)
    why = Text.of("vector.reason.height-from-storeys", metres=STOREY)
    return AttributeTable.of(rows), [Remark(id, why, "Building") for id, e in zip(ids, estimated, strict=True) if e]


def _polygons(shapes: Array, ground: Array, swapped: bool) -> tuple[PolygonRows, Array]:
    """All polygons, and the row that each belongs to."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    deeper, index = shapely.get_parts(parts, return_index=True)
    owner = owner[index]
    keep = (shapely.get_type_id(deeper) == 3) & ~shapely.is_empty(deeper)
    deeper, owner = np.asarray(deeper[keep], object), np.asarray(owner[keep], np.int32)
    rings, of_polygon = shapely.get_rings(deeper, return_index=True)
    points, of_ring = shapely.get_coordinates(rings, include_z=True, return_index=True)
    level = np.where(np.isfinite(ground), ground, 0.0)
    z = points[:, 2] if len(points) else np.zeros(0)
    points[:, 2] = np.where(np.isfinite(z), z, level[owner[of_polygon[of_ring]]] if len(points) else z)
    if swapped:
        points[:, :2] = points[:, 1::-1]
    count = len(deeper)
    starts = np.concatenate([[0], np.cumsum(np.bincount(of_ring, minlength=len(rings)))]).astype(np.int64)
    firsts = np.concatenate([[0], np.cumsum(np.bincount(of_polygon, minlength=count))]).astype(np.int64)
    colour, texture = np.full((count, 3), -1, np.int16), np.full(count, -1, np.int32)
    return PolygonRows(("",) * count, points, starts, firsts, colour, texture), owner


def _lods(owner: Array, count: int) -> tuple[tuple[str, ...], ...]:
    drawn = np.bincount(owner, minlength=count) > 0
    return tuple(("0",) if d else () for d in drawn)


def _faces(owner: Array) -> FaceRows:
    count = len(owner)
    none = np.full(count, -1, np.int32)
    return FaceRows(
        owner=owner,
        polygon=np.arange(count, dtype=np.int32),
        flipped=np.zeros(count, bool),
        kind=np.full(count, int(SurfaceKind.GROUND), np.uint8),
        lod=np.zeros(count, np.float32),
        boundary=none,
        solid=none.copy(),
        shell=np.zeros(count, np.int16),
        inside=np.zeros(count, bool),
    )


FOOTPRINTS = CityFormat(head, chunks, read)
