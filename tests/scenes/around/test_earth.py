"""The ground beyond a site."""

import numpy as np
import pytest
from helpers.sites import block_site

from planningtable.city.blocks import blocks_of
from planningtable.city.grid import Extent, Grid
from scenes.around.earth import BACKGROUND, EARTH, RIM, earth, heights_of


def test_it_goes_through_the_feet_of_the_buildings() -> None:
    site = block_site()
    heights = heights_of([blocks_of(site.buildings, site.origin)], site.extent)
    assert heights.extent.width >= site.extent.width + 2 * RIM
    assert float(heights.values.min()) >= float(site.buildings.ground.min()) - 0.01
    assert float(heights.values.max()) <= float(site.buildings.ground.max()) + 0.01


def test_a_city_without_buildings_has_a_flat_ground() -> None:
    assert not heights_of([], Extent(0, 0, 100, 100)).values.any()


def test_the_site_is_cut_out_and_met_in_its_height() -> None:
    heights = Grid(np.full((41, 41), 50.0, np.float32), 0.0, 4100.0, 100.0)
    site = Extent(1010.0, 1030.0, 2025.0, 2570.0)
    terrain = Grid(np.full((100, 100), 47.0, np.float32), 1000.0, 2600.0, 20.0)
    mesh = earth(heights, site, terrain, (1000.0, 1000.0))
    corners = mesh.points.astype(float)[mesh.triangles]
    area = (
        np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2:], axis=1).sum() / 2
    )
    assert area == pytest.approx(4100.0**2 - site.area, rel=1e-4)
    assert (np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] > 0).all()
    border = np.isclose(mesh.points[:, 0], 10.0) & (mesh.points[:, 1] > 30.0) & (mesh.points[:, 1] < 1570.0)
    assert border.any()
    assert mesh.points[border, 2] == pytest.approx(47.0)
    assert mesh.points[~border][0, 2] == pytest.approx(50.0)


def test_it_fades_into_the_background_where_the_city_ends() -> None:
    heights = Grid(np.full((41, 41), 50.0, np.float32), 0.0, 4100.0, 100.0)
    terrain = Grid(np.full((10, 10), 50.0, np.float32), 2000.0, 2200.0, 20.0)
    mesh = earth(heights, Extent(2000.0, 2000.0, 2200.0, 2200.0), terrain, (0.0, 0.0))
    edge = np.minimum(mesh.points[:, :2], 4100.0 - mesh.points[:, :2]).min(axis=1)
    assert (np.abs(mesh.colours[edge < 1.0] - BACKGROUND) <= 1).all()
    assert (np.abs(mesh.colours[edge > RIM] - EARTH) <= 1).all()
