"""Photos on the model: where they lie, what shows beside them, what they leave out."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.photos import GREEN, MAGENTA, photo_of
from helpers.sites import block_site

from planningtable.domain.text import PlanningError
from scenes.photo import LARGEST_PHOTO, PhotoOverlay, photo_overlay
from scenes.site_arrays import SiteArrays, prepare_site

SITE = block_site()


def _over(arrays: SiteArrays, known: np.ndarray | None = None) -> PhotoOverlay:
    overlay = photo_overlay(arrays, (photo_of(SITE.extent.grown(10), known=known),), arrays.roof_light)
    assert overlay is not None
    return overlay


def _near(pixel: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(pixel.astype(int) - colour).max() < 8)


def test_no_photo_is_nothing() -> None:
    arrays = prepare_site(SITE)
    assert photo_overlay(arrays, (), arrays.roof_light) is None


def test_west_is_west_on_ground_and_roofs() -> None:
    overlay = _over(prepare_site(SITE))
    for picture in (overlay.ground, overlay.roofs):
        rows, columns = picture.shape[:2]
        assert max(rows, columns) <= LARGEST_PHOTO
        assert _near(picture[rows // 2, columns // 2 - 5], GREEN)
        assert _near(picture[rows // 2, columns // 2 + 5], MAGENTA)
    assert (overlay.roof_colours == 255).all()


def test_where_no_photo_lies_the_ground_shows() -> None:
    arrays = prepare_site(SITE)
    known = np.ones((100, 100), np.bool_)
    known[:50] = False
    overlay = _over(arrays, known)
    rows, columns = overlay.ground.shape[:2]
    assert not _near(overlay.ground[rows // 4, columns // 4], GREEN)
    assert _near(overlay.ground[3 * rows // 4, columns // 4], GREEN)


def test_another_variant_takes_the_cuts_over_and_shows_its_own_ground() -> None:
    arrays = prepare_site(SITE)
    known = np.ones((100, 100), np.bool_)
    known[:50] = False
    photos = (photo_of(SITE.extent.grown(10), known=known),)
    first = photo_overlay(arrays, photos, arrays.roof_light)
    assert first is not None
    darker = replace(arrays, ground=replace(arrays.ground, picture=arrays.ground.picture // 2))
    second = photo_overlay(darker, photos, arrays.roof_light, first)
    assert second is not None
    assert second.sheets is first.sheets
    assert np.array_equal(second.ground, photo_overlay(darker, photos, arrays.roof_light).ground)
    rows = len(first.ground)
    assert second.ground[: rows // 3].mean() < first.ground[: rows // 3].mean() - 20
    assert np.array_equal(second.ground[-rows // 3 :], first.ground[-rows // 3 :])


def test_other_photos_are_cut_anew() -> None:
    arrays = prepare_site(SITE)
    first = _over(arrays)
    second = photo_overlay(arrays, (photo_of(SITE.extent),), arrays.roof_light, first)
    assert second is not None
    assert second.sheets is not first.sheets


def test_the_roof_that_a_variant_greens_leaves_the_kept_cut_alone() -> None:
    arrays = prepare_site(SITE)
    photos = (photo_of(SITE.extent.grown(10)),)
    first = photo_overlay(arrays, photos, arrays.roof_light)
    planned = replace(arrays, planned=np.ones(len(SITE.buildings), np.bool_))
    second = photo_overlay(planned, photos, arrays.roof_light, first)
    third = photo_overlay(arrays, photos, arrays.roof_light, second)
    assert not np.array_equal(second.roofs, first.roofs)
    assert np.array_equal(third.roofs, first.roofs)


def test_the_roof_that_a_measure_a_measure_adds_keeps_its_colour() -> None:
    arrays = prepare_site(SITE)
    planned = np.zeros(len(SITE.buildings), np.bool_)
    planned[0] = True
    overlay = _over(replace(arrays, planned=planned))
    new = planned[SITE.surfaces.building][arrays.masses.roof_surface]
    assert (overlay.roof_colours[~new] == 255).all()
    assert not (overlay.roof_colours[new] == 255).all(axis=1).any()
    centre, extent = SITE.buildings.footprints[0].centroid, arrays.light.roofs.extent
    rows, columns = overlay.roofs.shape[:2]
    row = int((extent.north - centre.y) / extent.height * rows)
    column = int((centre.x - extent.west) / extent.width * columns)
    assert np.ptp(overlay.roofs[row, column].astype(int)) < 8


def test_a_damaged_photo_is_told_in_a_sentence() -> None:
    arrays = prepare_site(SITE)
    broken = replace(photo_of(SITE.extent), picture=b"RIFF no picture")
    with pytest.raises(PlanningError, match=r"error\.photo\.damaged"):
        photo_overlay(arrays, (broken,), arrays.roof_light)
