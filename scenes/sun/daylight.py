"""Colours of day, dusk and night by the height of the sun."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scenes.meshes import Array

HEIGHTS = (-12.0, -6.0, -0.8, 3.0, 12.0, 40.0)
"""Elevations of the sun for which colours are set; between them they run [°]."""

SHADE = (
    (0.240, 0.285, 0.405),
    (0.300, 0.350, 0.475),
    (0.44, 0.475, 0.57),
    (0.54, 0.565, 0.63),
    (0.61, 0.64, 0.70),
    (0.65, 0.68, 0.73),
)
"""Share of red, green and blue that is seen of what lies in shade."""

SUN = (
    (0.240, 0.285, 0.405),
    (0.300, 0.350, 0.475),
    (0.47, 0.485, 0.555),
    (0.98, 0.85, 0.70),
    (1.0, 0.965, 0.90),
    (1.0, 0.995, 0.975),
)
"""The same of what lies in full sun."""

SKY_LOW = (
    (0.085, 0.102, 0.160),
    (0.155, 0.180, 0.265),
    (0.47, 0.475, 0.53),
    (0.74, 0.735, 0.735),
    (0.862, 0.868, 0.846),
    (0.862, 0.868, 0.846),
)
SKY_HIGH = (
    (0.150, 0.178, 0.265),
    (0.275, 0.295, 0.385),
    (0.72, 0.635, 0.60),
    (0.90, 0.855, 0.795),
    (0.925, 0.925, 0.908),
    (0.925, 0.925, 0.908),
)
BODY_GLOW = (1.65, 1.40, 1.0, 1.0, 1.0, 1.0)
"""Buildings keep a little more of the night's light than the ground, so that the town stays readable."""

QUIET = (0.34, 0.42, 0.56, 0.84, 0.97, 1.0)
"""Brightness of what carries no light of its own: edges and the city beyond the site."""

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Daylight:
    """Colours at one height of the sun, all 0 to 1.

    Attributes:
        ground: what is seen of a colour in shade (row 0) up to full sun (row 255), shape (256, 3).
        bodies: the same for buildings, objects and trees.
        quiet: brightness of everything else.
        sky_low: lower end of the background.
        sky_high: upper end of the background.
    """

    ground: npt.NDArray[np.float32]
    bodies: npt.NDArray[np.float32]
    quiet: float
    sky_low: Colour
    sky_high: Colour

    @property
    def sky_even(self) -> Colour:
        """The background where it is not shaded."""
        (r, g, b), (red, green, blue) = self.sky_low, self.sky_high
        return (r + red) / 2, (g + green) / 2, (b + blue) / 2


def daylight(elevation: float) -> Daylight:
    """Colours with the sun at an elevation [°]."""
    shade, sun = _at(elevation, SHADE), _at(elevation, SUN)
    glow = float(np.interp(elevation, HEIGHTS, BODY_GLOW))
    low, high = _at(elevation, SKY_LOW), _at(elevation, SKY_HIGH)
    return Daylight(
        _between(shade, sun),
        _between(np.minimum(shade * glow, 1.0), np.minimum(sun * glow, 1.0)),
        float(np.interp(elevation, HEIGHTS, QUIET)),
        (float(low[0]), float(low[1]), float(low[2])),
        (float(high[0]), float(high[1]), float(high[2])),
    )


def _at(elevation: float, colours: tuple[Colour, ...]) -> Array:
    table = np.array(colours)
    return np.array([np.interp(elevation, HEIGHTS, table[:, band]) for band in range(3)])


def _between(shade: Array, sun: Array) -> npt.NDArray[np.float32]:
    share = np.linspace(0.0, 1.0, 256)[:, None]
    return np.asarray(shade * (1 - share) + sun * share, np.float32)


def facing(normal: Array, towards: Array) -> npt.NDArray[np.float32]:
    """Share of the sun on faces that nothing shades, by where they face [0..1].

    Level faces have all of it at every height of the sun, as the ground has, so that roofs stay bright; others have
    less the more they turn away.

    Args:
        normal: unit vectors, shape (n, 3).
        towards: the sun, unit vector.
    """
    met = _softened(np.clip(normal @ towards, 0.0, 1.0))
    level = np.clip(normal[:, 2], 0.0, 1.0) ** 2
    whole = 1.0 + level * (_softened(np.clip(towards[2:], 0.0, 1.0)) - 1.0)
    return np.asarray(np.clip(met / np.maximum(whole, 1e-3), 0.0, 1.0), np.float32)


def _softened(cosine: Array) -> Array:
    """Eyes see faces that are struck at a slant brighter than they are lit."""
    return 1.25 * cosine / (cosine + 0.25)
