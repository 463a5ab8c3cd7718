"""The solver against closed solutions and laws. Tolerances are those the method is known to reach."""

import io
import threading
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio

from planningtable.api import CancelledError, Job
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.forcing import Feed, Horton, Hydrographs, Series, steady
from plugins.heavy_rain.problem import Basin, Edge, Plan, Weather
from plugins.heavy_rain.solver.run import run

DRY = Weather(steady(0.0, 1.0))
WALLED = ()


def basin(bed, cell, manning=0.03, edges=WALLED, depth=None, blocked=None):
    bed = np.asarray(bed, float)
    return Basin(
        bed,
        np.zeros(bed.shape, bool) if blocked is None else blocked,
        np.full(bed.shape, manning),
        cell,
        edges,
        depth,
    )


def inflow(rows, columns, series):
    n = len(rows)
    feed = Feed(np.array(rows), np.array(columns), np.zeros(n, int), np.full(n, 1.0 / n))
    return ((feed, Hydrographs((series,))),)


def lake(bed, level):
    depth = np.maximum(level - np.asarray(bed, float), 0.0)
    flood = run(basin(bed, 1.0, depth=depth), DRY, Plan(600.0), Job())
    wet = depth > 0.0
    drift = np.abs(flood.final + bed - level)[wet].max()
    return drift, max(np.abs(q).max() for q in flood.discharge)


def test_lake_over_random_islands_stays_at_rest():
    bed = np.random.default_rng(3).uniform(0.0, 2.0, (60, 80))
    drift, discharge = lake(bed, 1.3)
    assert drift <= 1e-5
    assert discharge <= 1e-5


def test_lake_over_three_humps_stays_at_rest(shared_data: Path):
    with zipfile.ZipFile(shared_data / "flood" / "lisflood_lake_at_rest.zip") as pack:
        text = pack.read("T01/humps.dem").decode()
    bed = np.loadtxt(io.StringIO(text), skiprows=6)
    drift, discharge = lake(bed, 0.875)
    assert drift <= 1e-5
    assert discharge <= 1e-5


def test_balance_closes_with_everything_on():
    rng = np.random.default_rng(5)
    shape = (60, 70)
    bed = rng.uniform(0.0, 0.3, shape) + np.linspace(2.0, 0.0, 70)
    blocked = np.zeros(shape, bool)
    blocked[20:30, 20:40] = True
    full = np.full(shape, 1.0)
    weather = Weather(
        steady(80.0, 1200.0),
        initial_loss=full * 2.0,
        infiltration=Horton(full * 40.0, full * 8.0, full * 4.0),
        sewer=np.where(rng.random(shape) < 0.3, 48.0, 0.0),
        feeds=inflow([5, 6], [3, 3], steady(0.2, 900.0)),
    )
    edges = (Edge("east", "open"), Edge("south", "open", 0, 30))
    flood = run(basin(bed, 2.0, edges=edges, blocked=blocked), weather, Plan(2400.0), Job())
    b = flood.balance
    assert abs(b.error) <= 1e-5
    assert b.rain == pytest.approx(80.0 / 3.0 * 1e-3 * 4.0 * (~blocked).sum(), rel=1e-6)
    assert b.fed == pytest.approx(180.0, rel=1e-5)
    assert min(b.out, b.infiltrated, b.drained, b.initial_loss, b.stored) > 1.0
    assert flood.final.min() >= 0.0
    assert flood.peak[blocked].max() == 0.0


@pytest.mark.parametrize(("n", "front_error"), [(0.03, 0.03), (0.01, 0.06)])
def test_wave_over_a_flat_plane(n, front_error):
    """Hunter et al. (2005): a wave that keeps its speed u = 1 m/s over a dry flat plane."""
    u, cell, end = 1.0, 25.0, 3600.0
    times = np.linspace(0.0, end, 721)
    height = (7.0 / 3.0 * n**2 * u**3 * times) ** (3.0 / 7.0)
    # The first cell is fed with what passes its western face.
    series = Series(times, u * height * cell, steps=False)
    bed = np.zeros((1, 180))
    flood = run(basin(bed, cell, n), Weather(steady(0, 1), feeds=inflow([0], [0], series)), Plan(end, 5.0), Job())
    x = (np.arange(180) + 0.5) * cell
    exact = np.maximum(7.0 / 3.0 * n**2 * u**2 * (u * end - x), 0.0) ** (3.0 / 7.0)
    rmse = np.sqrt(np.mean((flood.final[0] - exact) ** 2))
    front = x[flood.final[0] > 0.01].max() + cell / 2
    assert rmse <= 0.06
    assert front == pytest.approx(u * end, rel=front_error)


@pytest.mark.parametrize("slope", [0.005, 0.02, 0.05, 0.1, 0.2])
def test_steady_sheet_on_a_plane(slope):
    """Kinematic wave: q = r x', h = (n q / sqrt(S))^(3/5), x' the distance from the divide."""
    length, n, cell = 100, 0.02, 1.0
    rain = 50.0
    x = (np.arange(length) + 0.5) * cell
    bed = np.tile((length - x) * slope, (2, 1))
    plan = Plan(2400.0, 10.0, pictures=4, step=1.0, film=1e-4)
    flood = run(basin(bed, cell, n, (Edge("east", "open"),)), Weather(steady(rain, 1e9)), plan, Job())
    rate = rain / 3.6e6
    exact = (n * rate * x / np.sqrt(slope)) ** 0.6
    inner = x > 0.1 * length
    assert np.abs(flood.final[0] / exact - 1.0)[inner].max() <= 0.06
    outflow = flood.discharge[0][0, -1] + rate * cell / 2
    assert outflow == pytest.approx(rate * length, rel=0.005)
    late = [p.depth[0][inner] for p in flood.pictures[-2:]]
    assert np.abs(late[0] / late[1] - 1.0).max() <= 0.01


def v_catchment(cell):
    """After Di Giammarco et al. (1996): two slopes of 5 % and 800 m, between them a channel of 20 m with 2 %."""
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


def kinematic_v_catchment(seconds):
    """Outflow a second of the same catchment by kinematic waves, slope and channel each in one dimension."""
    rate, width = 10.8 / 3.6e6, 20.0
    hill, channel, cell, out = np.zeros(200), np.zeros(100), 4.0, []
    for second in range(seconds):
        rain = rate if second < 5400 else 0.0
        off = np.append(0.0, hill ** (5 / 3) * np.sqrt(0.05) / 0.015)
        hill += rain - np.diff(off) / cell
        down = np.append(0.0, width * channel ** (5 / 3) * np.sqrt(0.02) / 0.15)
        channel += (2.0 * off[-1] + width * rain - np.diff(down) / 10.0) / width
        out.append(down[-1])
    return np.array(out)


def test_v_catchment_rises_stays_and_falls_as_kinematic_waves_do():
    ground = v_catchment(20.0)
    channel = np.nonzero(ground.manning[0] == 0.15)[0]
    probes = [(len(ground.bed) - 1, int(c)) for c in channel]
    plan = Plan(7200.0, 60.0, step=10.0, film=1e-4)
    flood = run(ground, Weather(steady(10.8, 5400.0)), plan, Job(), probes)
    n = len(probes)
    at, depth, speed = flood.probes[:, 0], flood.probes[:, 1 : n + 1], flood.probes[:, n + 1 :]
    # The velocity at the centre of the last row of cells: half of that row's water joins below it.
    q = (depth * speed).sum(axis=1) * ground.cell * 1000.0 / 990.0
    exact = kinematic_v_catchment(7200)
    half = np.interp(2.43, q[:91], at[:91]) / 60.0
    assert q[90] == pytest.approx(4.86, rel=0.01)
    assert q.max() <= 4.86 * 1.02
    assert half == pytest.approx(np.argmax(exact > 2.43) / 60.0, abs=1.0)
    assert q[-1] == pytest.approx(exact[-1], rel=0.05)


def test_long_channel_with_rain(shared_data: Path):
    """MacDonald's long channel with rain, SWASHES (Delestre et al. 2013, doi 10.1002/fld.3741)."""
    with zipfile.ZipFile(shared_data / "flood" / "mcdonald_rain_analytic.zip") as pack:
        read = {name: pack.read(name).decode() for name in ("dem.asc", "q.asc", "analytic_wse.csv")}
    bed = np.loadtxt(io.StringIO(read["dem.asc"]), skiprows=5)
    source = np.loadtxt(io.StringIO(read["q.asc"]), skiprows=5)
    exact = np.loadtxt(io.StringIO(read["analytic_wse.csv"]), delimiter=",", skiprows=1)
    rows, columns = np.nonzero(source)
    series = steady(float(source.sum()) * 25.0, 1e9)
    ground = basin(bed, 5.0, 0.033, (Edge("east", "open"),))
    weather = Weather(steady(3600.0, 1e9), feeds=inflow(rows, columns, series))
    flood = run(ground, weather, Plan(2400.0, 10.0, step=2.0, courant=0.5), Job())
    error = np.abs(flood.final[1] + bed[1] - exact[:, 2])
    assert error.mean() <= 0.04


def test_a_town_as_two_other_solvers_have_it(shared_data: Path):
    """The highest corner of a synthetic town, 60 mm in an hour, against LISFLOOD-FP and SFINCS on the whole town."""
    folder = shared_data / "flood" / "town_rain"
    size, inner = 220, np.s_[-160:, -160:]

    def corner(name):
        with rasterio.open(folder / name) as source:
            return source.read(1)[-size:, -size:].astype(float)

    ground = basin(corner("dem.tif"), 2.0, 0.03, (Edge("west", "open"), Edge("north", "open")))
    flood = run(ground, Weather(steady(60.0, 3600.0)), Plan(3600.0), Job())
    street = corner("buildings.tif")[inner] == 0
    ours = flood.final[inner][street]
    for other in ("depth_3600_lisflood.tif", "depth_3600_sfincs.tif"):
        theirs = corner(other)[inner][street]
        assert abs((ours - theirs).mean()) <= 0.005
        assert np.sqrt(np.mean((ours - theirs) ** 2)) <= 0.015
        assert ((ours > 0.1) & (theirs > 0.1)).sum() / ((ours > 0.1) | (theirs > 0.1)).sum() >= 0.95


def hump(shape=(41, 41)):
    y, x = np.indices(shape) - 20.0
    return 0.5 * np.exp(-(x * x + y * y) / 30.0)


def test_turned_and_mirrored_ground_gives_turned_and_mirrored_water():
    rng = np.random.default_rng(8)
    bed = rng.uniform(0.0, 0.2, (41, 41))
    start = hump()

    def final(turn):
        return run(basin(turn(bed), 2.0, depth=turn(start)), DRY, Plan(120.0), Job()).final

    plain = final(lambda a: a)
    for k in (1, 2, 3):
        assert np.abs(np.rot90(plain, k) - final(lambda a, k=k: np.rot90(a, k))).max() <= 1e-5
    assert np.abs(plain[:, ::-1] - final(lambda a: a[:, ::-1])).max() <= 1e-5


def test_a_swale_holds_back_its_volume():
    cell = 2.0
    x = (np.arange(60) + 0.5) * cell
    bed = np.tile((120.0 - x) * 0.01, (20, 1))
    dug = bed.copy()
    dug[:, 30:33] = bed[:, 33:34] - 0.3  # a trough across the slope, level with its lower lip less 30 cm
    volume = 3 * 20 * cell**2 * 0.3
    weather = Weather(steady(130.0, 900.0))  # just more than fills it before it stops
    edges = (Edge("east", "open"),)

    def after(ground: np.ndarray) -> Flood:
        return run(basin(ground, cell, edges=edges), weather, Plan(9000.0, 10.0), Job())

    before, with_swale = after(bed), after(dug)
    below = np.s_[:, 36:]
    assert with_swale.peak[below].max() < before.peak[below].max()
    held = with_swale.balance.stored - before.balance.stored
    assert held == pytest.approx(volume, rel=0.02)
    assert before.balance.out - with_swale.balance.out == pytest.approx(volume, rel=0.05)


def test_cancel_stops_a_large_run_within_a_tenth_of_a_second():
    lake(np.zeros((4, 4)), 0.1)  # the machine code is there
    big = basin(np.zeros((800, 800)), 1.0, depth=np.full((800, 800), 0.5))
    job = Job()
    asked: list[float] = []

    def ask():
        asked.append(time.perf_counter())
        job.cancel()

    # One interval of an hour: only the look between two chunks of steps can notice.
    timer = threading.Timer(0.3, ask)
    timer.start()
    with pytest.raises(CancelledError):
        run(big, DRY, Plan(3600.0, 3600.0), job)
    assert time.perf_counter() - asked[0] < 0.3  # 0.1 s on a quiet machine
