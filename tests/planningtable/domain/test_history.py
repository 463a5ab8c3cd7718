import pytest

from planningtable.domain.commands import (
    AddVariant,
    CastVote,
    ChangeMeasure,
    Command,
    Contribute,
    EnterPhase,
    FixGoals,
    PlaceMeasure,
    RemoveMeasure,
    RemoveVariant,
)
from planningtable.domain.decide import Acting, decide
from planningtable.domain.history import Act, History
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Category, Opinion, Phase, Place, Workshop

START = Workshop("Test", "EPSG:25832")
AT = "2026-05-04T18:30:00.000Z"


def acted(history: History, seat: str, *commands: Command) -> History:
    for command in commands:
        events = decide(history.state, command, Acting(seat, AT))
        history = history.after(Act(history.next_number, seat, Phase.BASIS, AT, None, command.label, events))
    return history


def undone(history: History, seat: str) -> History:
    return history.after(Act(history.next_number, seat, Phase.BASIS, AT, None, "undo", (history.undo(seat),)))


def redone(history: History, seat: str) -> History:
    return history.after(Act(history.next_number, seat, Phase.BASIS, AT, None, "redo", (history.redo(seat),)))


def refused(move: object, *arguments: object) -> str:
    assert callable(move)
    with pytest.raises(PlanningError) as caught:
        move(*arguments)
    return caught.value.text.id


def tree(id: str) -> PlaceMeasure:
    return PlaceMeasure("v", id, "tree", "POINT (5 5)")


def measures(history: History) -> list[str]:
    variant = history.state.variant("v")
    return [m.id for m in variant.measures] if variant else []


@pytest.fixture
def table() -> History:
    return acted(History.begin(START), "facilitator", AddVariant("v", "Green"))


def test_undo_takes_back_only_the_own_last_act(table: History) -> None:
    history = acted(table, "seat-1", tree("a"))
    history = acted(history, "seat-2", tree("b"))
    history = acted(history, "seat-1", tree("c"))
    history = undone(history, "seat-1")
    assert measures(history) == ["a", "b"]
    history = undone(history, "seat-1")
    assert measures(history) == ["b"]
    assert refused(history.undo, "seat-1") == "error.workshop.nothing-to-undo"


def test_redo_puts_back_in_the_old_place_and_order(table: History) -> None:
    history = acted(table, "seat-1", tree("a"))
    history = acted(history, "seat-2", tree("b"))
    before = history.state
    history = redone(undone(history, "seat-1"), "seat-1")
    assert history.state == before
    assert refused(history.redo, "seat-1") == "error.workshop.nothing-to-redo"


def test_undo_never_erases(table: History) -> None:
    history = undone(acted(table, "seat-1", tree("a")), "seat-1")
    assert [a.number for a in history.log] == [1, 2, 3]
    assert [a.number for a in history.live] == [1]


def test_a_new_act_empties_the_redo_of_its_seat_only(table: History) -> None:
    history = acted(acted(table, "seat-1", tree("a")), "seat-2", tree("b"))
    history = undone(undone(history, "seat-1"), "seat-2")
    history = acted(history, "seat-1", tree("c"))
    assert refused(history.redo, "seat-1") == "error.workshop.nothing-to-redo"
    assert measures(redone(history, "seat-2")) == ["b", "c"], "put back where it was: before the newer act"


@pytest.mark.parametrize(
    "later",
    [
        ChangeMeasure("v", "a", "POINT (6 6)"),
        RemoveMeasure("v", "a"),
        RemoveVariant("v"),
        Contribute("c", Category.IDEA, "Not here", "en", Place("POINT (5 5)", "measure", "a"), "v"),
    ],
)
def test_what_another_seat_has_built_on_is_not_undone(table: History, later: Command) -> None:
    history = acted(acted(table, "seat-1", tree("a")), "seat-2", later)
    assert refused(history.undo, "seat-1") == "error.workshop.undo-built-on"
    assert measures(undone(undone(history, "seat-2"), "seat-1")) == []


def test_the_facilitator_is_named_as_such(table: History) -> None:
    history = acted(acted(table, "seat-1", tree("a")), "facilitator", RemoveMeasure("v", "a"))
    assert refused(history.undo, "seat-1") == "error.workshop.undo-built-on-by-staff"


def test_a_variant_with_measures_of_others_stays(table: History) -> None:
    history = acted(table, "seat-2", tree("b"))
    assert refused(history.undo, "facilitator") == "error.workshop.undo-built-on"


def test_a_first_variant_may_be_undone_although_another_came_after_it() -> None:
    history = acted(History.begin(START), "seat-1", AddVariant("v", "One"))
    history = acted(history, "seat-2", AddVariant("w", "Two"))
    history = undone(history, "seat-1")
    assert [v.id for v in history.state.variants] == ["base", "w"]
    assert history.state.goals_fixed, "the other variant still stands on fixed goals"


def test_an_undo_that_nobody_would_notice_is_refused() -> None:
    history = acted(History.begin(START), "seat-1", FixGoals())
    history = acted(history, "seat-2", AddVariant("v", "One"))
    assert refused(history.undo, "seat-1") == "error.workshop.undo-built-on"


def test_redo_is_refused_when_its_ground_is_gone(table: History) -> None:
    history = undone(acted(table, "seat-1", tree("a")), "seat-1")
    history = acted(history, "seat-2", RemoveVariant("v"))
    assert refused(history.redo, "seat-1") == "error.workshop.redo-built-on"


def test_redo_is_refused_when_what_it_needs_was_undone_meanwhile() -> None:
    history = acted(History.begin(START), "seat-1", AddVariant("v", "One"))
    history = undone(acted(history, "seat-2", tree("a")), "seat-2")
    history = undone(history, "seat-1")
    assert refused(history.redo, "seat-2").startswith("error.workshop.redo-built-on")


def test_phases_of_two_seats_do_not_run_over_each_other() -> None:
    history = acted(History.begin(START), "facilitator", EnterPhase(Phase.GOALS))
    history = acted(history, "desk", EnterPhase(Phase.VARIANTS))
    assert refused(history.undo, "facilitator") == "error.workshop.undo-built-on-by-staff"


def test_votes_of_two_seats_are_independent() -> None:
    history = acted(History.begin(START), "seat-1", Contribute("c", Category.IDEA, "x", "en", Place("POINT (1 1)")))
    history = acted(history, "seat-2", CastVote("c", Opinion.AGREE))
    history = acted(history, "seat-3", CastVote("c", Opinion.DISAGREE))
    history = undone(history, "seat-2")
    assert [v.seat for v in history.state.contributions[0].votes] == ["seat-3"]


def test_a_log_that_undoes_what_does_not_count_is_damaged(table: History) -> None:
    history = undone(acted(table, "seat-1", tree("a")), "seat-1")
    with pytest.raises(ValueError, match="does not count"):
        History.replay(START, (*history.log, history.log[-1]))


def test_replay_equals_what_was_kept(table: History) -> None:
    history = acted(acted(table, "seat-1", tree("a")), "seat-2", tree("b"))
    history = redone(undone(undone(history, "seat-1"), "seat-2"), "seat-1")
    assert History.replay(START, history.log) == history
