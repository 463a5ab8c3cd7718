"""What is compared: lenses come and go, one way of showing two whole states at a time."""

from dataclasses import replace

import pytest

from planningtable.domain.values import BASE, Variant
from ui.compare.comparing import MOST_LENSES, Comparing, Views, Wish, other, others


@pytest.fixture
def comparing() -> Comparing:
    return Comparing()


def test_lenses_come_change_and_go(comparing):
    told: list[int] = []
    comparing.subscribe(lambda: told.append(len(comparing.lenses)))
    assert comparing.open_lens("seat-1", Wish(variant="a"))
    assert comparing.open_lens("seat-3", Wish(variant="b"))
    first, second = comparing.lenses
    comparing.change_lens(replace(first, flipped=True))
    assert comparing.lenses[0].seen == Wish()
    assert comparing.lenses[1] == second
    comparing.close_lens(first.id)
    assert comparing.lenses == (second,)
    assert told == [1, 2, 2, 1]
    # A name is not given twice.
    comparing.open_lens("seat-1", Wish())
    assert first.id not in {lens.id for lens in comparing.lenses}


def test_there_is_an_end_to_lenses(comparing):
    assert all(comparing.open_lens("seat-1", Wish()) for _ in range(MOST_LENSES))
    assert not comparing.open_lens("seat-2", Wish())
    assert len(comparing.lenses) == MOST_LENSES


def test_views_take_lenses_away_and_none_is_laid_over_them(comparing):
    comparing.open_lens("seat-1", Wish(variant="a"))
    comparing.show_views(Views((Wish(variant="a"),)))
    assert comparing.lenses == ()
    assert not comparing.open_lens("seat-1", Wish(variant="a"))
    comparing.show_views(None)
    assert comparing.open_lens("seat-1", Wish(variant="a"))


def test_swiping_and_views_take_turns(comparing):
    comparing.show_views(Views((Wish(variant="a"),)))
    comparing.swipe_with(Wish(variant="b"))
    assert comparing.views is None
    comparing.show_views(Views((Wish(variant="a"),)))
    assert comparing.swipe is None
    comparing.link(linked=False)
    assert comparing.views == Views((Wish(variant="a"),), linked=False)


@pytest.mark.parametrize(
    ("shown", "layer", "expected"),
    [("a", "", Wish(variant=BASE)), (BASE, "", Wish(variant="b")), (BASE, "rain", Wish(variant="b"))],
)
def test_what_is_worth_comparing(begun_state, shown, layer, expected):
    assert other(begun_state, shown, layer) == expected


@pytest.mark.parametrize(("shown", "layer"), [("a", ""), ("b", "rain"), (BASE, ""), (BASE, "rain")])
def test_views_begin_with_what_a_lens_shows_and_show_each_variant_once(begun_state, shown, layer):
    wishes = others(begun_state, shown, layer, ("heat",), 3)
    assert wishes[0] == other(begun_state, shown, layer)
    assert {wish.variant for wish in wishes[:2]} == {BASE, "a", "b"} - {shown}
    assert wishes[2] == Wish(layer="heat")


def test_with_nothing_but_the_base_a_layer_is_compared_with_none(begun_state):
    alone = replace(begun_state, variants=begun_state.variants[:1])
    assert other(alone, BASE, "rain") == Wish(layer="")
    assert other(alone, BASE, "") == Wish()
    assert others(alone, BASE, "rain", ("heat",), 3) == (Wish(layer=""), Wish(layer="heat"), Wish())
    assert others(alone, BASE, "", ("heat",), 1) == (Wish(layer="heat"),)


@pytest.fixture
def begun_state(world):
    state = world.session.state
    return replace(state, variants=(*state.variants, Variant("a", "A"), Variant("b", "B")))
