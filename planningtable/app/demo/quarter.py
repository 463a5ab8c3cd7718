"""The quarter put together: houses with their addresses."""

from dataclasses import dataclass, replace
from random import Random

from planningtable.app.demo.building_up import Builder
from planningtable.app.demo.houses import House
from planningtable.app.demo.landmarks import courtyard_houses, landmarks
from planningtable.app.demo.plan import BLOCKS, STREETS, Street

SEED = 1741


@dataclass(frozen=True, slots=True)
class Quarter:
    """All houses, numbered along their streets."""

    houses: tuple[House, ...]


def build_quarter() -> Quarter:
    """The same quarter every time."""
    builder = Builder(Random(SEED))
    for house in landmarks():
        builder.add(house)
    for block in BLOCKS:
        builder.build(block)
    for house in courtyard_houses():
        builder.try_add(house, 2.5)
    return Quarter(_numbered(builder.houses))


def _numbered(houses: list[House]) -> tuple[House, ...]:
    """House numbers as in most German towns: odd on the left of the street, even on the right, from its start."""
    numbered = list(houses)
    for street in STREETS:
        left: list[tuple[float, int]] = []
        right: list[tuple[float, int]] = []
        for i, house in enumerate(houses):
            if house.street == street.name:
                along, side = _beside(street, house)
                (left if side > 0 else right).append((along, i))
        for first, row in ((1, left), (2, right)):
            for place, (_, i) in enumerate(sorted(row)):
                numbered[i] = replace(houses[i], number=str(first + 2 * place))
    return tuple(numbered)


def _beside(street: Street, house: House) -> tuple[float, float]:
    """Distance along the street and side (positive: left) of a house [m]."""
    line, centre = street.line, house.outline.centroid
    along = line.project(centre)
    here, ahead = line.interpolate(along), line.interpolate(along + 0.5)
    if here.equals(ahead):
        here = line.interpolate(along - 0.5)
    cross = (ahead.x - here.x) * (centre.y - here.y) - (ahead.y - here.y) * (centre.x - here.x)
    return float(along), float(cross)
