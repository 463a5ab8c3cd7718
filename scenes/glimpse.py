"""A part of a picture: what a view draws that lies over another one and looks with the same camera."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.camera import Camera, Pixel, Size, half_height


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A rectangle of a picture in shares of it, from its upper left corner; it may reach beyond.

    Attributes:
        left: of the rectangle, in widths of the picture.
        top: of the rectangle, in heights of the picture.
        width: in widths of the picture, above 0.
        height: in heights of the picture, above 0.
    """

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0

    def whole(self, part: Size) -> Size:
        """Size of the whole picture where the part has this size [px]."""
        return Size(max(round(part.width / self.width), 1), max(round(part.height / self.height), 1))

    def corner(self, whole: Size) -> Pixel:
        """Of the part, from the lower left corner of the whole picture, upwards [px]."""
        return self.left * whole.width, (1.0 - self.top - self.height) * whole.height

    def aim(self, camera: Camera, drawn: Any) -> None:
        """Have a vtkCamera that stands where ``camera`` does see this part only."""
        half = half_height(camera) * self.height
        drawn.SetViewAngle(float(np.degrees(2 * np.arctan(half / camera.distance))))
        drawn.SetParallelScale(half)
        across = 2 * self.left + self.width - 1.0
        along = 1.0 - 2 * self.top - self.height
        # VTK counts the way to the middle of the part in halves of the part.
        drawn.SetWindowCenter(across / self.width, along / self.height)


WHOLE = Glimpse()
