"""A site as its file paints it: which triangles have images, where on them, and what stays white."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from helpers.textures import BLUE, GREEN, RED, YELLOW, quarters, textured_site

from planningtable.city.site import Site, SurfaceKind
from scenes.camera import Size, metres_per_pixel, overview
from scenes.hosts import OffscreenWindow
from scenes.site_arrays import prepare_site
from scenes.sun.sunshine import prepare_sun
from scenes.textures.appearance import Appearance, is_painted, prepare_appearance
from scenes.textures.places import corner_places
from scenes.view import SceneView

NOON = datetime(2026, 6, 21, 11, tzinfo=UTC)


def _appearance(site: Site) -> Appearance:
    return prepare_appearance(prepare_site(site))


def test_every_triangle_is_drawn_once_with_its_image_or_without() -> None:
    site = textured_site()
    found = _appearance(site)
    drawn = site.surfaces.kind[site.surfaces.triangle_surface] != SurfaceKind.GROUND
    assert len(found.skins) == 1
    corners = np.unique(found.skins[0].corner)
    assert len(corners) == 3 * drawn.sum()
    assert len(found.roofs.triangles) == len(found.walls.triangles) == 0
    green = replace(site, surfaces=replace(site.surfaces, green=np.where(site.surfaces.kind == 3, 10.0, 0.0)))
    assert len(_appearance(green).roofs.triangles) == (site.surfaces.kind[site.surfaces.triangle_surface] == 3).sum()


def test_walls_end_at_their_foot_with_a_strip_below() -> None:
    found = _appearance(textured_site())
    mesh = found.skins[0].mesh
    assert mesh.places is not None
    sunk = mesh.points[:, 2] < found.arrays.site.buildings.ground.min() - 1
    assert sunk.any()
    # The strip has the image's lowest row all over, so that nothing of it sinks.
    bottom = mesh.places[sunk][:, 1].max()
    assert bottom < mesh.places[:, 1].min() + 0.02


@pytest.mark.parametrize("data", [b"", b"\x89PNG", quarters()[:60]])
def test_a_missing_image_leaves_the_colour_of_the_file_and_without_one_white(data: bytes) -> None:
    site = textured_site(data)
    assert not _appearance(site).skins
    assert not is_painted(textured_site(b""))
    red = np.where(np.arange(len(site.surfaces))[:, None] % 2 == 0, [(200, 0, 0)], [(-1, -1, -1)]).astype(np.int16)
    found = _appearance(replace(site, surfaces=replace(site.surfaces, colour=red)))
    assert is_painted(found.arrays.site)
    walls = found.walls.colours.astype(int)
    mine = red[found.arrays.masses.wall_surface, 0] == 200
    assert (walls[mine, 1] == 0).all()
    assert (walls[mine, 0] > 100).all()
    assert (walls[~mine] == found.arrays.masses.walls.colours[~mine]).all()


def test_whole_repeats_are_taken_off_and_others_go_on() -> None:
    plain, moved = _appearance(textured_site()), _appearance(textured_site(shift=-17.0))
    assert not moved.skins[0].repeats
    assert plain.skins[0].mesh.places == pytest.approx(moved.skins[0].mesh.places, abs=1e-4)
    tiled = _appearance(textured_site(repeats=3.5))
    assert tiled.skins[0].repeats
    assert tiled.skins[0].mesh.places is not None
    assert tiled.skins[0].mesh.places.max() == pytest.approx(3.5, abs=1e-4)


def test_meshes_with_vertices_of_their_own_find_their_places_by_point() -> None:
    surfaces = textured_site().surfaces
    rows = np.arange(len(surfaces.triangles), dtype=np.int32)
    apart = replace(
        surfaces, vertices=surfaces.vertices[::-1].copy(), triangles=len(surfaces.vertices) - 1 - surfaces.triangles
    )
    assert corner_places(apart, rows) == pytest.approx(corner_places(surfaces, rows), nan_ok=True)


def test_another_variant_takes_the_images_over() -> None:
    site = textured_site()
    first = _appearance(site)
    other = prepare_site(replace(site, surfaces=replace(site.surfaces), digest="other"))
    assert prepare_appearance(other, first).pictures is first.pictures
    fresh = replace(site, textures=(replace(site.textures[0]),), digest="fresh")
    assert prepare_appearance(prepare_site(fresh), first).pictures is not first.pictures


@pytest.fixture
def window():
    view = SceneView()
    view.size = Size(360, 360)
    window = OffscreenWindow(view)
    yield window
    window.close()


def _roof(window: OffscreenWindow, site: Site) -> tuple[np.ndarray, ...]:
    """Colours of the north-western, north-eastern, south-western and south-eastern quarter of the first roof."""
    view = window.view
    view.camera = overview(site.extent, 20.0, view.size)
    picture = window.picture().astype(int)
    west, south, east, north = site.buildings.footprints[0].bounds
    found = []
    for v in (0.75, 0.25):
        for u in (0.25, 0.75):
            x = (west + u * (east - west) - site.extent.west) / site.extent.width
            y = (site.extent.north - south - v * (north - south)) / site.extent.height
            # The overview keeps a margin round the extent; the middle of the picture is that of the extent.
            scale = site.extent.width / metres_per_pixel(view.camera, view.size)
            column, row = 180 + (x - 0.5) * scale, 180 + (y - 0.5) * scale
            found.append(picture[round(row), round(column)])
    return tuple(found)


def test_north_west_is_the_top_left_of_the_image_in_soft_light_and_in_the_sun(window) -> None:
    site = textured_site()
    window.view.show(site)
    window.view.commit_appearance(prepare_appearance(window.view.arrays))
    for sun in (None, NOON):
        window.view.commit_sun(prepare_sun(window.view.arrays, sun))
        for seen, colour in zip(_roof(window, site), (RED, GREEN, BLUE, YELLOW), strict=True):
            assert int(np.argmax(seen)) == int(np.argmax(colour))
            assert np.abs(seen - colour).max() < 75
    window.view.commit_appearance(None)
    assert all(np.ptp(seen) < 40 for seen in _roof(window, site))
    white = textured_site(b"")
    window.view.show(replace(white, digest="white"))
    window.view.commit_appearance(None)
    assert all(np.ptp(seen) < 20 for seen in _roof(window, white))
