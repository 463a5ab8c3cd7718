"""How fine trees are drawn: by the width of their crowns in the picture, and what is not in it not at all."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from helpers.sites import block_site

from scenes.camera import Camera, Size, overview
from scenes.hosts import OffscreenWindow
from scenes.vegetation.levels import (
    CALM,
    HURRIED,
    PATIENT,
    SPARE,
    WIDTHS,
    Budget,
    budget_at,
    levels,
    rows_of,
    upper_rows_of,
)
from scenes.vegetation.stand import CELL_TREES, stand_of
from scenes.view import SceneView

SITE = block_site(boxes=(), trees=[(x, y) for x in range(5, 116, 5) for y in range(5, 116, 5)])
STAND = stand_of(SITE)
SIZE = Size(800, 600)
ABOVE = overview(SITE.extent, 20.0, SIZE)


def _drawn(camera: Camera, size: Size = SIZE, budget: Budget = CALM) -> tuple[int, int, int]:
    found = levels(STAND, SITE.origin, camera, size, budget)
    return (
        len(rows_of(STAND, found.fine)),
        len(rows_of(STAND, found.coarse)),
        sum(len(rows) for rows in found.dots.values()),
    )


def test_every_tree_in_the_picture_is_drawn_in_one_level() -> None:
    assert _drawn(ABOVE) == (0, len(STAND), 0)
    assert _drawn(ABOVE, Size(80, 60)) == (0, 0, len(STAND))
    near = _drawn(ABOVE, Size(2400, 1800), PATIENT)
    assert near == (len(STAND), 0, 0)
    few = _drawn(ABOVE, Size(2400, 1800), Budget(300, 10_000, 10_000, 9.0))
    assert 0 < few[0] <= 300
    assert few[0] + few[1] == len(STAND)


def test_a_dense_square_takes_the_near_level_from_nobody() -> None:
    """Before, more trees than may be fine in the nearest square left none that was."""
    rng = np.random.default_rng(3)
    dense = [tuple(place) for place in rng.uniform(50, 70, (3000, 2)).tolist()]
    site = block_site(boxes=(), trees=dense)
    stand = stand_of(site)
    assert np.diff(stand.starts).max() <= CELL_TREES
    near = replace(overview(site.extent, 20.0, SIZE), distance=60.0)
    found = levels(stand, site.origin, near, SIZE)
    fine = len(rows_of(stand, found.fine))
    assert CALM.fine - CELL_TREES < fine <= CALM.fine
    assert len(upper_rows_of(stand, found.coarse)) <= CALM.coarse


def test_beneath_a_closed_canopy_nothing_is_drawn_from_afar() -> None:
    rng = np.random.default_rng(3)
    forest = block_site(boxes=(), trees=[tuple(place) for place in rng.uniform(10, 110, (5000, 2)).tolist()])
    height = rng.uniform(5, 20, 5000)
    stand = stand_of(replace(forest, trees=replace(forest.trees, height=height)))
    assert 0.3 < stand.beneath.mean() < 0.95
    tall = stand.clear + 2 * stand.half
    cell = np.repeat(np.arange(len(stand.starts) - 1), np.diff(stand.starts))
    for number in range(0, cell[-1] + 1, 10):
        here, under = cell == number, stand.beneath[cell == number]
        if under.any() and not under.all():
            assert tall[here][under].max() <= tall[here][~under].min() + 1e-9


def test_while_frames_are_dear_fewer_dots_stand_for_all_trees() -> None:
    size = Size(400, 300)
    few = levels(STAND, SITE.origin, ABOVE, size, Budget(0, 0, len(STAND) // 4, 9.0)).dots
    all = levels(STAND, SITE.origin, ABOVE, size, Budget(0, 0, len(STAND), 9.0)).dots
    assert sum(len(rows) for rows in all.values()) == len(STAND)
    assert sum(len(rows) for rows in few.values()) <= len(STAND) // 4
    area = [sum(width**2 * len(rows) for width, rows in dots.items()) for dots in (few, all)]
    assert area[0] == pytest.approx(area[1], rel=0.25)
    covered = levels(STAND, SITE.origin, ABOVE, size, Budget(0, 0, len(STAND), 0.1)).dots
    assert sum(width**2 * len(rows) for width, rows in covered.items()) <= 0.12 * size.width * size.height


def test_what_does_not_fit_is_left_out_far_from_an_eye_and_everywhere_on_a_map() -> None:
    size = Size(400, 300)
    from_eye = replace(ABOVE, tilt=60.0, parallel=False, distance=ABOVE.distance / 2)
    for camera in (ABOVE, from_eye):
        whole = levels(STAND, SITE.origin, camera, size, Budget(0, 0, len(STAND), 99.0)).dots
        pixels = sum(width**2 * len(rows) for width, rows in whole.items())
        cover = pixels / (size.width * size.height) / 3
        some = levels(STAND, SITE.origin, camera, size, Budget(0, 0, len(STAND), cover)).dots
        assert 0.5 * pixels / 3 < sum(width**2 * len(rows) for width, rows in some.items()) < 1.05 * pixels / 3
        shares = [len(some.get(width, ())) / len(whole[width]) for width in sorted(whole)]
        if camera.parallel:
            assert max(shares) < 0.5
        else:
            assert shares[-1] > 0.5 > 2 * shares[0]


def test_the_dearer_frames_are_the_less_is_left_for_trees() -> None:
    assert [budget_at(scale) for scale in (1.0, 0.71, 0.5, 0.35)] == [CALM, HURRIED, SPARE, SPARE]
    for less, more in ((SPARE, HURRIED), (HURRIED, CALM)):
        assert (less.fine, less.coarse, less.dots) < (more.fine, more.coarse, more.dots)
        assert less.cover < more.cover


def test_what_is_beside_the_picture_is_left_out() -> None:
    corner = replace(ABOVE, east=SITE.extent.east, north=SITE.extent.north, distance=ABOVE.distance / 4)
    assert 0 < sum(_drawn(corner)) < len(STAND) / 2
    assert sum(_drawn(replace(ABOVE, east=ABOVE.east + 5000))) == 0


def test_dots_are_as_wide_as_crowns() -> None:
    size = Size(200, 150)
    found = levels(STAND, SITE.origin, ABOVE, size)
    metres = 2 * (ABOVE.distance * np.tan(np.radians(ABOVE.opening) / 2)) / size.height
    assert set(found.dots) <= set(WIDTHS.tolist())
    (width,) = found.dots
    assert width == pytest.approx(6.0 / metres, abs=1.0)


@pytest.fixture
def window():
    view = SceneView()
    view.size = SIZE
    window = OffscreenWindow(view)
    view.show(SITE)
    yield window
    window.close()


def _green(window: OffscreenWindow, camera: Camera, size: Size) -> float:
    """Share of the picture that is as green as crowns are."""
    window.view.size = size
    window.view.camera = camera
    picture = window.picture().astype(int)
    return float((picture[:, :, 1] - picture[:, :, 2] > 34).mean())


def test_crowns_cover_as_much_of_the_picture_in_every_level(window) -> None:
    window.view.show(replace(SITE, land_cover=replace(SITE.land_cover, values=SITE.land_cover.values * 0 + 3)))
    dots, coarse = _green(window, ABOVE, Size(160, 120)), _green(window, ABOVE, SIZE)
    window.view.trees.budget = PATIENT
    fine = _green(window, ABOVE, Size(2000, 1500))
    assert fine > 0.05
    assert coarse == pytest.approx(fine, rel=0.35)
    assert dots == pytest.approx(fine, rel=0.35)


def test_another_budget_is_kept_at_once(window) -> None:
    window.view.size, window.view.camera = Size(2000, 1500), ABOVE
    calm = window.picture()
    window.view.trees.budget = HURRIED
    hurried = window.picture()
    assert (hurried != calm).any()
    assert np.abs(hurried.mean(axis=(0, 1)) - calm.mean(axis=(0, 1))).max() < 4
    window.view.trees.budget = CALM
    assert (window.picture() == calm).all()


def test_the_sun_and_the_night_reach_every_level(window) -> None:
    for size in (Size(160, 120), SIZE, Size(2000, 1500)):
        window.view.size, window.view.camera = size, ABOVE
        window.view.sun(datetime(2026, 6, 21, 11, tzinfo=UTC))
        day = window.picture().mean()
        window.view.sun(datetime(2026, 6, 21, 23, tzinfo=UTC))
        assert window.picture().max() < 140
        window.view.sun(None)
        assert window.picture().mean() > 0.7 * day
