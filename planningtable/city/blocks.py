"""Block models of many buildings: what a whole city is drawn with from afar, a hundred bytes a building."""

from dataclasses import dataclass

import mapbox_earcut
import numpy as np
import numpy.typing as npt
import shapely

from planningtable.city.grid import Array
from planningtable.city.site import Buildings

# Corners are whole decimetres from the tile's corner; a building reaches at most this far from it.
STEP = 0.1
FARTHEST = 32000
# Bends of the outline smaller than this are not seen from afar [m].
SMALLEST_BEND = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Outlines with heights; one row a polygon of a building (a building may have several).

    Attributes:
        origin: easting and northing of the tile's corner [m].
        ids: of the buildings, in rows of ``building``.
        building: row of the building, shape (K,).
        ground: height of the ground [m above the vertical datum], shape (K,).
        height: above the ground [m], shape (K,).
        ring_starts: start of each ring in ``points`` with one more at the end, shape (R + 1,).
        ring_block: block of each ring, shape (R,).
        points: east, north in steps of 0.1 m from the origin, rings not repeated at the end, shape (P, 2).
        roof: triangles of the roofs, rows of ``points``, shape (T, 3).
    """

    origin: tuple[float, float]
    ids: tuple[str, ...]
    building: npt.NDArray[np.int32]
    ground: npt.NDArray[np.float32]
    height: npt.NDArray[np.float32]
    ring_starts: npt.NDArray[np.int32]
    ring_block: npt.NDArray[np.int32]
    points: npt.NDArray[np.int16]
    roof: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class BlockMesh:
    """Triangles to be drawn.

    Attributes:
        vertices: east, north relative to an origin, height; shape (V, 3) [m].
        triangles: rows of ``vertices``, shape (T, 3), counter-clockwise from outside.
        block: block of each triangle, shape (T,).
    """

    vertices: npt.NDArray[np.float32]
    triangles: npt.NDArray[np.int32]
    block: npt.NDArray[np.int32]


def blocks_of(buildings: Buildings, origin: tuple[float, float]) -> Blocks:
    """The block models of buildings, relative to a place near them."""
    simple = shapely.simplify(buildings.footprints, SMALLEST_BEND)
    lost = shapely.is_empty(simple)
    simple[lost] = buildings.footprints[lost]
    parts, building = shapely.get_parts(shapely.orient_polygons(simple), return_index=True)
    keep = (shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)
    parts, building = parts[keep], building[keep].astype(np.int32)
    rings, ring_block = shapely.get_rings(parts, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    last = np.append(ring[1:] != ring[:-1], True) if len(ring) else np.zeros(0, bool)
    places = np.round((coordinates - np.array(origin)) / STEP)
    points = np.clip(places, -FARTHEST, FARTHEST).astype(np.int16)[~last]
    lengths = np.bincount(ring[~last], minlength=len(rings)) if len(rings) else np.zeros(0, np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return Blocks(
        origin,
        buildings.ids,
        building,
        buildings.ground[building].astype(np.float32),
        buildings.height[building].astype(np.float32),
        starts,
        ring_block.astype(np.int32),
        points,
        _roofs(points, starts, ring_block, len(parts)),
    )


def _roofs(points: Array, starts: Array, ring_block: Array, count: int) -> npt.NDArray[np.int32]:
    found = [np.zeros((0, 3), np.int32)]
    first_ring = np.searchsorted(ring_block, np.arange(count + 1))
    flat = points.astype(np.float64)
    for block in range(count):
        low, high = first_ring[block], first_ring[block + 1]
        first = int(starts[low])
        ends = (starts[low + 1 : high + 1] - first).astype(np.uint32)
        triangles = mapbox_earcut.triangulate_float64(flat[first : first + int(ends[-1])], ends)
        found.append(np.asarray(triangles, np.int32).reshape(-1, 3) + first)
    roof = np.concatenate(found)
    corners = flat[roof]
    one, two = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    clockwise = one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0] < 0
    roof[clockwise] = roof[clockwise][:, ::-1]
    return roof


def block_mesh(blocks: Blocks, origin: tuple[float, float]) -> BlockMesh:
    """Walls and roofs of blocks, relative to an origin."""
    count = len(blocks.points)
    step = np.array([blocks.origin[0] - origin[0], blocks.origin[1] - origin[1]])
    ring = np.repeat(np.arange(len(blocks.ring_block)), np.diff(blocks.ring_starts))
    block = blocks.ring_block[ring]
    vertices = np.empty((2 * count, 3), np.float32)
    plan = blocks.points * STEP + step
    vertices[:count, :2] = vertices[count:, :2] = plan
    vertices[:count, 2] = blocks.ground[block]
    vertices[count:, 2] = blocks.ground[block] + blocks.height[block]
    here = np.arange(count, dtype=np.int32)
    following = here + 1
    ends = blocks.ring_starts[1:][np.diff(blocks.ring_starts) > 0] - 1
    following[ends] = blocks.ring_starts[:-1][np.diff(blocks.ring_starts) > 0]
    walls = np.empty((2 * count, 3), np.int32)
    walls[0::2] = np.column_stack([here, following, following + count])
    walls[1::2] = np.column_stack([here, following + count, here + count])
    roof_block = block[blocks.roof[:, 0]] if len(blocks.roof) else np.zeros(0, np.int32)
    return BlockMesh(
        vertices,
        np.concatenate([walls, blocks.roof + np.int32(count)]),
        np.concatenate([np.repeat(block, 2), roof_block]).astype(np.int32),
    )
