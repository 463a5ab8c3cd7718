"""How an amount of rain falls over its duration: evenly, or after Euler type II with the peak at the end of a third."""

import numpy as np

from planningtable.api import PlanningError
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.forcing import Series, steady

BLOCK = 5.0
"""Length of a block [min]."""
SHAPE = np.array([2.4, 3.1, 4.9, 16.9, 1.75, 1.75, 1.3, 1.3, 1.3, 1.0, 1.0, 1.0])
"""Euler type II: 5 min blocks of 60 min once in 100 years, KOSTRA-DWD-2020, cell 49125 [mm]; only its shape is used."""


def euler_2(minutes: F64, amounts: F64, duration: float) -> F64:
    """Blocks of about five minutes [mm]: falling increments of the curve, the first third of them turned round.

    Below its shortest duration the curve is taken as straight from nothing in no time.

    Args:
        minutes: durations of the curve, rising [min].
        amounts: of the curve [mm].
        duration: of the rain [min].

    Raises:
        PlanningError: the rain is longer than the curve.
    """
    longest = float(minutes[-1])
    if duration > longest:
        raise PlanningError("error.heavy-rain.longer", minutes=duration, most=longest)
    count = max(round(duration / BLOCK), 1)
    ends = np.linspace(0.0, duration, count + 1)[1:]
    sums = np.interp(ends, np.append(0.0, minutes), np.append(0.0, amounts))
    # The curve is concave but for rounding; sorted, so that a kink in the table cannot turn the order.
    falling = np.sort(np.diff(np.append(0.0, sums)))[::-1]
    first = count // 3
    return np.concatenate([falling[:first][::-1], falling[first:]])


def falling(blocks: F64, amount: float, duration: float) -> Series:
    """Blocks of equal length, scaled to an amount [mm] over a duration [min], as intensity [mm/h]."""
    seconds = duration * 60.0
    values = blocks / blocks.sum() * amount / (duration / len(blocks)) * 60.0
    return Series(np.linspace(0.0, seconds, len(blocks) + 1), np.append(values, 0.0).astype(np.float64))


def even(amount: float, duration: float) -> Series:
    """An amount [mm] evenly over a duration [min], as intensity [mm/h]."""
    return steady(amount / duration * 60.0, duration * 60.0)
