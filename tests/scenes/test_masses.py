"""Buildings as meshes: what is white, green, planned; where edges are."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.site import SurfaceKind
from scenes.light import light_map
from scenes.masses import FOOT_DEPTH, edges, masses, roof_colours


@pytest.fixture(scope="module")
def site():
    return block_site()


def _none(site) -> np.ndarray:
    return np.zeros(len(site.buildings), bool)


def test_every_triangle_but_the_ground_is_drawn_once(site) -> None:
    drawn = masses(site, light_map(site), _none(site))
    visible = (site.surfaces.kind[site.surfaces.triangle_surface] != SurfaceKind.GROUND).sum()
    assert len(drawn.roofs.triangles) + len(drawn.walls.triangles) == visible
    assert (site.surfaces.kind[drawn.roof_surface] == SurfaceKind.ROOF).all()
    assert (site.surfaces.kind[drawn.wall_surface] == SurfaceKind.WALL).all()


def test_walls_reach_below_their_foot_and_no_higher_than_the_roof(site) -> None:
    walls = masses(site, light_map(site), _none(site)).walls.points
    assert walls[:, 2].min() == pytest.approx(site.buildings.ground.min() - FOOT_DEPTH, abs=1e-3)
    assert walls[:, 2].max() == pytest.approx((site.buildings.ground + site.buildings.height).max(), abs=1e-3)


def test_walls_are_darker_away_from_the_sun_and_at_their_foot(site) -> None:
    drawn = masses(site, light_map(site), _none(site))
    normal = site.surfaces.normal[drawn.wall_surface]
    grey = drawn.walls.colours[:, 1].astype(float)
    assert grey[normal[:, 0] < -0.9].mean() > grey[normal[:, 0] > 0.9].mean() + 10
    low = drawn.walls.points[:, 2] < site.buildings.ground.min() + 1
    assert grey[~low].mean() > grey[low].mean()


def test_roofs_lie_on_their_light(site) -> None:
    light = light_map(site)
    places = masses(site, light, _none(site)).roofs.places
    assert places is not None
    extent = light.roofs.extent
    corner = masses(site, light, _none(site)).roofs.points[0]
    assert places[0] == pytest.approx(
        [
            (corner[0] + WEST - extent.west) / extent.width,
            (corner[1] + SOUTH - extent.south) / extent.height,
        ],
        abs=1e-5,
    )


def test_a_box_has_eight_edges_above_ground(site) -> None:
    lines = edges(site.buildings, site.surfaces, _none(site), building=0)
    assert len(lines.points) == 2 * 8
    everything = edges(site.buildings, site.surfaces, _none(site))
    assert len(everything.points) == 2 * 8 * len(site.buildings)


def test_coplanar_pieces_show_no_seam(site) -> None:
    # One wall made to lie in the plane of its two neighbours, whichever way round: two edges less.
    normal = site.surfaces.normal.copy()
    walls = np.flatnonzero((site.surfaces.building == 0) & (site.surfaces.kind == SurfaceKind.WALL))
    normal[walls[1]] = normal[walls[0]]
    seamless = replace(site, surfaces=replace(site.surfaces, normal=normal))
    assert len(edges(seamless.buildings, seamless.surfaces, _none(site), building=0).points) == 2 * 6


def test_green_planned_and_layer_colours(site) -> None:
    roof = np.flatnonzero(site.surfaces.kind == SurfaceKind.ROOF)
    green = np.zeros(len(site.surfaces))
    green[roof[1]] = 10.0
    changed = replace(site, surfaces=replace(site.surfaces, green=green))
    planned = _none(site)
    planned[2] = True
    tints = np.zeros((len(site.surfaces), 4), np.uint8)
    tints[roof[3]] = (10, 120, 200, 255)
    colours = roof_colours(changed, planned, tints)[roof].astype(int)
    white, grassy, new, layered = colours
    assert white.min() > 245
    assert grassy[1] > grassy[0] + 15
    assert grassy[1] > grassy[2] + 30
    assert new[0] > new[2] + 40
    assert list(layered) == [10, 120, 200]
