"""Trees in a renderer, as fine as each is seen. Called in the thread that draws."""

from typing import Any

import numpy as np

from scenes.actors import actor_of, dot_data, poly_data, set_colours, set_dots, set_triangles
from scenes.camera import Camera, Size
from scenes.meshes import Array, Bytes, as_bytes
from scenes.sun.props import dim
from scenes.sun.sunshine import Sunshine
from scenes.vegetation.levels import CALM, WIDTHS, Budget, levels, rows_of, upper_rows_of
from scenes.vegetation.stand import Stand, TreeMesh, fine_mesh

_ROUND = """//VTK::Light::Impl
  vec2 rim = 2.0 * gl_PointCoord - 1.0;
  float away = dot(rim, rim);
  if (away > 1.0) discard;
  fragOutput0.rgb *= 1.03 - 0.14 * away;
"""
"""Dots are round, and darker towards their rim as crowns are."""

FROM_AFAR = 0.96
"""A dot is as bright as a crown is on the whole."""


KEPT = 64
"""Cells of near crowns that are kept though they are not seen now: who moves the map to and fro sees them again."""


class TreeProps:
    """Draws one stand: near crowns in props of their cells, others in one prop, the smallest as dots."""

    def __init__(self, renderer: Any) -> None:
        self._budget = CALM
        self._aimed: tuple[tuple[float, float], Camera, Size] | None = None
        self._renderer = renderer
        self._stand: Stand | None = None
        self._sun: Sunshine | None = None
        self._brightness = 1.0
        self._fine: dict[int, tuple[TreeMesh, Any]] = {}
        self._coarse: Any = None
        self._shown: tuple[int, ...] = ()
        self._dots: dict[int, Any] = {}

    @property
    def budget(self) -> Budget:
        """How many trees are drawn in each level."""
        return self._budget

    @budget.setter
    def budget(self, budget: Budget) -> None:
        if budget != self._budget:
            self._budget = budget
            if self._aimed is not None:
                self.aim(*self._aimed)

    def show(self, stand: Stand) -> None:
        """Draw these trees and no others, from the next `aim` on."""
        for actor in self._actors():
            self._renderer.RemoveActor(actor)
        self._fine, self._dots, self._shown = {}, {}, ()
        self._coarse = self._aimed = None
        self._stand, self._sun = stand, None

    def shine(self, sun: Sunshine | None) -> None:
        """In the light of a moment; None: in soft light."""
        if sun is self._sun or self._stand is None:
            return
        self._sun = sun
        for trees, actor in self._fine.values():
            set_colours(actor, self._lit(trees))
        if self._coarse is not None:
            set_colours(self._coarse, self._lit(self._stand.coarse))
        if self._dots:
            colours = self._lit_dots(self._stand)
            for actor in self._dots.values():
                set_colours(actor, colours)

    def dim(self, brightness: float) -> None:
        """Brightness of all trees that are and will be drawn, beside that of a moment [0..1]."""
        if brightness != self._brightness:
            self._brightness = brightness
            for actor in self._actors():
                dim(actor, brightness)

    def aim(self, origin: tuple[float, float], camera: Camera, size: Size) -> None:
        """Follow the camera, see `scenes.vegetation.levels.levels`."""
        if self._stand is None:
            return
        self._aimed = origin, camera, size
        now = levels(self._stand, origin, camera, size, self._budget)
        self._show_fine(self._stand, now.fine)
        if frozenset(now.coarse) != frozenset(self._shown):
            self._show_coarse(self._stand, now.coarse)
        if now.dots and not self._dots:
            self._add_dots(self._stand)
        for width, actor in self._dots.items():
            rows = now.dots.get(width)
            actor.SetVisibility(rows is not None)
            if rows is not None:
                set_dots(actor, rows)

    def _actors(self) -> list[Any]:
        one = [] if self._coarse is None else [self._coarse]
        return [*(actor for _, actor in self._fine.values()), *one, *self._dots.values()]

    def _show_fine(self, stand: Stand, cells: tuple[int, ...]) -> None:
        wanted = frozenset(cells)
        for cell in [cell for cell in self._fine if cell not in wanted]:
            if len(self._fine) > KEPT:
                self._renderer.RemoveActor(self._fine.pop(cell)[1])
            else:
                self._fine[cell][1].VisibilityOff()
        for cell in cells:
            if cell not in self._fine:
                self._add_fine(stand, cell)
            self._fine[cell][1].VisibilityOn()

    def _add_fine(self, stand: Stand, cell: int) -> None:
        trees = fine_mesh(stand, rows_of(stand, (cell,)))
        actor = actor_of(poly_data(trees.mesh))
        set_colours(actor, self._lit(trees))
        self._add(actor)
        self._fine[cell] = trees, actor

    def _show_coarse(self, stand: Stand, cells: tuple[int, ...]) -> None:
        if self._coarse is None:
            self._coarse = actor_of(poly_data(stand.coarse.mesh))
            set_colours(self._coarse, self._lit(stand.coarse))
            self._add(self._coarse)
        triangles = stand.coarse.mesh.triangles.reshape(len(stand), -1, 3)
        set_triangles(self._coarse, triangles[upper_rows_of(stand, cells)].reshape(-1, 3))
        self._coarse.SetVisibility(bool(cells))
        self._shown = cells

    def _add_dots(self, stand: Stand) -> None:
        """A prop for each width, which share points and colours; wide ones are near and hide what is drawn after."""
        base = dot_data(stand.middles, self._lit_dots(stand))
        for width in WIDTHS[::-1].tolist():
            data = base.NewInstance()
            data.ShallowCopy(base)
            actor = actor_of(data)
            actor.GetProperty().SetPointSize(width)
            actor.GetShaderProperty().AddFragmentShaderReplacement("//VTK::Light::Impl", True, _ROUND, False)
            self._add(actor)
            self._dots[width] = actor

    def _add(self, actor: Any) -> None:
        dim(actor, self._brightness)
        self._renderer.AddActor(actor)

    def _lit(self, trees: TreeMesh) -> Bytes:
        if self._sun is None:
            return trees.mesh.colours
        each = len(trees.mesh.points) // max(len(trees.trees), 1)
        light = self._sun.on_crowns(trees.normals, np.repeat(self._sun.tree_light[trees.trees], each))
        return as_bytes(trees.mesh.colours * light)

    def _lit_dots(self, stand: Stand) -> Bytes:
        tone: Array = stand.tone * FROM_AFAR
        if self._sun is not None:
            up = np.broadcast_to(np.array([0.0, 0.0, 1.0]), (len(stand), 3))
            tone = tone * self._sun.on_crowns(up, self._sun.tree_light)
        return as_bytes(tone)
