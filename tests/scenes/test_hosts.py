"""A view outlives the window and the OpenGL context that it was drawn in, and is drawn at any place and size."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site, with_objects

from planningtable.city.site import Site
from scenes.camera import Size, oblique, overview
from scenes.hosts import OffscreenWindow
from scenes.pins import Pin
from scenes.view import SceneView

SIZE = Size(320, 240)
FAR = 40_000_000.0
"""Farther from the origin than any place in any projected system [m]; a float32 there has steps of 4 m."""


def _full_view(site: Site) -> SceneView:
    view = SceneView()
    view.size = SIZE
    view.show(site)
    view.pins((Pin("a", WEST + 100, SOUTH + 48, "#d55e00", "!", 3),))
    view.select("b3")
    view.camera = oblique(site.extent, 20.0, SIZE)
    return view


def _picture(view: SceneView) -> np.ndarray:
    window = OffscreenWindow(view)
    picture = window.picture()
    window.close()
    return picture


@pytest.mark.parametrize("over", ["nothing", "layer", "sun"])
def test_in_a_new_context_the_picture_is_the_same(over: str) -> None:
    site = with_objects(block_site())
    view = _full_view(site)
    if over == "layer":
        view.drape(depth_result(site, (WEST + 60, SOUTH + 48), 30.0))
    elif over == "sun":
        view.sun(datetime(2026, 6, 21, 11, tzinfo=UTC))
    first = _picture(view)
    assert first.std() > 10.0
    assert (_picture(view) == first).all()
    # What is done while there is no context is drawn in the next one.
    view.select(None)
    assert (_picture(view) != first).any()
    view.select("b3")
    assert (_picture(view) == first).all()


def test_resized_to_a_pixel_and_back() -> None:
    view = _full_view(block_site())
    window = OffscreenWindow(view)
    first = window.picture()
    for size in (Size(1, 1), Size(320, 1), Size(1, 240)):
        view.size = size
        assert window.picture().shape == (size.height, size.width, 3)
    view.size = SIZE
    assert (window.picture() == first).all()
    window.close()


def test_nothing_built_is_drawn_as_ground() -> None:
    site = block_site(boxes=(), trees=())
    view = SceneView()
    view.size = SIZE
    view.show(site)
    view.camera = overview(site.extent, 20.0, SIZE)
    assert _picture(view).std() > 5.0
    middle = view.pick(SIZE.width / 2, SIZE.height / 2)
    assert middle is not None
    assert middle.kind == "ground"


def test_far_from_the_origin_nothing_trembles() -> None:
    near = block_site()
    far = _moved(near, FAR)
    pictures = []
    for site in (near, far):
        view = SceneView()
        view.size = SIZE
        view.show(site)
        for step in range(3):
            view.camera = replace(overview(site.extent, 20.0, SIZE), east=site.extent.centre[0] + 0.25 * step)
            pictures.append(_picture(view).astype(int))
    for here, there in zip(pictures[:3], pictures[3:], strict=True):
        # Land cover and light are resampled at other fractions of a cell; a step of 4 m would move every edge.
        assert np.abs(here - there).mean() < 0.5


def _moved(site: Site, by: float) -> Site:
    """The same site elsewhere, with its origin."""
    buildings, trees = site.buildings, site.trees
    return replace(
        site,
        extent=replace(site.extent, west=site.extent.west + by, east=site.extent.east + by),
        origin=(site.origin[0] + by, site.origin[1]),
        terrain=replace(site.terrain, west=site.terrain.west + by),
        land_cover=replace(site.land_cover, west=site.land_cover.west + by),
        buildings=buildings,
        trees=replace(trees, east=trees.east + by),
        digest="moved",
    )
