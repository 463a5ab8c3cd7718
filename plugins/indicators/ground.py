"""What the ground is covered with: sealing and the value for nature."""

import numpy as np
import numpy.typing as npt

from planningtable.api import DEDUCTION, Inputs, LandCover, Site, Value, surface_values
from plugins.indicators.areas import ENOUGH, NOTHING, cover_areas, known_share, percent

ROOF_FACTORS = ((20.0, 0.5), (50.0, 0.7), (np.inf, 0.8))
"""Substrate up to [cm], and the Biotopflächenfaktor of such a green roof (SenUVK Berlin 2021)."""


def sealed_area(site: Site) -> tuple[float, float, float]:
    """Sealed area with unknown ground at its class value, as open and as sealed [m²]."""
    areas, values = cover_areas(site), surface_values()
    shares = np.array([values[cover].sealed for cover in LandCover])
    unknown = areas[LandCover.UNKNOWN]
    least = float(areas @ shares - unknown * shares[LandCover.UNKNOWN])
    return float(areas @ shares), least, least + float(unknown)


def sealed_share(inputs: Inputs) -> Value:
    """Sealed area over the area of the site [%]."""
    areas = cover_areas(inputs.site)
    coverage = known_share(areas)
    if coverage < ENOUGH:
        return NOTHING
    value, low, high = (area / areas.sum() for area in sealed_area(inputs.site))
    return percent(value, low, high, coverage)


def area_factor(areas: npt.ArrayLike, factors: npt.ArrayLike, plot: float) -> float:
    """Biotopflächenfaktor of a plot [-].

    Args:
        areas: of the surfaces [m²].
        factors: of the surfaces [-].
        plot: area of the plot [m²].

    >>> round(area_factor([262, 142, 16], [0, 0.1, 1], 750), 2)
    0.04
    """
    return float(np.asarray(areas, np.float64) @ np.asarray(factors, np.float64)) / plot


def biotope_area_factor(inputs: Inputs) -> Value:
    """Biotopflächenfaktor of the whole site, green roofs included [-]."""
    site = inputs.site
    areas, values = cover_areas(site), surface_values()
    coverage, total = known_share(areas), float(areas.sum())
    if coverage < ENOUGH:
        return NOTHING
    factors = np.array([values[cover].biotope for cover in LandCover])
    roofs = _green_roofs(site) / total
    unknown = areas[LandCover.UNKNOWN] / total
    value = area_factor(areas, factors, total) + roofs
    least = value - unknown * factors[LandCover.UNKNOWN]
    return Value(value, float(least), float(least + unknown), coverage)


def _green_roofs(site: Site) -> float:
    """Green roof area, less edges, times its factor [m²]."""
    surfaces = site.surfaces
    plan = surfaces.area * np.cos(np.radians(surfaces.slope)) * (1 - DEDUCTION)
    row = np.searchsorted([depth for depth, _ in ROOF_FACTORS], surfaces.green, side="right")
    factor = np.array([factor for _, factor in ROOF_FACTORS])[np.minimum(row, len(ROOF_FACTORS) - 1)]
    return float((plan * np.where(surfaces.green > 0, factor, 0.0)).sum())
