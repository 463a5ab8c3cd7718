"""Which places the sun reaches at one moment: a map of shadows as fine as the picture of the ground."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from planningtable.city.sun import SunPosition
from scenes.meshes import Array, Bytes, Floats, Mesh
from scenes.sun import kernels

MOST_CELLS = 6_000_000
"""Cells of the map; low suns, whose shadows are long, have larger ones."""

FINEST = 0.15
"""Smallest cell of the map [m]."""

LOWEST = 1.0
"""A lower sun throws shadows like this one: its light is gone by then [°]."""

THROUGH_CROWNS = 0.15
"""Share of the sun that the crown of a tree lets through; seen, not measured: the heat layer has values of its own."""

BIAS = 0.05
"""So far above the ground the sun is asked for, so that the ground does not shade itself [m]."""

SUNK = 0.5
"""The terrain casts shadows as if it lay this much lower: it is drawn simpler than it is [m]."""

Faces: TypeAlias = tuple[Floats, Floats, Floats, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Casters:
    """What throws shadows, in metres relative to the site's origin.

    Attributes:
        solid: walls, roofs and bodies.
        crowns: trees.
        ground: the terrain.
    """

    solid: Mesh
    crowns: Mesh
    ground: Mesh


@dataclass(frozen=True, slots=True, eq=False)
class ShadowMap:
    """Heights above which the sun is seen, on a plane along its rays.

    Attributes:
        towards: the sun, unit vector (east, north, up).
        shear: how far along the plane a point lies for each metre of its height, shape (2,).
        place: western and southern end of the plane and its cell [m], shape (3,).
        solid: of what lets no light through, row 0 south [m].
        crowns: of trees, row 0 south [m].
    """

    towards: Array
    shear: Array
    place: Array
    solid: Floats
    crowns: Floats

    @property
    def cell(self) -> float:
        return float(self.place[2])

    @property
    def _maps(self) -> tuple[Floats, Floats, float]:
        return self.solid, self.crowns, THROUGH_CROWNS

    def without_crowns(self) -> "ShadowMap":
        """The same moment without the shadows of trees."""
        return replace(self, crowns=np.full((2, 2), kernels.HIDDEN, np.float32))

    def on_ground(self, heights: Floats, west: float, north: float, cell: float) -> Bytes:
        """Share of the sun on cells of the ground, 255 for all of it.

        Args:
            heights: row 0 north, shape (rows, columns) [m].
            west: end of the first column, relative to the site's origin [m].
            north: end of the first row, relative to the site's origin [m].
            cell: [m].
        """
        out = np.zeros(heights.shape, np.uint8)
        frame = np.array([west, north, cell, BIAS])
        kernels.shine_on_ground(heights, frame, self.shear, self.place, self._maps, out)
        return out

    def at_points(self, points: Floats, lifts: Floats) -> Floats:
        """Share of the sun at points that are lifted, shapes (n, 3) [m]; shape (n,) [0..1]."""
        out = np.zeros(len(points), np.float32)
        kernels.shine_on_points(points, lifts, self.shear, self.place, self._maps, out)
        return out

    def on_faces(self, faces: Faces, shape: tuple[int, int]) -> Bytes:
        """Share of the sun on faces laid out in a picture, 255 for all of it; see `kernels.shine_on_faces`."""
        out = np.zeros(shape, np.uint8)
        kernels.shine_on_faces(faces, self.shear, self.place, self._maps, out)
        return out


def direction(sun: SunPosition) -> Array:
    """Unit vector to the sun: east, north, up."""
    azimuth, elevation = np.radians([sun.azimuth, sun.elevation])
    level = np.cos(elevation)
    return np.array([np.sin(azimuth) * level, np.cos(azimuth) * level, np.sin(elevation)])


def shadow_map(casters: Casters, sun: SunPosition, cell: float) -> ShadowMap:
    """Map of the shadows of one moment.

    Args:
        casters: what throws them.
        sun: above the horizon.
        cell: wanted [m]; larger where the map would not end.
    """
    towards = direction(SunPosition(sun.azimuth, max(sun.elevation, LOWEST)))
    shear = towards[:2] / towards[2]
    met = [_moved(mesh.points, shear) for mesh in (casters.ground, casters.solid) if len(mesh.points)]
    low, high = np.min([m.min(axis=0) for m in met], axis=0) - 1.0, np.max([m.max(axis=0) for m in met], axis=0) + 1.0
    width, depth = (float(side) for side in high - low)
    cell = max(cell, FINEST, float(np.sqrt(width * depth / MOST_CELLS)))
    place = np.array([low[0], low[1], cell])
    solid = np.full((int(depth / cell) + 1, int(width / cell) + 1), kernels.HIDDEN, np.float32)
    crowns = solid.copy()
    sunk = casters.ground.points - np.array([0.0, 0.0, SUNK], np.float32)
    kernels.cast(sunk, casters.ground.triangles, shear, place, solid)
    kernels.cast(casters.solid.points, casters.solid.triangles, shear, place, solid)
    kernels.cast(casters.crowns.points, casters.crowns.triangles, shear, place, crowns)
    return ShadowMap(towards, shear, place, solid, crowns)


def _moved(points: Floats, shear: Array) -> Array:
    return np.asarray(points[:, :2] - points[:, 2:] * shear)
