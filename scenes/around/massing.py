"""Block models → meshes: the city from afar, in the same soft light as the site, a little quieter."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.blocks import STEP, Blocks
from scenes.around.patches import Key
from scenes.light import SUN_AZIMUTH
from scenes.meshes import Array, Mesh, Rows, as_bytes, merged

ROOF = np.array([241.0, 241.0, 238.0])
WALL = np.array([224.0, 226.0, 226.0])
FOOT_DEPTH = 4.0
"""Walls reach this far below their foot: the ground beyond the site is coarse [m]."""


@dataclass(frozen=True, slots=True, eq=False)
class FarMesh:
    """A square from afar, with its tiles one after another.

    Attributes:
        mesh: walls and roofs.
        tiles: key of each tile in it, and where its triangles begin and end.
    """

    mesh: Mesh
    tiles: tuple[tuple[Key, int, int], ...]

    def without(self, hidden: Set[Key]) -> Rows:
        """Triangles of the tiles that are not hidden."""
        if all(key not in hidden for key, _, _ in self.tiles):
            return self.mesh.triangles
        left = [self.mesh.triangles[start:end] for key, start, end in self.tiles if key not in hidden]
        return np.concatenate(left) if left else np.zeros((0, 3), np.int32)


def far_mesh(tiles: Iterable[tuple[Key, Sequence[Blocks]]], left_out: Set[str], origin: tuple[float, float]) -> FarMesh:
    """A square from afar.

    Args:
        tiles: block models by the key of their tile.
        left_out: ids of buildings that are drawn otherwise.
        origin: easting and northing that the mesh is relative to [m].
    """
    meshes, ranges, used = [], [], 0
    for key, blocks in tiles:
        mesh = massing(blocks, left_out, origin)
        meshes.append(mesh)
        ranges.append((key, used, used + len(mesh.triangles)))
        used += len(mesh.triangles)
    return FarMesh(merged(meshes), tuple(ranges))


def massing(blocks: Sequence[Blocks], left_out: Set[str], origin: tuple[float, float]) -> Mesh:
    """Walls and roofs of buildings.

    Args:
        blocks: of a part of the city.
        left_out: ids of buildings that are drawn otherwise.
        origin: easting and northing that the mesh is relative to [m].
    """
    return merged([mesh for some in blocks for mesh in _parts(some, left_out, origin)])


def facing(normal: Array) -> Array:
    """Light of walls by where they face, as on the site's, shape (n,); normals are level unit vectors."""
    sun = np.radians(SUN_AZIMUTH)
    return np.asarray(0.865 + 0.105 * (normal[:, 0] * np.sin(sun) + normal[:, 1] * np.cos(sun)))


def _parts(blocks: Blocks, left_out: Set[str], origin: tuple[float, float]) -> list[Mesh]:
    stays = np.array([id not in left_out for id in blocks.ids], bool)[blocks.building]
    ring = np.repeat(np.arange(len(blocks.ring_block)), np.diff(blocks.ring_starts))
    block = blocks.ring_block[ring]
    plan = blocks.points * STEP + (np.array(blocks.origin) - np.array(origin))
    if not stays.any():
        return []
    return [_walls(blocks, plan, block, stays[block]), _roofs(blocks, plan, block, stays)]


def _walls(blocks: Blocks, plan: Array, block: Rows, chosen: npt.NDArray[np.bool_]) -> Mesh:
    """Four corners a wall, so that each wall has its own light."""
    rows = np.flatnonzero(chosen)
    following = np.arange(len(plan)) + 1
    used = np.diff(blocks.ring_starts) > 0
    following[blocks.ring_starts[1:][used] - 1] = blocks.ring_starts[:-1][used]
    here, there = plan[rows], plan[following[rows]]
    low = (blocks.ground[block[rows]] - FOOT_DEPTH)[:, None]
    high = (blocks.ground + blocks.height)[block[rows]][:, None]
    corners = np.concatenate(
        [np.hstack([here, low]), np.hstack([there, low]), np.hstack([there, high]), np.hstack([here, high])], axis=1
    )
    along = there - here
    length = np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    # Outer rings run counter-clockwise: outside is to the right of the way.
    normal = np.column_stack([along[:, 1], -along[:, 0]]) / length
    first = 4 * np.arange(len(rows), dtype=np.int32)[:, None]
    triangles = np.concatenate([first + np.array([0, 1, 2]), first + np.array([0, 2, 3])], axis=1).reshape(-1, 3)
    colours = as_bytes(WALL * facing(normal)[:, None]).repeat(4, axis=0)
    return Mesh(corners.reshape(-1, 3).astype(np.float32), triangles.astype(np.int32), colours)


def _roofs(blocks: Blocks, plan: Array, block: Rows, stays: npt.NDArray[np.bool_]) -> Mesh:
    points = np.column_stack([plan, (blocks.ground + blocks.height)[block]])
    triangles = blocks.roof[stays[block[blocks.roof[:, 0]]]] if len(blocks.roof) else blocks.roof
    used = np.unique(triangles)
    place = np.zeros(len(points), np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    colours = np.tile(as_bytes(ROOF), (len(used), 1))
    return Mesh(points[used].astype(np.float32), place[triangles].reshape(-1, 3), colours)
