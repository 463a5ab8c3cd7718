"""What becomes of a batch: rows of the site's tables, and what the check-up has to say of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from planningtable.city.attributes import AttributeTable
from planningtable.city.columns import no_objects, no_surfaces
from planningtable.city.grid import Array
from planningtable.city.model.batch import Remark
from planningtable.city.model.remarks import LISTS, Naming
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

    What a field counts is said of the field of the same name of `planningtable.city.checkup.FileCheck`; here stands
    only what differs.

    The invariant of the whole import: ``given`` = sum of ``shown`` + `number_of` ``reported``.

    Attributes:
        terrain_points: number of mass points of reliefs.
        shown: number of objects of their own that are drawn, by class.
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
    unnamed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    attributes: Mapping[str, int] = field(default_factory=dict)
    features: Mapping[str, int] = field(default_factory=dict)
    measured: Measured = field(default_factory=Measured)
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    @classmethod
    def total(cls, tallies: Iterable["Tally"]) -> "Tally":
        """The sum of tallies, taken in one by one; of none, an empty one.

        Of each reason, no more than `planningtable.city.model.remarks.MOST_NAMED` remarks stay named one by one.
        """
        lists = {name: Naming() for name in LISTS}
        counts: dict[str, Counter[str]] = {name: Counter() for name in _MAPPINGS}
        sums = dict.fromkeys(_NUMBERS, 0)
        measured = Measured()
        low: tuple[float, ...] = ()
        high: tuple[float, ...] = ()
        for tally in tallies:
            for name, naming in lists.items():
                naming.add(getattr(tally, name), tally.unnamed.get(name, {}))
            for name, counter in counts.items():
                counter.update(getattr(tally, name))
            for name in sums:
                sums[name] += getattr(tally, name)
            measured = measured.plus(tally.measured)
            low = tuple(map(min, low, tally.low)) if low and tally.low else low or tally.low
            high = tuple(map(max, high, tally.high)) if high and tally.high else high or tally.high
        columns: dict[str, Any] = {
            **sums,
            **{name: dict(sorted(counter.items())) for name, counter in counts.items()},
            **{name: tuple(naming.named) for name, naming in lists.items()},
        }
        return cls(
            **columns,
            unnamed={name: dict(naming.unnamed) for name, naming in lists.items() if naming.unnamed},
            measured=measured,
            low=low,
            high=high,
        )


_MAPPINGS = ("objects", "lods", "surfaces", "shown", "faults", "attributes", "features")
_NUMBERS = (
    "given",
    "buildings",
    "building_parts",
    "polygons",
    "holes",
    "solids",
    "terrain_triangles",
    "terrain_points",
)


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
