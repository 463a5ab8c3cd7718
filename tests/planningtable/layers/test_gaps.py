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
    assert np.argwhere(gaps(site, holed).cells).tolist() == [[2, 3]]
    assert has_gaps(site, replace(pond, grids={"depth": holed}))


def test_codes_have_no_gaps_and_results_of_columns_neither(site, pond) -> None:
    codes = pond.grids["depth"].with_values(np.zeros(pond.grids["depth"].values.shape, np.uint8))
    assert not gaps(site, codes).cells.any()
    assert not has_gaps(site, replace(pond, grids={}))


def test_a_grid_that_leaves_out_a_strip_of_the_site_leaves_a_gap(site, pond) -> None:
    grid = pond.grids["depth"]
    assert not uncovered(site, grid)
    short = Grid(grid.values[:, 3:].copy(), grid.west + 3 * grid.cell, grid.north, grid.cell)
    assert uncovered(site, short)
    assert has_gaps(site, replace(pond, grids={"depth": short}))


def test_gaps_are_taken_over_only_where_they_are_the_same(site, pond) -> None:
    grid = pond.grids["depth"]
    values = grid.values.copy()
    values[2, 3] = np.nan
    first = gaps(site, grid.with_values(values))
    assert gaps(site, grid.with_values(values * 2), first) is first
    more = values.copy()
    more[3, 3] = np.nan
    assert gaps(site, grid.with_values(more), first).cells.sum() == 2
    moved = Grid(values.copy(), grid.west + 1.0, grid.north, grid.cell)
    assert gaps(site, moved, first) is not first
    rebuilt = replace(site, buildings=replace(site.buildings))
    assert gaps(rebuilt, grid.with_values(values.copy()), first) is not first


def test_more_cells_than_are_looked_up_at_once(site, pond, monkeypatch) -> None:
    bare = pond.grids["depth"].with_values(np.full_like(pond.grids["depth"].values, np.nan))
    at_once = gaps(site, bare).cells
    monkeypatch.setattr("planningtable.layers.gaps._AT_ONCE", 97)
    assert (gaps(site, bare).cells == at_once).all()
    assert 0 < at_once.sum() < at_once.size
