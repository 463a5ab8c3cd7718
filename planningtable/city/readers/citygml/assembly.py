"""From the rows and the geometry of a chunk to a `CityBatch`."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch, FaceRows, InstanceRows, LineRows, PolygonRows, Remark, Template
from planningtable.city.readers.citygml.feature_links import follow, remarks_on
from planningtable.city.readers.citygml.looks import Looks, Painter
from planningtable.city.readers.citygml.names import OBJECT_KINDS
from planningtable.city.readers.citygml.resolve import Resolver, Shown, faces_of
from planningtable.city.readers.citygml.rows import Placed, Rows
from planningtable.city.readers.citygml.surfaces import Geometry
from planningtable.city.readers.limits import with_short_ids
from planningtable.city.site import SurfaceKind
from planningtable.domain.text import Text

# More corners than this in all templates of a chunk come from a mistake or an attack.
MOST_TEMPLATE_POLYGONS = 2_000_000


def assembled(rows: Rows, geometry: Geometry, looks: Iterable[Looks], *, final: bool) -> CityBatch:
    """The batch.

    Args:
        rows: as walked through.
        geometry: as gathered.
        looks: appearances, the nearest first.
        final: whether references that lead nowhere will not be found elsewhere.
    """
    rows.limit()
    if rows.references:
        follow(rows, geometry)
    resolver = Resolver(geometry)
    polygons, textures, theirs = _polygons(geometry, looks, resolver)
    resolver.missing.clear()  # what appearances aim at is not missing
    faces = faces_of(geometry, rows.spans, resolver)
    templates, instances = _instances(rows, resolver, polygons)
    if sum(s.end - s.start for s in rows.spans) < len(geometry):
        polygons, faces = _shown(polygons, faces)
    missing = tuple(resolver.missing)
    remarks = [
        *rows.without_geometry(),
        *rows.odd_ids(),
        *(Remark(target, why) for target, why in resolver.problems.items()),
    ]
    if final:
        remarks.extend(_dangling(rows, geometry, missing))
        remarks.extend(remarks_on(rows))
    features = Counter(rows.features)
    features.update(geometry.features)
    features.update(theirs)
    points, starts = geometry.line_points()
    lines = LineRows(np.array(rows.line_owners, np.int32), np.array(rows.line_lods, np.float32), points, starts)
    batch = CityBatch(
        objects=rows.objects(),
        boundaries=rows.boundaries(),
        polygons=polygons,
        faces=faces,
        templates=templates,
        instances=instances,
        lines=lines if len(lines) else None,
        terrain=np.concatenate([np.zeros((0, 3, 3)), *rows.terrain]),
        terrain_points=np.concatenate([np.zeros((0, 3)), *rows.terrain_points]),
        textures=textures,
        reference_names=tuple(geometry.reference_names),
        features=tuple(sorted((name, count) for name, count in features.items() if count)),
        repaired=(*rows.repaired, *remarks),
        reported=tuple(rows.reported),
        unresolved=() if final else (*missing, *(reference.target for reference in rows.references)),
    )
    return with_short_ids(batch)


def _dangling(rows: Rows, geometry: Geometry, missing: tuple[str, ...]) -> list[Remark]:
    """References that lead nowhere, with the objects whose geometry they are."""
    left = dict.fromkeys(missing)
    found: dict[tuple[str, int], Remark] = {}
    for span in rows.spans if left else ():
        for entry in range(span.start, span.end):
            polygon = geometry.polygon[entry]
            target = geometry.links[~polygon] if polygon < 0 else ""
            if target in left:
                why = Text.of("city.repaired.dangling", target=target)
                found[target, span.owner] = Remark(rows.ids[span.owner], why, rows.types[span.owner])
    told = {target for target, _ in found}
    others = (Remark(t, Text.of("city.repaired.dangling", target=t)) for t in missing if t not in told)
    return [*found.values(), *others]


def _polygons(
    geometry: Geometry, looks: Iterable[Looks], resolver: Resolver
) -> tuple[PolygonRows, tuple[str, ...], Counter[str]]:
    """All polygons with their looks, the names of the images, and what the appearances hold."""
    points, ring_starts, polygon_starts = geometry.points()
    painter = Painter(len(geometry.polygon_ids), ring_starts)
    features: Counter[str] = Counter()
    for look in looks:
        features.update(look.features)
        if look.targets:
            targets = [(id, resolver.polygons(id)) for id in geometry.named if id in look.targets]
            painter.paint(look, targets, geometry.ring_named)
    textures = painter.used()
    polygons = PolygonRows(
        tuple(geometry.polygon_ids),
        points,
        ring_starts,
        polygon_starts,
        painter.colour,
        painter.texture,
        painter.uv,
    )
    return polygons, textures, features


def _instances(
    rows: Rows, resolver: Resolver, polygons: PolygonRows
) -> tuple[tuple[Template, ...], InstanceRows | None]:
    """Templates, and where they stand."""
    number: dict[str, int] = {}
    templates: list[Template] = []
    standing: list[Placed] = []
    size = 0
    for placed in rows.placed:
        if placed.target not in number:
            shown = resolver.target(placed.target)
            size += len(shown)
            if not shown or size > MOST_TEMPLATE_POLYGONS:
                continue
            kind = OBJECT_KINDS.get(rows.types[placed.owner], SurfaceKind.UNKNOWN)
            number[placed.target] = len(templates)
            templates.append(_template(placed.target, shown, polygons, kind))
        standing.append(placed)
    return tuple(templates), (_placed(standing, number) if standing else None)


def _placed(standing: list[Placed], number: dict[str, int]) -> InstanceRows:
    return InstanceRows(
        np.array([p.owner for p in standing], np.int32),
        np.array([p.lod for p in standing], np.float32),
        np.array([number[p.target] for p in standing], np.int32),
        np.array([p.matrix for p in standing], np.float64).reshape(-1, 4, 4),
        np.array([p.anchor for p in standing], np.float64).reshape(-1, 3),
    )


def _template(id: str, shown: list[Shown], polygons: PolygonRows, kind: SurfaceKind) -> Template:
    rows = np.array([s.polygon for s in shown], np.int64)
    flipped = np.array([s.flipped for s in shown], bool)
    return Template(id, taken(polygons, rows, flipped), np.full(len(rows), kind, np.uint8))


def _shown(polygons: PolygonRows, faces: FaceRows) -> tuple[PolygonRows, FaceRows]:
    """Only the polygons that faces show: those of templates and of other chunks are not the batch's own."""
    used = np.zeros(len(polygons), bool)
    used[faces.polygon] = True
    if used.all():
        return polygons, faces
    rows = np.flatnonzero(used)
    place = np.cumsum(used) - 1
    return taken(polygons, rows), FaceRows(
        faces.owner,
        place[faces.polygon].astype(np.int32),
        faces.flipped,
        faces.kind,
        faces.lod,
        faces.boundary,
        faces.solid,
        faces.shell,
        faces.inside,
    )


def taken(
    polygons: PolygonRows, rows: npt.NDArray[np.int64], flipped: npt.NDArray[np.bool_] | None = None
) -> PolygonRows:
    """Some polygons, those that are flipped with their rings turned round."""
    rings, polygon_starts = _ranges(polygons.polygon_starts, rows)
    points, ring_starts = _ranges(polygons.ring_starts, rings)
    if flipped is not None and flipped.any():
        turned = np.repeat(flipped, np.diff(polygon_starts))
        for ring in np.flatnonzero(turned).tolist():
            start, end = ring_starts[ring], ring_starts[ring + 1]
            points[start:end] = points[start:end][::-1].copy()
    uv: Array | None = None if polygons.uv is None else polygons.uv[points]
    return PolygonRows(
        tuple(polygons.ids[row] for row in rows.tolist()),
        polygons.points[points],
        ring_starts,
        polygon_starts,
        polygons.colour[rows],
        polygons.texture[rows],
        uv,
    )


def _ranges(
    starts: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """What lies in some ranges, one after another, and where each begins now."""
    lengths = starts[rows + 1] - starts[rows]
    begin = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return np.repeat(starts[rows] - begin[:-1], lengths) + np.arange(begin[-1]), begin
