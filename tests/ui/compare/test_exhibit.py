"""What is shown beside the map lies on the model as it does there, and nothing stays of what nobody looks at."""

import gc

import pytest

from planningtable.layers.layer import LayerResult
from planningtable.layers.look import Look
from scenes.drape import Drape
from scenes.site_arrays import SiteArrays
from ui.compare.comparing import Views, Wish


@pytest.fixture(autouse=True)
def _two_views(rainy):
    rainy.world.board.comparing.show_views(Views((Wish(variant="a"),)))
    rainy.run()


def drape_of(staged, number=0):
    return staged.stage.split.views[number].source.content.drape


@pytest.mark.parametrize("wish", [Wish(variant="a"), Wish(variant="a", layer="puddles", scenario="extreme")])
def test_it_is_as_translucent_and_has_the_lines_of_the_map(rainy, wish):
    board = rainy.world.board
    board.comparing.show_views(Views((wish,)))
    rainy.run()
    plain = drape_of(rainy)
    assert plain.contours is None
    board.lay(board.frame, Look(contours=True, opacity=0.4))
    rainy.run()
    laid = drape_of(rainy)
    assert len(laid.contours.points) > 0
    assert (laid.picture != plain.picture).any()
    board.lay(board.frame, Look())
    rainy.run()
    assert (drape_of(rainy).picture == plain.picture).all()


def test_it_follows_the_time_of_the_map_until_it_has_one_of_its_own(rainy):
    board = rainy.world.board
    board.lay(1, board.look)
    rainy.run()
    half = drape_of(rainy)
    board.comparing.show_views(Views((Wish(variant="a", frame=2),)))
    rainy.run()
    full = drape_of(rainy)
    assert (full.picture != half.picture).any()
    board.lay(0, board.look)
    rainy.run()
    assert (drape_of(rainy).picture == full.picture).all()
    board.comparing.show_views(Views((Wish(variant="a", frame=-1),)))
    rainy.run()
    assert (drape_of(rainy).picture == full.picture).all()


def test_another_time_is_drawn_by_whoever_drew_the_one_before_and_computes_nothing(rainy):
    board, split = rainy.world.board, rainy.stage.split
    source, asked = split.views[0].source, len(rainy.world.oracle.asked)
    for frame in (0, 1, 2, -1):
        board.comparing.show_views(Views((Wish(variant="a", frame=frame),)))
        assert split.views[0].source is source
        rainy.run()
    assert len(rainy.world.oracle.asked) == asked


def test_two_views_of_one_variant_show_two_times(rainy):
    board = rainy.world.board
    board.comparing.show_views(Views((Wish(variant="a", frame=0), Wish(variant="a", frame=2), Wish(layer=""))))
    rainy.run()
    assert (drape_of(rainy, 0).picture != drape_of(rainy, 1).picture).any()
    assert drape_of(rainy, 2) is None


def counted(*kinds):
    gc.collect()
    alive = gc.get_objects()
    return [sum(type(one) is kind for one in alive) for kind in kinds]


def test_what_is_closed_is_forgotten(rainy):
    board = rainy.world.board
    board.comparing.show_views(None)
    rainy.run()
    alone = counted(Drape, LayerResult, SiteArrays)
    for seat in ("seat-1", "seat-2"):
        board.comparing.open_lens(seat, Wish(variant="a", layer="puddles", scenario="extreme"))
    rainy.run()
    assert counted(Drape, LayerResult, SiteArrays)[:2] == [alone[0] + 1, alone[1] + 1]
    for lens in board.comparing.lenses:
        board.comparing.close_lens(lens.id)
    rainy.run()
    assert counted(Drape, LayerResult, SiteArrays) == alone
