"""A building put up: a block with a flat roof on the terrain."""

from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.attributes import AttributeTable
from planningtable.city.columns import joined, surfaces_joined
from planningtable.city.geometry.extrude import prism
from planningtable.city.geometry.mesh import SurfaceCollector
from planningtable.city.land_cover import LandCover
from planningtable.city.measures.effects.act import Act, NotPossibleError
from planningtable.city.measures.effects.cells import cells_inside, without_buildings
from planningtable.city.measures.effects.plants import without_trees
from planningtable.city.nested import NestedTable
from planningtable.city.site import Buildings, Site, SurfaceKind, Surfaces

SMALLEST_FOOTPRINT = 4.0
"""Less is no building [m²]."""


def put_up(site: Site, act: Act) -> Site:
    """Put up a building; it gives way to buildings that stand, and fells the trees it stands on.

    The ground floor lies at the mean height of the terrain, so the height above the lowest ground point is that of the
    storeys and of the base.
    """
    box = shapely.box(site.extent.west, site.extent.south, site.extent.east, site.extent.north)
    footprint = _parts_of_size(without_buildings(act.outline.intersection(box), site.buildings))
    window, inside = cells_inside(site.terrain, footprint)
    if inside.any():
        under = site.terrain.values[window][inside]
    else:
        under = site.terrain.sample(*shapely.get_coordinates(footprint).T)
    ground = float(under.min())
    base = float(under.mean()) - ground
    storeys = round(act.number("storeys"))
    building = _row(act, footprint, ground, base + storeys * act.number("storey_height"), storeys)
    surfaces = _surfaces(site, act, building)
    cover = site.land_cover.values.copy()
    cover[window][inside] = int(LandCover.BUILDING)
    return replace(
        site,
        buildings=joined([site.buildings, building]),
        surfaces=surfaces_joined([site.surfaces, surfaces]),
        land_cover=site.land_cover.with_values(cover),
        trees=without_trees(site.trees, footprint),
    )


def _parts_of_size(footprint: BaseGeometry) -> shapely.MultiPolygon:
    parts = [
        part for part in shapely.get_parts(footprint) if part.geom_type == "Polygon" and part.area >= SMALLEST_FOOTPRINT
    ]
    if not parts:
        raise NotPossibleError("no-free-ground")
    return shapely.MultiPolygon(parts)


def _row(act: Act, footprint: BaseGeometry, ground: float, height: float, storeys: int) -> Buildings:
    footprints = np.empty(1, object)
    footprints[0] = footprint
    return Buildings(
        ids=(act.measure,),
        names=("",),
        uses=(act.word("use"),),
        functions=("",),
        roof_types=("1000",),
        addresses=("",),
        height=np.array([height]),
        ground=np.array([ground]),
        storeys=np.array([storeys], np.int32),
        storeys_estimated=np.array([False]),
        lod=np.array([1], np.int8),
        parts=np.array([0], np.int32),
        footprints=footprints,
        cistern=np.zeros(1),
        attributes=AttributeTable.of([{"planned": "1"}]),
        nested=NestedTable.empty(1),
    )


def _surfaces(site: Site, act: Act, building: Buildings) -> Surfaces:
    collector = SurfaceCollector()
    row = len(site.buildings)
    for number, (kind, rings) in enumerate(
        prism(building.footprints[0], float(building.ground[0]), float(building.height[0]))
    ):
        collector.add(row, kind, rings, f"{act.measure}-{number}")
    surfaces = collector.finish(site.origin)
    return replace(surfaces, green=np.where(surfaces.kind == SurfaceKind.ROOF, act.number("substrate"), 0.0))
