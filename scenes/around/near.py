"""Buildings of a tile beyond the site as they were delivered: roofs, walls, edges."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planningtable.city.model.piece import CityPiece
from planningtable.city.site import SurfaceKind
from planningtable.city.tiles import without
from scenes.around.massing import ROOF, WALL, facing
from scenes.masses import FOOT_DEPTH, edges, is_roof, roof_facing
from scenes.meshes import Lines, Mesh, as_bytes, merged, no_lines


@dataclass(frozen=True, slots=True, eq=False)
class NearMesh:
    """A tile from near.

    Attributes:
        faces: roofs and walls.
        edges: where surfaces meet.
    """

    faces: Mesh
    edges: Lines


def near_mesh(pieces: Sequence[CityPiece], left_out: frozenset[str], origin: tuple[float, float]) -> NearMesh:
    """Roofs, walls and edges of buildings.

    Args:
        pieces: of one tile.
        left_out: ids of buildings that are drawn otherwise.
        origin: easting and northing that the meshes are relative to [m].
    """
    left = [without(piece, left_out, frozenset()) for piece in pieces]
    left = [piece for piece in left if len(piece.surfaces)]
    return NearMesh(
        merged([_moved(_faces(piece), piece.origin, origin) for piece in left]),
        _joined([_moved_lines(_edges(piece), piece.origin, origin) for piece in left]),
    )


def _faces(piece: CityPiece) -> Mesh:
    surfaces = piece.surfaces
    visible = surfaces.kind[surfaces.triangle_surface] != SurfaceKind.GROUND
    triangles, of = surfaces.triangles[visible], surfaces.triangle_surface[visible]
    points = surfaces.vertices[triangles].reshape(-1, 3).astype(np.float32)
    surface = np.repeat(of, 3)
    normal = surfaces.normal
    roofs = is_roof(surfaces)
    length = np.maximum(np.hypot(normal[:, 0], normal[:, 1]), 1e-9)[:, None]
    tones = np.where(
        roofs[:, None], ROOF * roof_facing(normal)[:, None], WALL * facing(normal[:, :2] / length)[:, None]
    )
    foot = piece.buildings.ground[surfaces.building[surface]]
    low = ~roofs[surface] & (points[:, 2] <= foot + 0.1)
    points[low, 2] -= FOOT_DEPTH
    return Mesh(points, np.arange(len(points), dtype=np.int32).reshape(-1, 3), as_bytes(tones)[surface])


def _edges(piece: CityPiece) -> Lines:
    return edges(piece.buildings, piece.surfaces, np.zeros(len(piece.buildings), bool))


def _shift(of: tuple[float, float], origin: tuple[float, float]) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    return np.array([of[0] - origin[0], of[1] - origin[1], 0.0], np.float32)


def _moved(mesh: Mesh, of: tuple[float, float], origin: tuple[float, float]) -> Mesh:
    return Mesh(mesh.points + _shift(of, origin), mesh.triangles, mesh.colours)


def _moved_lines(lines: Lines, of: tuple[float, float], origin: tuple[float, float]) -> Lines:
    return Lines(lines.points + _shift(of, origin), lines.colours)


def _joined(lines: Sequence[Lines]) -> Lines:
    if not lines:
        return no_lines()
    return Lines(np.concatenate([some.points for some in lines]), np.concatenate([some.colours for some in lines]))
