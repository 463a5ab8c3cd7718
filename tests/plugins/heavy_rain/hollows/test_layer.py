"""Hollows on small sites: the water adds up, a house in its way dams it, a swale keeps it."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.sites import SOUTH, WEST, block_site

from planningtable.api import CancelledError, Job, LandCover, Quality, Site
from planningtable.city.site import Streets
from plugins.heavy_rain.hollows.layer import LAYER
from plugins.heavy_rain.layer import LAYER as HEAVY_RAIN
from plugins.heavy_rain.scenarios.catalogue import SCENARIOS
from plugins.heavy_rain.screening.sources import SOURCES


def result(site: Site, id="exceptional", cell=2.0):
    scenario = LAYER.describe().scenario(id)
    assert scenario is not None
    return LAYER.compute(site, scenario, cell, Job())


def total(found, key):
    return found.totals[key].value


@pytest.mark.parametrize("scenario", [s.id for s in SCENARIOS])
def test_all_rain_is_accounted_for(scenario):
    site = block_site()
    found = result(site, scenario)
    rain = next(s for s in SCENARIOS if s.id == scenario).value("rain_mm")
    assert total(found, "rain_m3") == pytest.approx(rain * 1e-3 * site.extent.area, rel=1e-6)
    assert abs(total(found, "balance_error")) <= 1e-4


def test_it_says_that_it_is_screening_and_what_it_does_not_say():
    found = result(block_site())
    assert found.quality is Quality.FULL
    assert dict(found.provenance.parameters)["solver"] == "screening"
    assert found.provenance.limits[0].id == "heavy-rain.limit.screening"
    assert len(LAYER.resolutions(block_site())) == 1
    assert found.provenance.sources[: len(SOURCES)] == SOURCES


def test_water_stands_above_a_house_as_deep_as_the_flow_leaves_it():
    """A long house across the slope, its ends left open: screening and two dimensions agree on what stays."""
    site = block_site(boxes=((60, 12, 70, 118, 9.0),), slope=0.02, cover=LandCover.ASPHALT, trees=())
    bowl = site.terrain.values.copy()
    bowl[40:70, 45:60] -= 0.4
    site = replace(site, terrain=site.terrain.with_values(bowl))
    found = result(site, "extreme")
    flow = HEAVY_RAIN.compute(site, SCENARIOS[2], 2.0, Job())
    assert SCENARIOS[2].id == "extreme"
    deep = found.grids["final_depth"].values > 0.1
    assert deep.sum() > 50
    apart = found.grids["final_depth"].values[deep] - flow.grids["final_depth"].values[deep]
    assert np.abs(np.nanmean(apart)) < 0.03
    assert total(found, "depressions") == 1.0


def test_hollows_are_listed_with_the_street_in_them():
    """SENSARE: from the terrain alone, depressions with volume, depth and affected metres of road."""
    site = block_site(boxes=(), slope=0.02, cover=LandCover.ASPHALT, trees=())
    bowl = site.terrain.values.copy()
    bowl[40:70, 45:60] = 18.5  # level, its rim at 18.8 m where the slope leaves it
    bowl[85:97, 20:25] -= 0.5
    line = shapely.LineString([(WEST, SOUTH + 65), (WEST + 120, SOUTH + 65)])
    road = Streets(("s",), ("Road",), ("main",), np.array([line], object), np.array([5.0]))
    site = replace(site, terrain=site.terrain.with_values(bowl), streets=road)
    found = result(site, "extreme", cell=1.0)
    listing = found.listings["hollows"]
    first, second = (dict(zip(listing.keys, row, strict=True)) for row in listing.rows)
    assert first["number"] == 1
    assert first["depth_m"] == pytest.approx(0.3, abs=0.03)
    assert first["volume_m3"] == pytest.approx(0.3 * 30 * 15, rel=0.15)
    assert first["water_m3"] == pytest.approx(first["volume_m3"], rel=0.01)  # it spills
    assert first["street_m"] == pytest.approx(15.0, abs=4.0)
    assert second["street_m"] == 0.0
    assert total(found, "depressions") == 2.0


def test_a_swale_keeps_water_that_ran_off():
    site = block_site(boxes=(), trees=(), cover=LandCover.ASPHALT)
    dug = site.terrain.values.copy()
    dug[10:-10, 80:90] -= 0.3
    before, after = result(site, "extreme"), result(replace(site, terrain=site.terrain.with_values(dug)), "extreme")
    assert total(after, "stored_m3") > total(before, "stored_m3") + 50.0
    assert total(after, "outflow_m3") < total(before, "outflow_m3") - 50.0


def test_cancelled_before_it_starts():
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        LAYER.compute(block_site(), SCENARIOS[0], 2.0, job)
