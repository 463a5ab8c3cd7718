"""Rain that runs off slopes: a sheet, a valley, a swale in its way."""

from pathlib import Path

import numpy as np

from planningtable.api import Job
from plugins.heavy_rain.arrays import F64
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.forcing import steady
from plugins.heavy_rain.problem import Basin, Edge, Plan, Weather
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.finding import Chart, Finding, Line, Measured, greatest, sound
from plugins.heavy_rain.verification.trays import RAIN_MM_PER_HOUR, basin, centres

SLOPES = (0.005, 0.02, 0.05, 0.1, 0.2)


def sheet(_data: Path, solver: str) -> Finding:
    """T4: 50 mm/h on planes of 100 m and 0.5 to 20 % until nothing changes."""
    length, n, cell = 100, 0.02, 1.0
    rate = 50.0 * RAIN_MM_PER_HOUR
    x = centres(length, cell)
    inner = x > 0.1 * length
    worst = {"depth": 0.0, "outflow": 0.0, "scatter": 0.0}
    lines, floods = [], []
    for slope in SLOPES:
        bed = np.tile((length - x) * slope, (2, 1))
        plan = Plan(2400.0, 10.0, pictures=4, step=1.0, film=1e-4, solver=solver)
        flood = run(basin(bed, cell, n, (Edge("east", "open"),)), Weather(steady(50.0, 1e9)), plan, Job())
        exact = (n * rate * x / np.sqrt(slope)) ** 0.6
        out = float(flood.discharge[0][0, -2]) + rate * cell * 1.5
        late = [p.depth[0][inner] for p in flood.pictures[-2:]]
        worst["depth"] = greatest(worst["depth"], float(np.abs(flood.final[0] / exact - 1.0)[inner].max()))
        worst["outflow"] = greatest(worst["outflow"], abs(out / (rate * length) - 1.0))
        worst["scatter"] = greatest(worst["scatter"], float(np.abs(late[0] / late[1] - 1.0).max()))
        floods.append(flood)
        if slope in (0.005, 0.05, 0.2):
            lines += [
                Line(f"exact, {slope:.1%}", x, exact * 1e3, reference=True),
                Line(f"computed, {slope:.1%}", x, flood.final[0].astype(np.float64) * 1e3),
            ]
    return Finding(
        (
            Measured("depth beyond the first tenth, relative", worst["depth"], 0.06),
            Measured("outflow, relative", worst["outflow"], 0.005),
            Measured("change over the last ten minutes, relative", worst["scatter"], 0.01),
            *sound(*floods),
        ),
        (Chart("distance from the divide [m]", "depth [mm]", tuple(lines)),),
    )


def valley(_data: Path, solver: str) -> Finding:
    """T5: two slopes of 5 % and 800 m, between them a channel of 20 m and 2 %; 10.8 mm/h for 90 minutes."""
    ground = _v_catchment(20.0)
    channel = np.nonzero(ground.manning[0] == 0.15)[0]
    probes = [(len(ground.bed) - 1, int(c)) for c in channel]
    plan = Plan(7200.0, 60.0, step=10.0, film=1e-4, solver=solver)
    flood = run(ground, Weather(steady(10.8, 5400.0)), plan, Job(), probes)
    n = len(probes)
    at, depth, speed = flood.probes[:, 0], flood.probes[:, 1 : n + 1], flood.probes[:, n + 1 :]
    # The velocity at the centre of the last row of cells: half of that row's water joins below it.
    q = (depth * speed).sum(axis=1) * ground.cell * 1000.0 / 990.0
    exact = _kinematic(7200)
    half = np.interp(2.43, q[:91], at[:91]) / 60.0
    expected = float(np.argmax(exact > 2.43)) / 60.0
    return Finding(
        (
            Measured("plateau of 4.86 m³/s, relative", abs(float(q[90]) / 4.86 - 1.0), 0.01),
            Measured("above the plateau, relative", float(q.max()) / 4.86 - 1.0, 0.02),
            Measured("time of half the plateau", abs(float(half) - expected), 1.0, "min"),
            Measured("outflow after 120 min, relative", abs(float(q[-1]) / exact[-1] - 1.0), 0.05),
            *sound(flood),
        ),
        (
            Chart(
                "time [min]",
                "outflow [m³/s]",
                (
                    Line("kinematic waves, 4 m and 1 s", np.arange(1, 7201) / 60.0, exact, reference=True),
                    Line("computed, cells of 20 m", at / 60.0, q),
                ),
            ),
        ),
    )


def _v_catchment(cell: float) -> Basin:
    across = np.arange(-810.0 + cell / 2, 810.0, cell)
    along = np.arange(cell / 2, 1000.0, cell)
    side = np.maximum(np.abs(across) - 10.0, 0.0)
    # The slopes have no fall along the channel and end above it: all their water runs straight into it.
    hill = side > 0.0
    bed = np.where(hill, side * 0.05 + 25.0, (1000.0 - along[:, None]) * 0.02)
    manning = np.tile(np.where(hill, 0.015, 0.15), (len(along), 1))
    channel = np.nonzero(~hill)[0]
    edge = Edge("south", "open", int(channel[0]), int(channel[-1]) + 1, slope=0.02)
    return Basin(bed, np.zeros(bed.shape, bool), manning, cell, (edge,))


def _kinematic(seconds: int) -> F64:
    """Outflow a second by kinematic waves, slope and channel each in one dimension [m³/s]."""
    rate, width = 10.8 * RAIN_MM_PER_HOUR, 20.0
    hill, channel, cell, out = np.zeros(200), np.zeros(100), 4.0, []
    for second in range(seconds):
        rain = rate if second < 5400 else 0.0
        off = np.append(0.0, hill ** (5 / 3) * np.sqrt(0.05) / 0.015)
        hill += rain - np.diff(off) / cell
        down = np.append(0.0, width * channel ** (5 / 3) * np.sqrt(0.02) / 0.15)
        channel += (2.0 * off[-1] + width * rain - np.diff(down) / 10.0) / width
        out.append(down[-1])
    return np.array(out)


def swale(_data: Path, solver: str) -> Finding:
    """T14: a trough of 144 m³ across a slope of 1 %, rain that just more than fills it."""
    cell = 2.0
    x = centres(60, cell)
    bed = np.tile((120.0 - x) * 0.01, (20, 1))
    dug = bed.copy()
    dug[:, 30:33] = bed[:, 33:34] - 0.3  # level with its lower lip less 30 cm
    volume = 3 * 20 * cell**2 * 0.3
    weather = Weather(steady(130.0, 900.0))

    def after(ground: F64) -> Flood:
        plan = Plan(9000.0, 10.0, solver=solver)
        return run(basin(ground, cell, edges=(Edge("east", "open"),)), weather, plan, Job())

    before, with_swale = after(bed), after(dug)
    below = np.s_[:, 36:]
    lower = float(before.peak[below].max() - with_swale.peak[below].max())
    held = with_swale.balance.stored - before.balance.stored
    less = before.balance.out - with_swale.balance.out
    return Finding(
        (
            Measured("depth below that did not fall", float(lower <= 0.0), 0.0),
            Measured("volume held, relative", abs(held / volume - 1.0), 0.02),
            Measured("volume that no longer runs off, relative", abs(less / volume - 1.0), 0.05),
            *sound(before, with_swale),
        )
    )
