"""What is drawn: prepared on a worker; the light of a moment rests under a layer and a photo, whose cuts are kept."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from helpers.access import ring_access
from helpers.photos import photo_of
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site
from helpers.table import Workers
from helpers.textures import textured_site

from planningtable.layers.look import Look
from ui.scene_source import SceneSource

NOON = datetime(2026, 6, 21, 10, tzinfo=UTC)
LATER = datetime(2026, 6, 21, 15, tzinfo=UTC)
SITE = block_site()


class Background(Workers):
    """Work done when the test says so; nothing is urgent."""

    def start(self, work, done, failed=None, progress=None, *, urgent=False):
        return super().start(work, done, failed, progress)


@pytest.fixture
def source(qapp):
    workers = Background()
    made = SceneSource(workers)
    made.show_site(SITE)
    workers.run()
    made.workers = workers
    yield made
    made.deleteLater()


def test_the_newest_moment_wins_and_what_does_not_change_is_kept(source) -> None:
    source.show_sun(NOON)
    source.show_sun(LATER)
    source.workers.run()
    sunshine = source.content.sunshine
    assert sunshine.when == LATER
    source.show_sun(NOON)
    source.workers.run()
    assert source.content.sunshine.when == NOON
    assert source.content.sunshine.stage is sunshine.stage
    source.show_sun(None)
    source.workers.run()
    assert source.content.sunshine is None


def test_under_a_layer_no_light_is_worked_out(source) -> None:
    source.show_sun(NOON)
    source.workers.run()
    noon = source.content.sunshine
    source.show_layer(depth_result(SITE, (WEST + 40.0, SOUTH + 45.0), 25.0))
    source.show_sun(LATER)
    source.workers.run()
    assert source.content.sunshine is noon
    source.show_layer(None)
    source.workers.run()
    assert source.content.sunshine.when == LATER


def test_another_state_of_the_site_has_its_own_light(source) -> None:
    source.show_sun(NOON)
    source.workers.run()
    before = source.content.sunshine
    source.show_site(block_site(trees=()))
    source.workers.run()
    assert source.content.sunshine.stage.arrays is source.content.arrays
    assert source.content.sunshine.when == before.when


def test_under_a_photo_the_light_rests(source) -> None:
    source.show_sun(NOON)
    source.workers.run()
    noon = source.content.sunshine
    source.show_photos((photo_of(SITE.extent),))
    source.show_sun(LATER)
    source.workers.run()
    assert source.content.photo is not None
    assert source.content.sunshine is noon
    source.show_photos(())
    source.workers.run()
    assert source.content.photo is None
    assert source.content.sunshine.when == LATER


def test_a_photo_is_cut_once_for_all_variants(source) -> None:
    source.show_photos((photo_of(SITE.extent),))
    source.workers.run()
    first = source.content.photo
    source.show_sun(NOON)
    source.workers.run()
    assert source.content.photo is first
    source.show_site(block_site(trees=()))
    source.workers.run()
    second = source.content.photo
    assert second is not first
    assert second.sheets is first.sheets


def test_a_photo_that_is_taken_away_together_with_a_new_site_is_gone(source) -> None:
    source.show_photos((photo_of(SITE.extent),))
    source.workers.run()
    source.show_sun(NOON)
    source.show_site(block_site(trees=()))
    source.show_photos(())
    source.workers.run()
    assert source.content.photo is None


def test_images_are_unpacked_once_for_all_variants_and_only_where_there_are_any(source) -> None:
    source.show_textures(shown=True)
    source.workers.run()
    assert source.content.appearance is None
    site = textured_site()
    source.show_site(site)
    source.workers.run()
    first = source.content.appearance
    assert first.arrays is source.content.arrays
    source.show_sun(NOON)
    source.workers.run()
    assert source.content.appearance is first
    source.show_site(replace(site, surfaces=replace(site.surfaces), digest="variant"))
    source.workers.run()
    assert source.content.appearance is not first
    assert source.content.appearance.pictures is first.pictures
    source.show_textures(shown=False)
    source.workers.run()
    assert source.content.appearance is None


def test_an_appearance_that_fails_leaves_the_site_and_its_layer(source, monkeypatch, caplog) -> None:
    def fails(*_anything):
        raise IndexError("index out of range")

    monkeypatch.setattr("ui.scene_source.prepare_appearance", fails)
    site = textured_site()
    source.show_textures(shown=True)
    source.show_site(site)
    source.show_layer(depth_result(site, (WEST + 40.0, SOUTH + 45.0), 25.0))
    source.workers.run()
    assert source.content.arrays.site is site
    assert source.content.drape is not None
    assert source.content.appearance is None
    assert "index out of range" in caplog.text


def test_names_are_switched_for_all_that_is_compared(source) -> None:
    beside = SceneSource(source.workers, beside=source)
    changed = []
    beside.namesChanged.connect(lambda: changed.append(beside.property("names")))
    assert source.property("named")
    assert beside.property("names")
    assert not beside.property("named"), "nothing is drawn there yet"
    source.setProperty("names", False)
    assert changed == [False]
    beside.deleteLater()


def test_a_way_around_is_drawn_without_preparing_anything_and_lasts_for_the_next_look(source) -> None:
    house = SITE.buildings.ids[1]
    result = replace(depth_result(SITE, (WEST + 40.0, SOUTH + 45.0), 25.0), access=ring_access(SITE))
    source.show_layer(result)
    source.workers.run()
    plain = source.content.drape
    source.show_ways((house,))
    assert not source.workers.waiting
    assert source.content.drape.ways is not None
    assert source.content.drape.picture is plain.picture
    source.show_layer(result, look=Look(contours=True))
    source.workers.run()
    assert source.content.drape.ways is not None
    source.show_ways(())
    assert source.content.drape.ways is None
    source.show_ways((house,))
    source.clear()
    source.show_site(SITE)
    source.show_layer(result)
    source.workers.run()
    assert source.content.drape.ways is None
