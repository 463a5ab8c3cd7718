"""Tiles of a city from near."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import block_site
from helpers.textures import quarters, textured_site

from planningtable.city.columns import no_objects
from planningtable.city.model.piece import CityPiece
from scenes.around.near import near_mesh
from scenes.textures.pictures import TILE


def piece() -> CityPiece:
    site = block_site()
    return CityPiece(site.origin, site.buildings, site.surfaces, no_objects(), site.trees)


def test_faces_and_edges_lie_where_the_building_stands() -> None:
    site = block_site()
    here = near_mesh([piece()], frozenset(), site.origin)
    there = near_mesh([piece()], frozenset(), (site.origin[0] - 100.0, site.origin[1]))
    assert len(here.faces.triangles)
    assert len(here.edges.points)
    assert np.allclose(there.faces.points - here.faces.points, (100.0, 0.0, 0.0), atol=1e-3)
    assert np.allclose(there.edges.points - here.edges.points, (100.0, 0.0, 0.0), atol=1e-3)


def test_what_the_site_draws_is_left_out() -> None:
    site = block_site()
    none = near_mesh([piece()], frozenset(site.buildings.ids), site.origin)
    assert not len(none.faces.triangles)
    assert not len(none.edges.points)


def _painted() -> CityPiece:
    site = textured_site()
    return replace(piece(), surfaces=site.surfaces, textures=("1:quarters.png",))


def test_images_are_asked_for_by_name_and_drawn_where_they_are() -> None:
    asked = []

    def image(name: str) -> bytes:
        asked.append(name)
        return quarters()

    site = block_site()
    plain = near_mesh([_painted()], frozenset(), site.origin)
    assert plain.paint is None
    found = near_mesh([_painted(), piece()], frozenset(), site.origin, image)
    assert asked == ["1:quarters.png"]
    assert found.paint is not None
    half = len(found.faces.triangles) // 2
    assert len(found.paint.skins) == 1
    assert len(found.paint.skins[0].mesh.triangles) == half
    assert (found.paint.triangles == found.faces.triangles[half:]).all()
    assert max(found.paint.skins[0].picture.shape) <= TILE.side


def test_missing_images_leave_a_tile_white_and_a_white_one_asks_for_none() -> None:
    site = block_site()
    missing = near_mesh([_painted()], frozenset(), site.origin, lambda _: b"")
    assert missing.paint is not None
    assert not missing.paint.skins
    assert len(missing.paint.triangles) == len(missing.faces.triangles)
    assert (missing.paint.colours == missing.faces.colours).all()
    assert near_mesh([piece()], frozenset(), site.origin, lambda name: pytest.fail(name)).paint is None
    assert near_mesh([], frozenset(), site.origin, lambda name: pytest.fail(name)).paint is None
