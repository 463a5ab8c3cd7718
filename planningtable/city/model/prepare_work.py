"""Steps from a batch at its place to what is drawn of it."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.shapes import with_made
from planningtable.city.geometry.triangles import triangulated
from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch
from planningtable.city.model.choice import Choice, chosen
from planningtable.city.model.facing import Bodies, boundary_bodies, kinds, solid_bodies, turned, without_openings
from planningtable.city.model.hierarchy import Role
from planningtable.city.model.placed import Placed
from planningtable.city.model.raised import Raised, raised
from planningtable.city.model.surface_rows import Drawn


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What is drawn of a batch, and what is known of it.

    Attributes:
        it: the batch at its place; polygons that were made stand behind the others.
        choice: which faces are drawn.
        raised: footprints that became block models.
        bodies: shells of solids, of boundary surfaces, and of these without openings.
        triangles: of all polygons, shape (T, 3).
        triangle_polygon: the polygon of each, ascending, shape (T,).
        drawn: everything that is drawn; its owner is the row of the object of its own.
        turned: faces that were turned round because their shell is closed, rows of the faces.
        lost: faces that would be drawn but have no triangles.
    """

    it: Placed
    choice: Choice
    raised: Raised
    bodies: tuple[Bodies, Bodies, Bodies]
    triangles: npt.NDArray[np.int32]
    triangle_polygon: npt.NDArray[np.int32]
    drawn: Drawn
    turned: npt.NDArray[np.int64]
    lost: npt.NDArray[np.int64]

    @property
    def triangle_starts(self) -> npt.NDArray[np.int64]:
        """First triangle of each polygon with one more at the end."""
        return np.searchsorted(self.triangle_polygon, np.arange(len(self.it.shapes) + 1)).astype(np.int64)


def worked(batch: CityBatch, it: Placed) -> Work:
    """Choose, turn and name what is drawn."""
    choice = chosen(batch.objects, it)
    solids = solid_bodies(it)
    loose = boundary_bodies(it, choice, solids)
    found = (solids, loose, without_openings(it, loose))
    blocks = raised(batch.objects, it, choice)
    it = replace(it, shapes=with_made(it.shapes, blocks.polygons))
    triangles, triangle_polygon = triangulated(it.shapes)
    has = np.zeros(len(it.shapes), np.bool_)
    has[triangle_polygon] = True
    rows = choice.faces
    instead = np.array([*blocks.rough, *blocks.flat], np.int64)
    if len(instead):
        rows = rows[~np.isin(it.family.root[it.faces.owner[rows]], instead)]
    lost = rows[~has[it.faces.polygon[rows]]]
    rows = rows[has[it.faces.polygon[rows]]]
    wrong, known = turned(it, choice, found)
    flipped = it.faces.flipped[rows] != wrong[rows]
    kind, back = kinds(batch.objects, it, rows, flipped, known[rows])
    drawn = _drawn(it, rows, kind, flipped != back, blocks)
    turned_rows = rows[wrong[rows]]
    return Work(it, choice, blocks, found, triangles, triangle_polygon, drawn, turned_rows, lost)


def _drawn(it: Placed, rows: Array, kind: Array, flipped: Array, blocks: Raised) -> Drawn:
    faces = it.faces
    made = len(blocks.polygons)
    first = len(it.shapes) - made
    none = np.zeros(made, np.int32)
    return Drawn(
        np.concatenate([faces.polygon[rows].astype(np.int64), np.arange(first, first + made)]),
        np.concatenate([it.family.root[faces.owner[rows]], blocks.owner]).astype(np.int32),
        np.concatenate([it.family.number[faces.owner[rows]], none]).astype(np.int32),
        np.concatenate([kind, blocks.kind]).astype(np.uint8),
        np.concatenate([flipped, none.astype(np.bool_)]),
        np.concatenate([faces.boundary[rows], none - 1]).astype(np.int32),
    )


def of_role(work: Work, rows: npt.NDArray[np.int64], role: Role) -> tuple[Drawn, npt.NDArray[np.int64]]:
    """What is drawn of the shown objects of a role, their rows in its column ``owner``; and these rows."""
    own = rows[work.it.family.roles[rows] == role]
    drawn = work.drawn
    place = np.full(len(work.it.family.root), -1, np.int32)
    place[own] = np.arange(len(own), dtype=np.int32)
    owner = place[drawn.owner]
    keep = np.flatnonzero(owner >= 0)
    keep = keep[np.argsort(owner[keep], kind="stable")]
    some = drawn.taken(keep)
    return replace(some, owner=owner[keep]), own
