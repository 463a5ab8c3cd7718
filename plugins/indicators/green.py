"""Plants: how much green there is, how much shade its crowns give, and who has it near."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import scipy.ndimage
import shapely

from planningtable.api import DEDUCTION, Grid, Inputs, LandCover, Site, Trees, Value, surface_values
from plugins.indicators.areas import ENOUGH, NOTHING, cover_areas, known_share, percent, trees_known
from plugins.indicators.built import dwellings_of

HEIGHTS: Mapping[LandCover, tuple[float, float, float]] = MappingProxyType(
    {
        LandCover.LAWN: (0.05, 0.1, 0.15),
        LandCover.MEADOW: (0.3, 0.4, 0.5),
        LandCover.SHRUBS: (1.0, 2.0, 3.0),
        LandCover.WOODLAND: (4.0, 6.0, 8.0),
        LandCover.SWALE: (0.1, 0.3, 0.4),
        LandCover.FIELD: (0.1, 0.3, 0.5),
    }
)
"""Green volume per area at its least, as a rule and at its most [m³/m²]; lawn, perennials and shrubs: GVZ, guide
values; woodland, swales and fields: ours."""

CROWN_DEPTH = (0.6, 0.7, 0.8)
"""Depth of a crown over the height of the tree [-], ours."""
CROWN_FORM = (0.65, 0.75, 0.85)
"""Volume of a crown over that of the ellipsoid around it [-], guide value 0.75."""
CROWN_AREA = (0.81, 1.0, 1.21)
"""Crown area when registered diameters are 10 % too large, right or too small [-]."""

ROOF_GREEN = (0.05, 0.1, 0.4)
"""Green volume of green roofs [m³/m²]: mosses and stonecrop to perennials."""

PARK = 5000.0
"""Smallest green that counts as a park [m²]."""
REACH = (250.0, 300.0, 350.0)
"""Distance within which green is near, in a straight line [m]."""


def tree_change(inputs: Inputs) -> Value:
    """Trees of the variant less trees of the base [-]."""
    change = float(len(inputs.site.trees) - len(inputs.base.trees))
    return Value(change, change, change)


def green_volume(inputs: Inputs) -> Value:
    """Volume of everything green over the area of the site [m³/m²]."""
    site = inputs.site
    areas = cover_areas(site)
    coverage, total = known_share(areas), float(areas.sum())
    if coverage < ENOUGH or not trees_known(inputs):
        return NOTHING
    single = ~_in_woodland(site)
    box = site.trees.crown**2 * site.trees.height
    roofs = float(site.surfaces.area[site.surfaces.green > 0].sum()) * (1 - DEDUCTION)
    low, value, high = (
        sum(areas[cover] * heights[end] for cover, heights in HEIGHTS.items())
        + np.pi / 6 * float(box[single].sum()) * CROWN_DEPTH[end] * CROWN_FORM[end]
        + roofs * ROOF_GREEN[end]
        for end in range(3)
    )
    return Value(float(value / total), float(low / total), float(high / total), coverage)


def canopy_cover(inputs: Inputs) -> Value:
    """Area under crowns, overlaps counted once, and of woodland over the area of the site [%]."""
    if not trees_known(inputs):
        return NOTHING
    site = inputs.site
    covered = crown_mask(site.land_cover, site.trees)
    wood = site.land_cover.values == LandCover.WOODLAND
    crowns, woodland = float((covered & ~wood).mean()), float(wood.mean())
    low, value, high = (min(crowns * factor + woodland, 1.0) for factor in CROWN_AREA)
    return percent(value, low, high)


def crown_mask(grid: Grid, trees: Trees) -> npt.NDArray[np.bool_]:
    """Cells whose centre lies under a crown, shape of the grid."""
    mask = np.zeros((grid.rows, grid.columns), bool)
    east, north = grid.easting(), grid.northing()
    rows, columns = grid.index(trees.east, trees.north)
    radius = trees.crown / 2
    reach = np.ceil(radius / grid.cell).astype(np.int64)
    for i in range(len(trees)):
        r, c, k = int(rows[i]), int(columns[i]), int(reach[i])
        window = np.s_[max(r - k, 0) : r + k + 1, max(c - k, 0) : c + k + 1]
        dx, dy = east[window[1]] - trees.east[i], north[window[0]] - trees.north[i]
        mask[window] |= dx[None, :] ** 2 + dy[:, None] ** 2 <= radius[i] ** 2
    return mask


def green_near_homes(inputs: Inputs) -> Value:
    """Dwellings with a park within 300 m in a straight line, over all dwellings [%]."""
    site = inputs.site
    homes, share = dwellings_of(site)
    coverage = min(known_share(cover_areas(site)), share)
    if homes.sum() <= 0 or coverage < ENOUGH:
        return NOTHING
    parks = park_mask(site)
    if not parks.any():
        return percent(0.0, 0.0, 0.0, coverage)
    distance = scipy.ndimage.distance_transform_edt(~parks) * site.land_cover.cell
    centres = shapely.centroid(site.buildings.footprints)
    away = distance[site.land_cover.index(shapely.get_x(centres), shapely.get_y(centres))]
    low, value, high = (float(homes[away <= reach].sum() / homes.sum()) for reach in REACH)
    return percent(value, low, high, coverage)


def park_mask(site: Site) -> npt.NDArray[np.bool_]:
    """Cells of connected green of at least half a hectare, shape of the land cover grid."""
    values = surface_values()
    green = np.isin(site.land_cover.values, [cover for cover in LandCover if values[cover].green])
    labels, count = scipy.ndimage.label(green)
    sizes = np.bincount(labels.ravel(), minlength=count + 1) * site.land_cover.cell**2
    sizes[0] = 0.0
    return np.asarray(sizes[labels] >= PARK, bool)


def _in_woodland(site: Site) -> npt.NDArray[np.bool_]:
    grid = site.land_cover
    return np.asarray(grid.values[grid.index(site.trees.east, site.trees.north)] == LandCover.WOODLAND, bool)
