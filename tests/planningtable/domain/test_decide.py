import math
from dataclasses import replace

import pytest

from planningtable.domain.commands import (
    AddComment,
    AddVariant,
    CastVote,
    ChangeMeasure,
    Command,
    Contribute,
    DropGoal,
    EnterPhase,
    FixGoals,
    ImportContributions,
    PlaceMeasure,
    RemoveMeasure,
    RemoveVariant,
    RenameVariant,
    ReopenGoals,
    SetGoal,
    WithdrawContribution,
)
from planningtable.domain.decide import Acting, decide
from planningtable.domain.events import GoalsFixed, VariantAdded
from planningtable.domain.evolve import evolve_all
from planningtable.domain.fits import fits
from planningtable.domain.text import PlanningError
from planningtable.domain.values import (
    Category,
    Contribution,
    Goal,
    Opinion,
    Phase,
    Place,
    Vote,
    Workshop,
)

AT = "2026-05-04T18:30:00.000Z"
EXTENT = (0.0, 0.0, 100.0, 100.0)
START = Workshop("Test", "EPSG:25832")
SQUARE = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"


def acting(seat: str = "seat-1") -> Acting:
    return Acting(seat, AT, frozenset({"b0"}), EXTENT)


def after(*commands: Command, seat: str = "seat-1", state: Workshop = START) -> Workshop:
    for command in commands:
        events = decide(state, command, acting(seat))
        for event in events:
            assert fits(state, event), f"{event} does not fit the state it was decided in"
            state = evolve_all(state, (event,))
    return state


def refusal(state: Workshop, command: Command, seat: str = "seat-1") -> str:
    with pytest.raises(PlanningError) as caught:
        decide(state, command, acting(seat))
    return caught.value.text.id


def tree(id: str = "m1", variant: str = "v") -> PlaceMeasure:
    return PlaceMeasure(variant, id, "tree", "POINT (5 5)", None, (("height", 8.0),))


def idea(id: str = "c1", **place: str) -> Contribution:
    return Contribution(id, "seat-1", Category.IDEA, "More trees", "en", Place("POINT (1 1)"), "base", Phase.BASIS, AT)


def contribute(id: str = "c1", text: str = "More trees", place: Place | None = None) -> Contribute:
    return Contribute(id, Category.IDEA, text, "en", place or Place("POINT (1 1)"))


VARIANT = AddVariant("v", "Green")


def test_the_first_variant_fixes_the_goals() -> None:
    state = after(SetGoal(Goal("sealed-share", 0.4)))
    events = decide(state, VARIANT, acting())
    assert [type(e) for e in events] == [GoalsFixed, VariantAdded]
    state = evolve_all(state, events)
    assert state.goals_fixed
    assert refusal(state, SetGoal(Goal("sealed-share", 0.3))) == "error.workshop.goals-fixed"
    assert refusal(state, DropGoal("sealed-share")) == "error.workshop.goals-fixed"
    assert [type(e) for e in decide(state, AddVariant("w", "Other"), acting())] == [VariantAdded]


def test_goals_are_reopened_by_the_staff_only() -> None:
    state = after(FixGoals())
    assert refusal(state, ReopenGoals(), "seat-3") == "error.workshop.reopen-staff"
    for staff in ("facilitator", "desk", "shell"):
        assert not after(ReopenGoals(), state=state, seat=staff).goals_fixed


def test_a_branch_starts_with_copies_of_its_parents_measures() -> None:
    state = after(
        VARIANT,
        PlaceMeasure("v", "house", "new-building", SQUARE),
        PlaceMeasure("v", "roof", "green-roof", "POINT (5 5)", "house"),
        AddVariant("w", "Branch", "v"),
    )
    v, w = state.variant("v"), state.variant("w")
    assert v is not None
    assert w is not None
    assert [m.kind for m in w.measures] == ["new-building", "green-roof"]
    assert w.measures[1].target == w.measures[0].id, "a target among the copies follows the copy"
    ids = [m.id for m in (*v.measures, *w.measures)]
    assert len(set(ids)) == 4


def test_removing_a_variant_leaves_its_branches_with_its_parent() -> None:
    state = after(VARIANT, AddVariant("w", "Branch", "v"), RemoveVariant("v"))
    w = state.variant("w")
    assert w is not None
    assert w.parent == "base"


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (PlaceMeasure("base", "m", "tree", "POINT (5 5)"), "base"),
        (RenameVariant("base", "Now"), "base"),
        (RemoveVariant("base"), "base"),
        (PlaceMeasure("nix", "m", "tree", "POINT (5 5)"), "no-variant"),
        (AddVariant("v", "Another"), "variant-exists"),
        (AddVariant("w", "Green"), "title-exists"),
        (AddVariant("w", "W", "nix"), "no-variant"),
        (AddVariant("w w", "W"), "id"),
        (AddVariant("w", "W" * 81), "text-long"),
        (AddVariant("w", " \n"), "text-empty"),
        (tree("m1"), "measure-exists"),
        (PlaceMeasure("v", "m2", "tree", "POINT (5 nan)"), "geometry-empty"),
        (PlaceMeasure("v", "m2", "tree", "POINT (5"), "geometry-wkt"),
        (PlaceMeasure("v", "m2", "tree", "POINT EMPTY"), "geometry-empty"),
        (PlaceMeasure("v", "m2", "tree", "MULTIPOINT ((1 1), (2 2))"), "geometry-type"),
        (PlaceMeasure("v", "m2", "park", "POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))"), "geometry-invalid"),
        (PlaceMeasure("v", "m2", "tree", "POINT (500 5)"), "outside"),
        (PlaceMeasure("v", "m2", "tree", "POINT (5 5)" + " " * 100_001), "geometry-long"),
        (PlaceMeasure("v", "m2", "roof", "POINT (5 5)", "b9"), "no-building"),
        (PlaceMeasure("v", "m2", "tree", "POINT (5 5)", None, (("a", 1), ("a", 2))), "parameter-twice"),
        (PlaceMeasure("v", "m2", "tree", "POINT (5 5)", None, (("a", math.inf),)), "parameter-number"),
        (PlaceMeasure("v", "m2", "tree", "POINT (5 5)", None, (("a", "\ud800"),)), "parameter-text"),
        (PlaceMeasure("v", "m\ud800", "tree", "POINT (5 5)"), "id"),
        (RemoveMeasure("v", "nix"), "no-measure-in"),
        (ChangeMeasure("v", "nix", "POINT (5 5)"), "no-measure-in"),
        (SetGoal(Goal("x", math.nan)), "goal-target"),
        (SetGoal(Goal("x", 1.0, -1.0)), "goal-weight"),
        (contribute("c1"), "contribution-exists"),
        (contribute("c2", "  "), "text-empty"),
        (contribute("c2", "x" * 2001), "text-long"),
        (contribute("c2", "a\x00b"), "text-characters"),
        (contribute("c2", place=Place("POINT (1 1)", "building", "b9")), "no-building"),
        (contribute("c2", place=Place("POINT (1 1)", "measure", "nix")), "no-measure"),
        (contribute("c2", place=Place("POINT (1 1)", "dream")), "about"),
        (contribute("c2", place=Place("POINT (1 1)", "place", "b0")), "about"),
        (AddComment("nix", "a", "Yes"), "no-contribution"),
        (AddComment("c1", "a", ""), "text-empty"),
        (CastVote("nix", Opinion.AGREE), "no-contribution"),
        (ImportContributions((idea("c3"),)), "import-staff"),
    ],
)
def test_what_is_against_the_rules_is_refused(command: Command, error: str) -> None:
    state = after(VARIANT, tree(), contribute())
    assert refusal(state, command) == f"error.workshop.{error}"


def test_what_is_so_already_makes_no_event() -> None:
    state = after(VARIANT, tree(), contribute(), CastVote("c1", Opinion.AGREE))
    for command in (
        EnterPhase(Phase.BASIS),
        FixGoals(),
        RenameVariant("v", "Green"),
        ChangeMeasure("v", "m1", "POINT (5 5)", (("height", 8.0),)),
        CastVote("c1", Opinion.AGREE),
    ):
        assert decide(state, command, acting()) == ()


def test_a_seat_has_one_vote_and_may_change_it() -> None:
    state = after(contribute(), CastVote("c1", Opinion.AGREE))
    state = after(CastVote("c1", Opinion.DISAGREE), state=state)
    state = after(CastVote("c1", Opinion.AGREE), state=state, seat="seat-2")
    assert state.contributions[0].votes == (Vote("seat-1", Opinion.DISAGREE), Vote("seat-2", Opinion.AGREE))
    state = after(CastVote("c1", None), state=state)
    assert state.contributions[0].votes == (Vote("seat-2", Opinion.AGREE),)


def test_only_the_author_or_the_staff_withdraws() -> None:
    state = after(contribute())
    assert refusal(state, WithdrawContribution("c1"), "seat-2") == "error.workshop.withdraw-others"
    assert after(WithdrawContribution("c1"), state=state).contributions == ()
    assert after(WithdrawContribution("c1"), state=state, seat="facilitator").contributions == ()


def test_an_import_is_all_or_nothing_and_keeps_what_it_reads() -> None:
    first, bad = idea("c1"), idea("c1")
    assert refusal(START, ImportContributions((first, bad)), "shell") == "error.workshop.contribution-exists"
    state = after(ImportContributions((first, idea("c2"))), seat="shell")
    assert state.contributions == (first, idea("c2"))


def test_an_imported_contribution_keeps_a_variant_and_a_measure_that_only_the_other_workshop_had() -> None:
    elsewhere = replace(idea("c1"), variant="a", place=Place("POINT (1 1)", "measure", "m9"))
    state = after(ImportContributions((elsewhere,)), seat="shell")
    assert state.contributions == (elsewhere,)
    own = Contribute("c2", Category.IDEA, "More trees", "en", Place("POINT (1 1)"), "a")
    assert refusal(state, own) == "error.workshop.no-variant"
    assert refusal(START, ImportContributions((replace(elsewhere, variant="a b"),)), "shell") == "error.workshop.id"


def test_an_import_hinders_nobody_from_undoing_a_variant_but_what_was_said_here_does() -> None:
    about = replace(idea("c1"), variant="v")
    imported = decide(after(VARIANT), ImportContributions((about,)), acting("shell"))
    said = decide(after(VARIANT), Contribute("c1", Category.IDEA, "Yes", "en", about.place, "v"), acting())
    assert all(fits(START, event) for event in imported)
    assert not any(fits(START, event) for event in said)


@pytest.mark.parametrize(
    "geometry",
    [
        "POLYGON ((-5000 -5000, 5000 -5000, 5000 5000, -5000 5000, -5000 -5000))",
        "LINESTRING (50 50, 5000 50)",
        "POINT (101 50)",
    ],
)
def test_a_measure_that_lies_mostly_outside_is_refused(geometry: str) -> None:
    assert refusal(after(VARIANT), replace(tree(), geometry=geometry)) == "error.workshop.outside"


def test_a_measure_may_reach_a_little_over_the_edge() -> None:
    over = "POLYGON ((90 40, 105 40, 105 50, 90 50, 90 40))"
    assert after(VARIANT, replace(tree(), geometry=over)).variants[-1].measures[0].geometry == over
