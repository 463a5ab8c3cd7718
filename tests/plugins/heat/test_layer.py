"""The layer on small sites."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import block_site, some_trees

from planningtable.api import Job, LandCover, Site
from plugins.heat.layer import LAYER, SCENARIOS
from plugins.heat.surface_model import surface_model


def result(site: Site, id="afternoon", cell=2.0):
    scenario = LAYER.describe().scenario(id)
    assert scenario is not None
    return LAYER.compute(site, scenario, cell, Job())


@pytest.fixture(scope="module")
def blocks():
    site = block_site()
    return site, result(site)


def test_roofs_carry_their_height_and_no_value(blocks):
    site, found = blocks
    model = surface_model(site, 2.0)
    under = model.label == 3  # the third block, 15 m high
    assert model.scene.solid[under].max() == pytest.approx(site.buildings.ground[2] + 15.0, abs=0.01)
    assert np.isnan(found.grids["tmrt"].values[~model.open]).all()
    assert not np.isnan(found.grids["tmrt"].values[model.open]).any()


def test_shade_is_cooler_than_sun(blocks):
    _, found = blocks
    radiant, lit = found.grids["tmrt"].values, found.grids["shadow"].values
    sun, shade = np.nanmean(radiant[lit > 0.9]), np.nanmean(radiant[lit < 0.5])
    assert 55.0 <= sun <= 70.0
    assert 32.0 <= shade <= 45.0


def test_north_of_a_house_lies_in_shade_at_noon():
    site = block_site(boxes=((40, 40, 80, 60, 15.0),), trees=(), slope=0.0)
    found = result(site, "morning")
    lit = found.grids["shadow"].values
    south, north = lit[(120 - 35) // 2, 30], lit[(120 - 64) // 2, 30]
    assert south == 1.0
    assert north == 0.0


def test_trees_shade_and_cool(blocks):
    site, found = blocks
    more = result(replace(site, trees=some_trees([(x, y) for x in range(8, 116, 9) for y in (6, 48, 105)])))
    assert more.totals["shaded_share"].value > found.totals["shaded_share"].value
    assert more.totals["tmrt_mean"].value < found.totals["tmrt_mean"].value
    assert more.totals["strong_heat_share"].value < found.totals["strong_heat_share"].value


def test_unsealing_cools():
    sealed, green = (block_site(cover=c, trees=()) for c in (LandCover.ASPHALT, LandCover.LAWN))
    assert result(green).totals["tmrt_mean"].value < result(sealed).totals["tmrt_mean"].value - 2.0


def test_hours_differ():
    site = block_site()
    azimuths = [dict(result(site, s.id).provenance.parameters)["sun_azimuth"] for s in SCENARIOS]
    assert len(set(azimuths)) == len(SCENARIOS)
