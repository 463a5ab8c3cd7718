"""A heavy rain on a site, from the ground to the water at every wall; also with ground that is known less well."""

from dataclasses import dataclass, replace

import numpy as np

from planningtable.api import Job, Scenario, Site
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.ground import GroundGrids, ground_grids
from plugins.heavy_rain.problem import Basin, Plan
from plugins.heavy_rain.roofs import Roofs
from plugins.heavy_rain.scenarios.catalogue import RECESSION
from plugins.heavy_rain.site_weather import weather_on
from plugins.heavy_rain.solver.run import run


@dataclass(frozen=True, slots=True)
class Doubt:
    """Factors on what is only guessed of the ground [-]: Manning's n, and how fast the ground takes water."""

    manning: float = 1.0
    infiltration: float = 1.0


NO_DOUBT = Doubt()
INTERVAL, QUICK_INTERVAL = 10.0, 20.0
"""How often rain and losses are renewed, in final results and in quick ones [s]."""


@dataclass(frozen=True, slots=True, eq=False)
class Flooded:
    """What a rain did to a site.

    Attributes:
        ground: what the water ran over.
        flood: what it did there.
        roofs: what became of the rain on them.
        beside: highest depth at the wall of each building, shape (buildings,) [m].
    """

    ground: GroundGrids
    flood: Flood
    roofs: Roofs
    beside: F64


def flooded(
    site: Site,
    scenario: Scenario,
    cell: float,
    job: Job,
    *,
    doubt: Doubt = NO_DOUBT,
    pictures: int = 0,
    interval: float = QUICK_INTERVAL,
) -> Flooded:
    """Let a scenario rain on a site.

    Args:
        site: with a variant's measures.
        scenario: what rains.
        cell: cell size [m].
        job: told of the progress.
        doubt: of the ground.
        pictures: how many depth grids to keep.
        interval: how often rain and losses are renewed [s].

    Raises:
        CancelledError: on request.
    """
    ground = _doubted(ground_grids(site, cell), doubt)
    weather, roofs = weather_on(site, ground, scenario)
    basin = Basin(np.asarray(ground.bed.values, np.float64), ground.blocked, ground.manning, cell)
    duration = scenario.value("minutes") * 60.0 + RECESSION
    flood = run(basin, weather, Plan(duration, interval, pictures), job)
    beside = ground.facades.highest(flood.peak.astype(np.float64), len(site.buildings))
    return Flooded(ground, flood, roofs, beside)


def _doubted(ground: GroundGrids, doubt: Doubt) -> GroundGrids:
    initial, final, decay = ground.horton
    horton = initial * doubt.infiltration, final * doubt.infiltration, decay
    stores = ground.stores
    if stores is not None:
        stores = replace(stores, soak=stores.soak * doubt.infiltration)
    return replace(ground, manning=ground.manning * doubt.manning, horton=horton, stores=stores)
