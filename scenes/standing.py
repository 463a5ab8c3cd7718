"""Where an eye can be: above the ground and outside of walls."""

from functools import cached_property
from typing import Protocol

import numpy as np
from scipy import ndimage

from planningtable.city.grid import Array, Grid
from scenes.camera import Camera, Vector, from_eye
from scenes.light import LightMap
from scenes.site_arrays import SiteArrays

WALL = 1.0
"""What rises above the ground by more than this is no place to stand on [m]."""

CLEAR = 0.4
"""Room that an eye keeps to what is above or below it [m]."""

NEAR_WALL = 0.6
"""Room that somebody keeps to a wall [m]."""


class Eye(Protocol):
    """The shape of `planningtable.app.standpoint.Eye`, which this room does not know by name."""

    @property
    def east(self) -> float: ...
    @property
    def north(self) -> float: ...
    @property
    def azimuth(self) -> float: ...
    @property
    def above(self) -> float: ...
    @property
    def down(self) -> float: ...


class Standing:
    """Ground and walls of a site. Built once, asked often.

    Attributes:
        taken: True where a building is, or a wall is near.
    """

    def __init__(self, arrays: SiteArrays) -> None:
        self._terrain = arrays.site.terrain
        self._light: LightMap = arrays.light
        tops = self._light.tops
        east, north = np.meshgrid(tops.easting(), tops.northing())
        built = tops.values > self._terrain.sample(east, north) + WALL
        reach = max(round(NEAR_WALL / tops.cell), 1)
        self.taken: Grid = tops.with_values(ndimage.binary_dilation(built, iterations=reach))

    @cached_property
    def _nearest(self) -> Array:
        """Row and column of the nearest free cell, shape (2, rows, columns); asked for only inside of buildings."""
        return np.asarray(
            ndimage.distance_transform_edt(self.taken.values, return_distances=False, return_indices=True)
        )

    def ground(self, east: float, north: float) -> float:
        """Height of the ground [m]."""
        return float(self._terrain.sample(np.array([east]), np.array([north]))[0])

    def top(self, east: float, north: float) -> float:
        """Height of ground or roof [m]."""
        row, column = self._light.tops.index(np.array([east]), np.array([north]))
        return float(self._light.tops.values[row, column][0])

    def inside(self, east: float, north: float, height: float) -> bool:
        """Whether a place is under a roof or under the ground."""
        return height < max(self.ground(east, north), self.top(east, north)) + CLEAR / 2

    def free(self, east: float, north: float) -> tuple[float, float]:
        """The nearest place to stand that is not in a building or right at its wall."""
        taken = self.taken
        rows, columns = taken.index(np.array([east]), np.array([north]))
        row, column = int(rows[0]), int(columns[0])
        if not taken.values[row, column] or taken.values.all():
            return east, north
        row, column = (int(of[row, column]) for of in self._nearest)
        return taken.west + (column + 0.5) * taken.cell, taken.north - (row + 0.5) * taken.cell

    def over(self, east: float, north: float, height: float) -> float:
        """The height, or as much more as it takes to be above ground and roofs [m]."""
        return max(height, max(self.ground(east, north), self.top(east, north)) + CLEAR)


def eye_point(standing: Standing, eye: Eye) -> Vector:
    """East, north and height of an eye [m]."""
    return np.array([eye.east, eye.north, standing.ground(eye.east, eye.north) + eye.above])


def seen_by(standing: Standing, eye: Eye) -> Camera:
    """What an eye sees from where it is."""
    east, north, height = eye_point(standing, eye)
    return from_eye((float(east), float(north), float(height)), eye.azimuth, eye.down)
