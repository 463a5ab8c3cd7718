"""What comes and goes between two looks: rain, wetting, inflows, infiltration, sewers; and how much it was."""

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import B8, F32, F64
from plugins.heavy_rain.forcing import MM_PER_HOUR, Sealed
from plugins.heavy_rain.problem import Basin, Weather
from plugins.heavy_rain.solver.engine import Tank


class Exchange:
    """Sets supply and demand of a tank for an interval, and shares out what was taken after it."""

    def __init__(self, basin: Basin, weather: Weather, free: B8, tank: Tank) -> None:
        shape = (basin.bed.shape[0], basin.bed.shape[1])
        self._weather, self._tank, self._cell = weather, tank, basin.cell
        self._catch = np.where(free, 1.0 if weather.catch is None else weather.catch, 0.0).astype(np.float32)
        self._catches = float(self._catch.sum(dtype=np.float64))
        self._unmet = None if weather.initial_loss is None else np.maximum(weather.initial_loss, 0.0) * 1e-3
        sewer = np.zeros(shape) if weather.sewer is None else weather.sewer * MM_PER_HOUR
        self._drain = np.where(free, sewer, 0.0).astype(np.float32)
        self._soak = np.zeros(shape, np.float32)
        self._takes = weather.sewer is not None or not isinstance(weather.infiltration, Sealed)
        self._free = free
        self.gone = {"rain": 0.0, "fed": 0.0, "initial": 0.0, "infiltrated": 0.0, "drained": 0.0}

    def renew(self, start: float, end: float) -> None:
        """Set what comes and what is asked for from one time to another [s]."""
        seconds, area, supply = end - start, self._cell**2, self._tank.supply
        rate = self._weather.rain.mean(start, end) * MM_PER_HOUR
        self.gone["rain"] += np.float64(np.float32(rate)) * seconds * self._catches * area
        np.multiply(self._catch, np.float32(rate), out=supply)
        if self._unmet is not None and rate > 0.0:
            held = _wet(supply, self._unmet, seconds)
            self.gone["initial"] += held * area
            if held == 0.0:
                self._unmet = None
        net = supply.astype(np.float64) if self._takes else None
        for feed, supplier in self._weather.feeds:
            flows = feed.weight * supplier.discharge(start, end)[feed.source]
            flows = np.where(self._free[feed.rows, feed.columns], flows, 0.0)
            np.add.at(supply, (feed.rows, feed.columns), (flows / area).astype(np.float32))
            self.gone["fed"] += float(flows.sum()) * seconds
        if net is not None:
            depth = self._tank.depth.astype(np.float64)
            _ask(self._tank, self._weather.infiltration.rate(depth, net, seconds), self._drain, self._soak, seconds)

    def settle(self) -> None:
        """Share out what was taken between ground and sewers."""
        if not self._takes:
            return
        soaked = np.empty(self._soak.shape)
        infiltrated, drained = _share_out(self._tank.taken, self._soak, self._drain, soaked)
        self.gone["infiltrated"] += infiltrated * self._cell**2
        self.gone["drained"] += drained * self._cell**2
        self._weather.infiltration.took(soaked)


@compiled
def _wet(supply: F32, unmet: F64, seconds: float) -> float:
    """Let surfaces be wetted first; returns what they held [m]."""
    rows, columns = supply.shape
    total = 0.0
    for i in range(rows):
        for j in range(columns):
            held = min(unmet[i, j], np.float64(supply[i, j]) * seconds)
            unmet[i, j] -= held
            supply[i, j] -= np.float32(held / seconds)
            total += held
    return total


@compiled
def _ask(tank: Tank, rate: F64, drain: F32, soak: F32, seconds: float) -> None:
    """The ground never asks for more than is there and comes: the sewers get what is left."""
    rows, columns = drain.shape
    for i in range(rows):
        for j in range(columns):
            there = tank.depth[i, j] / np.float32(seconds) + tank.supply[i, j]
            soak[i, j] = min(np.float32(rate[i, j]), there)
            tank.demand[i, j] = soak[i, j] + drain[i, j]
            tank.taken[i, j] = np.float32(0.0)


@compiled
def _share_out(taken: F32, soak: F32, drain: F32, soaked: F64) -> tuple[float, float]:
    """In the ratio in which they asked; returns what ground and sewers took [m]."""
    rows, columns = taken.shape
    ground, sewers = 0.0, 0.0
    for i in range(rows):
        for j in range(columns):
            asked = np.float64(soak[i, j]) + np.float64(drain[i, j])
            part = np.float64(taken[i, j]) * np.float64(soak[i, j]) / max(asked, 1e-30)
            soaked[i, j] = part
            ground += part
            sewers += np.float64(taken[i, j]) - part
    return ground, max(sewers, 0.0)
