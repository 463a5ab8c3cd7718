"""Somebody who stands in the street: looks round by dragging, walks, and does not walk through walls."""

import math
from dataclasses import dataclass, replace

from scenes.camera import EYE_ANGLE, Camera, eye, from_eye
from scenes.standing import Standing

UP, DOWN = 35.0, 55.0
"""So far above and below the horizon one may look [°]."""

STRIDE = 0.4
"""A way is walked in strides of this length [m]; after each it is looked whether a wall is there."""

ASIDE = 1.5
"""So far one steps aside to walk along a wall [m]."""


@dataclass(frozen=True, slots=True)
class Walker:
    """Where somebody stands and looks.

    Attributes:
        standing: ground and walls.
        east: of the eye [m].
        north: of the eye [m].
        azimuth: of the look, clockwise from north [°].
        down: below the horizon [°].
        above: height of the eye above the ground [m].
    """

    standing: Standing
    east: float
    north: float
    azimuth: float
    above: float
    down: float = 0.0

    @classmethod
    def at(cls, standing: Standing, place: tuple[float, float], azimuth: float, above: float) -> "Walker":
        """Somebody at a place, or right beside the building that is there."""
        east, north = standing.free(*place)
        return cls(standing, east, north, azimuth, above)

    @classmethod
    def of(cls, standing: Standing, camera: Camera) -> "Walker":
        """Somebody who sees what a camera shows."""
        east, north, height = (float(value) for value in eye(camera))
        return cls(standing, east, north, camera.azimuth, height - standing.ground(east, north), 90.0 - camera.tilt)

    def among(self, standing: Standing) -> "Walker":
        """The same person where other walls stand, right beside what was built in their place."""
        east, north = standing.free(self.east, self.north)
        return replace(self, standing=standing, east=east, north=north)

    @property
    def camera(self) -> Camera:
        height = self.standing.ground(self.east, self.north) + self.above
        return from_eye((self.east, self.north, height), self.azimuth, self.down)

    def looked(self, dx: float, dy: float, height: float) -> "Walker":
        """What is seen follows a finger; the way and the picture's height in pixels."""
        degrees = EYE_ANGLE / max(height, 1.0)
        down = min(max(self.down + dy * -degrees, -UP), DOWN)
        return replace(self, azimuth=(self.azimuth - dx * degrees) % 360.0, down=down)

    def turned(self, degrees: float) -> "Walker":
        """Clockwise as seen from above [°]."""
        return replace(self, azimuth=(self.azimuth + degrees) % 360.0)

    def walked(self, metres: float) -> "Walker":
        """Ahead, or back; along walls, never through them."""
        walker = self
        for _ in range(max(round(abs(metres) / STRIDE), 1)):
            walker = walker._strode(math.copysign(min(abs(metres), STRIDE), metres))
        return walker

    def _strode(self, metres: float) -> "Walker":
        angle = math.radians(self.azimuth)
        extent = self.standing.taken.extent
        east = min(max(self.east + math.sin(angle) * metres, extent.west), extent.east)
        north = min(max(self.north + math.cos(angle) * metres, extent.south), extent.north)
        free = self.standing.free(east, north)
        if math.dist(free, (east, north)) > ASIDE or math.dist(free, (self.east, self.north)) > ASIDE:
            return self
        return replace(self, east=free[0], north=free[1])
