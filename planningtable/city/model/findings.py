"""What the check-up has to say of a batch: what was mended, what is rough, which faults there are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planningtable.city.geometry.faults import Fault
from planningtable.city.geometry.piercing import Mesh
from planningtable.city.geometry.rings import RingState
from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch, Remark
from planningtable.city.model.choice import SMALLEST_AREA
from planningtable.city.model.hierarchy import Role
from planningtable.city.model.pair_faults import composite_faults, part_faults, whole_of
from planningtable.city.model.placed import Placed
from planningtable.city.model.polygon_faults import polygon_faults
from planningtable.city.model.prepare_work import Work
from planningtable.city.model.reasons import STATES
from planningtable.city.model.solid_faults import shell_faults
from planningtable.domain.text import Text

# A batch lists so many faults at most; all are counted.
MOST_LISTED = 3_000


@dataclass(frozen=True, slots=True)
class Faults:
    """Geometry faults.

    Attributes:
        counts: number by code and name.
        listed: the objects and surfaces.
        unchecked: faults that were not looked for, and in how many shells or pairs of solids, as they are too large.
    """

    counts: dict[str, int]
    listed: tuple[Remark, ...]
    unchecked: dict[str, int]


class Names:
    """Names of polygons for the reader: that of the boundary surface, of the polygon itself, or of its object."""

    def __init__(self, batch: CityBatch, it: Placed) -> None:
        self._batch, self._it = batch, it
        self.face = np.full(len(it.polygons), -1, np.int64)
        # Boundary surfaces go before solids, the first before the others.
        rows = np.lexsort((-np.arange(len(it.faces)), it.faces.boundary >= 0))
        self.face[it.faces.polygon[rows]] = rows

    def remark(self, polygon: int, why: Text, code: str = "") -> Remark:
        face = int(self.face[polygon])
        id = self._it.polygons.ids[polygon]
        if face < 0:
            return Remark(id, why, code=code)
        boundary = int(self._it.faces.boundary[face])
        surface = (self._batch.boundaries.ids[boundary] if boundary >= 0 else "") or id
        if surface:
            return Remark(surface, why, code=code)
        owner = int(self._it.faces.owner[face])
        return Remark(self._batch.objects.ids[owner], why, self._batch.objects.types[owner], code)


def faults_of(batch: CityBatch, work: Work, empty: tuple[int, ...], names: Names) -> Faults:
    """All geometry faults of a batch.

    Args:
        batch: as read.
        work: what is drawn of it.
        empty: rows of the objects without any geometry.
        names: of its polygons.
    """
    it = work.it
    of_polygons = polygon_faults(it, work.triangles, work.triangle_polygon)
    faulty = ~it.shapes.good
    faulty[of_polygons.polygon] = True
    found, unchecked = _of_solids(batch, work, faulty)
    found += [(row, Fault.CITYOBJECT_HAS_NO_GEOMETRY) for row in empty]
    codes = Counter(of_polygons.fault.tolist())
    codes.update(int(fault) for _, fault in found)
    counts = {Fault(code).label: n for code, n in sorted(codes.items())}
    objects = batch.objects
    listed = [
        Remark(objects.ids[row], why(fault), objects.types[row], fault.label) for row, fault in found[:MOST_LISTED]
    ]
    pairs = zip(of_polygons.polygon.tolist(), of_polygons.fault.tolist(), strict=True)
    for (polygon, code), _ in zip(pairs, range(MOST_LISTED - len(listed)), strict=False):
        listed.append(names.remark(polygon, why(Fault(code)), Fault(code).label))
    return Faults(counts, tuple(listed), unchecked)


def _of_solids(batch: CityBatch, work: Work, faulty: Array) -> tuple[list[tuple[int, Fault]], dict[str, int]]:
    """Faults of solids with the rows of their objects, and what was not looked for."""
    it, bodies = work.it, work.bodies[0]
    if not len(bodies.owner):
        return [], {}
    mesh = Mesh(it.shapes, it.places, work.triangles, work.triangle_starts)
    of_shells = shell_faults(it, mesh, bodies, faulty)
    whole = whole_of(it, mesh, bodies, of_shells.tainted)
    of_parts = part_faults(batch.objects, it, whole)
    found = [(int(bodies.owner[i]), fault) for i, fault in of_shells.found]
    found += of_parts.found
    unchecked = {Fault.SHELL_SELF_INTERSECTION: of_shells.unchecked, Fault.BUILDINGPARTS_OVERLAP: of_parts.unchecked}
    # Solids of a MultiSolid may lie as they like; which of both an object has is not in a batch.
    features = dict(batch.features)
    if "CompositeSolid" in features and "MultiSolid" not in features:
        of_composites = composite_faults(whole)
        found += of_composites.found
        unchecked[Fault.INTERSECTION_SOLIDS] = of_composites.unchecked
    return found, {f"unchecked:{fault.label}": n for fault, n in unchecked.items() if n}


def why(fault: Fault) -> Text:
    """What a fault means in plain words."""
    return Text.of(f"city.fault.{int(fault)}")


def repaired_of(batch: CityBatch, work: Work, names: Names) -> Iterator[Remark]:
    """What was mended or left out, the reader's remarks first."""
    yield from batch.repaired
    # What is wrong with a template is said once an object, however often it stands there.
    yield from dict.fromkeys(_mended(batch, work, names))


def _mended(batch: CityBatch, work: Work, names: Names) -> Iterator[Remark]:
    it = work.it
    used = names.face >= 0
    used[used] = ~it.faces.inside[names.face[used]]
    own = len(it.polygons)
    state = it.shapes.state[:own]
    for polygon in np.flatnonzero(used & (state != RingState.GOOD)).tolist():
        yield names.remark(polygon, Text.of(STATES[int(state[polygon])]))
    good = it.shapes.good[:own]
    for polygon in np.flatnonzero(used & good & _hole_lost(it)).tolist():
        yield names.remark(polygon, Text.of("city.repaired.hole-dropped"))
    thin = good & (np.linalg.norm(it.shapes.area[:own], axis=1) < SMALLEST_AREA)
    thin[it.faces.polygon[work.lost]] = True
    for polygon in np.flatnonzero(used & thin).tolist():
        yield names.remark(polygon, Text.of("city.repaired.no-area"))
    roots = Counter(it.family.root[it.faces.owner[work.turned]].tolist())
    for row, count in sorted(roots.items()):
        yield Remark(batch.objects.ids[row], Text.of("city.repaired.turned", count=count), batch.objects.types[row])


def _hole_lost(it: Placed) -> Array:
    """Polygons that have fewer rings than in the file."""
    given = np.diff(it.polygons.polygon_starts)
    return np.asarray(np.diff(it.shapes.polygon_starts)[: len(given)] < given)


def rough_of(batch: CityBatch, work: Work, rows: tuple[int, ...]) -> Iterator[Remark]:
    """Objects that are drawn only roughly."""
    raised = frozenset(work.raised.rough)
    for row in rows:
        id, type = batch.objects.ids[row], batch.objects.types[row]
        if row in raised:
            yield Remark(id, Text.of("city.rough.raised"), type)
        elif work.it.family.roles[row] == Role.TREE:
            yield Remark(id, Text.of("city.rough.tree"), type)
        elif work.choice.from_four[row]:
            yield Remark(id, Text.of("city.rough.level-4"), type)
