"""Layers in exactly the colours of their legend."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.results import DEPTH, depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.grid import Grid
from planningtable.domain.text import Text
from planningtable.layers.layer import Column, Frame, Quality
from planningtable.layers.look import Look
from scenes.drape import base_of, drape, resampled
from scenes.site_arrays import prepare_site


@pytest.fixture(scope="module")
def arrays():
    return prepare_site(block_site())


def test_ground_takes_the_legends_colours_and_keeps_its_own_elsewhere(arrays) -> None:
    found = drape(arrays.site, arrays.ground, depth_result(arrays.site, (WEST + 105, SOUTH + 105), 12.0))
    assert found is not None
    assert found.picture is not None
    assert found.tints is None
    assert not found.preview
    frame = arrays.ground.frame
    row, column = frame.index(np.array([WEST + 105, WEST + 5]), np.array([SOUTH + 105, SOUTH + 110]))
    assert list(found.picture[row[0], column[0]]) == [0x1B, 0x5A, 0xA8]
    assert list(found.picture[row[1], column[1]]) == list(arrays.ground.picture[row[1], column[1]])
    painted = (found.picture != arrays.ground.picture).any(axis=2)
    # Everything deeper than 5 cm of a cone that falls from 0.8 m to nothing within 12 m.
    radius = 12.0 * (1 - 0.05 / 0.8)
    assert painted.sum() * frame.cell**2 == pytest.approx(np.pi * radius**2, rel=0.03)


def test_no_layer_no_drape_and_a_preview_says_so(arrays) -> None:
    assert drape(arrays.site, arrays.ground, None) is None
    rough = replace(depth_result(arrays.site, (WEST + 60, SOUTH + 50), 10.0), quality=Quality.PREVIEW)
    found = drape(arrays.site, arrays.ground, rough)
    assert found is not None
    assert found.preview


def test_a_time_frame_is_drawn_instead_of_the_main_grid(arrays) -> None:
    result = depth_result(arrays.site, (WEST + 60, SOUTH + 50), 10.0)
    dry = result.grids["depth"].with_values(np.zeros_like(result.grids["depth"].values))
    found = drape(arrays.site, arrays.ground, replace(result, frames=(Frame(60.0, dry),)), frame=0)
    assert found is not None
    assert found.picture is not None
    assert (found.picture == arrays.ground.picture).all()


@pytest.mark.parametrize("of", ["surfaces", "buildings"])
def test_columns_colour_roofs(arrays, of: str) -> None:
    site = arrays.site
    rows = len(site.surfaces) if of == "surfaces" else len(site.buildings)
    column = Column(of, np.where(np.arange(rows) == rows - 1, 0.2, np.nan), "m", Text("x"))
    result = replace(
        depth_result(site, (WEST, SOUTH), 1.0), main="c", columns={"c": column}, legends={"c": DEPTH}, grids={}
    )
    found = drape(site, arrays.ground, result)
    assert found is not None
    assert found.picture is None
    assert found.tints is not None
    coloured = found.tints[:, 3] == 255
    expected = np.arange(len(site.surfaces)) == rows - 1 if of == "surfaces" else site.surfaces.building == rows - 1
    assert (coloured == expected).all()
    assert list(found.tints[coloured][0, :3]) == [0x8C, 0xC2, 0xEE]


def test_shores_are_smooth_codes_stay_and_outside_is_nothing() -> None:
    values = np.array([[0.0, 1.0], [0.0, 1.0]], np.float32)
    coarse = Grid(values, 0.0, 20.0, 10.0)
    fine = Grid(np.zeros((20, 40)), -10.0, 20.0, 1.0)
    smooth = resampled(coarse, fine)
    assert np.isnan(smooth[:, :10]).all()
    assert np.isnan(smooth[:, 30:]).all()
    assert smooth[5, 20] == pytest.approx(0.55)
    codes = resampled(Grid(values.astype(np.uint8), 0.0, 20.0, 10.0), fine)
    assert set(np.unique(codes[:, 10:30])) == {0.0, 1.0}


def test_missing_cells_leave_their_neighbours_alone() -> None:
    values = np.array([[0.3, np.nan, 0.3]], np.float32)
    fine = Grid(np.zeros((1, 30)), 0.0, 1.0, 0.1)
    found = resampled(Grid(values, 0.0, 1.0, 1.0), fine)
    assert np.isfinite(found[0, :10]).all()
    assert np.isnan(found[0, 11:19]).all()


def test_missing_values_are_hatched_and_buildings_are_not(arrays) -> None:
    result = depth_result(arrays.site, (WEST + 60, SOUTH + 50), 10.0)
    grid = result.grids["depth"]
    values = grid.values.copy()
    values[:, :20] = np.nan
    found = drape(arrays.site, arrays.ground, replace(result, grids={"depth": grid.with_values(values)}))
    assert found is not None
    assert found.picture is not None
    frame, striped = arrays.ground.frame, (found.picture == [0x6F, 0x76, 0x7B]).all(axis=2)
    columns = np.nonzero(striped)[1]
    assert frame.easting()[columns].max() < grid.west + 20 * grid.cell
    share = striped[:, frame.easting() < grid.west + 19 * grid.cell].mean()
    assert 0.15 < share < 0.35


def test_a_thin_layer_lets_the_ground_through(arrays) -> None:
    result = depth_result(arrays.site, (WEST + 105, SOUTH + 105), 12.0)
    full = drape(arrays.site, arrays.ground, result)
    half = drape(arrays.site, arrays.ground, result, look=Look(opacity=0.5))
    assert full is not None
    assert half is not None
    between = (full.picture.astype(int) + arrays.ground.picture) / 2
    assert np.abs(half.picture - between).max() <= 1


def test_contours_come_only_where_they_are_asked_for(arrays) -> None:
    result = depth_result(arrays.site, (WEST + 105, SOUTH + 105), 12.0)
    assert drape(arrays.site, arrays.ground, result).contours is None
    lined = drape(arrays.site, arrays.ground, result, look=Look(contours=True))
    assert len(lined.contours.points) > 0


def test_the_next_time_takes_the_gaps_over(arrays) -> None:
    result = depth_result(arrays.site, (WEST + 60, SOUTH + 50), 10.0)
    values = result.grids["depth"].values.copy()
    values[:3] = np.nan
    times = tuple(Frame(60.0 * n, result.grids["depth"].with_values(values * n)) for n in (1, 2))
    result = replace(result, frames=times)
    first = drape(arrays.site, arrays.ground, result, 0)
    afresh = drape(arrays.site, arrays.ground, result, 1)
    second = drape(arrays.site, arrays.ground, result, 1, before=first)
    assert first is not None
    assert second is not None
    assert afresh is not None
    assert second.gaps is first.gaps
    assert (second.picture == afresh.picture).all()


def test_a_photo_finer_than_the_ground_is_what_a_layer_is_painted_on(arrays) -> None:
    rows, columns = arrays.ground.picture.shape[:2]
    photo = np.full((2 * rows, 2 * columns, 3), 77, np.uint8)
    result = depth_result(arrays.site, (WEST + 105, SOUTH + 105), 12.0)
    plain = drape(arrays.site, arrays.ground, result)
    found = drape(arrays.site, arrays.ground, result, photo=photo)
    assert found.picture.shape == photo.shape
    assert (photo == 77).all()
    share = (found.picture != 77).any(axis=2).mean()
    assert share == pytest.approx((plain.picture != arrays.ground.picture).any(axis=2).mean(), rel=0.02)
    row, column = base_of(arrays.site, arrays.ground, photo).frame.index(
        np.array([WEST + 105]), np.array([SOUTH + 105])
    )
    assert list(found.picture[row[0], column[0]]) == [0x1B, 0x5A, 0xA8]
    tinged = drape(arrays.site, arrays.ground, result, look=Look(opacity=0.5), photo=photo)
    half = [(77 + band) / 2 for band in (0x1B, 0x5A, 0xA8)]
    assert list(tinged.picture[row[0], column[0]]) == pytest.approx(half, abs=1)
