"""Boundary surfaces: faces gathered by surface, windows and doors put into the wall that they are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planningtable.city.geometry.mesh import newell
from planningtable.city.grid import Array
from planningtable.city.site import SurfaceKind
from planningtable.city.writers.features import Face, FeatureTable
from planningtable.city.writers.rings import SCALE

OPENINGS = frozenset({SurfaceKind.WINDOW, SurfaceKind.DOOR})
# Cosine between a window and its wall, from which on they count as parallel.
_PARALLEL = 0.9


@dataclass(slots=True, eq=False)
class Boundary:
    """A boundary surface.

    Attributes:
        kind: its class.
        id: as in the site.
        attributes: its attributes.
        faces: its polygons; none where a wall had to be made up for openings.
        openings: windows and doors in it.
    """

    kind: SurfaceKind
    id: str
    attributes: Mapping[str, str]
    faces: list[Face]
    openings: list["Boundary"] = field(default_factory=list)


def boundaries_of(
    table: FeatureTable, faces: Sequence[Face], classes: Mapping[SurfaceKind, str]
) -> tuple[list[Boundary], list[Face]]:
    """Boundary surfaces of the classes that an object may have, and the faces that belong to none of them.

    Faces that follow each other with the same id are one surface.
    """
    found: list[Boundary] = []
    loose: list[Face] = []
    for face in faces:
        if face.kind not in classes:
            loose.append(face)
        elif face.id and found and found[-1].id == face.id and found[-1].kind is face.kind:
            found[-1].faces.append(face)
        else:
            found.append(Boundary(face.kind, face.id, face.attributes, [face]))
    openings = [b for b in found if b.kind in OPENINGS]
    if not openings:
        return found, loose
    walls = [b for b in found if b.kind not in OPENINGS]
    if not walls:
        walls = [Boundary(SurfaceKind.WALL, "", {}, [])]
    _put_into_walls(table, openings, walls)
    return walls, loose


def _put_into_walls(table: FeatureTable, openings: Sequence[Boundary], walls: Sequence[Boundary]) -> None:
    planes = [_plane(table, wall) for wall in walls if wall.faces]
    if not planes:
        walls[0].openings.extend(openings)
        return
    normals, middles = (np.array(column) for column in zip(*planes, strict=True))
    for opening in openings:
        normal, middle = _plane(table, opening)
        away = middle - middles
        distance = np.abs(np.einsum("ij,ij->i", away, normals)) + 0.01 * np.linalg.norm(away, axis=1)
        distance[np.abs(normals @ normal) < _PARALLEL] += 1e6
        walls[int(np.argmin(distance))].openings.append(opening)


def _plane(table: FeatureTable, boundary: Boundary) -> tuple[Array, Array]:
    """Unit normal and middle of the first polygon [m]."""
    indexed = table.indexed
    points = indexed.vertices[indexed.vertex[boundary.faces[0].rings[0]]] / SCALE
    vector = newell(points)
    return vector / max(float(np.linalg.norm(vector)), 1e-12), points.mean(axis=0)
