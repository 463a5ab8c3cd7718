"""What colours mean, in numbers and words: legends of views and lenses, and the difference under a lens."""

from dataclasses import replace

import pytest
from helpers.results import DEPTH

from planningtable.domain.text import Text
from planningtable.layers.look import Look, laid
from ui.compare.comparing import Views, Wish
from ui.compare.sight import shared


def rows(legend):
    return [(row.tint, row.label) for row in (legend.rows[i] for i in range(len(legend.rows)))]


def views(rainy, *wishes):
    rainy.world.board.comparing.show_views(Views(wishes))
    rainy.run()
    return rainy.stage.split


def test_views_of_one_layer_share_a_legend_with_classes_unit_and_scenario(rainy):
    split = views(rainy, Wish(variant="a"))
    assert split.legend.title == "Größte Wassertiefe [cm]"
    assert split.legend.detail == "selten"
    assert split.legend.note == "gilt für alle Teile des Bildes"
    assert [tint for tint, _ in rows(split.legend)] == [one.colour for one in DEPTH.classes]
    assert rows(split.legend)[0][1] == "5 bis 10 cm"
    assert not split.map_legend.shown
    assert not split.views[0].legend.shown


def test_colours_of_a_legend_are_those_that_are_seen(rainy):
    split = views(rainy, Wish(variant="a"))
    board = rainy.world.board
    board.lay(board.frame, Look(opacity=0.4))
    assert [tint for tint, _ in rows(split.legend)] == [one.colour for one in laid(DEPTH, board.look).classes]


def test_a_shared_legend_names_the_time_only_where_it_is_the_same(rainy):
    board = rainy.world.board
    board.lay(1, board.look)
    split = views(rainy, Wish(variant="a"))
    assert "10 Minuten" in split.legend.title
    views(rainy, Wish(variant="a", frame=2))
    assert split.legend.shown
    assert "Minuten" not in split.legend.title


@pytest.mark.parametrize(
    ("wish", "own"),
    [
        (Wish(variant="a", frame=1), "nach 10 Minuten"),
        (Wish(layer="puddles", scenario="extreme"), "Größte Wassertiefe"),
        (Wish(layer=""), ""),
    ],
)
def test_where_views_differ_each_has_its_own_legend(rainy, wish, own):
    split = views(rainy, wish)
    assert not split.legend.shown
    assert split.map_legend.title == "Größte Wassertiefe [cm]"
    assert own in split.views[0].legend.title
    assert split.views[0].legend.shown == bool(own)


def test_the_highest_and_a_time_of_one_layer_have_no_legend_in_common(rainy):
    sight = rainy.world.board.sight
    assert shared((sight, sight)) is not None
    assert shared((sight, replace(sight, frame=1))) is None
    assert shared((sight, replace(sight, scenario=Text("other")))) is None
    assert shared((sight, replace(sight, result=None))) is None


def test_without_anything_beside_it_the_map_has_no_legend_of_its_own(rainy):
    split = views(rainy, Wish(variant="a"))
    rainy.world.board.comparing.show_views(None)
    rainy.run()
    assert not split.legend.shown
    assert not split.map_legend.shown


def test_the_swipe_line_has_a_legend_too(rainy):
    rainy.world.board.comparing.swipe_with(Wish(variant="a"))
    rainy.run()
    assert rainy.stage.split.legend.shown
    rainy.world.board.comparing.swipe_with(Wish(layer=""))
    rainy.run()
    assert rainy.stage.split.map_legend.shown


@pytest.fixture
def lens(rainy):
    rainy.world.board.comparing.open_lens("seat-1", Wish(variant="a"))
    rainy.run()
    (found,) = (place for place in rainy.stage.lenses.places if place.active)
    return found


def hit(rainy, kind="ground", id=""):
    east, north = rainy.world.board.site.extent.centre
    return {"kind": kind, "id": id, "east": east, "north": north, "up": 0.0, "surface": -1}


def test_a_lens_says_the_difference_under_its_middle(rainy, lens):
    assert lens.difference == ""
    lens.look_at(hit(rainy))
    here, there = (float(part.split()[0]) for part in lens.values.split(" statt "))
    assert there == pytest.approx(80.0, abs=4.0)
    assert here == pytest.approx(there / 2, abs=1.0)
    assert lens.difference == f"\u2212\u202f{there - here:.0f} cm"
    lens.flip()
    rainy.run()
    assert lens.difference.startswith("+")
    lens.look_at(hit(rainy, kind=""))
    assert lens.difference == ""


def test_two_layers_have_no_difference_in_numbers(rainy, lens):
    lens.look_at(hit(rainy))
    lens.choose_layer("")
    rainy.run()
    assert lens.difference == ""
    assert lens.values == ""


def test_a_lens_without_a_difference_says_so_in_numbers(rainy, lens):
    lens.look_at(hit(rainy))
    lens.choose_variant("base")
    lens.choose_other("base")
    rainy.run()
    assert lens.difference == ""
    lens.choose_other("a")
    rainy.run()
    assert lens.difference.startswith("+")


def test_a_lens_speaks_to_its_seat_and_leaves_out_a_scenario_that_the_map_has(rainy, lens):
    assert lens.legend.title == "Größte Wassertiefe [cm]"
    assert lens.legend.detail == ""
    rainy.world.table.seat("seat-1").switch_language()
    assert lens.legend.title.endswith("[cm]")
    assert lens.legend.title != "Größte Wassertiefe [cm]"
    rainy.world.board.comparing.change_lens(replace(lens.lens, shows=Wish(layer="puddles", scenario="extreme")))
    rainy.run()
    assert lens.legend.detail == "extrem"
