"""What of the consequences arrives in a result, and the systems of the commissioning document whose job it is."""

import json
from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.sites import SOUTH, WEST, block_site

from planningtable.api import Inputs, Job, LandCover
from planningtable.app.layer_files import listings_of
from planningtable.app.words import load_words
from planningtable.city.site import Streets
from plugins.heavy_rain.consequences.damage import HIGH
from plugins.heavy_rain.consequences.indicator import INDICATORS
from plugins.heavy_rain.layer import LAYER

DAM = ((60, 2, 70, 100, 9.0), (20, 50, 30, 60, 6.0), (95, 20, 105, 30, 6.0))
"""A long house across the slope, one above it and one below."""


def site_of(uses=("residential", "school", "garage")):
    site = block_site(boxes=DAM, slope=0.02, cover=LandCover.ASPHALT, trees=())
    # A hollow before the wall, 60 cm deep: it fills in the rain.
    ground = site.terrain.values.copy()
    ground[30:110, 48:60] -= 0.6
    site = replace(site, terrain=site.terrain.with_values(ground))
    lines = [[(0, 40), (58, 40)], [(58, 0), (58, 120)]]
    shapes = np.array([shapely.LineString([(WEST + x, SOUTH + y) for x, y in line]) for line in lines])
    roads = Streets(("s0", "s1"), ("Upper Road", "Wall Road"), ("main", "main"), shapes, np.array([5.0, 5.0]))
    return replace(site, buildings=replace(site.buildings, uses=uses), streets=roads)


@pytest.fixture(scope="module")
def results():
    site = site_of()
    return site, {s.id: LAYER.compute(site, s, 2.0, Job()) for s in LAYER.describe().scenarios}


def total(found, key):
    return found.totals[key].value


def test_buildings_in_the_water_are_counted_per_scenario(results):
    """Hofer Land: three rains to choose from; the surface of the water is drawn, and touched buildings are counted."""
    site, found = results
    assert len(found) == 3
    counts = [total(found[id], "buildings_touched") for id in ("rare", "exceptional", "extreme")]
    assert counts == sorted(counts)
    assert counts[-1] >= 1
    for result in found.values():
        assert result.water
        depth = result.columns["facade_depth"].values
        assert total(result, "buildings_touched") == (depth > 0.1).sum()
        rows = result.listings["touched"].rows
        assert len(rows) == total(result, "buildings_touched")
        by_id = dict(zip(site.buildings.ids, depth.tolist(), strict=True))
        for row in rows:
            entry = dict(zip(result.listings["touched"].keys, row, strict=True))
            assert entry["depth_m"] == pytest.approx(by_id[entry["id"]], abs=1e-3)
            use = site.buildings.uses[site.buildings.ids.index(entry["id"])]
            assert entry["use"].id == f"heavy-rain.use.{use}"


def test_damage_is_summed_over_the_classes(results):
    """Damage potential by cadastre: class per building from depth and use, summed per variant."""
    _, found = results
    for result in found.values():
        classes = result.columns["damage_class"].values
        counts = [total(result, f"damage_{name}") for name in ("low", "moderate", "high", "very-high")]
        assert counts == [(classes == k).sum() for k in (1, 2, 3, 4)]
        assert sum(counts) == total(result, "buildings_touched")


def test_the_indicator_of_damage_has_a_range(results):
    site, found = results
    (indicator,) = INDICATORS
    named = {"heavy-rain:exceptional": found["exceptional"]}
    value = indicator.compute(Inputs(site, site, (), named, named))
    classes = found["exceptional"].columns["damage_class"].values
    assert value.value == pytest.approx(100.0 * (classes >= HIGH).mean())
    assert value.low <= value.value <= value.high
    for language in ("de", "en"):
        words = load_words(language)
        for part in ("name", "formula", "inputs", "silence"):
            assert words.knows(getattr(indicator.info, part).id)


def test_schools_in_the_water_come_first(results):
    _, found = results
    school = site_of(uses=("school", "residential", "garage"))
    result = LAYER.compute(school, LAYER.describe().scenario("extreme"), 2.0, Job())
    assert total(result, "sensitive_touched") == 1
    assert result.listings["touched"].rows[0][1] == school.buildings.ids[0]
    assert total(found["extreme"], "sensitive_touched") == 0


def test_the_road_along_the_wall_is_closed(results):
    """The road above the long house lies in the water that gathers there."""
    _, found = results
    extreme = found["extreme"]
    assert total(extreme, "closed_car_m") > 0
    names = [row[0] for row in extreme.listings["streets"].rows]
    assert "Wall Road" in names
    assert total(extreme, "closed_car_m") >= total(found["rare"], "closed_car_m")
    assert total(extreme, "closed_fire-engine_m") <= total(extreme, "closed_car_m")


def test_rows_are_sentences_in_both_languages(results):
    _, found = results
    for language in ("de", "en"):
        words = load_words(language)
        for listing in found["extreme"].listings.values():
            assert words.knows(listing.name.id)
            assert words.knows(listing.line)
            for text in listing.texts():
                said = words(text)
                assert "{" not in said
                assert "heavy-rain." not in said
        json.dumps(listings_of(found["extreme"].listings, words))


def test_depth_times_velocity_and_duration_are_grids(results):
    _, found = results
    grids = found["extreme"].grids
    depth, fast, push = (grids[k].values for k in ("max_depth", "max_velocity", "max_depth_velocity"))
    known = np.isfinite(depth)
    # Both at the same time, so never more than the product of both highest values.
    assert (push[known] <= depth[known] * fast[known] * 1.001 + 1e-6).all()
    assert push[known].max() > 0.0
    lasting = grids["duration"].values
    assert (lasting[known & (depth < 0.1)] == 0.0).all()
    assert 0.0 < lasting[known].max() <= 5400.0
