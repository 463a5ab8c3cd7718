"""The dark look: all is darker but what a legend explains, and it can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from helpers.results import DEPTH, depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.domain.text import Text
from planningtable.layers.layer import Column
from scenes.camera import Size, overview, to_screen
from scenes.dusk import GROUND, Dusk
from scenes.hosts import OffscreenWindow
from scenes.site_arrays import prepare_site
from scenes.view import SceneView

SIZE = Size(320, 240)


@pytest.fixture
def window():
    view = SceneView()
    view.size = SIZE
    window = OffscreenWindow(view)
    site = block_site()
    view.show(site)
    view.camera = overview(site.extent, 20.0, SIZE)
    yield window
    window.close()


def seen(window: OffscreenWindow, east: float, north: float, up: float = 20.0) -> list[int]:
    """The colour at a place of the site [local metres]."""
    at, _ = to_screen(window.view.camera, SIZE, np.array([[WEST + east, SOUTH + north, up]]))
    column, row = (round(float(part)) for part in at[0])
    return [int(band) for band in window.picture()[row, column]]


def test_the_dark_look_is_dark_everywhere_and_is_taken_back(window) -> None:
    light = window.picture().astype(int)
    window.view.look(dark=True)
    dark = window.picture().astype(int)
    assert (dark <= light).all()
    assert dark[:8, :8].max() < 50
    # Houses still stand out from the ground, as on the white model.
    assert min(seen(window, 30, 25, 30.0)) > max(seen(window, 5, 110)) + 40
    window.view.look(dark=False)
    assert (window.picture() == light).all()


def test_a_layer_on_the_ground_keeps_the_colours_of_its_legend(window) -> None:
    result = depth_result(window.view.arrays.site, (WEST + 105, SOUTH + 105), 12.0)
    window.view.drape(result)
    light, ground = seen(window, 105, 105), seen(window, 5, 110)
    window.view.look(dark=True)
    assert seen(window, 105, 105) == light == [0x1B, 0x5A, 0xA8]
    assert max(seen(window, 5, 110)) < 0.6 * max(ground)


def test_a_layer_on_roofs_keeps_its_colours_and_other_roofs_are_dark(window) -> None:
    site = window.view.arrays.site
    values = np.where(np.arange(len(site.buildings)) == 0, 75.0, np.nan)
    column = Column("buildings", values, "cm", Text("test"))
    result = replace(depth_result(site, (WEST, SOUTH), 1.0), main="roof", grids={}, columns={"roof": column})
    window.view.drape(replace(result, legends={"roof": DEPTH}))
    light = window.picture().astype(int)
    window.view.look(dark=True)
    dark = window.picture().astype(int)
    blue = light[:, :, 2] > light[:, :, 0] + 80
    white = light.min(axis=2) > 225
    assert blue.sum() > 200
    assert (dark[blue] == light[blue]).all()
    assert dark[white & ~blue].max() < 200


def test_the_light_of_a_moment_stays_what_it_is(window) -> None:
    window.view.sun(datetime(2026, 6, 21, 11, tzinfo=UTC))
    noon = window.picture()
    window.view.look(dark=True)
    assert (window.picture() == noon).all()
    window.view.sun(None)
    assert window.picture().mean() < 0.6 * noon.mean()


def test_only_bare_ground_is_darkened() -> None:
    ground = prepare_site(block_site()).ground.picture
    picture = ground.copy()
    picture[10:20, 10:20] = (27, 90, 168)
    dusk = Dusk()
    found = dusk.darkened(picture, ground)
    assert (found[10:20, 10:20] == (27, 90, 168)).all()
    assert found[40, 40] == pytest.approx(ground[40, 40] * GROUND, abs=1.0)
    photo = np.full((4, 4, 3), 200, np.uint8)
    assert dusk.darkened(photo, ground) is photo
