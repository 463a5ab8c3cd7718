"""Works as they are when all measures stand: on the last terrain, and beside the last buildings."""

from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.polygon import orient

from planningtable.city.columns import objects_joined, objects_taken
from planningtable.city.geometry.mesh import SurfaceCollector
from planningtable.city.grid import Array
from planningtable.city.measures.effects.cells import polygons, without_buildings
from planningtable.city.measures.works import Wall, outline_of, seen, with_outline
from planningtable.city.site import Objects, Site, SurfaceKind, Surfaces

STEP = 2.0
"""A wall follows the ground from one point to the next so far away, at most [m]."""
FOOT = 0.2
"""A wall is drawn from so far below the ground, so that no gap shows below it [m]."""


def finish(site: Site, before: Objects) -> Site:
    """Cut the last works by buildings that were put up after them, and make the bodies of those that are seen.

    So it does not matter whether a wall was placed before or after the street that is lowered below it. A work with
    nothing left is taken out.

    Args:
        site: with all measures.
        before: the objects without them; measures add objects at the end.
    """
    objects = site.objects
    if objects is before:
        return site
    kept = [before]
    for row in range(len(before), len(objects)):
        one = objects_taken(objects, np.array([row]))
        outline = polygons(without_buildings(outline_of(one), site.buildings))
        if not outline.is_empty:
            kept.append(_finished(site, with_outline(one, outline)))
    return replace(site, objects=objects_joined(kept))


def _finished(site: Site, one: Objects) -> Objects:
    wall = seen(one)
    return one if wall is None else replace(one, surfaces=_body(site, one.ids[0], wall))


def _body(site: Site, id: str, wall: Wall) -> Surfaces:
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
