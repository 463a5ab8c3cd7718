"""Walls, lowered streets, basins and trenches in moving water, against what geometry and Manning say."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import scipy.ndimage
import shapely
from helpers.sites import SOUTH, WEST, block_site

from planningtable.api import Grid, Job, LandCover, Site
from planningtable.city.measures.apply import apply
from planningtable.city.measures.kind_file import read_measure_kind
from planningtable.domain.values import Measure
from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.flooding import Doubt, flooded
from plugins.heavy_rain.forcing import Horton, Series, steady
from plugins.heavy_rain.ground import GroundGrids, ground_grids
from plugins.heavy_rain.layer import LAYER
from plugins.heavy_rain.problem import Basin, Edge, Plan, Weather
from plugins.heavy_rain.screening.screen import screen
from plugins.heavy_rain.solver.run import run
from plugins.heavy_rain.verification.trays import DRY, inflow
from plugins.heavy_rain.works import Stores, Trenches, with_walls

KINDS_FOLDER = Path(__file__).parents[3] / "plugins" / "measures" / "kinds"
KINDS = {kind.id: kind for kind in (read_measure_kind(path) for path in KINDS_FOLDER.glob("*.toml"))}
SIZE = 60.0


def tray(slope: float, cell: float = 1.0, cover: LandCover = LandCover.ASPHALT, size: float = SIZE) -> Site:
    """Ground without houses that falls to the east, of one cover."""
    site = block_site(boxes=(), trees=(), slope=slope, cell=cell, size=size, cover=cover)
    covers = np.full(site.land_cover.values.shape, int(cover), np.uint8)
    return replace(site, land_cover=site.land_cover.with_values(covers))


def with_measures(site: Site, *placed: tuple[str, str, dict[str, float | str]]) -> Site:
    measures = [
        Measure(f"m{i}", kind, geometry, None, tuple(sorted(set_.items())))
        for i, (kind, geometry, set_) in enumerate(placed)
    ]
    done = apply(site, measures, KINDS)
    assert not done.skipped
    return done.site


def stroke(*places: tuple[float, float]) -> str:
    return shapely.LineString([(WEST + x, SOUTH + y) for x, y in places]).wkt


def flow(ground: GroundGrids, seconds: float, depth: np.ndarray) -> Flood:
    """Water that stands somewhere at the start, with closed edges."""
    bed = np.asarray(ground.bed.values, np.float64)
    return run(Basin(bed, ground.blocked, ground.manning, ground.bed.cell, (), depth), DRY, Plan(seconds), Job())


def filled(ground: GroundGrids, volume: float, where: np.ndarray, edges: tuple[Edge, ...]) -> Flood:
    """A volume [m³] let onto cells over an hour, and two hours to run off."""
    rows, columns = np.nonzero(where)
    feed = inflow(rows.tolist(), columns.tolist(), steady(volume / 3600.0, 3600.0))
    basin = Basin(np.asarray(ground.bed.values, np.float64), ground.blocked, ground.manning, ground.bed.cell, edges)
    return run(basin, Weather(steady(0.0, 1.0), feeds=feed), Plan(10800.0), Job())


def eastings(ground: GroundGrids) -> np.ndarray:
    return ground.bed.easting() - WEST


@pytest.mark.parametrize("cell", [1.0, 2.0])
@pytest.mark.parametrize("crest", [15.0, 50.0])
def test_a_wall_across_a_slope_holds_what_fits_behind_it_and_no_more(cell: float, crest: float) -> None:
    slope, at = 0.02, 41.0
    height = crest / 100.0
    site = with_measures(tray(slope), ("wall", stroke((at, 0), (at, SIZE)), {"crest": crest, "width": 0.2}))
    ground = ground_grids(site, cell)
    # A wedge: its level is that of the top of the wall, its foot the cells that the wall touches.
    foot = at - cell / 2 if cell == 2.0 else at - cell
    upstream = np.broadcast_to(eastings(ground) < foot, ground.bed.values.shape)
    deep = height - slope * (at - foot)
    wedge = SIZE * deep**2 / (2 * slope)
    top = np.broadcast_to(eastings(ground) < 2 * cell, upstream.shape)
    full = filled(ground, 3.0 * wedge, top, (Edge("east", "open"),))
    held = float(full.final[upstream].sum()) * cell**2
    # A millimetre or so lies on the slope as a film, and on the pool while it runs over the wall; cells are steps.
    film = 0.0012 * SIZE * SIZE
    assert held == pytest.approx(wedge, rel=0.01, abs=film)
    assert full.balance.out == pytest.approx(2.0 * wedge, rel=0.01, abs=film)
    low = filled(ground, 0.8 * wedge, top, (Edge("east", "open"),))
    assert low.balance.out == 0.0
    assert float(low.final[~upstream & (eastings(ground) > at + cell)].max()) == 0.0
    assert abs(full.balance.error) <= 1e-4


ANGLES = (0.0, 45.0, 90.0, 135.0, 26.565, 17.0, 61.3, 118.9)


@pytest.mark.parametrize("cell", [1.0, 2.0])
@pytest.mark.parametrize("angle", ANGLES)
def test_no_water_passes_a_thin_wall_between_corners(cell: float, angle: float) -> None:
    turned = np.radians(angle)
    way = 80.0 * np.array([np.cos(turned), np.sin(turned)])
    ends = [tuple(30.0 + way), tuple(30.0 - way)]
    site = with_measures(tray(0.0), ("wall", stroke(*ends), {"crest": 50.0, "width": 0.1}))
    ground = ground_grids(site, cell)
    wall = np.asarray(ground.bed.values) > 20.3
    sides, count = scipy.ndimage.label(~wall, np.ones((3, 3)))
    assert count == 2
    one = sides == 1
    flood = flow(ground, 900.0, np.where(one, 0.3, 0.0))
    assert float(flood.peak[~one & ~wall].max()) == 0.0
    assert float(flood.final[one].mean()) == pytest.approx(0.3, abs=1e-6)


def test_the_top_of_a_wall_is_kept_in_coarse_cells_and_screening() -> None:
    slope, at = 0.02, 36.0
    site = with_measures(tray(slope), ("wall", stroke((at, 0), (at, SIZE)), {"crest": 50.0, "width": 0.2}))
    for cell in (1.0, 2.0, 4.0, 8.0):
        bed = np.asarray(ground_grids(site, cell).bed.values, float)
        column = int((at - 1e-6) // cell)
        assert bed[3, column] == pytest.approx(20.0 - slope * at + 0.5, abs=0.002)
    ground = ground_grids(site, 1.0)
    bed = np.asarray(ground.bed.values, float)
    outlet = np.zeros(bed.shape, bool)
    outlet[:, -1] = True
    made = screen(bed, ground.blocked, outlet, np.full(bed.shape, 0.5), 1.0)
    upstream = eastings(ground) < at - 1
    deep = 0.5 - slope
    assert float(made.depth[:, upstream].sum()) == pytest.approx(SIZE * deep**2 / (2 * slope), rel=0.01)


def test_ground_without_walls_is_left_alone() -> None:
    grid = Grid(np.zeros((4, 4)), WEST, SOUTH + 4, 1.0)
    assert with_walls(grid, tray(0.0)) is grid


@pytest.mark.parametrize(("cell", "near"), [(0.5, 0.03), (1.0, 0.05)])
def test_a_lowered_street_carries_what_manning_says(cell: float, near: float) -> None:
    slope, width, depth, manning, deep = 0.01, 8.0, 0.4, 0.05, 0.3
    site = tray(slope, 0.5, LandCover.LAWN, 120.0)
    site = with_measures(site, ("lowered-street", stroke((0, 60), (120, 60)), {"width": width, "depth": depth}))
    ground = ground_grids(site, cell)
    assert ground.manning == pytest.approx(manning)
    half = deep * (width / 2) / depth
    # Manning strip by strip over a triangle (Izzard 1946): 3/8 of what a rectangle as deep would carry.
    carried = 3 / 8 * np.sqrt(slope) / manning * 2 * half * deep ** (5 / 3)
    bed = np.asarray(ground.bed.values, float)
    middle = np.flatnonzero(np.abs(ground.bed.northing() - SOUTH - 60.0) < half)
    feed = inflow([int(r) for r in middle], [1] * len(middle), Series(np.array([0.0]), np.array([carried])))
    basin = Basin(bed, ground.blocked, ground.manning, cell, (Edge("east", "open", slope=slope),))
    flood = run(basin, Weather(steady(0.0, 1.0), feeds=feed), Plan(1800.0), Job())
    along = (eastings(ground) > 50) & (eastings(ground) < 90)
    # The level above the lowest line of the V, which lies between two rows of cells.
    level = (bed + flood.final)[middle[len(middle) // 2]][along]
    line = 20.0 - slope * eastings(ground)[along] - depth
    found = np.asarray(level - line)
    assert found == pytest.approx(deep, rel=near)
    passing = flood.discharge[0][:, along].sum(axis=0) * cell
    assert passing == pytest.approx(carried, rel=0.005)
    assert abs(flood.balance.error) <= 1e-4


@pytest.mark.parametrize("cell", [1.0, 2.0])
def test_a_basin_holds_its_volume_and_lets_the_rest_go(cell: float) -> None:
    basin = (
        "retention-basin",
        shapely.box(WEST + 20, SOUTH + 20, WEST + 40, SOUTH + 40).wkt,
        {"depth": 1.0, "bank": 2.0},
    )
    ground = ground_grids(with_measures(tray(0.0), basin), cell)
    frustum = 1.0 / 6 * (20 * 20 + 4 * 18 * 18 + 16 * 16)
    east, north = np.meshgrid(eastings(ground), ground.bed.northing() - SOUTH)
    middle = (np.abs(east - 30.0) < 4.0) & (np.abs(north - 30.0) < 4.0)
    edges = tuple(Edge(side, "open", slope=0.001) for side in ("west", "east", "north", "south"))
    flood = filled(ground, 1.5 * frustum, middle, edges)
    below = np.minimum(flood.final, np.maximum(20.0 - np.asarray(ground.bed.values), 0.0))
    assert float(below.sum()) * cell**2 == pytest.approx(frustum, rel=0.02)
    assert flood.balance.out > 0.3 * frustum


def test_a_trench_fills_and_then_takes_what_soaks_away() -> None:
    stores = Stores(
        np.array([0]), np.array([0]), np.array([0.5]), np.array([0.35]), np.array([36.0]), np.array([3600.0])
    )
    dry = np.zeros((1, 1))
    trench = Trenches(Horton(dry, dry, dry), stores)
    took = []
    for _ in range(720):
        rate = trench.rate(np.ones((1, 1)), dry, 10.0)
        trench.took(rate * 10.0)
        took.append(float(rate[0, 0]) * 10.0)
    hours = np.cumsum(took)
    # Half the cell, a millimetre a second until it is full, then 36 mm/h.
    assert hours[29] == pytest.approx(0.5 * 0.3)
    assert hours[-1] == pytest.approx(0.5 * (0.35 + 0.036 * 2.0), rel=0.001)


@pytest.mark.parametrize("cell", [1.0, 2.0])
def test_water_that_runs_over_a_trench_is_stored_below_the_ground(cell: float) -> None:
    numbers = {"width": 3.0, "length": 20.0, "depth": 0.0, "fill": 1.0, "pores": 35.0, "soak": 36.0}
    place = f"POINT ({WEST + 30.3} {SOUTH + 30})"
    plain = tray(0.0)
    site = with_measures(plain, ("infiltration-trench", place, numbers))
    site = replace(site, land_cover=plain.land_cover)
    ground = ground_grids(site, cell)
    assert ground.stores is not None
    assert ground.stores.share.sum() * cell**2 == pytest.approx(60.0)
    basin = Basin(
        np.asarray(ground.bed.values, float),
        ground.blocked,
        ground.manning,
        cell,
        (),
        np.full(ground.blocked.shape, 0.05),
    )
    weather = Weather(steady(0.0, 1.0), infiltration=Trenches(Horton(*ground.horton), ground.stores))
    flood = run(basin, weather, Plan(5400.0), Job())
    assert flood.balance.infiltrated == pytest.approx(60.0 * (0.35 + 0.036 * 1.5), rel=0.01)
    assert abs(flood.balance.error) <= 1e-4


def test_doubt_of_the_ground_is_doubt_of_the_soil_below_a_trench_too() -> None:
    numbers = {"width": 6.0, "length": 20.0, "depth": 0.2, "soak": 100.0}
    trench = ("infiltration-trench", f"POINT ({WEST + 50} {SOUTH + 30})", numbers)
    site = with_measures(tray(0.02), trench)
    rain = LAYER.describe().scenarios[-1]
    soaks, took = [], []
    for doubt in (Doubt(infiltration=0.5), Doubt(), Doubt(infiltration=1.5), Doubt(manning=1.3)):
        made = flooded(site, rain, 4.0, Job(), doubt=doubt)
        assert made.ground.stores is not None
        soaks.append(float(made.ground.stores.soak.max()))
        took.append(made.flood.balance.infiltrated)
    assert soaks == pytest.approx([50.0, 100.0, 150.0, 100.0])
    assert took[0] < took[1] < took[2]


def test_measures_show_alone_and_together() -> None:
    site = tray(0.02)
    wall = ("wall", stroke((40, 0), (40, SIZE)), {"crest": 40.0})
    street = ("lowered-street", stroke((2, 20), (36, 20)), {"width": 6.0, "depth": 0.3})
    basin = ("retention-basin", f"POINT ({WEST + 50} {SOUTH + 20})", {"width": 10.0, "length": 12.0, "depth": 1.0})
    scenario = LAYER.describe().scenarios[-1]
    cell = LAYER.resolutions(site)[-1]

    def depth(*placed: tuple[str, str, dict[str, float | str]]) -> np.ndarray:
        grid = LAYER.compute(with_measures(site, *placed), scenario, cell, Job()).grids["max_depth"]
        return np.nan_to_num(np.asarray(grid.values, float))

    before = depth()
    alone = [np.abs(depth(one) - before) > 0.05 for one in (wall, street, basin)]
    together = depth(wall, street, basin) - before
    assert [bool(changed.any()) for changed in alone] == [True, True, True]
    for changed in alone:
        assert (np.abs(together)[changed] > 0.02).mean() > 0.5
    assert together.max() > 0.3
