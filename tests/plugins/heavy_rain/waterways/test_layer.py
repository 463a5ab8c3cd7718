"""The water of a touched place: uphill it comes, downhill it goes, around houses, and only where there is ground."""

import pytest
from helpers.sites import SOUTH, WEST, block_site

from planningtable.api import CancelledError, Job, LandCover
from planningtable.layers.free import free_id
from planningtable.layers.reading import Spot, read
from plugins.heavy_rain.waterways.compute import FROM, LEGEND, TO
from plugins.heavy_rain.waterways.layer import LAYER

SITE = block_site(boxes=((60, 40, 70, 80, 9.0),), slope=0.02, cover=LandCover.ASPHALT, trees=())


def followed(east, north, base="extreme", site=SITE):
    scenario = LAYER.describe().scenario(free_id(base, {"east": WEST + east, "north": SOUTH + north}))
    assert scenario is not None
    return LAYER.compute(site, scenario, 2.0, Job())


def test_it_comes_from_above_and_goes_down_to_the_edge():
    found = followed(41.0, 21.0)
    codes = found.grids["waterways"].values
    row = codes[int((120 - 21) / 2)]
    # The plane falls to the east: green up to the western edge, red down to the eastern one.
    assert (row[:19] == FROM).all()
    assert (row[21:] == TO).all()
    assert found.totals["catchment_m2"].value == pytest.approx(21 * 4.0, rel=0.2)
    # Along the eastern edge all is level, so that it may leave there anywhere.
    assert 120.0 - 41.0 - 3.0 <= found.totals["way_m"].value <= 120.0 - 41.0 + 120.0
    assert found.totals["passing_m3"].value > 0.0


def test_it_goes_around_a_house():
    codes = followed(41.0, 61.0).grids["waterways"].values
    north, south = int((120 - 80) / 2), int((120 - 40) / 2)
    assert not (codes[north:south, 30:35] != 0).any()  # the house
    assert (codes[:, -1] == TO).any()


def test_more_rain_brings_more_water_past():
    assert followed(81.0, 21.0).totals["passing_m3"].value > followed(81.0, 21.0, "rare").totals["passing_m3"].value


def test_without_a_place_it_asks_for_one():
    found = LAYER.compute(SITE, LAYER.describe().scenarios[0], 2.0, Job())
    assert not found.grids["waterways"].values.any()
    assert found.totals == {}
    assert found.provenance.limits[-1].id == "waterways.touch"


def test_a_touched_house_is_followed_from_its_wall_and_one_far_from_any_ground_is_said():
    assert (followed(62.0, 60.0).grids["waterways"].values == TO).any()
    large = block_site(boxes=((10, 10, 110, 110, 9.0),), trees=())
    found = followed(60.0, 60.0, site=large)
    assert found.provenance.limits[-1].id == "waterways.dry"
    outside = followed(500.0, 60.0)
    assert outside.provenance.limits[-1].id == "waterways.dry"


def test_a_finger_is_told_in_words():
    found = followed(41.0, 21.0)
    above = read(SITE, found, Spot(WEST + 21.0, SOUTH + 21.0))
    assert above is not None
    assert above.label == LEGEND.classes[0].label
    assert above.value is None


def test_cancelled_before_it_starts():
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        LAYER.compute(SITE, LAYER.describe().scenarios[0], 2.0, job)
