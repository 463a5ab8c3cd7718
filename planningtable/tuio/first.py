"""TUIO 1.1: profiles of fingers, of marked things and of blobs, each with its own frames.

A frame is ``alive`` with all sessions, ``set`` for those that changed, and ``fseq`` with its number. A packet that
overtook another is known by that number; one that was lost does no harm, since the next tells all that is alive.

Source: M. Kaltenbrunner et al., TUIO 1.1 Protocol Specification, tuio.org.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from planningtable.tuio.osc import Argument, MalformedError
from planningtable.tuio.reading import MOST, number, place, whole
from planningtable.tuio.values import Contact, Session, Token, Told

PREFIX = "/tuio/"

# A tracker that was started anew counts from one again; farther back than this is no packet that came late.
_LATE = 100

Thing = TypeVar("Thing")


@dataclass(slots=True)
class _Profile(Generic[Thing]):
    now: dict[Session, Thing] = field(default_factory=dict)
    alive: tuple[Session, ...] = ()
    changed: dict[Session, Thing] = field(default_factory=dict)
    frame: int = 0

    def ended(self, frame: int) -> bool:
        """Whether the frame with this number counts; what was told since the last one is used up."""
        changed, self.changed = self.changed, {}
        if 0 < self.frame - frame < _LATE and frame > 0:
            return False
        self.frame = max(frame, 0) or self.frame
        known = {**self.now, **changed}
        self.now = {session: known[session] for session in self.alive if session in known}
        return True


class FirstGeneration:
    """What one tracker tells by TUIO 1.1."""

    def __init__(self) -> None:
        self._cursors: _Profile[Contact] = _Profile()
        self._objects: _Profile[Token] = _Profile()
        self._blobs: _Profile[Contact] = _Profile()
        self._tells_cursors = False

    def take(self, profile: str, arguments: Sequence[Argument]) -> bool:
        """Take in a message; whether it was the end of a frame that came late.

        Raises:
            MalformedError: the message is none of TUIO.
        """
        if not arguments:
            raise MalformedError
        word, values = arguments[0], arguments[1:]
        if profile == "2Dcur":
            self._tells_cursors = True
            return _taken(self._cursors, word, values, _cursor)
        if profile == "2Dobj":
            return _taken(self._objects, word, values, _object)
        if profile == "2Dblb":
            return _taken(self._blobs, word, values, _blob)
        return False

    def told(self) -> Told:
        """What lies there; blobs are fingers where a tracker knows no others, and else say how large those are."""
        blobs = self._blobs.now
        if not self._tells_cursors:
            return Told(blobs, self._objects.now)
        sized = {s: Contact(c.x, c.y, blobs[s].size) if s in blobs else c for s, c in self._cursors.now.items()}
        return Told(sized, self._objects.now)


def _taken(
    profile: _Profile[Thing], word: Argument, values: Sequence[Argument], read: Callable[[Sequence[Argument]], Thing]
) -> bool:
    if word == "alive":
        if len(values) > MOST:
            raise MalformedError
        profile.alive = tuple(whole(value) for value in values)
    elif word == "set":
        if len(profile.changed) > MOST or not values:
            raise MalformedError
        profile.changed[whole(values[0])] = read(values)
    elif word == "fseq":
        return not profile.ended(whole(values[0] if values else None))
    return False


def _cursor(values: Sequence[Argument]) -> Contact:
    return Contact(*place(values, 1))


def _object(values: Sequence[Argument]) -> Token:
    return Token(whole(values[1] if len(values) > 1 else None), *place(values, 2), number(values, 4))


def _blob(values: Sequence[Argument]) -> Contact:
    # Its angle lies between.
    return Contact(*place(values, 1), max(number(values, 4), number(values, 5), 0.0))
