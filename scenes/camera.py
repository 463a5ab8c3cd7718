"""The camera as a value, and the ways in which hands move it.

World coordinates are metres: east, north, height, in the site's CRS. Screen coordinates are pixels from the upper left
corner, y downwards. All functions are pure; what is touched on the ground stays under the finger.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Extent

Vector: TypeAlias = npt.NDArray[np.float64]
Point: TypeAlias = tuple[float, float, float]
Pixel: TypeAlias = tuple[float, float]

VIEW_ANGLE = 30.0
"""Vertical opening angle [°]: narrow, so that vertical walls stay nearly parallel."""

PARALLEL_AWAY = 2000.0
"""Least distance of the eye of a parallel view [m]."""

STEEPEST = 78.0
"""Largest tilt [°]; beyond it the ground under a finger runs away to the horizon."""


EYE_ANGLE = 52.0
"""Vertical opening angle at eye level [°]: what people take in without turning the head."""

EYE_DISTANCE = 25.0
"""Distance of the point looked at from an eye in the street [m]."""


@dataclass(frozen=True, slots=True)
class Size:
    """Size of the picture [px]."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Camera:
    """Where we look from.

    Attributes:
        east: of the point looked at [m].
        north: of the point looked at [m].
        height: of the point looked at [m].
        distance: from the point looked at to the eye [m]; it sets the scale of a parallel view, too.
        azimuth: the direction that is up in the picture, clockwise from north [°].
        tilt: 0 looks straight down, 90 along the ground [°].
        parallel: parallel instead of perspective projection.
        opening: vertical opening angle [°].
    """

    east: float
    north: float
    height: float
    distance: float
    azimuth: float = 0.0
    tilt: float = 0.0
    parallel: bool = False
    opening: float = VIEW_ANGLE

    @property
    def focus(self) -> Vector:
        return np.array([self.east, self.north, self.height])

    def aimed(self, focus: Vector) -> "Camera":
        return replace(self, east=float(focus[0]), north=float(focus[1]), height=float(focus[2]))


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the camera may go.

    Attributes:
        extent: the point looked at stays in it.
        nearest: smallest distance [m].
        farthest: largest distance [m].
    """

    extent: Extent
    nearest: float
    farthest: float


@dataclass(frozen=True, slots=True)
class Gesture:
    """What two fingers did between two moments.

    Attributes:
        before: the point between the fingers, before [px].
        after: the same, now [px].
        factor: spread now over spread before; above 1 zooms in.
        turn: angle of the turn on the screen, clockwise as seen [°].
    """

    before: Pixel
    after: Pixel
    factor: float = 1.0
    turn: float = 0.0


def axes(camera: Camera) -> tuple[Vector, Vector, Vector]:
    """Unit vectors right, up and forward of the picture."""
    a, t = np.radians(camera.azimuth), np.radians(camera.tilt)
    right = np.array([np.cos(a), -np.sin(a), 0.0])
    ahead = np.array([np.sin(a), np.cos(a), 0.0])
    up = ahead * np.cos(t) + np.array([0.0, 0.0, np.sin(t)])
    forward = ahead * np.sin(t) - np.array([0.0, 0.0, np.cos(t)])
    return right, up, forward


def eye(camera: Camera) -> Vector:
    """Where the eye is; a parallel view has it above everything that is built."""
    away = max(camera.distance, PARALLEL_AWAY) if camera.parallel else camera.distance
    return camera.focus - axes(camera)[2] * away


def half_height(camera: Camera) -> float:
    """Half the height of the picture at the point looked at [m]."""
    return float(camera.distance * np.tan(np.radians(camera.opening / 2)))


def metres_per_pixel(camera: Camera, size: Size) -> float:
    """Scale at the point looked at, across the line of sight [m/px]."""
    return 2 * half_height(camera) / max(size.height, 1)


def ray(camera: Camera, size: Size, x: float, y: float) -> tuple[Vector, Vector]:
    """Start and unit direction of the line of sight through a pixel."""
    right, up, forward = axes(camera)
    half = half_height(camera)
    across = (2 * x - size.width) / max(size.height, 1) * half
    along = (size.height - 2 * y) / max(size.height, 1) * half
    offset = right * across + up * along
    if camera.parallel:
        return eye(camera) + offset, forward
    direction = forward * camera.distance + offset
    return eye(camera), direction / np.linalg.norm(direction)


def to_screen(camera: Camera, size: Size, points: Vector) -> tuple[Vector, Vector]:
    """Pixels, shape (n, 2), and depth along the line of sight [m], shape (n,), of points, shape (n, 3)."""
    right, up, forward = axes(camera)
    away = np.asarray(points, float).reshape(-1, 3) - eye(camera)
    depth = away @ forward
    scale = size.height / 2 / half_height(camera)
    near = np.full(depth.shape, 1.0) if camera.parallel else camera.distance / np.maximum(depth, 1e-6)
    x = size.width / 2 + (away @ right) * near * scale
    y = size.height / 2 - (away @ up) * near * scale
    return np.stack([x, y], axis=1), depth


def on_plane(camera: Camera, size: Size, x: float, y: float, height: float) -> Vector | None:
    """The point at a height [m] under a pixel; None where the line of sight does not come down to it."""
    start, direction = ray(camera, size, x, y)
    if direction[2] > -1e-4:
        return None
    return np.asarray(start + direction * ((height - start[2]) / direction[2]))


def panned(
    camera: Camera, size: Size, before: tuple[float, float], after: tuple[float, float], height: float
) -> Camera:
    """What lay at ``before``, at a height [m], lies at ``after``."""
    held, now = on_plane(camera, size, *before, height), on_plane(camera, size, *after, height)
    if held is None or now is None:
        return camera
    return camera.aimed(camera.focus + held - now)


def zoomed(camera: Camera, factor: float, about: Vector) -> Camera:
    """Nearer by a factor; the point stays where it is in the picture."""
    focus = about + (camera.focus - about) / factor
    return replace(camera.aimed(focus), distance=camera.distance / factor)


def turned(camera: Camera, angle: float, about: Vector) -> Camera:
    """Turned round a vertical axis; positive angles turn the picture clockwise [°]."""
    a = np.radians(angle)
    away = camera.focus - about
    spun = np.array([away[0] * np.cos(a) - away[1] * np.sin(a), away[0] * np.sin(a) + away[1] * np.cos(a), away[2]])
    return replace(camera.aimed(about + spun), azimuth=(camera.azimuth - angle) % 360.0)


def tilted(camera: Camera, angle: float, about: Vector) -> Camera:
    """Tilted by an angle [°]; positive lowers the eye; the point stays where it is in the picture."""
    tilt = float(np.clip(camera.tilt + angle, 0.0, STEEPEST))
    moved = replace(camera, tilt=tilt)
    before, after = axes(camera), axes(moved)
    away = camera.focus - about
    focus = about + sum((b * float(away @ a) for a, b in zip(before, after, strict=True)), np.zeros(3))
    return grounded(moved.aimed(focus), float(camera.height))


def grounded(camera: Camera, height: float) -> Camera:
    """The same picture with the point looked at slid along the line of sight to a height."""
    forward = axes(camera)[2]
    if forward[2] > -0.05:
        return camera
    slide = (height - camera.height) / forward[2]
    moved = camera.aimed(camera.focus + forward * slide)
    distance = camera.distance if camera.parallel else max(camera.distance + slide, 1.0)
    return replace(moved, distance=distance)


def gestured(camera: Camera, size: Size, gesture: Gesture, height: float, limits: Limits) -> Camera:
    """Two fingers pan, zoom and turn at once about the ground between them, at a height [m]."""
    about = on_plane(camera, size, *gesture.before, height)
    if about is None:
        return camera
    factor = _allowed(camera, gesture.factor, limits)
    moved = zoomed(turned(camera, gesture.turn, about), factor, about)
    return limited(panned(moved, size, gesture.before, gesture.after, height), limits)


def _allowed(camera: Camera, factor: float, limits: Limits) -> float:
    distance = np.clip(camera.distance / max(factor, 1e-6), limits.nearest, limits.farthest)
    return float(camera.distance / distance)


def limited(camera: Camera, limits: Limits) -> Camera:
    """The nearest camera within the limits."""
    extent = limits.extent
    return replace(
        camera,
        east=float(np.clip(camera.east, extent.west, extent.east)),
        north=float(np.clip(camera.north, extent.south, extent.north)),
        distance=float(np.clip(camera.distance, limits.nearest, limits.farthest)),
        tilt=float(np.clip(camera.tilt, 0.0, STEEPEST)),
        azimuth=camera.azimuth % 360.0,
    )


def limits_for(extent: Extent) -> Limits:
    """Limits that let people see one courtyard, and the whole site with some table around it."""
    longest = max(extent.width, extent.height)
    return Limits(extent, nearest=40.0, farthest=max(4.5 * longest, 400.0))


def overview(extent: Extent, height: float, size: Size, azimuth: float = 0.0) -> Camera:
    """Straight from above, all of an extent, as the table shows it. Parallel: the fairest view for all sides."""
    a = np.radians(azimuth)
    across = abs(extent.width * np.cos(a)) + abs(extent.height * np.sin(a))
    along = abs(extent.width * np.sin(a)) + abs(extent.height * np.cos(a))
    half = max(along, across * size.height / max(size.width, 1)) / 2 * 1.03
    east, north = extent.centre
    return Camera(east, north, height, half / np.tan(np.radians(VIEW_ANGLE / 2)), azimuth, 0.0, parallel=True)


def oblique(extent: Extent, height: float, size: Size, azimuth: float = 22.0, tilt: float = 50.0) -> Camera:
    """From the side, all of an extent, as the desk and the beamer show it."""
    east, north = extent.centre
    start = Camera(east, north, height, 2.0 * max(extent.width, extent.height), azimuth, tilt)
    corners = np.array([(e, n, height) for e in (extent.west, extent.east) for n in (extent.south, extent.north)])
    camera = start
    for _ in range(6):
        pixels, _depth = to_screen(camera, size, corners)
        low, high = pixels.min(axis=0), pixels.max(axis=0)
        middle = (low + high) / 2
        camera = panned(camera, size, (float(middle[0]), float(middle[1])), (size.width / 2, size.height / 2), height)
        fill = max((high[0] - low[0]) / max(size.width, 1), (high[1] - low[1]) / max(size.height, 1))
        camera = replace(camera, distance=camera.distance * float(fill) * 1.015)
    return camera


def from_eye(at: Point, azimuth: float, down: float = 0.0, distance: float = EYE_DISTANCE) -> Camera:
    """What an eye sees.

    Args:
        at: the eye: east, north, height [m].
        azimuth: where it looks, clockwise from north [°].
        down: how far below the horizon it looks [°].
        distance: of the point looked at [m].
    """
    camera = Camera(*at, distance, azimuth % 360.0, 90.0 - down, opening=EYE_ANGLE)
    return camera.aimed(camera.focus + axes(camera)[2] * distance)
