"""What a camera can see of boxes."""

import numpy as np
import pytest

from scenes.camera import Camera, Size, to_screen
from scenes.frustum import corners_of, scale_at, seen

SIZE = Size(1600, 900)
BOX = (0.0, 0.0, 0.0, 10.0, 10.0, 10.0)


def at(east: float, north: float) -> tuple[float, ...]:
    return (east, north, 0.0, east + 10, north + 10, 10.0)


@pytest.mark.parametrize("tilt", [0.0, 50.0, 76.0])
@pytest.mark.parametrize("parallel", [True, False])
def test_a_box_with_a_corner_in_the_picture_is_seen(tilt: float, parallel: bool) -> None:
    camera = Camera(0.0, 0.0, 0.0, 400.0, 30.0, tilt, parallel=parallel)
    random = np.random.default_rng(4)
    boxes = np.array([at(e, n) for e, n in random.uniform(-3000, 3000, (3000, 2))])
    pixels, depth = to_screen(camera, SIZE, corners_of(boxes).reshape(-1, 3))
    inside = (depth > 0) & (pixels >= 0).all(axis=1) & (pixels <= (SIZE.width, SIZE.height)).all(axis=1)
    corner_in = inside.reshape(-1, 8).any(axis=1)
    told = seen(camera, SIZE, boxes)
    assert corner_in.sum() > 5
    assert told[corner_in].all()
    # Few are told to be seen that are not: the frustum is cut by planes, not by a sphere.
    assert told.sum() < 1.5 * corner_in.sum() + 20


def test_what_is_behind_the_eye_is_not_seen() -> None:
    camera = Camera(0.0, 0.0, 0.0, 100.0, 0.0, 70.0)
    assert seen(camera, SIZE, np.array([at(0, 0), at(0, -400)])).tolist() == [True, False]


def test_the_scale_grows_with_the_distance() -> None:
    camera = Camera(0.0, 0.0, 0.0, 400.0, 0.0, 60.0)
    scales = scale_at(camera, SIZE, np.array([at(0, 0), at(0, 2000)]))
    assert scales[0] == pytest.approx(2 * 400 * np.tan(np.radians(15)) / 900, rel=0.05)
    assert scales[1] > 4 * scales[0]
    level = scale_at(Camera(0, 0, 0, 400.0, parallel=True), SIZE, np.array([at(0, 0), at(0, 2000)]))
    assert level[0] == level[1]
