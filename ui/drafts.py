"""Where remarks that are still being written will stand: a pin for each seat that has chosen a place."""

from collections.abc import Callable

from planningtable.domain.seats import Seat
from scenes.pins import Pin


class Drafts:
    """The pins, seen by everybody and kept nowhere.

    Attributes:
        pins: in the order in which they were put.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._of: dict[str, Pin] = {}

    @property
    def pins(self) -> tuple[Pin, ...]:
        return tuple(self._of.values())

    def put(self, seat: Seat, pin: Pin | None) -> None:
        """Show the pin of a seat; None takes it away."""
        if pin == self._of.pop(seat.id, None) and pin is None:
            return
        if pin is not None:
            self._of[seat.id] = pin
        self._changed()
