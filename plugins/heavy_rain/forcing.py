"""What comes in and what goes away: rain, inflows, infiltration. Vectorised over cells, called every few seconds."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from plugins.heavy_rain.arrays import F64, I64

MM_PER_HOUR = 1e-3 / 3600.0
"""One millimetre per hour in metres per second."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A value over time.

    Attributes:
        times: rising, shape (n,) [s].
        values: shape (n,).
        steps: True: a value holds until the next row; False: linear between rows. Before the first row a stepped
            series is 0 and a linear one its first value; after the last row both hold the last value.
    """

    times: F64
    values: F64
    steps: bool = True

    def mean(self, start: float, end: float) -> float:
        """Mean over an interval [s]."""
        if not self.steps:
            inner = self.times[(self.times > start) & (self.times < end)]
            at = np.concatenate(([start], inner, [end]))
            return float(np.trapezoid(np.interp(at, self.times, self.values), at) / (end - start))
        edges = np.clip(np.append(self.times, max(end, float(self.times[-1]))), start, end)
        return float(np.sum(self.values * np.diff(edges)) / (end - start))


def steady(value: float, seconds: float) -> Series:
    """A value that holds from 0 to `seconds` and is 0 afterwards."""
    return Series(np.array([0.0, seconds]), np.array([value, 0.0]))


class Infiltration(Protocol):
    """How fast the ground takes water."""

    def rate(self, depth: F64, rain: F64, seconds: float) -> F64:
        """What the ground could take over the next `seconds` [m/s]; `depth` in m, `rain` in m/s."""
        ...

    def took(self, water: F64) -> None:
        """What it did take since [m]."""
        ...


class Sealed:
    """No infiltration."""

    def rate(self, depth: F64, rain: F64, seconds: float) -> F64:
        del rain, seconds
        return np.zeros_like(depth)

    def took(self, water: F64) -> None:
        del water


class Horton:
    """f = f_c + (f_0 - f_c) exp(-k t), t the time that a cell has been wet (Horton 1940)."""

    def __init__(self, initial: F64, final: F64, decay: F64) -> None:
        """Rates at the start and in the end [mm/h] and their decay [1/h], shape (rows, columns)."""
        self._final = final * MM_PER_HOUR
        self._above = (initial - final) * MM_PER_HOUR
        self._decay = decay / 3600.0
        self._seconds, self._left = 0.0, np.ones_like(decay)

    def rate(self, depth: F64, rain: F64, seconds: float) -> F64:
        rate = self._final + self._above
        if seconds != self._seconds:
            self._seconds, self._left = seconds, np.exp(-self._decay * seconds)
        wet = (depth > 1e-4) | (rain > 0.0)
        np.multiply(self._above, self._left, out=self._above, where=wet)
        return rate

    def took(self, water: F64) -> None:
        del water


class GreenAmpt:
    """f = K (1 + (ψ Δθ + h) / F), F what has infiltrated so far (Green & Ampt 1911)."""

    def __init__(self, conductivity: F64, suction: F64, deficit: F64) -> None:
        """K [mm/h], ψ [mm] and Δθ [-], shape (rows, columns)."""
        self._conductivity = conductivity * MM_PER_HOUR
        self._head = suction * 1e-3 * deficit
        self._total = np.zeros_like(conductivity)

    def rate(self, depth: F64, rain: F64, seconds: float) -> F64:
        del rain
        # Implicit over the interval: F1 solves F1 - F0 = K Δt (1 + S / F1), so a dry start divides by no 0.
        head = self._head + depth
        grown = self._total + self._conductivity * seconds
        after = 0.5 * (grown + np.sqrt(grown * grown + 4.0 * self._conductivity * seconds * head))
        return np.asarray((after - self._total) / seconds)

    def took(self, water: F64) -> None:
        self._total += water


class CurveNumber:
    """Loss of the SCS curve number: P - Q of the rain so far, Q = (P - 0.2 S)² / (P + 0.8 S), S = 25400 / CN - 254."""

    def __init__(self, number: F64) -> None:
        """CN [-], 1 to 100, shape (rows, columns)."""
        self._storage = (25.4 / number) - 0.254
        self._rain = np.zeros_like(number)

    def _runoff(self) -> F64:
        above = np.maximum(self._rain - 0.2 * self._storage, 0.0)
        return np.asarray(above * above / np.maximum(self._rain + 0.8 * self._storage, 1e-12))

    def rate(self, depth: F64, rain: F64, seconds: float) -> F64:
        del depth
        before = self._rain - self._runoff()
        self._rain = self._rain + rain * seconds
        return np.asarray((self._rain - self._runoff() - before) / seconds)

    def took(self, water: F64) -> None:
        del water


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """Water let onto cells, e.g. an inflow or the downpipes of roofs.

    Attributes:
        rows: of the cells, shape (n,).
        columns: of the cells, shape (n,).
        source: which hydrograph of the supplier feeds each cell, shape (n,).
        weight: share of that hydrograph, sums to 1 for each source, shape (n,).
    """

    rows: I64
    columns: I64
    source: I64
    weight: F64

    def spread(self, discharge: F64, shape: tuple[int, int], cell: float) -> F64:
        """Discharge of each source [m³/s] as a rate on the cells [m/s]."""
        flat = self.rows * shape[1] + self.columns
        rate = np.bincount(flat, self.weight * discharge[self.source], shape[0] * shape[1])
        return np.asarray(rate.reshape(shape) / (cell * cell))


class Supplier(Protocol):
    """Where the water of a `Feed` comes from."""

    def discharge(self, start: float, end: float) -> F64:
        """Mean discharge of each source over an interval [m³/s]."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Hydrographs:
    """Inflows given as series [m³/s]."""

    series: tuple[Series, ...]

    def discharge(self, start: float, end: float) -> F64:
        return np.array([s.mean(start, end) for s in self.series])
