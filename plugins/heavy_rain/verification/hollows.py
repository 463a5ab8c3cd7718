"""Where water comes to rest: by the hierarchy of hollows, and by the flow in two dimensions."""

from pathlib import Path

import numpy as np

from planningtable.api import Job
from plugins.heavy_rain.forcing import steady
from plugins.heavy_rain.problem import Plan, Weather
from plugins.heavy_rain.screening.screen import screen
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.finding import Chart, Finding, Line, Measured, greatest, sound
from plugins.heavy_rain.verification.trays import basin, centres

NESTED = np.array([[5.0, 1.0, 3.0, 0.0, 4.0, 2.0, 6.0, 9.0]])
"""Two hollows that merge at 3 m, a third that spills to them at 4 m, an open edge at 5 m."""

NESTED_DEPTHS = {
    0.1: (0.0, 0.2, 0.0, 0.3, 0.0, 0.3, 0.0, 0.0),
    1.0: (0.0, 7.0 / 3.0, 1.0 / 3.0, 10.0 / 3.0, 0.0, 2.0, 0.0, 0.0),
    2.0: (0.0, 4.0, 2.0, 5.0, 1.0, 3.0, 0.0, 0.0),
}
"""Runoff of each cell [m], and depths by hand [m]: none is full; the third spills, the two merge; all is one."""


def nested(_data: Path) -> Finding:
    """T13: three hollows, computed by hand."""
    shape, cell = NESTED.shape, 2.0
    way_out = np.zeros(shape, bool)
    way_out[0, 0] = True
    levels, volumes, outs = [], [], []
    for runoff, depths in NESTED_DEPTHS.items():
        made = screen(NESTED, np.zeros(shape, bool), way_out, np.full(shape, runoff), cell)
        exact = np.array(depths)
        levels.append(float(np.abs(made.depth[0] - exact).max()))
        volumes.append(abs(made.stored / (exact.sum() * cell**2) - 1.0))
        outs.append(abs(made.away + exact.sum() * cell**2 - made.runoff) / made.runoff)
    return Finding(
        (
            Measured("level", greatest(*levels), 1e-3, "m"),
            Measured("volume, relative", greatest(*volumes), 1e-6),
            Measured("what runs off, relative", greatest(*outs), 1e-6),
        )
    )


def filled(_data: Path, solver: str) -> Finding:
    """T8: a closed basin with hollows, tilted; 25 mm of rain, then an hour and a half to come to rest."""
    x = centres(60, 2.0)
    y = x[:, None]
    bed = 0.006 * x + 0.003 * y + 0.12 * np.sin(x / 9.0) * np.sin(y / 11.0)
    shape = (60, 60)
    shut = np.zeros(shape, bool)
    made = screen(bed, shut, shut, np.full(shape, 0.025), 2.0)
    plan = Plan(7200.0, film=1e-4, solver=solver)
    flood = run(basin(bed, 2.0, 0.02), Weather(steady(50.0, 1800.0)), plan, Job())
    pond = made.depth > 0.03
    apart = np.abs(flood.final - made.depth)[pond]
    middle = np.s_[8, :]
    return Finding(
        (
            Measured("level of standing water", float(apart.max()), 0.01, "m"),
            Measured("volume, relative", abs(flood.balance.stored / made.stored - 1.0), 1e-3),
            *sound(flood),
        ),
        (
            Chart(
                "distance [m]",
                "height [m]",
                (
                    Line("level by screening", x, bed[middle] + made.depth[middle], reference=True),
                    Line("level after 2 h of flow", x, bed[middle] + flood.final[middle]),
                    Line("bed", x, bed[middle], reference=True),
                ),
            ),
        ),
    )
