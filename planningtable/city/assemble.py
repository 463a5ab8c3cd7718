"""City documents → the columns of buildings and their boundary surfaces, in the site's CRS."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from planningtable.city.attributes import AttributeTable
from planningtable.city.crs.reference import Placement
from planningtable.city.geometry.extrude import prism
from planningtable.city.geometry.mesh import Ring, SurfaceCollector
from planningtable.city.geometry.rings import Rings, RingState, cleaned, joined, normals, outlines
from planningtable.city.grid import Array
from planningtable.city.job import Job
from planningtable.city.nested import NestedTable
from planningtable.city.readers.citygml.building import BuildingRecord
from planningtable.city.readers.citygml.document import CityDocument, Remark
from planningtable.city.site import Buildings, SurfaceKind, Surfaces
from planningtable.city.uses import use_of
from planningtable.domain.text import Text

# Height of a storey where the file gives the number of storeys but no height, or the other way round [m].
STOREY = 3.0
# Cosine of 80°: a surface steeper than this is a wall.
WALL = 0.1736
REASONS = {
    RingState.NOT_FINITE: "city.reason.not-finite",
    RingState.TOO_FEW: "city.reason.too-few-points",
    RingState.FAR: "city.reason.far-away",
}


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """What can be shown, and what cannot.

    Attributes:
        buildings: of all documents.
        surfaces: of all buildings, relative to ``origin``.
        origin: easting and northing, whole metres.
        shown: number of buildings shown, one a document.
        reported: buildings that cannot be shown, one tuple a document.
        repaired: what was mended or left out, one tuple a document.
    """

    buildings: Buildings
    surfaces: Surfaces
    origin: tuple[float, float]
    shown: tuple[int, ...]
    reported: tuple[tuple[Remark, ...], ...]
    repaired: tuple[tuple[Remark, ...], ...]


class _Assembler:
    """Takes the documents one after another."""

    def __init__(self) -> None:
        self.collector = SurfaceCollector()
        self.records: list[BuildingRecord] = []
        self._ids: set[str] = set()
        self._repaired: list[Remark] = []
        self._reported: list[Remark] = []

    def take(
        self, document: CityDocument, placement: Placement | None, job: Job
    ) -> tuple[int, tuple[Remark, ...], tuple[Remark, ...]]:
        """Add a document; number of buildings shown, what is reported, what was repaired."""
        self._repaired, self._reported = list(document.repaired), list(document.reported)
        raw = document.polygons.points
        points = placement.project(raw) if placement is not None else np.array(raw)
        rings = cleaned(points, document.polygons.ring_starts)
        order = np.argsort(document.use_building, kind="stable")
        bounds = np.searchsorted(document.use_building[order], np.arange(len(document.buildings) + 1))
        kinds, turned = _kinds(document, rings, order, bounds)
        before = len(self.records)
        for row, record in enumerate(document.buildings):
            if row % 50 == 0:
                job.report(row / max(len(document.buildings), 1), Text.of("city.job.assembling", file=document.name))
            uses = order[bounds[row] : bounds[row + 1]]
            self._take_building(record, document, rings, uses, (kinds, turned))
        return len(self.records) - before, tuple(self._reported), tuple(self._repaired)

    def _take_building(
        self, record: BuildingRecord, document: CityDocument, rings: Rings, uses: Array, made: tuple[Array, Array]
    ) -> None:
        if record.id in self._ids:
            self._reported.append((record.id, Text.of("city.reason.duplicate")))
            return
        problems = len(self._repaired)
        kinds, turned = made
        surfaces: list[tuple[SurfaceKind, Sequence[Ring], str]] = []
        for use in uses.tolist():
            polygon = int(document.use_polygon[use])
            id = document.use_ids[use]
            found = self._rings_of(document, rings, polygon, id or record.id)
            if found:
                step = -1 if bool(document.use_flipped[use]) != bool(turned[use]) else 1
                surfaces.append((SurfaceKind(int(kinds[use])), [ring[::step] for ring in found], id))
        if record.lod == 0:
            surfaces = self._raised(record, [s[1] for s in surfaces])
        row, added = len(self.records), 0
        for kind, corners, id in surfaces:
            made_up = id or f"{record.id}-{added}"
            if self.collector.add(row, kind, corners, made_up):
                added += 1
            else:
                self._repaired.append((made_up, Text.of("city.repaired.no-area")))
        if added:
            self._ids.add(record.id)
            self.records.append(record)
            return
        new = self._repaired[problems:] or [r for r in document.repaired if r[0] == record.id]
        flat = record.lod == 0 and not surfaces and not new
        reason = Text.of("city.reason.flat") if flat else Text.of("city.reason.no-valid-surface")
        self._reported.append((record.id, new[0][1] if new else reason))

    def _rings_of(self, document: CityDocument, rings: Rings, polygon: int, id: str) -> list[Ring]:
        start, end = document.polygons.polygon_starts[polygon : polygon + 2].tolist()
        state = RingState(int(rings.state[start]))
        if state is not RingState.GOOD:
            self._repaired.append((id, Text.of(REASONS[state])))
            return []
        good = [r for r in range(start, end) if rings.state[r] == RingState.GOOD]
        if len(good) < end - start:
            self._repaired.append((id, Text.of("city.repaired.hole-dropped")))
        return [rings.ring(r) for r in good]

    @staticmethod
    def _raised(
        record: BuildingRecord, footprints: Sequence[Sequence[Ring]]
    ) -> list[tuple[SurfaceKind, Sequence[Ring], str]]:
        """A block model of a building of level 0; nothing if its height is not known."""
        height = record.height or (record.storeys or 0) * STOREY
        if not height or not footprints:
            return []
        shapes = np.array([shapely.make_valid(shapely.Polygon(f[0], f[1:])) for f in footprints], object)
        ground = min(float(f[0][:, 2].min()) for f in footprints)
        return [(kind, rings, "") for kind, rings in prism(joined(shapes), ground, height)]


def _kinds(document: CityDocument, rings: Rings, order: Array, bounds: Array) -> tuple[Array, Array]:
    """Kind of each use, told from slope and height where the file says nothing; whether it must be turned round."""
    outer = document.polygons.polygon_starts[:-1][document.use_polygon]
    vectors = normals(rings)[outer]
    length = np.maximum(np.linalg.norm(vectors, axis=1), 1e-12)
    upward = vectors[:, 2] / length * np.where(document.use_flipped, -1.0, 1.0)
    kinds = document.use_kind.copy()
    middle = _mean_heights(rings)[outer]
    half = np.zeros(len(kinds))
    for row in range(len(bounds) - 1):
        uses = order[bounds[row] : bounds[row + 1]]
        heights = middle[uses]
        heights = heights[np.isfinite(heights)]
        if len(heights):
            half[uses] = (heights.min() + heights.max()) / 2
    unknown = kinds == SurfaceKind.UNKNOWN
    wall = np.abs(upward) < WALL
    kinds[unknown & wall] = SurfaceKind.WALL
    kinds[unknown & ~wall] = SurfaceKind.ROOF
    kinds[unknown & ~wall & (middle <= half) & (np.abs(upward) > 0.9)] = SurfaceKind.GROUND
    down = (kinds == SurfaceKind.ROOF) & (upward < -WALL)
    up = (kinds == SurfaceKind.GROUND) & (upward > WALL)
    return kinds, down | up


def _mean_heights(rings: Rings) -> Array:
    lengths = np.diff(rings.starts)
    heights = np.full(len(lengths), np.nan)
    used = (lengths > 0) & (rings.state != RingState.NOT_FINITE)
    z = np.where(np.isfinite(rings.points[:, 2]), rings.points[:, 2], 0.0)
    if used.any():
        total = np.concatenate([[0.0], np.cumsum(z)])
        sums = total[rings.starts[1:]] - total[rings.starts[:-1]]
        heights[used] = sums[used] / lengths[used]
    return heights


def _origin(documents: Sequence[CityDocument], placements: Sequence[Placement | None]) -> tuple[float, float]:
    for document, placement in zip(documents, placements, strict=True):
        points = document.polygons.points
        points = points[np.isfinite(points).all(axis=1)]
        if len(points):
            centre = np.median(points, axis=0)[None, :]
            middle = placement.project(centre)[0] if placement is not None else centre[0]
            return float(np.floor(middle[0])), float(np.floor(middle[1]))
    return 0.0, 0.0


def assemble(documents: Sequence[CityDocument], placements: Sequence[Placement | None], job: Job) -> Assembled:
    """Put documents together; input buildings = shown + reported, always.

    Args:
        documents: as read.
        placements: the way of each into the site's CRS; None leaves the coordinates as they are.
        job: for progress and cancel.
    """
    assembler = _Assembler()
    taken = []
    for i, (document, placement) in enumerate(zip(documents, placements, strict=True)):
        part = job.part(i / len(documents), (i + 1) / len(documents))
        taken.append(assembler.take(document, placement, part))
    origin = _origin(documents, placements)
    surfaces = assembler.collector.finish(origin)
    return Assembled(
        _columns(assembler.records, surfaces, origin),
        surfaces,
        origin,
        tuple(t[0] for t in taken),
        tuple(t[1] for t in taken),
        tuple(t[2] for t in taken),
    )


def _columns(records: Sequence[BuildingRecord], surfaces: Surfaces, origin: tuple[float, float]) -> Buildings:
    count = len(records)
    low, top = _vertical_reach(surfaces, count)
    geometric = top - low
    stated = np.array([r.height or 0.0 for r in records])
    # A stated height far from the geometry is a unit or a typing error: the picture and the number must agree.
    trusted = (stated > 0.5 * geometric) & (stated < 1.5 * geometric)
    height = np.where(trusted, stated, geometric)
    counted = np.array([r.storeys or 0 for r in records], np.int32)
    guessed = np.maximum(np.round(height / STOREY), 1).astype(np.int32)
    return Buildings(
        ids=tuple(r.id for r in records),
        names=tuple(next((n for n in r.names if n and n != r.id), r.address) for r in records),
        uses=tuple(use_of(r.function, r.function_space, r.usage) for r in records),
        functions=tuple(r.function for r in records),
        roof_types=tuple(r.roof_type for r in records),
        addresses=tuple(r.address for r in records),
        height=height,
        ground=low,
        storeys=np.where(counted > 0, counted, guessed).astype(np.int32),
        storeys_estimated=counted == 0,
        lod=np.array([r.lod for r in records], np.int8),
        parts=np.array([r.parts for r in records], np.int32),
        footprints=_footprints(surfaces, count, origin),
        cistern=np.zeros(count),
        attributes=AttributeTable.of(_attributes(r) for r in records),
        nested=NestedTable.empty(count),
    )


def _attributes(record: BuildingRecord) -> dict[str, str]:
    extra = {"usage": record.usage} if record.usage else {}
    if record.height is not None:
        extra["measuredHeight"] = f"{record.height:g}"
    return {**record.attributes, **extra}


def _vertical_reach(surfaces: Surfaces, count: int) -> tuple[Array, Array]:
    """Lowest ground point (of all points, where there is no ground surface) and highest point of each building."""
    surface = np.repeat(surfaces.ring_surface, np.diff(surfaces.ring_offsets))
    building, z = surfaces.building[surface], surfaces.ring_points[:, 2]
    lowest, highest, ground = np.full(count, np.inf), np.full(count, -np.inf), np.full(count, np.inf)
    np.minimum.at(lowest, building, z)
    np.maximum.at(highest, building, z)
    on_ground = surfaces.kind[surface] == SurfaceKind.GROUND
    np.minimum.at(ground, building[on_ground], z[on_ground])
    return np.where(np.isfinite(ground), ground, lowest), highest


def _footprints(surfaces: Surfaces, count: int, origin: tuple[float, float]) -> Array:
    """Union of the ground surfaces seen from above; of the roofs, or of everything, where there are none."""
    result = np.full(count, shapely.Polygon(), object)
    missing = np.ones(count, bool)
    for wanted in _preferences(surfaces):
        chosen = wanted & missing[surfaces.building]
        if not chosen.any():
            continue
        _join_outlines(surfaces, chosen, result, origin)
        missing = shapely.is_empty(result)
    return result


def _preferences(surfaces: Surfaces) -> Iterator[Array]:
    yield surfaces.kind == SurfaceKind.GROUND
    yield surfaces.kind == SurfaceKind.ROOF
    yield np.abs(surfaces.normal[:, 2]) > WALL


def _join_outlines(surfaces: Surfaces, chosen: Array, result: Array, origin: tuple[float, float]) -> None:
    rings = np.flatnonzero(chosen[surfaces.ring_surface])
    lengths = np.diff(surfaces.ring_offsets)[rings]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    index = np.repeat(surfaces.ring_offsets[rings] - starts[:-1], lengths) + np.arange(starts[-1])
    _, polygon = np.unique(surfaces.ring_surface[rings], return_inverse=True)
    shapes = outlines(surfaces.ring_points[index, :2] + np.array(origin), starts, polygon)
    building = surfaces.building[np.flatnonzero(chosen)]
    order = np.argsort(building, kind="stable")
    rows, first = np.unique(building[order], return_index=True)
    for row, some in zip(rows, np.split(shapes[order], first[1:]), strict=True):
        result[row] = joined(some)
