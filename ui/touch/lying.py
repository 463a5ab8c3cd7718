"""Contacts that never move: cups, phones, a book on the edge of the table."""

import math
from dataclasses import dataclass

PATIENCE = 10.0
"""A hand does not rest so long in one place [s]."""


@dataclass(frozen=True, slots=True)
class _Rest:
    x: float
    y: float
    since: float


class Lying:
    """Tells fingers from things by their patience. Places in px, times in s."""

    def __init__(self, slop: float, patience: float = PATIENCE) -> None:
        """A table on which nothing lies.

        Args:
            slop: what stays within this still rests [px].
            patience: how long it must [s].
        """
        self.slop = slop
        self._patience = patience
        self._down: dict[int, _Rest] = {}

    @property
    def down(self) -> int:
        """How many contacts there are, of fingers and of things."""
        return len(self._down)

    def touch(self, contact: int, x: float, y: float, t: float) -> None:
        """A contact is here now."""
        rest = self._down.get(contact)
        if rest is None or math.hypot(x - rest.x, y - rest.y) > self.slop:
            self._down[contact] = _Rest(x, y, t)

    def lift(self, contact: int) -> None:
        self._down.pop(contact, None)

    def clear(self) -> None:
        """All contacts are gone."""
        self._down.clear()

    def things(self, t: float) -> tuple[tuple[float, float], ...]:
        """Where something lies that nobody holds."""
        return tuple((rest.x, rest.y) for rest in self._down.values() if t - rest.since >= self._patience)
