"""Where values are missing, and where they need not be."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.grid import Grid
from planningtable.layers.gaps import gaps, has_gaps, uncovered


@pytest.fixture(scope="module")
def site():
    return block_site()


@pytest.fixture(scope="module")
def pond(site):
    return depth_result(site, (WEST + 105.0, SOUTH + 105.0), 12.0)


def test_under_buildings_nothing_is_missing(site, pond) -> None:
    grid = pond.grids["depth"]
    values = grid.values.copy()
    x, y = site.buildings.footprints[0].representative_point().coords[0]
    row, column = grid.index(np.array([x]), np.array([y]))
    values[row[0], column[0]] = np.nan
    built = replace(pond, grids={"depth": grid.with_values(values)})
    assert not has_gaps(site, built)
    values = values.copy()
    values[2, 3] = np.nan
    holed = grid.with_values(values)
    assert np.argwhere(gaps(site, holed)).tolist() == [[2, 3]]
    assert has_gaps(site, replace(pond, grids={"depth": holed}))


def test_codes_have_no_gaps_and_results_of_columns_neither(site, pond) -> None:
    codes = pond.grids["depth"].with_values(np.zeros(pond.grids["depth"].values.shape, np.uint8))
    assert not gaps(site, codes).any()
    assert not has_gaps(site, replace(pond, grids={}))


def test_a_grid_that_leaves_out_a_strip_of_the_site_leaves_a_gap(site, pond) -> None:
    grid = pond.grids["depth"]
    assert not uncovered(site, grid)
    short = Grid(grid.values[:, 3:].copy(), grid.west + 3 * grid.cell, grid.north, grid.cell)
    assert uncovered(site, short)
    assert has_gaps(site, replace(pond, grids={"depth": short}))
