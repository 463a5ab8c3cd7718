"""Works that measures put on the ground or into it: walls against water, and room for rain below the ground.

They are city objects whose attributes say what they are, so that a wall is drawn, met by a finger and part of the
site's digest like any other object, and layers ask for them here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from planningtable.city.attributes import AttributeTable
from planningtable.city.columns import no_surfaces, objects_joined
from planningtable.city.nested import NestedTable
from planningtable.city.site import Objects, Site

TYPE = "OtherConstruction"
"""CityGML's class for what is built and is no building."""

_WORK, _OUTLINE = "planned-work", "planned-outline"
_WALL, _TRENCH, _RIM = "wall", "trench", "rim"
_HEIGHT = "height"
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
    return tuple(Wall(outline, *numbers) for outline, numbers in _works(site, _WALL, (_HEIGHT,)))


def trenches_of(site: Site) -> tuple[Trench, ...]:
    """The trenches that measures have put into a site, in their order."""
    return tuple(Trench(outline, *numbers) for outline, numbers in _works(site, _TRENCH, ("room", "soak", "intake")))


def wall_row(id: str, wall: Wall) -> Objects:
    """A wall as a table of one object, without its body."""
    return _row(id, _WALL, wall.outline, {_HEIGHT: wall.height})


def trench_row(id: str, trench: Trench) -> Objects:
    """A trench as a table of one object; nothing of it is seen."""
    numbers = {"room": trench.room, "soak": trench.soak, "intake": trench.intake}
    return _row(id, _TRENCH, trench.outline, numbers)


def rim_row(id: str, rim: Wall) -> Objects:
    """The rim of a strip that was lowered, as a table of one object without its body: it is seen, and nothing else."""
    return _row(id, _RIM, rim.outline, {_HEIGHT: rim.height})


def with_work(objects: Objects, row: Objects) -> Objects:
    """The objects and one more."""
    return objects_joined([objects, row])


def outline_of(row: Objects) -> BaseGeometry:
    """Where a work is that was put into a table of one object above."""
    return _area(row.attributes[0][_OUTLINE])


def with_outline(row: Objects, outline: BaseGeometry) -> Objects:
    """A work somewhere else."""
    return replace(row, attributes=AttributeTable.of([{**row.attributes[0], _OUTLINE: _written(outline)}]))


def seen(row: Objects) -> Wall | None:
    """What of a work stands above the ground."""
    height = row.attributes[0].get(_HEIGHT)
    return None if height is None else Wall(outline_of(row), float(height))


def _row(id: str, work: str, outline: BaseGeometry, numbers: Mapping[str, float]) -> Objects:
    known = {_WORK: work, _OUTLINE: _written(outline)}
    return Objects(
        ids=(id,),
        types=(TYPE,),
        names=("",),
        lod=np.ones(1, np.int8),
        attributes=AttributeTable.of([{**known, **{name: f"{value:.6g}" for name, value in numbers.items()}}]),
        nested=NestedTable.empty(1),
        surfaces=no_surfaces(),
    )


def _written(outline: BaseGeometry) -> str:
    return str(shapely.to_wkt(outline, rounding_precision=_MILLIMETRES))


def _area(wkt: str) -> BaseGeometry:
    return shapely.make_valid(shapely.from_wkt(wkt))


def _works(site: Site, work: str, names: tuple[str, ...]) -> Iterator[tuple[BaseGeometry, list[float]]]:
    table = site.objects.attributes
    for row in np.flatnonzero(table.having(_WORK)).tolist():
        attributes = table[row]
        if attributes[_WORK] == work:
            # Attributes may be of a file that was written by hand, or by another program from one of ours.
            try:
                outline, numbers = _area(attributes[_OUTLINE]), [float(attributes[name]) for name in names]
            except (KeyError, ValueError, GEOSException):
                continue
            if np.isfinite([*outline.bounds, *numbers]).all() and min(numbers) >= 0:
                yield outline, numbers
