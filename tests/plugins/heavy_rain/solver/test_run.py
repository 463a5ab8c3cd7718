"""The run: cancelled at once, told of the progress, the same each time."""

import threading
import time

import numpy as np
import pytest

from planningtable.api import CancelledError, Job
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.forcing import Series, steady
from plugins.heavy_rain.problem import SIDES, Edge, Plan, Weather
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.trays import DRY, basin


def rain_on_rough_ground(**changes) -> Flood:
    bed = np.random.default_rng(2).uniform(0.0, 0.5, (70, 90)) + np.linspace(3.0, 0.0, 90)
    return run(
        basin(bed, 2.0, edges=(Edge("east", "open"),)), Weather(steady(60.0, 600.0)), Plan(900.0, **changes), Job()
    )


def test_two_runs_are_the_same_to_the_bit():
    one, two = rain_on_rough_ground(), rain_on_rough_ground()
    for name in ("peak", "fastest", "arrival", "final"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()
    assert one.balance == two.balance


@pytest.mark.parametrize(("solver", "side"), [("inertial", 800), ("shallow-water", 400)])
def test_cancel_stops_a_large_run_within_a_tenth_of_a_second(solver: str, side: int):
    one = basin(np.zeros((4, 4)), 1.0, depth=np.full((4, 4), 0.1))
    run(one, DRY, Plan(10.0, solver=solver), Job())  # the machine code is there
    big = basin(np.zeros((side, side)), 1.0, depth=np.full((side, side), 0.5))
    job = Job()
    asked: list[float] = []

    def ask():
        asked.append(time.process_time())
        job.cancel()

    # One interval of an hour: only the look between two chunks of steps can notice.
    timer = threading.Timer(0.3, ask)
    timer.start()
    with pytest.raises(CancelledError):
        run(big, DRY, Plan(3600.0, 3600.0, solver=solver), job)
    assert time.process_time() - asked[0] < 0.15  # of work, however many others want the same cores


@pytest.mark.parametrize("solver", ["inertial", "shallow-water"])
@pytest.mark.parametrize("side", SIDES)
def test_water_comes_in_to_dry_ground_over_an_edge_with_a_level(side: str, solver: str):
    """It fills the basin up to that level and calms down; nothing is lost on the way, although all is dry at first."""
    level = Series(np.array([0.0, 1800.0]), np.array([0.2, 0.2]), steps=False)
    ground = basin(np.zeros((12, 12)), 2.0, edges=(Edge(side, "level", 2, 5, level=level),))
    flood = run(ground, DRY, Plan(1800.0, solver=solver), Job())
    assert np.abs(flood.final - 0.2).max() < 0.002
    assert -flood.balance.out == pytest.approx(0.2 * 24.0 * 24.0, rel=0.01)
    assert abs(flood.balance.error) <= 1e-6
