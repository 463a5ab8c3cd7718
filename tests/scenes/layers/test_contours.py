"""Lines along the limits of classes, where the painted colours change."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.results import DEPTH, depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.domain.text import Text
from planningtable.layers.legend import Legend, LegendClass
from scenes.layers import contours as contours_module
from scenes.layers.contours import LEAST, LIFT, contours

MIDDLE = np.array([WEST + 105.0, SOUTH + 105.0])
HALF = Legend(
    Text("t"), "", 1.0, (LegendClass(0.0, 0.5, "#000000", Text("a")), LegendClass(0.5, None, "#ffffff", Text("b"))), ""
)


@pytest.fixture(scope="module")
def site():
    return block_site()


def test_each_limit_of_a_cone_is_a_closed_circle_on_the_ground(site) -> None:
    lines = contours(site, depth_result(site, tuple(MIDDLE), 12.0).grids["depth"], DEPTH)
    away = np.hypot(*(lines.points[:, :2] - (MIDDLE - np.array(site.origin))).T)
    radii = np.array([12.0 * (1 - limit / 80.0) for limit in (5.0, 10.0, 50.0)])
    nearest = np.abs(away[:, None] - radii)
    assert nearest.min(axis=1).max() < 0.15
    assert set(nearest.argmin(axis=1)) == {0, 1, 2}
    # Closed: each end is the end of two pieces.
    _, count = np.unique(np.round(lines.points[:, :2], 3), axis=0, return_counts=True)
    assert set(count) == {2}
    world = lines.points[:, :2] + np.array(site.origin)
    assert lines.points[:, 2] == pytest.approx(site.terrain.sample(world[:, 0], world[:, 1]) + LIFT, abs=1e-3)


def test_on_water_lines_lie_as_high_as_the_water_is_deep_there(site) -> None:
    grid = depth_result(site, tuple(MIDDLE), 12.0).grids["depth"]
    dry, wet = contours(site, grid, DEPTH), contours(site, grid, DEPTH, water=True)
    raised = np.unique(np.round(wet.points[:, 2] - dry.points[:, 2], 3))
    assert raised == pytest.approx([0.05, 0.10, 0.50])


@pytest.mark.parametrize("rising", [True, False])
def test_every_kind_of_square_is_cut_where_the_value_is_the_limit(site, rising) -> None:
    noise = np.random.default_rng(7).random(site.terrain.values.shape)
    grid = site.terrain.with_values(noise if rising else 1 - noise)
    lines = contours(site, grid, HALF)
    world = lines.points[:, :2] + np.array(site.origin)
    assert grid.sample(world[:, 0], world[:, 1]) == pytest.approx(0.5, abs=2e-3)
    # Both sides of a square: no end hangs loose but at the edge of the grid.
    ends, count = np.unique(np.round(world, 2), axis=0, return_counts=True)
    edge = grid.extent.grown(-grid.cell)
    loose = [end for end, times in zip(ends, count, strict=True) if times == 1]
    assert all(not edge.contains(*end) for end in loose)


def test_small_islands_have_no_line_and_gaps_end_one(site) -> None:
    flat = np.zeros(site.terrain.values.shape, np.float32)
    flat[20, 20] = 1.0  # an island of four pieces
    assert len(contours(site, site.terrain.with_values(flat), HALF).points) == 0
    assert LEAST > 4
    flat = flat.copy()
    flat[20, 20:40] = 1.0
    whole = contours(site, site.terrain.with_values(flat), HALF)
    holed = flat.copy()
    holed[20, 30] = np.nan
    broken = contours(site, site.terrain.with_values(holed), HALF)
    assert 0 < len(broken.points) < len(whole.points)
    assert np.isfinite(broken.points).all()


def test_of_too_many_pieces_the_shortest_lines_are_left_out(site, monkeypatch) -> None:
    grid = depth_result(site, tuple(MIDDLE), 12.0).grids["depth"]
    whole = contours(site, grid, DEPTH)
    monkeypatch.setattr(contours_module, "MOST", len(whole.points) // 2 - 1)
    fewer = contours(site, grid, DEPTH)
    assert 0 < len(fewer.points) < len(whole.points)


def test_no_limits_no_lines(site) -> None:
    grid = depth_result(site, tuple(MIDDLE), 12.0).grids["depth"]
    assert len(contours(site, grid, replace(DEPTH, classes=())).points) == 0


def test_where_limits_crowd_one_line_stands_for_all(site) -> None:
    steep = np.zeros(site.terrain.values.shape, np.float32)
    steep[:, 40:] = 1.0  # all limits within one cell
    grid = site.terrain.with_values(steep)
    classes = tuple(LegendClass(low, high, "#000000", Text("c")) for low, high in ((0.2, 0.4), (0.4, 0.6), (0.6, None)))
    lines = contours(site, grid, Legend(Text("t"), "", 1.0, classes, ""))
    across = lines.points[:, 0] + site.origin[0] - grid.west
    assert across == pytest.approx(39.5 * grid.cell + 0.4 * grid.cell, abs=0.05)
