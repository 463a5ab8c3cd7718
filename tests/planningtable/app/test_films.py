"""What is to be seen when."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.app.films import check_kind, frame_at, over_day, over_time, picture_count
from planningtable.app.snapshots import SnapshotRequest
from planningtable.app.words import load_words
from planningtable.domain.text import PlanningError
from planningtable.layers.layer import Frame

SITE = block_site()
STILL = SnapshotRequest(SITE, load_words("de"))


def _raining():
    result = depth_result(SITE, (WEST + 60, SOUTH + 50), 25.0)
    grid = result.grids["depth"]
    return replace(result, frames=tuple(Frame(600.0 * i, grid.with_values(grid.values * i)) for i in range(4)))


def test_rain_runs_from_the_first_time_to_the_last() -> None:
    shot = over_time(STILL, _raining(), 7)
    shots = [shot(number) for number in range(7)]
    assert [one.clock for one in shots][::3] == ["nach 0 min", "nach 15 min", "nach 30 min"]
    assert [one.elapsed for one in shots] == pytest.approx([i / 6 for i in range(7)])
    deepest = [float(one.layer_result.frames[one.frame].grid.values.max()) for one in shots]
    assert deepest == pytest.approx([deepest[2] / 1.0 * i / 2 for i in range(7)])


def test_a_film_of_rain_begins_dry_where_the_first_time_is_later() -> None:
    later = _raining()
    wet = replace(later, frames=later.frames[1:], water=True)
    shots = [over_time(STILL, wet, 4)(number) for number in range(4)]
    assert [one.clock for one in shots] == ["nach 0 min", "nach 10 min", "nach 20 min", "nach 30 min"]
    grids = [one.layer_result.frames[one.frame].grid.values for one in shots]
    assert float(np.nanmax(grids[0])) == 0.0
    assert np.array_equal(np.isnan(grids[0]), np.isnan(wet.frames[0].grid.values))
    assert np.allclose(grids[1], wet.frames[0].grid.values, equal_nan=True)
    # Where the grid is no water nothing is known of the time before.
    assert over_time(STILL, replace(wet, water=False), 3)(0).clock == "nach 10 min"


def test_between_times_values_are_interpolated() -> None:
    frames = _raining().frames
    middle = frame_at(frames, 900.0).grid.values
    assert middle == pytest.approx((frames[1].grid.values + frames[2].grid.values) / 2, abs=1e-5)
    assert np.array_equal(frame_at(frames, -5.0).grid.values, frames[0].grid.values)
    assert np.array_equal(frame_at(frames, 9e9).grid.values, frames[-1].grid.values)


def test_a_layer_without_times_is_refused() -> None:
    with pytest.raises(PlanningError) as caught:
        over_time(STILL, depth_result(SITE, (WEST, SOUTH), 25.0), 5)
    assert caught.value.text.id == "error.film.no-times"


def test_a_day_runs_from_dawn_to_dusk() -> None:
    shot = over_day(STILL, date(2026, 3, 21), 11)
    first, noon, last = (shot(number).sun for number in (0, 5, 10))
    assert first is not None
    assert noon is not None
    assert last is not None
    assert first < noon < last
    assert timedelta(hours=12) < last - first < timedelta(hours=13.5)
    assert "Süden" in shot(5).subtitle
    assert shot(5).clock.startswith("12:")
    winter = over_day(STILL, date(2026, 12, 21), 11)
    assert winter(10).sun - winter(0).sun < timedelta(hours=9)


@pytest.mark.parametrize(("name", "told"), [("a.mp4", "mp4"), ("a.gif", "kind"), ("a", "kind")])
def test_other_films_than_webp_are_refused(name: str, told: str) -> None:
    check_kind(Path("a.WEBP"))
    with pytest.raises(PlanningError) as caught:
        check_kind(Path(name))
    assert caught.value.text.id == f"error.film.{told}"


@pytest.mark.parametrize(
    ("seconds", "rate"),
    [
        *[(0, 12), (-1, 12), (-1, -12), (1, 0), (5, 100), (500, 12), (0.1, 1)],
        *[(float("nan"), 12), (float("inf"), 12), (12, float("inf")), (12, float("nan")), (1e308, 60)],
    ],
)
def test_lengths_that_make_no_film_are_refused(seconds: float, rate: float) -> None:
    assert picture_count(12.0, 12.0) == 144
    with pytest.raises(PlanningError):
        picture_count(seconds, rate)
