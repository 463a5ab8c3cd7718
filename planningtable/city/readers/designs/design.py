"""A design as it was read: objects with faces, and the `CityBatch` they become."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch, FaceRows, PolygonRows
from planningtable.city.readers.city_rows import CityRows
from planningtable.domain.text import Text

MOST_BYTES = 2**30
MOST_TRIANGLES = 5_000_000
# Designs show windows and doors, if not always.
LOD = 3.0
LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a design says that it stands; `Heading.context` of designs.

    Attributes:
        latitude: of its origin, WGS 84 [degrees]; None if not stated.
        longitude: of its origin, WGS 84 [degrees]; None if not stated.
        elevation: of its origin above the datum [m]; None if not stated.
        north: direction of true north in the design's own axes (x, y).
        local: whether its coordinates are its own, in metres; otherwise they are in the CRS it names.
    """

    latitude: float | None = None
    longitude: float | None = None
    elevation: float | None = None
    north: tuple[float, float] = (0.0, 1.0)
    local: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """Polygons of one part of a design.

    Attributes:
        points: corners of all rings one after another, shape (P, 3) [m].
        ring_sizes: number of corners of each ring, shape (R,).
        polygon_sizes: number of rings of each polygon, shape (N,).
        colour: red, green, blue 0..255 of each polygon, -1 where none is given, shape (N, 3).
        kind: `planningtable.city.site.SurfaceKind` of all of them.
    """

    points: Array
    ring_sizes: npt.NDArray[np.int64]
    polygon_sizes: npt.NDArray[np.int64]
    colour: npt.NDArray[np.int16]
    kind: int = 0

    def __len__(self) -> int:
        return len(self.polygon_sizes)


def no_colour(count: int) -> npt.NDArray[np.int16]:
    return np.full((count, 3), -1, np.int16)


@dataclass(slots=True)
class Design(CityRows):
    """Grows while a design is read."""

    reference_names: tuple[str, ...] = ()
    _inside: list[bool] = field(default_factory=list)
    _faces: list[Faces] = field(default_factory=list)
    _owners: list[int] = field(default_factory=list)
    _boundaries: list[int] = field(default_factory=list)

    def add_object(self, id: str, type: str, parent: int = -1, *, name: str = "", inside: bool = False) -> int:
        """Row of a new object."""
        # No super(): a class with slots is made anew, and the method knows only the first one.
        row = CityRows.add_object(self, id, type, parent)
        self.names[row] = name
        self._inside.append(inside)
        return row

    def add_faces(self, owner: int, faces: Faces, boundary: int = -1) -> None:
        """Polygons of an object."""
        if len(faces):
            self._faces.append(faces)
            self._owners.append(owner)
            self._boundaries.append(boundary)

    def batch(self) -> CityBatch:
        """The columns. Polygons with corners that are no numbers are left out with a remark."""
        counts = [len(f) for f in self._faces]
        owner = np.repeat(np.array(self._owners, np.int32), counts)
        polygons, keep = self._polygons(owner)
        total = int(keep.sum())
        faces = FaceRows(
            owner[keep],
            np.arange(total, dtype=np.int32),
            np.zeros(total, bool),
            np.repeat(np.array([f.kind for f in self._faces], np.uint8), counts)[keep],
            np.full(total, LOD, np.float32),
            np.repeat(np.array(self._boundaries, np.int32), counts)[keep],
            np.full(total, -1, np.int32),
            np.zeros(total, np.int16),
            np.array(self._inside, bool)[owner[keep]] if total else np.zeros(0, bool),
        )
        for row in set(faces.owner.tolist()):
            self.lods[row].add(LOD)
        return CityBatch(
            objects=self.objects(),
            boundaries=self.boundaries(),
            polygons=polygons,
            faces=faces,
            reference_names=self.reference_names,
            features=tuple(sorted((name, count) for name, count in self.features.items() if count)),
            repaired=tuple(self.repaired),
            reported=tuple(self.reported),
        )

    def _polygons(self, owner: npt.NDArray[np.int32]) -> tuple[PolygonRows, npt.NDArray[np.bool_]]:
        points = np.concatenate([np.zeros((0, 3)), *(f.points for f in self._faces)])
        rings = np.concatenate([np.zeros(0, np.int64), *(f.ring_sizes for f in self._faces)])
        sizes = np.concatenate([np.zeros(0, np.int64), *(f.polygon_sizes for f in self._faces)])
        colour = np.concatenate([no_colour(0), *(f.colour for f in self._faces)])
        of_ring = np.repeat(np.arange(len(sizes)), sizes)
        of_point = np.repeat(of_ring, rings)
        bad = ~np.isfinite(points).all(axis=1)
        keep = np.bincount(of_point[bad], minlength=len(sizes)) == 0
        for row, count in Counter(owner[~keep].tolist()).items():
            self.remark(row, Text.of("city.repaired.design-corners", count=count))
        rows = PolygonRows(
            ("",) * int(keep.sum()),
            points[keep[of_point]],
            np.concatenate([[0], np.cumsum(rings[keep[of_ring]])]).astype(np.int64),
            np.concatenate([[0], np.cumsum(sizes[keep])]).astype(np.int64),
            colour[keep],
            np.full(int(keep.sum()), -1, np.int32),
        )
        return rows, keep
