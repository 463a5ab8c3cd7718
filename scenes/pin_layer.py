"""Pins in a renderer: upright pictures in front of everything, placed anew whenever the camera moves."""

from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkPolyDataMapper2D, vtkTexturedActor2D

from scenes.actors import picture_texture
from scenes.camera import Camera, Pixel, Point, Size, to_screen
from scenes.meshes import Array
from scenes.picking import Picked
from scenes.pins import HEIGHT, WIDTH, Pin, drawn_pin, pin_at
from scenes.site_arrays import SiteArrays


class PinLayer:
    """One textured actor for all pins. Called in the thread that draws."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._arrays: SiteArrays | None = None
        self._pins: tuple[Pin, ...] = ()
        self._tips = np.zeros((0, 3))
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

    def on(self, arrays: SiteArrays) -> None:
        self._arrays = arrays
        self._tips = self._standing()

    def show(self, pins: tuple[Pin, ...]) -> None:
        self._pins = pins
        self._tips = self._standing()
        if self._actor is not None:
            self._renderer.RemoveViewProp(self._actor)
            self._actor = None
        if pins:
            self._build()

    def tip(self, east: float, north: float) -> Point:
        """On the roof or the ground at a position."""
        if self._arrays is None:
            return east, north, 0.0
        tops = self._arrays.light.tops
        row, column = tops.index(np.array([east]), np.array([north]))
        return east, north, float(tops.values[row, column][0])

    def at(self, camera: Camera, size: Size, at: tuple[float, float]) -> Picked | None:
        row = pin_at(self._tips, camera, size, self._scale, at)
        if row is None or not self._pins[row].id:
            return None
        east, north, height = self._tips[row]
        return Picked("pin", (float(east), float(north), float(height)), row, self._pins[row].id)

    def place(self, camera: Camera, size: Size, corner: Pixel = (0.0, 0.0)) -> None:
        """Put the pins where their places are in a picture of this size, of which a part with a corner is drawn."""
        if self._actor is None:
            return
        pixels, depth = to_screen(camera, size, self._tips)
        order = np.argsort(-depth)
        half, high = WIDTH * self._scale / 2, HEIGHT * self._scale
        # The tip of the drawing stands two units left of its middle.
        x, y = pixels[order, 0] + 2 * self._scale, size.height - pixels[order, 1]
        x = np.where(depth[order] > 0, x, -1e5)
        x, y = x - corner[0], y - corner[1]
        corners = np.stack([x - half, y, x + half, y, x + half, y + high, x - half, y + high], axis=1)
        points = np.zeros((len(order) * 4, 3), np.float32)
        points[:, :2] = np.round(corners.reshape(-1, 2))
        held = vtkPoints()
        held.SetData(numpy_to_vtk(points, deep=True))
        self._quads.SetPoints(held)
        self._quads.GetPointData().SetTCoords(numpy_to_vtk(self._places(order), deep=True))

    def _standing(self) -> Array:
        return np.array([self.tip(p.east, p.north) for p in self._pins], float).reshape(-1, 3)

    def _build(self) -> None:
        pictures = [drawn_pin(pin, self._scale) for pin in self._pins]
        self._quads = vtkPolyData()
        cells = vtkCellArray()
        for i in range(len(pictures)):
            cells.InsertNextCell(4, [4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3])
        self._quads.SetPolys(cells)
        mapper = vtkPolyDataMapper2D()
        mapper.SetInputData(self._quads)
        self._actor = vtkTexturedActor2D()
        self._actor.SetMapper(mapper)
        texture = picture_texture(np.concatenate(pictures, axis=1))
        texture.MipmapOff()
        self._actor.SetTexture(texture)
        self._renderer.AddViewProp(self._actor)

    def _places(self, order: Array) -> Array:
        count = len(self._pins)
        left, right = order / count, (order + 1) / count
        low, high = np.zeros(count), np.ones(count)
        return np.stack([left, low, right, low, right, high, left, high], axis=1).reshape(-1, 2).astype(np.float32)
