"""What people may ask for. A command is an intent; `decide` turns it into events or refuses it.

Each class has a ``label``: the message id of the name that undo shows ("Undo: place tree").
"""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from planningtable.domain.values import Category, Contribution, Goal, Opinion, Parameter, Phase, Place


@dataclass(frozen=True, slots=True)
class EnterPhase:
    label: ClassVar[str] = "command.enter-phase"
    phase: Phase


@dataclass(frozen=True, slots=True)
class SetGoal:
    label: ClassVar[str] = "command.set-goal"
    goal: Goal


@dataclass(frozen=True, slots=True)
class DropGoal:
    label: ClassVar[str] = "command.drop-goal"
    indicator: str


@dataclass(frozen=True, slots=True)
class FixGoals:
    label: ClassVar[str] = "command.fix-goals"


@dataclass(frozen=True, slots=True)
class ReopenGoals:
    """Only the facilitator may; the council pack says that it happened."""

    label: ClassVar[str] = "command.reopen-goals"


@dataclass(frozen=True, slots=True)
class AddVariant:
    """Add a variant; with a parent it starts with the parent's measures (a branch)."""

    label: ClassVar[str] = "command.add-variant"
    variant: str
    title: str
    parent: str = "base"


@dataclass(frozen=True, slots=True)
class RenameVariant:
    label: ClassVar[str] = "command.rename-variant"
    variant: str
    title: str


@dataclass(frozen=True, slots=True)
class RemoveVariant:
    label: ClassVar[str] = "command.remove-variant"
    variant: str


@dataclass(frozen=True, slots=True)
class PlaceMeasure:
    label: ClassVar[str] = "command.place-measure"
    variant: str
    measure: str
    kind: str
    geometry: str
    target: str | None = None
    parameters: tuple[tuple[str, Parameter], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeMeasure:
    """Move, turn, resize or set parameters: one command a drag."""

    label: ClassVar[str] = "command.change-measure"
    variant: str
    measure: str
    geometry: str
    parameters: tuple[tuple[str, Parameter], ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveMeasure:
    label: ClassVar[str] = "command.remove-measure"
    variant: str
    measure: str


@dataclass(frozen=True, slots=True)
class Contribute:
    label: ClassVar[str] = "command.contribute"
    contribution: str
    category: Category
    text: str
    language: str
    place: Place
    variant: str = "base"


@dataclass(frozen=True, slots=True)
class WithdrawContribution:
    label: ClassVar[str] = "command.withdraw-contribution"
    contribution: str


@dataclass(frozen=True, slots=True)
class ImportContributions:
    """Take contributions over from a file as they are, with their times, votes and comments; only the staff may.

    A variant or measure that they are about may be unknown here; they keep its name.
    """

    label: ClassVar[str] = "command.import-contributions"
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class AddComment:
    label: ClassVar[str] = "command.add-comment"
    contribution: str
    comment: str
    text: str


@dataclass(frozen=True, slots=True)
class CastVote:
    """Give or change a seat's vote; ``None`` takes it back."""

    label: ClassVar[str] = "command.cast-vote"
    contribution: str
    opinion: Opinion | None


Command: TypeAlias = (
    EnterPhase
    | SetGoal
    | DropGoal
    | FixGoals
    | ReopenGoals
    | AddVariant
    | RenameVariant
    | RemoveVariant
    | PlaceMeasure
    | ChangeMeasure
    | RemoveMeasure
    | Contribute
    | WithdrawContribution
    | ImportContributions
    | AddComment
    | CastVote
)
