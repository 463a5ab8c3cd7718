"""What a verification case found: numbers beside their limits, and curves."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.flood import Flood

BALANCE = 1e-4
"""Largest error of the water balance that any run may have [-]."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number that must not be above its limit; NaN is above every limit."""

    what: str
    value: float
    limit: float
    unit: str = ""

    @property
    def kept(self) -> bool:
        return math.isfinite(self.value) and self.value <= self.limit


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A curve of a chart: what is known, what is computed, or dots where only some points are known."""

    name: str
    x: F64
    y: F64
    reference: bool = False
    dots: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """Curves over one axis."""

    x: str
    y: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """The outcome of a case: what was measured, and curves where they tell more than numbers."""

    measured: tuple[Measured, ...]
    charts: tuple[Chart, ...] = ()

    @property
    def kept(self) -> bool:
        return all(m.kept for m in self.measured)


@dataclass(frozen=True, slots=True)
class Check:
    """A verification case.

    Attributes:
        id: e.g. ``T3-inertial``; file names and tests go by it.
        title: for the page.
        about: ground, water and reference, in a sentence or two.
        source: of the reference.
        run: does it; is given the folder with the public data sets.
        data: whether it cannot be done without that folder.
        slow: whether it takes more than ten seconds.
    """

    id: str
    title: str
    about: str
    source: str
    run: Callable[[Path], Finding]
    data: bool = False
    slow: bool = False


def greatest(*values: float) -> float:
    """The greatest; NaN if one of them is, which `max` passes over."""
    return float(np.max(values))


def sound(*floods: Flood) -> tuple[Measured, ...]:
    """What holds for every run (T2): the balance closes and no depth is negative."""
    return (
        Measured("error of the water balance", greatest(*(abs(f.balance.error) for f in floods)), BALANCE),
        Measured("depth below zero", greatest(*(0.0 - float(f.final.min(initial=0.0)) for f in floods)), 0.0, "m"),
    )
