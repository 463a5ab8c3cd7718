"""Which way faces look, what they show, and which solids are closed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.geometry.shells import Shells, shells_of
from planningtable.city.grid import Array
from planningtable.city.model.batch import ObjectRows
from planningtable.city.model.choice import Choice
from planningtable.city.model.hierarchy import CONSTRUCTIONS, KINDS, Role
from planningtable.city.model.placed import Placed
from planningtable.city.site import SurfaceKind

# Cosine of 80°: a surface steeper than this is a wall.
WALL = 0.1736


@dataclass(frozen=True, slots=True, eq=False)
class Bodies:
    """Shells of solids, and of objects without a solid whose boundary surfaces may close.

    Attributes:
        shells: what they are like.
        starts: first of ``faces`` for each shell with one more at the end.
        faces: rows of the faces.
        owner: row of the object of each shell.
        solid: number of the solid, -1 where the shell is made of boundary surfaces.
        number: 0 for an outer shell, 1 … for voids.
        lod: level of detail.
    """

    shells: Shells
    starts: npt.NDArray[np.int64]
    faces: npt.NDArray[np.int64]
    owner: npt.NDArray[np.int32]
    solid: npt.NDArray[np.int32]
    number: npt.NDArray[np.int16]
    lod: npt.NDArray[np.float32]

    @property
    def wrong(self) -> npt.NDArray[np.bool_]:
        """Which of ``faces`` look the wrong way, shape (F,); faces of a void must look into it."""
        void = np.repeat(self.number > 0, np.diff(self.starts))
        closed = np.repeat(self.shells.closed, np.diff(self.starts))
        return np.asarray((self.shells.turn != void) & closed)


def bodies(it: Placed, rows: Array, by: tuple[Array, ...]) -> Bodies:
    """Shells of faces.

    Args:
        it: the batch.
        rows: the faces; those without a polygon are left out.
        by: columns of the faces that tell the shells apart, the one that counts most first, each of shape (F,).
    """
    faces = it.faces
    rows = rows[it.shapes.good[faces.polygon[rows]]]
    order = np.lexsort(tuple(column[rows] for column in reversed(by)))
    rows = rows[order]
    new = np.zeros(len(rows), np.bool_)
    new[:1] = True
    for column in by:
        new[1:] |= column[rows[1:]] != column[rows[:-1]]
    # The same polygon twice in a shell would close it with itself.
    first = np.flatnonzero(new)
    starts = np.append(first, len(rows)).astype(np.int64)
    found = shells_of(it.shapes, it.places, starts, faces.polygon[rows], faces.flipped[rows])
    head = rows[first]
    return Bodies(
        found, starts, rows, faces.owner[head], faces.solid[head], faces.shell[head].astype(np.int16), faces.lod[head]
    )


def solid_bodies(it: Placed) -> Bodies:
    """The shells of all solids, at every level of detail."""
    return bodies(it, np.flatnonzero(it.faces.solid >= 0), (it.faces.solid, it.faces.shell))


def boundary_bodies(it: Placed, choice: Choice, solids: Bodies) -> Bodies:
    """What the drawn boundary surfaces of objects without a solid at that level enclose."""
    faces = it.faces
    has = np.zeros(len(it.family.root), np.bool_)
    has[solids.owner[solids.lod == choice.lod[solids.owner]]] = True
    rows = choice.faces[~has[faces.owner[choice.faces]]]
    rows = rows[np.isin(it.family.roles[faces.owner[rows]], (Role.BUILDING, Role.OBJECT))]
    return bodies(it, rows, (faces.owner,))


def without_openings(it: Placed, open_ones: Bodies) -> Bodies:
    """The shells that are open, without their windows and doors, which may lie on walls without holes."""
    shell = np.repeat(~open_ones.shells.closed, np.diff(open_ones.starts))
    kind = it.faces.kind[open_ones.faces]
    opening = (kind == SurfaceKind.WINDOW) | (kind == SurfaceKind.DOOR)
    has = np.zeros(len(it.family.root), np.bool_)
    has[it.faces.owner[open_ones.faces[shell & opening]]] = True
    rows = open_ones.faces[shell & ~opening]
    return bodies(it, rows[has[it.faces.owner[rows]]], (it.faces.owner,))


def turned(it: Placed, choice: Choice, found: tuple[Bodies, ...]) -> tuple[Array, Array]:
    """Faces of closed shells: whether they must be turned round, and whether they are of one, shape (F,) each.

    A boundary surface looks the way that the solid needs its polygon to.
    """
    faces = it.faces
    wrong, known = np.zeros(len(faces), np.bool_), np.zeros(len(faces), np.bool_)
    for some in found:
        closed = np.repeat(some.shells.closed, np.diff(some.starts))
        rows = some.faces[closed]
        wrong[rows], known[rows] = some.wrong[closed], True
    # The way each polygon must look for its object of its own, from solids to boundary surfaces.
    key = it.family.root[faces.owner].astype(np.int64) << 32 | faces.polygon
    rows = np.flatnonzero(known)
    order = rows[np.argsort(key[rows], kind="stable")]
    others = choice.faces[~known[choice.faces]]
    if len(order) and len(others):
        at = np.minimum(np.searchsorted(key[order], key[others]), len(order) - 1)
        match = key[order[at]] == key[others]
        source, target = order[at[match]], others[match]
        wrong[target] = faces.flipped[target] != (faces.flipped[source] ^ wrong[source])
        known[target] = True
    return wrong, known


def kinds(objects: ObjectRows, it: Placed, rows: Array, flipped: Array, known: Array) -> tuple[Array, Array]:
    """What faces show, told from slope and height where the file says nothing; whether they must be turned round.

    Args:
        objects: of the batch.
        it: the batch at its place.
        rows: faces that are drawn, those of one object of its own together.
        flipped: whether each is turned round, shape (F,).
        known: whether a closed shell has told the way it looks, shape (F,).
    """
    polygon, shapes = it.faces.polygon[rows], it.shapes
    root = it.family.root[it.faces.owner[rows]]
    length = np.maximum(np.linalg.norm(shapes.area[polygon], axis=1), 1e-12)
    upward = shapes.area[polygon, 2] / length * np.where(flipped, -1.0, 1.0)
    kind = it.faces.kind[rows].copy()
    given, built = _by_type(objects, it, root)
    unknown = kind == SurfaceKind.UNKNOWN
    kind[unknown] = given[unknown]
    unknown &= built
    middle = shapes.middle[polygon]
    half = _half_heights(root, middle)
    wall = np.abs(upward) < WALL
    kind[unknown] = np.where(wall, SurfaceKind.WALL, SurfaceKind.ROOF)[unknown]
    low = middle <= half
    kind[unknown & ~wall & low & (np.abs(upward) > 0.9)] = SurfaceKind.GROUND
    # Of a closed shell it is known what looks up (a low annexe's flat roof) and what hangs over (a passage's ceiling).
    sure = unknown & known & ~wall
    kind[sure & (upward > 0)] = SurfaceKind.ROOF
    kind[sure & (upward < 0) & (kind != SurfaceKind.GROUND)] = SurfaceKind.OUTER_CEILING
    loose = built & ~known
    down = loose & (kind == SurfaceKind.ROOF) & (upward < -WALL)
    up = loose & (kind == SurfaceKind.GROUND) & (upward > WALL)
    return kind, down | up | _face_up(kind, built, upward)


def _by_type(objects: ObjectRows, it: Placed, root: Array) -> tuple[Array, Array]:
    """What faces show by the class of their object, and whether that has walls and roofs."""
    roots, where = np.unique(root, return_inverse=True)
    types = [objects.types[r] for r in roots.tolist()]
    kind = np.array([KINDS.get(type, 0) for type in types], np.uint8)
    built = np.array([type.lstrip("+") in CONSTRUCTIONS for type in types], np.bool_)
    built |= it.family.roles[roots] == Role.BUILDING
    return kind[where.reshape(-1)], built[where.reshape(-1)]


def _face_up(kind: Array, built: Array, upward: Array) -> Array:
    """Streets, water, greenery and land that look down."""
    return np.asarray(~built & np.isin(kind, (SurfaceKind.TRAFFIC, SurfaceKind.WATER)) & (upward < -WALL))


def _half_heights(root: Array, middle: Array) -> Array:
    """Half way between the lowest and the highest face of each face's object."""
    if not len(root):
        return np.zeros(0)
    first = np.flatnonzero(np.append(True, root[1:] != root[:-1]))
    low, high = np.minimum.reduceat(middle, first), np.maximum.reduceat(middle, first)
    return np.repeat((low + high) / 2, np.diff(np.append(first, len(root))))
