"""The city beyond the site in two sizes of square: what is drawn from afar, and what is drawn from near."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np

from planningtable.city.grid import Extent
from scenes.camera import Camera, Size, Vector
from scenes.frustum import scale_at, seen

FAR_TILES = 4
"""Edge of a square that is drawn from afar in one go, in tiles of the city."""

NEAR_SCALE = 0.55
"""Scale up to which single surfaces can be told apart [m/px]."""

MOST_NEAR = 24
"""Squares that are drawn from near at most; a table sees four to nine."""

MOST_BUILDINGS = 400_000
"""Buildings that are drawn from afar at most: some hundred megabytes on the graphics card."""

TALLEST = 150.0
"""How far the city reaches above its ground, for telling how near it is [m]."""

HILLIEST = 800.0
"""How far it may lie above and below what is looked at, for telling what is in the picture [m]."""

Key: TypeAlias = tuple[int, int]


class Fragment(Protocol):
    """The shape of a row of the city's index, which the drawing room does not know by name."""

    @property
    def column(self) -> int: ...
    @property
    def row(self) -> int: ...
    @property
    def extent(self) -> Extent: ...
    @property
    def buildings(self) -> int: ...


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A square of the city.

    Attributes:
        key: column and row among squares of its size.
        extent: of what stands in it [m].
        buildings: their number.
        fragments: rows of the index, to ask for what is in it.
    """

    key: Key
    extent: Extent
    buildings: int
    fragments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a camera wants to see, the nearest first.

    Attributes:
        far: keys of squares that are drawn from afar.
        near: keys of squares that are drawn from near; what is drawn from afar there makes way.
    """

    far: tuple[Key, ...] = ()
    near: tuple[Key, ...] = ()


def patches(fragments: Iterable[Fragment], tiles: int = 1) -> tuple[Patch, ...]:
    """Squares of the city with buildings.

    Args:
        fragments: rows of the city's index.
        tiles: edge of a square, in tiles.
    """
    found: dict[Key, list[Fragment]] = defaultdict(list)
    for fragment in fragments:
        if fragment.buildings:
            found[fragment.column // tiles, fragment.row // tiles].append(fragment)
    return tuple(
        Patch(key, _extent(rows), sum(row.buildings for row in rows), tuple(rows)) for key, rows in found.items()
    )


def _extent(rows: Sequence[Fragment]) -> Extent:
    extent = rows[0].extent
    for row in rows[1:]:
        extent = extent.joined(row.extent)
    return extent


def boxes_of(some: Sequence[Patch], ground: float, reach: float = TALLEST) -> Vector:
    """What patches fill, with their ground at about a height, and as far above and below it [m], shape (n, 6)."""
    return np.array(
        [(p.extent.west, p.extent.south, ground - reach, p.extent.east, p.extent.north, ground + reach) for p in some],
        float,
    ).reshape(-1, 6)


def wanted(far: Sequence[Patch], near: Sequence[Patch], camera: Camera, size: Size) -> Wanted:
    """What is to be drawn: all that is in the picture, within bounds.

    Args:
        far: squares that can be drawn from afar.
        near: squares that can be drawn from near.
        camera: where we look from; its height is about that of the ground.
        size: of the picture [px].
    """
    chosen: list[Key] = []
    total = 0
    for i in _by_nearness(far, camera, size, np.inf):
        total += far[i].buildings
        if total > MOST_BUILDINGS and chosen:
            break
        chosen.append(far[i].key)
    close = _by_nearness(near, camera, size, NEAR_SCALE)[:MOST_NEAR]
    return Wanted(tuple(chosen), tuple(near[i].key for i in close))


def _by_nearness(some: Sequence[Patch], camera: Camera, size: Size, coarsest: float) -> list[int]:
    """Rows of patches in the picture up to a scale [m/px], the nearest to what is looked at first."""
    if not some:
        return []
    boxes = boxes_of(some, camera.height)
    tall = boxes_of(some, camera.height, HILLIEST)
    rows = np.flatnonzero(seen(camera, size, tall) & (scale_at(camera, size, boxes) <= coarsest))
    middle = (boxes[rows, :2] + boxes[rows, 3:5]) / 2 - (camera.east, camera.north)
    return [int(i) for i in rows[np.argsort(np.hypot(*middle.T), kind="stable")]]
