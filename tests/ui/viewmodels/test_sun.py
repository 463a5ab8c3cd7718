"""The sun card: one light for everybody, days and hours in the site's own time, a day that plays and ends by itself."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from helpers.photos import photo_of
from helpers.plans import quarter_plan

from ui.viewmodels import sun as sun_module
from ui.viewmodels.scene import SceneModel


@dataclass
class Stage:
    """Remembers the moments that it was told to show."""

    moments: list[datetime | None] = field(default_factory=list)

    def show_site(self, site) -> None: ...
    def show_layer(self, result, frame=-1, look=None) -> None: ...
    def show_plans(self, plans) -> None: ...
    def show_pins(self, pins) -> None: ...
    def show_measures(self, measures) -> None: ...
    def show_sun(self, moment) -> None:
        self.moments.append(moment)


def _seat(world, number=1):
    return world.table.seat(f"seat-{number}")


@pytest.fixture
def sun(world):
    """The sun of the first seat, its card open."""
    seat = _seat(world)
    assert not seat.sun.shown
    seat.open_card("sun")
    yield seat.sun
    seat.sun.end()


def test_the_card_lights_noon_of_today_and_the_switch_ends_it(world, sun):
    stage = Stage()
    model = SceneModel(world.board, stage)
    assert sun.shown
    assert _seat(world, 3).sun.shown
    moment = world.board.moment
    assert (moment.hour, moment.minute) == (12, 0)
    assert moment.date() == datetime.now().astimezone().date()
    _seat(world, 3).sun.end()
    assert not sun.shown
    assert stage.moments == [moment, None]
    model.deleteLater()


def test_a_day_keeps_the_hour_and_the_clock_follows_summer_time(world, sun):
    sun.choose("june")
    sun.slide(17 * 6 / 143)
    assert "17:00" in sun.moment
    assert world.board.moment.utcoffset() == timedelta(hours=2)
    sun.choose("december")
    assert world.board.moment.utcoffset() == timedelta(hours=1)
    assert "17:00" in sun.moment
    chosen = [preset.name for preset in (sun.presets[row] for row in range(len(sun.presets))) if preset.chosen]
    assert "december" in chosen
    assert "june" not in chosen


def test_where_the_sun_stands_is_said_in_the_language_of_the_seat(world, sun):
    sun.choose("june")
    sun.slide(17 * 6 / 143)
    seat = _seat(world)
    said = [seat.sun.position]
    seat.switch_language()
    said.append(seat.sun.position)
    seat.switch_language()
    # Hamburg, 21 June, 17:00 summer time: NREL's algorithm says azimuth 255.6°, elevation 39.5°.
    assert sorted(said) == ["Sonne im Westen, 40° hoch", "Sun in the west, 40° high"]


def test_the_slider_covers_the_day_and_steps_stay_in_it(world, sun):
    sun.slide(0.0)
    assert sun.share == 0.0
    sun.step(-1)
    assert (world.board.moment.hour, world.board.moment.minute) == (0, 0)
    sun.step(1)
    assert (world.board.moment.hour, world.board.moment.minute) == (0, 10)
    sun.slide(1.0)
    assert sun.share == pytest.approx(1.0)
    sun.step(1)
    assert (world.board.moment.hour, world.board.moment.minute) == (23, 50)


def test_a_day_plays_from_dawn_to_dusk_and_ends(world, sun):
    sun.choose("december")
    sun.slide(0.0)
    sun.play()
    assert sun.playing
    begun = world.board.moment
    assert 7 <= begun.hour <= 8
    moments = []
    while sun.playing:
        sun._next()
        moments.append(world.board.moment)
        assert len(moments) < 60
    assert moments == sorted(moments)
    assert 16 <= moments[-1].hour <= 17
    assert len(moments) > 20
    sun.play()  # once more, from the beginning
    assert sun.playing
    assert world.board.moment == begun


def test_a_second_touch_pauses_and_another_seat_takes_over(world, sun):
    sun.choose("june")
    sun.play()
    sun.play()
    assert not sun.playing
    sun.play()
    sun._next()
    assert sun.playing
    _seat(world, 2).sun.choose("march")
    assert not sun.playing
    assert world.board.moment.month == 3


def test_a_touch_of_the_hour_stops_the_day(sun):
    sun.choose("june")
    sun.play()
    sun.slide(0.6)
    assert not sun.playing


def test_under_a_layer_a_plan_or_a_photo_the_card_says_that_the_sun_rests(world, sun):
    assert not sun.resting
    _seat(world, 2).layers.choose("puddles")
    world.workers.run()
    assert sun.resting
    _seat(world, 2).layers.choose("puddles")
    world.workers.run()
    assert not sun.resting
    world.session.plans = (quarter_plan(),)
    _seat(world, 2).layers.toggle_plan()
    assert sun.resting
    _seat(world, 2).layers.toggle_plan()
    assert not sun.resting
    world.session.photos = (photo_of(world.session.site.extent),)
    _seat(world, 2).layers.toggle_photo()
    assert sun.resting
    _seat(world, 2).layers.toggle_photo()
    assert not sun.resting


def test_a_site_without_a_place_is_said_at_the_seat(world, monkeypatch):
    monkeypatch.setattr(world.board.worked, "site", replace(world.board.site, crs="nowhere"))
    seat = _seat(world)
    seat.open_card("sun")
    assert not seat.sun.shown
    assert "nowhere" in seat.message
    seat.dismiss()


def test_where_the_sun_does_not_set_the_whole_day_is_played(world, sun, monkeypatch):
    monkeypatch.setattr(sun, "_place", lambda: (75.0, 10.0))
    sun.choose("june")
    first, last = sun._daylight(world.board.moment)
    assert (first, last) == (0, sun_module.STEP * (sun_module.STEPS - 1))
