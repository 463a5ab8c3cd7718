"""Ways from one view to another begin and end where they should, without jumps."""

import itertools

import numpy as np
import pytest

from planningtable.city.grid import Extent
from scenes.camera import Camera, Size, eye, from_eye, oblique, overview
from scenes.travel import between, travelled

EXTENT = Extent(565000.0, 5934000.0, 565600.0, 5934400.0)
SIZE = Size(1200, 800)
ABOVE = overview(EXTENT, 20.0, SIZE)
TURNED = overview(EXTENT, 20.0, SIZE, 350.0)
ASIDE = oblique(EXTENT, 20.0, SIZE)
NEAR = Camera(565100.0, 5934300.0, 20.0, 80.0, azimuth=10.0, tilt=60.0)
STREET = from_eye((565300.0, 5934200.0, 21.6), 200.0)
VIEWS = (ABOVE, TURNED, ASIDE, NEAR, STREET)


@pytest.mark.parametrize(("start", "end"), [*itertools.permutations(VIEWS, 2)])
def test_a_way_has_no_jumps(start: Camera, end: Camera) -> None:
    assert travelled(start, end, 0.0) == start
    assert travelled(start, end, 1.0) == end
    shares = np.linspace(0.001, 0.999, 400)
    way = [travelled(start, end, float(share)) for share in shares]
    eyes = np.array([eye(camera) for camera in way if not camera.parallel])
    if len(eyes) > 1:
        assert np.linalg.norm(np.diff(eyes, axis=0), axis=1).max() < 25
    for one, other in itertools.pairwise(way):
        assert abs((one.azimuth - other.azimuth + 180) % 360 - 180) < 2
        assert abs(one.tilt - other.tilt) < 1
    assert way[-1].tilt == pytest.approx(end.tilt, abs=0.5)
    assert way[-1].focus == pytest.approx(end.focus, abs=1.0)


def test_the_shorter_way_round() -> None:
    assert travelled(TURNED, ASIDE, 0.5).azimuth == pytest.approx((350.0 + ASIDE.azimuth + 360.0) / 2 % 360, abs=0.01)


@pytest.mark.parametrize("start", [ABOVE, ASIDE, NEAR])
def test_one_comes_down_to_the_street_from_above_it(start: Camera) -> None:
    heights = [float(eye(travelled(start, STREET, share))[2]) for share in np.linspace(0.01, 1.0, 60)]
    assert all(after <= before + 1e-6 for before, after in itertools.pairwise(heights))
    assert min(heights) == pytest.approx(21.6)


def test_far_places_are_seen_from_higher_up_on_the_way() -> None:
    there = Camera(565500.0, 5934050.0, 20.0, 80.0, azimuth=10.0, tilt=60.0)
    assert travelled(NEAR, there, 0.5).distance > 2 * NEAR.distance
    assert travelled(NEAR, NEAR, 0.5).distance == pytest.approx(NEAR.distance)


def test_between_close_cameras_it_goes_straight() -> None:
    one, other = from_eye((0.0, 0.0, 1.6), 350.0), from_eye((2.0, 0.0, 1.6), 10.0)
    assert between(one, other, 0.5).azimuth == pytest.approx(0.0)
    assert between(one, other, 0.0).focus == pytest.approx(one.focus)
