"""Somebody in the street: sees from eye level, turns, and does not walk through walls."""

import numpy as np
import pytest
from helpers.sites import BLOCKS, SOUTH, WEST, block_site
from helpers.table import Workers

from planningtable.city.job import Job
from planningtable.city.site import Site
from scenes.camera import Size, eye, limits_for
from scenes.site_arrays import prepare_site
from scenes.standing import Standing
from ui.navigator import Navigator
from ui.scene_item import SceneItem
from ui.scene_source import SceneSource
from ui.touch.gestures import MapGrasped, Pan, Pinch, Tilt
from ui.walker import DOWN, UP, Walker


class Hurried(Workers):
    """Takes urgent work too, in the same order."""

    def start(self, work, done, failed=None, progress=None, *, urgent=False) -> Job:
        del urgent
        return super().start(work, done, failed, progress)


SITE = block_site(slope=0.1)
SIZE = Size(1920, 1080)


@pytest.fixture(scope="module")
def standing() -> Standing:
    return Standing(prepare_site(SITE))


@pytest.fixture
def walker(standing: Standing) -> Walker:
    return Walker.at(standing, (WEST + 55, SOUTH + 48), 0.0, 1.1)


def test_walking_follows_the_ground(walker: Walker) -> None:
    there = walker.turned(90.0).walked(30.0)
    assert (there.east, there.north) == pytest.approx((WEST + 85, SOUTH + 48), abs=0.01)
    assert eye(there.camera)[2] == pytest.approx(20.0 - 0.1 * 85 + 1.1, abs=0.06)
    assert there.walked(-30.0).east == pytest.approx(walker.east, abs=0.01)


def test_nobody_walks_through_walls_nor_off_the_site(walker: Walker, standing: Standing) -> None:
    for azimuth in np.arange(0.0, 360.0, 15.0):
        there = walker.turned(float(azimuth)).walked(200.0)
        assert not standing.inside(there.east, there.north, float(eye(there.camera)[2]))
        assert SITE.extent.grown(0.5).contains(there.east, there.north)
    # The block in the south-west is straight ahead, and stays between.
    south = Walker.at(standing, (WEST + 35, SOUTH + 48), 180.0, 1.6).walked(60.0)
    assert south.north > SOUTH + 35


def test_in_a_building_one_stands_beside_it(standing: Standing) -> None:
    beside = Walker.at(standing, (WEST + 75, SOUTH + 74), 0.0, 1.6)
    assert not standing.inside(beside.east, beside.north, standing.ground(beside.east, beside.north) + 1.6)


def test_walls_are_those_of_what_stands_there_now(walker: Walker) -> None:
    before = walker.walked(20.0)
    assert before.north == pytest.approx(SOUTH + 68, abs=0.01)
    built = Standing(prepare_site(block_site(slope=0.1, boxes=(*BLOCKS, (40, 55, 70, 70, 8.0)))))
    now = walker.among(built)
    assert (now.east, now.north, now.above) == (walker.east, walker.north, walker.above)
    assert now.walked(20.0).north < SOUTH + 55
    # Where they stood there is a house now: they stand right beside it, and can walk on.
    beside = before.among(built)
    assert not built.inside(beside.east, beside.north, built.ground(beside.east, beside.north) + 1.1)
    assert beside.turned(0.0 if beside.north > SOUTH + 62 else 180.0).walked(3.0) != beside


def test_another_variant_gives_its_walls_to_somebody_on_foot(qapp) -> None:
    workers, item = Hurried(), SceneItem()
    source = SceneSource(workers)
    item.setWidth(960)
    item.setHeight(540)
    item.setProperty("source", source)

    def drawn(site: Site) -> None:
        source.show_site(site)
        workers.run()
        item.before_frame()

    drawn(SITE)
    assert item.navigator is not None
    standing = item._stand()
    assert standing is not None
    item.navigator.stand(Walker.at(standing, (WEST + 55, SOUTH + 48), 0.0, 1.6))
    drawn(block_site(slope=0.1, boxes=(*BLOCKS, (40, 55, 70, 70, 8.0))))
    item.walk(20.0, 0.0)
    assert item.navigator.walker is not None
    assert item.navigator.walker.north < SOUTH + 55
    drawn(SITE)
    item.walk(20.0, 0.0)
    assert item.navigator.walker.north > SOUTH + 60


def test_what_is_seen_follows_the_finger(walker: Walker) -> None:
    right = walker.looked(100.0, 0.0, 1080.0)
    assert 350 < right.azimuth < 360
    assert walker.looked(0.0, 9e9, 1080.0).down == -UP
    assert walker.looked(0.0, -9e9, 1080.0).down == DOWN


def test_a_walker_is_found_again_from_what_is_seen(walker: Walker, standing: Standing) -> None:
    looked = walker.looked(30.0, -40.0, 1080.0)
    found = Walker.of(standing, looked.camera)
    values = (found.east, found.north, found.azimuth, found.down, found.above)
    assert values == pytest.approx((looked.east, looked.north, looked.azimuth, looked.down, looked.above))


def test_hands_turn_the_head_and_walk(walker: Walker) -> None:
    navigator = Navigator(walker.camera, limits_for(SITE.extent), SIZE, lambda _x, _y: 20.0)
    navigator.stand(walker)
    navigator.journey = lambda _share: walker.camera
    navigator.feel(MapGrasped(900, 500))
    assert navigator.journey is None
    assert navigator.feel(Pan(900, 500, 80, 40))
    assert navigator.walker is not None
    assert navigator.walker.azimuth != walker.azimuth
    navigator.stand(walker)
    navigator.feel(Pinch(900, 500, 0, 0, 1.5, 20.0))
    assert navigator.walker.north > walker.north
    navigator.feel(Tilt(900, 500, 30.0))
    assert navigator.camera == navigator.walker.camera
    assert navigator.camera.tilt > 80
    from_above = navigator.camera
    navigator.look(from_above)
    assert navigator.walker is None
    assert navigator.camera.tilt < 80
