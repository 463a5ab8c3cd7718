"""Indicators by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site, some_trees

from planningtable.app.plugin_places import package_place
from planningtable.app.plugins import PluginHost
from planningtable.city.grid import Grid
from planningtable.city.job import Job
from planningtable.city.land_cover import LandCover
from planningtable.city.measures.apply import apply
from planningtable.city.site import Site, Source, SurfaceKind
from planningtable.domain.text import Text
from planningtable.domain.values import Measure
from planningtable.indicators.indicator import Inputs
from planningtable.layers.layer import Column, LayerResult, Provenance, Quality
from plugins.green_roof.layer import LAYER as GREEN_ROOF
from plugins.indicators import built, green, ground, heat, money, rain, roofs, storage

AREA = 120.0 * 120.0
HOUSE = ((20, 20, 50, 35, 12.0),)


def inputs(
    site: Site, base: Site | None = None, cost: tuple[float, float] = (0.0, 0.0), **results: LayerResult
) -> Inputs:
    named = {f"{layer.replace('_', '-')}:{r.scenario}": r for layer, r in results.items()}
    return Inputs(site, base or site, (), named, named, cost)


def result(layer: str, scenario: str, grids: dict[str, Grid], columns: dict[str, Column]) -> LayerResult:
    origin = Provenance(Text("m"), "1", (), (), (), ())
    return LayerResult(layer, scenario, 1.0, Quality.FULL, "", grids, columns, {}, {}, origin)


def covered(site: Site, cover: LandCover) -> Site:
    return replace(site, land_cover=site.land_cover.with_values(np.full_like(site.land_cover.values, int(cover))))


def greened(site: Site, substrate: float) -> Site:
    s = site.surfaces
    return replace(site, surfaces=replace(s, green=np.where(s.kind == SurfaceKind.ROOF, substrate, 0.0)))


def test_sealed_share() -> None:
    site = block_site(boxes=HOUSE)
    assert ground.sealed_share(inputs(site)).value == pytest.approx(100 * (30 * 15 + 120 * 7) / AREA)
    unknown = ground.sealed_share(inputs(covered(site, LandCover.UNKNOWN)))
    assert math.isnan(unknown.value)
    assert unknown.coverage == 0


def test_unknown_ground_opens_the_range() -> None:
    site = block_site(boxes=())
    values = site.land_cover.values.copy()
    values[:60] = LandCover.UNKNOWN
    values[60:] = LandCover.ASPHALT
    value = ground.sealed_share(inputs(replace(site, land_cover=site.land_cover.with_values(values))))
    assert (value.low, value.value, value.high, value.coverage) == (50.0, 75.0, 100.0, 0.5)


@pytest.mark.parametrize(
    ("areas", "factors", "expected"),
    [
        ((262, 142, 16), (0, 0.1, 1), 0.04),
        ((32, 48, 80, 230, 320), (0.1, 0.2, 0.4, 1, 0.2), 0.45),
    ],
)
def test_biotope_area_factor_of_a_plot(areas: tuple[float, ...], factors: tuple[float, ...], expected: float) -> None:
    """Examples of the Berlin brochure of 2021: a plot of 750 m²."""
    assert ground.area_factor(areas, factors, 750.0) == pytest.approx(expected, abs=0.005)


def test_biotope_area_factor_of_the_site() -> None:
    site = block_site(boxes=HOUSE)
    lawn = (AREA - 30 * 15 - 120 * 7) / AREA
    assert ground.biotope_area_factor(inputs(site)).value == pytest.approx(lawn)
    for depth, factor in ((8.0, 0.5), (30.0, 0.7), (60.0, 0.8)):
        value = ground.biotope_area_factor(inputs(greened(site, depth))).value
        assert value == pytest.approx(lawn + 450 * 0.8 * factor / AREA)


def test_trees_gained_or_lost() -> None:
    assert green.tree_change(inputs(block_site(trees=((1, 1),)), block_site())).value == -2


def test_crowns_count_once() -> None:
    one, two = (block_site(boxes=(), trees=trees) for trees in (((60.5, 60.5),), ((60.5, 60.5), (60.7, 60.5))))
    single = green.canopy_cover(inputs(one)).value
    assert single == pytest.approx(100 * math.pi * 9 / AREA, rel=0.1)
    assert single <= green.canopy_cover(inputs(two)).value < 1.2 * single
    assert green.canopy_cover(inputs(covered(one, LandCover.WOODLAND))).value == pytest.approx(100)


def test_crowns_at_the_edge() -> None:
    site = block_site(boxes=(), trees=((0, 0), (120, 120)))
    assert 0 < green.canopy_cover(inputs(site)).value < 100 * 2 * math.pi * 9 / AREA


def test_green_volume() -> None:
    site = covered(block_site(boxes=(), trees=((60, 60),)), LandCover.ASPHALT)
    crown = math.pi / 6 * 6**2 * 7 * 0.75
    assert green.green_volume(inputs(site)).value == pytest.approx(crown / AREA)
    lawn = green.green_volume(inputs(covered(site, LandCover.LAWN)))
    assert lawn.value == pytest.approx(0.1 + crown / AREA)
    assert lawn.low < lawn.value < lawn.high


def test_homes_near_green() -> None:
    site = block_site()
    assert green.green_near_homes(inputs(site)).value == 100
    assert green.green_near_homes(inputs(covered(site, LandCover.ASPHALT))).value == 0
    far = block_site(size=420.0, boxes=((2, 2, 22, 22, 12.0), (395, 395, 415, 415, 12.0)), cover=LandCover.ASPHALT)
    values = far.land_cover.values.copy()
    values[-80:, 30:110] = LandCover.LAWN
    near_one = replace(far, land_cover=far.land_cover.with_values(values))
    assert green.green_near_homes(inputs(near_one)).value == pytest.approx(50)


def test_room_for_rain() -> None:
    site = greened(block_site(boxes=HOUSE, slope=0.0), 10.0)
    buildings = replace(site.buildings, cistern=np.array([5.0]))
    cover, terrain = site.land_cover.values.copy(), site.terrain.values.copy()
    cover[100:105, 100:110] = LandCover.SWALE
    terrain[100:105, 100:110] -= 0.3
    site = replace(
        site,
        buildings=buildings,
        land_cover=site.land_cover.with_values(cover),
        terrain=site.terrain.with_values(terrain),
    )
    assert storage.swale_volume(site) == pytest.approx(15, rel=1e-4)
    low, value, high = storage.storage_volume(site)
    assert value == pytest.approx(15 + 5 + 450 * 0.8 * 10 * 2 / 1000, rel=1e-4)
    assert low < value < high
    sealed = 30 * 15 + 120 * 7
    assert storage.retention(inputs(site)).value == pytest.approx(1000 * value / sealed)


def test_cost_of_room_for_rain() -> None:
    base = block_site(boxes=HOUSE)
    site = greened(base, 10.0)
    costs = {frozenset({"green-roof"}): (7200.0, 14400.0), frozenset({"new-building"}): (1e6, 2e6)}
    asked = replace(inputs(site, base, (1007200.0, 2014400.0)), cost_by_effects=costs)
    value = money.cost_per_retention(asked)
    assert (value.low, value.value, value.high) == pytest.approx((1000, 1500, 2000))
    assert math.isnan(money.cost_per_retention(replace(asked, site=base)).value)
    assert money.capital_cost(inputs(site, base, (10.0, 20.0))).value == 15


def test_green_roofs() -> None:
    site = greened(block_site(boxes=HOUSE), 8.0)
    layer = GREEN_ROOF.compute(site, GREEN_ROOF.describe().scenarios[0], 1.0, Job())
    found = inputs(site, green_roof=layer)
    assert roofs.green_roof_share(found).value == pytest.approx(100)
    expected = (360 * 0.59 + 3 * 17.5) / (AREA / 10_000)
    assert roofs.co2_uptake(found).value == pytest.approx(expected)


def test_density_and_homes() -> None:
    site = block_site(boxes=HOUSE)
    floors = 30 * 15 * 4
    assert built.floor_area_ratio(inputs(site)).value == pytest.approx(floors / AREA)
    homes = math.floor(floors * 0.775 / 77.5)
    value = built.dwellings(inputs(site))
    assert value.value == pytest.approx(homes / (AREA / 10_000))
    assert value.low < value.value < value.high


def test_mix_of_uses() -> None:
    site = block_site(boxes=((0, 0, 10, 10, 9), (20, 0, 30, 10, 9), (40, 0, 50, 10, 9), (60, 0, 70, 10, 9)))
    assert built.use_mix(inputs(site)).value == 0

    def used(*uses: str) -> Site:
        return replace(site, buildings=replace(site.buildings, uses=uses))

    assert built.use_mix(inputs(used("residential", "office", "retail", "school"))).value == pytest.approx(1)
    assert built.use_mix(inputs(used("residential", "office", "other", "other"))).coverage == pytest.approx(0.5)
    assert math.isnan(built.use_mix(inputs(used("other", "other", "other", "other"))).value)
    assert math.isnan(built.dwellings(inputs(used("other", "other", "other", "other"))).value)


def rain_on(site: Site, depth: np.ndarray, walls: list[float]) -> LayerResult:
    columns = {"facade_depth": Column("buildings", np.array(walls), "m", Text("x"))}
    return result("heavy-rain", "exceptional", {"max_depth": site.terrain.with_values(depth)}, columns)


def test_flooding() -> None:
    site = block_site(boxes=())
    depth = np.zeros(site.terrain.values.shape, np.float32)
    depth[:12] = 0.11
    depth[:6] = 0.5
    depth[-12:] = np.nan
    found = inputs(site, heavy_rain=rain_on(site, depth, [0.0, 0.09, 0.2, 0.5]))
    flooded = rain.flooded_area(found)
    assert flooded.value == pytest.approx(100 * 12 / 108)
    assert flooded.low == pytest.approx(100 * 6 / 108)
    assert rain.deep_flooded_area(found).value == pytest.approx(100 * 6 / 108)
    exposed = rain.exposed_buildings(found)
    assert (exposed.low, exposed.value, exposed.high) == (50, 50, 75)


@pytest.mark.parametrize("wanted", [LandCover.WATER, LandCover.SWALE])
def test_waters_and_swales_are_not_flooded(wanted: LandCover) -> None:
    site = block_site(boxes=())
    cover = site.land_cover.values.copy()
    cover[:12] = wanted
    depth = np.where(cover == wanted, 1.0, 0.0).astype(np.float32)
    pond = replace(site, land_cover=site.land_cover.with_values(cover))
    assert rain.flooded_area(inputs(pond, heavy_rain=rain_on(site, depth, []))).value == 0
    assert math.isnan(rain.exposed_buildings(inputs(pond, heavy_rain=rain_on(site, depth, []))).value)


def test_heat() -> None:
    site = block_site(boxes=())
    radiant = np.full(site.terrain.values.shape, 60.0, np.float32)
    radiant[:60] = 40.0
    felt = np.where(radiant > 50, 37.0, 31.0).astype(np.float32)
    grids = {"tmrt": site.terrain.with_values(radiant), "utci": site.terrain.with_values(felt)}
    found = inputs(site, heat=result("heat", "afternoon", grids, {}))
    assert heat.mean_radiant_temperature(found).value == pytest.approx(50)
    stress = heat.heat_stress_area(found)
    assert (stress.low, stress.value, stress.high) == (50, 50, 100)
    nothing = {key: grid.with_values(np.full_like(radiant, np.nan)) for key, grid in grids.items()}
    nowhere = inputs(site, heat=result("heat", "afternoon", nothing, {}))
    assert math.isnan(heat.mean_radiant_temperature(nowhere).value)
    assert math.isnan(heat.heat_stress_area(nowhere).value)


def test_without_a_register_nobody_knows_the_trees() -> None:
    bare = replace(block_site(boxes=HOUSE), trees=some_trees(()))
    layer = GREEN_ROOF.compute(bare, GREEN_ROOF.describe().scenarios[0], 1.0, Job())
    unknown = inputs(bare, green_roof=layer)
    register = Source("trees", "trees.geojson", "GeoJSON", "", "EPSG:25832", "", "", "")
    known = inputs(replace(bare, sources=(register,)), green_roof=layer)
    for function in (green.canopy_cover, green.green_volume, roofs.co2_uptake):
        assert math.isnan(function(unknown).value)
        assert function(known).value >= 0


def test_a_made_terrain_widens_the_range() -> None:
    site = block_site(boxes=())
    depth = np.full(site.terrain.values.shape, 0.15, np.float32)
    sure = rain.flooded_area(inputs(site, heavy_rain=rain_on(site, depth, [])))
    made = replace(site, terrain_made=True)
    unsure = rain.flooded_area(inputs(made, heavy_rain=rain_on(made, depth, [])))
    assert (sure.low, sure.value, sure.high) == (100, 100, 100)
    assert (unsure.low, unsure.value, unsure.high) == (0, 100, 100)


@pytest.mark.parametrize("slope", [0.0, 0.01])
def test_a_dug_swale_holds_what_the_indicator_says(slope: float) -> None:
    site = block_site(boxes=(), slope=slope)
    kinds = PluginHost.discover(package_place("plugins.measures")).measure_kinds
    where = f"POINT ({WEST + 60} {SOUTH + 80})"
    swale = Measure("s", "swale", where, None, (("bank", 0.0), ("depth", 0.3), ("length", 20.0), ("width", 10.0)))
    after = apply(site, (swale,), kinds).site
    # The lowest cell beside the swale is half a cell farther down the slope than its edge.
    assert storage.swale_volume(after) == pytest.approx(200 * (0.3 - slope * 0.5), rel=0.01)


def test_basins_and_trenches_count_with_all_their_room() -> None:
    kinds = PluginHost.discover(package_place("plugins.measures")).measure_kinds
    site = block_site(slope=0.0, boxes=())
    size = (("length", 20.0), ("width", 10.0))
    basin = Measure("b", "retention-basin", f"POINT ({WEST + 30} {SOUTH + 90})", None, (("depth", 2.0), *size))
    trench = Measure("t", "infiltration-trench", f"POINT ({WEST + 90} {SOUTH + 20})", None, (("depth", 0.0), *size))
    dug = apply(site, (basin,), kinds).site
    held = float((site.terrain.values - dug.terrain.values).sum())
    assert storage.storage_volume(dug)[1] == pytest.approx(held, rel=1e-3)
    both = apply(site, (basin, trench), kinds).site
    assert storage.storage_volume(both)[1] == pytest.approx(held + 200 * 0.35, rel=1e-3)
