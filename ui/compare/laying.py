"""Where a lens is laid: as near as may be to where it is wanted, clear of all cards and of other lenses."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """What a card covers of the table [px]."""

    left: float
    top: float
    width: float
    height: float


class Disc(NamedTuple):
    """What a lens covers with its handles [px]."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Top:
    """The table top and what lies on it besides the lens.

    Attributes:
        width: of the table [px].
        height: likewise.
        step: by which places are tried [px], above 0.
        cards: of all seats.
        lenses: the others.
    """

    width: float
    height: float
    step: float
    cards: Sequence[Box] = ()
    lenses: Sequence[Disc] = ()


def hidden(disc: Disc, cards: Sequence[Box]) -> bool:
    """Whether a card lies over a part of a lens."""
    return any(_reaches(disc, card) for card in cards)


def place_for(disc: Disc, top: Top) -> tuple[float, float]:
    """The middle of the nearest place for a lens where nothing covers it; where it is least covered if there is none.

    Args:
        disc: the lens where it is wanted.
        top: the table.
    """
    best, least = (disc.x, disc.y), (math.inf, math.inf)
    for x, y in _places(disc, top):
        away = math.hypot(x - disc.x, y - disc.y)
        if least[0] == 0 and away >= least[1]:
            continue
        covered = _covered(Disc(x, y, disc.radius), top)
        if (covered, away) < least:
            best, least = (x, y), (covered, away)
    return best


def _places(disc: Disc, top: Top) -> Iterator[tuple[float, float]]:
    """Where it is wanted, and a grid of places on which all of it lies on the table."""
    low_x, high_x = _span(disc.radius, top.width)
    low_y, high_y = _span(disc.radius, top.height)
    yield min(max(disc.x, low_x), high_x), min(max(disc.y, low_y), high_y)
    for y in _steps(low_y, high_y, top.step):
        for x in _steps(low_x, high_x, top.step):
            yield x, y


def _steps(low: float, high: float, step: float) -> list[float]:
    """From one end to the other, both of them among the places."""
    count = max(math.ceil((high - low) / step), 1)
    return [low + (high - low) * n / count for n in range(count + 1)]


def _span(radius: float, length: float) -> tuple[float, float]:
    return (radius, length - radius) if length > 2 * radius else (length / 2, length / 2)


def _covered(disc: Disc, top: Top) -> float:
    """How much of a lens lies under cards and on other lenses, added up [px²]; 0 where it lies free."""
    cards = sum(_overlap(disc, card) for card in top.cards if _reaches(disc, card))
    apart = (disc.radius + other.radius - math.hypot(disc.x - other.x, disc.y - other.y) for other in top.lenses)
    return cards + sum(disc.radius * max(0.0, near) for near in apart)


def _reaches(disc: Disc, card: Box) -> bool:
    across = min(max(disc.x, card.left), card.left + card.width)
    along = min(max(disc.y, card.top), card.top + card.height)
    return math.hypot(disc.x - across, disc.y - along) < disc.radius


def _overlap(disc: Disc, card: Box) -> float:
    """Of a card and the square around a lens [px²]."""
    wide = min(disc.x + disc.radius, card.left + card.width) - max(disc.x - disc.radius, card.left)
    high = min(disc.y + disc.radius, card.top + card.height) - max(disc.y - disc.radius, card.top)
    return max(wide, 0.0) * max(high, 0.0)
