"""Areas that several indicators need."""

import numpy as np
import numpy.typing as npt

from planningtable.api import Inputs, LandCover, Site, Value

NOTHING = Value(np.nan, np.nan, np.nan, 0.0)
"""There is not enough to say anything."""

ENOUGH = 0.1
"""Data for a smaller share of the site are not enough [-]."""


def cover_areas(site: Site) -> npt.NDArray[np.float64]:
    """Area of each land cover class, shape (classes,), by code [m²]."""
    counts = np.bincount(site.land_cover.values.ravel(), minlength=len(LandCover))[: len(LandCover)]
    return np.asarray(counts * site.land_cover.cell**2, np.float64)


def known_share(areas: npt.NDArray[np.float64]) -> float:
    """Share of the area whose land cover is known [0..1]."""
    total = areas.sum()
    return float(1.0 - areas[LandCover.UNKNOWN] / total) if total > 0 else 0.0


def percent(value: float, low: float, high: float, coverage: float = 1.0) -> Value:
    """Shares of one as percentages."""
    return Value(float(100.0 * value), float(100.0 * low), float(100.0 * high), coverage)


def trees_known(inputs: Inputs) -> bool:
    """Whether there is a tree register; without one, no trees does not mean that there are none."""
    return len(inputs.base.trees) > 0 or any(source.what == "trees" for source in inputs.base.sources)
