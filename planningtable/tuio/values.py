"""What trackers tell of: fingers, and tokens with a mark that they know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

Session: TypeAlias = int
"""Number that a tracker gives to something as long as it stays on the table."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A finger.

    Attributes:
        x: from the left edge of what the tracker sees (0) to the right (1).
        y: from the top (0) to the bottom (1).
        size: its longer side as part of the table's width; 0 where the tracker does not say.
    """

    x: float
    y: float
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Token:
    """A thing with a mark.

    Attributes:
        symbol: number of the mark.
        x: from the left edge (0) to the right (1).
        y: from the top (0) to the bottom (1).
        angle: clockwise as seen [rad].
    """

    symbol: int
    x: float
    y: float
    angle: float


@dataclass(frozen=True, slots=True)
class Told:
    """What lies on the table, by one tracker's numbers.

    Attributes:
        contacts: fingers.
        tokens: things.
    """

    contacts: Mapping[Session, Contact] = field(default_factory=lambda: MappingProxyType({}))
    tokens: Mapping[Session, Token] = field(default_factory=lambda: MappingProxyType({}))
