"""Measures on a site."""

import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.digest import digest_of
from planningtable.city.geometry.roofs import RoofClass, roof_suitability
from planningtable.city.land_cover import LandCover
from planningtable.city.measures.apply import HANDLERS, Applied, apply
from planningtable.city.measures.kind import MeasureKind
from planningtable.city.measures.kind_file import EFFECT_SETTINGS, read_measure_kind
from planningtable.city.site import Site, SurfaceKind
from planningtable.domain.values import Measure

KINDS_FOLDER = Path(__file__).parents[4] / "plugins" / "measures" / "kinds"


@pytest.fixture(scope="module")
def kinds() -> Mapping[str, MeasureKind]:
    read = (read_measure_kind(path) for path in KINDS_FOLDER.glob("*.toml"))
    return {kind.id: kind for kind in read}


@pytest.fixture
def site() -> Site:
    return block_site()


def point(x: float, y: float) -> str:
    return f"POINT ({WEST + x} {SOUTH + y})"


def box(west: float, south: float, east: float, north: float) -> str:
    return shapely.box(WEST + west, SOUTH + south, WEST + east, SOUTH + north).wkt


def one(kind: str, geometry: str, target: str | None = None, **parameters: float | str) -> Measure:
    return Measure("m1", kind, geometry, target, tuple(sorted(parameters.items())))


def covered(site: Site, cover: LandCover) -> float:
    return float((site.land_cover.values == cover).sum()) * site.land_cover.cell**2


def test_every_effect_that_a_file_may_name_has_a_handler() -> None:
    assert set(HANDLERS) == set(EFFECT_SETTINGS)


def test_no_measures_leave_the_site_as_it_is(site: Site, kinds: Mapping[str, MeasureKind]) -> None:
    assert apply(site, (), kinds).site is site


def test_a_tree_is_planted_as_planned(site: Site, kinds: Mapping[str, MeasureKind]) -> None:
    after = apply(site, (one("tree", point(10, 10), crown=7.5),), kinds).site
    assert len(after.trees) == len(site.trees) + 1
    assert after.trees.planned[-1]
    assert after.trees.crown[-1] == 7.5
    assert after.trees.ids[-1] == "m1"
    assert after.digest == digest_of(after) != site.digest


@pytest.mark.parametrize(("x", "y", "reason"), [(30, 25, "no-free-ground"), (-50, 10, "outside")])
def test_a_tree_needs_free_ground(
    site: Site, kinds: Mapping[str, MeasureKind], x: float, y: float, reason: str
) -> None:
    done = apply(site, (one("tree", point(x, y)),), kinds)
    assert done.site is site
    assert [s.reason.id for s in done.skipped] == [f"measures.skipped.{reason}"]


def test_unsealing_spares_buildings(site: Site, kinds: Mapping[str, MeasureKind]) -> None:
    after = apply(site, (one("unsealing", box(0, 30, 60, 52), cover="MEADOW"),), kinds).site
    assert covered(after, LandCover.BUILDING) == covered(site, LandCover.BUILDING)
    assert covered(after, LandCover.MEADOW) == pytest.approx(60 * 22 - 30 * 5)


def test_a_swale_holds_its_volume_and_has_banks(kinds: Mapping[str, MeasureKind]) -> None:
    flat = block_site(slope=0.0)
    after = apply(flat, (one("swale", box(100, 10, 110, 20), depth=0.3, bank=2.0),), kinds).site
    dug = flat.terrain.values - after.terrain.values
    assert dug.max() == pytest.approx(0.3, abs=1e-5)
    assert 0 < dug[dug > 0].min() < 0.3
    assert (dug >= 0).all()
    # Frustum: 10 x 10 m at the top, 0.6 m of bank on each side; cells hold the mean of the bank.
    assert dug.sum() == pytest.approx(0.3 / 3 * (100 + 8.8**2 + 10 * 8.8), rel=0.02)
    assert covered(after, LandCover.SWALE) == 100


def test_a_swale_on_a_slope_has_a_level_bottom(kinds: Mapping[str, MeasureKind]) -> None:
    slope = block_site(slope=0.02)
    after = apply(slope, (one("swale", box(100, 10, 110, 20), depth=0.3, bank=0.0),), kinds).site
    dug = after.land_cover.values == LandCover.SWALE
    bottom = after.terrain.values[dug]
    assert np.ptp(bottom) < 1e-5
    assert bottom[0] == pytest.approx(20 - 0.02 * 110 - 0.3, abs=0.02)


def test_an_area_may_be_a_tap_or_a_stroke(site: Site, kinds: Mapping[str, MeasureKind]) -> None:
    tap = apply(site, (one("unsealing", point(105, 48), width=4.0, length=6.0, cover="SHRUBS"),), kinds).site
    assert covered(tap, LandCover.SHRUBS) == 24
    turned = apply(
        site, (one("unsealing", point(105, 48), width=4.0, length=6.0, turn=90.0, cover="SHRUBS"),), kinds
    ).site
    rows, columns = np.nonzero(turned.land_cover.values == LandCover.SHRUBS)
    assert np.ptp(columns) > np.ptp(rows)
    stroke = f"LINESTRING ({WEST + 2} {SOUTH + 10}, {WEST + 12} {SOUTH + 10})"
    line = apply(site, (one("unsealing", stroke, width=4.0, cover="SHRUBS"),), kinds).site
    assert covered(line, LandCover.SHRUBS) == 40


def test_a_green_roof_lies_on_the_roofs_of_one_building(site: Site, kinds: Mapping[str, MeasureKind]) -> None:
    after = apply(site, (one("green-roof", point(25, 25), "b0", substrate=10.0),), kinds).site
    green = after.surfaces.green > 0
    assert set(after.surfaces.building[green]) == {0}
    assert set(after.surfaces.kind[green]) == {SurfaceKind.ROOF}
    assert after.surfaces.area[green].sum() == pytest.approx(30 * 15)


def test_cisterns_add_up(site: Site, kinds: Mapping[str, MeasureKind]) -> None:
    after = apply(site, (one("cistern", point(0, 0), "b1", volume=4.0), one("cistern", point(0, 0), "b1")), kinds).site
    assert after.buildings.cistern.tolist() == [0, 9, 0, 0]


def test_a_new_building_stands_on_the_ground_and_fells_trees(site: Site, kinds: Mapping[str, MeasureKind]) -> None:
    measure = one("new-building", box(45, 48, 80, 62), storeys=3, substrate=8.0, use="school")
    after = apply(site, (measure,), kinds).site
    assert after.buildings.ids[-1] == "m1"
    assert after.buildings.uses[-1] == "school"
    assert after.buildings.storeys[-1] == 3
    assert 9.0 <= after.buildings.height[-1] < 9.4
    footprint = after.buildings.footprints[-1]
    assert footprint.area == pytest.approx(35 * 14 - 20 * 2)  # it gives way to b3
    mine = after.surfaces.building == 4
    roof = mine & (after.surfaces.kind == SurfaceKind.ROOF)
    assert after.surfaces.area[roof].sum() == pytest.approx(footprint.area)
    assert (after.surfaces.green[roof] == 8.0).all()
    assert after.surfaces.triangles.max() == len(after.surfaces.vertices) - 1
    assert after.surfaces.ring_offsets[-1] == len(after.surfaces.ring_points)
    assert covered(after, LandCover.BUILDING) == covered(site, LandCover.BUILDING) + 450
    assert len(after.trees) == 1


def test_a_removed_building_is_gone_and_the_others_keep_their_walls(
    site: Site, kinds: Mapping[str, MeasureKind]
) -> None:
    after = apply(site, (one("remove-building", point(70, 30), "b1", cover="LAWN"),), kinds).site
    assert after.buildings.ids == ("b0", "b2", "b3")
    assert after.buildings.height.tolist() == [12, 15, 6]
    for new, old in ((0, 0), (1, 2), (2, 3)):
        assert mesh_of(after, new) == mesh_of(site, old)
        assert rings_of(after, new) == rings_of(site, old)
    assert covered(after, LandCover.BUILDING) == covered(site, LandCover.BUILDING) - 450


def mesh_of(site: Site, row: int) -> list[list[float]]:
    mine = site.surfaces.building[site.surfaces.triangle_surface] == row
    corners = site.surfaces.vertices[site.surfaces.triangles[mine]]
    return [list(triangle.ravel()) for triangle in corners]


def rings_of(site: Site, row: int) -> list[list[float]]:
    s = site.surfaces
    starts = s.ring_offsets
    return [
        list(s.ring_points[starts[r] : starts[r + 1]].ravel())
        for r in range(len(s.ring_surface))
        if s.building[s.ring_surface[r]] == row
    ]


def test_the_order_counts_and_lost_targets_are_listed(site: Site, kinds: Mapping[str, MeasureKind]) -> None:
    remove = Measure("gone", "remove-building", point(25, 25), "b0")
    roof = Measure("roof", "green-roof", point(25, 25), "b0")
    strange = Measure("strange", "magnetic-levitation", point(1, 1))
    blank = Measure("blank", "tree", "POINT EMPTY")
    broken = Measure("broken", "tree", "here")
    done = apply(site, (remove, roof, strange, blank, broken), kinds)
    assert isinstance(done, Applied)
    assert [(s.measure, s.reason.id.rsplit(".", 1)[1]) for s in done.skipped] == [
        ("roof", "no-building"),
        ("strange", "unknown-kind"),
        ("blank", "no-geometry"),
        ("broken", "no-geometry"),
    ]
    assert not apply(site, (roof, remove), kinds).skipped


def test_measures_on_new_buildings(site: Site, kinds: Mapping[str, MeasureKind]) -> None:
    house = Measure("house", "new-building", box(2, 2, 14, 14))
    roof = Measure("roof", "green-roof", point(5, 5), "house")
    after = apply(site, (house, roof), kinds).site
    assert (after.surfaces.green > 0).sum() == 1
    assert apply(
        site, (house, roof, Measure("no", "remove-building", point(5, 5), "house")), kinds
    ).site.buildings.ids == (site.buildings.ids)


def test_the_site_is_not_changed_and_ten_measures_are_quick(kinds: Mapping[str, MeasureKind]) -> None:
    boxes = tuple((20 * i + 2.0, 20 * j + 2.0, 20 * i + 12.0, 20 * j + 14.0, 9.0) for i in range(16) for j in range(16))
    site = block_site(size=330.0, boxes=boxes)
    measures = (
        Measure("t1", "tree", point(16, 16)),
        Measure("t2", "tree", point(36, 36)),
        Measure("u1", "unsealing", point(100, 48)),
        Measure("s1", "swale", point(17, 60)),
        Measure("g1", "green-roof", point(0, 0), "b3"),
        Measure("g2", "green-roof", point(0, 0), "b30"),
        Measure("c1", "cistern", point(0, 0), "b3"),
        Measure("n1", "new-building", box(12.5, 300, 20, 320)),
        Measure("r1", "remove-building", point(0, 0), "b40"),
        Measure("p1", "permeable-paving", point(200, 48)),
    )
    before = digest_of(site)
    apply(site, measures, kinds)
    start = time.perf_counter()
    done = apply(site, measures, kinds)
    seconds = time.perf_counter() - start
    assert not done.skipped
    assert digest_of(site) == before == site.digest
    assert apply(site, measures, kinds).site.digest == done.site.digest
    # Generous: a shared machine must not make this fail; it takes about 30 ms.
    assert seconds < 0.5


def test_suitability_by_slope_and_size() -> None:
    site = block_site(boxes=((0, 0, 10, 10, 5), (20, 0, 23, 3, 5)))
    roofs = site.surfaces.kind == SurfaceKind.ROOF
    classes = roof_suitability(site.surfaces)
    assert classes[roofs].tolist() == [RoofClass.A, RoofClass.E]
    assert set(classes[~roofs]) == {255}
