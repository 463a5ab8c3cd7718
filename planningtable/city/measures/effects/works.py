"""Effects that put works on the ground or into it: walls, and trenches that store rain."""

from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from planningtable.city.columns import no_surfaces
from planningtable.city.geometry.mesh import SurfaceCollector
from planningtable.city.grid import Array
from planningtable.city.measures.effects.act import Act, NotPossibleError
from planningtable.city.measures.effects.cells import without_buildings
from planningtable.city.measures.works import Trench, Wall, trench_row, wall_row, with_work
from planningtable.city.site import Site, SurfaceKind, Surfaces

STEP = 2.0
"""A wall follows the ground from one point to the next so far away, at most [m]."""
FOOT = 0.2
"""A wall is drawn from so far below the ground, so that no gap shows below it [m]."""
CENTIMETRE = 0.01


def build_wall(site: Site, act: Act) -> Site:
    """Put up a wall whose top is ``height`` centimetres above the ground below it, all along.

    The terrain stays as it is: a wall may be thinner than a cell. Layers of water ask for walls themselves.
    """
    wall = Wall(free_ground(site, act), act.number("height") * CENTIMETRE)
    objects = with_work(site.objects, wall_row(act.measure, wall, body(site, act.measure, wall)))
    return replace(site, objects=objects)


def dig_trench(site: Site, act: Act) -> Site:
    """Dig a trench, ``height`` metres of gravel, boxes or soil of which ``pores`` per cent can hold water."""
    room = act.number("height") * act.number("pores") / 100.0
    trench = Trench(free_ground(site, act), room, act.number("soak"), act.number("intake"))
    return replace(site, objects=with_work(site.objects, trench_row(act.measure, trench, no_surfaces())))


def free_ground(site: Site, act: Act) -> BaseGeometry:
    """The outline on the site and outside of buildings."""
    e = site.extent
    within = act.outline.intersection(shapely.box(e.west, e.south, e.east, e.north))
    parts = shapely.get_parts(without_buildings(within, site.buildings))
    areas = [part for part in parts.tolist() if part.geom_type == "Polygon" and part.area > 0]
    if not areas:
        raise NotPossibleError("no-free-ground")
    return areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)


def body(site: Site, id: str, wall: Wall) -> Surfaces:
    """What is seen of a wall: its top and its sides, following the ground."""
    collector = SurfaceCollector()
    for polygon in shapely.get_parts(wall.outline).tolist():
        turned = orient(shapely.segmentize(polygon, STEP))
        rings = [np.asarray(ring.coords)[:-1, :2] for ring in (turned.exterior, *turned.interiors)]
        feet = [np.asarray(site.terrain.sample(*ring.T), float) for ring in rings]
        tops = [_at(ring, foot + wall.height) for ring, foot in zip(rings, feet, strict=True)]
        collector.add(0, SurfaceKind.WALL, tops, f"{id}-top-{len(collector)}")
        for ring, foot, top in zip(rings, feet, tops, strict=True):
            low = _at(ring, foot - FOOT)
            for i in range(len(low)):
                j = (i + 1) % len(low)
                side = np.array([low[i], low[j], top[j], top[i]])
                collector.add(0, SurfaceKind.WALL, [side], f"{id}-{len(collector)}")
    return collector.finish(site.origin)


def _at(ring: Array, height: Array) -> Array:
    return np.column_stack([ring, height])
