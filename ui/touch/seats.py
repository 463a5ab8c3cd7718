"""Whose finger was it: the seat whose place at the edge is nearest."""

import math
from collections.abc import Sequence
from functools import lru_cache

from planningtable.domain.seats import Edge, Seat

_AWAY: dict[Edge, tuple[float, float]] = {
    Edge.SOUTH: (0.0, -1.0),
    Edge.WEST: (1.0, 0.0),
    Edge.NORTH: (0.0, 1.0),
    Edge.EAST: (-1.0, 0.0),
}
# Degrees clockwise that turn upright text so that it faces the edge.
_TURN: dict[Edge, float] = {Edge.SOUTH: 0.0, Edge.WEST: 90.0, Edge.NORTH: 180.0, Edge.EAST: 270.0}


# Where somebody sits round the corner, those who share an edge leave this part of it free at both ends.
_CORNER = 0.16


def place_of(seat: Seat, seats: Sequence[Seat], width: float, height: float) -> tuple[float, float]:
    """Where a seat sits: seats of one edge share it evenly, in their order from left to right or top to bottom."""
    beside = [other for other in seats if other.edge == seat.edge]
    corner = _CORNER if len(beside) > 1 and any(_is_round_the_corner(seat, other) for other in seats) else 0.0
    part = corner + (1.0 - 2 * corner) * (beside.index(seat) + 0.5) / len(beside)
    match seat.edge:
        case Edge.SOUTH:
            return (width * part, height)
        case Edge.NORTH:
            return (width * part, 0.0)
        case Edge.WEST:
            return (0.0, height * part)
        case Edge.EAST:
            return (width, height * part)


def _is_round_the_corner(seat: Seat, other: Seat) -> bool:
    return (_TURN[seat.edge] - _TURN[other.edge]) % 180.0 != 0.0


def along(seat: Seat, seats: Sequence[Seat]) -> float:
    """Where a seat's place is at its edge, as the person there sees it: 0 left, 1 right."""
    x, y = place_of(seat, seats, 1.0, 1.0)
    match seat.edge:
        case Edge.SOUTH:
            return x
        case Edge.NORTH:
            return 1.0 - x
        case Edge.WEST:
            return y
        case Edge.EAST:
            return 1.0 - y


def seat_at(x: float, y: float, seats: Sequence[Seat], width: float, height: float) -> Seat:
    """The seat that reaches (x, y) best.

    The table is measured as if it were square: people at the long edges lean in no farther than those at the ends.

    Raises:
        ValueError: there is no seat.
    """

    def distance(place: tuple[Seat, float, float]) -> float:
        return ((x - place[1]) / max(width, 1.0)) ** 2 + ((y - place[2]) / max(height, 1.0)) ** 2

    return min(_places(tuple(seats), width, height), key=distance)[0]


@lru_cache(8)
def _places(seats: tuple[Seat, ...], width: float, height: float) -> tuple[tuple[Seat, float, float], ...]:
    """Asked for each finger and each name of a picture, while nobody moves their chair."""
    return tuple((seat, *place_of(seat, seats, width, height)) for seat in seats)


# A card that is flung reaches whoever sits within this angle of its way [°].
_AIM = 35.0


def towards(
    start: tuple[float, float],
    way: tuple[float, float],
    seat: Seat,
    seats: Sequence[Seat],
    size: tuple[float, float],
) -> Seat | None:
    """Who sits where something is flung to; None where nobody does.

    Args:
        start: where it was let go, y downwards.
        way: where it was going.
        seat: who flung it.
        seats: that are at the table.
        size: width and height of the table, in the unit of the start.
    """

    def off(other: Seat) -> float:
        x, y = place_of(other, seats, *size)
        turn = math.atan2(y - start[1], x - start[0]) - math.atan2(way[1], way[0])
        return abs((math.degrees(turn) + 180.0) % 360.0 - 180.0)

    others = [other for other in seats if other != seat]
    nearest = min(others, key=off, default=None)
    return nearest if nearest is not None and off(nearest) <= _AIM else None


def away(seat: Seat) -> tuple[float, float]:
    """The direction that leads away from the person, as (x, y) with y downwards."""
    return _AWAY[seat.edge]


def turn_towards(seat: Seat) -> float:
    """Degrees clockwise by which text turns to be upright for the seat."""
    return _TURN[seat.edge]
