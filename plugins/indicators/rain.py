"""Heavy rain: where water stands, and at whose wall."""

import numpy as np
import numpy.typing as npt

from planningtable.api import Grid, Inputs, LandCover, Site, Value
from plugins.indicators.areas import NOTHING, percent

RAIN = "heavy-rain:exceptional"

FLOODED = 0.10
DEEP = 0.30
"""Depths from which ground counts as flooded, and as deeply flooded [m]."""

UNSURE = 0.02
"""Depths may be 2 cm less or more [m]: 95 % of the cells of a block computed by full shallow water equations."""
UNSURE_WITHOUT_TERRAIN = 0.10
"""The same where no terrain model was given, and the ground was made from the buildings [m]; ours."""


def flooded_area(inputs: Inputs) -> Value:
    """Open ground, waters and swales excepted, with more than 10 cm of water [%]."""
    return _deeper(inputs, FLOODED)


def deep_flooded_area(inputs: Inputs) -> Value:
    """Open ground, waters and swales excepted, with more than 30 cm of water [%]."""
    return _deeper(inputs, DEEP)


def exposed_buildings(inputs: Inputs) -> Value:
    """Buildings with more than 10 cm of water at their walls [%]."""
    depth = inputs.results[RAIN].columns["facade_depth"].values
    known = np.isfinite(depth)
    if not known.any():
        return NOTHING
    low, value, high = (float((depth[known] > FLOODED + away).mean()) for away in _ends(inputs.site))
    return percent(value, low, high, float(known.mean()))


def _deeper(inputs: Inputs, than: float) -> Value:
    grid = inputs.results[RAIN].grids["max_depth"]
    # Water in a swale is where people want it.
    dry_land = open_ground(inputs.site, grid, LandCover.SWALE)
    if not dry_land.any():
        return NOTHING
    depth = grid.values[dry_land]
    low, value, high = (float((depth > than + away).mean()) for away in _ends(inputs.site))
    return percent(value, low, high)


def _ends(site: Site) -> tuple[float, float, float]:
    """What to add to a limit for the lower end, the value and the upper end [m]."""
    unsure = UNSURE_WITHOUT_TERRAIN if site.terrain_made else UNSURE
    return unsure, 0.0, -unsure


def open_ground(site: Site, grid: Grid, *without: LandCover) -> npt.NDArray[np.bool_]:
    """Cells of a result that have a value and are no water and no building on the site, shape of the grid.

    Args:
        site: the site.
        grid: of the result.
        without: further land cover that does not count.
    """
    north, east = np.meshgrid(grid.northing(), grid.easting(), indexing="ij")
    cover = site.land_cover.values[site.land_cover.index(east, north)]
    closed = np.isin(cover, (LandCover.WATER, LandCover.BUILDING, *without))
    return np.asarray(np.isfinite(grid.values) & ~closed, bool)
