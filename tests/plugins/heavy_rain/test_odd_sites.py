"""Sites as nobody would draw them, a single cell, built all over, with spikes: an answer, never a crash."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers.sites import block_site

from planningtable.api import Job
from planningtable.city.measures.apply import apply
from planningtable.city.measures.kind_file import read_measure_kind
from planningtable.domain.values import Measure
from plugins.heavy_rain.hollows.layer import LAYER as HOLLOWS
from plugins.heavy_rain.layer import LAYER as HEAVY_RAIN
from plugins.heavy_rain.terrain_said import terrain_said
from plugins.heavy_rain.waterways.layer import LAYER as WATERWAYS

KINDS_FOLDER = Path(__file__).parents[3] / "plugins" / "measures" / "kinds"
KINDS = {"new-building": read_measure_kind(KINDS_FOLDER / "new-building.toml")}
LAYERS = (HEAVY_RAIN, HOLLOWS, WATERWAYS)


def site_box(site):
    east, north = site.extent.centre
    return shapely.box(east, north, east + 12, north + 20).wkt


def spiked():
    site = block_site()
    ground = site.terrain.values.copy()
    ground[5, 5], ground[70, 55] = 900.0, -900.0
    return replace(site, terrain=site.terrain.with_values(ground), digest="spiked")


SITES = {
    "one-cell": lambda: block_site(size=2.0, boxes=(), trees=()),
    "built-all-over": lambda: block_site(size=40.0, boxes=((0, 0, 40, 40, 9.0),), trees=()),
    "spikes": spiked,
    "flat": lambda: block_site(slope=0.0),
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda z: z, None),
        (lambda z: z + 1.5, None),
        (lambda z: z / 0.3048, "feet"),
        (lambda z: z * 10, "decimetres"),
        (lambda z: z * 100, "centimetres"),
        (lambda z: z + 30.0, "above"),
        (lambda z: z * 0, "below"),
    ],
)
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.describe().id)
def test_terrain_in_another_unit_is_named(layer, change, said):
    site = block_site(slope=0.002)
    site = replace(site, terrain=site.terrain.with_values(np.asarray(change(site.terrain.values), np.float32)))
    info = layer.describe()
    place = f":east={site.extent.centre[0]},north={site.extent.centre[1]}" if info.place else ""
    scenario = info.scenario(f"rare{place}")
    found = layer.compute(site, scenario, layer.resolutions(site)[0], Job())
    named = [limit.id for limit in found.provenance.limits if ".limit.terrain-" in limit.id]
    assert named == ([f"heavy-rain.limit.terrain-{said}"] if said else [])


def test_a_new_building_is_no_witness_of_the_terrain():
    site = block_site(slope=0.002, boxes=())
    house = Measure("m", "new-building", site_box(site), None)
    planned = apply(site, (house,), KINDS).site
    assert len(planned.buildings) == 1
    lifted = replace(planned, terrain=planned.terrain.with_values(planned.terrain.values + np.float32(50.0)))
    assert terrain_said(lifted) == ()


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.describe().id)
def test_there_is_an_answer(layer, site):
    made = SITES[site]()
    info = layer.describe()
    place = f":east={made.extent.centre[0]},north={made.extent.centre[1]}" if info.place else ""
    scenario = info.scenario(f"extreme{place}")
    found = layer.compute(made, scenario, layer.resolutions(made)[-1], Job())
    for key, total in found.totals.items():
        assert np.isfinite(total.value), key
    if "rain_m3" in found.totals:
        parts = ("infiltrated_m3", "retained_m3", "drained_m3", "outflow_m3", "stored_m3")
        went = sum(found.totals[key].value for key in parts)
        assert went == pytest.approx(found.totals["rain_m3"].value, rel=1e-4)
    if "balance_error" in found.totals:
        assert abs(found.totals["balance_error"].value) <= 1e-4
    for key, grid in found.grids.items():
        known = grid.values[np.isfinite(grid.values)]
        assert (known >= 0).all(), key
    for listing in found.listings.values():
        for row in listing.rows:
            assert all(np.isfinite(value) for value in row if isinstance(value, int | float))
