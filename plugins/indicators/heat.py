"""A hot summer afternoon: how people feel it on open ground."""

import numpy as np
import numpy.typing as npt

from planningtable.api import Inputs, Value
from plugins.indicators.areas import NOTHING, percent
from plugins.indicators.rain import open_ground

HEAT = "heat:afternoon"

RADIANT_UNSURE = 5.0
"""Models of this kind are off by about 5 K against measurements [K]."""

STRONG = 32.0
"""UTCI from which heat stress is called strong [°C]."""
UTCI_UNSURE = 1.5
"""What an error of 5 K in the mean radiant temperature does to UTCI [K]."""


def mean_radiant_temperature(inputs: Inputs) -> Value:
    """Mean radiant temperature of open ground [°C]."""
    values = _values(inputs, "tmrt")
    if len(values) == 0:
        return NOTHING
    mean = float(values.mean(dtype=np.float64))
    return Value(mean, mean - RADIANT_UNSURE, mean + RADIANT_UNSURE)


def heat_stress_area(inputs: Inputs) -> Value:
    """Open ground with strong heat stress, UTCI of 32 °C and more [%]."""
    values = _values(inputs, "utci")
    if len(values) == 0:
        return NOTHING
    low, value, high = (float((values >= STRONG + away).mean()) for away in (UTCI_UNSURE, 0.0, -UTCI_UNSURE))
    return percent(value, low, high)


def _values(inputs: Inputs, grid: str) -> npt.NDArray[np.float32]:
    found = inputs.results[HEAT].grids[grid]
    return np.asarray(found.values[open_ground(inputs.site, found)], np.float32)
