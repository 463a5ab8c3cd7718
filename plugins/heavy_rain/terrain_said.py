"""What is to be said of a site's terrain: it was made up, or it does not lie where the buildings stand."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import shapely

from planningtable.api import Site, Text
from plugins.heavy_rain.arrays import I64

APART = 5.0
"""Terrain and buildings do not belong together where half of the buildings are farther from it than this [m]."""
UNITS: Mapping[str, float] = MappingProxyType({"feet": 1 / 0.3048, "decimetres": 10.0, "centimetres": 100.0})
"""Heights in another unit over the same in metres [-]."""
NEAR = 0.02
"""So near must their ratio be to that of a unit [-]."""


def terrain_said(site: Site) -> tuple[Text, ...]:
    """Limits of every result on this terrain; none where nothing is to be said."""
    if site.terrain_made:
        return (Text.of("heavy-rain.limit.terrain-made"),)
    standing = _standing(site)
    if not len(standing):
        return ()
    feet = site.buildings.ground[standing]
    middle = shapely.centroid(site.buildings.footprints[standing])
    ground = site.terrain.sample(shapely.get_x(middle), shapely.get_y(middle))
    above = float(np.median(ground - feet))
    if abs(above) <= APART:
        return ()
    metres = round(abs(above))
    unit = _unit(float(np.median(ground)), float(np.median(feet)))
    if unit is not None:
        return (Text.of(f"heavy-rain.limit.terrain-{unit}", metres=metres),)
    return (Text.of(f"heavy-rain.limit.terrain-{'above' if above > 0 else 'below'}", metres=metres),)


def _standing(site: Site) -> I64:
    """Rows of the buildings that no measure has put up; attributes of a whole city are not read one by one."""
    attributes = site.buildings.attributes
    marked = np.flatnonzero(attributes.having("planned")).tolist()
    planned = [row for row in marked if attributes[row]["planned"] == "1"]
    return np.setdiff1d(np.arange(len(site.buildings)), planned)


def _unit(ground: float, feet: float) -> str | None:
    """The unit that heights of the terrain seem to be in, were those of the buildings in metres."""
    if feet <= 0:
        return None
    return next((unit for unit, ratio in UNITS.items() if abs(ground / feet / ratio - 1) <= NEAR), None)
