"""The green roof layer."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import block_site

from planningtable.city.job import Job
from planningtable.city.site import Site, SurfaceKind
from planningtable.domain.text import CancelledError
from planningtable.layers.layer import LayerResult
from plugins.green_roof.layer import LAYER, UNITS
from plugins.green_roof.rates import rates


def computed(site: Site, scenario: str = "extensive") -> LayerResult:
    found = LAYER.describe().scenario(scenario)
    assert found is not None
    return LAYER.compute(site, found, LAYER.resolutions(site)[-1], Job())


def greened(site: Site, substrate: float) -> Site:
    s = site.surfaces
    green = np.where((s.kind == SurfaceKind.ROOF) & (s.building == 0), substrate, 0.0)
    return replace(site, surfaces=replace(s, green=green))


def test_one_flat_roof_by_hand() -> None:
    totals = computed(block_site(boxes=((0, 0, 20, 10, 6.0),))).totals
    assert totals["roof_area"].value == pytest.approx(200)
    assert totals["potential_area"].value == pytest.approx(160)
    assert totals["potential_retention"].value == pytest.approx(160 * 0.75 * 0.50)
    assert totals["potential_co2"].value == pytest.approx(160 * 0.59)
    assert totals["potential_dust"].value == pytest.approx(160 * 0.0098)
    assert totals["potential_cooling"].value == pytest.approx(160 * 275 * 0.68)
    assert totals["planned_area"].value == 0


def test_totals_are_the_sums_of_the_roofs_and_lie_in_their_range() -> None:
    result = computed(greened(block_site(), 12.0))
    for kind in ("potential", "planned"):
        for name in UNITS:
            total = result.totals[f"{kind}_{name}"]
            column = result.columns[f"{kind}_{name}"]
            assert len(column.values) == len(block_site().surfaces)
            assert total.value == pytest.approx(column.values.sum())
            assert total.low is not None
            assert total.high is not None
            assert 0 < total.low < total.value < total.high
    per_building = result.columns["building_potential"].values
    assert per_building.sum() == pytest.approx(result.totals["potential_area"].value)


def test_planned_green_has_its_own_substrate() -> None:
    thin, thick = (computed(greened(block_site(), depth)).totals["planned_retention"].value for depth in (4.0, 40.0))
    assert thin == pytest.approx(450 * 0.8 * 0.75 * 0.40)
    assert thick == pytest.approx(450 * 0.8 * 0.75 * 0.70)


def test_the_scenario_changes_the_potential_only() -> None:
    site = greened(block_site(), 8.0)
    one, other = computed(site, "extensive"), computed(site, "intensive")
    assert other.totals["potential_retention"].value > one.totals["potential_retention"].value
    assert other.totals["planned_retention"] == one.totals["planned_retention"]


def test_only_roofs_have_a_class() -> None:
    site = block_site(boxes=((0, 0, 20, 10, 6.0), (40, 0, 43, 3, 6.0)))
    values = computed(site).columns["suitability"].values
    roofs = site.surfaces.kind == SurfaceKind.ROOF
    assert values[roofs].tolist() == [0.0, 4.0]
    assert np.isnan(values[~roofs]).all()


def test_rates_grow_with_the_substrate() -> None:
    depths = np.array([0.0, 3.0, 4.0, 5.0, 8.0, 12.0, 20.0, 40.0, 80.0])
    assert rates(depths, "retention").tolist() == [0, 0.4, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.9]
    for quantity in ("retention", "co2", "dust", "evaporation"):
        low, value, high = (rates(depths, quantity, end) for end in ("low", "value", "high"))
        assert (np.diff(value) >= 0).all()
        assert (low <= value).all()
        assert (value <= high).all()


def test_a_site_without_buildings() -> None:
    totals = computed(block_site(boxes=())).totals
    assert all(quantity.value == 0 for quantity in totals.values())


def test_it_can_be_cancelled() -> None:
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        LAYER.compute(block_site(), LAYER.describe().scenarios[0], 1.0, job)
