"""What makes the local-inertial scheme fast must not change what it says."""

import time

import numpy as np
import pytest

from planningtable.api import Job, compiled
from plugins.heavy_rain.forcing import steady
from plugins.heavy_rain.problem import Edge, Plan, Weather
from plugins.heavy_rain.solver.friction import inverse_cube_root, manning_flow
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.trays import DRY, basin, inflow


@compiled
def _roots(x):
    roots = np.empty_like(x)
    for k in range(len(x)):
        roots[k] = inverse_cube_root(x[k])
    return roots


def test_the_cube_root_without_powers():
    x = np.exp(np.linspace(np.log(1e-6), np.log(100.0), 100_000)).astype(np.float32)
    assert np.abs(_roots(x) * np.cbrt(x.astype(float)) - 1.0).max() < 1e-6
    assert manning_flow(np.float32(0.2), np.float32(0.03), np.float32(0.1)) == pytest.approx(
        0.2 ** (5 / 3) * 0.1 / 0.03, rel=1e-6
    )


def mound(size: int, margin: int):
    """Water that runs over rough ground in the middle of a plain that stays dry."""
    bed = np.zeros((size + 2 * margin, size + 2 * margin))
    inner = np.s_[margin : margin + size, margin : margin + size]
    bed[inner] = np.random.default_rng(4).uniform(0.0, 0.1, (size, size))
    depth = np.zeros_like(bed)
    depth[size // 2 + margin, size // 2 - 9 + margin : size // 2 + 9 + margin] = 0.4
    return basin(bed, 2.0, depth=depth), inner


def test_dry_ground_around_changes_nothing():
    small, _ = mound(60, 0)
    large, inner = mound(60, 70)
    few, many = (run(ground, DRY, Plan(15.0), Job()) for ground in (small, large))
    assert few.steps == many.steps
    # To the last digit but one: what is left over of a row is not added in the same order as eight columns at once.
    assert np.abs(few.peak - many.peak[inner]).max() <= 1e-6
    assert np.abs(few.final - many.final[inner]).max() <= 1e-6
    assert many.final.sum() == pytest.approx(few.final.sum(), rel=1e-6)


def test_rows_of_any_number_are_bands():
    """The number of rows is no multiple of a band's; water crosses all of them, and none is lost."""
    for rows in (1, 2, 15, 16, 17, 33, 50):
        bed = np.tile(np.linspace(1.0, 0.0, rows)[:, None], (1, 5))
        flood = run(basin(bed, 2.0, edges=(Edge("south", "open"),)), Weather(steady(60.0, 600.0)), Plan(900.0), Job())
        assert abs(flood.balance.error) <= 1e-5
        assert flood.final.min() >= 0.0
        assert np.abs(flood.final - flood.final[:, ::-1]).max() <= 1e-6


def test_the_cost_grows_with_the_wet_cells():
    """A spring in a corner of a large dry plain against the same plain all wet."""
    bed = np.zeros((900, 900))
    plan = Plan(300.0, 60.0)
    spring = Weather(steady(0.0, 1.0), feeds=inflow([5], [5], steady(0.5, 1e9)))

    def cost(weather: Weather, depth) -> float:
        started = time.process_time()
        run(basin(bed, 2.0, depth=depth), weather, plan, Job())
        return time.process_time() - started

    cost(spring, None)
    assert cost(spring, None) < 0.35 * cost(Weather(steady(0.0, 1.0)), np.full(bed.shape, 0.1))
