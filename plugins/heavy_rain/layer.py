"""The layer: what it says of itself, and how it is computed on a site."""

import time

from planningtable.api import Case, CaseResult, Job, LayerInfo, LayerResult, Scenario, Site, Text, tiers
from plugins.heavy_rain.consequences.limits import SOURCES as LIMIT_SOURCES
from plugins.heavy_rain.legends import PALETTES
from plugins.heavy_rain.scenarios.catalogue import RAIN, SCENARIOS

LIMITS = ("sewers", "buildings", "walls", "edges", "soil", "velocity", "damage", "ways", "use")

INFO = LayerInfo(
    id="heavy-rain",
    name=Text.of("heavy-rain.name"),
    summary=Text.of("heavy-rain.summary"),
    version="12",
    method=Text.of("heavy-rain.method"),
    limits=tuple(Text.of(f"heavy-rain.limit.{key}") for key in LIMITS),
    sources=(
        "Bates, Horritt, Fewtrell (2010): A simple inertial formulation of the shallow water equations. "
        "J. Hydrol. 387, doi 10.1016/j.jhydrol.2010.03.027",
        "de Almeida, Bates, Freer, Souvignet (2012): Improving the stability of a simple formulation of the shallow "
        "water equations. Water Resour. Res. 48, doi 10.1029/2011WR011570",
        "Horton (1940): An approach toward a physical interpretation of infiltration-capacity",
        "DIN 1986-100:2016-12, Tab. 9",
        "KOSTRA-DWD-2020, 49125, doi 10.5676/DWD/KOSTRA-DWD-2020",
        SCENARIOS[0].source,
        *LIMIT_SOURCES,
    ),
    scenarios=SCENARIOS,
    icon="heavy-rain",
    free=RAIN,
    palettes=PALETTES,
)

FULL_CELLS = 300_000
QUICK_CELLS = 16_000
"""Cells that are computed in about five seconds, and in less than one."""

RANGES = 1.6
"""Cells of the runs that tell the ranges over those of the first answer [-]: five of them take about two seconds."""


class HeavyRain:
    """Surface runoff of a heavy rain, two-dimensional."""

    def describe(self) -> LayerInfo:
        return INFO

    def resolutions(self, site: Site) -> tuple[float, ...]:
        return tiers(site.extent.area, FULL_CELLS, QUICK_CELLS)

    def compute(self, site: Site, scenario: Scenario, resolution: float, job: Job) -> LayerResult:
        from plugins.heavy_rain.compute import compute  # numba and rasterio only when there is something to compute

        started = time.perf_counter()
        job.check()
        cells = self.resolutions(site)
        quick = max(RANGES * cells[0], resolution) if resolution <= cells[-1] else None
        return compute(INFO, site, scenario, (resolution, quick, started), job)

    def simulate(self, case: Case, job: Job) -> CaseResult:
        """Compute a case file, see `planningtable.api.CaseLayer`."""
        from plugins.heavy_rain.cases.simulate import simulate

        return simulate(INFO, case, job)


LAYER = HeavyRain()
