"""Real files of many dialects: exact counts (told by another program), areas, places."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planningtable.app.importer import check_files
from planningtable.city.assemble import Assembled, assemble
from planningtable.city.crs.locate import coordinates_of
from planningtable.city.crs.reference import degrees, named, placement
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.readers.citygml.document import CityDocument
from planningtable.city.readers.citygml.reader import read_city
from planningtable.city.readers.files import parts_of


@dataclass(frozen=True)
class Case:
    file: str
    buildings: int
    parts: int = 0
    polygons: int = 0
    triangles: int = 0
    version: str = "2.0"
    surfaces: dict[str, int] = field(default_factory=dict)
    lods: dict[str, int] = field(default_factory=dict)
    reported: int = 0


CASES = (
    Case(
        "citygml/v1_berlin_sample.citygml",
        61,
        polygons=1125,
        version="1.0",
        surfaces={"GroundSurface": 83, "RoofSurface": 249, "WallSurface": 793},
        lods={"2": 61},
    ),
    Case(
        "citygml/v1_denhaag_01.xml.gz",
        844,
        parts=1653,
        polygons=16209,
        triangles=5595,
        version="1.0",
        surfaces={"GroundSurface": 1990, "RoofSurface": 3004, "WallSurface": 11215},
        lods={"2": 844},
    ),
    Case("citygml/v1_fuerth_adv_solids.gml", 111, polygons=1056, version="1.0", lods={"2": 111}),
    Case("citygml/v1_geores_town_textured.zip", 5, polygons=2616, triangles=5, version="1.0", lods={"3": 5}),
    Case("citygml/v1_karlsruhe_lindenallee_nosrs.gml", 95, polygons=745, version="1.0", lods={"2": 95}),
    Case("citygml/v2_sig3d_generic_attributes.xml", 1, polygons=6, lods={"1": 1}),
    Case("citygml/v2_ogc_lod0_to_lod4.zip", 7, parts=1, triangles=66, reported=1 + 5),
    Case("citygml/v2_lod3_textured_house.zip", 1, polygons=3092, lods={"3": 1}),
    Case("citygml/v2_ade_unknown.gml", 1, polygons=7, lods={"2": 1}),
    Case(
        "citygml/v2_plateau_yokosuka.zip",
        13,
        parts=2,
        polygons=811,
        triangles=1066,
        lods={"0": 13, "1": 13, "2": 2},
    ),
    Case("citygml/v2_plateau_numazu_landuse.gml", 0),
    Case("citygml/v2_plateau_trees_52385628.gml", 0),
    Case("citygml/v3_lod2_100_buildings.gml", 100, polygons=700, version="3.0", lods={"2": 100}),
    Case("citygml/v3_dynamizer_sensor.gml", 1, polygons=11, version="3.0"),
    Case("citygml/xlink_1_simple_v2.gml", 1, polygons=7),
    Case("citygml/xlink_1_simple_v3.gml", 1, polygons=7, version="3.0"),
    Case("citygml/xlink_2_overhang_v3.gml", 1, polygons=9, version="3.0"),
    Case("citygml/v3_samplycity_a.zip", 4, polygons=30 + 20 + 9 + 15, triangles=22, version="3.0"),
    Case("citygml/v2_ingolstadt_lod3_a.zip", 4, polygons=1737, lods={"3": 4}),
    Case(
        "site_duisburg_baerl/lod2_existing_338_5706.gml",
        4,
        parts=4,
        polygons=100,
        version="1.0",
        surfaces={"ClosureSurface": 16, "GroundSurface": 6, "RoofSurface": 18, "WallSurface": 52},
    ),
    Case(
        "site_duisburg_baerl/lod2_existing_plus_tin_v3.gml.gz",
        4,
        parts=4,
        polygons=100,
        triangles=7128,
        version="3.0",
    ),
    Case("load/v3_dhdn_gk4_752_buildings.gml.gz", 752, polygons=12128, version="3.0", lods={"2": 752}),
)


def _read(path: Path) -> tuple[CityDocument, ...]:
    return tuple(read_city(part, Job()) for part in parts_of(path))


def _sum(parts: list[dict[str, int]]) -> dict[str, int]:
    return {key: sum(p.get(key, 0) for p in parts) for key in sorted({k for p in parts for k in p})}


def _assembled(path: Path) -> Assembled:
    documents = _read(path)
    ways = [placement(named(d.reference_names[0]), coordinates_of(d)) if d.reference_names else None for d in documents]
    return assemble(documents, ways, Job())


@pytest.mark.parametrize("case", CASES, ids=lambda case: Path(case.file).name)
def test_counts_of_the_file(shared_data: Path, case: Case) -> None:
    checks = check_files((shared_data / case.file,), None, Job()).files
    assert sum(c.buildings for c in checks) == case.buildings
    assert sum(c.building_parts for c in checks) == case.parts
    assert sum(c.shown for c in checks) == case.buildings - case.reported
    assert {c.version for c in checks} == {case.version}
    assert sum(c.terrain_triangles for c in checks) == case.triangles
    if case.polygons:
        assert sum(c.polygons for c in checks) == case.polygons
    if case.surfaces:
        assert _sum([dict(c.surfaces) for c in checks]) == case.surfaces
    if case.lods:
        assert _sum([dict(c.lods) for c in checks]) == case.lods
    for check in checks:
        assert check.shown + len(check.reported) == check.buildings
        assert check.objects.get("Building", 0) == check.buildings
        assert all(id for id, _ in check.reported)


@pytest.mark.parametrize(
    ("file", "west", "south", "east", "north"),
    [
        ("citygml/v1_berlin_sample.citygml", 13.3859, 52.5120, 13.3895, 52.5152),
        ("citygml/v1_denhaag_01.xml.gz", 4.2670, 52.1010, 4.2790, 52.1075),
        ("citygml/v1_fuerth_adv_solids.gml", 10.9587, 49.4757, 10.9617, 49.4776),
        ("citygml/v2_plateau_yokosuka.zip", 139.73724, 35.25830, 139.74055, 35.26154),
        ("site_duisburg_baerl/lod2_existing_338_5706.gml", 6.6686, 51.4841, 6.6695, 51.4846),
    ],
)
def test_the_city_lies_where_it_is(
    shared_data: Path, file: str, west: float, south: float, east: float, north: float
) -> None:
    documents = tuple(d for d in _read(shared_data / file) if d.buildings)
    way = placement(named(documents[0].reference_names[0]), coordinates_of(documents[0]))
    done = assemble(documents, [way], Job())
    low, high = done.surfaces.ring_points[:, :2].min(axis=0), done.surfaces.ring_points[:, :2].max(axis=0)
    x, y = done.origin
    found = degrees(way.crs, Extent(low[0] + x, low[1] + y, high[0] + x, high[1] + y))
    assert west - 2e-4 <= found.west < found.east <= east + 2e-4
    assert south - 2e-4 <= found.south < found.north <= north + 2e-4


def test_areas_equal_those_that_the_survey_wrote_beside_each_surface(shared_data: Path) -> None:
    path = shared_data / "citygml/v1_fuerth_adv_solids.gml"
    stated = re.findall(r'name="Flaeche">\s*<gen:value>([\d.]+)<', path.read_text("utf-8"))
    done = _assembled(path)
    assert len(stated) == len(done.surfaces) == 1056
    assert done.surfaces.area.sum() == pytest.approx(sum(map(float, stated)), rel=2e-4)


def test_two_versions_of_the_same_quarter_are_the_same(shared_data: Path) -> None:
    one = _assembled(shared_data / "site_duisburg_baerl/lod2_existing_338_5706.gml")
    two = _assembled(shared_data / "site_duisburg_baerl/lod2_existing_plus_tin_v3.gml.gz")
    assert one.buildings.ids == two.buildings.ids
    assert one.surfaces.area.sum() == pytest.approx(two.surfaces.area.sum())
    assert one.buildings.height == pytest.approx(two.buildings.height)
    assert one.buildings.addresses == two.buildings.addresses
    assert one.buildings.addresses[0] == "Heinrich-Kerlen-Str. 4"
    assert set(one.buildings.uses) == {"residential", "garage"}


@pytest.mark.parametrize("version", [2, 3])
def test_shared_surfaces_are_counted_once(shared_data: Path, version: int) -> None:
    # 5 m x 3 m, eaves 3 m, ridge 4.5 m: roof 2 x 5 x sqrt(1.5² + 1.5²) m².
    done = _assembled(shared_data / f"citygml/xlink_1_simple_v{version}.gml")
    assert done.surfaces.area[done.surfaces.kind == 3].sum() == pytest.approx(2 * 5 * 4.5**0.5, abs=0.01)
    assert done.buildings.footprints[0].area == pytest.approx(15.0)


def test_all_generic_attributes_are_kept(shared_data: Path) -> None:
    document = _read(shared_data / "citygml/v2_sig3d_generic_attributes.xml")[0]
    found = document.buildings[0].attributes
    assert found["Bauweise"] == "Massivbau"
    assert found["Anzahl der Eingänge"] == "3"
    assert found["Datum der Baufreigabe"] == "2012-03-09"
    assert found["Web Seite"] == "http://www.sig3d.org"
    assert found["Breite des Gebäudes"] == "20.75 m"
    assert found["Basismengen.Volumen"] == "1260.00 m3"
