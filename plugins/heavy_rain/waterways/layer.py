"""The layer of the water of one place: what it says of itself, and how it is computed on a site."""

import time

from planningtable.api import Job, LayerInfo, LayerResult, Scenario, Site, Text, tiers
from plugins.heavy_rain.scenarios.catalogue import SCENARIOS
from plugins.heavy_rain.screening.sources import SOURCES

LIMITS = ("screening", "sewers", "buildings", "walls", "use")

INFO = LayerInfo(
    id="waterways",
    name=Text.of("waterways.name"),
    summary=Text.of("waterways.summary"),
    version="1",
    method=Text.of("waterways.method"),
    limits=tuple(Text.of(f"heavy-rain.limit.{key}") for key in LIMITS),
    sources=(*SOURCES, SCENARIOS[0].source),
    scenarios=SCENARIOS,
    icon="waterways",
    place=True,
)

CELLS = 500_000
"""Cells that are screened in a quarter of a second."""


class Waterways:
    """Where the water of a place comes from, and where it goes."""

    def describe(self) -> LayerInfo:
        return INFO

    def resolutions(self, site: Site) -> tuple[float, ...]:
        return tiers(site.extent.area, CELLS, CELLS)[-1:]

    def compute(self, site: Site, scenario: Scenario, resolution: float, job: Job) -> LayerResult:
        from plugins.heavy_rain.waterways.compute import compute  # numba and rasterio only when something is to be done

        started = time.perf_counter()
        job.check()
        return compute(INFO, site, scenario, (resolution, started), job)


LAYER = Waterways()
