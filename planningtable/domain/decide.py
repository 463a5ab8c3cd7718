"""Commands to events: every rule of the workshop that may say no stands here."""

import math
from collections.abc import Container
from dataclasses import dataclass, replace
from functools import singledispatch

from planningtable.domain.checks import (
    TITLE_LIMIT,
    checked_geometry,
    checked_id,
    checked_parameters,
    checked_text,
    checked_time,
)
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
from planningtable.domain.events import (
    CommentAdded,
    ContributionMade,
    ContributionWithdrawn,
    Event,
    GoalDropped,
    GoalSet,
    GoalsFixed,
    GoalsReopened,
    MeasureChanged,
    MeasurePlaced,
    MeasureRemoved,
    PhaseEntered,
    VariantAdded,
    VariantRemoved,
    VariantRenamed,
    VoteCast,
)
from planningtable.domain.evolve import evolve
from planningtable.domain.fits import goal_of, measure_of, opinion_of
from planningtable.domain.seats import DESK, FACILITATOR, SHELL
from planningtable.domain.text import PlanningError
from planningtable.domain.values import BASE, Comment, Contribution, Measure, Variant, Workshop

STAFF = (FACILITATOR.id, DESK.id, SHELL.id)
_ABOUT = ("place", "building", "measure")


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts when, and what a command may point at.

    Attributes:
        seat: id of the seat.
        at: UTC time, ISO 8601.
        buildings: ids of the buildings of the site.
        extent: west, south, east, north of the site [m]; None where any place will do.
    """

    seat: str
    at: str
    buildings: Container[str] = ()
    extent: tuple[float, float, float, float] | None = None


def decide(state: Workshop, command: Command, acting: Acting) -> tuple[Event, ...]:
    """What happens when a seat asks for something.

    Returns:
        The events; none where everything is already so.

    Raises:
        PlanningError: a rule of the workshop speaks against it.
    """
    checked_id(acting.seat)
    return _decide(command, state, acting)


@singledispatch
def _decide(command: object, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del state, acting
    raise TypeError(f"no handler for the command {type(command).__name__}")


@_decide.register
def _(command: EnterPhase, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del acting
    return () if command.phase == state.phase else (PhaseEntered(state.phase, command.phase),)


@_decide.register
def _(command: SetGoal, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del acting
    goal = replace(command.goal, indicator=checked_id(command.goal.indicator))
    if not math.isfinite(goal.target):
        raise PlanningError("error.workshop.goal-target", indicator=goal.indicator)
    if not (math.isfinite(goal.weight) and goal.weight >= 0):
        raise PlanningError("error.workshop.goal-weight", indicator=goal.indicator)
    _check_goals_open(state)
    old = goal_of(state, goal.indicator)
    return () if old == goal else (GoalSet(old, goal),)


@_decide.register
def _(command: DropGoal, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del acting
    _check_goals_open(state)
    old = goal_of(state, command.indicator)
    if old is None:
        raise PlanningError("error.workshop.no-goal", indicator=command.indicator)
    return (GoalDropped(old),)


@_decide.register
def _(command: FixGoals, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del command, acting
    return () if state.goals_fixed else (GoalsFixed(),)


@_decide.register
def _(command: ReopenGoals, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del command
    if acting.seat not in STAFF:
        raise PlanningError("error.workshop.reopen-staff")
    return (GoalsReopened(),) if state.goals_fixed else ()


@_decide.register
def _(command: AddVariant, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del acting
    id = checked_id(command.variant)
    if state.variant(id) is not None:
        raise PlanningError("error.workshop.variant-exists", variant=id)
    title = _free_title(state, command.title, id)
    parent = _variant(state, command.parent)
    variant = Variant(id, title, parent.id, _copies(state, parent, id))
    fixed = () if state.goals_fixed else (GoalsFixed(id),)
    return (*fixed, VariantAdded(variant))


@_decide.register
def _(command: RenameVariant, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del acting
    variant = _own_variant(state, command.variant)
    title = _free_title(state, command.title, variant.id)
    return () if title == variant.title else (VariantRenamed(variant.id, variant.title, title),)


@_decide.register
def _(command: RemoveVariant, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del acting
    return (VariantRemoved(_own_variant(state, command.variant)),)


@_decide.register
def _(command: PlaceMeasure, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    variant = _own_variant(state, command.variant)
    id = checked_id(command.measure)
    if measure_of(state, id) is not None:
        raise PlanningError("error.workshop.measure-exists", measure=id)
    checked_geometry(command.geometry, acting.extent)
    _check_target(command.target, variant, acting)
    measure = Measure(
        id, checked_id(command.kind), command.geometry, command.target, checked_parameters(command.parameters)
    )
    return (MeasurePlaced(variant.id, measure),)


@_decide.register
def _(command: ChangeMeasure, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    old = _measure(state, command.variant, command.measure)
    checked_geometry(command.geometry, acting.extent)
    new = replace(old, geometry=command.geometry, parameters=checked_parameters(command.parameters))
    return () if new == old else (MeasureChanged(command.variant, old, new),)


@_decide.register
def _(command: RemoveMeasure, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    del acting
    return (MeasureRemoved(command.variant, _measure(state, command.variant, command.measure)),)


@_decide.register
def _(command: Contribute, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    contribution = Contribution(
        id=command.contribution,
        seat=acting.seat,
        category=command.category,
        text=command.text,
        language=command.language,
        place=command.place,
        variant=command.variant,
        phase=state.phase,
        at=acting.at,
    )
    checked = _checked_contribution(state, contribution, acting)
    place = checked.place
    if place.about == "measure" and measure_of(state, place.target or "") is None:
        raise PlanningError("error.workshop.no-measure", measure=place.target or "")
    return (ContributionMade(replace(checked, variant=_variant(state, checked.variant).id)),)


@_decide.register
def _(command: WithdrawContribution, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    contribution = _contribution(state, command.contribution)
    if contribution.seat != acting.seat and acting.seat not in STAFF:
        raise PlanningError("error.workshop.withdraw-others")
    return (ContributionWithdrawn(contribution),)


@_decide.register
def _(command: ImportContributions, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    if acting.seat not in STAFF:
        raise PlanningError("error.workshop.import-staff")
    events: list[Event] = []
    for contribution in command.contributions:
        made = ContributionMade(_checked_import(state, contribution, acting), imported=True)
        events.append(made)
        state = evolve(state, made)
    return tuple(events)


@_decide.register
def _(command: AddComment, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    contribution = _contribution(state, command.contribution)
    id = checked_id(command.comment)
    if any(c.id == id for c in contribution.comments):
        raise PlanningError("error.workshop.comment-exists", comment=id)
    return (CommentAdded(contribution.id, Comment(id, acting.seat, checked_text(command.text), acting.at)),)


@_decide.register
def _(command: CastVote, state: Workshop, acting: Acting) -> tuple[Event, ...]:
    contribution = _contribution(state, command.contribution)
    old = opinion_of(state, contribution.id, acting.seat)
    if old == command.opinion:
        return ()
    return (VoteCast(contribution.id, acting.seat, old, command.opinion),)


def _check_goals_open(state: Workshop) -> None:
    if state.goals_fixed:
        raise PlanningError("error.workshop.goals-fixed")


def _variant(state: Workshop, id: str) -> Variant:
    variant = state.variant(id)
    if variant is None:
        known = ", ".join(v.id for v in state.variants)
        raise PlanningError("error.workshop.no-variant", variant=id, known=known)
    return variant


def _own_variant(state: Workshop, id: str) -> Variant:
    if id == BASE:
        raise PlanningError("error.workshop.base")
    return _variant(state, id)


def _measure(state: Workshop, variant: str, id: str) -> Measure:
    found = next((m for m in _own_variant(state, variant).measures if m.id == id), None)
    if found is None:
        raise PlanningError("error.workshop.no-measure-in", measure=id, variant=variant)
    return found


def _contribution(state: Workshop, id: str) -> Contribution:
    contribution = state.contribution(id)
    if contribution is None:
        raise PlanningError("error.workshop.no-contribution", contribution=id)
    return contribution


def _checked_contribution(state: Workshop, new: Contribution, acting: Acting) -> Contribution:
    if state.contribution(checked_id(new.id)) is not None:
        raise PlanningError("error.workshop.contribution-exists", contribution=new.id)
    place = new.place
    checked_geometry(place.geometry, acting.extent)
    if place.about not in _ABOUT or (place.about == "place" and place.target is not None):
        raise PlanningError("error.workshop.about", about=place.about)
    if place.about == "building" and (place.target is None or place.target not in acting.buildings):
        raise PlanningError("error.workshop.no-building", building=place.target or "")
    checked_id(new.language)
    return replace(new, text=checked_text(new.text))


def _checked_import(state: Workshop, new: Contribution, acting: Acting) -> Contribution:
    """What was said elsewhere stays as it was: its variant or measure may be one that only that workshop had."""
    for named in (new.seat, new.variant, *((new.place.target or "",) if new.place.about == "measure" else ())):
        checked_id(named)
    seats = [checked_id(v.seat) for v in new.votes]
    if len(set(seats)) != len(seats):
        raise PlanningError("error.workshop.vote-twice", contribution=new.id)
    ids = [checked_id(c.id) for c in new.comments]
    if len(set(ids)) != len(ids):
        raise PlanningError("error.workshop.comment-exists", comment=next(i for i in ids if ids.count(i) > 1))
    comments = tuple(
        replace(c, seat=checked_id(c.seat), text=checked_text(c.text), at=checked_time(c.at)) for c in new.comments
    )
    votes = tuple(sorted(new.votes, key=lambda v: v.seat))
    new = replace(new, at=checked_time(new.at), votes=votes, comments=comments)
    return _checked_contribution(state, new, acting)


def _free_title(state: Workshop, title: str, id: str) -> str:
    title = checked_text(title, TITLE_LIMIT)
    if any(v.title == title and v.id != id for v in state.variants):
        raise PlanningError("error.workshop.title-exists", title=title)
    return title


def _check_target(target: str | None, variant: Variant, acting: Acting) -> None:
    """A measure may act on a building of the site or on one that a measure of the same variant adds."""
    if target is None or target in acting.buildings or any(m.id == target for m in variant.measures):
        return
    raise PlanningError("error.workshop.no-building", building=target)


def _copies(state: Workshop, parent: Variant, id: str) -> tuple[Measure, ...]:
    """The parent's measures under ids of their own; targets among them follow."""
    taken = {m.id for v in state.variants for m in v.measures}
    names: dict[str, str] = {}
    for measure in parent.measures:
        stem = f"{id}.{measure.id.rpartition('.')[2]}"[:60]
        new = next(n for n in (stem, *(f"{stem}-{i}" for i in range(2, len(taken) + 3))) if n not in taken)
        names[measure.id] = new
        taken.add(new)
    return tuple(
        replace(m, id=names[m.id], target=names.get(m.target, m.target) if m.target else None) for m in parent.measures
    )
