"""Streets that lead over water: what stands in the stream below them does not stop anybody."""

import numpy as np
import shapely
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from planningtable.api import LandCover, Site
from plugins.heavy_rain.arrays import B8
from plugins.heavy_rain.consequences.ways import Ways

BANKS = 6.0
"""A bridge reaches so far beyond the water [m]; guide value."""
LOOKS = 4
"""Looks at the land cover on a link, besides its beginning."""
BESIDE = tuple(float(away) for away in range(1, 9))
"""So far from the carriageway's edge the stream is looked for where the street, its footways and trees are painted over
it [m]; guide values."""
LONGEST = 30.0
"""What has water on both sides for longer is a dam between two waters, not a bridge [m]; guide value."""


def over_water(ways: Ways, site: Site, under: shapely.Geometry) -> B8:
    """Links whose middle line crosses water, or lies on a bridge; and those near to them, where the banks are.

    Land cover often shows the street where it crosses a stream: a link with water on both sides counts as well.

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
    found |= _between(ways, site)
    if not found.any():
        return found
    middle = (first + last) / 2
    away, _ = cKDTree(middle[found]).query(middle, distance_upper_bound=BANKS)
    return np.asarray(away <= BANKS)


def _between(ways: Ways, site: Site) -> B8:
    """Links with water to the left and to the right, in stretches that are short enough for bridges."""
    first, last = ways.at[ways.ends[:, 0]], ways.at[ways.ends[:, 1]]
    along = last - first
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    half = np.asarray(site.streets.width, np.float64)[ways.street] / 2
    sides = np.zeros((2, len(first)), bool)
    for k in range(LOOKS + 1):
        at = first + along * (k / LOOKS)
        for side, sign in zip(sides, (-1.0, 1.0), strict=True):
            for beside in BESIDE:
                east, north = (at + aside * (sign * (half + beside))[:, None]).T
                side |= site.land_cover.values[site.land_cover.index(east, north)] == LandCover.WATER
    found = np.asarray(sides.all(axis=0))
    if not found.any():
        return found
    _, stretch = connected_components(ways.graph(found), directed=False)
    long = np.bincount(stretch[ways.ends[:, 0]], ways.length * found) > LONGEST
    return np.asarray(found & ~long[stretch[ways.ends[:, 0]]])
