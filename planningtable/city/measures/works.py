"""Works that measures put on the ground or into it: walls against water, and room for rain below the ground.

They are city objects whose attributes say what they are, so that a wall is drawn, met by a finger and part of the
site's digest like any other object, and layers ask for them here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from planningtable.city.attributes import AttributeTable
from planningtable.city.columns import objects_joined
from planningtable.city.nested import NestedTable
from planningtable.city.site import Objects, Site, Surfaces

TYPE = "OtherConstruction"
"""CityGML's class for what is built and is no building."""

_WORK, _OUTLINE = "planned-work", "planned-outline"
_WALL, _TRENCH, _RIM = "wall", "trench", "rim"
_MILLIMETRES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Wall:
    """A wall, a kerb or a sill.

    Attributes:
        outline: where it stands, in the site's CRS [m].
        height: above the ground below it [m].
    """

    outline: BaseGeometry
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class Trench:
    """Room for rain below the ground that soaks away from there.

    Attributes:
        outline: where it lies, in the site's CRS [m].
        room: water that it holds when it is full, over its area [m].
        soak: how fast the soil below takes the water [mm/h].
        intake: how fast water gets into it from above [mm/h].
    """

    outline: BaseGeometry
    room: float
    soak: float
    intake: float


def walls_of(site: Site) -> tuple[Wall, ...]:
    """The walls that measures have put on a site, in their order."""
    return tuple(Wall(outline, *numbers) for outline, numbers in _works(site, _WALL, ("height",)))


def trenches_of(site: Site) -> tuple[Trench, ...]:
    """The trenches that measures have put into a site, in their order."""
    return tuple(Trench(outline, *numbers) for outline, numbers in _works(site, _TRENCH, ("room", "soak", "intake")))


def wall_row(id: str, wall: Wall, surfaces: Surfaces) -> Objects:
    """A wall as a table of one object; its surfaces name row 0."""
    return _row(id, _WALL, wall.outline, {"height": wall.height}, surfaces)


def trench_row(id: str, trench: Trench, surfaces: Surfaces) -> Objects:
    """A trench as a table of one object; nothing of it is seen, so its surfaces have no rows."""
    numbers = {"room": trench.room, "soak": trench.soak, "intake": trench.intake}
    return _row(id, _TRENCH, trench.outline, numbers, surfaces)


def rim_row(id: str, rim: BaseGeometry, surfaces: Surfaces) -> Objects:
    """The rim of a strip that was lowered, as a table of one object: it is seen, and nothing else."""
    return _row(id, _RIM, rim, {}, surfaces)


def with_work(objects: Objects, row: Objects) -> Objects:
    """The objects and one more."""
    return objects_joined([objects, row])


def _row(id: str, work: str, outline: BaseGeometry, numbers: Mapping[str, float], surfaces: Surfaces) -> Objects:
    wkt = shapely.to_wkt(outline, rounding_precision=_MILLIMETRES)
    attributes = {_WORK: work, _OUTLINE: wkt, **{name: f"{value:.6g}" for name, value in numbers.items()}}
    return Objects(
        ids=(id,),
        types=(TYPE,),
        names=("",),
        lod=np.ones(1, np.int8),
        attributes=AttributeTable.of([attributes]),
        nested=NestedTable.empty(1),
        surfaces=surfaces,
    )


def _works(site: Site, work: str, names: tuple[str, ...]) -> Iterator[tuple[BaseGeometry, list[float]]]:
    table = site.objects.attributes
    for row in np.flatnonzero(table.having(_WORK)).tolist():
        attributes = table[row]
        if attributes[_WORK] == work:
            try:
                yield shapely.from_wkt(attributes[_OUTLINE]), [float(attributes[name]) for name in names]
            except (KeyError, ValueError, GEOSException):
                # Attributes of a file that was written by hand, or by another program from one of ours.
                continue
