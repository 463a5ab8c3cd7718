"""The layer on small sites: volumes add up, and each measure acts in its direction."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import block_site

from planningtable.api import CancelledError, Job, LandCover, Quality, Site, SurfaceKind
from plugins.heavy_rain.ground import ground_grids
from plugins.heavy_rain.layer import LAYER
from plugins.heavy_rain.scenarios.catalogue import SCENARIOS, rain_of
from plugins.heavy_rain.scenarios.euler import SHAPE


def scenario(id):
    found = LAYER.describe().scenario(id)
    assert found is not None
    return found


def result(site: Site, id="exceptional", cell=2.0):
    return LAYER.compute(site, scenario(id), cell, Job())


def total(found, key):
    return found.totals[key].value


@pytest.fixture(scope="module")
def blocks():
    site = block_site()
    return site, result(site)


def test_each_scenario_brings_the_rain_it_states():
    stated = {"rare": 29.0, "exceptional": 36.0, "extreme": 100.0}
    assert {s.id for s in SCENARIOS} == set(stated)
    for s in SCENARIOS:
        assert rain_of(s).mean(0.0, 3600.0) == pytest.approx(stated[s.id])
        assert rain_of(s).mean(3600.0, 5400.0) == 0.0
    assert rain_of(scenario("exceptional")).mean(900.0, 1200.0) == pytest.approx(16.9 / SHAPE.sum() * 36.0 * 12.0)


@pytest.mark.parametrize(("amount", "minutes"), [(0.0, 60.0), (45.0, 5.0), (150.0, 360.0)])
def test_any_rain_that_a_slider_can_say(amount, minutes):
    site = block_site()
    found = LAYER.compute(site, scenario(f"rare:minutes={minutes:g},rain_mm={amount:g}"), 8.0, Job())
    assert total(found, "rain_m3") == pytest.approx(amount * 1e-3 * site.extent.area, rel=1e-6, abs=1e-9)
    assert abs(total(found, "balance_error")) <= 1e-4
    assert (total(found, "max_depth_m") == 0.0) == (amount == 0.0)
    assert found.frames[-1].seconds == minutes * 60.0 + 1800.0


def test_all_rain_is_accounted_for(blocks):
    site, found = blocks
    assert total(found, "rain_m3") == pytest.approx(36e-3 * site.extent.area, rel=1e-6)
    gone = sum(total(found, k) for k in ("infiltrated_m3", "retained_m3", "drained_m3", "outflow_m3", "stored_m3"))
    assert gone == pytest.approx(total(found, "rain_m3"), rel=1e-4)
    assert abs(total(found, "balance_error")) <= 1e-4


def test_buildings_stay_dry_and_have_no_value(blocks):
    site, found = blocks
    label = ground_grids(site, 2.0).label
    assert np.isnan(found.grids["max_depth"].values[label > 0]).all()
    assert not np.isnan(found.grids["max_depth"].values[label == 0]).any()
    assert len(found.columns["facade_depth"].values) == len(site.buildings)
    assert len(found.frames) == 12
    assert found.frames[-1].seconds == 5400.0
    assert found.quality is Quality.FULL


def test_more_rain_means_more_water(blocks):
    site, found = blocks
    extreme = result(site, "extreme")
    assert total(extreme, "flooded_area_10cm") >= total(found, "flooded_area_10cm")
    assert total(extreme, "outflow_m3") > 2.0 * total(found, "outflow_m3")


def test_a_cistern_keeps_its_volume(blocks):
    site, found = blocks
    with_cistern = replace(site, buildings=replace(site.buildings, cistern=np.array([5.0, 0.0, 0.0, 0.0])))
    after = result(with_cistern)
    assert total(after, "cistern_m3") == pytest.approx(5.0, rel=1e-6)
    assert total(after, "outflow_m3") < total(found, "outflow_m3")


def test_a_green_roof_holds_rain_back(blocks):
    site, found = blocks
    green = np.where(site.surfaces.kind == SurfaceKind.ROOF, 10.0, 0.0)
    after = result(replace(site, surfaces=replace(site.surfaces, green=green)))
    # C_s 0.4 of 36 mm, but no more than a fifth of 10 cm: 20 mm.
    roofs = site.surfaces.area[site.surfaces.kind == SurfaceKind.ROOF].sum()
    assert total(after, "roof_retained_m3") == pytest.approx(roofs * 0.020, rel=0.01)
    assert total(after, "outflow_m3") < total(found, "outflow_m3")


def test_sealed_ground_sheds_more_than_lawn(blocks):
    site, _ = blocks
    sealed = np.where(site.land_cover.values == LandCover.LAWN, LandCover.ASPHALT, site.land_cover.values)
    after = result(replace(site, land_cover=site.land_cover.with_values(sealed.astype(np.uint8))), "extreme")
    lawn = result(site, "extreme")
    assert total(after, "outflow_m3") > total(lawn, "outflow_m3") * 1.2
    assert total(after, "infiltrated_m3") < total(lawn, "infiltrated_m3")


def test_water_stands_against_the_wall_uphill():
    """A long house across the slope: the hollow on its upper side fills, and the house counts as touched."""
    site = block_site(boxes=((60, 2, 70, 118, 9.0),), slope=0.02, cover=LandCover.ASPHALT, trees=())
    found = result(site, "extreme")
    assert total(found, "buildings_touched") == 1.0
    depth = found.grids["max_depth"].values
    assert depth[30, 29] > 0.1 > depth[30, 36]


def test_preview_is_marked_and_coarser():
    site = block_site(size=600.0)
    quick, full = LAYER.resolutions(site)
    assert quick > full
    assert LAYER.compute(site, scenario("rare"), quick, Job()).quality is Quality.PREVIEW


def test_a_site_without_buildings():
    site = block_site(boxes=(), trees=())
    assert abs(total(result(site), "balance_error")) <= 1e-4


def test_cancelled_before_it_starts():
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        LAYER.compute(block_site(), scenario("rare"), 2.0, job)


def test_a_guessed_ground_is_a_limit_of_its_own(blocks):
    site, found = blocks
    guessed = result(replace(site, terrain_made=True))
    more = set(guessed.provenance.limits) - set(found.provenance.limits)
    assert [limit.id for limit in more] == ["heavy-rain.limit.terrain-made"]
    always = LAYER.describe().limits
    assert found.provenance.limits[: len(always)] == always
    assert [limit.id for limit in found.provenance.limits[len(always) :]] == ["heavy-rain.limit.ranges"]
