"""Streets that lead over water: what stands in the stream below them does not stop anybody."""

import numpy as np
import shapely
from scipy.spatial import cKDTree

from planningtable.api import LandCover, Site
from plugins.heavy_rain.arrays import B8
from plugins.heavy_rain.consequences.ways import Ways

BANKS = 6.0
"""A bridge reaches so far beyond the water [m]; guide value."""
LOOKS = 4
"""Looks at the land cover on a link, besides its beginning."""


def over_water(ways: Ways, site: Site, under: shapely.Geometry) -> B8:
    """Links whose middle line crosses water, or lies on a bridge; and those near to them, where the banks are.

    Args:
        ways: the network.
        site: with land cover.
        under: outlines of bridges that streets lead over, not below.
    """
    if not len(ways.ends):
        return np.zeros(0, bool)
    first, last = ways.at[ways.ends[:, 0]], ways.at[ways.ends[:, 1]]
    found = np.zeros(len(first), bool)
    for k in range(LOOKS + 1):
        east, north = (first + (last - first) * (k / LOOKS)).T
        found |= site.land_cover.values[site.land_cover.index(east, north)] == LandCover.WATER
        if not shapely.is_empty(under):
            found |= shapely.contains_xy(under, east, north)
    if not found.any():
        return found
    middle = (first + last) / 2
    away, _ = cKDTree(middle[found]).query(middle, distance_upper_bound=BANKS)
    return np.asarray(away <= BANKS)
