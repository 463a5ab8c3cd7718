"""Colour classes of a layer."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.domain.text import Text

SLACK = 1e-9
"""Values this little below a limit belong to the class above it, in the legend's unit: 0.05 m x 100 is 5 cm."""


@dataclass(frozen=True, slots=True)
class LegendClass:
    """One class: values from ``low`` (included) to ``high`` (excluded); None is open.

    Attributes:
        low: lower limit in the legend's unit.
        high: upper limit in the legend's unit.
        colour: ``#rrggbb``.
        label: what the class is called.
    """

    low: float | None
    high: float | None
    colour: str
    label: Text


@dataclass(frozen=True, slots=True)
class Legend:
    """The classes of one grid or column.

    Attributes:
        title: what is shown.
        unit: of the limits, as printed, e.g. ``cm``.
        scale: value in the legend's unit = grid value x scale (0.01 m grids shown in cm have 100).
        classes: from low to high; values below the first are not drawn.
        source: who set the classes.
    """

    title: Text
    unit: str
    scale: float
    classes: tuple[LegendClass, ...]
    source: str


def class_rows(values: Array, legend: Legend) -> npt.NDArray[np.int16]:
    """Row of the legend's class of each value, shape as the values; -1 where no class holds it.

    Args:
        values: in the unit of the grid or column, any shape.
        legend: its classes.
    """
    found = np.full(values.shape, -1, np.int16)
    scaled = np.asarray(values, np.float64) * legend.scale
    for row, a_class in enumerate(legend.classes):
        inside = np.isfinite(scaled)
        if a_class.low is not None:
            inside &= scaled >= a_class.low - SLACK
        if a_class.high is not None:
            inside &= scaled < a_class.high - SLACK
        found[inside] = row
    return found


def limits(legend: Legend) -> tuple[float, ...]:
    """Limits between the classes and at their ends, rising, in the legend's unit."""
    ends = {end for a_class in legend.classes for end in (a_class.low, a_class.high) if end is not None}
    return tuple(sorted(ends))


def decimals(legend: Legend) -> int:
    """Decimals with which a value is told: no finer than a tenth of the narrowest class or so."""
    steps = np.diff(limits(legend))
    narrowest = float(steps.min()) if len(steps) else 1.0
    return 0 if narrowest >= 5.0 else 1 if narrowest >= 0.5 else 2


def only_named(legend: Legend) -> bool:
    """Whether the values are codes of kinds: without unit, one code a class; then only the name is told."""
    return not legend.unit and all(
        a_class.low is not None and a_class.high == a_class.low + 1.0 for a_class in legend.classes
    )
