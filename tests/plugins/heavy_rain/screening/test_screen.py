"""Screening against slow and simple ways to find the same, on many small random grounds, and its speed."""

import heapq
import time

import numpy as np
import pytest

from plugins.heavy_rain.screening.depressions import Least, depressions
from plugins.heavy_rain.screening.hierarchy import NOWHERE
from plugins.heavy_rain.screening.screen import Screening, screen
from plugins.heavy_rain.screening.sorting import ascending

ROUND = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)]


def ground(seed: int, open_edge: bool = True):
    """Heights, some of them equal, blocked cells and ways out."""
    rng = np.random.default_rng(seed)
    bed = rng.uniform(0.0, 3.0, (13, 17)).round(1 if seed % 2 else 6)
    blocked = rng.random(bed.shape) < 0.15
    way_out = np.zeros(bed.shape, bool)
    if open_edge:
        way_out[0], way_out[:, -1] = True, True
    return bed, blocked, way_out


def neighbours(blocked, i, j):
    for di, dj in ROUND:
        p, q = i + di, j + dj
        inside = 0 <= p < blocked.shape[0] and 0 <= q < blocked.shape[1]
        if inside and not blocked[p, q] and not (di and dj and blocked[i, q] and blocked[p, j]):
            yield p, q


def flooded(bed, blocked, way_out):
    """Priority-Flood (Barnes et al. 2014): the ground with all depressions full; infinite where nothing can leave."""
    level = np.full(bed.shape, np.inf)
    heap = [(bed[i, j], i, j) for i, j in zip(*np.nonzero(way_out & ~blocked), strict=True)]
    for z, i, j in heap:
        level[i, j] = z
    heapq.heapify(heap)
    while heap:
        z, i, j = heapq.heappop(heap)
        for p, q in neighbours(blocked, i, j):
            if not np.isfinite(level[p, q]):
                level[p, q] = max(z, bed[p, q])
                heapq.heappush(heap, (level[p, q], p, q))
    return level


def poured(seed: int, runoff: float, open_edge: bool = True) -> Screening:
    bed, blocked, way_out = ground(seed, open_edge)
    amount = np.random.default_rng(seed + 1).uniform(0.0, runoff, bed.shape)
    return screen(bed, blocked, way_out, amount, 2.0)


@pytest.mark.parametrize("seed", range(12))
def test_with_more_than_enough_water_every_depression_is_full(seed: int):
    bed, blocked, way_out = ground(seed)
    made = poured(seed, 100.0)
    full = flooded(bed, blocked, way_out)
    reached = np.isfinite(full) & ~blocked
    assert made.depth[reached] == pytest.approx((full - bed)[reached], abs=1e-5)


@pytest.mark.parametrize("runoff", [0.001, 0.05, 0.3, 2.0])
@pytest.mark.parametrize("open_edge", [True, False])
def test_no_water_is_made_or_lost(runoff: float, open_edge: bool):
    for seed in range(12):
        made = poured(seed, runoff, open_edge)
        assert made.stored + made.away == pytest.approx(made.runoff, rel=1e-6)
        assert made.depth.min() >= 0.0
        assert open_edge or made.away == 0.0


@pytest.mark.parametrize("runoff", [0.05, 0.3, 2.0])
def test_standing_water_is_level_and_has_come_to_rest(runoff: float):
    """Wet neighbours have one level, and no water stands above a dry neighbour."""
    for seed in range(12):
        bed, blocked, _ = ground(seed)
        made = poured(seed, runoff)
        level = bed + made.depth
        for i, j in zip(*np.nonzero(made.depth > 1e-5), strict=True):
            for p, q in neighbours(blocked, i, j):
                if made.depth[p, q] > 1e-5:
                    assert level[i, j] == pytest.approx(level[p, q], abs=1e-4)
                else:
                    assert level[i, j] <= bed[p, q] + 1e-4


def test_the_way_of_the_water_leaves_and_adds_up():
    for seed in range(12):
        bed, blocked, way_out = ground(seed)
        made = poured(seed, 1.0)
        full = flooded(bed, blocked, way_out)
        leaving = 0.0
        for i, j in zip(*np.nonzero(np.isfinite(full) & ~blocked), strict=True):
            way = made.water_to(i, j)
            assert way[0].tolist() == [i, j]
            assert way_out[tuple(way[-1])]
            along = full[way[:, 0], way[:, 1]]
            assert (np.diff(along) <= 1e-6).all(), "over full depressions the water only goes down"
            assert made.water_from(*way[-1])[i, j]
            if made.found.receiver[i * bed.shape[1] + j] == NOWHERE:
                leaving += made.passing[i, j]
        reached = np.isfinite(full) & ~blocked
        amount = np.random.default_rng(seed + 1).uniform(0.0, 1.0, bed.shape)
        assert leaving == pytest.approx(amount[reached].sum() * 4.0, rel=1e-5)


def test_what_comes_from_above_passes_below():
    made = poured(3, 1.0)
    i, j = np.unravel_index(np.argmax(made.passing), made.passing.shape)
    above = made.water_from(int(i), int(j))
    amount = np.random.default_rng(4).uniform(0.0, 1.0, made.depth.shape)
    assert amount[above].sum() * 4.0 == pytest.approx(float(made.passing[i, j]), rel=1e-5)


def test_a_basin_is_listed_with_its_measures():
    bed = np.tile(np.linspace(2.0, 0.0, 60)[:, None], (1, 40))
    bed[20:26, 10:18] = bed[26, 10] - 0.5
    way_out = np.zeros(bed.shape, bool)
    way_out[-1] = True
    made = screen(bed, np.zeros(bed.shape, bool), way_out, np.full(bed.shape, 0.05), 2.0)
    (found,) = depressions(made)
    spill = bed[26, 10]
    assert found.depth == pytest.approx(0.5, abs=1e-6)
    assert (found.bottom, found.spill) == pytest.approx((spill - 0.5, spill), abs=1e-6)
    assert found.area == 6 * 8 * 4.0
    assert found.volume == pytest.approx(6 * 8 * 4.0 * 0.5, rel=1e-6)
    assert found.row == 26
    assert found.catchment >= 26 * 8 * 4.0
    assert found.water == pytest.approx(min(found.volume, found.inflow), rel=1e-6)
    assert found.into == 0
    assert depressions(made, Least(depth=0.6)) == ()


def test_hollows_are_one_when_the_rain_joins_them():
    """Two pits side by side, the ground between them lower than the rim: apart in little rain, one in much."""
    bed = np.full((14, 30), 5.0)
    bed[2:12, 2:13], bed[2:12, 13:15], bed[2:12, 15:28] = 2.0, 3.0, 1.0
    way_out = np.zeros(bed.shape, bool)
    way_out[0] = True
    shut = np.zeros(bed.shape, bool)
    little, much = (depressions(screen(bed, shut, way_out, np.full(bed.shape, rain), 2.0)) for rain in (0.3, 2.5))
    assert [d.depth for d in little] == pytest.approx([2.0, 1.0])
    assert [(d.number, d.into) for d in little] == [(1, 2), (2, 1)]
    (both,) = much
    assert both.depth == pytest.approx(4.0)
    assert both.into == 0


def test_cells_are_sorted_as_by_comparison():
    heights = np.random.default_rng(0).uniform(0.0, 900.0, 5000).round(1).astype(np.float32)
    cells = np.nonzero(heights > 3.0)[0].astype(np.int32)
    assert (ascending(heights, cells) == cells[np.argsort(heights[cells], kind="stable")]).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (5, 1)])
def test_the_smallest_grounds(shape):
    blocked = np.zeros(shape, bool)
    made = screen(np.zeros(shape), blocked, blocked, np.full(shape, 0.01), 1.0)
    assert made.depth == pytest.approx(np.full(shape, 0.01), rel=1e-6)
    nothing = screen(np.full(shape, np.nan), blocked, blocked, np.full(shape, 0.01), 1.0)
    assert nothing.depth.max() == 0.0
    assert depressions(nothing) == ()


def test_a_million_cells_take_no_more_than_half_a_second():
    rng = np.random.default_rng(1)
    y, x = np.indices((1000, 1000))
    bed = 50.0 - 0.01 * x - 0.004 * y + rng.uniform(-0.05, 0.05, (1000, 1000))
    blocked = (x % 40 > 8) & (y % 60 > 10)
    way_out = np.zeros(bed.shape, bool)
    way_out[:, -1] = True
    started = time.process_time()
    made = screen(bed, blocked, way_out, np.full(bed.shape, 0.04), 2.0)
    assert time.process_time() - started <= 0.5  # of work, however many others want the same cores
    assert made.stored + made.away == pytest.approx(made.runoff, rel=1e-6)
