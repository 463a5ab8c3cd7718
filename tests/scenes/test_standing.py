"""Eyes are above the ground, in the open, and see what stands before them."""

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site

from planningtable.app.standpoint import Eye
from scenes.camera import Size, eye, to_screen
from scenes.site_arrays import prepare_site
from scenes.standing import Standing, seen_by

SITE = block_site(slope=0.1)


@pytest.fixture(scope="module")
def standing() -> Standing:
    return Standing(prepare_site(SITE))


@pytest.mark.parametrize("above", [1.6, 1.1, 1.2])
@pytest.mark.parametrize("east", [10.0, 55.0, 110.0])
def test_an_eye_follows_the_ground(standing: Standing, east: float, above: float) -> None:
    at = eye(seen_by(standing, Eye(WEST + east, SOUTH + 50, 45.0, above)))
    assert at == pytest.approx([WEST + east, SOUTH + 50, 20.0 - 0.1 * east + above], abs=0.06)


def test_it_looks_where_it_is_told(standing: Standing) -> None:
    camera = seen_by(standing, Eye(WEST + 55, SOUTH + 48, 90.0))
    size = Size(400, 300)
    level = eye(camera)
    ahead, left = np.array([[80.0, 0, 0]]) + level, np.array([[80.0, 10, 0]]) + level
    (x, y), (left_x, _) = to_screen(camera, size, ahead)[0][0], to_screen(camera, size, left)[0][0]
    assert (x, y) == pytest.approx((200, 150), abs=1e-6)
    assert left_x < 200


def test_inside_a_block_is_no_place_to_stand(standing: Standing) -> None:
    inside = (WEST + 75.0, SOUTH + 74.0)
    assert standing.inside(*inside, 15.0)
    assert not standing.inside(*inside, 40.0)
    east, north = standing.free(*inside)
    assert not standing.inside(east, north, standing.ground(east, north) + 1.1)
    assert np.hypot(east - inside[0], north - inside[1]) < 20
    assert standing.free(WEST + 55, SOUTH + 48) == (WEST + 55, SOUTH + 48)


def test_a_flight_goes_over_roofs(standing: Standing) -> None:
    roof = standing.top(WEST + 26, SOUTH + 80)
    assert standing.over(WEST + 26, SOUTH + 80, 21.0) > roof
    assert standing.over(WEST + 26, SOUTH + 80, 200.0) == 200.0
