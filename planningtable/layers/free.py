"""Scenarios that people set freely: the values of a given one, some of them changed, e.g. ``extreme:minutes=90``."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planningtable.domain.text import Text

PLACE = ("east", "north")
"""Names of the values by which a layer that asks for a place is told it [m]."""


@dataclass(frozen=True, slots=True)
class FreeValue:
    """A value of a layer's scenarios that may be set freely.

    Attributes:
        name: of the scenario's parameter.
        label: shown to people.
        unit: as printed.
        low: smallest value.
        high: largest value.
        step: values that people choose between are whole multiples of it.
    """

    name: str
    label: Text
    unit: str
    low: float
    high: float
    step: float

    def nearest(self, share: float) -> float:
        """The value at a share of the way from the smallest to the largest, on a step."""
        value = self.low + min(max(share, 0.0), 1.0) * (self.high - self.low)
        return min(max(round(value / self.step) * self.step, self.low), self.high)

    def share(self, value: float) -> float:
        """Where a value lies between the smallest and the largest [0..1]."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def free_id(base: str, values: Mapping[str, float]) -> str:
    """The id of a scenario with some values changed; that of the given one without any."""
    said = ",".join(f"{name}={value:.12g}" for name, value in sorted(values.items()))
    return f"{base}:{said}" if said else base


def base_of(id: str) -> str:
    """The id of the scenario whose values were changed; empty where none is named."""
    head, colon, _ = id.partition(":")
    return head if colon or "=" not in id else ""


def read_free(id: str, free: Sequence[FreeValue], *, place: bool) -> dict[str, float] | None:
    """The values that an id changes; none for the id of a given scenario.

    Returns:
        None where it names a value that is not free, or says one that is not possible.
    """
    head, colon, tail = id.partition(":")
    said = tail if colon else (head if "=" in head else "")
    ends = {f.name: (f.low, f.high) for f in free} | (dict.fromkeys(PLACE, (-math.inf, math.inf)) if place else {})
    values: dict[str, float] = {}
    for part in filter(None, said.split(",")):
        name, _, number = (text.strip() for text in part.partition("="))
        try:
            value = float(number)
        except ValueError:
            return None
        if name not in ends or not math.isfinite(value) or not ends[name][0] <= value <= ends[name][1]:
            return None
        values[name] = value
    return values
