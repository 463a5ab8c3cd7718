"""The hollows of a site as a list: where, how deep, how much water, and how many metres of street lie in it."""

import numpy as np

from planningtable.api import Grid, Listing, Site, Text
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.consequences.bridges import over_water
from plugins.heavy_rain.consequences.underpasses import crossings
from plugins.heavy_rain.consequences.ways import waters_on, ways_of
from plugins.heavy_rain.screening.depressions import Depression, numbers
from plugins.heavy_rain.screening.screen import Screening

TOUCHED = 0.1
"""Depth from which a street counts as under water [m]."""


def hollows_of(site: Site, made: Screening, depth: Grid, listed: tuple[Depression, ...]) -> Listing:
    """The listed depressions, the largest first.

    Args:
        site: with streets.
        made: the screening.
        depth: of the standing water [m].
        listed: depressions that reach the thresholds.
    """
    streets = _streets(site, made, depth, listed)
    east, north = depth.easting(), depth.northing()
    return Listing(
        Text.of("hollows.listing"),
        "hollows.listing-line",
        ("number", "outlet_east", "outlet_north", "depth_m", "volume_m3", "catchment_m2", "water_m3", "street_m"),
        tuple(
            (
                d.number,
                round(float(east[d.column]), 2),
                round(float(north[d.row]), 2),
                round(d.depth, 3),
                round(d.volume, 1),
                round(d.catchment),
                round(d.water, 1),
                round(float(streets[d.number]), 1),
            )
            for d in listed
        ),
    )


def _streets(site: Site, made: Screening, depth: Grid, listed: tuple[Depression, ...]) -> F64:
    """Length of streets under water in each depression, by number [m]."""
    ways = ways_of(site.streets)
    if not len(ways.ends):
        return np.zeros(len(listed) + 1)
    still = depth.with_values(np.zeros_like(depth.values))
    _, decks = crossings(site, depth)
    waters = waters_on(ways, site.streets.width, depth, still, over_water(ways, site, decks))
    middle = (ways.at[ways.ends[:, 0]] + ways.at[ways.ends[:, 1]]) / 2
    number = numbers(made, listed)[depth.index(*middle.T)]
    wet = ways.drivable & (waters.depth > TOUCHED)
    return np.asarray(np.bincount(number[wet], ways.length[wet], len(listed) + 1), np.float64)
