"""The layer of hollows and ways of the water: what it says of itself, and how it is computed on a site."""

import time

from planningtable.api import Job, LayerInfo, LayerResult, Scenario, Site, Text, tiers
from plugins.heavy_rain.scenarios.catalogue import SCENARIOS

LIMITS = ("screening", "sewers", "buildings", "walls", "soil", "use")
SOURCES = (
    "Barnes, Callaghan, Wickert (2020, 2021): Computing water flow through complex landscapes, parts 2 and 3. Earth "
    "Surf. Dynam. 8 and 9, doi 10.5194/esurf-8-431-2020, 10.5194/esurf-9-105-2021",
    "Senken ab 20 cm, 4 m², 2 m³ und 200 m² Einzugsgebiet: Umweltatlas Berlin 02.24",
)

INFO = LayerInfo(
    id="hollows",
    name=Text.of("hollows.name"),
    summary=Text.of("hollows.summary"),
    version="2",
    method=Text.of("hollows.method"),
    limits=tuple(Text.of(f"heavy-rain.limit.{key}") for key in LIMITS),
    sources=(*SOURCES, SCENARIOS[0].source),
    scenarios=SCENARIOS,
    icon="hollows",
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
