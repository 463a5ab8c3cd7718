"""What is touched stays under the finger, whatever the hand does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planningtable.city.grid import Extent
from scenes.camera import (
    STEEPEST,
    Camera,
    Gesture,
    Size,
    eye,
    gestured,
    limited,
    limits_for,
    metres_per_pixel,
    oblique,
    on_plane,
    overview,
    panned,
    ray,
    tilted,
    to_screen,
    turned,
    zoomed,
)

SIZE = Size(1200, 800)
EXTENT = Extent(565000.0, 5934000.0, 565600.0, 5934400.0)
HEIGHT = 20.0

cameras = st.builds(
    Camera,
    east=st.floats(565100, 565500),
    north=st.floats(5934050, 5934350),
    height=st.just(HEIGHT),
    distance=st.floats(150, 1500),
    azimuth=st.floats(0, 359),
    tilt=st.floats(0, 60),
    parallel=st.booleans(),
)
pixels = st.tuples(st.floats(200, 1000), st.floats(300, 700))


def _screen(camera: Camera, point: np.ndarray) -> tuple[float, float]:
    found, _ = to_screen(camera, SIZE, point[None])
    return float(found[0, 0]), float(found[0, 1])


@given(cameras, pixels)
def test_a_ray_through_a_pixel_is_seen_at_that_pixel(camera: Camera, at: tuple[float, float]) -> None:
    point = on_plane(camera, SIZE, *at, HEIGHT)
    assert point is not None
    assert _screen(camera, point) == pytest.approx(at, abs=1e-4)
    assert point[2] == pytest.approx(HEIGHT)


@given(cameras, pixels, pixels)
def test_panning_keeps_the_ground_under_the_finger(
    camera: Camera, before: tuple[float, float], after: tuple[float, float]
) -> None:
    held = on_plane(camera, SIZE, *before, HEIGHT)
    moved = panned(camera, SIZE, before, after, HEIGHT)
    assert held is not None
    assert _screen(moved, held) == pytest.approx(after, abs=1e-3)


@given(cameras, pixels, st.floats(0.4, 2.5), st.floats(-90, 90), st.floats(-20, 20))
def test_zoom_turn_and_tilt_hold_the_touched_point(
    camera: Camera, at: tuple[float, float], factor: float, turn: float, tilt: float
) -> None:
    about = on_plane(camera, SIZE, *at, HEIGHT)
    assert about is not None
    assert _screen(zoomed(camera, factor, about), about) == pytest.approx(at, abs=1e-3)
    assert _screen(turned(camera, turn, about), about) == pytest.approx(at, abs=1e-3)
    lowered = tilted(camera, tilt, about)
    assert _screen(lowered, about) == pytest.approx(at, abs=1e-3)
    assert lowered.height == pytest.approx(camera.height)


def test_a_positive_turn_turns_the_picture_clockwise() -> None:
    camera = overview(EXTENT, HEIGHT, SIZE)
    north = np.array([565300.0, 5934300.0, HEIGHT])
    before = _screen(camera, north)
    after = _screen(turned(camera, 30.0, camera.focus), north)
    assert before[0] == pytest.approx(600)
    assert after[0] > before[0]
    assert after[1] > before[1]


def test_two_fingers_zoom_turn_and_pan_at_once() -> None:
    camera = overview(EXTENT, HEIGHT, SIZE)
    limits = limits_for(EXTENT)
    held = on_plane(camera, SIZE, 500.0, 400.0, HEIGHT)
    moved = gestured(camera, SIZE, Gesture((500.0, 400.0), (560.0, 380.0), 1.5, 20.0), HEIGHT, limits)
    assert held is not None
    assert _screen(moved, held) == pytest.approx((560.0, 380.0), abs=1e-3)
    assert metres_per_pixel(moved, SIZE) == pytest.approx(metres_per_pixel(camera, SIZE) / 1.5)
    assert moved.azimuth == pytest.approx(340.0)


def test_zooming_stops_at_the_limits_without_sliding_away() -> None:
    limits = limits_for(EXTENT)
    camera = overview(EXTENT, HEIGHT, SIZE)
    for _ in range(30):
        camera = gestured(camera, SIZE, Gesture((700.0, 300.0), (700.0, 300.0), 2.0), HEIGHT, limits)
    assert camera.distance == pytest.approx(limits.nearest)
    still = gestured(camera, SIZE, Gesture((700.0, 300.0), (700.0, 300.0), 2.0), HEIGHT, limits)
    assert still.focus == pytest.approx(camera.focus)


def test_limits_hold_the_camera() -> None:
    limits = limits_for(EXTENT)
    wild = Camera(0.0, 9e9, HEIGHT, 1e7, azimuth=-30.0, tilt=200.0)
    tame = limited(wild, limits)
    assert (tame.east, tame.north) == (EXTENT.west, EXTENT.north)
    assert tame.distance == limits.farthest
    assert tame.tilt == STEEPEST
    assert tame.azimuth == 330.0


@pytest.mark.parametrize("make", [overview, oblique])
@pytest.mark.parametrize("azimuth", [0.0, 45.0, 180.0])
def test_everything_is_in_the_first_picture(make, azimuth: float) -> None:
    camera = make(EXTENT, HEIGHT, SIZE, azimuth)
    corners = np.array([(e, n, HEIGHT) for e in (EXTENT.west, EXTENT.east) for n in (EXTENT.south, EXTENT.north)])
    found, depth = to_screen(camera, SIZE, corners)
    assert (found >= 0).all()
    assert (found <= [SIZE.width, SIZE.height]).all()
    assert (depth > 0).all()
    assert np.ptp(found, axis=0).max() > 700


def test_a_parallel_eye_is_above_every_roof() -> None:
    near = Camera(565300.0, 5934200.0, HEIGHT, 40.0, parallel=True)
    assert eye(near)[2] > 1000
    start, direction = ray(near, SIZE, 600, 400)
    assert direction == pytest.approx([0, 0, -1])
    assert start[:2] == pytest.approx([near.east, near.north])


def test_no_ground_above_the_horizon() -> None:
    low = Camera(565300.0, 5934200.0, HEIGHT, 500.0, tilt=STEEPEST)
    assert on_plane(low, SIZE, 600, 0, HEIGHT) is None
    assert panned(low, SIZE, (600, 0), (600, 10), HEIGHT) == low
