"""The board: what is worked out when, and what is never heard of again."""

from planningtable.domain.commands import AddVariant, PlaceMeasure, RenameVariant
from planningtable.layers.layer import Quality


def test_a_layer_comes_coarse_first_and_says_so(world):
    world.board.show_layer("puddles")
    assert world.board.result is None
    world.workers.step()
    assert world.board.result.quality is Quality.PREVIEW
    assert (world.board.worked.activity.preview, world.board.worked.activity.full) == (4.0, 1.0)
    world.workers.run()
    assert world.board.result.quality is Quality.FULL
    assert world.board.worked.activity is None


def test_another_choice_cancels_what_is_under_way(world):
    world.oracle.asked.clear()
    world.board.show_layer("puddles", "rare")
    world.board.show_layer("puddles", "extreme")
    world.workers.run()
    assert world.oracle.asked == ["puddles extreme 4", "puddles extreme 1"]
    assert world.board.result.scenario == "extreme"


def test_taking_the_layer_away_leaves_no_result_and_no_activity(world):
    world.board.show_layer("puddles")
    world.board.show_layer("")
    world.workers.run()
    assert world.board.result is None
    assert world.board.worked.activity is None


def test_indicators_are_asked_quickly_for_all_variants_before_exactly_for_any(world):
    world.oracle.asked.clear()
    world.session.execute(AddVariant("a", "A"), "seat-1")
    world.session.execute(AddVariant("b", "B"), "seat-1")
    world.workers.run()
    values = [what for what in world.oracle.asked if what.startswith("values")]
    assert values == ["values a quick", "values b quick", "values a exact", "values b exact"]


def test_a_title_does_not_make_the_numbers_outdated(world):
    world.session.execute(AddVariant("a", "A"), "seat-1")
    world.workers.run()
    world.oracle.asked.clear()
    world.session.execute(RenameVariant("a", "Grüner Hof"), "seat-1")
    world.workers.run()
    assert world.oracle.asked == []


def test_one_tell_a_transaction(world):
    heard: list[int] = []
    world.board.subscribe(lambda: heard.append(1))
    world.session.execute(AddVariant("a", "A"), "seat-1")
    assert heard == [1]


def test_a_measure_renews_the_site_of_the_variant_that_is_shown_only(world):
    world.session.execute(AddVariant("a", "A"), "seat-1")
    world.workers.run()
    world.oracle.asked.clear()
    world.session.execute(PlaceMeasure("a", "measure-1", "tree", "POINT (565010 5934010)", None, ()), "seat-1")
    world.workers.run()
    assert not any(what.startswith("site") for what in world.oracle.asked)
    world.board.show_variant("a")
    world.workers.run()
    assert "site 1" in world.oracle.asked
