"""Rain running off over bare grids: drives the kernels, keeps the balance, takes the pictures."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from planningtable.api import Job, Text
from plugins.heavy_rain.flood import Balance, Flood, Picture
from plugins.heavy_rain.forcing import F64, MM_PER_HOUR
from plugins.heavy_rain.problem import SIDES, Basin, Plan, Weather
from plugins.heavy_rain.solver.engine import Engine, Numbers, Tank, tank_of
from plugins.heavy_rain.solver.ground import Ground, ground_of
from plugins.heavy_rain.solver.inertial import Inertial
from plugins.heavy_rain.solver.shallow import Shallow
from plugins.heavy_rain.solver.watching import speed_of, watch

ENGINES: dict[str, Callable[[Ground, Tank, Numbers], Engine]] = {"inertial": Inertial, "shallow-water": Shallow}

CHUNK = 4_000_000
"""Cell updates between two looks at the job, about 40 ms."""


def run(basin: Basin, weather: Weather, plan: Plan, job: Job, probes: Sequence[tuple[int, int]] = ()) -> Flood:
    """Let it rain.

    Args:
        basin: the ground.
        weather: what comes and goes.
        plan: how long, how fine and what to keep.
        job: told of the progress; looked at about every 50 ms.
        probes: rows and columns of cells whose depth and velocity are kept at every interval.

    Raises:
        CancelledError: on request.
    """
    return _Run(basin, weather, plan, probes).finish(job)


class _Run:
    def __init__(self, basin: Basin, weather: Weather, plan: Plan, probes: Sequence[tuple[int, int]]) -> None:
        self._weather, self._plan, self._cell = weather, plan, basin.cell
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
        self._fastest = np.zeros(shape, np.float32)
        self._arrival = np.full(shape, 1e30, np.float32)
        self._swift = np.zeros(shape, np.bool_)
        self._unmet = np.zeros(shape) if weather.initial_loss is None else weather.initial_loss * 1e-3
        self._catch = np.where(self._free, 1.0 if weather.catch is None else weather.catch, 0.0)
        self._sewer = np.zeros(shape) if weather.sewer is None else weather.sewer * MM_PER_HOUR
        self._gone = {"rain": 0.0, "fed": 0.0, "initial": 0.0, "infiltrated": 0.0, "drained": 0.0}
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
        self._watch(0.0)
        for k in range(count):
            self._renew(float(times[k]), float(times[k + 1]))
            self._advance(float(times[k + 1]), job)
            self._settle()
            self._watch(float(times[k + 1]))
            if k + 1 in due:
                pictures.append(self._picture(float(times[k + 1])))
            job.report((k + 1) / count, Text.of("heavy-rain.progress", minutes=round(float(times[k + 1]) / 60)))
        return self._flood(tuple(pictures))

    def _advance(self, until: float, job: Job) -> None:
        self._clock[0], self._clock[1] = self._clock[1], until
        steps = max(CHUNK // max(self._free.size, 1), 1)
        while self._clock[0] < until - 1e-6:
            self._steps += self._engine.advance(self._clock, steps)
            job.check()

    def _renew(self, start: float, end: float) -> None:
        """Set what comes and what is asked for until `end`."""
        weather, area, seconds = self._weather, self._cell**2, end - start
        rain = weather.rain.mean(start, end) * MM_PER_HOUR * self._catch
        held = np.minimum(self._unmet, rain * seconds)
        self._unmet = self._unmet - held
        net = rain - held / seconds
        self._gone["rain"] += float(rain.sum()) * seconds * area
        self._gone["initial"] += float(held.sum()) * area
        supply = net.copy()
        for feed, supplier in weather.feeds:
            supply += feed.spread(supplier.discharge(start, end), (net.shape[0], net.shape[1]), self._cell)
        self._water.supply[:] = np.where(self._free, supply, 0.0)
        # What is summed is what the kernel adds: the rounded rates.
        total = float(self._water.supply.sum(dtype=np.float64)) * seconds * area
        self._gone["fed"] += total - float(net.sum()) * seconds * area
        soak = weather.infiltration.rate(self._water.depth.astype(np.float64), net, seconds)
        # Never more than what is there and what comes: the sewers get what is left.
        soak = np.minimum(soak, self._water.depth / seconds + supply)
        self._soak = np.where(self._free, soak, 0.0)
        self._drain = np.where(self._free, self._sewer, 0.0)
        self._water.demand[:] = self._soak + self._drain
        self._water.taken[:] = 0.0
        self._levels(start, end)

    def _levels(self, start: float, end: float) -> None:
        for edge in self._edges:
            if edge.level is not None:
                part = slice(edge.first, edge.last)
                self._ground.level[SIDES.index(edge.side), part] = edge.level.mean(start, end) - self._datum

    def _settle(self) -> None:
        """Share out what was taken between ground and sewers."""
        taken = self._water.taken.astype(np.float64)
        asked = self._soak + self._drain
        soaked = taken * np.divide(self._soak, asked, out=np.zeros_like(taken), where=asked > 0.0)
        area = self._cell**2
        self._gone["infiltrated"] += float(soaked.sum()) * area
        self._gone["drained"] += max(float((taken - soaked).sum()), 0.0) * area
        self._weather.infiltration.took(soaked)

    def _watch(self, time: float) -> None:
        water = (self._water.depth, *self._engine.discharge())
        watch(water, time, np.float32(self._plan.mark), self._fastest, self._arrival, self._swift)
        if len(self._at):
            row, column = self._at[:, 0], self._at[:, 1]
            depth = self._water.depth[row, column].astype(np.float64)
            speed = speed_of(*(grid[row, column] for grid in water))
            self._probes.append(np.concatenate(([time], depth, speed)))

    def _picture(self, time: float) -> Picture:
        depth, discharge = self._water.depth.copy(), self._engine.discharge()
        return Picture(time, depth, speed_of(depth, *discharge), discharge)

    def _flood(self, pictures: tuple[Picture, ...]) -> Flood:
        water, gone = self._water, self._gone
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
        arrival = np.where(self._arrival < 1e29, self._arrival, np.float32(np.nan))
        probes = np.array(self._probes) if self._probes else np.zeros((0, 1))
        discharge = self._engine.discharge()
        return Flood(
            water.peak,
            self._fastest,
            arrival,
            water.depth,
            discharge,
            pictures,
            probes,
            balance,
            self._steps,
            self._swift,
        )
