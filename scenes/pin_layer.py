"""Pins in a renderer: upright pictures in front of everything, placed anew whenever the camera moves.

None covers another, and none is cut by the edge of the picture: where there is no room, a pin stands beside its place
with a line to it. Somebody in the street sees those that are not behind a house.
"""

from collections.abc import Hashable
from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkPolyDataMapper2D, vtkTexturedActor2D

from scenes.actors import picture_texture
from scenes.camera import STEEPEST, Camera, Pixel, Point, Size, Vector, to_screen
from scenes.labels.placing import PINS, Need, Sign, Spots, placed
from scenes.labels.sight import hidden, towards
from scenes.meshes import Array
from scenes.picking import Picked
from scenes.pins import BODY, HEIGHT, WIDTH, Pin, drawn_pin, pin_at
from scenes.site_arrays import SiteArrays

MOST = 120
"""So many pins at most make room for each other; in a picture with more they would only wander."""

LINE, DOT = 2.5, 7.0
"""Width of the line from a pin to its place, and of the dot there [px at scale 1]."""

AWAY = -1e5
"""Where nothing is seen [px]."""


class PinLayer:
    """One textured actor for all pins. Called in the thread that draws.

    Attributes:
        guide: pins of the picture that this one is a part of: they stand where they stand there.
    """

    def __init__(self, renderer: Any) -> None:
        self.guide: PinLayer | None = None
        self._renderer = renderer
        self._arrays: SiteArrays | None = None
        self._pins: tuple[Pin, ...] = ()
        self._tips = np.zeros((0, 3))
        self._drawn: tuple[Vector, Vector] = np.zeros((0, 2)), np.zeros(0)
        self._spots: dict[Hashable, int] = {}
        self._actor: Any = None
        self._quads: Any = None
        self._scale = 1.0

    @property
    def scale(self) -> float:
        return self._scale

    @scale.setter
    def scale(self, scale: float) -> None:
        if scale != self._scale:
            self._scale = scale
            self.show(self._pins)

    @property
    def spots(self) -> Spots:
        """Where each pin stands beside its place."""
        return self._spots

    def on(self, arrays: SiteArrays) -> None:
        self._arrays = arrays
        self._tips = self._standing()

    def show(self, pins: tuple[Pin, ...]) -> None:
        self._pins = pins
        self._tips = self._standing()
        self._drawn = np.full((len(pins), 2), AWAY), np.zeros(len(pins))
        if self._actor is not None:
            self._renderer.RemoveViewProp(self._actor)
            self._actor = None
        if pins:
            self._build()
        else:
            self._spots = {}

    def tip(self, east: float, north: float) -> Point:
        """On the roof or the ground at a position."""
        if self._arrays is None:
            return east, north, 0.0
        tops = self._arrays.light.tops
        row, column = tops.index(np.array([east]), np.array([north]))
        return east, north, float(tops.values[row, column][0])

    def at(self, at: tuple[float, float]) -> Picked | None:
        """The pin under a pixel of what is drawn."""
        row = pin_at(*self._drawn, self._scale, at)
        if row is None or not self._pins[row].id:
            return None
        east, north, height = self._tips[row]
        return Picked("pin", (float(east), float(north), float(height)), row, self._pins[row].id)

    def place(self, camera: Camera, size: Size, corner: Pixel = (0.0, 0.0)) -> Array:
        """Put the pins where their places are in a picture of this size, of which a part with a corner is drawn.

        Returns:
            Left, top, right, bottom of those that are seen, in the whole picture [px], shape (n, 4).
        """
        if self._actor is None:
            return np.zeros((0, 4))
        places, depth = self._seen(camera, size)
        tips = places + self._moved(places, depth, size)
        self._drawn = tips - corner, depth
        order = np.argsort(-depth)
        quads = np.concatenate([self._lines(places[order], tips[order]), self._bodies(tips[order])])
        points = np.zeros((len(quads) * 4, 3), np.float32)
        points[:, 0] = quads[:, :, 0].ravel() - corner[0]
        points[:, 1] = size.height - quads[:, :, 1].ravel() - corner[1]
        held = vtkPoints()
        held.SetData(numpy_to_vtk(np.round(points), deep=True))
        self._quads.SetPoints(held)
        inks = self._inks(order)
        textures = np.concatenate([inks, inks, self._pictures(order)])
        self._quads.GetPointData().SetTCoords(numpy_to_vtk(textures.reshape(-1, 2).astype(np.float32), deep=True))
        left, top = self._corner(tips[depth > 0])
        wide, high = WIDTH * self._scale, HEIGHT * self._scale
        return np.column_stack([left, top, left + wide, top + high])

    def _seen(self, camera: Camera, size: Size) -> tuple[Vector, Vector]:
        """Pixels of the pins' places, and their depth, which is not above 0 where a pin is not to be seen."""
        tips = self._tips
        is_hidden = np.zeros(len(tips), bool)
        if camera.tilt > STEEPEST and self._arrays is not None:
            tops, terrain = self._arrays.light.tops, self._arrays.site.terrain
            tips = towards(tops, camera, tips, np.asarray(terrain.sample(tips[:, 0], tips[:, 1]), float))
            is_hidden = hidden(tops, camera, tips)
        pixels, depth = to_screen(camera, size, tips)
        depth = np.where(is_hidden, 0.0, depth)
        return np.where(depth[:, None] > 0, pixels, AWAY), depth

    def _moved(self, places: Vector, depth: Vector, size: Size) -> Vector:
        """How far each pin stands beside its place [px], shape (n, 2)."""
        wide, high = WIDTH * self._scale, HEIGHT * self._scale
        inside = (places >= 0).all(axis=1) & (places[:, 0] <= size.width) & (places[:, 1] <= size.height)
        rows = np.flatnonzero((depth > 0) & inside)
        moved = np.zeros((len(places), 2))
        if len(rows) > MOST:
            return moved
        left, top = self._corner(np.zeros((1, 2)))
        keys: list[Hashable] = [(pin.id, pin.east, pin.north) for pin in self._pins]
        signs = [
            Sign(
                key=keys[row],
                x=x,
                y=y,
                left=float(left[0]),
                top=float(top[0]),
                width=wide,
                height=high,
                rank=float(len(keys) - row),
                need=Need.MUST,
            )
            for row, (x, y) in zip(rows.tolist(), places[rows].tolist(), strict=True)
        ]
        before = self._spots if self.guide is None else self.guide.spots
        self._spots = placed(signs, PINS, (size.width, size.height), before, scale=self._scale)
        for row in rows.tolist():
            moved[row] = np.array(PINS[self._spots[keys[row]]]) * (wide, high)
        return moved

    def _corner(self, tips: Vector) -> tuple[Vector, Vector]:
        """Left and top of pins with these tips [px]; the tip of the drawing stands two units left of its middle."""
        return tips[:, 0] + (2 - WIDTH / 2) * self._scale, tips[:, 1] - HEIGHT * self._scale

    def _bodies(self, tips: Vector) -> Array:
        """Lower left, lower right, upper right, upper left of each pin [px], shape (n, 4, 2)."""
        left, top = self._corner(tips)
        right, bottom = left + WIDTH * self._scale, tips[:, 1]
        return np.stack(
            [np.stack(pair, axis=1) for pair in ((left, bottom), (right, bottom), (right, top), (left, top))], axis=1
        )

    def _lines(self, places: Vector, tips: Vector) -> Array:
        """Lines from places to the tips beside them, and dots at the places [px], shape (2 n, 4, 2)."""
        way = tips - places
        length = np.hypot(*way.T)[:, None]
        side = np.column_stack([-way[:, 1], way[:, 0]]) / np.maximum(length, 1e-6) * (LINE * self._scale / 2)
        lines = np.stack([places - side, tips - side, tips + side, places + side], axis=1)
        half = DOT * self._scale / 2
        square = np.array([(-half, half), (half, half), (half, -half), (-half, -half)])
        dots = places[:, None, :] + square[None, :, :]
        both = np.concatenate([lines, dots])
        both[np.tile(length[:, 0] < 1.0, 2)] = AWAY
        return both

    def _standing(self) -> Array:
        return np.array([self.tip(p.east, p.north) for p in self._pins], float).reshape(-1, 3)

    def _build(self) -> None:
        pictures = [drawn_pin(pin, self._scale) for pin in self._pins]
        self._quads = vtkPolyData()
        cells = vtkCellArray()
        for i in range(3 * len(pictures)):
            cells.InsertNextCell(4, [4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3])
        self._quads.SetPolys(cells)
        mapper = vtkPolyDataMapper2D()
        mapper.SetInputData(self._quads)
        self._actor = vtkTexturedActor2D()
        self._actor.SetMapper(mapper)
        # Pins stand before names.
        self._actor.SetLayerNumber(1)
        texture = picture_texture(np.concatenate(pictures, axis=1))
        texture.MipmapOff()
        self._actor.SetTexture(texture)
        self._renderer.AddViewProp(self._actor)

    def _pictures(self, order: Array) -> Array:
        """Where each pin is in the picture of all, lower left first, shape (n, 4, 2)."""
        count = len(self._pins)
        left, right = order / count, (order + 1) / count
        low, high = np.zeros(count), np.ones(count)
        return np.stack([left, low, right, low, right, high, left, high], axis=1).reshape(-1, 4, 2)

    def _inks(self, order: Array) -> Array:
        """A spot of each pin's colour in the picture of all, shape (n, 4, 2)."""
        spot = np.column_stack([(order + BODY[0] / WIDTH) / len(self._pins), np.full(len(order), 1 - BODY[1] / HEIGHT)])
        return np.repeat(spot[:, None, :], 4, axis=1)
