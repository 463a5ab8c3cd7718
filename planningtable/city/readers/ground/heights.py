"""Heights that can be: what stands for no data without saying so is none."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pyproj
from rasterio.transform import Affine

from planningtable.city.grid import Array

# No ground on Earth is lower or higher [m]; -9999, -32768 and 3.4e38 stand for no data.
LOWEST, HIGHEST = -9000.0, 9000.0
US_FOOT = 1200 / 3937
UNITS: Mapping[str, float] = MappingProxyType(
    {
        **dict.fromkeys(("m", "metre", "meter", "metres", "meters", "meter (m)"), 1.0),
        **dict.fromkeys(("ft", "foot", "feet", "international foot"), 0.3048),
        **dict.fromkeys(("us survey foot", "us-ft", "ftus", "us_survey_foot", "foot_us", "survey foot"), US_FOOT),
        **dict.fromkeys(("dm", "decimetre", "decimeter"), 0.1),
        **dict.fromkeys(("cm", "centimetre", "centimeter"), 0.01),
        **dict.fromkeys(("mm", "millimetre", "millimeter"), 0.001),
    }
)


def credible(values: Array) -> Array:
    """Heights as float32, NaN where they cannot be [m]."""
    with np.errstate(invalid="ignore"):
        good = (values > LOWEST) & (values < HIGHEST)
    return np.where(good, values, np.nan).astype(np.float32)


def affine(west: float, north: float, across: float, along: float) -> Affine:
    """North up, with cells of a width and a height."""
    return Affine(across, 0.0, west, 0.0, -along, north)


def at(transform: Affine, x: float, y: float) -> tuple[float, float]:
    """Coordinates of a pixel position."""
    t = transform
    return t.a * x + t.b * y + t.c, t.d * x + t.e * y + t.f


def window_affine(transform: Affine, left: float, top: float, across: float = 1.0, along: float = 1.0) -> Affine:
    """The transform of a window into a raster, whose pixels may be larger by factors."""
    t = transform
    west, north = at(t, left, top)
    return Affine(t.a * across, t.b * along, west, t.d * across, t.e * along, north)


def vertical_unit(crs: pyproj.CRS | None) -> tuple[float, str]:
    """Metres in a unit of height, and the unit's name; (0, "") where the CRS does not say."""
    axes = [a for a in (crs.axis_info if crs is not None else []) if a.direction.lower() in ("up", "down")]
    return (float(axes[0].unit_conversion_factor), axes[0].unit_name) if axes else (0.0, "")


def in_feet(crs: pyproj.CRS | None) -> bool:
    """Whether the horizontal axes are in feet."""
    return bool(crs is not None and crs.is_projected and crs.axis_info[0].unit_conversion_factor != 1.0)
