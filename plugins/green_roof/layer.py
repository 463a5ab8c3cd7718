"""Green roofs: which roofs can carry them, and what they would do in a year."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.api import (
    Array,
    Column,
    Job,
    LayerInfo,
    LayerResult,
    Provenance,
    Quality,
    Quantity,
    RoofClass,
    Scenario,
    Site,
    Text,
    roof_suitability,
)
from plugins.green_roof.description import INFO, LEGEND
from plugins.green_roof.rates import LATENT_HEAT, rates

DEDUCTIONS = {"low": 0.25, "high": 0.15}
"""Share lost to edges and installations at the lower and upper end of the ranges [-]."""

UNITS = {"area": "m²", "retention": "m³/a", "co2": "kg/a", "dust": "kg/a", "cooling": "kWh/a"}


@dataclass(frozen=True, slots=True, eq=False)
class _Roofs:
    """Green on surfaces: all of shape (S,).

    Attributes:
        area: in the plane of the roof, 0 where there is no green [m²].
        plan: seen from above [m²].
        substrate: depth [cm].
    """

    area: npt.NDArray[np.float64]
    plan: npt.NDArray[np.float64]
    substrate: npt.NDArray[np.float64]

    def quantities(self, rain: float, deduction: float, end: str = "value") -> Mapping[str, npt.NDArray[np.float64]]:
        """Yearly quantities of each surface, in `UNITS`; rain in mm/a."""
        share = 1.0 - deduction
        wet, evaporated = (rates(self.substrate, name, end) for name in ("retention", "evaporation"))
        return {
            "area": self.area * share,
            "retention": self.plan * share * rain / 1000.0 * wet,
            "co2": self.area * share * rates(self.substrate, "co2", end),
            "dust": self.area * share * rates(self.substrate, "dust", end),
            # No more evaporates than stays on the roof.
            "cooling": self.plan * share * np.minimum(evaporated, rain * wet) * LATENT_HEAT,
        }


class GreenRoofLayer:
    """Suitability by slope and size; yearly effect of all suitable roofs, and of those that are green or planned."""

    def describe(self) -> LayerInfo:
        return INFO

    def resolutions(self, site: Site) -> tuple[float, ...]:
        """One: roofs are computed surface by surface, not on a grid."""
        return (site.terrain.cell,)

    def compute(self, site: Site, scenario: Scenario, resolution: float, job: Job) -> LayerResult:
        start = time.perf_counter()
        job.report(0.0, Text("green-roof.progress"))
        classes = roof_suitability(site.surfaces)
        suitable = classes <= RoofClass.D
        everywhere = np.full(len(classes), scenario.value("substrate"))
        potential = _roofs(site, np.where(suitable, everywhere, 0.0))
        planned = _roofs(site, site.surfaces.green)
        columns: dict[str, Column] = {"suitability": _suitability(classes)}
        totals: dict[str, Quantity] = {}
        for kind, roofs in (("potential", potential), ("planned", planned)):
            job.check()
            _add(kind, roofs, scenario, columns, totals)
        columns["building_potential"] = _per_building(site, columns["potential_area"])
        totals["roof_area"] = _quantity(site.surfaces.area[classes <= RoofClass.E].sum(), "m²", "roof_area")
        job.report(1.0, Text("green-roof.progress"))
        return LayerResult(
            layer=INFO.id,
            scenario=scenario.id,
            resolution=resolution,
            quality=Quality.FULL,
            main="suitability",
            grids={},
            columns=columns,
            totals=totals,
            legends={"suitability": LEGEND},
            provenance=_provenance(site, scenario),
            seconds=time.perf_counter() - start,
        )


def _roofs(site: Site, substrate: Array) -> _Roofs:
    surfaces = site.surfaces
    area = np.where(substrate > 0, surfaces.area, 0.0)
    return _Roofs(area, area * np.cos(np.radians(surfaces.slope)), np.asarray(substrate, np.float64))


def _suitability(classes: Array) -> Column:
    values = np.where(classes <= RoofClass.E, classes.astype(np.float64), np.nan)
    return Column("surfaces", values, "", Text("green-roof.column.suitability"))


def _add(kind: str, roofs: _Roofs, scenario: Scenario, columns: dict[str, Column], totals: dict[str, Quantity]) -> None:
    rain = scenario.value("rain")
    value = roofs.quantities(rain, scenario.value("deduction"))
    low, high = (roofs.quantities(rain, deduction, end) for end, deduction in DEDUCTIONS.items())
    for name, unit in UNITS.items():
        key = f"{kind}_{name}"
        columns[key] = Column("surfaces", value[name], unit, Text(f"green-roof.column.{key}"))
        totals[key] = _quantity(value[name].sum(), unit, key, low[name].sum(), high[name].sum())


def _per_building(site: Site, potential: Column) -> Column:
    count = len(site.buildings)
    values = np.bincount(site.surfaces.building, potential.values, minlength=count)[:count]
    return Column("buildings", values, potential.unit, potential.name)


def _quantity(value: float, unit: str, key: str, low: float | None = None, high: float | None = None) -> Quantity:
    ends = (None if end is None else float(end) for end in (low, high))
    return Quantity(float(value), unit, Text(f"green-roof.total.{key}"), *ends)


def _provenance(site: Site, scenario: Scenario) -> Provenance:
    units = {"deduction": "", "rain": " mm/a", "substrate": " cm"}
    return Provenance(
        method=INFO.method,
        version=INFO.version,
        sources=INFO.sources,
        limits=INFO.limits,
        parameters=tuple((name, f"{value:g}{units[name]}") for name, value in scenario.parameters),
        data=tuple(source.name for source in site.sources if source.what == "city"),
    )


LAYER = GreenRoofLayer()
