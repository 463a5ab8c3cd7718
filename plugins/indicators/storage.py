"""Room for rain: swales and basins, trenches, cisterns and the substrate of green roofs."""

import numpy as np
import scipy.ndimage
import shapely

from planningtable.api import DEDUCTION, Inputs, LandCover, Site, Value, trenches_of
from plugins.indicators.areas import ENOUGH, NOTHING, cover_areas, known_share
from plugins.indicators.ground import sealed_area

PORES = (1.5, 2.0, 3.5)
"""Rain that a centimetre of substrate can still take [mm]: guide value of the heavy rain layer, and its range."""

CISTERN_FREE = (0.5, 1.0, 1.0)
"""Share of a cistern that is empty when the rain starts [-]."""

SWALE_DEPTH = 3.0
"""Deeper water in a swale or a basin is not counted as wanted storage: no basin that is planned is deeper [m]."""

AROUND = np.ones((3, 3), bool)


def retention(inputs: Inputs) -> Value:
    """Room for rain over the sealed area [l/m²]."""
    site = inputs.site
    sealed, _, _ = sealed_area(site)
    coverage = known_share(cover_areas(site))
    if sealed <= 0 or coverage < ENOUGH:
        return NOTHING
    low, value, high = (1000.0 * volume / sealed for volume in storage_volume(site))
    return Value(value, low, high, coverage)


def storage_volume(site: Site) -> tuple[float, float, float]:
    """Room in swales, trenches, cisterns and green roofs, at its least, as a rule and at its most [m³]."""
    ground, cisterns = swale_volume(site) + trench_volume(site), float(site.buildings.cistern.sum())
    surfaces = site.surfaces
    plan = surfaces.area * np.cos(np.radians(surfaces.slope)) * (1 - DEDUCTION)
    substrate = float((plan * surfaces.green).sum())
    low, value, high = (
        ground + cisterns * free + substrate * pores / 1000.0 for free, pores in zip(CISTERN_FREE, PORES, strict=True)
    )
    return low, value, high


def trench_volume(site: Site) -> float:
    """Room in trenches and below rain gardens when they are empty [m³]."""
    return float(sum(trench.room * shapely.area(trench.outline) for trench in trenches_of(site)))


def swale_volume(site: Site) -> float:
    """Volume of all swales below the lowest point of their rims [m³]."""
    swale = site.land_cover.values == LandCover.SWALE
    labels, _ = scipy.ndimage.label(swale, AROUND)
    terrain = site.terrain.values
    volume = 0.0
    for number, place in enumerate(scipy.ndimage.find_objects(labels), start=1):
        window = tuple(slice(max(s.start - 1, 0), s.stop + 1) for s in place)
        mine = labels[window] == number
        rim = scipy.ndimage.binary_dilation(mine, AROUND) & ~mine
        if rim.any():
            depth = terrain[window][rim].min() - terrain[window][mine]
            volume += float(np.clip(depth, 0.0, SWALE_DEPTH).sum())
    return volume * site.terrain.cell**2
