"""Tiles of a city from near."""

import numpy as np
from helpers.sites import block_site

from planningtable.city.columns import no_objects
from planningtable.city.model.piece import CityPiece
from scenes.around.near import near_mesh


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
