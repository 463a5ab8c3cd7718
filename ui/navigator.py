"""Hands move the camera: what is touched stays under the finger. At eye level they turn the head."""

import math
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
from ui.walker import Walker

Journey: TypeAlias = Callable[[float], Camera]
"""A way of the camera: where it is at a share of it [0..1]."""

HeightUnder: TypeAlias = Callable[[float, float], float | None]

DEGREES_PER_HEIGHT = 90.0
"""A way as long as the picture is high tilts this far [°]."""


PACE = 12.0
"""So far one walks for a pinch that doubles the spread [m]."""


class Navigator:
    """A camera, its limits, and the height that the hand holds [m].

    Attributes:
        walker: somebody at eye level, whose camera it is; None above the town.
        journey: a way that the camera is on; a hand on the map ends it.
    """

    def __init__(self, camera: Camera, limits: Limits, size: Size, height_under: HeightUnder) -> None:
        self.camera = camera
        self.limits = limits
        self.size = size
        self._height_under = height_under
        self._held = camera.height
        self.walker: Walker | None = None
        self.journey: Journey | None = None

    def look(self, camera: Camera) -> None:
        """Look from above the town, within the limits."""
        self.walker = self.journey = None
        self.camera = limited(camera, self.limits)

    def stand(self, walker: Walker | None) -> None:
        """Be somebody at eye level."""
        self.walker = walker
        if walker is not None:
            self.camera = walker.camera

    def feel(self, gesture: Meant) -> bool:
        """Follow a gesture; whether the camera moved."""
        before = self.camera
        if isinstance(gesture, MapGrasped | Pan | Pinch | Tilt):
            self.journey = None
        if self.walker is not None:
            self._turn_head(self.walker, gesture)
            return self.camera != before
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

    def _turn_head(self, walker: Walker, gesture: Meant) -> None:
        match gesture:
            case Pan(dx=dx, dy=dy):
                self.stand(walker.looked(dx, dy, self.size.height))
            case Pinch(dx=dx, dy=dy, factor=factor):
                looked = walker.looked(dx, dy, self.size.height)
                self.stand(looked.walked(math.log2(max(factor, 0.01)) * PACE))
            case Tilt(distance=distance):
                self.stand(walker.looked(0.0, -distance, self.size.height))

    def grasp(self, x: float, y: float) -> None:
        """Take hold of what is under a pixel."""
        height = self._height_under(x, y)
        self._held = self.camera.height if height is None else height

    def drag(self, before: tuple[float, float], after: tuple[float, float]) -> None:
        if self.walker is not None:
            way = after[0] - before[0], after[1] - before[1]
            self.stand(self.walker.looked(*way, self.size.height))
            return
        self.camera = limited(panned(self.camera, self.size, before, after, self._held), self.limits)

    def pinch(self, x: float, y: float, factor: float, degrees: float = 0.0) -> None:
        """Zoom and turn about a pixel; at eye level walk and turn."""
        self.journey = None
        if self.walker is not None:
            self.stand(self.walker.turned(-degrees).walked(math.log2(max(factor, 0.01)) * PACE))
            return
        self.grasp(x, y)
        self.camera = gestured(
            self.camera, self.size, Gesture((x, y), (x, y), factor, degrees), self._held, self.limits
        )

    def tilt(self, degrees: float, x: float, y: float) -> None:
        """Tilt about a pixel, or nod. A parallel view from above becomes a perspective one as soon as it leans."""
        if self.walker is not None:
            self.stand(self.walker.looked(0.0, -degrees / DEGREES_PER_HEIGHT * self.size.height, self.size.height))
            return
        about = on_plane(self.camera, self.size, x, y, self._held)
        if about is not None:
            camera = tilted(self.camera, degrees, about)
            self.camera = limited(replace(camera, parallel=camera.parallel and camera.tilt == 0.0), self.limits)
