"""How big a finger, a hand and a moment are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeAlias

Facing: TypeAlias = Callable[[float, float], tuple[float, float]]


def desk_facing(x: float, y: float) -> tuple[float, float]:
    """Away from the person is up on the screen, wherever they touch it."""
    del x, y
    return (0.0, -1.0)


@dataclass(frozen=True, slots=True)
class TouchSettings:
    """Lengths in px, times in seconds.

    Attributes:
        slop: a finger that stayed within this still rests.
        hand: contacts closer than this belong to one hand.
        palm: where as many contacts as a flat hand makes come down closer together than this, nobody pointed.
        reach: contacts closer than this may be the two hands of one person.
        long_press: a finger that rests this long asks for a menu.
        second_finger: a finger that follows a stroke this soon meant the map.
        idle: a hand that moved nothing for this long gives the map to the next who moves.
    """

    slop: float = 12.0
    hand: float = 420.0
    palm: float = 210.0
    reach: float = 960.0
    long_press: float = 0.5
    second_finger: float = 0.3
    idle: float = 1.5

    @classmethod
    def for_density(cls, px_per_mm: float) -> Self:
        """Settings for a screen: 4 mm of tremble, 65 mm of palm, 130 mm between fingers, 300 mm between two hands."""
        slop = max(4.0 * px_per_mm, 8.0)
        return cls(slop=slop, hand=130.0 * px_per_mm, palm=65.0 * px_per_mm, reach=300.0 * px_per_mm)
