"""Blocks and points of many tiles → few rasters without seams, each in its own CRS and no finer than needed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array, Extent, frame
from planningtable.city.readers.ground.geotiff import extent_of
from planningtable.city.readers.ground.heights import affine
from planningtable.city.readers.ground.model import Block, Piece, Points, Seen, Survey, Window
from planningtable.city.readers.ground.raster import MARGIN, Raster, coarse_enough, empty_grid, moved
from planningtable.city.readers.ground.tin import rasterised, triangulated
from planningtable.domain.text import Text

# Points between which triangles are laid; more are dense enough for means.
MOST_SCATTERED = 2_000_000
# Heights of the same place that differ by more are two opinions [m].
AGREED = 0.5


def names_of(names: Sequence[str]) -> str:
    """Up to three names, and how many more there are."""
    different = list(dict.fromkeys(names))
    more = f" … (+{len(different) - 3})" if len(different) > 3 else ""
    return ", ".join(different[:3]) + more


def disputed(known: Array, new: Array, name: str) -> list[Text]:
    """A remark where new heights are others than those already known."""
    both = np.isfinite(known) & np.isfinite(new)
    if not both.any():
        return []
    apart = float(np.median(np.abs(known[both] - new[both])))
    return [Text.of("city.note.terrain-disputed", file=name, metres=round(apart, 1))] if apart > AGREED else []


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """Cells of a block on a lattice: sums, and how many values are in each (None: one, NaN for none); of which file."""

    row: int
    column: int
    total: Array
    count: Array | None
    name: str


class _Lattice:
    """Blocks whose cells lie on the same lattice; means of ``many`` by ``many`` where it is finer than needed."""

    def __init__(self, crs: str, block: Block, many: int) -> None:
        self.crs = crs
        self.many = many
        self.across, self.along = block.transform.a, -block.transform.e
        self.west, self.north = block.transform.c, block.transform.f
        self.placed: list[_Placed] = []
        self.names: list[str] = []

    def add(self, block: Block, name: str) -> None:
        column = round((block.transform.c - self.west) / self.across)
        row = round((self.north - block.transform.f) / self.along)
        self.names.append(name)
        if self.many == 1:
            self.placed.append(_Placed(row, column, block.values.astype(np.float32, copy=False), None, name))
            return
        rows, first_row = _runs(row, block.values.shape[0], self.many)
        columns, first_column = _runs(column, block.values.shape[1], self.many)
        known = np.isfinite(block.values)
        total = _summed(np.where(known, block.values, 0.0).astype(np.float64), rows, columns)
        self.placed.append(
            _Placed(first_row, first_column, total, _summed(known.astype(np.int32), rows, columns), name)
        )

    def raster(self, disputes: list[Text]) -> Raster:
        """All blocks in one; the first counts where they overlap, the mean where they are made coarser."""
        top, left = min(p.row for p in self.placed), min(p.column for p in self.placed)
        rows = max(p.row + p.total.shape[0] for p in self.placed) - top
        columns = max(p.column + p.total.shape[1] for p in self.placed) - left
        values = np.full((rows, columns), np.nan, np.float32)
        counts = np.zeros((rows, columns), np.int32) if self.many > 1 else None
        if counts is not None:
            values = np.zeros((rows, columns), np.float64)
        for one in self.placed:
            height, width = one.total.shape
            place = np.s_[one.row - top : one.row - top + height, one.column - left : one.column - left + width]
            if counts is None or one.count is None:
                disputes += disputed(values[place], one.total, one.name)
                np.copyto(values[place], one.total, where=np.isnan(values[place]))
            else:
                values[place] += one.total
                counts[place] += one.count
        if counts is not None:
            values = np.where(counts > 0, values / np.maximum(counts, 1), np.nan).astype(np.float32)
        across, along = self.across * self.many, self.along * self.many
        transform = affine(self.west + left * across, self.north - top * along, across, along)
        return Raster(names_of(self.names), "", values, transform, self.crs, {})


def _runs(first: int, length: int, many: int) -> tuple[npt.NDArray[np.int64], int]:
    """Where in ``length`` cells from ``first`` each coarser cell begins, and the first coarser cell."""
    coarse = (first + np.arange(length)) // many
    return np.flatnonzero(np.diff(coarse, prepend=coarse[0] - 1)), int(coarse[0])


def _summed(values: Array, rows: Array, columns: Array) -> Array:
    return np.asarray(np.add.reduceat(np.add.reduceat(values, rows, axis=0), columns, axis=1))


class _Cells:
    """Points in cells, by their mean or their lowest."""

    def __init__(self, crs: str, area: Extent, cell: float, *, lowest: bool) -> None:
        self.crs, self.cell, self.lowest = crs, cell, lowest
        self.rows, self.columns, self.west, self.north = frame(area, cell)
        self.total = np.full(self.rows * self.columns, np.inf if lowest else 0.0)
        self.count = np.zeros(self.rows * self.columns, np.int32)
        self.names: list[str] = []

    def add(self, places: Array, name: str) -> None:
        self.names.append(name)
        column = np.floor((places[:, 0] - self.west) / self.cell).astype(np.int64)
        row = np.floor((self.north - places[:, 1]) / self.cell).astype(np.int64)
        good = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        at = (row * self.columns + column)[good]
        (np.minimum if self.lowest else np.add).at(self.total, at, places[good, 2])
        np.add.at(self.count, at, 1)

    def raster(self) -> Raster:
        count = self.count.reshape(self.rows, self.columns)
        total = self.total.reshape(self.rows, self.columns)
        heights = total if self.lowest else total / np.maximum(count, 1)
        values = np.where(count > 0, heights, np.nan).astype(np.float32)
        touched_rows, touched_columns = np.flatnonzero(count.any(axis=1)), np.flatnonzero(count.any(axis=0))
        if not len(touched_rows):
            return Raster(names_of(self.names), "", values[:1, :1], affine(0, 0, 1, 1), self.crs, {})
        top, left = int(touched_rows[0]), int(touched_columns[0])
        values = values[top : touched_rows[-1] + 1, left : touched_columns[-1] + 1]
        west, north = self.west + left * self.cell, self.north - top * self.cell
        return Raster(names_of(self.names), "", values, affine(west, north, self.cell, self.cell), self.crs, {})


class Mosaics:
    """Gathers what is read of all tiles around a city.

    Attributes:
        seen: where tiles lie that had to be read to know it, in the site's CRS.
        finest: smallest cell that came [m]; infinite before the first one.
        notes: remarks of the tiles.
    """

    def __init__(self, crs: str, area: Extent) -> None:
        self._crs = crs
        self._area = area
        self._windows: dict[str, Window] = {}
        self._lattices: dict[tuple[object, ...], _Lattice] = {}
        self._cells: dict[tuple[object, ...], _Cells] = {}
        self._scattered: dict[str, list[tuple[str, Points]]] = {}
        self._turned: list[Raster] = []
        self.seen: list[Extent] = []
        self.finest = math.inf
        self.notes: list[Text] = []

    def window(self, crs: str) -> Window:
        """What is wanted of files in a CRS (empty: the site's)."""
        own = crs or self._crs
        if own not in self._windows:
            area = moved(self._area.grown(MARGIN), self._crs, own)
            metres = math.sqrt(self._area.grown(MARGIN).area / area.area)
            finest = coarse_enough(self._area, 0.1)
            self._windows[own] = Window(area, finest / metres, self._crs)
        return self._windows[own]

    def _metres(self, crs: str) -> float:
        """Metres in a unit of a CRS, over this area."""
        return math.sqrt(self._area.grown(MARGIN).area / self.window(crs).area.area)

    def add(self, found: Survey, piece: Piece) -> None:
        crs = found.crs or self._crs
        if isinstance(piece, Seen):
            self.notes.extend(piece.notes)
            if piece.extent is not None:
                self.seen.append(moved(piece.extent, crs, self._crs))
        elif isinstance(piece, Block):
            own = found.cell or math.sqrt(abs(piece.transform.determinant))
            self.finest = min(self.finest, own * self._metres(crs))
            self._add_block(crs, piece, found.part.name)
        else:
            self._add_points(crs, piece, found.part.name)

    def _add_block(self, crs: str, block: Block, name: str) -> None:
        t = block.transform
        own = math.sqrt(abs(t.determinant)) * self._metres(crs)
        if t.b or t.d or t.a <= 0 or t.e >= 0:
            self._turned.append(Raster(name, "", block.values, t, crs, {}))
            return
        across, along = t.a, -t.e
        phase = (round(t.c / across % 1, 3) % 1, round(t.f / along % 1, 3) % 1)
        key = (crs, f"{across:.9g}", f"{along:.9g}", *phase)
        if key not in self._lattices:
            many = max(int(coarse_enough(self._area, own) / own + 1e-6), 1)
            self._lattices[key] = _Lattice(crs, block, many)
        self._lattices[key].add(block, name)

    def _add_points(self, crs: str, points: Points, name: str) -> None:
        scattered = self._scattered.get(crs, [])
        if points.way == "triangles" and sum(len(p.places) for _, p in scattered) <= MOST_SCATTERED:
            self._scattered.setdefault(crs, []).append((name, points))
            return
        self.finest = min(self.finest, points.cell * self._metres(crs))
        key = (crs, points.cell, points.way)
        if key not in self._cells:
            area = self.window(crs).area
            self._cells[key] = _Cells(crs, area, points.cell, lowest=points.way == "lowest")
        self._cells[key].add(points.places, name)

    def rasters(self) -> list[Raster]:
        """What has been gathered; those without any height too."""
        found = [lattice.raster(self.notes) for lattice in self._lattices.values()]
        self._lattices.clear()
        found += [cells.raster() for cells in self._cells.values()]
        self._cells.clear()
        found += self._turned
        found += [self._interpolated(crs, points) for crs, points in self._scattered.items()]
        return found

    def _interpolated(self, crs: str, scattered: list[tuple[str, Points]]) -> Raster:
        """Points of one CRS with triangles between them, across the seams of tiles too."""
        names = names_of([name for name, _ in scattered])
        places = np.concatenate([p.places for _, p in scattered])
        cell = min(p.cell for _, p in scattered)
        low, high = places[:, :2].min(axis=0), places[:, :2].max(axis=0)
        cells = empty_grid(Extent(float(low[0]), float(low[1]), float(high[0]), float(high[1])), cell)
        values = rasterised(triangulated(places, cells), cells)
        self.finest = min(self.finest, cells.cell)
        size = round(cells.cell, 2)
        self.notes.append(Text.of("city.note.terrain-irregular", file=names, points=len(places), cell=size))
        return Raster(names, "", values, affine(cells.west, cells.north, cells.cell, cells.cell), crs, {})


def covered(raster: Raster, crs: str) -> Extent:
    """Where a raster lies, in the site's CRS."""
    rows, columns = raster.values.shape
    return moved(extent_of(raster.transform, columns, rows), raster.crs, crs)
