"""The layer of hollows and ways of the water: what it says of itself, and how it is computed on a site."""

import time

from planningtable.api import Job, LayerInfo, LayerResult, Scenario, Site, Text, tiers
from plugins.heavy_rain.legends import PALETTES
from plugins.heavy_rain.scenarios.catalogue import RAIN, SCENARIOS
from plugins.heavy_rain.screening.sources import SOURCES

LIMITS = ("screening", "sewers", "buildings", "walls", "soil", "use")

INFO = LayerInfo(
    id="hollows",
    name=Text.of("hollows.name"),
    summary=Text.of("hollows.summary"),
    version="4",
    method=Text.of("hollows.method"),
    limits=tuple(Text.of(f"heavy-rain.limit.{key}") for key in LIMITS),
    sources=(*SOURCES, SCENARIOS[0].source),
    scenarios=SCENARIOS,
    icon="hollows",
    free=RAIN,
    palettes=PALETTES,
)

CELLS = 1_000_000
"""Cells that are screened in about half a second."""


class Hollows:
    """Where water gathers and comes to stand, from the shape of the ground."""

    def describe(self) -> LayerInfo:
        return INFO

    def resolutions(self, site: Site) -> tuple[float, ...]:
        return tiers(site.extent.area, CELLS, CELLS)[-1:]

    def compute(self, site: Site, scenario: Scenario, resolution: float, job: Job) -> LayerResult:
        from plugins.heavy_rain.hollows.compute import compute  # numba and rasterio only when there is something to do

        started = time.perf_counter()
        job.check()
        return compute(INFO, site, scenario, (resolution, started), job)


LAYER = Hollows()
