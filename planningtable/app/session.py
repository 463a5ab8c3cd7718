"""The only door to change a workshop: commands in, events out, stored before anybody hears of them."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from planningtable.app.saved_views import SavedViews
from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.city.site import Site
from planningtable.domain.checks import TITLE_LIMIT, checked_text
from planningtable.domain.commands import Command
from planningtable.domain.decide import Acting, decide
from planningtable.domain.events import Event
from planningtable.domain.history import REDO_LABEL, UNDO_LABEL, Act, History
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import Workshop
from planningtable.store.workshop_file import PATIENCE, WorkshopFile

Clock: TypeAlias = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Change:
    """What subscribers hear after each act.

    Attributes:
        before: the state before it.
        after: the state after it; equal to ``Session.state`` at that moment.
        events: what happened.
        seat: who did it.
    """

    before: Workshop
    after: Workshop
    events: tuple[Event, ...]
    seat: str


Subscriber: TypeAlias = Callable[[Change], None]


def _now() -> datetime:
    return datetime.now(UTC)


class Session:
    """An open workshop.

    Acts come one at a time, from any thread; subscribers are called in the thread that acts, in the order of the acts,
    before `execute` returns. `cached` and `keep` may be called from worker threads meanwhile.
    """

    def __init__(self, file: WorkshopFile, clock: Clock = _now) -> None:
        self._file = file
        self._clock = clock
        self._turn = threading.RLock()
        self._subscribers: dict[int, Subscriber] = {}
        self._tickets = 0
        self._closed = False
        self.site: Site = file.site()
        self.plans: tuple[Plan, ...] = file.plans()
        self.photos: tuple[Photo, ...] = file.photos()
        self.views = SavedViews(file)
        self._buildings = frozenset(self.site.buildings.ids)
        extent = self.site.extent
        self._extent = (extent.west, extent.south, extent.east, extent.north)
        self._history = _replayed(file)
        file.ready(self.state)

    @classmethod
    def create(
        cls,
        path: Path | str,
        site: Site,
        name: str,
        *,
        replace: bool = False,
    ) -> Self:
        """Make a workshop file and open it.

        Args:
            path: of the new file, ``NAME.gpkg``.
            site: what stands there.
            name: of the workshop, shown to people.
            replace: whether a file that lies there already may be replaced.

        Raises:
            PlanningError: something lies there already, or the folder does not take it.
        """
        return cls._over(WorkshopFile.create(Path(path), site, checked_text(name, TITLE_LIMIT), replace=replace))

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False, patience: float = PATIENCE) -> Self:
        """Open a workshop file; where another process has it open, to read only (see `read_only`).

        Args:
            path: of the file.
            read_only: whether nothing will be changed.
            patience: so long an act waits for another program that is writing to the file, before it is refused [s].

        Raises:
            PlanningError: it is missing, another program's, damaged or newer than this program.
        """
        return cls._over(WorkshopFile.open(Path(path), read_only=read_only, patience=patience))

    @classmethod
    def in_memory(cls, site: Site, name: str = "workshop") -> Self:
        """A workshop that is gone when it is closed."""
        return cls._over(WorkshopFile.in_memory(site, name))

    @classmethod
    def _over(cls, file: WorkshopFile) -> Self:
        try:
            return cls(file)
        except BaseException:
            file.close()
            raise

    @property
    def state(self) -> Workshop:
        return self._history.state

    @property
    def history(self) -> History:
        """Every act that ever happened, and those that count."""
        return self._history

    @property
    def path(self) -> Path | None:
        """Where the workshop file lies; None for one in memory."""
        return self._file.path

    @property
    def read_only(self) -> bool:
        return self._file.read_only

    @property
    def why_read_only(self) -> Text | None:
        """Why nothing can be changed: asked for, open elsewhere, or write-protected; None where it can."""
        return self._file.why_read_only

    @property
    def event_count(self) -> int:
        """Rows of the log; it only ever grows."""
        return sum(len(act.events) for act in self._history.log)

    def execute(self, command: Command, seat: str = "shell") -> tuple[Event, ...]:
        """Do what a seat asks for: all of it, stored, or nothing.

        Returns:
            What happened; empty where everything was so already.

        Raises:
            PlanningError: a rule of the workshop speaks against it, or it could not be stored.
        """
        with self._turn:
            at = self._at()
            events = decide(self.state, command, Acting(seat, at, self._buildings, self._extent))
            if events:
                self._record(seat, at, getattr(command, "variant", None), command.label, events)
            return events

    def undo(self, seat: str) -> tuple[Event, ...]:
        """Take back the last act of a seat; the log keeps both.

        Raises:
            PlanningError: there is none, somebody else has built on it, or it could not be stored.
        """
        with self._turn:
            event = self._history.undo(seat)
            self._record(seat, self._at(), self._variant_of(event.act), UNDO_LABEL, (event,))
            return (event,)

    def redo(self, seat: str) -> tuple[Event, ...]:
        """Bring back what a seat undid last.

        Raises:
            PlanningError: there is nothing, what others did since speaks against it, or it could not be stored.
        """
        with self._turn:
            event = self._history.redo(seat)
            self._record(seat, self._at(), self._variant_of(event.act), REDO_LABEL, (event,))
            return (event,)

    def can_undo(self, seat: str) -> Text | None:
        """The name of the act that undo would take back; None where it would refuse."""
        with self._turn:
            act = self._history.undoable(seat)
            return Text(act.label) if act and not self.read_only and _allowed(self._history.undo, seat) else None

    def can_redo(self, seat: str) -> Text | None:
        """The name of the act that redo would bring back; None where it would refuse."""
        with self._turn:
            act = self._history.redoable(seat)
            return Text(act.label) if act and not self.read_only and _allowed(self._history.redo, seat) else None

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Call back after each act.

        Returns:
            A function that ends it; may be called twice.
        """
        with self._turn:
            self._tickets += 1
            ticket = self._tickets
            self._subscribers[ticket] = callback

        def unsubscribe() -> None:
            with self._turn:
                self._subscribers.pop(ticket, None)

        return unsubscribe

    def cached(self, key: str) -> bytes | None:
        """A computed result that the workshop file keeps."""
        return self._file.cache.get(key)

    def keep(self, key: str, value: bytes) -> None:
        """Keep a computed result in the workshop file, if it takes it."""
        self._file.cache.keep(key, value)

    def close(self) -> None:
        """Leave a single file; may be called twice."""
        with self._turn:
            if not self._closed:
                self._closed = True
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _record(self, seat: str, at: str, variant: str | None, label: str, events: tuple[Event, ...]) -> None:
        before = self._history
        act = Act(before.next_number, seat, before.state.phase, at, variant, label, events)
        after = before.after(act)
        self._file.append(act, before.state, after.state)
        self._history = after
        change = Change(before.state, after.state, events, seat)
        for callback in tuple(self._subscribers.values()):
            callback(change)

    def _variant_of(self, number: int) -> str | None:
        return next((a.variant for a in reversed(self._history.log) if a.number == number), None)

    def _at(self) -> str:
        """UTC with milliseconds, the form that GeoPackage prescribes."""
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _allowed(move: Callable[[str], object], seat: str) -> bool:
    try:
        move(seat)
    except PlanningError:
        return False
    return True


def _replayed(file: WorkshopFile) -> History:
    start = Workshop(file.meta["name"], file.meta["crs"])
    try:
        return History.replay(start, file.acts())
    except ValueError as error:
        name = file.path.name if file.path else ""
        raise PlanningError("error.store.damaged", file=name) from error
