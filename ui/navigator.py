"""Hands move the camera: what is touched stays under the finger."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from scenes.camera import (
    Camera,
    Gesture,
    Limits,
    Size,
    gestured,
    limited,
    on_plane,
    panned,
    tilted,
)
from ui.touch.gestures import Gesture as Meant
from ui.touch.gestures import MapGrasped, Pan, Pinch, Tilt

HeightUnder: TypeAlias = Callable[[float, float], float | None]

DEGREES_PER_HEIGHT = 90.0
"""A way as long as the picture is high tilts this far [°]."""


class Navigator:
    """A camera, its limits, and the height that the hand holds [m]."""

    def __init__(self, camera: Camera, limits: Limits, size: Size, height_under: HeightUnder) -> None:
        self.camera = camera
        self.limits = limits
        self.size = size
        self._height_under = height_under
        self._held = camera.height

    def feel(self, gesture: Meant) -> bool:
        """Follow a gesture; whether the camera moved."""
        before = self.camera
        match gesture:
            case MapGrasped(x=x, y=y):
                self.grasp(x, y)
            case Pan(x=x, y=y, dx=dx, dy=dy):
                self.drag((x - dx, y - dy), (x, y))
            case Pinch(x=x, y=y, dx=dx, dy=dy, factor=factor, degrees=degrees):
                moved = Gesture((x - dx, y - dy), (x, y), factor, degrees)
                self.camera = gestured(self.camera, self.size, moved, self._held, self.limits)
            case Tilt(x=x, y=y, distance=distance):
                self.tilt(distance / max(self.size.height, 1) * DEGREES_PER_HEIGHT, x, y)
            case _:
                return False
        return self.camera != before

    def grasp(self, x: float, y: float) -> None:
        """Take hold of what is under a pixel."""
        height = self._height_under(x, y)
        self._held = self.camera.height if height is None else height

    def drag(self, before: tuple[float, float], after: tuple[float, float]) -> None:
        self.camera = limited(panned(self.camera, self.size, before, after, self._held), self.limits)

    def pinch(self, x: float, y: float, factor: float, degrees: float = 0.0) -> None:
        """Zoom and turn about a pixel."""
        self.grasp(x, y)
        self.camera = gestured(
            self.camera, self.size, Gesture((x, y), (x, y), factor, degrees), self._held, self.limits
        )

    def tilt(self, degrees: float, x: float, y: float) -> None:
        """Tilt about a pixel. A parallel view from above becomes a perspective one as soon as it leans."""
        about = on_plane(self.camera, self.size, x, y, self._held)
        if about is not None:
            camera = tilted(self.camera, degrees, about)
            self.camera = limited(replace(camera, parallel=camera.parallel and camera.tilt == 0.0), self.limits)
