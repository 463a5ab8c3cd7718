"""Lengths, heights and areas between places of the model, and the corners of buildings that a finger means."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planningtable.city.site import Surfaces
from scenes.camera import Camera, Point, Size, metres_per_pixel, to_screen
from scenes.meshes import Array

REACH = 28.0
"""A finger that comes so near to a corner means the corner [px]."""

BEHIND = 1.5
"""Corners that lie so much farther away than what was touched are behind it [m]."""

SLOPING = 0.02
"""An area that is larger than its outline on the map by this share slopes."""


@dataclass(frozen=True, slots=True)
class Span:
    """What lies between places, one after another [m].

    Attributes:
        length: along the line.
        level: along its outline on the map.
        rise: from the first to the last place, above 0 upwards.
    """

    length: float
    level: float
    rise: float


@dataclass(frozen=True, slots=True)
class Patch:
    """An area between places [m²].

    Attributes:
        area: in its own plane: of a sloping roof, its surface.
        level: of its outline on the map.
        round: length of its outline [m].
    """

    area: float
    level: float
    round: float

    @property
    def slopes(self) -> bool:
        return self.area > (1 + SLOPING) * self.level


def span(places: Sequence[Point]) -> Span:
    """What lies between places; nothing between fewer than two."""
    if len(places) < 2:
        return Span(0.0, 0.0, 0.0)
    steps = np.diff(np.array(places, float), axis=0)
    length, level = np.linalg.norm(steps, axis=1).sum(), np.hypot(steps[:, 0], steps[:, 1]).sum()
    return Span(float(length), float(level), float(places[-1][2] - places[0][2]))


def patch(places: Sequence[Point]) -> Patch:
    """The area between places; none between fewer than three. Lines that cross take from each other."""
    if len(places) < 3:
        return Patch(0.0, 0.0, 0.0)
    points = np.array(places, float)
    points -= points[0]
    vector = np.cross(points, np.roll(points, -1, axis=0)).sum(axis=0) / 2
    around = span([*places, places[0]]).length
    return Patch(float(np.linalg.norm(vector)), float(abs(vector[2])), around)


def corner_near(
    surfaces: Surfaces, origin: tuple[float, float], camera: Camera, size: Size, touched: tuple[Point, Point]
) -> Point | None:
    """The corner of a building that a finger means; None where it is near none that is seen.

    Args:
        surfaces: of the buildings.
        origin: easting and northing that they are relative to [m].
        camera: where from.
        size: of the picture [px].
        touched: the place on the model [m], and where in the picture (x, y, and 0) [px].
    """
    place, pixel = np.array(touched[0], float), np.array(touched[1][:2], float)
    corners = _around(surfaces, place - np.array((*origin, 0.0)), _reach(camera, size, place))
    if not len(corners):
        return None
    corners = corners + np.array((*origin, 0.0))
    seen, depth = to_screen(camera, size, np.vstack([corners, place]))
    away = np.hypot(*(seen[:-1] - pixel).T)
    meant = (away <= REACH) & (depth[:-1] > 0) & (depth[:-1] <= depth[-1] + BEHIND)
    if not meant.any():
        return None
    east, north, up = corners[int(np.argmin(np.where(meant, away, np.inf)))].tolist()
    return east, north, up


def _reach(camera: Camera, size: Size, place: Array) -> float:
    """Length on the model that `REACH` covers there, in the middle of the picture or farther away [m]."""
    _, depth = to_screen(camera, size, place[None])
    farther = 1.0 if camera.parallel else max(float(depth[0]) / camera.distance, 1.0)
    return 2 * REACH * metres_per_pixel(camera, size) * farther


def _around(surfaces: Surfaces, place: Array, reach: float) -> Array:
    """Corners within a box round a place, each once, shape (n, 3)."""
    points = surfaces.ring_points
    # One column after the other: cities have millions of corners, and hardly any is left after the first.
    rows = np.flatnonzero(np.abs(points[:, 0] - place[0]) <= reach)
    rows = rows[np.abs(points[rows, 1] - place[1]) <= reach]
    return np.unique(points[rows], axis=0)
