"""Where the city lies, from what there is of it."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site, some_trees

from planningtable.app.intake.standing import Standing
from planningtable.app.intake.surroundings import extent_of
from planningtable.city.grid import Extent
from planningtable.city.model.piece import CityPiece, no_piece
from planningtable.domain.text import PlanningError


def stands(piece: CityPiece) -> Standing:
    return Standing(piece, (), None, ())


def test_buildings_say_where_the_city_is() -> None:
    site = block_site()
    piece = replace(no_piece(site.origin), surfaces=site.surfaces, trees=some_trees([(900.0, 900.0)]))
    assert extent_of(stands(piece)) == Extent(WEST + 20.0, SOUTH + 20.0, WEST + 95.0, SOUTH + 95.0)


def test_without_buildings_trees_or_terrain_do() -> None:
    piece = no_piece((WEST, SOUTH))
    trees = replace(piece, trees=some_trees([(1.0, 2.0), (30.0, 40.0)]))
    assert extent_of(stands(trees)) == Extent(WEST + 1.0, SOUTH + 2.0, WEST + 30.0, SOUTH + 40.0)
    points = replace(piece, terrain_points=np.array([[1.0, 2.0, 3.0], [5.0, 7.0, 3.0]]))
    assert extent_of(stands(points)) == Extent(1.0, 2.0, 5.0, 7.0)
    relief = replace(piece, terrain=np.array([[[0.0, 0.0, 1.0], [8.0, 0.0, 1.0], [0.0, 9.0, 1.0]]]))
    assert extent_of(stands(relief)) == Extent(0.0, 0.0, 8.0, 9.0)


def test_of_nothing_there_is_a_sentence() -> None:
    with pytest.raises(PlanningError) as error:
        extent_of(stands(no_piece((0.0, 0.0))))
    assert error.value.text.id == "error.city.no-ground"
