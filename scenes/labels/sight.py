"""What can be seen from where, by the surface of ground and roofs."""

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Grid
from scenes.camera import STEEPEST, Camera, Vector, eye

STEPS = 160
"""Places along a line of sight that are looked at; in a street of 160 m one a metre."""

CLEAR = 1.0
"""The surface may rise above a line of sight by so much: its cells are about as wide [m]."""

BUILT = 2.5
"""What rises above its surroundings by more belongs to a building [m]."""

LIFT = 10.0
"""Nothing on a wall is looked for steeper above the eye than this [°]."""


def hidden(
    tops: Grid, camera: Camera, places: Vector, slack: npt.NDArray[np.float64] | float = 0.0
) -> npt.NDArray[np.bool_]:
    """Which places lie behind something.

    Args:
        tops: height of ground and roofs [m].
        camera: where we look from; straight down nothing is hidden.
        places: east, north, height [m], shape (n, 3).
        slack: the surface may rise so much higher before a place counts as hidden [m].

    Returns:
        Shape (n,), bool.
    """
    places = np.asarray(places, float).reshape(-1, 3)
    if camera.parallel or not len(places):
        return np.zeros(len(places), bool)
    line, tall = _line(tops, camera, places)
    # The last two metres before a place are the place itself.
    apart = np.linalg.norm((places - eye(camera))[:, :2], axis=1)[:, None]
    before = (1.0 - _shares())[None, :] * apart > 2.0
    high = tall > line[:, :, 2] + CLEAR + np.broadcast_to(np.asarray(slack, float).reshape(-1, 1), (len(places), 1))
    return np.asarray((high & before).any(axis=1))


def towards(tops: Grid, camera: Camera, places: Vector, ground: Vector) -> Vector:
    """Places on buildings as somebody in the street sees them: on the wall that faces the eye.

    Args:
        tops: height of ground and roofs [m].
        camera: at eye level; from above all places stay where they are.
        places: east, north, height [m], shape (n, 3).
        ground: height of the ground below them [m], shape (n,).

    Returns:
        Shape (n, 3).
    """
    places = np.asarray(places, float).reshape(-1, 3)
    if camera.tilt <= STEEPEST or not len(places):
        return places
    line, tall = _line(tops, camera, places)
    built = tall > ground[:, None] + BUILT
    # The last run of built places along the line ends at the place and begins at the wall.
    rows = np.arange(len(places))
    gaps = ~built[:, ::-1]
    run = np.where(gaps.any(axis=1), gaps.argmax(axis=1), STEPS - 1)
    wall = np.maximum(STEPS - 1 - run, 0)
    on_building = built[:, -1]
    start = eye(camera)
    away = np.hypot(*(line[rows, wall, :2] - start[:2]).T)
    steepest = start[2] + away * np.tan(np.radians(LIFT))
    height = np.minimum(places[:, 2], np.maximum(steepest, ground + BUILT))
    found = np.column_stack([line[rows, wall, :2], height])
    return np.where(on_building[:, None], found, places)


def _shares() -> npt.NDArray[np.float64]:
    return np.linspace(0.0, 1.0, STEPS + 1)[1:]


def _line(tops: Grid, camera: Camera, places: Vector) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Places along the lines of sight, shape (n, STEPS, 3), and the height of the surface there, shape (n, STEPS)."""
    start = eye(camera)
    line = start + (places[:, None, :] - start) * _shares()[None, :, None]
    extent = tops.extent
    east, north = line[:, :, 0].ravel(), line[:, :, 1].ravel()
    inside = (east >= extent.west) & (east <= extent.east) & (north >= extent.south) & (north <= extent.north)
    tall = np.full(east.shape, -np.inf)
    row, column = tops.index(east[inside], north[inside])
    tall[inside] = tops.values[row, column]
    return line, tall.reshape(len(places), STEPS)
