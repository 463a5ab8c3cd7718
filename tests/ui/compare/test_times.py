"""Each view has its own time, or that of the map."""

import pytest

from planningtable.layers.times import MAIN
from ui.compare.comparing import Views, Wish


@pytest.fixture
def view(rainy):
    rainy.world.board.comparing.show_views(Views((Wish(variant="a"), Wish(layer=""))))
    rainy.run()
    return rainy.stage.split.views[0]


def test_a_view_follows_the_map_until_its_own_time_is_chosen(rainy, view):
    board = rainy.world.board
    assert view.times.possible
    assert view.linkable
    assert view.linked
    board.lay(1, board.look)
    assert view.times.moment == "Minute 10"
    view.times.slide(1.0)
    assert (view.times.moment, view.linked) == ("Minute 20", False)
    assert board.frame == 1
    view.toggle_time()
    assert (view.times.moment, view.linked) == ("Minute 10", True)
    view.toggle_time()
    board.lay(2, board.look)
    assert view.times.moment == "Minute 10"


def test_a_view_plays_its_own_times(rainy, view):
    view.times.play()
    assert view.times.playing
    assert view.times.moment == "Minute 0"
    view.times._next()
    assert view.times.moment == "Minute 10"
    assert view.times.playing
    view.times._next()
    assert (view.times.moment, view.times.playing) == ("Minute 20", False)
    assert rainy.world.board.frame == MAIN
    view.times.show_highest()
    assert view.times.highest


def test_a_view_without_a_layer_has_no_times(rainy, view):
    del view
    other = rainy.stage.split.views[1]
    assert not other.times.possible
    assert not other.linkable


def test_a_view_of_another_layer_does_not_follow_the_time_of_the_map(rainy, view):
    board = rainy.world.board
    board.comparing.show_views(Views((Wish(layer="puddles", scenario="extreme"),)))
    board.lay(2, board.look)
    rainy.run()
    assert view.times.highest
    assert not view.linkable
    view.choose_layer("puddles")
    rainy.run()
    assert view.times.moment == "Minute 20"


def test_the_swipe_line_and_lenses_have_times_too(rainy):
    comparing = rainy.world.board.comparing
    comparing.swipe_with(Wish(variant="a"))
    comparing.open_lens("seat-2", Wish(variant="a"))
    rainy.run()
    (lens,) = (place for place in rainy.stage.lenses.places if place.active)
    lens.times.slide(0.5)
    assert lens.times.moment == "Minute 10"
    rainy.stage.split.swipe.times.slide(0.0)
    assert rainy.stage.split.swipe.times.moment == "Minute 0"
    assert lens.times.moment == "Minute 10"
    rainy.world.table.seat("seat-2").switch_language()
    assert lens.times.moment == "Minute 10"
