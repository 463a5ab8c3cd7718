"""Where a lens with its legend is laid: near where it is wanted, clear of cards, tabs and other lenses."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """What a card, a tab or a legend covers of the table [px]."""

    left: float
    top: float
    width: float
    height: float


class Disc(NamedTuple):
    """What a lens covers with its handles [px]."""

    x: float
    y: float
    radius: float


NO_SKIRT = Box(0.0, 0.0, 0.0, 0.0)

INWARDS = 2.0
"""A way towards the middle of the table or back counts so many times as much as one along the edge of its person."""

GLASS = 4.0
"""Glass and handles under something count so many times as much as a legend under it."""


@dataclass(frozen=True, slots=True)
class Top:
    """The table top and what lies on it besides the lens.

    Attributes:
        width: of the table [px].
        height: likewise.
        step: by which places are tried [px], above 0.
        cards: of all seats, their tabs, and the legends of other lenses.
        lenses: the others.
    """

    width: float
    height: float
    step: float
    cards: Sequence[Box] = ()
    lenses: Sequence[Disc] = ()


def hidden(disc: Disc, top: Top, skirt: Box = NO_SKIRT) -> bool:
    """Whether a card lies over a part of a lens, or its legend is not to be read: covered, or not all on the table."""
    if any(_reaches(disc, card) for card in top.cards):
        return True
    box = _at(disc, skirt)
    if not box.width:
        return False
    is_inside = min(box.left, box.top) >= 0 and box.left + box.width <= top.width and box.top + box.height <= top.height
    return not is_inside or _skirt_covered(box, top) > 0


def place_for(disc: Disc, top: Top, skirt: Box = NO_SKIRT) -> tuple[float, float]:
    """The middle of the nearest place for a lens where nothing covers it; where it is least covered if there is none.

    Args:
        disc: the lens where it is wanted.
        top: the table.
        skirt: label and legend, beside the middle of the lens; of no width where there are none.
    """
    best, least = (disc.x, disc.y), (math.inf, math.inf)
    for x, y in _places(disc, top, skirt):
        away = _away(x - disc.x, y - disc.y, skirt)
        if least[0] == 0 and away >= least[1]:
            continue
        moved = Disc(x, y, disc.radius)
        covered = GLASS * _covered(moved, top) + _skirt_covered(_at(moved, skirt), top)
        if (covered, away) < least:
            best, least = (x, y), (covered, away)
    return best


def _away(x: float, y: float, skirt: Box) -> float:
    """How far a way is, in sideways pixels; the skirt hangs towards the person."""
    down = (skirt.left + skirt.width / 2, skirt.top + skirt.height / 2)
    length = math.hypot(*down)
    if length == 0.0:
        return math.hypot(x, y)
    inwards = (x * down[0] + y * down[1]) / length
    sideways = (y * down[0] - x * down[1]) / length
    return math.hypot(sideways, INWARDS * inwards)


def _at(disc: Disc, skirt: Box) -> Box:
    """The skirt of a lens on the table."""
    return Box(disc.x + skirt.left, disc.y + skirt.top, skirt.width, skirt.height)


def _skirt_covered(box: Box, top: Top) -> float:
    """How much of a legend lies under cards and other lenses, added up [px²]."""
    if not box.width:
        return 0.0
    squares = (Box(o.x - o.radius, o.y - o.radius, 2 * o.radius, 2 * o.radius) for o in top.lenses if _reaches(o, box))
    return sum(_shared(box, card) for card in top.cards) + sum(_shared(box, square) for square in squares)


def _shared(one: Box, other: Box) -> float:
    """What two boxes have in common [px²]."""
    wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    high = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return max(wide, 0.0) * max(high, 0.0)


def _places(disc: Disc, top: Top, skirt: Box) -> Iterator[tuple[float, float]]:
    """Where it is wanted, and a grid of places on which all of it lies on the table."""
    r = disc.radius
    low_x, high_x = _span(max(r, -skirt.left), max(r, skirt.left + skirt.width), top.width)
    low_y, high_y = _span(max(r, -skirt.top), max(r, skirt.top + skirt.height), top.height)
    yield min(max(disc.x, low_x), high_x), min(max(disc.y, low_y), high_y)
    for y in _steps(low_y, high_y, top.step):
        for x in _steps(low_x, high_x, top.step):
            yield x, y


def _steps(low: float, high: float, step: float) -> list[float]:
    """From one end to the other, both of them among the places."""
    count = max(math.ceil((high - low) / step), 1)
    return [low + (high - low) * n / count for n in range(count + 1)]


def _span(before: float, after: float, length: float) -> tuple[float, float]:
    """From where to where the middle may lie that reaches so far to both sides [px]."""
    low, high = before, length - after
    return (low, high) if low < high else ((low + high) / 2, (low + high) / 2)


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
    return _shared(Box(disc.x - disc.radius, disc.y - disc.radius, 2 * disc.radius, 2 * disc.radius), card)
