"""Rain running off over bare grids: drives the kernels, keeps the balance, takes the pictures."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from planningtable.api import Job, Text
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.flood import Balance, Flood, Picture
from plugins.heavy_rain.problem import SIDES, Basin, Plan, Weather
from plugins.heavy_rain.solver.engine import Engine, Numbers, Tank, tank_of
from plugins.heavy_rain.solver.exchange import Exchange
from plugins.heavy_rain.solver.ground import Ground, ground_of
from plugins.heavy_rain.solver.inertial import Inertial
from plugins.heavy_rain.solver.shallow import Shallow
from plugins.heavy_rain.solver.watching import nothing_seen, speed_of, watch

ENGINES: dict[str, Callable[[Ground, Tank, Numbers], Engine]] = {"inertial": Inertial, "shallow-water": Shallow}


def run(basin: Basin, weather: Weather, plan: Plan, job: Job, probes: Sequence[tuple[int, int]] = ()) -> Flood:
    """Let it rain.

    Args:
        basin: the ground.
        weather: what comes and goes.
        plan: how long, how fine and what to keep.
        job: told of the progress; looked at about every 50 ms, in a large grid of the full equations once a step.
        probes: rows and columns of cells whose depth and velocity are kept at every interval.

    Raises:
        CancelledError: on request.
    """
    return _Run(basin, weather, plan, probes).finish(job)


class _Run:
    def __init__(self, basin: Basin, weather: Weather, plan: Plan, probes: Sequence[tuple[int, int]]) -> None:
        self._plan, self._cell = plan, basin.cell
        self._edges = basin.edges
        self._blocked = basin.blocked | ~np.isfinite(basin.bed)
        self._free = ~self._blocked
        shape = basin.bed.shape
        inner = basin.bed[self._free]
        self._datum = float(inner.min()) if inner.size else 0.0
        self._ground = ground_of(basin, self._free, self._datum)
        depth = np.zeros(shape, np.float32)
        if basin.depth is not None:
            depth[:] = np.where(self._free, np.maximum(np.nan_to_num(basin.depth), 0.0), 0.0)
        numbers = Numbers(*(np.float32(v) for v in (basin.cell, plan.film, plan.theta, plan.courant, plan.step)))
        self._water = tank_of(depth)
        self._engine = ENGINES[plan.solver](self._ground, self._water, numbers)
        self._seen = nothing_seen((shape[0], shape[1]))
        self._exchange = Exchange(basin, weather, self._free, self._water)
        self._start = float(depth.sum(dtype=np.float64)) * basin.cell**2
        self._clock = np.array([0.0, 0.0, float(depth.max(initial=0.0)), 0.0])
        self._at = np.array(probes, np.int64).reshape(-1, 2)
        self._probes: list[F64] = []
        self._steps = 0

    def finish(self, job: Job) -> Flood:
        plan = self._plan
        count = max(math.ceil(plan.duration / plan.interval - 1e-9), 1)
        times = np.linspace(0.0, plan.duration, count + 1)
        due = set(np.ceil(np.arange(1, plan.pictures + 1) * count / max(plan.pictures, 1)).astype(int).tolist())
        pictures: list[Picture] = []
        self._watch(0.0, 0.0)
        for k in range(count):
            self._exchange.renew(float(times[k]), float(times[k + 1]))
            self._levels(float(times[k]), float(times[k + 1]))
            self._advance(float(times[k + 1]), job)
            self._exchange.settle()
            self._watch(float(times[k + 1]), float(times[k + 1] - times[k]))
            if k + 1 in due:
                pictures.append(self._picture(float(times[k + 1])))
            job.report((k + 1) / count, Text.of("heavy-rain.progress", minutes=round(float(times[k + 1]) / 60)))
        return self._flood(tuple(pictures))

    def _advance(self, until: float, job: Job) -> None:
        self._clock[0], self._clock[1] = self._clock[1], until
        steps = max(self._engine.chunk // max(self._free.size, 1), 1)
        while self._clock[0] < until - 1e-6:
            self._steps += self._engine.advance(self._clock, steps)
            job.check()

    def _levels(self, start: float, end: float) -> None:
        for edge in self._edges:
            if edge.level is not None:
                part = slice(edge.first, edge.last)
                self._ground.level[SIDES.index(edge.side), part] = edge.level.mean(start, end) - self._datum

    def _watch(self, time: float, passed: float) -> None:
        water = (self._water.depth, *self._engine.discharge())
        watch(water, (time, passed), np.float32(self._plan.mark), self._seen)
        if len(self._at):
            row, column = self._at[:, 0], self._at[:, 1]
            depth = self._water.depth[row, column].astype(np.float64)
            speed = speed_of(*(grid[row, column] for grid in water))
            self._probes.append(np.concatenate(([time], depth, speed)))

    def _picture(self, time: float) -> Picture:
        depth, discharge = self._water.depth.copy(), self._engine.discharge()
        return Picture(time, depth, speed_of(depth, *discharge), discharge)

    def _flood(self, pictures: tuple[Picture, ...]) -> Flood:
        water, gone = self._water, self._exchange.gone
        stored = float(water.depth.sum(dtype=np.float64)) * self._cell**2
        balance = Balance(
            self._start,
            gone["rain"],
            gone["fed"],
            gone["initial"],
            gone["infiltrated"],
            gone["drained"],
            float(self._clock[3]),
            stored,
        )
        seen = self._seen
        arrival = np.where(seen.arrival < 1e29, seen.arrival, np.float32(np.nan))
        probes = np.array(self._probes) if self._probes else np.zeros((0, 1))
        discharge = self._engine.discharge()
        return Flood(
            water.peak,
            seen.fastest,
            seen.strongest,
            arrival,
            seen.lasting,
            water.depth,
            discharge,
            pictures,
            probes,
            balance,
            self._steps,
            seen.swift,
        )
