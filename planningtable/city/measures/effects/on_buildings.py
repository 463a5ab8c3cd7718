"""Effects on buildings that stand: green roofs and cisterns."""

from dataclasses import replace

from planningtable.city.geometry.roofs import RoofClass, roof_suitability
from planningtable.city.measures.effects.act import Act, NotPossibleError, building_row
from planningtable.city.site import Site


def green_roof(site: Site, act: Act) -> Site:
    """Put substrate on every suitable roof of the building (classes A to D of `roof_suitability`)."""
    row = building_row(site, act.target)
    surfaces = site.surfaces
    roofs = (surfaces.building == row) & (roof_suitability(surfaces) <= RoofClass.D)
    if not roofs.any():
        raise NotPossibleError("no-suitable-roof")
    green = surfaces.green.copy()
    green[roofs] = act.number("substrate")
    return replace(site, surfaces=replace(surfaces, green=green))


def add_cistern(site: Site, act: Act) -> Site:
    """Add the volume of a cistern to the building's."""
    row = building_row(site, act.target)
    volume = site.buildings.cistern.copy()
    volume[row] += act.number("volume")
    return replace(site, buildings=replace(site.buildings, cistern=volume))
