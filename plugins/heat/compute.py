"""A hot day on a site: obstacles, sky, sun, radiation, numbers and classes."""

import time

import numpy as np
import numpy.typing as npt

from planningtable.api import (
    Grid,
    Job,
    LayerInfo,
    LayerResult,
    Provenance,
    Quality,
    Quantity,
    Scenario,
    Site,
    Text,
    place_of,
)
from plugins.heat.legends import SHADOW, SVF, TMRT, UTCI
from plugins.heat.radiation import Air, mean_radiant
from plugins.heat.sky import DIRECTIONS, FARTHEST, LEAF, sky_view, sunlight
from plugins.heat.sun import LINKE, Sun, local_time, sun_at
from plugins.heat.surface_model import SurfaceModel, cover_of, surface_model
from plugins.heat.utci import utci

STRONG_HEAT = 32.0
"""UTCI from which heat stress is called strong [°C]."""

HOUR_ANGLE = 15.0  # degrees of longitude that the sun passes in an hour
FAR_FROM_NOON = 2.0  # hours; Central European Time reaches no further from the sun in Europe


def compute(info: LayerInfo, site: Site, scenario: Scenario, how: tuple[float, bool, float], job: Job) -> LayerResult:
    """Compute a scenario; `how` is the cell size [m], whether that is full quality, and when the clock was started."""
    cell, full, started = how
    job.report(0.0, Text.of("heat.preparing"))
    sun = _sun(site, scenario)
    model = surface_model(site, cell)
    job.report(0.1, Text.of("heat.sky"))
    sky = sky_view(model.scene, job.part(0.1, 0.8))
    light = sunlight(model.scene, sun.azimuth, sun.altitude, job.part(0.8, 0.9))
    air = Air(*(scenario.value(k) for k in ("air_temperature", "relative_humidity", "wind", "water_temperature")))
    radiant = mean_radiant(air, sun, cover_of(model, sun), sky, light, cell)
    job.report(0.95, Text.of("heat.radiation"))
    felt = utci(air, radiant)
    grids: dict[str, npt.NDArray[np.floating]] = {
        "tmrt": radiant,
        "utci": felt,
        "shadow": light.leafy,
        "svf": sky.leafy,
    }
    return LayerResult(
        layer=info.id,
        scenario=scenario.id,
        resolution=cell,
        quality=Quality.FULL if full else Quality.PREVIEW,
        main="tmrt",
        grids={key: _masked(model, values) for key, values in grids.items()},
        columns={},
        totals=_totals(model, radiant, felt, light.leafy),
        legends={"tmrt": TMRT, "utci": UTCI, "shadow": SHADOW, "svf": SVF},
        provenance=_provenance(info, site, scenario, (cell, sun)),
        seconds=time.perf_counter() - started,
    )


def _sun(site: Site, scenario: Scenario) -> Sun:
    latitude, longitude = place_of(site.crs, site.extent)
    when = local_time(
        int(scenario.value("month")), int(scenario.value("day")), scenario.value("hour"), _offset(scenario, longitude)
    )
    return sun_at(latitude, longitude, when)


def _offset(scenario: Scenario, longitude: float) -> float:
    """Hours of the site's clock before UTC: the scenario's, unless the site lies in another part of the world."""
    stated, solar = scenario.value("utc_offset"), longitude / HOUR_ANGLE
    return stated if abs(solar - stated) <= FAR_FROM_NOON else float(round(solar))


def _masked(model: SurfaceModel, values: npt.NDArray[np.floating]) -> Grid:
    return model.frame.with_values(np.where(model.open, values, np.nan).astype(np.float32))


def _totals(
    model: SurfaceModel,
    radiant: npt.NDArray[np.float64],
    felt: npt.NDArray[np.float64],
    lit: npt.NDArray[np.float32],
) -> dict[str, Quantity]:
    where = model.open & np.isfinite(radiant)
    count = max(int(where.sum()), 1)

    def mean(values: npt.NDArray[np.floating]) -> float:
        return float(values[where].sum(dtype=np.float64)) / count if where.any() else float("nan")

    hot = np.nan_to_num(felt, nan=STRONG_HEAT) >= STRONG_HEAT
    values = {
        # Compared with measurements, models of this kind are off by about 5 K: the range says so.
        "tmrt_mean": (mean(radiant), "°C", 5.0),
        "utci_mean": (mean(np.where(np.isfinite(felt), felt, STRONG_HEAT)), "°C", 1.5),
        "strong_heat_share": (mean(hot.astype(np.float64)), "", None),
        "shaded_share": (mean((lit < 0.5).astype(np.float64)), "", None),
        "open_area": (float(where.sum()) * model.frame.cell**2, "m²", None),
    }
    return {
        key: Quantity(
            value,
            unit,
            Text.of(f"heat.total.{key}"),
            None if spread is None else value - spread,
            None if spread is None else value + spread,
        )
        for key, (value, unit, spread) in values.items()
    }


def _provenance(info: LayerInfo, site: Site, scenario: Scenario, made: tuple[float, Sun]) -> Provenance:
    cell, sun = made
    parameters = {
        **{name: f"{value:g}" for name, value in scenario.parameters},
        "cell_m": f"{cell:g}",
        "directions": str(DIRECTIONS),
        "farthest_m": f"{FARTHEST:g}",
        "leaf_transmissivity": f"{LEAF:g}",
        "linke_turbidity": f"{LINKE:g}",
        "sun_azimuth": f"{sun.azimuth:.1f}",
        "sun_altitude": f"{sun.altitude:.1f}",
        "global_w_m2": f"{sun.total:.0f}",
        "direct_w_m2": f"{sun.direct:.0f}",
        "diffuse_w_m2": f"{sun.diffuse:.0f}",
    }
    return Provenance(
        info.method,
        info.version,
        info.sources,
        info.limits,
        tuple(sorted(parameters.items())),
        tuple(source.name for source in site.sources),
    )
