"""The view in the light of a moment: what it draws, and what takes the sun away."""

from datetime import UTC, datetime

import numpy as np
import pytest
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site

from scenes.camera import Size, oblique
from scenes.hosts import OffscreenWindow
from scenes.site_arrays import prepare_site
from scenes.view import SceneView

NOON, NIGHT = datetime(2026, 12, 21, 11, tzinfo=UTC), datetime(2026, 12, 21, 23, tzinfo=UTC)
SITE = block_site()


@pytest.fixture
def window():
    view = SceneView()
    view.size = Size(320, 240)
    window = OffscreenWindow(view)
    view.show(SITE)
    view.camera = oblique(SITE.extent, 20.0, view.size)
    yield window
    window.close()


def test_day_night_and_back_to_soft_light(window) -> None:
    soft = window.picture().astype(int)
    window.view.sun(NOON)
    noon = window.picture().astype(int)
    assert np.abs(noon - soft).max() > 60
    window.view.sun(NIGHT)
    night = window.picture().astype(int)
    assert night.mean() < 70
    assert night[:, :, 2].mean() > night[:, :, 0].mean() + 10
    window.view.sun(NOON)
    assert np.abs(window.picture().astype(int) - noon).max() <= 2
    window.view.sun(None)
    assert np.abs(window.picture().astype(int) - soft).max() <= 2


def test_as_many_triangles_are_drawn_as_in_soft_light(window) -> None:
    def drawn() -> int:
        actors = window.view.renderer.GetActors()
        actors.InitTraversal()
        shown = [actors.GetNextActor() for _ in range(actors.GetNumberOfItems())]
        return sum(a.GetMapper().GetInput().GetNumberOfPolys() for a in shown if a.GetVisibility())

    before = drawn()
    window.view.sun(NOON)
    assert drawn() == before


def test_under_a_layer_the_sun_rests(window) -> None:
    result = depth_result(SITE, (WEST + 40.0, SOUTH + 45.0), 25.0)
    window.view.drape(result)
    draped = window.picture().astype(int)
    window.view.sun(NIGHT)
    assert np.abs(window.picture().astype(int) - draped).max() <= 2
    window.view.drape(None)
    assert window.picture().mean() < 70


def test_another_state_of_the_site_begins_in_soft_light(window) -> None:
    window.view.sun(NIGHT)
    window.view.commit_site(prepare_site(block_site(trees=())))
    assert window.picture().mean() > 150
