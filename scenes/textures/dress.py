"""Changes a drawn model between white and as its file paints it. Called in the thread that draws."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from scenes.actors import set_colours, set_triangles
from scenes.meshes import Bytes, Mesh, Rows
from scenes.site_arrays import SiteArrays
from scenes.sun.props import SunProps
from scenes.sun.sunshine import Sunshine
from scenes.textures.appearance import Appearance, Plain
from scenes.textures.props import SkinProps


class Dress:
    """Keeps images and colours of the file in step with what is drawn.

    Attributes:
        appearance: what is to be worn; None for white.
    """

    def __init__(self, renderer: Any) -> None:
        self.appearance: Appearance | None = None
        self._props = SkinProps(renderer)
        self._is_worn = False

    def wear(
        self,
        arrays: SiteArrays,
        actors: Mapping[str, Any],
        sun: SunProps,
        sunshine: Sunshine | None,
        over: frozenset[str],
    ) -> bool:
        """Dress the model, whose roofs have just been painted as they are without.

        Args:
            arrays: of the model.
            actors: those of ``roofs``, ``walls`` and ``bodies``.
            sun: what stands in for them while the sun shines.
            sunshine: the light that is drawn; None for soft light.
            over: what lies over roofs: under a ``layer``, which is to be read off, all of it stays white; a ``photo``
                keeps its roofs where they have no image.

        Returns:
            Whether it is dressed now.
        """
        appearance = None if "layer" in over else self.appearance
        if appearance is None:
            self._undress(arrays, actors, sun)
            return False
        self._is_worn = True
        for name, (_, plain) in _parts(arrays, appearance).items():
            if name in actors:
                set_triangles(actors[name], plain.triangles)
                if name != "roofs" or "photo" not in over:
                    set_colours(actors[name], plain.colours)
        if sunshine is None:
            self._props.show(appearance.skins)
        else:
            sun.dress(*_in_the_sun(arrays, appearance, sunshine))
            self._props.show(appearance.skins, sun.light, sunshine.stage.layout.texture_places)
        return True

    def _undress(self, arrays: SiteArrays, actors: Mapping[str, Any], sun: SunProps) -> None:
        self._props.show(())
        if not self._is_worn:
            return
        self._is_worn = False
        sun.dress(None, None)
        for name, mesh in _meshes(arrays).items():
            if name in actors:
                set_triangles(actors[name], mesh.triangles)
                if name != "roofs":
                    set_colours(actors[name], mesh.colours)


def _meshes(arrays: SiteArrays) -> Mapping[str, Mesh]:
    """In the order in which `SunStage` joins them."""
    return {"roofs": arrays.masses.roofs, "walls": arrays.masses.walls, "bodies": arrays.objects.bodies}


def _parts(arrays: SiteArrays, appearance: Appearance) -> Mapping[str, tuple[Mesh, Plain]]:
    plains = (appearance.roofs, appearance.walls, appearance.bodies)
    meshes = _meshes(arrays).items()
    return {name: (mesh, plain) for (name, mesh), plain in zip(meshes, plains, strict=True)}


def _in_the_sun(arrays: SiteArrays, appearance: Appearance, sunshine: Sunshine) -> tuple[Rows, Bytes]:
    """Triangles without images and colours of the file for all that stands."""
    parts = _parts(arrays, appearance).values()
    starts = np.cumsum([0, *(len(mesh.points) for mesh, _ in parts)])
    triangles = [plain.triangles + np.int32(start) for (_, plain), start in zip(parts, starts, strict=False)]
    own = np.concatenate([plain.own for _, plain in parts])
    colours = sunshine.stage.bodies.colours
    return np.concatenate(triangles), np.where(own >= 0, own, colours).astype(np.uint8)
