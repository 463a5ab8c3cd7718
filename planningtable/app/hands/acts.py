"""What a hand does at a table, and where its fingers are meanwhile. Places are parts of its width and height."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, pairwise
from typing import TypeAlias

from planningtable.tuio.frames import Frame
from planningtable.tuio.values import Contact, Token

Place: TypeAlias = tuple[float, float]

RATE = 60.0
"""Frames that a tracker tells a second."""


@dataclass(frozen=True, slots=True)
class Finger:
    """One finger that comes down, follows a way, and is lifted.

    Attributes:
        begin: when it comes down [s].
        lasts: until it is lifted [s].
        way: places; one for a finger that rests.
    """

    begin: float
    lasts: float
    way: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Pinch:
    """Two fingers that part or close, turn, or both.

    Attributes:
        begin: when they come down [s].
        lasts: until they are lifted [s].
        middle: between them.
        start: how far they are apart at first, as part of the width.
        end: how far at last.
        turn: clockwise as seen [°].
        aspect: height of the table as part of its width.
    """

    begin: float
    lasts: float
    middle: Place
    start: float
    end: float
    turn: float = 0.0
    aspect: float = 9 / 16


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with a mark that is put down, perhaps moved and turned, and taken away.

    Attributes:
        begin: when it is put down [s].
        lasts: until it is taken away [s].
        symbol: number of its mark.
        way: places; one for a thing that stays.
        angles: at the beginning and at the end, clockwise [°].
    """

    begin: float
    lasts: float
    symbol: int
    way: tuple[Place, ...]
    angles: tuple[float, float] = (0.0, 0.0)


Act: TypeAlias = Finger | Pinch | Thing


def frames(acts: Iterable[Act], rate: float = RATE) -> Iterator[Frame]:
    """Frames of all acts together, until a frame in which all hands are gone.

    Args:
        acts: that are done; they may overlap.
        rate: frames a second. An act that is shorter than a frame is in one.
    """
    ordered = sorted(acts, key=lambda act: act.begin)
    ids = count(1)
    running: list[tuple[Act, int]] = []
    number = waiting = 0
    while waiting < len(ordered) or running:
        t = number / rate
        number += 1
        running = [(act, id) for act, id in running if t < act.begin + act.lasts]
        while waiting < len(ordered) and ordered[waiting].begin <= t:
            running.append((ordered[waiting], next(ids)))
            next(ids)  # a hand may have two fingers
            waiting += 1
        yield _frame(t, running)
    yield Frame(number / rate)


def _frame(t: float, running: list[tuple[Act, int]]) -> Frame:
    contacts: dict[int, Contact] = {}
    tokens: dict[int, Token] = {}
    for act, id in running:
        part = min((t - act.begin) / act.lasts, 1.0) if act.lasts > 0 else 0.0
        match act:
            case Finger():
                contacts[id] = Contact(*_along(act.way, part))
            case Pinch():
                contacts |= _pinched(act, part, id)
            case Thing():
                turned = act.angles[0] + (act.angles[1] - act.angles[0]) * part
                tokens[id] = Token(act.symbol, *_along(act.way, part), math.radians(turned % 360.0))
    return Frame(t, contacts, tokens)


def _along(way: tuple[Place, ...], part: float) -> Place:
    """A place on a way that is gone evenly."""
    lengths = [math.dist(a, b) for a, b in pairwise(way)]
    left = part * sum(lengths)
    for (a, b), length in zip(pairwise(way), lengths, strict=True):
        if left <= length and length > 0:
            share = left / length
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        left -= length
    return way[-1] if part > 0 else way[0]


def _pinched(act: Pinch, part: float, id: int) -> Mapping[int, Contact]:
    half = (act.start + (act.end - act.start) * part) / 2
    angle = math.radians(act.turn * part)
    dx, dy = half * math.cos(angle), half * math.sin(angle) / act.aspect
    x, y = act.middle
    return {id: Contact(x - dx, y - dy), id + 1: Contact(x + dx, y + dy)}
