"""Triangles of a table of surfaces as glTF wants them: one run of vertices and indices for each object and material."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.city.site import SurfaceKind, Surfaces

# A material: a colour, or a row of the site's textures.
Look = tuple[str, tuple[int, int, int], int]

# Roofs and walls as the program draws them, the others near to them.
_COLOURS: Mapping[SurfaceKind, tuple[int, int, int]] = MappingProxyType(
    {
        SurfaceKind.ROOF: (253, 253, 251),
        SurfaceKind.OUTER_FLOOR: (253, 253, 251),
        SurfaceKind.GROUND: (190, 192, 190),
        SurfaceKind.WINDOW: (176, 196, 206),
        SurfaceKind.DOOR: (188, 170, 150),
        SurfaceKind.TRAFFIC: (208, 208, 206),
        SurfaceKind.GREEN: (176, 203, 150),
        SurfaceKind.WATER: (158, 190, 208),
    }
)
_OTHER = (238, 240, 240)
GREEN_ROOF: Look = ("green-roof", (164, 199, 132), -1)
PLANNED_ROOF: Look = ("planned-roof", (247, 205, 158), -1)
PLANNED_WALL: Look = ("planned-wall", (240, 195, 148), -1)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Triangles of one object in one material.

    Attributes:
        look: row of the looks.
        first: first index.
        count: number of indices.
    """

    look: int
    first: int
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Meshes:
    """Vertices and triangles of all groups of a table.

    Attributes:
        position: y up, metres from the site's origin, shape (V, 3), float32.
        normal: shape (V, 3), float32.
        uv: texture coordinates, v down, shape (V, 2), float32; zero where there are none.
        index: vertex of each corner within its group, shape (I,), uint32.
        vertex_starts: first vertex of each group with one more at the end, shape (G + 1,).
        runs: of each group.
        looks: the materials.
    """

    position: npt.NDArray[np.float32]
    normal: npt.NDArray[np.float32]
    uv: npt.NDArray[np.float32]
    index: npt.NDArray[np.uint32]
    vertex_starts: npt.NDArray[np.int64]
    runs: list[list[Run]]
    looks: list[Look]


def meshes_of(surfaces: Surfaces, group: Array, groups: int, planned: Array, shown: frozenset[int]) -> Meshes:
    """Cut the triangles into groups and materials.

    Args:
        surfaces: the table.
        group: group of each surface, shape (S,).
        groups: number of groups.
        planned: whether a measure added the surface's owner, shape (S,).
        shown: rows of textures that have an image.
    """
    looks, look = _looks(surfaces, planned, shown)
    owner = surfaces.triangle_surface
    order = np.lexsort((look[owner], group[owner]))
    owner, triangles = owner[order], surfaces.triangles[order]
    corner_surface = np.repeat(owner.astype(np.int64), 3)
    width = len(surfaces.vertices) + 1
    ranked = group[corner_surface] * len(surfaces) + corner_surface
    keys, first, inverse = np.unique(ranked * width + triangles.reshape(-1), return_index=True, return_inverse=True)
    del keys
    vertex, surface = triangles.reshape(-1)[first], corner_surface[first]
    vertex_group = group[surface]
    starts = np.searchsorted(vertex_group, np.arange(groups + 1))
    index = inverse.reshape(-1) - starts[group[corner_surface]]
    return Meshes(
        upright(surfaces.vertices[vertex]),
        upright(surfaces.normal[surface]),
        _uv(surfaces)[vertex],
        index.astype(np.uint32),
        starts,
        _runs(group[owner], look[owner], groups),
        looks,
    )


def upright(points: Array) -> npt.NDArray[np.float32]:
    """East, north, up as glTF's x, y up, z south."""
    return np.column_stack([points[:, 0], points[:, 2], -points[:, 1]]).astype(np.float32)


def _looks(surfaces: Surfaces, planned: Array, shown: frozenset[int]) -> tuple[list[Look], Array]:
    """Materials that occur, and that of each surface."""
    names = {int(kind): kind for kind in SurfaceKind}
    columns = (
        surfaces.kind,
        planned,
        surfaces.green > 0,
        np.where(np.isin(surfaces.texture, list(shown)), surfaces.texture, -1),
        *surfaces.colour.T,
    )
    table = np.column_stack([np.asarray(c, np.int64) for c in columns])
    rows, look = np.unique(table, axis=0, return_inverse=True)
    found: dict[Look, int] = {}
    numbers = []
    for kind, is_planned, green, texture, *colour in rows.tolist():
        one = _look(names.get(kind, SurfaceKind.UNKNOWN), (bool(is_planned), bool(green)), texture, colour)
        numbers.append(found.setdefault(one, len(found)))
    return list(found), np.array(numbers, np.int64)[look.reshape(-1)] if len(rows) else np.zeros(0, np.int64)


def _look(kind: SurfaceKind, state: tuple[bool, bool], texture: int, colour: list[int]) -> Look:
    planned, green = state
    if texture >= 0:
        return (f"texture-{texture}", (255, 255, 255), texture)
    if green:
        return GREEN_ROOF
    if planned:
        return PLANNED_ROOF if kind is SurfaceKind.ROOF else PLANNED_WALL
    name = kind.name.lower().replace("_", "-")
    if min(colour) >= 0:
        return ("{}-{:02x}{:02x}{:02x}".format(name, *colour), (colour[0], colour[1], colour[2]), -1)
    return (name, _COLOURS.get(kind, _OTHER), -1)


def _uv(surfaces: Surfaces) -> Array:
    """Texture coordinates of the vertices; they belong to ring points, which the vertices are as a rule."""
    if len(surfaces.ring_uv) != len(surfaces.vertices):
        return np.zeros((len(surfaces.vertices), 2), np.float32)
    flipped = np.column_stack([surfaces.ring_uv[:, 0], 1 - surfaces.ring_uv[:, 1]])
    return np.nan_to_num(flipped).astype(np.float32)


def _runs(group: Array, look: Array, groups: int) -> list[list[Run]]:
    runs: list[list[Run]] = [[] for _ in range(groups)]
    if not len(group):
        return runs
    changes = np.flatnonzero((np.diff(group) != 0) | (np.diff(look) != 0)) + 1
    edges = np.concatenate([[0], changes, [len(group)]]).tolist()
    for start, end in pairwise(edges):
        runs[int(group[start])].append(Run(int(look[start]), 3 * start, 3 * (end - start)))
    return runs
