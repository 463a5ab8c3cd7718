"""Many hands at random, each at its own place of the edge: a busy table. The same seed gives the same hands."""

import random
from collections.abc import Iterator

from planningtable.app.hands.acts import Act, Finger, Pinch, Place
from planningtable.app.hands.script import TAP

MOST_HANDS = 40
# Between two acts of a hand [s].
PAUSE = (0.1, 1.2)
# How far a hand reaches from its place, as part of the width or height.
REACH = 0.35
# Nearer to the rim than this lie the tabs of the seats, which a crowd would only open and close.
EDGE = 0.07


def crowd(hands: int, seconds: float, seed: int) -> tuple[Act, ...]:
    """What hands do, each one thing after another.

    Args:
        hands: how many, all round the table.
        seconds: until none begins anything new.
        seed: of chance.
    """
    acts: list[Act] = []
    for hand in range(hands):
        acts += _hand(random.Random(f"{seed}/{hand}"), _home(hand, hands), seconds)
    return tuple(sorted(acts, key=lambda act: act.begin))


def _home(hand: int, hands: int) -> Place:
    """Places go round the edge, a little within the table."""
    along = 4 * (hand + 0.5) / hands
    edge, part = int(along), along % 1.0
    return ((part, 0.9), (0.9, 1.0 - part), (1.0 - part, 0.1), (0.1, part))[edge]


def _hand(chance: random.Random, home: Place, seconds: float) -> Iterator[Act]:
    t = chance.uniform(0.0, PAUSE[1])
    while t < seconds:
        act = _act(chance, home, t)
        yield act
        t += act.lasts + chance.uniform(*PAUSE)


def _act(chance: random.Random, home: Place, t: float) -> Act:
    place = _near(chance, home)
    kind = chance.random()
    if kind < 0.4:
        return Finger(t, TAP, (place,))
    if kind < 0.55:
        return Finger(t, 0.8, (place,))
    if kind < 0.85:
        way = (place, *(_near(chance, home) for _ in range(chance.randint(1, 3))))
        return Finger(t, round(chance.uniform(0.3, 1.5), 2), way)
    start, end = chance.uniform(0.04, 0.08), chance.uniform(0.03, 0.12)
    return Pinch(t, round(chance.uniform(0.4, 1.2), 2), place, start, end, chance.uniform(-60, 60))


def _near(chance: random.Random, home: Place) -> Place:
    x, y = (chance.uniform(max(c - REACH, EDGE), min(c + REACH, 1.0 - EDGE)) for c in home)
    return x, y
