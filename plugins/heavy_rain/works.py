"""Works of measures on cells: the tops of walls, and trenches that store rain below the ground."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from planningtable.api import Grid, Site, trenches_of, walls_of
from plugins.heavy_rain.arrays import F64, I64
from plugins.heavy_rain.forcing import MM_PER_HOUR, Infiltration

SLIVER = 1e-9
"""A cell of which less is covered is not touched [m²]."""


@dataclass(frozen=True, slots=True, eq=False)
class Stores:
    """Room for rain below cells; columns, a row for each cell and trench in it.

    Attributes:
        rows: of the cell.
        columns: of the cell.
        share: of the cell that the trench lies below [0..1].
        room: water that it holds, over its own area [m].
        soak: how fast the soil takes it from there [mm/h].
        intake: how fast water gets into it [mm/h].
    """

    rows: I64
    columns: I64
    share: F64
    room: F64
    soak: F64
    intake: F64


def with_walls(bed: Grid, site: Site) -> Grid:
    """The ground with every cell that a wall touches as high as the wall is there.

    A wall that is thinner than a cell holds water back all the same: the cells that it touches meet at their sides,
    so that nothing passes between two that touch at a corner only.
    """
    walls = walls_of(site)
    if not walls:
        return bed
    values = np.array(bed.values)
    for wall in walls:
        rows, columns, covered = _cells(bed, wall.outline)
        middle = shapely.centroid(covered)
        top = site.terrain.sample(shapely.get_x(middle), shapely.get_y(middle)) + wall.height
        values[rows, columns] = np.maximum(values[rows, columns], top)
    return bed.with_values(values)


def stores_on(bed: Grid, site: Site) -> Stores | None:
    """The trenches of a site on cells; None where there are none."""
    columns: list[tuple[npt.NDArray[np.generic], ...]] = []
    for trench in trenches_of(site):
        row, column, covered = _cells(bed, trench.outline)
        share = shapely.area(covered) / bed.cell**2
        numbers = (np.full(len(share), value) for value in (trench.room, trench.soak, trench.intake))
        columns.append((row, column, share, *numbers))
    return Stores(*(np.concatenate(parts) for parts in zip(*columns, strict=True))) if columns else None


def _cells(grid: Grid, outline: shapely.Geometry) -> tuple[I64, I64, npt.NDArray[np.object_]]:
    """Rows and columns of the cells that an outline touches, and the parts of it in them."""
    west, south, east, north = shapely.bounds(outline)
    top, left = (int(i) for i in grid.index(np.array(west), np.array(north)))
    bottom, right = (int(i) for i in grid.index(np.array(east), np.array(south)))
    row, column = (a.ravel() for a in np.mgrid[top : bottom + 1, left : right + 1])
    x, y = grid.west + column * grid.cell, grid.north - row * grid.cell
    boxes = shapely.box(x, y - grid.cell, x + grid.cell, y)
    shapely.prepare(outline)
    met = np.flatnonzero(shapely.intersects(outline, boxes))
    parts = shapely.intersection(outline, boxes[met])
    touched = shapely.area(parts) > SLIVER
    return row[met[touched]], column[met[touched]], parts[touched]


class Trenches:
    """Infiltration into trenches, and into the ground around them."""

    def __init__(self, ground: Infiltration, stores: Stores) -> None:
        """`ground` is what takes water where no trench lies."""
        self._ground, self._stores = ground, stores
        self._at = stores.rows, stores.columns
        self._in = np.zeros(len(stores.share))
        self._wanted = np.zeros(len(stores.share))
        self._asked: F64 = np.zeros((0, 0))
        self._seconds = 0.0

    def rate(self, depth: F64, rain: F64, seconds: float) -> F64:
        s = self._stores
        soil = self._ground.rate(depth, rain, seconds)
        beside = np.ones(soil.shape)
        np.subtract.at(beside, self._at, s.share)
        free = (s.room - self._in) / seconds + s.soak * MM_PER_HOUR
        self._wanted = s.share * np.minimum(free, s.intake * MM_PER_HOUR)
        asked = np.maximum(beside, 0.0) * soil
        np.add.at(asked, self._at, self._wanted)
        self._asked, self._seconds = asked, seconds
        return asked

    def took(self, water: F64) -> None:
        s = self._stores
        part = np.divide(water, self._asked, out=np.zeros_like(water), where=self._asked > 0.0)
        got = part[self._at] * self._wanted
        rest = water.copy()
        np.subtract.at(rest, self._at, got)
        self._ground.took(np.maximum(rest, 0.0))
        # A trench soaks away from all of its floor, whatever share of it lies in this cell.
        self._in = np.clip(self._in + got / s.share - s.soak * MM_PER_HOUR * self._seconds, 0.0, s.room)
