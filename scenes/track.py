"""Cameras along a path: somebody who walks over the ground, or a flight over roofs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from scenes.camera import Camera, Vector, from_eye
from scenes.detour import beside
from scenes.standing import Standing

WALKERS = 3.0
"""Eyes up to this height above the ground are those of people, who go round buildings; higher ones fly over [m]."""

STEP = 0.5
"""A path is looked at in steps of this length [m]."""


@dataclass(frozen=True, slots=True)
class Gait:
    """How an eye goes along a path.

    Attributes:
        pace: way in a second [m/s].
        ahead: it looks at where it will be after this way [m].
        level: rises and falls of the ground are evened out over this way [m].
        round: corners are rounded over this way [m].
        down: how far below the horizon it looks [°].
    """

    pace: float
    ahead: float
    level: float
    round: float
    down: float


WALK = Gait(pace=3.0, ahead=9.0, level=4.0, round=5.0, down=2.0)
FLIGHT = Gait(pace=25.0, ahead=60.0, level=80.0, round=50.0, down=18.0)


def gait(above: float) -> Gait:
    """How an eye so high above the ground [m] goes."""
    return WALK if above <= WALKERS else FLIGHT


def track(standing: Standing, path: Sequence[tuple[float, float]], above: float, count: int) -> list[Camera]:
    """Cameras at even steps along a path.

    Args:
        standing: ground and walls.
        path: corners: east and north [m], two at least.
        above: height of the eye above the ground [m].
        count: how many.
    """
    way = gait(above)
    places = _evened(stepped(path), way.round)
    if above <= WALKERS:
        places[0], places[-1] = standing.free(*places[0]), standing.free(*places[-1])
        places = _evened(stepped(beside(places, standing.taken)), 2 * STEP)
    heights = _heights(standing, places, above, way)
    azimuth = _azimuths(places, way)
    rows = np.linspace(0, len(places) - 1, count)
    known = np.arange(len(places))
    columns = [np.interp(rows, known, column) for column in (places[:, 0], places[:, 1], heights, azimuth)]
    return [
        from_eye((float(e), float(n), float(h)), float(np.degrees(a)), way.down)
        for e, n, h, a in zip(*columns, strict=True)
    ]


def stepped(path: Sequence[tuple[float, float]] | Vector) -> Vector:
    """Places at even steps of about `STEP` along a path, its ends among them, shape (n, 2) [m]."""
    corners = np.asarray(path, float)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    count = max(round(along[-1] / STEP) + 1, 2)
    at = np.linspace(0.0, along[-1], count)
    return np.stack([np.interp(at, along, corners[:, i]) for i in range(2)], axis=1)


def length(path: Sequence[tuple[float, float]]) -> float:
    """Of a path [m]."""
    return float(np.hypot(*np.diff(np.asarray(path, float), axis=0).T).sum())


def _evened(places: Vector, over: float) -> Vector:
    """Evened out along the first axis over a way [m]; the ends stay."""
    evened = ndimage.gaussian_filter1d(places, over / STEP / 2, axis=0, mode="nearest")
    # Towards the ends less and less is evened out, so that the path begins and ends where it was drawn.
    rows = np.arange(len(places))
    to_end = np.minimum(rows, rows[::-1]) * STEP
    share = np.clip(to_end / over, 0.0, 1.0).reshape(-1, *[1] * (places.ndim - 1))
    return np.asarray(places * (1 - share) + evened * share)


def _heights(standing: Standing, places: Vector, above: float, way: Gait) -> Vector:
    ground = np.array([standing.ground(east, north) for east, north in places])
    wanted = _evened(ground, way.level) + above
    if above <= WALKERS:
        return np.maximum(wanted, ground + above / 2)
    least = np.array([standing.over(east, north, height) for (east, north), height in zip(places, wanted, strict=True)])
    window = max(round(way.level / STEP), 1)
    # Higher already before a tower comes, and evened out it is nowhere lower than the tower.
    lifted = ndimage.maximum_filter1d(least, 2 * window, mode="nearest")
    return np.asarray(np.maximum(ndimage.uniform_filter1d(lifted, window, mode="nearest"), least))


def _azimuths(places: Vector, way: Gait) -> Vector:
    """Directions towards what lies ahead, without jumps of a whole turn, shape (n,) [radians clockwise from north]."""
    steps = max(round(way.ahead / STEP), 1)
    ahead = np.minimum(np.arange(len(places)) + steps, len(places) - 1)
    towards = places[ahead] - places
    near_end = np.hypot(*towards.T) < way.ahead / 4
    azimuth = np.unwrap(np.arctan2(towards[:, 0], towards[:, 1]))
    # At the end it goes on looking where it looked.
    if near_end.any() and not near_end.all():
        azimuth[near_end] = azimuth[~near_end][-1]
    return np.asarray(ndimage.gaussian_filter1d(azimuth, steps / 2, mode="nearest"))
