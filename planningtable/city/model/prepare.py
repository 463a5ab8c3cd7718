"""A batch → rows of the site's tables, and what the check-up says of it."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from planningtable.city.columns import taken
from planningtable.city.crs.reference import Placement
from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch, Remark
from planningtable.city.model.building_rows import attributes_of, buildings_of, nested_of
from planningtable.city.model.findings import Names, faults_of, repaired_of, rough_of
from planningtable.city.model.hierarchy import Family, Role, family_of
from planningtable.city.model.measuring import measured_of
from planningtable.city.model.piece import CityPiece, Prepared, Tally
from planningtable.city.model.placed import placed, projected
from planningtable.city.model.prepare_work import Work, of_role, worked
from planningtable.city.model.reasons import Reporter, Shown, shown_of
from planningtable.city.model.surface_rows import Sheet, surfaces_of
from planningtable.city.model.tree_rows import trees_of
from planningtable.city.site import Objects, Surfaces
from planningtable.domain.text import Text

# Objects within a relief that have heights of their own.
RELIEFS = frozenset({"TINRelief", "MassPointRelief", "BreaklineRelief"})


def prepare(batch: CityBatch, way: Placement | None, origin: tuple[float, float]) -> Prepared:
    """Prepare a batch for the site; every object of its own is shown or reported.

    Args:
        batch: as read, in the file's CRS.
        way: into the site's CRS; None leaves the coordinates as they are.
        origin: easting and northing that vertices are relative to, whole metres.
    """
    family = family_of(batch.objects)
    it = placed(batch, family, way, origin)
    work = worked(batch, it)
    lines = projected(batch.lines.points, way) if batch.lines is not None else np.zeros((0, 3))
    trees, tree_rows = trees_of(batch, work.it, lines, origin)
    terrain, points, lost = _terrain(batch, work, way, origin)
    relief = _reliefs(batch, family, len(terrain) + len(points) > 0)
    drawn = frozenset([*work.drawn.owner.tolist(), *tree_rows.tolist(), *relief])
    shown = shown_of(batch, work.it, drawn, Reporter(batch, work.it, work.choice, work.raised.flat))
    rows = np.array(shown.rows, np.int64)
    surfaces, building_rows = _surfaces(batch, work, rows, Role.BUILDING)
    others, object_rows = _surfaces(batch, work, rows, Role.OBJECT)
    keep = np.isin(tree_rows, rows)
    if not keep.all():
        trees = taken(trees, np.flatnonzero(keep))
    lods = _shown_lods(work, len(batch.objects))
    piece = CityPiece(
        origin,
        buildings_of(batch.objects, family, building_rows, lods[building_rows], surfaces, origin),
        surfaces,
        _objects(batch, family, object_rows, lods, others),
        trees,
        terrain,
        points,
        batch.textures,
    )
    return Prepared(piece, _tally(batch, work, shown, piece, lost))


def _surfaces(
    batch: CityBatch, work: Work, rows: npt.NDArray[np.int64], role: Role
) -> tuple[Surfaces, npt.NDArray[np.int64]]:
    drawn, own = of_role(work, rows, role)
    sheet = Sheet(work.it.shapes, work.triangles, work.triangle_starts, work.it.polygons, batch.boundaries)
    return surfaces_of(drawn, sheet, [batch.objects.ids[r] for r in own.tolist()]), own


def _shown_lods(work: Work, count: int) -> npt.NDArray[np.int8]:
    """Highest level drawn of each object of its own; 1 for raised footprints."""
    faces, family = work.it.faces, work.it.family
    lods = np.zeros(count, np.int8)
    np.maximum.at(lods, family.root[faces.owner[work.choice.faces]], faces.lod[work.choice.faces].astype(np.int8))
    lods[list(work.raised.rough)] = 0
    return lods


def _objects(
    batch: CityBatch, family: Family, rows: npt.NDArray[np.int64], lods: npt.NDArray[np.int8], surfaces: Surfaces
) -> Objects:
    objects = batch.objects
    return Objects(
        tuple(objects.ids[r] for r in rows.tolist()),
        tuple(objects.types[r] for r in rows.tolist()),
        tuple(objects.names[r] for r in rows.tolist()),
        lods[rows],
        attributes_of(objects, rows),
        nested_of(objects, family, rows),
        surfaces,
    )


def _terrain(
    batch: CityBatch, work: Work, way: Placement | None, origin: tuple[float, float]
) -> tuple[Array, Array, int]:
    """Triangles and points of reliefs in the site's CRS, and how many triangles could not be used."""
    triangles = projected(batch.terrain.reshape(-1, 3), way).reshape(-1, 3, 3)
    good = np.isfinite(triangles).all(axis=(1, 2))
    points = projected(batch.terrain_points, way)
    points = points[np.isfinite(points).all(axis=1)]
    lost = int((~good).sum())
    triangles = triangles[good]
    own = work.it.family.roles[work.drawn.owner] == Role.TERRAIN
    if own.any():
        starts = work.triangle_starts
        faces = work.drawn.polygon[own].tolist()
        rows = np.concatenate([np.arange(starts[p], starts[p + 1]) for p in faces])
        more = work.it.shapes.points[work.triangles[rows]] + np.array([origin[0], origin[1], 0.0])
        triangles = np.concatenate([triangles, more])
    return triangles, points, lost


def _reliefs(batch: CityBatch, family: Family, given: bool) -> Sequence[int]:
    """Reliefs that are shown as terrain."""
    if not given:
        return ()
    found = (r for r, type in enumerate(batch.objects.types) if type in RELIEFS)
    return sorted({int(family.root[r]) for r in found})


def _tally(batch: CityBatch, work: Work, shown: Shown, piece: CityPiece, lost: int) -> Tally:
    objects, polygons = batch.objects, batch.polygons
    names = Names(batch, work.it)
    faults = faults_of(batch, work, shown.empty, names)
    low, high = _corners(piece)
    refused = Counter(remark.type for remark in batch.reported if remark.type)
    templates = [t.polygons for t in batch.templates]
    rings = sum(len(p.ring_starts) - 1 for p in (polygons, *templates))
    count = sum(len(p) for p in (polygons, *templates))
    solids = batch.faces.solid[batch.faces.solid >= 0]
    types = Counter(objects.types)
    broken = [Remark("", Text.of("city.repaired.triangle"))] * lost
    return Tally(
        objects=dict(sorted((types + refused).items())),
        given=len(shown.rows) + len(shown.reported),
        buildings=sum(types[t] for t in types if t.endswith("Building")),
        building_parts=types["BuildingPart"],
        lods=_levels(batch, work.it.family),
        surfaces=dict(sorted(Counter(batch.boundaries.types).items())),
        polygons=count,
        holes=rings - count,
        solids=len(np.unique(solids)),
        terrain_triangles=len(batch.terrain),
        terrain_points=len(batch.terrain_points),
        shown=dict(sorted(Counter(objects.types[r] for r in shown.rows).items())),
        reported=shown.reported,
        rough=tuple(rough_of(batch, work, shown.rows)),
        repaired=(*repaired_of(batch, work, names), *broken),
        faults=faults.counts,
        faulty=faults.listed,
        attributes=objects.attributes.counts(),
        features=dict(sorted([*batch.features, *faults.unchecked.items()])),
        measured=measured_of(objects, work, shown.rows),
        low=low,
        high=high,
    )


def _levels(batch: CityBatch, family: Family) -> dict[str, int]:
    """Objects of their own with geometry by level of detail."""
    seen: set[tuple[int, str]] = set()
    for row, lods in enumerate(batch.objects.lods):
        if lods:
            root = int(family.root[row])
            seen.update((root, lod) for lod in lods)
    return dict(sorted(Counter(lod for _, lod in seen).items()))


def _corners(piece: CityPiece) -> tuple[tuple[float, ...], tuple[float, ...]]:
    shift = np.array([*piece.origin, 0.0])
    some = [p + shift for p in (piece.surfaces.ring_points, piece.objects.surfaces.ring_points) if len(p)]
    some += [p for p in (piece.terrain.reshape(-1, 3), piece.terrain_points) if len(p)]
    if not some:
        return (), ()
    low = np.min([p.min(axis=0) for p in some], axis=0)
    high = np.max([p.max(axis=0) for p in some], axis=0)
    return tuple(low.tolist()), tuple(high.tolist())
