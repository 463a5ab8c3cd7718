"""The layer: what it says of itself, and how it is computed on a site."""

import time

from planningtable.api import Case, CaseResult, Job, LayerInfo, LayerResult, Scenario, Site, Text, tiers

DAY = (
    "Windschwacher, wolkenloser Sommertag, 21. Juni, MEZ: 30 °C, 40 % relative Feuchte, Wind 1,5 m/s in 10 m Höhe, "
    "Wasser 20 °C; in Stadtklimastudien üblich, Werte als Richtwert"
)


def _scenario(id: str, hour: float) -> Scenario:
    parameters = (
        ("air_temperature", 30.0),
        ("day", 21.0),
        ("hour", hour),
        ("month", 6.0),
        ("relative_humidity", 40.0),
        ("utc_offset", 1.0),
        ("water_temperature", 20.0),
        ("wind", 1.5),
    )
    return Scenario(id, Text.of(f"heat.scenario.{id}"), parameters, DAY)


SCENARIOS = (_scenario("afternoon", 14.0), _scenario("late-afternoon", 17.0), _scenario("morning", 10.0))
LIMITS = ("accuracy", "air", "facades", "trees", "memory", "guide")

INFO = LayerInfo(
    id="heat",
    name=Text.of("heat.name"),
    summary=Text.of("heat.summary"),
    version="1",
    method=Text.of("heat.method"),
    limits=tuple(Text.of(f"heat.limit.{key}") for key in LIMITS),
    sources=(
        "Lindberg, Holmer, Thorsson (2008): SOLWEIG 1.0. Int. J. Biometeorol. 52, doi 10.1007/s00484-008-0162-7",
        "Lindberg, Onomura, Grimmond (2016): Influence of ground surface characteristics on the mean radiant "
        "temperature in urban areas. Int. J. Biometeorol. 60, doi 10.1007/s00484-016-1135-x",
        "Prata (1996): A new long-wave formula for estimating downward clear-sky radiation. "
        "Q. J. R. Meteorol. Soc. 122, doi 10.1002/qj.49712253306",
        "Bröde et al. (2012): Deriving the operational procedure for the UTCI. Int. J. Biometeorol. 56, "
        "doi 10.1007/s00484-011-0454-1; Koeffizienten aus pythermalcomfort 4.8.1 (MIT)",
        "Ineichen, Perez (2002), klarer Himmel mit pvlib",
        "Meeus (1998): Astronomical Algorithms, 2. Aufl., Sonnenstand",
        DAY,
    ),
    scenarios=SCENARIOS,
    icon="heat",
)

FULL_CELLS = 300_000
QUICK_CELLS = 40_000


class Heat:
    """Sun, shade and mean radiant temperature of a hot day."""

    def describe(self) -> LayerInfo:
        return INFO

    def resolutions(self, site: Site) -> tuple[float, ...]:
        return tiers(site.extent.area, FULL_CELLS, QUICK_CELLS)

    def compute(self, site: Site, scenario: Scenario, resolution: float, job: Job) -> LayerResult:
        from plugins.heat.compute import compute  # numba, pvlib and rasterio only when there is something to compute

        started = time.perf_counter()
        job.check()
        full = resolution <= self.resolutions(site)[-1]
        return compute(INFO, site, scenario, (resolution, full, started), job)

    def simulate(self, case: Case, job: Job) -> CaseResult:
        """Compute a case file, see `planningtable.api.CaseLayer`."""
        from plugins.heat.case import simulate

        return simulate(INFO, case, job)


LAYER = Heat()
