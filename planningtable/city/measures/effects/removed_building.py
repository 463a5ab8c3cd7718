"""A building taken down."""

from dataclasses import replace

import numpy as np

from planningtable.city.land_cover import LandCover
from planningtable.city.measures.effects.act import Act, building_row
from planningtable.city.measures.effects.cells import cells_inside, without_buildings
from planningtable.city.measures.effects.rows import buildings_kept, surfaces_without
from planningtable.city.site import Site


def take_down(site: Site, act: Act) -> Site:
    """Take a building down, and cover the ground that it leaves."""
    row = building_row(site, act.target)
    keep = np.ones(len(site.buildings), bool)
    keep[row] = False
    buildings = buildings_kept(site.buildings, keep)
    cover = site.land_cover.values.copy()
    window, inside = cells_inside(site.land_cover, without_buildings(site.buildings.footprints[row], buildings))
    cover[window][inside] = int(LandCover[act.word("cover")])
    return replace(
        site,
        buildings=buildings,
        surfaces=surfaces_without(site.surfaces, row),
        land_cover=site.land_cover.with_values(cover),
    )
