"""The times of a layer: highest, one, all in turn; the same for every seat."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.results import depth_result

from planningtable.layers.layer import Flow, Frame
from planningtable.layers.times import MAIN
from ui.viewmodels.scene import SceneModel


class Stage:
    """Remembers which times it was told to show."""

    def __init__(self) -> None:
        self.frames: list[int] = []

    def show_site(self, site) -> None: ...
    def show_measures(self, measures) -> None: ...
    def show_layer(self, result, frame=-1, look=None) -> None:
        self.frames.append(frame)


@pytest.fixture
def event(world):
    """The table with a pond that rises in three steps."""
    world.workers.run()
    world.board.show_layer("puddles")
    world.workers.run()
    middle = world.board.site.extent.centre
    result = depth_result(world.board.site, middle, 30.0)
    grid, flow = result.grids["depth"], Flow(np.ones((1, 2)), np.ones((1, 2)))
    rising = tuple(Frame(600.0 * i, grid.with_values(grid.values * np.float32(i / 3)), flow) for i in (1, 2, 3))
    world.board.worked.result = replace(result, layer="puddles", frames=rising)
    yield world.table.seat("seat-1")
    world.board.show_layer("")


def test_without_times_there_is_nothing_to_play(world):
    times = world.table.seat("seat-1").times
    assert not times.possible
    times.play()
    assert (times.playing, times.moment) == (False, "")


def test_a_time_is_shown_to_all_and_named_everywhere(world, event):
    stage = Stage()
    model = SceneModel(world.board, stage)
    times = event.times
    assert times.possible
    assert times.highest
    times.slide(0.5)
    other = world.table.seat("seat-3")
    assert not other.times.highest
    assert (other.times.moment, other.times.share) == ("Minute 20", 0.5)
    assert "20 Minuten" in other.layers.legend_title
    assert "Pfeile" in other.layers.notes
    times.show_highest()
    assert other.layers.notes == ""
    assert stage.frames == [MAIN, 1, MAIN]
    model.deleteLater()


def test_the_bubble_tells_the_value_of_the_time(world, event):
    middle = world.board.site.extent.centre
    hit = {"kind": "ground", "id": "", "east": middle[0], "north": middle[1], "surface": -1}
    world.table.read(hit, 0.0, 0.0, "seat-1")
    assert event.reading.value == "78 cm"
    event.times.slide(0.0)
    assert event.reading.value == "26 cm"
    assert "10 Minuten" in event.reading.title


def test_playing_ends_by_itself_and_starts_over(world, event, qtbot, monkeypatch):
    times = event.times
    times._timer.setInterval(1)
    times.play()
    qtbot.waitUntil(lambda: not times.playing, timeout=2000)
    assert times.moment == "Minute 30"
    times.play()
    assert times.playing
    assert times.moment == "Minute 10"
    times.play()
    assert not times.playing


def test_another_hand_or_another_layer_ends_the_playing(world, event):
    times = event.times
    times.play()
    world.table.seat("seat-2").times.slide(1.0)
    assert not times.playing
    times.play()
    world.board.show_layer("")
    assert not times.playing
    assert world.board.frame == MAIN
