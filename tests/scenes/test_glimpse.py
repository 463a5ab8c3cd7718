"""A part of a picture, drawn alone, is what the whole picture shows there."""

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from scenes.camera import Size, oblique, overview
from scenes.glimpse import WHOLE, Glimpse
from scenes.hosts import OffscreenWindow
from scenes.pins import Pin
from scenes.view import SceneView

WHOLE_SIZE = Size(320, 240)
LEFT, TOP, WIDTH, HEIGHT = 140, 60, 100, 90


@pytest.fixture
def window():
    view = SceneView()
    window = OffscreenWindow(view)
    yield window
    window.close()


def test_sizes_and_corners():
    part = Glimpse(LEFT / 320, TOP / 240, WIDTH / 320, HEIGHT / 240)
    assert part.whole(Size(WIDTH, HEIGHT)) == WHOLE_SIZE
    assert part.whole(Size(WIDTH // 2, HEIGHT // 2)) == Size(160, 120)
    assert part.corner(WHOLE_SIZE) == pytest.approx((LEFT, 240 - TOP - HEIGHT))
    assert WHOLE.whole(WHOLE_SIZE) == WHOLE_SIZE


@pytest.mark.parametrize("look", [overview, oblique])
def test_a_part_is_cut_from_the_whole(window, look):
    site, view = block_site(), window.view
    view.size = WHOLE_SIZE
    view.show(site)
    view.pins((Pin("p", WEST + 70, SOUTH + 60, "#0072b2", "!", 1),))
    view.camera = look(site.extent, 20.0, WHOLE_SIZE)
    whole = window.picture().astype(int)
    view.size = Size(WIDTH, HEIGHT)
    view.glimpse = Glimpse(LEFT / 320, TOP / 240, WIDTH / 320, HEIGHT / 240)
    view.camera = view.camera
    part = window.picture().astype(int)
    cut = whole[TOP : TOP + HEIGHT, LEFT : LEFT + WIDTH]
    assert np.ptp(cut) > 100
    # The background runs from below to above the drawn part; edges may fall a pixel beside.
    assert np.abs(part - cut).mean() < 2.0
    beside = whole[TOP : TOP + HEIGHT, LEFT + 4 : LEFT + 4 + WIDTH]
    assert np.abs(part - beside).mean() > 3 * np.abs(part - cut).mean()
