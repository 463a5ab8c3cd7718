"""What has happened: one frozen fact each, with the old beside the new.

Facts change the state (see `evolve`). `ActUndone` and `ActRedone` change which acts count (see `history`); nothing is
ever taken out of the log.
"""

from dataclasses import dataclass
from typing import TypeAlias

from planningtable.domain.values import Comment, Contribution, Goal, Measure, Opinion, Phase, Variant


@dataclass(frozen=True, slots=True)
class PhaseEntered:
    old: Phase
    new: Phase


@dataclass(frozen=True, slots=True)
class GoalSet:
    """A goal was set; ``old`` is None where the indicator had none."""

    old: Goal | None
    new: Goal


@dataclass(frozen=True, slots=True)
class GoalDropped:
    old: Goal


@dataclass(frozen=True, slots=True)
class GoalsFixed:
    """The goals stand from here on; ``variant`` is the one that fixed them, None where somebody asked for it."""

    variant: str | None = None


@dataclass(frozen=True, slots=True)
class GoalsReopened:
    """Goals may change again although variants may exist; the council pack says so."""


@dataclass(frozen=True, slots=True)
class VariantAdded:
    """A variant with everything that it starts with; copied measures have ids of their own."""

    new: Variant


@dataclass(frozen=True, slots=True)
class VariantRenamed:
    variant: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class VariantRemoved:
    old: Variant


@dataclass(frozen=True, slots=True)
class MeasurePlaced:
    variant: str
    new: Measure


@dataclass(frozen=True, slots=True)
class MeasureChanged:
    variant: str
    old: Measure
    new: Measure


@dataclass(frozen=True, slots=True)
class MeasureRemoved:
    variant: str
    old: Measure


@dataclass(frozen=True, slots=True)
class ContributionMade:
    """Somebody said something, here or, where ``imported``, in the workshop that a file was taken over from.

    Of an imported contribution the variant or measure may be one that only the other workshop had; it keeps its name.
    """

    new: Contribution
    imported: bool = False


@dataclass(frozen=True, slots=True)
class ContributionWithdrawn:
    old: Contribution


@dataclass(frozen=True, slots=True)
class CommentAdded:
    contribution: str
    new: Comment


@dataclass(frozen=True, slots=True)
class VoteCast:
    """A seat's opinion of a contribution changed; None is no opinion."""

    contribution: str
    seat: str
    old: Opinion | None
    new: Opinion | None


@dataclass(frozen=True, slots=True)
class ActUndone:
    """The act of this number no longer counts."""

    act: int


@dataclass(frozen=True, slots=True)
class ActRedone:
    """The act of this number counts again."""

    act: int


Fact: TypeAlias = (
    PhaseEntered
    | GoalSet
    | GoalDropped
    | GoalsFixed
    | GoalsReopened
    | VariantAdded
    | VariantRenamed
    | VariantRemoved
    | MeasurePlaced
    | MeasureChanged
    | MeasureRemoved
    | ContributionMade
    | ContributionWithdrawn
    | CommentAdded
    | VoteCast
)

HeadMove: TypeAlias = ActUndone | ActRedone

Event: TypeAlias = Fact | HeadMove
