"""Pieces of a city cut into tiles, tiles as bytes, and tiles put together again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planningtable.city.codec import packed, unpacked
from planningtable.city.columns import (
    joined,
    no_objects,
    no_surfaces,
    objects_joined,
    objects_taken,
    surfaces_joined,
    surfaces_taken,
    taken,
)
from planningtable.city.grid import Array, Extent
from planningtable.city.model.piece import CityPiece, no_piece
from planningtable.city.site import Buildings, Objects, Surfaces, Trees

# Edge of a tile: about what a table shows at once at eye level, and some hundred buildings in a town [m].
TILE = 500.0
# Fast to write; a tile is read once and unpacked once.
LEVEL = 1
# Two objects of one id whose middles are at most this far apart are one object [m].
SAME_PLACE = 5
# Places are kept as whole metres within this reach, in one number.
FARTHEST = 2**30


@dataclass(frozen=True, slots=True, eq=False)
class Fragment:
    """What one piece has in one tile.

    Attributes:
        column: easting of the tile's western edge divided by `TILE`.
        row: northing of its southern edge divided by `TILE`.
        extent: of what is in it, seen from above [m]; may reach beyond the tile.
        piece: relative to the tile's south-western corner.
    """

    column: int
    row: int
    extent: Extent
    piece: CityPiece


@dataclass(frozen=True, slots=True, eq=False)
class _Stored:
    """A piece as it is written: coordinates as float32, which is exact to 0.03 mm within a tile."""

    origin: tuple[float, float]
    buildings: Buildings
    surfaces: Surfaces
    objects: Objects
    trees: Trees
    terrain: Array
    terrain_points: Array
    textures: tuple[str, ...]


def tile_of(east: Array, north: Array) -> Array:
    """Column and row of the tile that holds each place, shape (n, 2)."""
    return np.floor(np.column_stack([east, north]) / TILE).astype(np.int64)


def fragments(piece: CityPiece) -> Iterator[Fragment]:
    """Cut a piece into tiles; every row is in exactly one of them, by the middle of its object."""
    buildings = _middles(piece.surfaces, len(piece.buildings), piece.origin)
    objects = _middles(piece.objects.surfaces, len(piece.objects), piece.origin)
    trees = tile_of(piece.trees.east, piece.trees.north)
    ground = piece.terrain.mean(axis=1) if len(piece.terrain) else np.zeros((0, 3))
    terrain = tile_of(ground[:, 0], ground[:, 1])
    points = tile_of(piece.terrain_points[:, 0], piece.terrain_points[:, 1])
    tables = (buildings, objects, trees, terrain, points)
    tiles, number = np.unique(np.concatenate(tables), axis=0, return_inverse=True)
    numbers = np.split(number.ravel(), np.cumsum([len(t) for t in tables])[:-1])
    rows = [_grouped(n, len(tiles)) for n in numbers]
    for tile, (column, row) in enumerate(tiles.tolist()):
        part = _part(piece, [table[tile] for table in rows])
        corner = (column * TILE, row * TILE)
        yield Fragment(column, row, extent_of(part), moved(part, corner))


def _grouped(numbers: Array, count: int) -> list[Array]:
    """Rows that carry each number, in their order."""
    order = np.argsort(numbers, kind="stable")
    return np.split(order, np.searchsorted(numbers[order], np.arange(1, count)))


def _part(piece: CityPiece, here: Sequence[Array]) -> CityPiece:
    """Some rows of a piece: of buildings, objects, trees, terrain and terrain points."""
    buildings, objects, trees, terrain, points = here
    whole = len(buildings) == len(piece.buildings)
    return replace(
        piece,
        buildings=piece.buildings if whole else taken(piece.buildings, buildings),
        surfaces=piece.surfaces if whole else _surfaces_of(piece.surfaces, len(piece.buildings), buildings),
        objects=objects_taken(piece.objects, objects) if len(objects) else no_objects(),
        trees=taken(piece.trees, trees),
        terrain=piece.terrain[terrain],
        terrain_points=piece.terrain_points[points],
    )


def _surfaces_of(surfaces: Surfaces, count: int, buildings: Array) -> Surfaces:
    """The surfaces of some of the buildings, whose rows are counted anew."""
    if not len(buildings):
        return no_surfaces()
    owner = np.full(count, -1, np.int32)
    owner[buildings] = np.arange(len(buildings), dtype=np.int32)
    return surfaces_taken(surfaces, owner[surfaces.building] >= 0, owner)


def _middles(surfaces: Surfaces, count: int, origin: tuple[float, float]) -> Array:
    """Tile of the middle of each owner's bounding box, shape (count, 2)."""
    low, high = _reach(surfaces, count)
    middle = (low + high) / 2
    middle[~np.isfinite(middle)] = 0.0
    return tile_of(middle[:, 0] + origin[0], middle[:, 1] + origin[1])


def place_numbers(piece: CityPiece) -> Array:
    """A number for the place of each building, object and tree, in that order; `near` compares two of them."""
    corner = np.array(piece.origin)
    middles = []
    for surfaces, count in ((piece.surfaces, len(piece.buildings)), (piece.objects.surfaces, len(piece.objects))):
        low, high = _reach(surfaces, count)
        middles.append((low + high) / 2 + corner)
    middles.append(np.column_stack([piece.trees.east, piece.trees.north]))
    metres = np.nan_to_num(np.concatenate(middles), nan=0.0, posinf=0.0, neginf=0.0).round().astype(np.int64)
    return np.asarray(np.clip(metres[:, 0], -FARTHEST, FARTHEST) * 2**32 + np.clip(metres[:, 1], -FARTHEST, FARTHEST))


def near(one: int, other: int) -> bool:
    """Whether two places are one: an object keeps its middle within some metres from level to level."""
    easts = [(place + 2**31) >> 32 for place in (one, other)]
    norths = [place - (east << 32) for place, east in zip((one, other), easts, strict=True)]
    return abs(easts[0] - easts[1]) <= SAME_PLACE and abs(norths[0] - norths[1]) <= SAME_PLACE


def renamed(piece: CityPiece, names: Mapping[str, str]) -> CityPiece:
    """The same piece with other ids for some of its objects."""
    return replace(
        piece,
        buildings=replace(piece.buildings, ids=tuple(names.get(id, id) for id in piece.buildings.ids)),
        objects=replace(piece.objects, ids=tuple(names.get(id, id) for id in piece.objects.ids)),
        trees=replace(piece.trees, ids=tuple(names.get(id, id) for id in piece.trees.ids)),
    )


def _reach(surfaces: Surfaces, count: int) -> tuple[Array, Array]:
    """Smallest and largest x, y of each owner, relative to the origin; infinite where it has no surfaces."""
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    if len(surfaces):
        owner = np.repeat(surfaces.building[surfaces.ring_surface], np.diff(surfaces.ring_offsets))
        np.minimum.at(low, owner, surfaces.ring_points[:, :2])
        np.maximum.at(high, owner, surfaces.ring_points[:, :2])
    return low, high


def extent_of(piece: CityPiece) -> Extent:
    """Of everything in a piece, seen from above [m]; a point at its origin where it is empty."""
    corner = np.array(piece.origin)
    places = [
        piece.surfaces.ring_points[:, :2] + corner,
        piece.objects.surfaces.ring_points[:, :2] + corner,
        np.column_stack([piece.trees.east, piece.trees.north]),
        piece.terrain.reshape(-1, 3)[:, :2],
        piece.terrain_points[:, :2],
    ]
    points = np.concatenate([corner[None, :]] if not any(map(len, places)) else [p for p in places if len(p)])
    (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Extent(west, south, east, north)


def moved(piece: CityPiece, origin: tuple[float, float]) -> CityPiece:
    """The same piece relative to another origin."""
    if origin == piece.origin:
        return piece
    step = np.array([piece.origin[0] - origin[0], piece.origin[1] - origin[1], 0.0])
    return replace(
        piece,
        origin=origin,
        surfaces=_shifted(piece.surfaces, step),
        objects=replace(piece.objects, surfaces=_shifted(piece.objects.surfaces, step)),
    )


def _shifted(surfaces: Surfaces, step: Array) -> Surfaces:
    points = surfaces.ring_points + step
    vertices = points if surfaces.vertices is surfaces.ring_points else surfaces.vertices + step
    return replace(surfaces, vertices=vertices, ring_points=points)


def to_bytes(piece: CityPiece) -> bytes:
    """A fragment's piece as bytes."""
    return packed(
        _Stored(
            piece.origin,
            piece.buildings,
            _slim(piece.surfaces),
            replace(piece.objects, surfaces=_slim(piece.objects.surfaces)),
            piece.trees,
            piece.terrain,
            piece.terrain_points,
            piece.textures,
        ),
        LEVEL,
    )


def from_bytes(blob: bytes) -> CityPiece:
    """The piece that a blob holds.

    Raises:
        ValueError: the blob is damaged.
    """
    stored = unpacked(_Stored, blob)
    return CityPiece(
        stored.origin,
        stored.buildings,
        _wide(stored.surfaces),
        replace(stored.objects, surfaces=_wide(stored.objects.surfaces)),
        stored.trees,
        stored.terrain,
        stored.terrain_points,
        stored.textures,
    )


_SLIM = ("normal", "area", "slope", "aspect")


def _slim(surfaces: Surfaces) -> Surfaces:
    shared = surfaces.vertices is surfaces.ring_points
    return replace(
        surfaces,
        **{name: getattr(surfaces, name).astype(np.float32) for name in _SLIM},
        ring_points=surfaces.ring_points.astype(np.float32),
        vertices=np.zeros((0, 3), np.float32) if shared else surfaces.vertices.astype(np.float32),
    )


def _wide(surfaces: Surfaces) -> Surfaces:
    points = surfaces.ring_points.astype(np.float64)
    shared = not len(surfaces.vertices)
    return replace(
        surfaces,
        **{name: getattr(surfaces, name).astype(np.float64) for name in _SLIM},
        ring_points=points,
        vertices=points if shared else surfaces.vertices.astype(np.float64),
    )


def put_together(pieces: Sequence[CityPiece], origin: tuple[float, float]) -> CityPiece:
    """One piece of many, in their order, relative to an origin; textures are numbered anew."""
    if not pieces:
        return no_piece(origin)
    names: dict[str, int] = {}
    tables: list[CityPiece] = []
    for piece in pieces:
        codes = np.array([names.setdefault(name, len(names)) for name in piece.textures] + [-1], np.int32)
        there = moved(piece, origin)
        tables.append(
            replace(
                there,
                surfaces=replace(there.surfaces, texture=codes[there.surfaces.texture]),
                objects=replace(
                    there.objects,
                    surfaces=replace(there.objects.surfaces, texture=codes[there.objects.surfaces.texture]),
                ),
            )
        )
    starts = np.cumsum([0, *(len(t.buildings) for t in tables[:-1])]).tolist()
    return CityPiece(
        origin,
        joined([t.buildings for t in tables]),
        surfaces_joined([t.surfaces for t in tables], starts),
        objects_joined([t.objects for t in tables]),
        joined([t.trees for t in tables]),
        np.concatenate([t.terrain for t in tables]),
        np.concatenate([t.terrain_points for t in tables]),
        tuple(names),
    )


def inside(piece: CityPiece, area: Extent) -> CityPiece:
    """The objects whose bounding boxes touch an area; terrain is not cut."""
    buildings = _touching(piece.surfaces, len(piece.buildings), piece.origin, area)
    objects = _touching(piece.objects.surfaces, len(piece.objects), piece.origin, area)
    trees = (
        (piece.trees.east >= area.west)
        & (piece.trees.east <= area.east)
        & (piece.trees.north >= area.south)
        & (piece.trees.north <= area.north)
    )
    return _part(piece, [*map(np.flatnonzero, (buildings, objects, trees)), *_all_terrain(piece)])


def _all_terrain(piece: CityPiece) -> tuple[Array, Array]:
    return np.arange(len(piece.terrain)), np.arange(len(piece.terrain_points))


def _touching(surfaces: Surfaces, count: int, origin: tuple[float, float], area: Extent) -> Array:
    low, high = _reach(surfaces, count)
    low, high = low + np.array(origin), high + np.array(origin)
    return np.asarray(
        (low[:, 0] < area.east) & (high[:, 0] > area.west) & (low[:, 1] < area.north) & (high[:, 1] > area.south)
    )


def without(piece: CityPiece, buildings: frozenset[str], objects: frozenset[str]) -> CityPiece:
    """A piece without some buildings and objects, by id."""
    keep = [
        np.array([id not in buildings for id in piece.buildings.ids], bool),
        np.array([id not in objects for id in piece.objects.ids], bool),
        np.array([id not in objects for id in piece.trees.ids], bool),
    ]
    return _part(piece, [*map(np.flatnonzero, keep), *_all_terrain(piece)])
