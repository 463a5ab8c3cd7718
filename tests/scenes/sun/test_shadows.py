"""Shadows: their edges lie where geometry says, on the ground, on roofs and on walls."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
import shapely
from helpers.sites import block_site, with_objects

from planningtable.city.land_cover import LandCover
from planningtable.city.site import Site
from planningtable.city.sun import SunPosition
from scenes.camera import Size, metres_per_pixel, overview
from scenes.hosts import OffscreenWindow
from scenes.site_arrays import SiteArrays, prepare_site
from scenes.sun import sunshine
from scenes.sun.daylight import daylight
from scenes.sun.shadows import THROUGH_CROWNS, direction, shadow_map
from scenes.sun.stage import sun_stage
from scenes.sun.sunshine import prepare_sun, shine
from scenes.view import SceneView

BLOCK = (50.0, 50.0, 70.0, 62.0, 12.0)
NOON = datetime(2026, 6, 21, 11, tzinfo=UTC)
SUNS = [(180.0, 45.0), (257.0, 40.0), (131.0, 15.0), (300.0, 20.0), (95.0, 60.0)]


def one_block(**more) -> Site:
    return block_site(boxes=(BLOCK,), trees=(), slope=0.0, **more)


def thrown(sun: SunPosition) -> shapely.Geometry:
    """The shadow of the block on level ground, by plain geometry: its ground plan drawn along the sun's rays."""
    west, south, east, north, tall = BLOCK
    reach = tall / np.tan(np.radians(sun.elevation))
    away = np.radians(sun.azimuth + 180.0)
    corners = np.array([(west, south), (east, south), (east, north), (west, north)])
    moved = corners + reach * np.array([np.sin(away), np.cos(away)])
    return shapely.MultiPoint(np.concatenate([corners, moved])).convex_hull


@pytest.fixture(scope="module")
def arrays() -> SiteArrays:
    return prepare_site(one_block())


def places(shape: tuple[int, int], cell: float, height: float = 120.0):
    """Easting and northing of the cells of a picture of the site, from its corner [m]."""
    x = (np.arange(shape[1]) + 0.5) * cell
    y = height - (np.arange(shape[0]) + 0.5) * cell
    return np.meshgrid(x, y)


def wrong(lit: np.ndarray, shadow: shapely.Geometry, cell: float, height: float = 120.0) -> float:
    """How far from the edge of the computed shadow the farthest cell lies that is drawn wrongly [m]."""
    x, y = places(lit.shape, cell, height)
    beside = ~shapely.contains_xy(shapely.box(*BLOCK[:4]).buffer(0.3), x, y)
    differs = beside & (lit == shapely.contains_xy(shadow, x, y))
    return farthest(shadow, x[differs], y[differs])


def farthest(shadow: shapely.Geometry, x: np.ndarray, y: np.ndarray) -> float:
    """Distance of the farthest point from the edge of a shadow [m]; 0 for none."""
    return float(shapely.distance(shadow.boundary, shapely.points(x, y)).max(initial=0.0))


@pytest.mark.parametrize(("azimuth", "elevation"), SUNS)
def test_the_edge_on_the_ground_is_the_computed_one(arrays: SiteArrays, azimuth: float, elevation: float) -> None:
    sun = SunPosition(azimuth, elevation)
    stage, cell = sun_stage(arrays), arrays.ground.frame.cell
    shares = sunshine._on_ground(stage, shadow_map(stage.casters, sun, 0.75 * cell))
    # Half a cell of the picture and one of the map of shadows, to one side or the other.
    assert wrong(shares > 127, thrown(sun), cell) <= 0.15
    assert (shares < 20).sum() * cell**2 > 0.8 * (thrown(sun).area - 240.0)


def test_a_district_is_within_a_pixel_of_the_ground_and_a_fifth_of_a_metre() -> None:
    """640 m, as the demo: the ground's picture has pixels of 0.36 m, and the sun is low."""
    arrays = prepare_site(one_block(size=640.0))
    stage, cell = sun_stage(arrays), arrays.ground.frame.cell
    for sun in (SunPosition(220.0, 5.0), SunPosition(131.0, 15.0)):
        shares = sunshine._on_ground(stage, shadow_map(stage.casters, sun, 0.75 * cell))
        assert wrong(shares > 127, thrown(sun), cell, 640.0) <= cell + 0.2


@pytest.mark.parametrize(("azimuth", "elevation"), SUNS)
def test_the_drawn_edge_lies_within_a_pixel_and_a_fifth_of_a_metre(azimuth: float, elevation: float) -> None:
    arrays = prepare_site(one_block(cover=LandCover.ASPHALT))
    sun, side = SunPosition(azimuth, elevation), 600
    view = SceneView()
    view.size = Size(side, side)
    view.commit_site(arrays)
    view.commit_sun(shine(sun_stage(arrays), NOON, sun))
    view.camera = overview(arrays.site.extent, 20.0, view.size)
    window = OffscreenWindow(view)
    try:
        red = window.picture()[:, :, 0].astype(float)
    finally:
        window.close()
    pixel = metres_per_pixel(view.camera, view.size)
    tones = daylight(elevation)
    border = np.percentile(red[100:500, 100:500], 90) * (1 + tones.ground[0, 0] / tones.ground[255, 0]) / 2
    x, y = places((side, side), pixel, 60.0 + side * pixel / 2)
    x += 60.0 - side * pixel / 2
    seen = (np.abs(x - 60) < 57) & (np.abs(y - 60) < 57) & ~shapely.contains_xy(shapely.box(*BLOCK[:4]).buffer(1), x, y)
    dark, shadow = red < border, thrown(sun)
    differs = seen & (dark != shapely.contains_xy(shadow, x, y))
    assert farthest(shadow, x[differs], y[differs]) <= pixel + 0.2
    assert (seen & dark).sum() * pixel**2 > 40.0


@pytest.mark.parametrize("elevation", [5.0, 20.0, 45.0])
def test_the_edge_on_a_wall_and_on_a_roof(elevation: float) -> None:
    """A tall block south of a low one: its shadow ends on the roof or on the wall, where the ray over its edge ends."""
    site = block_site(boxes=((20, 20, 90, 30, 18.0), (40, 40, 70, 60, 9.0)), trees=(), slope=0.0)
    stage = sun_stage(prepare_site(site))
    shadows = shadow_map(stage.casters, SunPosition(180.0, elevation), 0.15)
    falls = 38.0 - 10.0 * np.tan(np.radians(elevation))  # height of the shadow's edge on the wall at 40 m
    height = np.arange(20.5, 29.0, 0.05)
    wall = np.stack([np.full(len(height), 55.0), np.full(len(height), 40.0), height], axis=1).astype(np.float32)
    out = np.tile(np.float32([0.0, -0.2, 0.0]), (len(wall), 1))
    lit = shadows.at_points(wall, out) > 0.5
    assert (lit == (height > falls))[np.abs(height - falls) > 0.35].all()
    edge = 30.0 + 9.0 / np.tan(np.radians(elevation))  # where it ends on the roof
    north = np.arange(40.5, 59.5, 0.05)
    roof = np.stack([np.full(len(north), 55.0), north, np.full(len(north), 29.0)], axis=1).astype(np.float32)
    on_roof = shadows.at_points(roof, np.tile(np.float32([0, 0, 0.05]), (len(roof), 1))) > 0.5
    assert (on_roof == (north > edge))[np.abs(north - edge) > 0.3].all()


def test_no_wall_or_roof_shades_itself() -> None:
    """With the sun on a lone block, all of its faces that face the sun are lit to their edges."""
    stage = sun_stage(prepare_site(one_block()))
    for azimuth, elevation in [*SUNS, (210.0, 3.0)]:
        light = shine(stage, NOON, SunPosition(azimuth, elevation))
        shadows = shadow_map(stage.casters, light.sun, 0.15)
        shares = shadows.at_points(stage.bodies.points, sunshine._lifts(np.repeat(stage.normals, 3, axis=0), 0.15))
        normal = np.repeat(stage.normals, 3, axis=0)
        faces = (normal @ direction(light.sun) > 0.05) & (stage.bodies.points[:, 2] > 20.3)
        assert faces.any()
        assert shares[faces].min() > 0.5


def test_a_tree_shades_less_than_a_house() -> None:
    stage = sun_stage(prepare_site(block_site(boxes=(BLOCK,), trees=((30, 30),), slope=0.0)))
    sun = SunPosition(180.0, 45.0)
    shares = sunshine._on_ground(stage, shadow_map(stage.casters, sun, 0.15))
    cell = stage.arrays.ground.frame.cell
    under_crown = shares[round((120 - 36.0) / cell), round(30.0 / cell)]
    assert under_crown == round(255 * THROUGH_CROWNS)
    assert shares[round((120 - 68.0) / cell), round(60.0 / cell)] == 0


def test_a_hill_shades_the_ground_behind_it() -> None:
    site = one_block()
    heights = site.terrain.values.copy()
    heights[:, 80:84] += 20.0  # a ridge 20 m high in the east
    hilly = replace(site, terrain=site.terrain.with_values(heights), digest="")
    stage = sun_stage(prepare_site(hilly))
    shares = sunshine._on_ground(stage, shadow_map(stage.casters, SunPosition(90.0, 30.0), 0.15))
    cell = stage.arrays.ground.frame.cell
    assert shares[round(20 / cell), round(60 / cell)] == 0
    assert shares[round(20 / cell), round(30 / cell)] == 255


def test_objects_and_an_empty_site_have_light_too() -> None:
    site = with_objects(block_site())
    light = prepare_sun(prepare_site(site), NOON)
    assert light is not None
    assert len(light.stage.bodies.points) > len(sun_stage(prepare_site(block_site())).bodies.points)
    empty = prepare_sun(prepare_site(block_site(boxes=(), trees=())), NOON)
    assert empty is not None
    assert empty.picture.shape == empty.ground_light.shape
