"""The swipe line and views without a window: what is beside the map, what it is called, what can be chosen."""

import pytest

from planningtable.domain.commands import AddVariant, RemoveVariant


@pytest.fixture
def three(staged):
    for id, title in (("a", "Variante A"), ("b", "Variante B")):
        staged.world.session.execute(AddVariant(id, title, "base"), "seat-1")
    staged.run()
    return staged


def card(staged):
    return staged.world.table.seat("seat-2").compare


def test_the_swipe_line_comes_with_the_latest_variant_and_goes(three):
    split = three.stage.split
    card(three).toggle_swipe()
    three.run()
    assert (split.map_title, split.swipe.title) == ("Bestand", "Variante B")
    assert split.swipe.source.content.arrays is not None
    split.swipe.choose_variant("a")
    split.swipe.choose_layer("puddles")
    three.run()
    assert split.swipe.title == "Variante A · Pfützen"
    assert split.swipe.source.content.drape is not None
    card(three).toggle_swipe()
    assert not split.swipe.active


def test_views_show_the_other_variants_and_then_layers(three):
    split = three.stage.split
    card(three).show_views(4)
    three.run()
    assert [view.title for view in split.views] == ["Variante B", "Variante A", "Bestand · Pfützen"]
    assert split.count == 4
    assert split.linked
    split.toggle_link()
    assert not split.linked
    card(three).show_views(2)
    three.run()
    assert [view.active for view in split.views] == [True, False, False]
    assert split.linked
    card(three).show_views(2)
    assert split.count == 1


def test_a_view_can_be_given_something_else_and_survives_its_variant(three):
    split = three.stage.split
    card(three).show_views(2)
    split.views[0].choose_variant("a")
    three.run()
    assert split.views[0].title == "Variante A"
    three.world.session.execute(RemoveVariant("a"), "seat-1")
    three.run()
    assert split.views[0].title == "Gelöschte Variante: Bestand"


def test_a_view_like_the_map_says_so(staged):
    split = staged.stage.split
    card(staged).toggle_swipe()
    staged.run()
    assert split.swipe.detail == "Wie die Karte: hier tippen und wählen"
    split.end()
    assert not split.swipe.active
