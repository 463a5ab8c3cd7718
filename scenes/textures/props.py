"""The images of a model in a renderer, in soft light or that of a moment. Called in the thread that draws."""

from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkDataObject

from scenes.actors import actor_of, image_texture, poly_data
from scenes.meshes import Array
from scenes.textures.skins import Skin

PAINTED_EDGES = 0.62
"""Brightness of edges on a model with images: light lines would stand out from dark roofs."""

_LIGHT = "sunlight"
"""Name of the light as a second texture, and of the places in it."""

_HOLES = """//VTK::TCoord::Impl
  if (fragOutput0.a < 0.5) discard;
  fragOutput0.a = 1.0;
"""


class SkinProps:
    """Draws skins; each picture goes to the graphics card once."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._skins: tuple[Skin, ...] = ()
        self._textures: list[Any] = []
        self._actors: list[Any] = []
        self._light: Any = None

    def show(self, skins: tuple[Skin, ...], light: Any = None, places: Array | None = None) -> None:
        """Draw these and nothing else that was drawn before.

        Args:
            skins: none take everything away.
            light: a texture with the light of a moment; None for the soft light of the meshes.
            places: in that texture, of each corner that skins name, shape (n, 2).
        """
        if skins is self._skins and light is self._light:
            return
        self._clear()
        if skins is not self._skins:
            self._textures = [image_texture(skin.picture, repeats=skin.repeats) for skin in skins]
        self._skins, self._light = skins, light
        for skin, texture in zip(skins, self._textures, strict=True):
            actor = skin_actor(skin, texture)
            if light is not None and places is not None:
                _shine(actor, light, places[skin.corner])
            self._actors.append(actor)
            self._renderer.AddActor(actor)

    def _clear(self) -> None:
        for actor in self._actors:
            self._renderer.RemoveActor(actor)
        self._actors = []


def skin_actor(skin: Skin, texture: Any) -> Any:
    """A prop of a skin; pixels in holes of its picture are not drawn."""
    actor = actor_of(poly_data(skin.mesh), texture)
    if skin.picture.shape[2] == 4:
        # Holes are holes and not glass: glass would be drawn apart, and slowly.
        actor.ForceOpaqueOn()
        actor.GetShaderProperty().AddFragmentShaderReplacement("//VTK::TCoord::Impl", False, _HOLES, False)
    return actor


def _shine(actor: Any, light: Any, places: Array) -> None:
    """Put the light of a moment over the picture, instead of the soft light."""
    data = actor.GetMapper().GetInput()
    data.GetPointData().SetScalars(numpy_to_vtk(np.full((len(places), 3), 255, np.uint8), deep=True))
    held = numpy_to_vtk(np.ascontiguousarray(places, np.float32), deep=True)
    held.SetName(_LIGHT)
    data.GetPointData().AddArray(held)
    light.SetBlendingMode(light.VTK_TEXTURE_BLENDING_MODE_MODULATE)
    actor.GetProperty().SetTexture(_LIGHT, light)
    actor.GetMapper().MapDataArrayToMultiTextureAttribute(_LIGHT, _LIGHT, vtkDataObject.FIELD_ASSOCIATION_POINTS)
