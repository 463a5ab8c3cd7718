"""Colour classes of a layer."""

from dataclasses import dataclass

from planningtable.domain.text import Text


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
