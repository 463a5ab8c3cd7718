"""Triangles with images on them, gathered by the picture that they are drawn with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from scenes.meshes import Array, Bytes, Mesh, Rows
from scenes.textures.pictures import Pictures, Use
from scenes.textures.places import repeated


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """Triangles that may have images; columns of length t.

    Attributes:
        points: corners, shape (t, 3, 3) [m].
        places: texture coordinates of the corners, shape (t, 3, 2); NaN where there are none.
        image: key of the image, -1 for none.
        light: light on each corner, shape (t, 3) [0..1].
        corner: what each corner is called elsewhere, shape (t, 3).
    """

    points: Array
    places: npt.NDArray[np.float64]
    image: Rows
    light: Array
    corner: Rows

    def __len__(self) -> int:
        return len(self.image)

    def taken(self, rows: Array) -> "Faces":
        return Faces(self.points[rows], self.places[rows], self.image[rows], self.light[rows], self.corner[rows])

    def joined(self, other: "Faces") -> "Faces":
        return Faces(
            np.concatenate([self.points, other.points]),
            np.concatenate([self.places, other.places]),
            np.concatenate([self.image, other.image]),
            np.concatenate([self.light, other.light]),
            np.concatenate([self.corner, other.corner]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """Triangles that one picture lies on.

    Attributes:
        mesh: three corners a triangle, with the soft light in its colours and places in ``picture``.
        picture: sRGB, shape (rows, columns, 3), or 4 where it has holes.
        repeats: whether the picture goes on beyond its edges.
        corner: what each corner is called elsewhere, shape (n,).
    """

    mesh: Mesh
    picture: Bytes
    repeats: bool
    corner: Rows


def uses_of(faces: Faces, images: Mapping[int, bytes]) -> Mapping[int, Use]:
    """How each image that is there is used."""
    sides = faces.points[:, 1:] - faces.points[:, :1]
    area = np.linalg.norm(np.cross(sides[:, 0], sides[:, 1]), axis=1) / 2
    again = repeated(faces.places)
    known = np.isfinite(faces.places[:, 0, 0])
    found: dict[int, Use] = {}
    for key in np.unique(faces.image[known]).tolist():
        if key >= 0 and images.get(key):
            mine = known & (faces.image == key)
            found[key] = Use(float(area[mine].sum()), bool(again[mine].any()))
    return found


def covered(faces: Faces, pictures: Pictures) -> npt.NDArray[np.bool_]:
    """Which triangles have a picture, shape (t,)."""
    there = [*pictures.singles, *(pictures.sheet.slots if pictures.sheet is not None else ())]
    return np.asarray(np.isin(faces.image, there) & np.isfinite(faces.places[:, 0, 0]))


def skins(faces: Faces, pictures: Pictures) -> tuple[Skin, ...]:
    """Faces by picture; what has none is left out."""
    faces = faces.taken(np.flatnonzero(covered(faces, pictures)))
    found = []
    sheet = pictures.sheet
    if sheet is not None:
        chosen = faces.taken(np.flatnonzero(np.isin(faces.image, list(sheet.slots))))
        places = chosen.places.copy()
        for key in np.unique(chosen.image).tolist():
            mine = chosen.image == key
            places[mine] = sheet.placed(key, places[mine])
        if len(chosen):
            found.append(_skin(replace(chosen, places=places), sheet.picture, repeats=False))
    for key, picture in pictures.singles.items():
        chosen = faces.taken(np.flatnonzero(faces.image == key))
        if len(chosen):
            found.append(_skin(chosen, picture, repeats=True))
    return tuple(found)


def _skin(faces: Faces, picture: Bytes, *, repeats: bool) -> Skin:
    points = faces.points.reshape(-1, 3).astype(np.float32)
    light = np.rint(255 * np.clip(faces.light.reshape(-1, 1), 0.0, 1.0)).astype(np.uint8)
    mesh = Mesh(
        points,
        np.arange(len(points), dtype=np.int32).reshape(-1, 3),
        np.repeat(light, 3, axis=1),
        faces.places.reshape(-1, 2).astype(np.float32),
    )
    return Skin(mesh, picture, repeats, faces.corner.reshape(-1).astype(np.int32))
