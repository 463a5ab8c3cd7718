"""What every role of a piece answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from ui.viewmodels.hand import Touched
from ui.viewmodels.seat import SeatModel

Pick: TypeAlias = Callable[[float, float], Mapping[str, Any]]
"""What lies at a place of the window [px], as `SceneItem.pick` tells it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece stands.

    Attributes:
        x: in the window [px].
        y: likewise.
        pick: what is below it.
    """

    x: float
    y: float
    pick: Pick

    @property
    def touched(self) -> Touched:
        """What a finger would have met here."""
        hit = self.pick(self.x, self.y)
        place = float(hit["east"]), float(hit["north"])
        return Touched(str(hit["kind"]), str(hit["id"]), *place, spot=(self.x, self.y))


class PieceUse(Protocol):
    """What one piece does, from when it is put down until it is taken up. Acts are those of the nearest seat."""

    def put(self, seat: SeatModel, spot: Spot) -> None:
        """It was put down."""

    def turned(self, degrees: float) -> None:
        """It was turned by so much since then, clockwise."""

    def pushed(self, spot: Spot) -> None:
        """It was pushed to another place."""

    def rested(self) -> None:
        """It has come to rest."""

    def lifted(self) -> None:
        """It was taken up."""

    def value(self) -> str:
        """What it is turned to, in the words of the seat; empty for nothing."""
        ...


def notch(degrees: float, each: float) -> int:
    """How many steps of so many degrees a turn is."""
    return round(degrees / each)
