"""What becomes of a batch: rows of the site's tables, and what the check-up has to say of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from planningtable.city.attributes import AttributeTable
from planningtable.city.columns import no_objects, no_surfaces
from planningtable.city.grid import Array
from planningtable.city.model.batch import Remark
from planningtable.city.nested import NestedTable
from planningtable.city.site import Buildings, Objects, Surfaces, Trees


@dataclass(frozen=True, slots=True, eq=False)
class CityPiece:
    """Rows of the site's tables, in the site's CRS.

    Attributes:
        origin: easting and northing that vertices are relative to, whole metres.
        buildings: in the order of the file.
        surfaces: of the buildings; the column ``building`` is a row of ``buildings`` here.
        objects: other city objects.
        trees: solitary trees of the model, drawn with the program's own trees.
        terrain: triangles of reliefs, east, north, height, shape (T, 3, 3) [m].
        terrain_points: mass points, shape (M, 3) [m].
        textures: names of image files; the columns ``texture`` are rows of it.
    """

    origin: tuple[float, float]
    buildings: Buildings
    surfaces: Surfaces
    objects: Objects
    trees: Trees
    terrain: Array = field(default_factory=lambda: np.zeros((0, 3, 3)))
    terrain_points: Array = field(default_factory=lambda: np.zeros((0, 3)))
    textures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """Sums over what a file holds, from the geometry that is shown.

    Attributes:
        roof_area: area of roof surfaces in their own planes [m²].
        ground_area: area of ground surfaces [m²].
        wall_area: area of wall surfaces [m²].
        volume: volume of the solids of buildings and their parts that are closed [m³].
        solids: number of solids that the volume is of.
    """

    roof_area: float = 0.0
    ground_area: float = 0.0
    wall_area: float = 0.0
    volume: float = 0.0
    solids: int = 0

    def plus(self, other: "Measured") -> "Measured":
        return Measured(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Measured)))


@dataclass(frozen=True, slots=True)
class Tally:
    """What the check-up knows of a batch; tallies of batches add up to that of the file.

    The invariant of the whole import: ``given`` = sum of ``shown`` + length of ``reported``.

    Attributes:
        objects: number by class, nested objects too.
        given: number of objects that stand for themselves (without a parent).
        buildings: number of buildings among them.
        building_parts: number of building parts.
        lods: number of objects of their own with geometry (their nested objects' included), by level of detail.
        surfaces: number of boundary surfaces by class.
        polygons: number of polygons.
        holes: number of inner rings.
        solids: number of solids.
        terrain_triangles: number of triangles of reliefs.
        terrain_points: number of mass points.
        shown: number of objects of their own that are drawn, by class.
        reported: objects of their own that are not drawn, and why.
        rough: objects that are drawn only roughly, and how (a tree by its size, a footprint raised to its height).
        repaired: what was mended or left out.
        faults: number of geometry faults by val3dity's code and name.
        faulty: the objects and surfaces that have them.
        attributes: how many objects carry an attribute.
        features: features of the format and how often they occur.
        measured: areas and volumes.
        low: smallest east, north, height of the objects that are shown, in the site's CRS; empty if there are none.
        high: largest.
    """

    objects: Mapping[str, int] = field(default_factory=dict)
    given: int = 0
    buildings: int = 0
    building_parts: int = 0
    lods: Mapping[str, int] = field(default_factory=dict)
    surfaces: Mapping[str, int] = field(default_factory=dict)
    polygons: int = 0
    holes: int = 0
    solids: int = 0
    terrain_triangles: int = 0
    terrain_points: int = 0
    shown: Mapping[str, int] = field(default_factory=dict)
    reported: tuple[Remark, ...] = ()
    rough: tuple[Remark, ...] = ()
    repaired: tuple[Remark, ...] = ()
    faults: Mapping[str, int] = field(default_factory=dict)
    faulty: tuple[Remark, ...] = ()
    attributes: Mapping[str, int] = field(default_factory=dict)
    features: Mapping[str, int] = field(default_factory=dict)
    measured: Measured = field(default_factory=Measured)
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    @classmethod
    def total(cls, tallies: Sequence["Tally"]) -> "Tally":
        """The sum of tallies; of none, an empty one."""
        if not tallies:
            return cls()
        columns = {f.name: [getattr(t, f.name) for t in tallies] for f in fields(cls)}
        columns.pop("low"), columns.pop("high")
        corners = [(t.low, t.high) for t in tallies if t.low]
        low = tuple(min(c) for c in zip(*(c[0] for c in corners), strict=True)) if corners else ()
        high = tuple(max(c) for c in zip(*(c[1] for c in corners), strict=True)) if corners else ()
        return cls(**{name: _sum(name, values) for name, values in columns.items()}, low=low, high=high)


def _sum(name: str, values: Sequence[Any]) -> Any:
    if name == "measured":
        total = Measured()
        for value in values:
            total = total.plus(value)
        return total
    if values and isinstance(values[0], tuple):
        return tuple(item for value in values for item in value)
    if values and isinstance(values[0], Mapping):
        counts: Counter[str] = Counter()
        for value in values:
            counts.update(value)
        return dict(sorted(counts.items()))
    return sum(values)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A batch, ready for the site."""

    piece: CityPiece
    tally: Tally


def no_buildings() -> Buildings:
    """A table without rows."""
    zero = np.zeros(0)
    return Buildings(
        ids=(),
        names=(),
        uses=(),
        functions=(),
        roof_types=(),
        addresses=(),
        height=zero,
        ground=zero,
        storeys=np.zeros(0, np.int32),
        storeys_estimated=np.zeros(0, np.bool_),
        lod=np.zeros(0, np.int8),
        parts=np.zeros(0, np.int32),
        footprints=np.zeros(0, object),
        cistern=zero,
        attributes=AttributeTable.empty(),
        nested=NestedTable.empty(),
    )


def no_piece(origin: tuple[float, float]) -> CityPiece:
    """A piece without rows."""
    zero = np.zeros(0)
    trees = Trees((), (), zero, zero, zero, zero, np.zeros(0, bool))
    return CityPiece(origin, no_buildings(), no_surfaces(), no_objects(), trees)
