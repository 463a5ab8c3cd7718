"""Trees in a renderer, as fine as each is seen. Called in the thread that draws."""

from typing import Any

import numpy as np

from scenes.actors import actor_of, dot_data, poly_data, set_colours, set_dots, set_triangles
from scenes.camera import Camera, Size
from scenes.meshes import Array, Bytes, as_bytes
from scenes.sun.sunshine import Sunshine
from scenes.vegetation.levels import MOST_FINE, levels, rows_of
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


class TreeProps:
    """Draws one stand: near crowns in squares of their own, others in one prop, the smallest as dots.

    Attributes:
        most_fine: trees in three parts at most.
    """

    def __init__(self, renderer: Any) -> None:
        self.most_fine = MOST_FINE
        self._renderer = renderer
        self._stand: Stand | None = None
        self._sun: Sunshine | None = None
        self._fine: dict[int, tuple[TreeMesh, Any]] = {}
        self._coarse: Any = None
        self._shown: tuple[int, ...] = ()
        self._dots: dict[int, Any] = {}
        self._dot_base: Any = None

    def show(self, stand: Stand) -> None:
        """Draw these trees and no others, from the next `aim` on."""
        for actor in self._actors():
            self._renderer.RemoveActor(actor)
        self._fine, self._dots, self._shown = {}, {}, ()
        self._coarse = self._dot_base = None
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
        if self._dot_base is not None:
            colours = self._lit_dots(self._stand)
            for actor in self._dots.values():
                set_colours(actor, colours)

    def aim(self, origin: tuple[float, float], camera: Camera, size: Size) -> None:
        """Follow the camera, see `scenes.vegetation.levels.levels`."""
        if self._stand is None:
            return
        now = levels(self._stand, origin, camera, size, self.most_fine)
        for square in [square for square in self._fine if square not in now.fine]:
            self._renderer.RemoveActor(self._fine.pop(square)[1])
        for square in now.fine:
            if square not in self._fine:
                self._add_fine(self._stand, square)
        if now.coarse != self._shown:
            self._show_coarse(self._stand, now.coarse)
        for width in self._dots:
            if width not in now.dots:
                self._dots[width].VisibilityOff()
        for width, rows in now.dots.items():
            set_dots(self._dot(self._stand, width), rows)

    def _actors(self) -> list[Any]:
        one = [] if self._coarse is None else [self._coarse]
        return [*(actor for _, actor in self._fine.values()), *one, *self._dots.values()]

    def _add_fine(self, stand: Stand, square: int) -> None:
        trees = fine_mesh(stand, rows_of(stand, (square,)))
        actor = actor_of(poly_data(trees.mesh))
        set_colours(actor, self._lit(trees))
        self._renderer.AddActor(actor)
        self._fine[square] = trees, actor

    def _show_coarse(self, stand: Stand, squares: tuple[int, ...]) -> None:
        if self._coarse is None:
            self._coarse = actor_of(poly_data(stand.coarse.mesh))
            set_colours(self._coarse, self._lit(stand.coarse))
            self._renderer.AddActor(self._coarse)
        triangles = stand.coarse.mesh.triangles.reshape(len(stand), -1, 3)
        set_triangles(self._coarse, triangles[rows_of(stand, squares)].reshape(-1, 3))
        self._coarse.SetVisibility(bool(squares))
        self._shown = squares

    def _dot(self, stand: Stand, width: int) -> Any:
        """The prop of all dots of a width; they share points and colours."""
        if self._dot_base is None:
            self._dot_base = dot_data(stand.middles, self._lit_dots(stand))
        if width not in self._dots:
            data = self._dot_base.NewInstance()
            data.ShallowCopy(self._dot_base)
            actor = actor_of(data)
            actor.GetProperty().SetPointSize(width)
            actor.GetShaderProperty().AddFragmentShaderReplacement("//VTK::Light::Impl", True, _ROUND, False)
            set_colours(actor, self._lit_dots(stand))
            self._renderer.AddActor(actor)
            self._dots[width] = actor
        self._dots[width].VisibilityOn()
        return self._dots[width]

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
