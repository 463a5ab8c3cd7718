import math

import pytest

from planningtable.city.grid import Extent
from scenes.camera import Size, limits_for, on_plane, overview
from ui.navigator import Navigator
from ui.touch.gestures import MapGrasped, Pan, Pinch, Tap, Tilt

SIZE = Size(1920, 1080)
EXTENT = Extent(0.0, 0.0, 1000.0, 800.0)


@pytest.fixture
def navigator() -> Navigator:
    start = overview(EXTENT, 20.0, SIZE)
    made = Navigator(start, limits_for(EXTENT), SIZE, lambda _x, _y: 20.0)
    made.pinch(960, 540, 3.0)
    return made


def ground(navigator: Navigator, x: float, y: float) -> tuple[float, float]:
    point = on_plane(navigator.camera, SIZE, x, y, 20.0)
    assert point is not None
    return float(point[0]), float(point[1])


def test_the_place_under_a_finger_stays_under_it(navigator: Navigator) -> None:
    held = ground(navigator, 900, 500)
    assert navigator.feel(MapGrasped(900, 500)) is False
    assert navigator.feel(Pan(960, 470, 60, -30))
    assert ground(navigator, 960, 470) == pytest.approx(held)


def test_the_middle_of_a_pinch_stays_and_the_rest_turns_about_it(navigator: Navigator) -> None:
    held = ground(navigator, 800, 500)
    navigator.feel(MapGrasped(800, 500))
    navigator.feel(Pinch(800, 500, 0, 0, 1.5, 30.0))
    assert ground(navigator, 800, 500) == pytest.approx(held)
    assert math.isclose(navigator.camera.azimuth, 330.0)


def test_tilting_leaves_the_parallel_view_and_comes_back_straight(navigator: Navigator) -> None:
    assert navigator.camera.parallel
    navigator.feel(Tilt(960, 540, 200.0))
    assert not navigator.camera.parallel
    assert navigator.camera.tilt > 10


def test_a_tap_moves_nothing(navigator: Navigator) -> None:
    before = navigator.camera
    assert navigator.feel(Tap(1, 5, 5)) is False
    assert navigator.camera == before
