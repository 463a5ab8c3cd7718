"""What the numbers hang on: ranges from quick runs with more and less roughness and infiltration."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import block_site

from planningtable.api import CancelledError, Job, Quantity, Text
from plugins.heavy_rain.flooding import Doubt, flooded
from plugins.heavy_rain.layer import LAYER
from plugins.heavy_rain.scenarios.catalogue import SCENARIOS
from plugins.heavy_rain.sensitivity import CERTAIN, DOUBTS, swings, totals_with, with_ranges

RAIN = SCENARIOS[2]


@pytest.fixture(scope="module")
def site():
    """Blocks on lawn, with a hollow."""
    blocks = block_site(slope=0.01)
    ground = blocks.terrain.values.copy()
    ground[30:60, 30:60] -= 0.5
    return replace(blocks, terrain=blocks.terrain.with_values(ground), digest="hollow")


@pytest.fixture(scope="module")
def swing(site):
    return swings(site, RAIN, 4.0, Job())


def test_each_number_swings_around_its_usual_value(site, swing):
    runs = [totals_with(site, flooded(site, RAIN, 4.0, Job(), doubt=d)) for d in (Doubt(), *DOUBTS)]
    for key, (fall, rise) in swing.items():
        away = [run[key].value - runs[0][key].value for run in runs]
        assert (fall, rise) == (min(away), max(away))
        assert fall <= 0.0 <= rise
    assert not set(CERTAIN) & set(swing)


def test_more_infiltration_means_less_water(site):
    low, high = (flooded(site, RAIN, 4.0, Job(), doubt=Doubt(infiltration=x)) for x in (0.5, 1.5))
    assert high.flood.balance.infiltrated > 1.5 * low.flood.balance.infiltrated
    assert high.flood.peak.sum() < low.flood.peak.sum()


def test_rougher_ground_holds_the_water_longer(site):
    smooth, rough = (flooded(site, RAIN, 4.0, Job(), doubt=Doubt(manning=x)) for x in (0.7, 1.3))
    assert rough.flood.balance.out < smooth.flood.balance.out
    assert rough.flood.peak.mean() > smooth.flood.peak.mean()


def test_a_full_result_states_its_ranges_and_what_was_varied(site, swing):
    quick, full = (LAYER.compute(site, RAIN, cell, Job()) for cell in (8.0, 2.0))
    assert all(q.low is None and q.high is None for q in quick.totals.values())
    known = {key: q for key, q in full.totals.items() if key not in CERTAIN}
    for q in known.values():
        assert q.low is not None
        assert q.high is not None
        assert 0.0 <= q.low <= q.value <= q.high
    assert known["infiltrated_m3"].high > 1.1 * known["infiltrated_m3"].value > 1.2 * known["infiltrated_m3"].low
    assert full.totals["rain_m3"].low is None
    said = dict(full.provenance.parameters)
    assert (said["range_manning"], said["range_infiltration"]) == ("0.7, 1.3", "0.5, 1.5")
    assert full.provenance.limits[-1].id == "heavy-rain.limit.ranges"
    assert "range_manning" not in dict(quick.provenance.parameters)


def test_nothing_falls_below_nothing():
    number = {"a": Quantity(1.0, "m", Text("a")), "b": Quantity(2.0, "", Text("b"))}
    found = with_ranges(number, {"a": (-3.0, 0.5)})
    assert (found["a"].low, found["a"].high) == (0.0, 1.5)
    assert found["b"] is number["b"]


def test_the_quick_runs_are_cancelled_at_once(site):
    job = Job()
    seen = []

    def listen(fraction, what):
        seen.append(fraction)
        if fraction > 0.5:
            job.cancel()

    job = Job(listen)
    with pytest.raises(CancelledError):
        swings(site, RAIN, 4.0, job)
    assert 0.5 < max(seen) < 0.7
    assert np.all(np.diff(seen) >= 0.0)
