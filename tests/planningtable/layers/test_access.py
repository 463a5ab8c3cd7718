"""Ways around closed streets, and what is said of them."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.access import AROUND, ring_access
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.domain.text import Text
from planningtable.layers.access import NOTICED, told_of
from planningtable.layers.layer import Frame, LayerResult
from planningtable.layers.reading import Spot, read


@pytest.fixture(scope="module")
def site():
    return block_site()


@pytest.fixture(scope="module")
def pond(site) -> LayerResult:
    return depth_result(site, (WEST + 75.0, SOUTH + 5.0), 20.0)


def test_the_way_around_is_as_long_as_the_three_other_sides(site) -> None:
    access = ring_access(site)
    way = access.way(1)
    assert shapely.LineString(way).length == pytest.approx(AROUND)
    assert way[0].tolist() == [WEST, SOUTH + 5.0]
    assert way[-1].tolist() == [WEST + 100.0, SOUTH + 5.0]
    assert len(access.way(0)) == 1  # it stands at the way in


def test_the_extra_length_is_told(site) -> None:
    told = told_of(ring_access(site), site, site.buildings.ids[1])
    assert told == Text.of("access.told.detour", length=120)


def test_who_is_cut_off_is_told_and_has_no_way(site) -> None:
    access = ring_access(site, cut_off=True)
    assert told_of(access, site, site.buildings.ids[1]) == Text("access.told.cut-off")
    assert not access.has_detour(1)
    assert len(access.way(1)) == 0


def test_of_others_nothing_is_said(site) -> None:
    access = ring_access(site)
    assert told_of(access, site, site.buildings.ids[0]) is None
    assert told_of(access, site, "") is None
    assert told_of(access, site, "another") is None
    hardly = replace(access, longer=np.where(access.longer > 0, NOTICED - 1.0, 0.0))
    assert told_of(hardly, site, site.buildings.ids[1]) is None
    far = replace(access, doors=np.full(len(site.buildings), -1))
    assert told_of(far, site, site.buildings.ids[1]) is None
    assert len(far.way(1)) == 0


def test_of_another_variants_buildings_nothing_is_said(site) -> None:
    more = block_site(boxes=((10, 10, 20, 20, 5.0), (30, 10, 40, 20, 5.0), (50, 10, 60, 20, 5.0)), trees=())
    assert len(more.buildings) != len(site.buildings)
    assert told_of(ring_access(site), more, more.buildings.ids[1]) is None


def test_only_signs_that_are_there_are_named(site) -> None:
    assert ring_access(site).signs == ("shut",)
    assert ring_access(site, shut=False).signs == ("closed",)
    assert ring_access(site, cut_off=True).signs == ("shut", "cut-off")


def test_a_reading_of_a_building_tells_of_its_way_but_not_at_a_time(site, pond) -> None:
    spot = Spot(WEST + 75.0, SOUTH + 20.0, building=site.buildings.ids[1])
    result = replace(pond, access=ring_access(site), frames=(Frame(60.0, pond.grids["depth"]),))
    found = read(site, result, spot)
    assert found is not None
    assert found.access == Text.of("access.told.detour", length=120)
    at_a_time = read(site, result, spot, 0)
    assert at_a_time is not None
    assert at_a_time.access is None
    on_ground = read(site, result, Spot(WEST + 75.0, SOUTH + 5.0))
    assert on_ground is not None
    assert on_ground.access is None
