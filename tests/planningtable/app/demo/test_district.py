"""The demo district is what a town would deliver: sound geometry, the same bytes every time, readable by others."""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import rasterio
from lxml import etree
from shapely import STRtree, union_all
from shapely.geometry import box

from planningtable.app.demo import District, plan, write_district
from planningtable.app.demo.ground import heights
from planningtable.app.demo.houses import House
from planningtable.app.demo.quarter import build_quarter
from planningtable.app.demo.solids import Corner, Solid, facets, footprint_of
from planningtable.app.demo.trees import plant
from planningtable.city.job import Job
from planningtable.city.land_cover import LandCover
from planningtable.city.site import SurfaceKind
from planningtable.domain.text import CancelledError, PlanningError

GML = "{http://www.opengis.net/gml}"
BLDG = "{http://www.opengis.net/citygml/building/2.0}"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> District:
    return write_district(tmp_path_factory.mktemp("auental"), Job())


@pytest.fixture(scope="module")
def houses() -> tuple[House, ...]:
    return build_quarter().houses


def newell(ring: Sequence[Corner]) -> np.ndarray:
    points = np.asarray(ring)
    following = np.roll(points, -1, axis=0)
    return np.cross(points, following).sum(axis=0) / 2


def test_every_solid_is_closed_and_turned_outwards(houses: tuple[House, ...]) -> None:
    for house in houses:
        for solid in house.solids:
            edges: Counter[tuple[Corner, Corner]] = Counter()
            for _, ring in facets(solid, 100.0):
                edges.update(zip(ring, (*ring[1:], ring[0]), strict=True))
            assert set(edges.values()) == {1}
            assert all((q, p) in edges for p, q in edges)
            area = footprint_of(solid).area
            assert 2.0 * area < _volume(solid) < 60.0 * area


def _volume(solid: Solid) -> float:
    total = 0.0
    start: Corner | None = None
    for _, ring in facets(solid, 0.0):
        start = start or ring[0]
        moved = np.asarray(ring) - np.asarray(start)
        total += float(np.dot(moved[0], newell(moved))) / 3
    return total


def test_every_surface_is_flat_and_faces_where_its_kind_says(houses: tuple[House, ...]) -> None:
    for house in houses:
        for solid in house.solids:
            for kind, ring in facets(solid, 0.0):
                moved = np.asarray(ring) - np.asarray(ring[0])
                normal = newell(moved)
                normal /= np.linalg.norm(normal)
                assert np.abs(moved @ normal).max() < 0.005
                if kind is SurfaceKind.GROUND:
                    assert normal[2] < -0.999
                elif kind is SurfaceKind.ROOF:
                    assert normal[2] > 0.2
                else:
                    assert abs(normal[2]) < 0.02


def test_no_house_stands_on_another_or_on_a_carriageway(houses: tuple[House, ...]) -> None:
    outlines = [house.outline for house in houses]
    tree = STRtree(outlines)
    for i, outline in enumerate(outlines):
        overlaps = [j for j in tree.query(outline) if j != i and outlines[j].intersection(outline).area > 0.02]
        assert not overlaps
    lanes = union_all([street.line.buffer(street.width / 2 + 0.5) for street in plan.STREETS])
    inside = box(0, 0, plan.WIDTH, plan.HEIGHT)
    for house, outline in zip(houses, outlines, strict=True):
        assert outline.intersection(lanes).area < 0.01, house
        assert inside.contains(outline)
        parts = [footprint_of(solid) for solid in house.solids]
        assert sum(part.area for part in parts) == pytest.approx(outline.area, rel=0.002)


def test_the_quarter_is_as_mixed_as_a_town(houses: tuple[House, ...]) -> None:
    assert 240 <= len(houses) <= 300
    roofs = Counter(roof for house in houses for roof in house.roofs)
    assert {"1000", "2100", "3100", "3200", "3400", "3500"} <= set(roofs)
    assert min(roofs[code] for code in ("1000", "2100", "3100", "3200", "3400", "3500")) >= 5
    functions = Counter(house.function for house in houses)
    assert functions["31001_3041"] == functions["31001_3021"] == functions["31001_3065"] == 1
    addresses = [(house.street, house.number) for house in houses if house.street]
    assert len(set(addresses)) == len(addresses) > 220


def test_water_collects_below_the_railway() -> None:
    ground = heights()
    column, row = int(plan.UNDERPASS.x), int(plan.HEIGHT - plan.UNDERPASS.y)
    around = ground[row - 45 : row + 45, column - 45 : column + 45].astype(float)
    lake = ground[row, column] + 1.2
    flooded = {(45, 45)}
    todo = [(45, 45)]
    while todo:  # a pool 1.2 m deep must not reach the edge of the window
        r, c = todo.pop()
        assert 0 < r < 89
        assert 0 < c < 89
        for next_cell in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
            if next_cell not in flooded and around[next_cell] < lake:
                flooded.add(next_cell)
                todo.append(next_cell)
    assert 200 < len(flooded) < 1500


def test_the_stream_falls_from_west_to_east() -> None:
    ground = heights()
    course = [plan.STREAM.interpolate(20 + 40 * i) for i in range(17)]
    bed = [ground[int(plan.HEIGHT - p.y), int(p.x)] for p in course if 0 < p.x < plan.WIDTH]
    assert bed[0] - bed[-1] > 1.0
    assert np.diff(bed).max() < 0.3


def test_city_model_is_well_formed_and_its_links_resolve(district: District) -> None:
    tree = etree.parse(district.city)
    ids = {element.get(f"{GML}id") for element in tree.iter() if element.get(f"{GML}id")}
    links = [element.get("{http://www.w3.org/1999/xlink}href") for element in tree.iter(f"{GML}surfaceMember")]
    wanted = [link.removeprefix("#") for link in links if link]
    assert wanted
    assert set(wanted) <= ids
    assert len(list(tree.iter(f"{BLDG}Building"))) == len(build_quarter().houses)
    assert len(list(tree.iter(f"{BLDG}BuildingPart"))) == 8
    envelope = next(tree.iter(f"{GML}Envelope"))
    assert envelope.get("srsName") == "urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH"


def test_houses_stand_on_the_lowest_ground_below_them(district: District, houses: tuple[House, ...]) -> None:
    ground = heights()
    tree = etree.parse(district.city)
    for building, house in zip(tree.iter(f"{BLDG}Building"), houses, strict=True):
        base = min(
            float(value)
            for positions in building.iter(f"{GML}posList")
            for value in (positions.text or "").split()[2::3]
        )
        spot = house.outline.representative_point()
        assert ground[int(plan.HEIGHT - spot.y), int(spot.x)] >= base - 0.02


def test_grids_share_cells_and_name_their_crs(district: District) -> None:
    with rasterio.open(district.terrain) as terrain, rasterio.open(district.land_cover) as cover:
        assert terrain.crs.to_epsg() == cover.crs.to_epsg() == plan.CRS_CODE
        assert terrain.transform == cover.transform
        assert terrain.shape == cover.shape == (520, 640)
        assert terrain.dtypes == ("float32",)
        codes = set(np.unique(cover.read(1)).tolist())
        assert codes <= {int(code) for code in LandCover}
        assert {LandCover.WATER, LandCover.ASPHALT, LandCover.BUILDING, LandCover.LAWN, LandCover.GRAVEL} <= codes
        assert cover.tags()["CLASS_10"] == "WATER"


def test_register_and_streets_read_as_delivered(district: District) -> None:
    raw = district.trees.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert 400 <= len(rows) <= 600
    assert all("," in row["Ostwert"] and "." not in row["Ostwert"] for row in rows)
    streets = json.loads(district.streets.read_text(encoding="utf-8"))
    assert {feature["properties"]["class"] for feature in streets["features"]} == {"main", "residential", "path"}


def test_no_tree_grows_in_a_house_or_on_a_carriageway(houses: tuple[House, ...]) -> None:
    blocked = union_all([house.outline for house in houses] + [s.line.buffer(s.width / 2) for s in plan.STREETS])
    for tree in plant(houses):
        assert not blocked.contains(box(tree.x - 0.1, tree.y - 0.1, tree.x + 0.1, tree.y + 0.1))


def test_the_same_bytes_every_time(district: District, tmp_path: Path) -> None:
    again = write_district(tmp_path, Job())
    for name in ("city", "terrain", "land_cover", "streets", "trees"):
        first, second = (hashlib.sha256(getattr(d, name).read_bytes()).hexdigest() for d in (district, again))
        assert first == second, name


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PlanningError) as caught:
        write_district(tmp_path / "file" / "below", Job())
    assert caught.value.text.id == "error.demo.folder"


def test_cancelled(tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        write_district(tmp_path, job)
