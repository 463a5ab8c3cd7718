"""The log of acts and the state they amount to; undo and redo a seat, without erasing anything."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from planningtable.domain.events import ActRedone, ActUndone, Event
from planningtable.domain.evolve import evolve_all
from planningtable.domain.fits import fits
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Phase, Workshop

UNDO_LABEL = "command.undo"
REDO_LABEL = "command.redo"


@dataclass(frozen=True, slots=True)
class Act:
    """One executed command, or one undo or redo: an entry of the log.

    Attributes:
        number: 1, 2, 3 … in the order in which it happened.
        seat: who did it.
        phase: the phase that ran.
        at: UTC time, ISO 8601.
        variant: the variant it was about; None where it was about none.
        label: message id of its name, e.g. ``command.place-measure``.
        events: what happened, at least one.
    """

    number: int
    seat: str
    phase: Phase
    at: str
    variant: str | None
    label: str
    events: tuple[Event, ...]

    @property
    def head_move(self) -> ActUndone | ActRedone | None:
        """The move of the head, where the act is an undo or a redo."""
        first = self.events[0]
        return first if isinstance(first, ActUndone | ActRedone) else None


@dataclass(frozen=True, slots=True)
class History:
    """All acts, the acts that count, and the state after each of these.

    Attributes:
        log: every act that ever happened.
        live: the acts that count, by number.
        states: before the first and after each live act; one more than ``live``.
        undone: the undone acts that may be redone, the one undone last at the end; acts of all seats.
    """

    log: tuple[Act, ...]
    live: tuple[Act, ...]
    states: tuple[Workshop, ...]
    undone: tuple[Act, ...] = ()

    @classmethod
    def begin(cls, start: Workshop) -> Self:
        """The history of a workshop in which nothing has happened yet."""
        return cls((), (), (start,))

    @classmethod
    def replay(cls, start: Workshop, acts: Iterable[Act]) -> Self:
        """The history that a log amounts to.

        Raises:
            ValueError: the log undoes or redoes what it cannot.
        """
        history = cls.begin(start)
        for act in acts:
            history = history.after(act)
        return history

    @property
    def state(self) -> Workshop:
        return self.states[-1]

    @property
    def next_number(self) -> int:
        return self.log[-1].number + 1 if self.log else 1

    def after(self, act: Act) -> Self:
        """The history with one act more; a new act empties the redo of its seat, the log keeps what was there.

        Raises:
            ValueError: the act undoes or redoes what it cannot.
        """
        move = act.head_move
        log = (*self.log, act)
        if isinstance(move, ActUndone):
            return replace(self._without(move.act), log=log)
        if isinstance(move, ActRedone):
            return replace(self._with(move.act), log=log)
        return replace(
            self,
            log=log,
            live=(*self.live, act),
            states=(*self.states, evolve_all(self.state, act.events)),
            undone=tuple(a for a in self.undone if a.seat != act.seat),
        )

    def undoable(self, seat: str) -> Act | None:
        """The act that undo would take back for a seat: its last one that counts."""
        return next((a for a in reversed(self.live) if a.seat == seat), None)

    def redoable(self, seat: str) -> Act | None:
        """The act that redo would bring back for a seat: the one it undid last."""
        return next((a for a in reversed(self.undone) if a.seat == seat), None)

    def undo(self, seat: str) -> ActUndone:
        """What taking back a seat's last act amounts to.

        Raises:
            PlanningError: the seat has nothing to undo, or somebody else has built on it.
        """
        act = self.undoable(seat)
        if act is None:
            raise PlanningError("error.workshop.nothing-to-undo")
        after = self._without(act.number)
        self._check(after, act, "error.workshop.undo-built-on")
        return ActUndone(act.number)

    def redo(self, seat: str) -> ActRedone:
        """What bringing back the act that a seat undid last amounts to.

        Raises:
            PlanningError: the seat has nothing to redo, or what others did since speaks against it.
        """
        act = self.redoable(seat)
        if act is None:
            raise PlanningError("error.workshop.nothing-to-redo")
        after = self._with(act.number)
        self._check(after, act, "error.workshop.redo-built-on")
        return ActRedone(act.number)

    def _check(self, after: "History", moved: Act, error: str) -> None:
        """Refuse a move after which some act would no longer fit, or which nobody would notice."""
        start = next((i for i, a in enumerate(after.live) if a.number >= moved.number), len(after.live))
        for act, state in zip(after.live[start:], after.states[start:], strict=False):
            if not _act_fits(state, act):
                raise _built_on(error, act.seat)
        if after.state == self.state:
            last = next((a for a in reversed(self.live) if a.seat != moved.seat), moved)
            raise _built_on(error, last.seat)

    def _without(self, number: int) -> Self:
        index = next((i for i, a in enumerate(self.live) if a.number == number), None)
        if index is None:
            raise ValueError(f"act {number} does not count and cannot be undone")
        act = self.live[index]
        later = self.live[index + 1 :]
        return replace(
            self,
            live=(*self.live[:index], *later),
            states=(*self.states[: index + 1], *_states(self.states[index], later)),
            undone=(*self.undone, act),
        )

    def _with(self, number: int) -> Self:
        act = next((a for a in self.undone if a.number == number), None)
        if act is None:
            raise ValueError(f"act {number} was not undone and cannot be redone")
        index = next((i for i, a in enumerate(self.live) if a.number > number), len(self.live))
        later = (act, *self.live[index:])
        return replace(
            self,
            live=(*self.live[:index], *later),
            states=(*self.states[: index + 1], *_states(self.states[index], later)),
            undone=tuple(a for a in self.undone if a.number != number),
        )


def _built_on(error: str, seat: str) -> PlanningError:
    """Says who it was: the number of a seat at the table, or the staff."""
    name, _, number = seat.partition("-")
    if name == "seat" and number.isdigit():
        return PlanningError(error, seat=int(number))
    return PlanningError(f"{error}-by-staff")


def _states(state: Workshop, acts: Iterable[Act]) -> list[Workshop]:
    states = []
    for act in acts:
        state = evolve_all(state, act.events)
        states.append(state)
    return states


def _act_fits(state: Workshop, act: Act) -> bool:
    for event in act.events:
        if not fits(state, event):
            return False
        state = evolve_all(state, (event,))
    return True
