"""The view in a window that nobody sees, against golden pictures.

To draw the golden pictures anew after a change that was meant, run these tests with ``PLANNINGTABLE_GOLDEN=write`` in
the environment; then look at them.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers.results import DEPTH, depth_result
from helpers.sites import SOUTH, WEST, block_site, with_objects
from PIL import Image

from planningtable.city.attributes import AttributeTable
from planningtable.domain.text import Text
from planningtable.domain.values import Measure
from planningtable.layers.layer import Column
from scenes.camera import Camera, Size, oblique, overview, to_screen
from scenes.hosts import OffscreenWindow
from scenes.meshes import Bytes
from scenes.pins import Pin
from scenes.site_arrays import prepare_site
from scenes.view import SceneView

SIZE = Size(320, 240)
GOLDEN = Path(__file__).parent / "golden"

# Other versions of Mesa place edges by a fraction of a pixel: few pixels may differ much, many may differ little.
MEAN_BAND = 1.5
FAR_OFF = 30
FAR_SHARE = 0.012


@pytest.fixture
def window():
    view = SceneView()
    view.size = SIZE
    window = OffscreenWindow(view)
    yield window
    window.close()


def _compare(picture: Bytes, name: str) -> None:
    path = GOLDEN / f"{name}.png"
    if os.environ.get("PLANNINGTABLE_GOLDEN") == "write":
        Image.fromarray(picture).save(path)
    expected = np.asarray(Image.open(path).convert("RGB"), np.int16)
    off = np.abs(picture.astype(np.int16) - expected)
    assert off.mean() < MEAN_BAND, f"{name}: mean difference {off.mean():.2f}"
    far = (off.max(axis=2) > FAR_OFF).mean()
    assert far < FAR_SHARE, f"{name}: {far:.2%} of the pixels are far off"


def _camera(kind: str) -> Camera:
    site = block_site()
    return overview(site.extent, 20.0, SIZE) if kind == "top" else oblique(site.extent, 20.0, SIZE)


@pytest.mark.golden
@pytest.mark.parametrize("kind", ["top", "perspective"])
def test_the_white_model(window: OffscreenWindow, kind: str) -> None:
    window.view.show(block_site())
    window.view.camera = _camera(kind)
    _compare(window.picture(), f"model-{kind}")


@pytest.mark.golden
def test_roads_water_bridges_and_furniture(window: OffscreenWindow) -> None:
    window.view.show(with_objects(block_site()))
    window.view.select("object-4")
    window.view.camera = _camera("perspective")
    _compare(window.picture(), "objects")


@pytest.mark.golden
def test_layer_pins_measures_and_choice(window: OffscreenWindow) -> None:
    site = block_site()
    planned = replace(
        site,
        buildings=replace(site.buildings, attributes=AttributeTable.of([{}, {}, {"planned": "1"}, {}])),
        digest="with a new building",
    )
    view = window.view
    view.show(planned)
    view.drape(depth_result(planned, (WEST + 60, SOUTH + 48), 30.0))
    view.pins(
        (Pin("a", WEST + 100, SOUTH + 48, "#d55e00", "!", 3), Pin("b", WEST + 27, SOUTH + 70, "#0072b2", "♥", 12))
    )
    lawn = (
        f"POLYGON(({WEST + 95} {SOUTH + 8},{WEST + 115} {SOUTH + 8},{WEST + 112} {SOUTH + 40},{WEST + 95} {SOUTH + 8}))"
    )
    view.measures((Measure("m", "park", lawn),))
    view.select("b3")
    view.camera = _camera("perspective")
    _compare(window.picture(), "everything")


def test_the_legends_colours_are_in_the_picture_exactly(window: OffscreenWindow) -> None:
    site = block_site()
    window.view.show(site)
    window.view.drape(depth_result(site, (WEST + 105, SOUTH + 105), 14.0))
    window.view.camera = _camera("top")
    pixel, _ = to_screen(window.view.camera, SIZE, np.array([[WEST + 105, SOUTH + 105, 19.0]]))
    column, row = np.round(pixel[0]).astype(int)
    assert list(window.picture()[row, column]) == [0x1B, 0x5A, 0xA8]
    window.view.drape(None)
    lawn = window.picture()[row, column]
    assert lawn[1] > lawn[2] + 15


def test_what_is_drawn_at_a_pixel_is_where_the_camera_says(window: OffscreenWindow) -> None:
    site = block_site(trees=())
    window.view.show(site)
    window.view.camera = _camera("perspective")
    white = window.picture().astype(int)
    roof = site.buildings.ground[3] + site.buildings.height[3]
    corner = np.array([[WEST + 60.0, SOUTH + 60.0, roof], [WEST + 95.0, SOUTH + 60.0, roof]])
    pixels, _ = to_screen(window.view.camera, SIZE, corner)
    # Just inside the front edge is the white roof, just below it the darker wall.
    middle = pixels.mean(axis=0)
    above, below = white[round(middle[1]) - 4, round(middle[0])], white[round(middle[1]) + 4, round(middle[0])]
    assert above.min() > 240
    assert below.max() < 225


def test_only_what_changed_is_prepared_anew() -> None:
    site = block_site()
    before = prepare_site(site)
    assert prepare_site(site, before) is before
    green = site.surfaces.green.copy()
    green[1] = 8.0
    roofs = prepare_site(replace(site, surfaces=replace(site.surfaces, green=green), digest="green"), before)
    assert roofs.trees is before.trees
    assert roofs.masses is not before.masses
    assert (roofs.light, roofs.ground, roofs.index) == (before.light, before.ground, before.index)
    cover = site.land_cover.with_values(site.land_cover.values.copy())
    ground = prepare_site(replace(site, land_cover=cover, digest="cover"), before)
    assert (ground.masses, ground.light, ground.trees) == (before.masses, before.light, before.trees)
    assert ground.ground is not before.ground


def test_another_site_replaces_the_first(window: OffscreenWindow) -> None:
    view = window.view
    view.show(block_site())
    view.camera = _camera("top")
    first = window.picture()
    view.show(block_site(boxes=((20, 20, 50, 35, 12.0),), trees=()))
    second = window.picture()
    view.show(block_site())
    assert (second != first).any()
    assert (window.picture() == first).all()


def test_a_pin_is_picked_before_the_house_behind_it(window: OffscreenWindow) -> None:
    view = window.view
    view.show(block_site())
    view.pins((Pin("c-1", WEST + 75, SOUTH + 27, "#009e73", "?", 1),))
    view.camera = _camera("top")
    tip = np.array([view.pin_layer.tip(WEST + 75, SOUTH + 27)])
    assert tip[0, 2] == pytest.approx(19.1 + 9.0, abs=0.05)
    pixel, _ = to_screen(view.camera, SIZE, tip)
    x, y = float(pixel[0, 0]), float(pixel[0, 1])
    pin, house = view.pick(x, y - 30), view.pick(x, y + 8)
    assert pin is not None
    assert house is not None
    assert (pin.kind, pin.id) == ("pin", "c-1")
    assert (house.kind, house.id) == ("building", "b1")


def test_what_is_painted_already_is_not_painted_again(window: OffscreenWindow) -> None:
    view = window.view
    site = block_site()
    view.show(site)
    view.camera = _camera("perspective")
    soft = window.picture()
    textures = [actor.GetTexture() for actor in _actors(view) if actor.GetTexture() is not None]
    painted = [texture.GetInput().GetMTime() for texture in textures]
    # Another tree changes light and ground but neither relief nor roofs, and nothing else is laid over it.
    view.commit_site(prepare_site(site, view.arrays))
    for commit in (view.commit_drape, view.commit_plans, view.commit_photos, view.commit_sun, view.commit_appearance):
        commit(None)
    assert [texture.GetInput().GetMTime() for texture in textures] == painted
    assert (window.picture() == soft).all()


def test_a_state_with_another_light_is_painted_over_the_same_relief(window: OffscreenWindow) -> None:
    view = window.view
    bare, wooded = block_site(trees=()), block_site()
    view.show(bare)
    view.camera = _camera("top")
    before = view.arrays
    first = window.picture()
    arrays = prepare_site(replace(wooded, terrain=bare.terrain, digest="wooded"), before)
    assert before is not None
    assert arrays.ground.mesh is before.ground.mesh
    assert arrays.ground.picture is not before.ground.picture
    view.commit_site(arrays)
    assert (window.picture() != first).any()
    view.commit_site(before)
    assert (window.picture() == first).all()


def test_roofs_that_carried_a_layer_are_white_again_without_it(window: OffscreenWindow) -> None:
    view = window.view
    site = block_site()
    view.show(site)
    view.camera = _camera("top")
    white = window.picture()
    column = Column("buildings", np.full(len(site.buildings), 75.0), "cm", Text("test"))
    result = replace(depth_result(site, (WEST, SOUTH), 1.0), main="roof", grids={}, columns={"roof": column})
    view.drape(replace(result, legends={"roof": DEPTH}))
    assert (window.picture() != white).any()
    view.drape(None)
    assert (window.picture() == white).all()


def _actors(view: SceneView) -> list[Any]:
    actors = view.renderer.GetActors()
    actors.InitTraversal()
    return [actors.GetNextActor() for _ in range(actors.GetNumberOfItems())]


def test_what_stands_on_the_map_is_arranged_once_a_picture(window, monkeypatch):
    view = window.view
    view.show(block_site())
    window.picture()
    asked = []
    monkeypatch.setattr(view.labels, "place", lambda *_: asked.append(view.camera))
    for step in range(5):
        view.camera = replace(_camera("top"), east=view.camera.east + step)
    assert asked == []
    window.picture()
    window.picture()
    view.size = replace(view.size)
    window.picture()
    assert asked == [view.camera]
    # A finger finds pins where people saw them last; what has not been seen yet is arranged for it.
    view.camera = _camera("top")
    view.pick(100.0, 100.0)
    assert len(asked) == 1
    view.pins(())
    view.pick(100.0, 100.0)
    assert asked[-1] == _camera("top")
