"""Small sites without files."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from planningtable.city.attributes import AttributeTable
from planningtable.city.columns import no_objects
from planningtable.city.digest import sealed
from planningtable.city.geometry.extrude import prism
from planningtable.city.geometry.mesh import SurfaceCollector
from planningtable.city.grid import Extent, Grid, frame
from planningtable.city.land_cover import LandCover
from planningtable.city.nested import NestedTable
from planningtable.city.site import Buildings, Objects, Site, Source, Streets, SurfaceKind, Trees

WEST, SOUTH = 565000.0, 5934000.0

Box = tuple[float, float, float, float, float]  # west, south, east, north from the corner, height [m]

BLOCKS: tuple[Box, ...] = (
    (20, 20, 50, 35, 12.0),
    (60, 20, 90, 35, 9.0),
    (20, 60, 32, 95, 15.0),
    (60, 60, 95, 90, 6.0),
)


def no_streets() -> Streets:
    return Streets((), (), (), np.zeros(0, object), np.zeros(0))


def some_trees(positions: Sequence[tuple[float, float]]) -> Trees:
    count = len(positions)
    xy = np.array(positions, float).reshape(count, 2)
    return Trees(
        tuple(f"tree-{i}" for i in range(count)),
        ("Tilia cordata",) * count,
        WEST + xy[:, 0],
        SOUTH + xy[:, 1],
        np.full(count, 10.0),
        np.full(count, 6.0),
        np.zeros(count, bool),
    )


def block_site(
    *,
    size: float = 120.0,
    cell: float = 1.0,
    boxes: Sequence[Box] = BLOCKS,
    slope: float = 0.01,
    cover: LandCover = LandCover.LAWN,
    trees: Sequence[tuple[float, float]] = ((40, 50), (55, 50), (70, 50)),
) -> Site:
    """A square site of boxes on a plane that falls to the east, in EPSG:25832; a street of asphalt at y 45..52 m."""
    extent = Extent(WEST, SOUTH, WEST + size, SOUTH + size)
    rows, columns, west, north = frame(extent, cell)
    x = (np.arange(columns) + 0.5) * cell
    y = size - (np.arange(rows) + 0.5) * cell
    terrain = np.broadcast_to(20.0 - slope * x, (rows, columns)).astype(np.float32).copy()
    covers = np.full((rows, columns), int(cover), np.uint8)
    covers[(y > 45) & (y < 52), :] = int(LandCover.ASPHALT)
    collector = SurfaceCollector()
    footprints = np.empty(len(boxes), object)
    ground = np.zeros(len(boxes))
    for i, (w, s, e, n, h) in enumerate(boxes):
        footprints[i] = shapely.box(WEST + w, SOUTH + s, WEST + e, SOUTH + n)
        ground[i] = 20.0 - slope * e
        covers[np.ix_((y > s) & (y < n), (x > w) & (x < e))] = int(LandCover.BUILDING)
        for k, (kind, rings) in enumerate(prism(footprints[i], ground[i], h)):
            collector.add(i, kind, rings, f"b{i}-{k}")
    heights = np.array([b[4] for b in boxes], float)
    count = len(boxes)
    buildings = Buildings(
        ids=tuple(f"b{i}" for i in range(count)),
        names=tuple(f"House {i}" for i in range(count)),
        uses=("residential",) * count,
        functions=("31001_1000",) * count,
        roof_types=("1000",) * count,
        addresses=("",) * count,
        height=heights,
        ground=ground,
        storeys=np.maximum(np.round(heights / 3.0), 1).astype(np.int32),
        storeys_estimated=np.ones(count, bool),
        lod=np.full(count, 1, np.int8),
        parts=np.zeros(count, np.int32),
        footprints=footprints,
        cistern=np.zeros(count),
        attributes=AttributeTable.empty(count),
        nested=NestedTable.empty(count),
    )
    source = Source("city", "blocks.gml", "CityGML", "2.0", "EPSG:25832", "2026-01-01", "", "0" * 64)
    return sealed(
        Site(
            crs="EPSG:25832",
            vertical="DHHN2016",
            origin=(WEST, SOUTH),
            extent=extent,
            terrain=Grid(terrain, west, north, cell),
            terrain_made=False,
            land_cover=Grid(covers, west, north, cell),
            buildings=buildings,
            surfaces=collector.finish((WEST, SOUTH)),
            objects=no_objects(),
            trees=some_trees(trees),
            streets=no_streets(),
            sources=(source,),
        )
    )


def with_objects(site: Site) -> Site:
    """The site with a road, a square without heights, a pond, a hedge, a bridge and a bench beside the houses.

    Rows: 0 road, 1 square at height 0, 2 pond, 3 plant cover 3 m high, 4 bridge over the road, 5 bench.
    """
    collector = SurfaceCollector()
    things = (
        ("Road", 51.0, 0.0, 58.0, 120.0, None, SurfaceKind.TRAFFIC),
        ("Square", 95.0, 40.0, 115.0, 44.0, 0.0, SurfaceKind.UNKNOWN),
        ("WaterBody", 100.0, 95.0, 116.0, 116.0, None, SurfaceKind.WATER),
    )
    for row, (_, w, s, e, n, height, kind) in enumerate(things):
        x, y = np.array([w, e, e, w]), np.array([s, s, n, n])
        z = 20.0 - 0.01 * x if height is None else np.full(4, height)
        collector.add(row, kind, [np.stack([WEST + x, SOUTH + y, z], axis=1)], f"o{row}")
    solids = (("PlantCover", 5, 100, 30, 104, 20.0, 3.0), ("Bridge", 40, 70, 59, 76, 25.0, 0.8))
    solids += (("CityFurniture", 75, 42, 77, 43, 19.3, 0.8),)
    for row, (_, w, s, e, n, foot, height) in enumerate(solids, start=len(things)):
        shape = shapely.box(WEST + w, SOUTH + s, WEST + e, SOUTH + n)
        for k, (kind, rings) in enumerate(prism(shape, foot, height)):
            collector.add(row, kind, rings, f"o{row}-{k}")
    types = tuple(thing[0] for thing in (*things, *solids))
    count = len(types)
    attributes = [{"function": kind.lower()} for kind in types]
    objects = Objects(
        tuple(f"object-{i}" for i in range(count)),
        types,
        ("",) * count,
        np.full(count, 2, np.int8),
        AttributeTable.of(attributes),
        NestedTable.empty(count),
        collector.finish((WEST, SOUTH)),
    )
    return sealed(replace(site, objects=objects, digest=""))
