"""Polygons, lines and points of geometries, gathered column by column."""

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.city.model.batch import FaceRows, LineRows, PolygonRows
from planningtable.city.readers.cityjson.frame import Sparse

# How many lists lie around the surfaces of a geometry.
LEVELS = {"MultiSurface": 0, "CompositeSurface": 0, "Solid": 1, "MultiSolid": 2, "CompositeSolid": 2}


class Run(NamedTuple):
    """Surfaces that follow each other and have much in common.

    Attributes:
        length: number of them.
        owner: row of the object.
        lod: level of detail.
        solid: number of the solid, -1 for none.
        shell: 0 for the outer one.
        inside: whether the object is inside another.
    """

    length: int
    owner: int
    lod: float
    solid: int
    shell: int
    inside: bool


def shells(boundaries: Any, level: int) -> Iterator[tuple[tuple[int, ...], list[Any]]]:
    """Lists of surfaces, and where each stands in the geometry.

    Raises:
        TypeError: the lists are not nested as the type of the geometry wants it.
    """
    if not isinstance(boundaries, list):
        raise TypeError(boundaries)
    if not level:
        yield (), boundaries
        return
    for i, inner in enumerate(boundaries):
        for path, surfaces in shells(inner, level - 1):
            yield (i, *path), surfaces


def along(values: Any, path: tuple[int, ...]) -> Any:
    """What stands at the same place in lists nested alike; None where the lists end before."""
    for i in path:
        values = values[i] if isinstance(values, list) and i < len(values) else None
    return values


@dataclass(slots=True)
class Shapes:
    """Grows while geometries are read; one polygon is one face.

    Attributes:
        runs: as the surfaces came.
        boundary: row of the boundary surface of each polygon, -1 for none.
        kind: surface kind of each polygon.
        colour: of each polygon, -1 for none.
        texture: row of the images, -1 for none.
        solids: number of solids so far.
        lost: why polygons of an object were left out, and how many, by its row.
    """

    runs: list[Run] = field(default_factory=list)
    boundary: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    colour: list[tuple[int, int, int]] = field(default_factory=list)
    texture: list[int] = field(default_factory=list)
    solids: int = 0
    lost: Counter[tuple[int, str]] = field(default_factory=Counter)
    line_owners: list[int] = field(default_factory=list)
    line_lods: list[float] = field(default_factory=list)
    _corners: "array[int]" = field(default_factory=lambda: array("q"))
    _ring_ends: "array[int]" = field(default_factory=lambda: array("q"))
    _polygon_ends: "array[int]" = field(default_factory=lambda: array("q"))
    _uv: list[tuple[int, list[Any]]] = field(default_factory=list)
    _line_corners: "array[int]" = field(default_factory=lambda: array("q"))
    _line_ends: "array[int]" = field(default_factory=lambda: array("q"))
    _settled: list[tuple[npt.NDArray[np.int64], Array, npt.NDArray[np.int64], Array]] = field(default_factory=list)
    _settled_corners: int = 0
    _settled_line_corners: int = 0

    @property
    def rings(self) -> int:
        """Number of rings so far."""
        return len(self._ring_ends)

    def add_surfaces(self, surfaces: list[Any]) -> list[int]:
        """Take in polygons; one that is none is kept without a corner and dropped later.

        Returns:
            Number of the first ring of each.
        """
        corners, ring_ends = self._corners, self._ring_ends
        firsts = []
        for surface in surfaces:
            begin, rings = len(corners), len(ring_ends)
            firsts.append(rings)
            try:
                for ring in surface:
                    corners.extend(ring)
                    ring_ends.append(len(corners))
            except (TypeError, OverflowError):
                del corners[begin:]
                del ring_ends[rings:]
            self._polygon_ends.append(len(ring_ends))
        return firsts

    def add_uv(self, ring: int, numbers: list[Any]) -> None:
        """Texture coordinates of a ring, by their numbers."""
        self._uv.append((ring, numbers))

    def add_line(self, corners: Any, owner: int, lod: float) -> bool:
        """Take in a line or a point; False where it is none."""
        begin = len(self._line_corners)
        try:
            self._line_corners.extend(corners)
        except (TypeError, OverflowError):
            del self._line_corners[begin:]
        if len(self._line_corners) == begin:
            return False
        self._line_ends.append(len(self._line_corners))
        self.line_owners.append(owner)
        self.line_lods.append(lod)
        return True

    def settle(self, vertices: Array, numbers: Sparse, uv: Sparse) -> None:
        """What was added since the last time gets the vertices it points to.

        Args:
            vertices: coordinates, shape (N, 3).
            numbers: which vertices these are.
            uv: texture coordinates.
        """
        wanted = np.frombuffer(self._corners, np.int64)[self._settled_corners :]
        points, rows = _points(wanted, vertices, numbers)
        lines, line_rows = _points(
            np.frombuffer(self._line_corners, np.int64)[self._settled_line_corners :], vertices, numbers
        )
        self._settled.append((rows, points, line_rows, lines))
        self._settled_corners += len(wanted)
        self._settled_line_corners += len(line_rows)
        self._place_uv(uv)

    def _place_uv(self, uv: Sparse) -> None:
        """Numbers of texture coordinates become coordinates."""
        for i, (ring, numbers) in enumerate(self._uv):
            if len(numbers) and isinstance(numbers[0], np.ndarray):
                continue
            try:
                rows = uv.rows(np.array(array("q", numbers), np.int64))
            except (TypeError, OverflowError):
                rows = np.zeros(0, np.int64)
            whole = len(rows) > 0 and bool((rows >= 0).all())
            self._uv[i] = (ring, [uv.values[rows] if whole else np.zeros((0, 2))])

    def polygons(self) -> tuple[PolygonRows, FaceRows]:
        """All polygons and faces; those without usable corners are counted in `lost`."""
        run = np.repeat(np.arange(len(self.runs)), [r.length for r in self.runs])
        table = np.array(self.runs, np.float64).reshape(-1, 6)[run]
        owner = table[:, 1].astype(np.int32)
        ring_starts, polygon_starts = _starts(self._ring_ends), _starts(self._polygon_ends)
        keep_ring, keep = self._usable(owner, ring_starts, polygon_starts)
        points = np.concatenate([np.zeros((0, 3)), *(s[1] for s in self._settled)])
        uv = self._all_uv(ring_starts)
        sizes, kept_points = np.diff(ring_starts), np.repeat(keep_ring, np.diff(ring_starts))
        counts = np.add.reduceat(np.append(keep_ring, False), polygon_starts[:-1]) if len(keep) else keep
        polygons = PolygonRows(
            ("",) * int(keep.sum()),
            points[kept_points],
            np.concatenate([[0], np.cumsum(sizes[keep_ring])]).astype(np.int64),
            np.concatenate([[0], np.cumsum(counts[keep])]).astype(np.int64),
            np.array(self.colour, np.int16).reshape(-1, 3)[keep],
            np.array(self.texture, np.int32)[keep],
            None if uv is None else uv[kept_points],
        )
        faces = FaceRows(
            owner[keep],
            np.arange(int(keep.sum()), dtype=np.int32),
            np.zeros(int(keep.sum()), bool),
            np.array(self.kind, np.uint8)[keep],
            table[keep, 2].astype(np.float32),
            np.array(self.boundary, np.int32)[keep],
            table[keep, 3].astype(np.int32),
            table[keep, 4].astype(np.int16),
            table[keep, 5].astype(np.bool_),
        )
        return polygons, faces

    def _usable(
        self, owner: npt.NDArray[np.int32], ring_starts: npt.NDArray[np.int64], polygon_starts: npt.NDArray[np.int64]
    ) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Which rings and which polygons are kept; a polygon whose outer ring is unusable is not."""
        rows = np.concatenate([np.zeros(0, np.int64), *(s[0] for s in self._settled)])
        missing = np.concatenate([[0], np.cumsum(rows < 0)])[ring_starts]
        pointing = np.diff(missing) > 0
        empty = np.diff(ring_starts) == 0
        good = ~pointing & ~empty
        polygon = np.repeat(np.arange(len(polygon_starts) - 1), np.diff(polygon_starts))
        no_ring = np.diff(polygon_starts) == 0
        outer = np.minimum(polygon_starts[:-1], max(len(good) - 1, 0))
        keep = ~no_ring & (good[outer] if len(good) else False)
        outer_pointing = ~no_ring & (pointing[outer] if len(good) else False)
        self._count(owner, outer_pointing, "json-corners")
        self._count(owner, ~keep & ~outer_pointing, "json-surfaces")
        hole = np.arange(len(good)) != outer[polygon]
        self._count(owner[polygon], keep[polygon] & hole & ~good, "json-holes")
        return good & keep[polygon], keep

    def _count(self, owners: npt.NDArray[np.int32], which: npt.NDArray[np.bool_], why: str) -> None:
        for owner, count in Counter(owners[which].tolist()).items():
            self.lost[owner, why] += count

    def _all_uv(self, ring_starts: npt.NDArray[np.int64]) -> Array | None:
        """Texture coordinates of each point; None if there are none."""
        if not self._uv:
            return None
        values = np.full((int(ring_starts[-1]), 2), np.nan)
        for ring, (found,) in self._uv:
            start, end = ring_starts[ring], ring_starts[ring + 1]
            if len(found) == end - start:
                values[start:end] = found
        return values

    def lines(self) -> LineRows | None:
        """All lines and points; those without usable corners are counted in `lost`."""
        if not self._line_ends:
            return None
        starts = _starts(self._line_ends)
        rows = np.concatenate([s[2] for s in self._settled])
        points = np.concatenate([s[3] for s in self._settled])
        good = np.diff(np.concatenate([[0], np.cumsum(rows < 0)])[starts]) == 0
        owners = np.array(self.line_owners, np.int32)
        self._count(owners, ~good, "json-lines")
        sizes = np.diff(starts)
        return LineRows(
            owners[good],
            np.array(self.line_lods, np.float32)[good],
            points[np.repeat(good, sizes)],
            np.concatenate([[0], np.cumsum(sizes[good])]).astype(np.int64),
        )


def _points(wanted: npt.NDArray[np.int64], vertices: Array, numbers: Sparse) -> tuple[Array, npt.NDArray[np.int64]]:
    """Coordinates of corners, and the row of each, -1 where there is no usable vertex."""
    rows = numbers.rows(wanted)
    if not len(vertices):
        return np.full((len(wanted), 3), np.nan), rows
    return np.where((rows >= 0)[:, None], vertices[rows], np.nan), rows


def _starts(ends: "array[int]") -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.frombuffer(ends, np.int64) if len(ends) else []]).astype(np.int64)
