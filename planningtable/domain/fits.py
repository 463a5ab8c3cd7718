"""Whether a fact can still be said of a state: what decides if an older act may be undone or redone beneath it.

Every event that `decide` returns fits the state it was decided in. When an older act is taken out or put back, each
later act must still fit, otherwise it was built on the older one.
"""

from functools import singledispatch

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
from planningtable.domain.values import Goal, Measure, Opinion, Workshop


def fits(state: Workshop, event: Event) -> bool:
    """Whether everything that the event takes as given is so in the state."""
    return _fits(event, state)


@singledispatch
def _fits(event: object, state: Workshop) -> bool:
    del state
    raise TypeError(f"no handler for the event {type(event).__name__}")


@_fits.register
def _(event: PhaseEntered, state: Workshop) -> bool:
    return state.phase == event.old


@_fits.register
def _(event: GoalSet, state: Workshop) -> bool:
    return goal_of(state, event.new.indicator) == event.old


@_fits.register
def _(event: GoalDropped, state: Workshop) -> bool:
    return goal_of(state, event.old.indicator) == event.old


@_fits.register
def _(event: GoalsFixed, state: Workshop) -> bool:
    return event.variant is not None or not state.goals_fixed


@_fits.register
def _(event: GoalsReopened, state: Workshop) -> bool:
    del event
    return state.goals_fixed


@_fits.register
def _(event: VariantAdded, state: Workshop) -> bool:
    new = event.new
    return (
        state.variant(new.id) is None
        and (new.parent is None or state.variant(new.parent) is not None)
        and not any(measure_of(state, m.id) for m in new.measures)
    )


@_fits.register
def _(event: VariantRenamed, state: Workshop) -> bool:
    variant = state.variant(event.variant)
    return variant is not None and variant.title == event.old


@_fits.register
def _(event: VariantRemoved, state: Workshop) -> bool:
    return state.variant(event.old.id) == event.old


@_fits.register
def _(event: MeasurePlaced, state: Workshop) -> bool:
    return state.variant(event.variant) is not None and measure_of(state, event.new.id) is None


@_fits.register
def _(event: MeasureChanged, state: Workshop) -> bool:
    return measure_of(state, event.old.id) == (event.variant, event.old)


@_fits.register
def _(event: MeasureRemoved, state: Workshop) -> bool:
    return measure_of(state, event.old.id) == (event.variant, event.old)


@_fits.register
def _(event: ContributionMade, state: Workshop) -> bool:
    new = event.new
    if state.contribution(new.id) is not None or event.imported:
        return state.contribution(new.id) is None
    return state.variant(new.variant) is not None and (
        new.place.about != "measure" or measure_of(state, new.place.target or "") is not None
    )


@_fits.register
def _(event: ContributionWithdrawn, state: Workshop) -> bool:
    return state.contribution(event.old.id) == event.old


@_fits.register
def _(event: CommentAdded, state: Workshop) -> bool:
    contribution = state.contribution(event.contribution)
    return contribution is not None and all(c.id != event.new.id for c in contribution.comments)


@_fits.register
def _(event: VoteCast, state: Workshop) -> bool:
    return state.contribution(event.contribution) is not None and (
        opinion_of(state, event.contribution, event.seat) == event.old
    )


def goal_of(state: Workshop, indicator: str) -> Goal | None:
    """The goal for an indicator, if the group set one."""
    return next((g for g in state.goals if g.indicator == indicator), None)


def measure_of(state: Workshop, id: str) -> tuple[str, Measure] | None:
    """A measure and the id of the variant it belongs to."""
    return next(((v.id, m) for v in state.variants for m in v.measures if m.id == id), None)


def opinion_of(state: Workshop, contribution: str, seat: str) -> Opinion | None:
    """What a seat thinks of a contribution, if it voted."""
    found = state.contribution(contribution)
    return next((v.opinion for v in found.votes if v.seat == seat), None) if found else None
