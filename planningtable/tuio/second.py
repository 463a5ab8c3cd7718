"""TUIO 2.0: one frame of fingers, things and their bounds, begun by ``frm`` and ended by ``alv``.

Source: M. Kaltenbrunner, TUIO 2.0 Protocol Specification, tuio.org; Kaltenbrunner & Echtler 2018,
https://doi.org/10.1145/3229090.
"""

from collections.abc import Sequence

from planningtable.tuio.osc import Argument, MalformedError
from planningtable.tuio.reading import MOST, number, place, whole
from planningtable.tuio.values import Contact, Session, Token, Told

PREFIX = "/tuio2/"

# A tracker that was started anew counts from one again; farther back than this is no packet that came late.
_LATE = 100


class SecondGeneration:
    """What one tracker tells by TUIO 2.0."""

    def __init__(self) -> None:
        self._pointers: dict[Session, Contact] = {}
        self._tokens: dict[Session, Token] = {}
        self._bounds: dict[Session, Contact] = {}
        self._hovering: set[Session] = set()
        self._frame = 0
        self._late = False
        self._tells_pointers = False

    def take(self, component: str, values: Sequence[Argument]) -> bool:
        """Take in a message; whether it was the end of a frame that came late.

        Raises:
            MalformedError: the message is none of TUIO.
        """
        if component == "frm":
            frame = whole(values[0] if values else None)
            self._late = 0 < self._frame - frame < _LATE and frame > 0
            self._frame = self._frame if self._late else max(frame, 0) or self._frame
        elif component == "alv":
            return self._ended(values)
        elif not self._late:
            self._component(component, values)
        return False

    def told(self) -> Told:
        """What lies there; bounds are fingers where a tracker knows no others, and else say how large those are."""
        bounds = self._bounds
        if not self._tells_pointers:
            return Told({s: c for s, c in bounds.items() if s not in self._tokens}, self._tokens)
        touching = {s: c for s, c in self._pointers.items() if s not in self._hovering}
        sized = {s: Contact(c.x, c.y, bounds[s].size) if s in bounds else c for s, c in touching.items()}
        return Told(sized, self._tokens)

    def _component(self, component: str, values: Sequence[Argument]) -> None:
        if len(self._pointers) + len(self._tokens) + len(self._bounds) > 3 * MOST:
            raise MalformedError
        session = whole(values[0] if values else None)
        if component == "ptr":
            self._tells_pointers = True
            pressed = number(values, 8) if len(values) > 8 else 0.0
            radius = number(values, 7) if len(values) > 7 else 0.0
            self._pointers[session] = Contact(*place(values, 3), max(2 * radius, 0.0))
            # What hovers is told with a negative pressure.
            (self._hovering.add if pressed < 0 else self._hovering.discard)(session)
        elif component == "tok":
            mark = whole(values[2] if len(values) > 2 else None)
            self._tokens[session] = Token(mark, *place(values, 3), number(values, 5))
        elif component == "bnd":
            self._bounds[session] = Contact(*place(values, 1), max(number(values, 4), number(values, 5), 0.0))

    def _ended(self, values: Sequence[Argument]) -> bool:
        if self._late:
            self._late = False
            return True
        if len(values) > MOST:
            raise MalformedError
        alive = {whole(value) for value in values}
        for known in (self._pointers, self._tokens, self._bounds):
            for session in known.keys() - alive:
                del known[session]
        self._hovering &= alive
        return False
