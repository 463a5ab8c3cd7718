"""The dark look, for dark rooms: the white model in little light. What a legend explains keeps its colours."""

import numpy as np

from scenes.meshes import Array, Bytes, as_bytes

SKY_LOW = (0.066, 0.084, 0.095)
SKY_HIGH = (0.125, 0.152, 0.168)
SKY_EVEN = (0.092, 0.114, 0.127)

GROUND: Array = np.array([0.37, 0.40, 0.43])
"""Share of red, green and blue that is seen of the ground."""

_OF_GROUND: Bytes = as_bytes(np.arange(256)[:, None] * GROUND)
"""Each value of red, green and blue in the dark, shape (256, 3)."""

BODIES = 0.70
"""Of buildings and objects; lighter than the ground, as on the white model."""

TREES = 0.62
LINES = 0.50
BEYOND = 0.42
"""Of the city beyond the site."""


class Dusk:
    """Pictures of the ground in the dark. That of the ground alone is kept: the times of a layer go by over it."""

    def __init__(self) -> None:
        self._ground: Bytes | None = None
        self._dark: Bytes | None = None

    def darkened(self, picture: Bytes, ground: Bytes) -> Bytes:
        """A picture of the ground in which all that is only ground is dark, sRGB, shape (rows, columns, 3).

        Args:
            picture: the ground, perhaps with a layer over it, whose colours stay.
            ground: the same without a layer.
        """
        if picture.shape != ground.shape:
            return picture
        dark = self._dark
        if dark is None or ground is not self._ground:
            dark = np.stack([_OF_GROUND[:, band][ground[:, :, band]] for band in range(3)], axis=2)
            self._ground, self._dark = ground, dark
        if picture is ground:
            return dark
        same = picture == ground
        bare = same[:, :, 0] & same[:, :, 1] & same[:, :, 2]
        return np.where(bare[:, :, None], dark, picture)


def roofs_darkened(colours: Bytes, tints: Bytes | None, surface: Array) -> Bytes:
    """Colours of roofs, dark where no layer tints them.

    Args:
        colours: of each vertex, shape (n, 3).
        tints: sRGB and opacity of each surface, shape (S, 4); None where no layer lies on roofs.
        surface: row of the surface of each vertex.
    """
    dark = as_bytes(colours * BODIES)
    return dark if tints is None else np.where((tints[surface, 3] > 0)[:, None], colours, dark)
