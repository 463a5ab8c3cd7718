"""Pieces with marks: put down, pushed, turned and taken up again, however badly the tracker sees them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from planningtable.tuio.values import Token

GRACE = 1.0
"""A piece that is not seen for so long was taken up; hands cover marks [s]."""
NEAR = 0.08
"""A mark that is seen again so near is the same piece [parts of the table's width]."""
REST = 0.5
"""A piece that is not moved for so long has come to rest [s]."""
TREMBLE = 0.004
"""What moves less does not move [parts of the width]."""
WOBBLE = 2.0
"""What turns less does not turn [°]."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece on the table.

    Attributes:
        id: its own, until it is taken up.
        symbol: number of its mark.
        x: part of the table's width.
        y: part of its height.
        turned: since it was put down, clockwise, several times round too [°].
    """

    id: int
    symbol: int
    x: float
    y: float
    turned: float = 0.0


class Happened(StrEnum):
    PUT = "put"
    MOVED = "moved"
    RESTED = "rested"
    LIFTED = "lifted"


@dataclass(slots=True)
class _Seen:
    piece: Piece
    number: int
    angle: float
    at: float
    moved: float
    rests: bool = False


class Pieces:
    """All pieces of a table. Feed it whatever trackers tell, and again every so often."""

    def __init__(self) -> None:
        self._seen: dict[int, _Seen] = {}
        self._next = 1

    @property
    def now(self) -> tuple[Piece, ...]:
        return tuple(seen.piece for seen in self._seen.values())

    def feed(self, tokens: Mapping[int, Token], t: float) -> tuple[tuple[Happened, Piece], ...]:
        """Take in what is told now and say what happened, in its order.

        Args:
            tokens: by the tracker's numbers, which change when it loses a mark.
            t: monotonic time [s].
        """
        happened: list[tuple[Happened, Piece]] = []
        free = set(self._seen)
        for number, token in tokens.items():
            found = self._known(number, token, free)
            if found is None:
                happened.append((Happened.PUT, self._put(number, token, t)))
                continue
            free.discard(found)
            self._seen[found].number = number
            if self._move(self._seen[found], token, t):
                happened.append((Happened.MOVED, self._seen[found].piece))
        for id in free:
            if t - self._seen[id].at > GRACE:
                happened.append((Happened.LIFTED, self._seen.pop(id).piece))
        for seen in self._seen.values():
            if not seen.rests and t - seen.moved > REST:
                seen.rests = True
                happened.append((Happened.RESTED, seen.piece))
        return tuple(happened)

    def _known(self, number: int, token: Token, free: set[int]) -> int | None:
        """The piece that a mark belongs to: by the tracker's number, else the nearest with this mark."""
        alike = [self._seen[id] for id in free if self._seen[id].piece.symbol == token.symbol]
        for seen in alike:
            if seen.number == number:
                return seen.piece.id
        nearest = min(alike, key=lambda seen: _apart(seen.piece, token), default=None)
        return nearest.piece.id if nearest is not None and _apart(nearest.piece, token) <= NEAR else None

    def _put(self, number: int, token: Token, t: float) -> Piece:
        piece = Piece(self._next, token.symbol, token.x, token.y)
        self._next += 1
        self._seen[piece.id] = _Seen(piece, number, token.angle, t, t)
        return piece

    def _move(self, seen: _Seen, token: Token, t: float) -> bool:
        seen.at = t
        # The short way round: an angle that passes 360° goes on.
        turn = math.degrees(math.remainder(token.angle - seen.angle, math.tau))
        is_pushed = _apart(seen.piece, token) > TREMBLE
        is_turned = abs(turn) > WOBBLE
        if not (is_pushed or is_turned):
            return False
        if is_turned:
            seen.angle = token.angle
            seen.piece = replace(seen.piece, turned=seen.piece.turned + turn)
        if is_pushed:
            seen.piece = replace(seen.piece, x=token.x, y=token.y)
        seen.moved, seen.rests = t, False
        return True


def _apart(piece: Piece, token: Token) -> float:
    return math.hypot(piece.x - token.x, piece.y - token.y)
