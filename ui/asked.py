"""Which buildings people ask about: one for each seat that reads how it is reached."""

from collections.abc import Callable

from planningtable.domain.seats import Seat


class Asked:
    """The buildings, kept nowhere; the ways around to them are drawn wherever the layer lies.

    Attributes:
        buildings: their ids, each once, in the order in which they were asked about.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._of: dict[str, str] = {}

    @property
    def buildings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._of.values()))

    def put(self, seat: Seat, building: str) -> None:
        """A seat asks about a building; an empty id: about none any more."""
        before = self.buildings
        self._of.pop(seat.id, None)
        if building:
            self._of[seat.id] = building
        if self.buildings != before:
            self._changed()
