"""A building taken down."""

from dataclasses import replace

import numpy as np

from planningtable.city.columns import surfaces_taken, taken
from planningtable.city.land_cover import LandCover
from planningtable.city.measures.effects.act import Act, building_row
from planningtable.city.measures.effects.cells import cells_inside, without_buildings
from planningtable.city.site import Site


def take_down(site: Site, act: Act) -> Site:
    """Take a building down, and cover the ground that it leaves."""
    row = building_row(site, act.target)
    keep = np.ones(len(site.buildings), bool)
    keep[row] = False
    buildings = taken(site.buildings, np.flatnonzero(keep))
    cover = site.land_cover.values.copy()
    window, inside = cells_inside(site.land_cover, without_buildings(site.buildings.footprints[row], buildings))
    cover[window][inside] = int(LandCover[act.word("cover")])
    return replace(
        site,
        buildings=buildings,
        surfaces=surfaces_taken(site.surfaces, keep[site.surfaces.building], np.cumsum(keep) - 1),
        land_cover=site.land_cover.with_values(cover),
    )
