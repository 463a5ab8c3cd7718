"""What is built: floor area, dwellings, mix of uses."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import shapely

from planningtable.api import Inputs, Site, Value
from plugins.indicators.areas import ENOUGH, NOTHING

LIVING_SHARE = (0.75, 0.775, 0.80)
"""Living space over gross floor area [-], guide value."""
DWELLING = (80.0, 77.5, 75.0)
"""Living space of a dwelling [m²], guide value; the larger, the fewer dwellings."""
STOREYS_UNSURE = 0.1
"""Where storeys were estimated from the height, the floor area may be 10 % less or more [-]."""

HOMES: Mapping[str, float] = MappingProxyType({"residential": 1.0, "mixed": 0.7})
"""Share of the floor area that is lived in [-], ours."""

GROUPS = 4
USES: Mapping[str, tuple[float, float, float, float]] = MappingProxyType(
    {
        "residential": (1.0, 0.0, 0.0, 0.0),
        "mixed": (0.7, 0.15, 0.15, 0.0),
        "office": (0.0, 1.0, 0.0, 0.0),
        "industry": (0.0, 1.0, 0.0, 0.0),
        "retail": (0.0, 0.0, 1.0, 0.0),
        "school": (0.0, 0.0, 0.0, 1.0),
        "kindergarten": (0.0, 0.0, 0.0, 1.0),
        "church": (0.0, 0.0, 0.0, 1.0),
        "hospital": (0.0, 0.0, 0.0, 1.0),
        "public": (0.0, 0.0, 0.0, 1.0),
    }
)
"""Use to shares of living, working, shopping and serving [-]; garages and unknown uses are in none."""


def floor_areas(site: Site) -> npt.NDArray[np.float64]:
    """Gross floor area above ground of each building, shape (B,) [m²]."""
    if len(site.buildings) == 0:
        return np.zeros(0)
    return np.asarray(shapely.area(site.buildings.footprints) * site.buildings.storeys, np.float64)


def floor_area_ratio(inputs: Inputs) -> Value:
    """Gross floor area over the area of the whole site [-]."""
    site = inputs.site
    floors, unsure = floor_areas(site), _unsure(site)
    low, value, high = (float((floors * (1 + sign * unsure)).sum() / site.extent.area) for sign in (-1, 0, 1))
    return Value(value, low, high)


def dwellings_of(site: Site, end: int = 1) -> tuple[npt.NDArray[np.float64], float]:
    """Dwellings of each building, shape (B,), and the share of the floor area whose use is known [0..1].

    Args:
        site: the site.
        end: 0 at their fewest, 1 as a rule, 2 at their most.
    """
    share = np.array([HOMES.get(use, 0.0) for use in site.buildings.uses])
    floors = floor_areas(site) * (1 + (end - 1) * _unsure(site))
    homes = np.floor(floors * share * LIVING_SHARE[end] / DWELLING[end])
    # A house smaller than the mean dwelling is still somebody's home.
    homes = np.maximum(homes, (share > 0) & (floors > 0))
    return homes, _known(site)


def dwellings(inputs: Inputs) -> Value:
    """Dwellings per hectare of the site [1/ha], an estimate from the floor area."""
    site = inputs.site
    hectares = site.extent.area / 10_000
    (low, coverage), (value, _), (high, _) = (dwellings_of(site, end) for end in range(3))
    if coverage < ENOUGH:
        return NOTHING
    return Value(float(value.sum() / hectares), float(low.sum() / hectares), float(high.sum() / hectares), coverage)


def mix(floors: npt.ArrayLike) -> float:
    """Shannon's evenness of floor areas by use [0..1]: 0 for one use, 1 for equal shares of all.

    Args:
        floors: floor area of each group of uses, shape (k,) [m²].

    >>> mix([100, 0, 0, 0]), mix([25, 25, 25, 25])
    (0.0, 1.0)
    """
    areas = np.asarray(floors, np.float64)
    shares = areas[areas > 0] / areas.sum()
    return abs(float(-(shares * np.log(shares)).sum() / np.log(len(areas))))


def use_mix(inputs: Inputs) -> Value:
    """Evenness of living, working, shopping and serving by floor area [0..1]."""
    site = inputs.site
    coverage = _known(site)
    if coverage < ENOUGH:
        return NOTHING
    shares = np.array([USES.get(use, (0.0,) * GROUPS) for use in site.buildings.uses])
    value = mix(floor_areas(site) @ shares)
    return Value(value, value, value, coverage)


def _known(site: Site) -> float:
    """Share of the floor area whose use is known; garages count as known [0..1]."""
    floors = floor_areas(site)
    known = np.array([use in USES or use == "garage" for use in site.buildings.uses], bool)
    return float(floors[known].sum() / floors.sum()) if floors.sum() > 0 else 0.0


def _unsure(site: Site) -> npt.NDArray[np.float64]:
    return np.where(site.buildings.storeys_estimated, STOREYS_UNSURE, 0.0)
