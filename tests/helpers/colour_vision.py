"""Colours as people see them whose eyes lack one kind of cone, and how far two colours are from each other.

Sources: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes (2009): A physiologically-based model for simulation of color
vision deficiency. IEEE Trans. Vis. Comput. Graph. 15 (6), doi 10.1109/TVCG.2009.113, matrices of severity 1.0 for
linear RGB. Difference: CIEDE2000 after G. Sharma, W. Wu, E. N. Dalal (2005), doi 10.1002/col.20070.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

EYES: Mapping[str, np.ndarray] = MappingProxyType(
    {
        "all cones": np.eye(3),
        "protanopia": np.array(
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        ),
        "deuteranopia": np.array(
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        ),
        "tritanopia": np.array(
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        ),
    }
)
"""What each kind of eye makes of linear RGB."""

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = TO_XYZ.sum(axis=1)


def linear(colour: str) -> np.ndarray:
    """``#rrggbb`` as linear RGB [0..1], IEC 61966-2-1."""
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIELAB of linear RGB, white D65."""
    xyz = TO_XYZ @ np.clip(rgb, 0.0, 1.0) / WHITE
    x, y, z = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def seen(colour: str, eye: str) -> np.ndarray:
    """CIELAB of a colour as an eye of `EYES` sees it."""
    return lab(EYES[eye] @ linear(colour))


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000 of two colours in CIELAB; 1 is just noticed side by side."""
    mean_chroma = (math.hypot(one[1], one[2]) + math.hypot(other[1], other[2])) / 2
    g = 0.5 * (1 - math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)))
    a1, a2 = (1 + g) * one[1], (1 + g) * other[1]
    c1, c2 = math.hypot(a1, one[2]), math.hypot(a2, other[2])
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, one[2]), (a2, other[2])))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    lightness, chroma, hue = other[0] - one[0], c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    middle, c = (one[0] + other[0]) / 2, (c1 + c2) / 2
    h = (
        h1 + h2
        if c1 * c2 == 0
        else (h1 + h2) / 2 + (0.0 if abs(h1 - h2) <= 180 else 180.0 if h1 + h2 < 360 else -180.0)
    )
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(weight * math.cos(math.radians(times * h + shift)) for weight, times, shift in waves)
    sl = 1 + 0.015 * (middle - 50) ** 2 / math.sqrt(20 + (middle - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    rotation = -2 * math.sqrt(c**7 / (c**7 + 25.0**7)) * math.sin(math.radians(60 * math.exp(-(((h - 275) / 25) ** 2))))
    parts = lightness / sl, chroma / sc, hue / sh
    return math.sqrt(parts[0] ** 2 + parts[1] ** 2 + parts[2] ** 2 + rotation * parts[1] * parts[2])
