"""A picture drawn in pieces is the picture drawn in one go."""

import numpy as np
import pytest
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site

from scenes.camera import Camera, Size, from_eye, oblique, overview
from scenes.hosts import OffscreenWindow
from scenes.mosaic import pieces
from scenes.pins import Pin
from scenes.view import SceneView

SIZE = Size(403, 301)
SITE = block_site()


@pytest.fixture(scope="module")
def window():
    view = SceneView()
    view.size = SIZE
    view.show(SITE)
    view.drape(depth_result(SITE, (WEST + 60, SOUTH + 50), 25.0))
    view.pins((Pin("a", WEST + 40, SOUTH + 50, "#aa0000", "+", 1), Pin("b", WEST + 70, SOUTH + 55, "#00aa00", "!", 2)))
    window = OffscreenWindow(view)
    yield window
    window.close()


@pytest.mark.parametrize("longest", [100, 300, 301, 403, 1000])
def test_pieces_cover_a_picture_once(longest: int) -> None:
    drawn = np.zeros((SIZE.height, SIZE.width), int)
    for piece in pieces(SIZE, longest):
        assert 0 < piece.size.width <= longest
        assert 0 < piece.size.height <= longest
        drawn[piece.top : piece.top + piece.size.height, piece.left : piece.left + piece.size.width] += 1
    assert (drawn == 1).all()


@pytest.mark.parametrize(
    "camera",
    [
        overview(SITE.extent, 20.0, SIZE, 90.0),
        oblique(SITE.extent, 20.0, SIZE),
        from_eye((WEST + 55.0, SOUTH + 40.0, 21.5), 20.0, 3.0),
    ],
    ids=["top", "oblique", "eye"],
)
@pytest.mark.parametrize("finer", [1, 2])
def test_pieces_fit_without_seams(window: OffscreenWindow, camera: Camera, finer: int) -> None:
    window.view.size = Size(SIZE.width * finer, SIZE.height * finer)
    window.view.camera = camera
    whole, joined, again = (window.reduced(finer, longest).astype(int) for longest in (4096, 128, 4096))
    off = np.abs(whole - joined).max(axis=2)
    # Tones are rounded at the corners of each piece, and few edges fall to the next pixel.
    assert (off > 4).mean() < 0.001
    assert off.mean() < 0.5
    assert whole.std() > 10
    assert (whole == again).all()
