"""Effects that put works on the ground or into it: walls, and trenches that store rain."""

from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.measures.effects.act import Act, NotPossibleError
from planningtable.city.measures.effects.cells import on_site, polygons, without_buildings
from planningtable.city.measures.works import Trench, Wall, trench_row, trenches_of, wall_row, with_work
from planningtable.city.site import Site

CENTIMETRE = 0.01
SMALLEST_TRENCH = 0.25
"""Less is what rounding leaves between two trenches in one place [m²]."""


def build_wall(site: Site, act: Act) -> Site:
    """Put up a wall whose top is ``height`` centimetres above the ground below it, all along.

    The terrain stays as it is: a wall may be thinner than a cell. Layers of water ask for walls themselves.
    """
    wall = Wall(free_ground(site, act), act.number("height") * CENTIMETRE)
    return replace(site, objects=with_work(site.objects, wall_row(act.measure, wall)))


def dig_trench(site: Site, act: Act) -> Site:
    """Dig a trench, ``height`` metres of gravel, boxes or soil of which ``pores`` per cent can hold water.

    Where a trench lies already there is no room for another one.
    """
    room = act.number("height") * act.number("pores") / 100.0
    there = shapely.union_all([trench.outline for trench in trenches_of(site)])
    left = _some(free_ground(site, act).difference(there), SMALLEST_TRENCH)
    trench = Trench(left, room, act.number("soak"), act.number("intake"))
    return replace(site, objects=with_work(site.objects, trench_row(act.measure, trench)))


def free_ground(site: Site, act: Act) -> BaseGeometry:
    """The outline on the site and outside of buildings."""
    return _some(without_buildings(on_site(act.outline, site.extent), site.buildings))


def _some(geometry: BaseGeometry, least: float = 0.0) -> BaseGeometry:
    areas = polygons(geometry, least)
    if areas.is_empty:
        raise NotPossibleError("no-free-ground")
    return areas
