"""Names in a renderer: level with their reader, none over another, with a line to its place where one had to move."""

from collections.abc import Callable, Hashable
from typing import Any, TypeAlias

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkPolyDataMapper2D, vtkTexturedActor2D

from scenes.actors import picture_texture
from scenes.camera import STEEPEST, Camera, Pixel, Size, Vector, eye, half_height, to_screen
from scenes.labels.lettering import ON_LIGHT, Inks, Lettering, lettering
from scenes.labels.names import Kind, Name, names_of
from scenes.labels.placing import NAMES, Sign, Spots, box_of, placed
from scenes.labels.sight import hidden, towards
from scenes.meshes import Array
from scenes.site_arrays import SiteArrays

Facing: TypeAlias = Callable[[float, float], tuple[float, float]]
"""Which way is up for whoever reads at a place of the picture, both as shares of it, downwards: (0, -1) is upright."""

EACH = 170.0
"""A picture has one name at most for each square of this edge: those that matter most [px at scale 1]."""

SHORTEST = 0.8
"""A name is left out where what has it is shorter in the picture than so much of the name."""

FARTHEST = 450.0
"""Names are read in the street up to this distance [m]."""

LINE = 1.5
"""Width of the line to a name that had to move [px at scale 1]."""

SLACK = 2.0
"""So much more may stand before a name that was seen already [m]."""

BORDER = 0.02
"""So far over the border between two readers a name keeps to the one it had, as a share of the picture."""


def upright(x: float, y: float) -> tuple[float, float]:
    """One reader, who sits below the picture."""
    del x, y
    return (0.0, -1.0)


class LabelLayer:
    """One textured actor for all names. Called in the thread that draws.

    Attributes:
        guide: names of the picture that this one is a part of: they stand where they stand there.
    """

    def __init__(self, renderer: Any) -> None:
        self.guide: LabelLayer | None = None
        self._facing: Facing = upright
        self._renderer = renderer
        self._arrays: SiteArrays | None = None
        self._names: tuple[Name, ...] = ()
        self._keys: list[Hashable] = []
        self._reach: Vector = np.zeros(0)
        self._asked: tuple[Camera, Size, Pixel, Array] | None = None
        self._covered: Array = np.zeros((0, 4))
        self._last: tuple[object, ...] | None = None
        self._places: Vector = np.zeros((0, 3))
        self._ground: Vector = np.zeros(0)
        self._is_shown = False
        self._scale = 1.0
        self._inks = ON_LIGHT
        self._written: Lettering | None = None
        self._spots: dict[Hashable, int] = {}
        self._ups: dict[Hashable, tuple[float, float]] = {}
        self._quads: Any = vtkPolyData()
        self._actor: Any = None

    @property
    def spots(self) -> Spots:
        """Where each name that is seen stands."""
        return self._spots

    def on(self, arrays: SiteArrays) -> None:
        self._arrays, site = arrays, arrays.site
        names = names_of(site)
        if names is not self._names:
            self._names = names
            self._keys = [(name.text, name.kind, name.east, name.north) for name in self._names]
            self._reach = np.array([name.reach for name in self._names])
            self._written = None
            self._spots = {}
        self._last = None
        at = np.array([(name.east, name.north) for name in self._names], float).reshape(-1, 2)
        tops = arrays.light.tops
        rows, columns = tops.index(at[:, 0], at[:, 1])
        self._ground = np.asarray(site.terrain.sample(at[:, 0], at[:, 1]), float)
        high = np.asarray(tops.values[rows, columns], float)
        on_roof = np.array([name.kind is Kind.BUILDING for name in self._names], bool)
        self._places = np.column_stack([at, np.where(on_roof, np.maximum(high, self._ground), self._ground)])

    def show(self, *, shown: bool, facing: Facing = upright) -> None:
        """Write the names that the site has, level with who reads where, or none."""
        self._is_shown, self._facing = shown, facing
        if self._asked is not None:
            self.place(*self._asked)

    def keep_off(self, covered: Array) -> None:
        """Leave free what lies over the picture: left, top, right, bottom as shares of it, shape (n, 4)."""
        if not np.array_equal(covered, self._covered):
            self._covered = covered
            if self._asked is not None:
                self.place(*self._asked)

    def scale(self, scale: float) -> None:
        """Pixels of the picture per unit of lengths."""
        if scale != self._scale:
            self._scale = scale
            self._written = None

    def write_with(self, inks: Inks) -> None:
        """From the next picture on in these colours."""
        if inks is not self._inks:
            self._inks = inks
            self._written = self._last = None

    def place(self, camera: Camera, size: Size, corner: Pixel, taken: Array) -> None:
        """Put the names where their places are in a picture of this size, of which a part with a corner is drawn.

        Args:
            camera: where from.
            size: of the whole picture [px].
            corner: of the part that is drawn, in the whole picture [px].
            taken: left, top, right, bottom of what stands in the picture already [px], shape (n, 4).
        """
        self._asked = camera, size, corner, taken
        if not self._is_shown or self._arrays is None or not self._names:
            self._last, self._spots = None, {}
            if self._actor is not None:
                self._actor.SetVisibility(False)
            return
        if self._written is None:
            self._write()
            self._last = None
        before = self._spots if self.guide is None else self.guide.spots
        taken = np.vstack([taken, self._covered * np.tile((size.width, size.height), 2)])
        now = (camera, size, corner, taken.tobytes(), self._facing, None if self.guide is None else before)
        if now == self._last:
            return
        self._last = now
        assert self._written is not None
        signs = self._signs(camera, size, self._written)
        seen = placed(
            [sign for _, sign in signs], NAMES, (size.width, size.height), before, taken=taken, scale=self._scale
        )
        self._spots = seen
        self._ups = {key: up for key, up in self._ups.items() if key in seen}
        self._draw([(row, sign) for row, sign in signs if sign.key in seen], self._written, size, corner)

    def _signs(self, camera: Camera, size: Size, written: Lettering) -> list[tuple[int, Sign]]:
        """Names that may be seen, with their rows."""
        assert self._arrays is not None
        tops = self._arrays.light.tops
        places = towards(tops, camera, self._places, self._ground)
        pixels, depth = to_screen(camera, size, places)
        rows = np.flatnonzero(
            (depth > 0)
            & (pixels >= 0).all(axis=1)
            & (pixels[:, 0] <= size.width)
            & (pixels[:, 1] <= size.height)
            & self._long_enough(camera, size, places, depth, written)
        )
        # They are in the order in which they matter; those of one street count once.
        rows = rows[: round(size.width * size.height / (EACH * self._scale) ** 2)]
        slack = np.array([SLACK if self._keys[row] in self._spots else 0.0 for row in rows.tolist()])
        rows = rows[~hidden(tops, camera, places[rows], slack)]
        return [(row, self._sign(row, pixels[row], size, written)) for row in rows.tolist()]

    def _long_enough(self, camera: Camera, size: Size, places: Vector, depth: Vector, written: Lettering) -> Array:
        """What is long enough in the picture for its name; in the street, what is near enough."""
        if camera.tilt > STEEPEST:
            return np.asarray(np.linalg.norm(places - eye(camera), axis=1) <= FARTHEST)
        scale = 2 * half_height(camera) / max(size.height, 1)
        metres = np.full(len(places), scale) if camera.parallel else scale * depth / camera.distance
        return np.asarray(self._reach / np.maximum(metres, 1e-6) >= SHORTEST * written.sizes[:, 0])

    def _sign(self, row: int, at: Array, size: Size, written: Lettering) -> Sign:
        name, key = self._names[row], self._keys[row]
        x, y = float(at[0]), float(at[1])
        up = self._ups[key] = self._up(key, x / size.width, y / size.height)
        width, height = written.sizes[row]
        sideways = abs(up[0]) > abs(up[1])
        if sideways:
            width, height = height, width
        return Sign(key, x, y, -width / 2, -height / 2, width, height, name.rank, name.text, sideways=sideways)

    def _up(self, key: Hashable, x: float, y: float) -> tuple[float, float]:
        """Which way is up for whoever reads here; close to the border between two readers, as it was before."""
        before = self._ups.get(key)
        if before is not None:
            near = ((x + BORDER, y), (x - BORDER, y), (x, y + BORDER), (x, y - BORDER))
            if any(self._facing(*place) == before for place in near):
                return before
        return self._facing(x, y)

    def _write(self) -> None:
        self._written = lettering(self._names, self._scale, self._inks)
        if self._actor is None:
            mapper = vtkPolyDataMapper2D()
            mapper.SetInputData(self._quads)
            self._actor = vtkTexturedActor2D()
            self._actor.SetMapper(mapper)
            # Pins stand before names.
            self._actor.SetLayerNumber(0)
            self._renderer.AddViewProp(self._actor)
        texture = picture_texture(self._written.picture)
        texture.MipmapOff()
        self._actor.SetTexture(texture)

    def _draw(self, signs: list[tuple[int, Sign]], written: Lettering, size: Size, corner: Pixel) -> None:
        lines, names, inks, places = [], [], [], []
        for row, sign in signs:
            offset = NAMES[self._spots[sign.key]]
            box = box_of(sign, offset)
            if offset != (0.0, 0.0):
                lines.append(_line((sign.x, sign.y), box, LINE * self._scale))
                inks.append(written.ink)
            names.append(_turned(box, self._ups[sign.key]))
            places.append(written.places[row])
        points = np.zeros((4 * len(lines) + 4 * len(names), 3), np.float32)
        if names:
            flat = np.array([*lines, *names]).reshape(-1, 2)
            points[:, 0] = flat[:, 0] - corner[0]
            points[:, 1] = size.height - flat[:, 1] - corner[1]
        left, low, right, high = np.array([*inks, *places]).reshape(-1, 4).T
        self._fill(points, np.stack([left, low, right, low, right, high, left, high], axis=1).reshape(-1, 2))

    def _fill(self, points: Array, places: Array) -> None:
        if self._quads.GetNumberOfPoints() != len(points):
            cells = vtkCellArray()
            for first in range(0, len(points), 4):
                cells.InsertNextCell(4, [first, first + 1, first + 2, first + 3])
            self._quads.SetPolys(cells)
        held = vtkPoints()
        held.SetData(numpy_to_vtk(points, deep=True))
        self._quads.SetPoints(held)
        self._quads.GetPointData().SetTCoords(numpy_to_vtk(places.astype(np.float32), deep=True))
        self._actor.SetVisibility(bool(len(points)))


def _turned(box: tuple[float, float, float, float], up: tuple[float, float]) -> Array:
    """Lower left, lower right, upper right, upper left of a name as its reader sees it [px]; on whole pixels."""
    left, top, right, bottom = box
    # Between two pixels the letters would be blurred.
    left, right, top, bottom = left - left % 1.0, right - left % 1.0, top - top % 1.0, bottom - top % 1.0
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    wide, high = right - left, bottom - top
    if abs(up[0]) > abs(up[1]):
        wide, high = high, wide
    across, upward = np.array([-up[1], up[0]]) * (wide / 2), np.array(up) * (high / 2)
    return np.asarray(middle + np.array([-across - upward, across - upward, across + upward, upward - across]))


def _line(place: tuple[float, float], box: tuple[float, float, float, float], width: float) -> Array:
    """A thin quadrangle from a place to the edge of a name's box [px]."""
    left, top, right, bottom = box
    start = np.array(place)
    end = np.array([min(max(place[0], left), right), min(max(place[1], top), bottom)])
    way = end - start
    length = float(np.hypot(*way))
    side = np.array([-way[1], way[0]]) / max(length, 1e-6) * width / 2
    return np.array([start - side, end - side, end + side, start + side])
