"""What the fingers meant. Places and ways in px of the item, y downwards; turns clockwise as seen."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Tap:
    """One short touch."""

    contact: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LongPress:
    """One finger that rests; comes while the finger is still down."""

    contact: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MapGrasped:
    """A hand took the map."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MapReleased:
    """The hand let the map go."""


@dataclass(frozen=True, slots=True)
class Pan:
    """The map follows one finger, which is now at (x, y) and came (dx, dy)."""

    x: float
    y: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Pinch:
    """The map follows two fingers: it moves by (dx, dy), then grows by a factor and turns about (x, y).

    Attributes:
        x: the middle between the fingers now.
        y: likewise.
        dx: how far the middle came.
        dy: likewise.
        factor: above 1 when the fingers part.
        degrees: clockwise as seen.
    """

    x: float
    y: float
    dx: float
    dy: float
    factor: float
    degrees: float


@dataclass(frozen=True, slots=True)
class Tilt:
    """Fingers moved together away from the person (positive) or towards them; [px] along that way."""

    x: float
    y: float
    distance: float


class StrokePhase(StrEnum):
    BEGIN = "begin"
    MOVE = "move"
    END = "end"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One finger that draws."""

    contact: int
    phase: StrokePhase
    x: float
    y: float


Gesture: TypeAlias = Tap | LongPress | MapGrasped | MapReleased | Pan | Pinch | Tilt | Stroke
