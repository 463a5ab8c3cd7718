"""State from facts: pure, total, one handler a kind of event."""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce, singledispatch

from planningtable.domain.events import (
    ActRedone,
    ActUndone,
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
from planningtable.domain.values import Contribution, Goal, Variant, Vote, Workshop


def evolve(state: Workshop, event: Event) -> Workshop:
    """The state after an event.

    Total: an event about something that is not there leaves the state as it is. `ActUndone` and `ActRedone` are the
    business of `history`, which folds the facts that count; alone they change nothing here.
    """
    return _after(event, state)


def evolve_all(state: Workshop, events: tuple[Event, ...]) -> Workshop:
    """The state after several events in their order."""
    return reduce(evolve, events, state)


@singledispatch
def _after(event: object, state: Workshop) -> Workshop:
    del state
    raise TypeError(f"no handler for the event {type(event).__name__}")


@_after.register
def _(event: ActUndone, state: Workshop) -> Workshop:
    del event
    return state


@_after.register
def _(event: ActRedone, state: Workshop) -> Workshop:
    del event
    return state


@_after.register
def _(event: PhaseEntered, state: Workshop) -> Workshop:
    return replace(state, phase=event.new)


@_after.register
def _(event: GoalSet, state: Workshop) -> Workshop:
    if any(g.indicator == event.new.indicator for g in state.goals):
        return replace(state, goals=tuple(event.new if g.indicator == event.new.indicator else g for g in state.goals))
    return replace(state, goals=(*state.goals, event.new))


@_after.register
def _(event: GoalDropped, state: Workshop) -> Workshop:
    kept: tuple[Goal, ...] = tuple(g for g in state.goals if g.indicator != event.old.indicator)
    return replace(state, goals=kept)


@_after.register
def _(event: GoalsFixed, state: Workshop) -> Workshop:
    del event
    return replace(state, goals_fixed=True)


@_after.register
def _(event: GoalsReopened, state: Workshop) -> Workshop:
    del event
    return replace(state, goals_fixed=False)


@_after.register
def _(event: VariantAdded, state: Workshop) -> Workshop:
    if state.variant(event.new.id) is not None:
        return state
    # The goals stand as soon as any variant exists, also when the act that first fixed them is undone later.
    return replace(state, variants=(*state.variants, event.new), goals_fixed=True)


@_after.register
def _(event: VariantRenamed, state: Workshop) -> Workshop:
    return _with_variant(state, event.variant, lambda v: replace(v, title=event.new))


@_after.register
def _(event: VariantRemoved, state: Workshop) -> Workshop:
    kept = tuple(
        replace(v, parent=event.old.parent) if v.parent == event.old.id else v
        for v in state.variants
        if v.id != event.old.id
    )
    return replace(state, variants=kept)


@_after.register
def _(event: MeasurePlaced, state: Workshop) -> Workshop:
    return _with_variant(state, event.variant, lambda v: replace(v, measures=(*v.measures, event.new)))


@_after.register
def _(event: MeasureChanged, state: Workshop) -> Workshop:
    def changed(variant: Variant) -> Variant:
        return replace(variant, measures=tuple(event.new if m.id == event.new.id else m for m in variant.measures))

    return _with_variant(state, event.variant, changed)


@_after.register
def _(event: MeasureRemoved, state: Workshop) -> Workshop:
    def without(variant: Variant) -> Variant:
        return replace(variant, measures=tuple(m for m in variant.measures if m.id != event.old.id))

    return _with_variant(state, event.variant, without)


@_after.register
def _(event: ContributionMade, state: Workshop) -> Workshop:
    return replace(state, contributions=(*state.contributions, event.new))


@_after.register
def _(event: ContributionWithdrawn, state: Workshop) -> Workshop:
    return replace(state, contributions=tuple(c for c in state.contributions if c.id != event.old.id))


@_after.register
def _(event: CommentAdded, state: Workshop) -> Workshop:
    return _with_contribution(state, event.contribution, lambda c: replace(c, comments=(*c.comments, event.new)))


@_after.register
def _(event: VoteCast, state: Workshop) -> Workshop:
    def voted(contribution: Contribution) -> Contribution:
        others = tuple(v for v in contribution.votes if v.seat != event.seat)
        new = () if event.new is None else (Vote(event.seat, event.new),)
        # By seat, so that a changed vote looks like one that was cast so at once.
        return replace(contribution, votes=tuple(sorted(others + new, key=lambda v: v.seat)))

    return _with_contribution(state, event.contribution, voted)


def _with_variant(state: Workshop, id: str, change: Callable[[Variant], Variant]) -> Workshop:
    return replace(state, variants=tuple(change(v) if v.id == id else v for v in state.variants))


def _with_contribution(state: Workshop, id: str, change: Callable[[Contribution], Contribution]) -> Workshop:
    return replace(state, contributions=tuple(change(c) if c.id == id else c for c in state.contributions))
