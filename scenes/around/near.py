"""Buildings of a tile beyond the site as they were delivered: roofs, walls, edges, and images where they are wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.job import Job
from planningtable.city.model.piece import CityPiece
from planningtable.city.site import SurfaceKind, Surfaces
from planningtable.city.tiles import without
from scenes.around.massing import ROOF, WALL, facing
from scenes.masses import FOOT_DEPTH, edges, is_roof, roof_facing
from scenes.meshes import Array, Bytes, Lines, Mesh, Rows, as_bytes, merged, no_lines
from scenes.textures.pictures import TILE, pictures_of
from scenes.textures.places import corner_places
from scenes.textures.skins import Faces, Skin, covered, skins, uses_of


@dataclass(frozen=True, slots=True, eq=False)
class NearMesh:
    """A tile from near.

    Attributes:
        faces: roofs and walls.
        edges: where surfaces meet.
        paint: images and colours of the file; None where they are not wanted, or there are none.
    """

    faces: Mesh
    edges: Lines
    paint: "Paint | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Paint:
    """Images and colours of the file.

    Attributes:
        skins: what has an image.
        triangles: of the faces that have none, shape (t, 3).
        colours: of the vertices of the faces, shape (n, 3).
    """

    skins: tuple[Skin, ...]
    triangles: Rows
    colours: Bytes


def near_mesh(
    pieces: Sequence[CityPiece],
    left_out: frozenset[str],
    origin: tuple[float, float],
    image: Callable[[str], bytes] | None = None,
    job: Job | None = None,
) -> NearMesh:
    """Roofs, walls and edges of buildings.

    Args:
        pieces: of one tile.
        left_out: ids of buildings that are drawn otherwise.
        origin: easting and northing that the meshes are relative to [m].
        image: gives the file of an image by its name, empty where there is none; None for a white city.
        job: cancel.

    Raises:
        CancelledError: on request.
    """
    job = Job() if job is None else job
    left = [without(piece, left_out, frozenset()) for piece in pieces]
    left = [piece for piece in left if len(piece.surfaces)]
    faces = merged([_moved(_faces(piece), piece.origin, origin) for piece in left])
    lines = _joined([_moved_lines(_edges(piece), piece.origin, origin) for piece in left])
    return NearMesh(faces, lines, None if image is None else _paint(left, faces, image, job))


def _visible(surfaces: Surfaces) -> npt.NDArray[np.int64]:
    """Rows of the triangles that are drawn."""
    return np.flatnonzero(surfaces.kind[surfaces.triangle_surface] != SurfaceKind.GROUND)


def _faces(piece: CityPiece) -> Mesh:
    surfaces = piece.surfaces
    visible = _visible(surfaces)
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


def _paint(pieces: Sequence[CityPiece], faces: Mesh, image: Callable[[str], bytes], job: Job) -> Paint | None:
    names: dict[str, int] = {}
    codes = [np.array([*(names.setdefault(n, len(names)) for n in p.textures), -1], np.int32) for p in pieces]
    rows = [_visible(piece.surfaces) for piece in pieces]
    of = [piece.surfaces.triangle_surface[row] for piece, row in zip(pieces, rows, strict=True)]
    own = _all([piece.surfaces.colour[surface] for piece, surface in zip(pieces, of, strict=True)], (3,))
    key = _all([c[p.surfaces.texture[s]] for c, p, s in zip(codes, pieces, of, strict=True)], ()).astype(np.int32)
    if not len(key) or (key.max() < 0 and own.max() < 0):
        return None
    light = faces.colours[:, 1].reshape(-1, 3) / ROOF[1]
    points = faces.points.reshape(-1, 3, 3)
    places = [corner_places(p.surfaces, row.astype(np.int32)) for p, row in zip(pieces, rows, strict=True)]
    table = Faces(points, np.concatenate(places), key, light, np.arange(3 * len(key), dtype=np.int32).reshape(-1, 3))
    images: dict[int, bytes] = {}
    for name, row in names.items():
        job.check()
        if (key == row).any():
            images[row] = image(name)
    pictures = pictures_of(images, uses_of(table, images), TILE, job)
    given = np.repeat((own >= 0).all(axis=1), 3)[:, None]
    colours = np.where(given, np.repeat(own, 3, axis=0) * light.reshape(-1, 1), faces.colours)
    return Paint(skins(table, pictures), faces.triangles[~covered(table, pictures)], as_bytes(colours))


def _all(parts: Sequence[Array], shape: tuple[int, ...]) -> Array:
    return np.concatenate([np.zeros((0, *shape), np.int32), *parts])
