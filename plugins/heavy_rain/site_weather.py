"""What a scenario brings onto a site: rain, losses, sewers, and the water of the roofs."""

import numpy as np

from planningtable.api import Scenario, Site
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.forcing import Horton
from plugins.heavy_rain.ground import GroundGrids
from plugins.heavy_rain.problem import Weather
from plugins.heavy_rain.roofs import Roofs
from plugins.heavy_rain.scenarios.catalogue import rain_of
from plugins.heavy_rain.works import Trenches


def weather_on(site: Site, ground: GroundGrids, scenario: Scenario) -> tuple[Weather, Roofs]:
    """The weather of a scenario, and the roofs that remember what they held."""
    rain = rain_of(scenario)
    sewers = scenario.value("sewer_mm_per_h") * scenario.value("sewer_share")
    roofs = Roofs(site, rain, sewers)
    feeds = ((ground.facades.feed(len(site.buildings)), roofs),) if len(site.buildings) else ()
    soil = Horton(*ground.horton)
    weather = Weather(
        rain,
        catch=_catch(ground, float(roofs.area.sum())),
        initial_loss=ground.initial_loss,
        infiltration=soil if ground.stores is None else Trenches(soil, ground.stores),
        sewer=ground.gullies * sewers,
        feeds=feeds,
    )
    return weather, roofs


def _catch(ground: GroundGrids, roofs: float) -> F64:
    """Rain caught by each cell [-]: houses in whole cells are a little too large or small; open ground makes up."""
    cell = ground.bed.cell**2
    free = float((~ground.blocked).sum()) * cell
    left = ground.blocked.size * cell - roofs
    return np.full(ground.blocked.shape, min(max(left / free, 0.5), 1.5) if free > 0.0 else 1.0)
