"""Lowered streets, walls, trenches and basins on a site."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.affinity
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.attributes import AttributeTable
from planningtable.city.columns import objects_joined
from planningtable.city.land_cover import LandCover
from planningtable.city.measures.apply import Applied, apply
from planningtable.city.measures.kind_file import read_measure_kind
from planningtable.city.measures.size import measure_size
from planningtable.city.measures.works import trenches_of, walls_of
from planningtable.city.site import Site
from planningtable.domain.values import Measure

KINDS_FOLDER = Path(__file__).parents[4] / "plugins" / "measures" / "kinds"
KINDS = {kind.id: kind for kind in (read_measure_kind(path) for path in KINDS_FOLDER.glob("*.toml"))}


def placed(site: Site, kind: str, geometry: str, **parameters: float | str) -> Applied:
    return apply(site, (Measure("m1", kind, geometry, None, tuple(sorted(parameters.items()))),), KINDS)


def box(west: float, south: float, east: float, north: float) -> str:
    return shapely.box(WEST + west, SOUTH + south, WEST + east, SOUTH + north).wkt


def stroke(*places: tuple[float, float]) -> str:
    return shapely.LineString([(WEST + x, SOUTH + y) for x, y in places]).wkt


def point(x: float, y: float) -> str:
    return f"POINT ({WEST + x} {SOUTH + y})"


def dug(before: Site, after: Site) -> np.ndarray:
    return np.asarray(before.terrain.values - after.terrain.values, float)


@pytest.mark.parametrize(("profile", "share"), [("V", 1 / 2), ("trough", 3 / 4)])
@pytest.mark.parametrize("cell", [0.5, 1.0, 2.0])
def test_a_lowered_street_has_the_section_that_was_asked_for(profile: str, share: float, cell: float) -> None:
    site = block_site(boxes=(), cell=cell, slope=0.01)
    after = placed(site, "lowered-street", stroke((10, 60), (110, 60)), width=8.0, depth=0.4, profile=profile).site
    lower = dug(site, after)
    # A triangle, or a trapezoid whose level bed is half as wide: shares of width times depth.
    assert lower.sum() * cell**2 == pytest.approx(100 * 8.0 * 0.4 * share, rel=0.01)
    assert lower.min() >= 0
    assert lower.max() == pytest.approx(0.4, abs=0.4 * cell / 8.0 + 1e-4)
    assert (after.land_cover.values == site.land_cover.values).all()


@pytest.mark.parametrize("ends", [((10, 60), (110, 60)), ((110, 60), (10, 60))])
def test_its_bed_falls_all_the_way_and_cuts_through_a_hump(ends: tuple[tuple[float, float], ...]) -> None:
    plane = block_site(boxes=(), slope=0.01)
    x = plane.terrain.easting() - WEST
    hump = 0.8 * np.exp(-(((x - 60) / 12) ** 2))
    hollow = -0.5 * np.exp(-(((x - 95) / 5) ** 2))
    ground = (plane.terrain.values + hump + hollow).astype(np.float32)
    site = replace(plane, terrain=plane.terrain.with_values(ground))
    after = placed(site, "lowered-street", stroke(*ends), width=6.0, depth=0.3, profile="trough").site
    row, _ = site.terrain.index(np.array(WEST + 60.0), np.array(SOUTH + 60.1))
    bed = after.terrain.values[int(row)][(x > 11) & (x < 109)]
    # Cells hold means of float32 heights: a fall of 0.5 % is 5 mm a cell.
    assert (np.diff(bed) < -0.004).all()
    assert (dug(site, after)[int(row)][(x > 11) & (x < 109)] > 0.29).all()


def test_a_street_by_a_tap_lies_along_its_length() -> None:
    site = block_site(boxes=(), slope=0.01)
    after = placed(site, "lowered-street", point(60, 60), width=6.0, length=40.0, turn=90.0, depth=0.3).site
    rows, columns = np.nonzero(dug(site, after) > 1e-3)
    assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (6, 40)


def test_a_wide_street_by_a_tap_lies_along_its_length_too() -> None:
    site = block_site(boxes=(), slope=0.0)
    after = placed(site, "lowered-street", point(60, 60), width=30.0, length=20.0, depth=0.3).site
    lower = dug(site, after)
    x = site.terrain.easting() - WEST
    row, _ = site.terrain.index(np.array(WEST + 60.0), np.array(SOUTH + 60.1))
    # A V across the width: deepest along the line from south to north.
    assert x[np.argmax(lower[int(row)])] == pytest.approx(60.0, abs=0.5)
    assert lower[int(row)][np.abs(x - 60) > 14.5].max() < 0.02


def test_a_bent_street_is_half_as_wide_on_both_sides() -> None:
    site = block_site(boxes=(), cell=0.5, slope=0.0)
    way = stroke((20, 20), (50, 20), (50, 24), (20, 24))
    after = placed(site, "lowered-street", way, width=10.0, depth=0.4).site
    row, column = site.terrain.index(np.array(WEST + 35.25), np.array(SOUTH + 17.75))
    # A V that is 2.25 m from its middle of 5 m, after 15 m of a bed that falls by 0.5 %.
    assert dug(site, after)[int(row), int(column)] == pytest.approx(0.4 * (1 - 2.25 / 5) + 15.25 * 0.005, abs=0.01)


def test_a_street_is_not_cut_through_a_hill() -> None:
    plane = block_site(boxes=(), slope=0.0)
    hill = 1.5 * np.exp(-(((plane.terrain.easting() - WEST - 60) / 12) ** 2))
    site = replace(plane, terrain=plane.terrain.with_values((plane.terrain.values + hill).astype(np.float32)))
    over = placed(site, "lowered-street", stroke((10, 60), (110, 60)), depth=0.3)
    assert [s.reason.id for s in over.skipped] == ["measures.skipped.bed-too-deep"]
    assert over.site is site
    assert not placed(site, "lowered-street", stroke((60, 60), (110, 60)), depth=0.3).skipped


def test_its_rims_are_seen_and_hold_no_water() -> None:
    site = block_site(boxes=(), slope=0.01)
    after = placed(site, "lowered-street", stroke((10, 60), (110, 60)), width=8.0, depth=0.3).site
    assert after.objects.ids == ("m1",)
    assert walls_of(after) == trenches_of(after) == ()
    corners = after.objects.surfaces.vertices
    y = corners[:, 1] + site.origin[1] - SOUTH
    assert np.abs(y - 60.0).min() > 3.7
    assert np.abs(y - 60.0).max() == pytest.approx(4.0)
    # Both sides all along, and open ends.
    assert np.ptp(corners[:, 0]) == pytest.approx(100.0, abs=4.0)


def test_a_street_ends_at_the_edge_of_the_site() -> None:
    site = block_site(boxes=(), slope=0.01)
    after = placed(site, "lowered-street", stroke((-30, 60), (60, 60)), width=8.0, depth=0.3).site
    assert dug(site, after).sum() == pytest.approx(60 * 8.0 * 0.3 / 2, rel=0.01)
    assert after.objects.surfaces.vertices[:, 0].min() >= -1e-6
    outside = placed(site, "lowered-street", stroke((-90, 60), (-30, 60)))
    assert [s.reason.id for s in outside.skipped] == ["measures.skipped.no-free-ground"]


def test_a_street_spares_buildings() -> None:
    site = block_site(slope=0.0)
    after = placed(site, "lowered-street", stroke((5, 25), (115, 25)), width=4.0, depth=0.3).site
    x, y = np.meshgrid(site.terrain.easting(), site.terrain.northing())
    inside = shapely.contains_xy(shapely.union_all(site.buildings.footprints), x, y)
    assert dug(site, after)[inside].max() == pytest.approx(0.0, abs=1e-6)
    assert [s.reason.id for s in placed(site, "lowered-street", box(22, 22, 48, 33)).skipped] == [
        "measures.skipped.no-free-ground"
    ]


def test_a_wall_is_a_body_that_follows_the_ground_and_leaves_the_terrain() -> None:
    site = block_site(slope=0.05)
    after = placed(site, "wall", stroke((5, 10), (115, 10)), width=0.3, crest=60.0).site
    assert after.terrain is site.terrain
    (wall,) = walls_of(after)
    assert wall.height == pytest.approx(0.6)
    assert wall.outline.area == pytest.approx(110 * 0.3)
    assert after.objects.ids == ("m1",)
    surfaces = after.objects.surfaces
    top = surfaces.vertices[np.unique(surfaces.triangles[surfaces.triangle_surface == 0])]
    assert top[:, 2] == pytest.approx(20.0 - 0.05 * top[:, 0] + 0.6, abs=1e-3)
    assert after.digest != site.digest
    assert trenches_of(after) == ()


def test_a_wall_stands_beside_buildings_only_and_on_the_site() -> None:
    site = block_site(slope=0.0)
    (wall,) = walls_of(placed(site, "wall", stroke((-20, 25), (115, 25)), width=0.4).site)
    assert wall.outline.area == pytest.approx((115 - 30 - 30) * 0.4)
    assert [s.reason.id for s in placed(site, "wall", stroke((22, 25), (48, 25))).skipped] == [
        "measures.skipped.no-free-ground"
    ]


def test_a_trench_is_kept_with_its_numbers() -> None:
    site = block_site(slope=0.0)
    after = placed(site, "infiltration-trench", point(105, 10), width=2.0, length=20.0, fill=1.5, pores=40.0).site
    (trench,) = trenches_of(after)
    assert (trench.room, trench.soak, trench.intake) == pytest.approx((0.6, 36.0, 3600.0))
    assert trench.outline.area == pytest.approx(40.0)
    assert (after.land_cover.values == LandCover.SWALE).sum() == 40
    assert walls_of(after) == ()


def test_works_stay_in_the_order_in_which_they_were_placed() -> None:
    site = block_site(slope=0.0)
    wall = Measure("w", "wall", stroke((5, 10), (15, 10)))
    garden = Measure("g", "rain-garden", point(105, 10))
    low = Measure("k", "wall", stroke((5, 12), (15, 12)), None, (("crest", 10.0),))
    after = apply(site, (wall, garden, low), KINDS).site
    assert after.objects.ids == ("w", "g", "k")
    assert [w.height for w in walls_of(after)] == [0.5, 0.1]
    assert [t.room for t in trenches_of(after)] == pytest.approx([0.6 * 0.2])


@pytest.mark.parametrize(
    "attributes",
    [
        {"planned-work": "wall"},
        {"planned-work": "wall", "planned-outline": "here", "height": "1"},
        {"planned-work": "wall", "planned-outline": "POINT (1 2)", "height": "high"},
        {"planned-work": "moat", "planned-outline": "POINT (1 2)", "height": "1"},
        {"planned-work": "wall", "planned-outline": "POLYGON ((0 0, 9 0, 9 9, 0 0))", "height": "inf"},
        {"planned-work": "wall", "planned-outline": "POLYGON ((0 0, 9 0, 9 9, 0 0))", "height": "nan"},
        {"planned-work": "wall", "planned-outline": "POLYGON ((0 0, 9 0, 9 9, 0 0))", "height": "-1"},
        {"planned-work": "wall", "planned-outline": "POLYGON ((0 0, inf 0, 9 9, 0 0))", "height": "1"},
        {"planned-work": "wall", "planned-outline": "POLYGON EMPTY", "height": "1"},
        {"planned-work": "trench", "planned-outline": "POINT (1 2)", "room": "nan", "soak": "1", "intake": "1"},
    ],
)
def test_attributes_that_are_none_of_ours_are_no_works(attributes: dict[str, str]) -> None:
    site = placed(block_site(slope=0.0), "wall", stroke((5, 10), (15, 10))).site
    objects = replace(site.objects, attributes=AttributeTable.of([attributes]))
    strange = replace(site, objects=objects_joined([objects, site.objects]))
    assert [w.height for w in walls_of(strange)] == [0.5]
    assert trenches_of(strange) == ()


def test_an_outline_that_crosses_itself_is_mended() -> None:
    site = placed(block_site(slope=0.0), "wall", stroke((5, 10), (15, 10))).site
    bow = "POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))"
    table = AttributeTable.of([{"planned-work": "wall", "planned-outline": bow, "height": "1"}])
    (wall,) = walls_of(replace(site, objects=replace(site.objects, attributes=table)))
    assert wall.outline.is_valid
    assert wall.outline.area == pytest.approx(8.0)


def in_both_orders(site: Site, *measures: Measure) -> tuple[Site, Site]:
    one, other = (apply(site, order, KINDS) for order in (measures, measures[::-1]))
    assert not one.skipped + other.skipped
    return one.site, other.site


def test_a_wall_follows_the_street_below_it_whichever_was_placed_first() -> None:
    site = block_site(boxes=(), slope=0.0)
    wall = Measure("w", "wall", stroke((60, 20), (60, 100)), None, (("crest", 60.0),))
    street = Measure("s", "lowered-street", stroke((10, 60), (110, 60)), None, (("depth", 0.5), ("width", 20.0)))
    corners = []
    for after in in_both_orders(site, wall, street):
        objects = after.objects
        mine = objects.surfaces.building == objects.ids.index("w")
        top = np.flatnonzero(mine)[0]
        triangles = objects.surfaces.triangles[objects.surfaces.triangle_surface == top]
        corners.append(objects.surfaces.vertices[np.unique(triangles)])
    assert corners[0] == pytest.approx(corners[1])
    first = corners[0]
    y = first[:, 1] + site.origin[1] - SOUTH
    assert first[np.abs(y - 60) < 1.0][:, 2].max() < 20.0 - 0.4 + 0.6
    assert first[np.abs(y - 60) > 12.0][:, 2] == pytest.approx(20.6)


def test_trenches_in_one_place_count_once() -> None:
    site = block_site(boxes=(), slope=0.0)
    a = Measure("a", "infiltration-trench", box(20, 20, 40, 30))
    b = Measure("b", "rain-garden", box(30, 20, 50, 30))
    for after in in_both_orders(site, a, b):
        assert sum(t.outline.area for t in trenches_of(after)) == pytest.approx(300.0)
    within = replace(a, id="c", geometry=box(25, 22, 35, 28))
    turned = Measure("d", "infiltration-trench", point(60.1234, 80.4321), None, (("length", 60.0), ("turn", 33.3)))
    twice = replace(turned, id="e")
    assert [(s.measure, s.reason.id) for s in apply(site, (a, within, turned, twice), KINDS).skipped] == [
        ("c", "measures.skipped.no-free-ground"),
        ("e", "measures.skipped.no-free-ground"),
    ]


def test_a_building_takes_the_place_of_the_works_below_it() -> None:
    site = block_site(boxes=(), slope=0.0)
    trench = Measure("t", "infiltration-trench", box(20, 20, 40, 30))
    wall = Measure("w", "wall", stroke((25, 40), (25, 10)), None, (("width", 0.4),))
    gone = Measure("g", "wall", stroke((33, 22), (38, 22)))
    house = Measure("h", "new-building", box(20, 15, 40, 25))
    after = apply(site, (trench, wall, gone, house), KINDS).site
    (left,) = trenches_of(after)
    assert left.outline.area == pytest.approx(100.0)
    (stands,) = walls_of(after)
    assert stands.outline.area == pytest.approx((30 - 10) * 0.4)
    assert after.objects.ids == ("t", "w")
    y = after.objects.surfaces.vertices[:, 1] + site.origin[1] - SOUTH
    assert not ((y > 15.1) & (y < 24.9)).any()


@pytest.mark.parametrize("cell", [0.5, 1.0, 2.0])
def test_a_basin_holds_the_volume_of_its_geometry(cell: float) -> None:
    site = block_site(boxes=(), cell=cell, slope=0.0, size=160.0)
    after = placed(site, "retention-basin", box(100, 40, 120, 80), depth=1.5, bank=2.0).site
    # A frustum with a rectangle of 20 x 40 m above and one of 14 x 34 m below.
    frustum = 1.5 / 6 * (20 * 40 + 4 * 17 * 37 + 14 * 34)
    assert dug(site, after).sum() * cell**2 == pytest.approx(frustum, rel=0.02)
    kind = KINDS["retention-basin"]
    measure = Measure("m", kind.id, box(100, 40, 120, 80), None, (("bank", 2.0), ("depth", 1.5)))
    assert measure_size(kind, measure, site) == pytest.approx(frustum, rel=1e-6)


@pytest.mark.parametrize(
    ("shape", "depth", "bank", "volume"),
    [
        (shapely.box(20, 20, 23, 23), 3.0, 3.0, 1.5),
        (shapely.box(20, 20, 35, 50), 3.0, 5.0, 281.25),
        (shapely.box(20, 20, 35, 50), 3.0, 0.0, 1350.0),
        (shapely.Polygon([(20, 20), (60, 20), (60, 26), (36, 26), (36, 60), (20, 60)]), 3.0, 2.0, None),
    ],
)
def test_a_basin_is_priced_as_it_is_dug(
    shape: shapely.Polygon, depth: float, bank: float, volume: float | None
) -> None:
    site = block_site(boxes=(), cell=0.25, slope=0.0, size=70.0)
    kind, set_ = KINDS["retention-basin"], {"depth": depth, "bank": bank}
    geometry = shapely.affinity.translate(shape, WEST, SOUTH).wkt
    priced = measure_size(kind, Measure("m", kind.id, geometry, None, tuple(sorted(set_.items()))), site)
    if volume is not None:
        assert priced == pytest.approx(volume, rel=0.002)
    cells = float(dug(site, placed(site, kind.id, geometry, **set_).site).sum()) * site.terrain.cell**2
    assert priced == pytest.approx(cells, rel=0.01, abs=0.05)


def test_a_wall_costs_what_is_built_of_it() -> None:
    kind = KINDS["wall"]
    # 20 m beyond the site's edge, and 30 m each through two houses.
    across = Measure("m", "wall", stroke((-20, 25), (115, 25)))
    assert measure_size(kind, across, block_site(slope=0.0)) == pytest.approx(55.0)


def test_a_wall_costs_by_its_length() -> None:
    site = block_site(boxes=(), slope=0.0)
    kind = KINDS["wall"]
    assert measure_size(kind, Measure("m", "wall", stroke((5, 5), (35, 45))), site) == pytest.approx(50.0)
    turned = Measure("m", "wall", point(60, 60), None, (("length", 24.0), ("turn", 30.0)))
    assert measure_size(kind, turned, site) == pytest.approx(24.0, rel=1e-4)
