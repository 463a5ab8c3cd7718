"""What runs off in all, before anybody asks where to."""

import numpy as np

from plugins.heavy_rain.arrays import B8, F64
from plugins.heavy_rain.forcing import MM_PER_HOUR, Sealed
from plugins.heavy_rain.problem import Basin, Edge, Weather

STEPS = 12
"""Parts of the duration over which rain and losses are summed up."""


def runoff_of(basin: Basin, weather: Weather, duration: float) -> tuple[F64, dict[str, float]]:
    """What runs off from each cell [m], and where the rest of the water went [m³].

    The ground takes what falls on it at most; water that stands or runs past is not taken by it. Sewers take what falls
    on their cells as fast as they can.
    """
    shape, area = (basin.bed.shape[0], basin.bed.shape[1]), basin.cell**2
    free = ~(basin.blocked | ~np.isfinite(basin.bed))
    catch = np.where(free, 1.0 if weather.catch is None else weather.catch, 0.0)
    unmet = np.zeros(shape) if weather.initial_loss is None else weather.initial_loss * 1e-3
    sewer = 0.0 if weather.sewer is None else weather.sewer * MM_PER_HOUR
    water = np.zeros(shape)
    gone = {"rain": 0.0, "fed": 0.0, "initial_loss": 0.0, "infiltrated": 0.0, "drained": 0.0}
    times = np.linspace(0.0, duration, STEPS + 1)
    dry = np.zeros(shape)
    for start, end in zip(times[:-1].tolist(), times[1:].tolist(), strict=True):
        seconds = end - start
        rain = weather.rain.mean(start, end) * MM_PER_HOUR * seconds * catch
        gone["rain"] += float(rain.sum()) * area
        left = rain
        if weather.initial_loss is not None:
            held = np.minimum(unmet, left)
            unmet = unmet - held
            left = left - held
            gone["initial_loss"] += float(held.sum()) * area
        if not isinstance(weather.infiltration, Sealed):
            soaked = np.minimum(weather.infiltration.rate(dry, left / seconds, seconds) * seconds, left)
            weather.infiltration.took(soaked)
            left = left - soaked
            gone["infiltrated"] += float(soaked.sum()) * area
        if weather.sewer is not None:
            drained = np.minimum(sewer * seconds, left)
            left = left - drained
            gone["drained"] += float(drained.sum()) * area
        for feed, supplier in weather.feeds:
            fed = np.where(free, feed.spread(supplier.discharge(start, end), shape, basin.cell) * seconds, 0.0)
            gone["fed"] += float(fed.sum()) * area
            left = left + fed
        water += left
    return water, gone


def ways_out(basin: Basin) -> B8:
    """Cells at edges that are open or have a level outside, shape (rows, columns)."""
    found = np.zeros(basin.bed.shape, bool)
    for edge in basin.edges:
        _side(found, edge)[edge.first : edge.last] = edge.kind != "closed"
    return found


def _side(grid: B8, edge: Edge) -> B8:
    sides = {"west": grid[:, 0], "east": grid[:, -1], "north": grid[0], "south": grid[-1]}
    return np.asarray(sides[edge.side])
