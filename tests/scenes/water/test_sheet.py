"""Water as a surface: level, as high as it is deep, and still in exactly the colours of its legend."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.results import DEPTH, depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.grid import Grid
from scenes.camera import Size, overview
from scenes.drape import base_of, drape, painted
from scenes.hosts import OffscreenWindow
from scenes.site_arrays import prepare_site
from scenes.view import SceneView
from scenes.water import sheet as sheet_module
from scenes.water.sheet import water_sheet

MIDDLE = (WEST + 105.0, SOUTH + 105.0)


@pytest.fixture(scope="module")
def arrays():
    return prepare_site(block_site())


def sheet_of(arrays, depths: Grid):
    picture, drawn = painted(base_of(arrays.site, arrays.ground), depths, DEPTH)
    return water_sheet(arrays.site, depths, DEPTH, picture, drawn)


def level_pond(site, level: float) -> Grid:
    """Water up to a height [m] wherever the ground of a bowl lies below it."""
    terrain = site.terrain
    return terrain.with_values(np.maximum(level - terrain.values, 0.0).astype(np.float32))


def test_the_surface_is_level_where_the_water_is(arrays) -> None:
    east, north = np.meshgrid(arrays.site.terrain.easting(), arrays.site.terrain.northing())
    bowl = arrays.site.terrain.with_values(0.002 * ((east - MIDDLE[0]) ** 2 + (north - MIDDLE[1]) ** 2))
    site = replace(arrays.site, terrain=bowl)
    basin = prepare_site(site)
    found = sheet_of(basin, level_pond(site, 0.5))
    assert found is not None
    # Dry corners continue the level of the water beside them, so that the shore is where ground and level meet.
    assert found.mesh.points[:, 2] == pytest.approx(0.5, abs=0.02)
    away = np.hypot(
        found.mesh.points[:, 0] + site.origin[0] - MIDDLE[0], found.mesh.points[:, 1] + site.origin[1] - MIDDLE[1]
    )
    assert away.max() < np.sqrt(0.5 / 0.002) + 2 * bowl.cell


def test_the_picture_is_opaque_enough_where_a_class_is_and_clear_elsewhere(arrays) -> None:
    depths = depth_result(arrays.site, MIDDLE, 12.0).grids["depth"]
    picture, drawn = painted(base_of(arrays.site, arrays.ground), depths, DEPTH)
    found = water_sheet(arrays.site, depths, DEPTH, picture, drawn)
    assert found is not None
    assert (found.picture[..., 3] > 0).tolist() == drawn.tolist()
    assert (found.picture[..., :3] == picture).all()


def test_buildings_and_missing_cells_are_bridged_and_dry_land_has_no_surface(arrays) -> None:
    depths = depth_result(arrays.site, MIDDLE, 12.0).grids["depth"]
    holed = depths.values.copy()
    row, column = depths.index(np.array([MIDDLE[0]]), np.array([MIDDLE[1]]))
    holed[row[0] - 1 : row[0] + 2, column[0] - 1 : column[0] + 2] = np.nan
    found = sheet_of(arrays, depths.with_values(holed))
    assert found is not None
    assert np.isfinite(found.mesh.points).all()
    assert sheet_of(arrays, depths.with_values(np.zeros_like(depths.values))) is None


def test_a_large_flood_has_larger_squares(arrays, monkeypatch) -> None:
    flood = depth_result(arrays.site, MIDDLE, 200.0).grids["depth"]
    fine = sheet_of(arrays, flood)
    monkeypatch.setattr(sheet_module, "MOST_SQUARES", 500)
    coarse = sheet_of(arrays, flood)
    assert fine is not None
    assert coarse is not None
    assert len(coarse.mesh.triangles) <= 1000 < len(fine.mesh.triangles)
    assert (coarse.picture == fine.picture).all()
    # It still reaches as far.
    assert np.ptp(coarse.mesh.points[:, 0]) > np.ptp(fine.mesh.points[:, 0]) - 12 * flood.cell


def test_drawn_from_above_the_colours_are_those_of_the_legend(arrays) -> None:
    result = replace(depth_result(arrays.site, MIDDLE, 12.0), water=True)
    view = SceneView()
    view.size = Size(600, 600)
    view.commit_site(arrays)
    view.commit_drape(drape(arrays.site, arrays.ground, result))
    view.camera = overview(arrays.site.extent, 0.0, view.size)
    window = OffscreenWindow(view)
    try:
        picture = window.picture().astype(int)
    finally:
        window.close()
    for colour in ((0xCF, 0xE8, 0xFB), (0x8C, 0xC2, 0xEE), (0x1B, 0x5A, 0xA8)):
        off = np.abs(picture - np.array(colour)).max(axis=2)
        assert (off <= 1).sum() > 20, colour
