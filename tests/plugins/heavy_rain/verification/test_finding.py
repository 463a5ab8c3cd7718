"""What holds for every run must be missed by a run that holds no numbers."""

from dataclasses import replace

import numpy as np

from planningtable.api import Job
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.forcing import steady
from plugins.heavy_rain.problem import Plan, Weather
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.finding import sound
from plugins.heavy_rain.verification.trays import basin


def flood() -> Flood:
    return run(basin(np.zeros((4, 5)), 1.0), Weather(steady(60.0, 60.0)), Plan(60.0), Job())


def kept(*floods: Flood) -> list[bool]:
    return [m.kept for m in sound(*floods)]


def test_a_sound_run_keeps_both_limits():
    assert kept(flood()) == [True, True]


def test_a_run_of_nan_misses_them_wherever_it_stands():
    good = flood()
    final = good.final.copy()
    final[2, 3] = np.nan
    bad = replace(good, final=final, balance=replace(good.balance, stored=float("nan")))
    for floods in ((bad,), (good, bad), (bad, good), (good, bad, good)):
        assert kept(*floods) == [False, False]


def test_a_depth_below_zero_is_seen_in_each_of_several_runs():
    good = flood()
    final = good.final.copy()
    final[0, 0] = -1e-3
    assert kept(good, replace(good, final=final), good) == [True, False]
