"""Every CityGML file of the shared data: counts that were told by grep and by an XPath count over the raw files."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml.format import CITYGML
from planningtable.city.readers.containers import sources_of
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Heading
from planningtable.domain.text import PlanningError


@dataclass(frozen=True)
class Case:
    file: str
    version: str
    objects: Mapping[str, int]
    polygons: int = 0
    holes: int = 0
    triangles: int = 0
    solids: int = 0
    links: int = 0
    surfaces: Mapping[str, int] = field(default_factory=dict)
    crs: tuple[str, ...] = ()
    textured: int = 0
    coloured: int = 0
    instances: int = 0
    lines: int = 0
    features: Mapping[str, int] = field(default_factory=dict)
    lods: str = ""
    dangling: int = 0


COMPOUND = "urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783"
PLATEAU = "http://www.opengis.net/def/crs/EPSG/0/6697"
NRW = "urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH"
BOX = {"GroundSurface": 1, "RoofSurface": 1, "WallSurface": 4}
BAERL = {"ClosureSurface": 16, "GroundSurface": 6, "RoofSurface": 18, "WallSurface": 52}

CASES = (
    Case(
        "citygml/v1_berlin_sample.citygml",
        "1.0",
        {"Building": 61},
        1125,
        5,
        surfaces={"GroundSurface": 83, "RoofSurface": 249, "WallSurface": 793},
        crs=("EPSG:25833",),
        lods="2",
    ),
    Case(
        "citygml/v1_fuerth_adv_solids.gml",
        "1.0",
        {"Building": 111},
        1056,
        solids=111,
        links=1056,
        surfaces={"GroundSurface": 111, "RoofSurface": 217, "WallSurface": 728},
        crs=("urn:adv:crs:DE_DHDN_3GK4*DE_DHN92_NH",),
        lods="2",
    ),
    Case(
        "citygml/v1_denhaag_01.xml.gz",
        "1.0",
        {"Building": 844, "BuildingPart": 1653, "ReliefFeature": 1, "TINRelief": 1},
        16209,
        triangles=5595,
        solids=1990,
        links=16209,
        surfaces={"GroundSurface": 1990, "RoofSurface": 3004, "WallSurface": 11215},
        crs=("urn:ogc:def:crs:EPSG::28992",),
        coloured=16209,
        features={"X3DMaterial": 5970},
        lods="2",
    ),
    Case(
        "citygml/v1_geores_town_textured.zip",
        "1.0",
        {
            "Building": 5,
            "BuildingInstallation": 10,
            "Road": 1,
            "TrafficArea": 3,
            "AuxiliaryTrafficArea": 2,
            "LandUse": 1,
            "SolitaryVegetationObject": 13,
            "CityFurniture": 9,
            "ReliefFeature": 1,
            "TINRelief": 1,
        },
        5199,
        373,
        triangles=5,
        links=54,
        surfaces={"GroundSurface": 5, "RoofSurface": 42, "WallSurface": 39, "Window": 75, "Door": 6},
        crs=("urn:ogc:def:crs,crs:EPSG:31467",),
        textured=1276 + 772,
        coloured=1445 + 1570,
        instances=66,
        features={"ImplicitGeometry": 66, "ParameterizedTexture": 44, "X3DMaterial": 21},
        lods="123",
    ),
    Case(
        "citygml/v1_karlsruhe_lindenallee_nosrs.gml",
        "1.0",
        {"Building": 95},
        745,
        surfaces={"GroundSurface": 95, "RoofSurface": 146, "WallSurface": 504},
        lods="2",
    ),
    Case("citygml/v2_sig3d_generic_attributes.xml", "2.0", {"Building": 1}, 6, solids=1, crs=("CH1903",), lods="1"),
    Case(
        "citygml/v2_ogc_lod0_to_lod4.zip",
        "2.0",
        {
            "Building": 7,
            "BuildingPart": 1,
            "Room": 1,
            "BuildingFurniture": 1,
            "ReliefFeature": 7,
            "TINRelief": 7,
        },
        1056,
        12,
        triangles=66,
        solids=8,
        links=55,
        surfaces={"Window": 6, "Door": 3, "InteriorWallSurface": 4, "FloorSurface": 1, "CeilingSurface": 2},
        crs=("#local-CRS-1", COMPOUND),
        features={"OrientableSurface": 15},
    ),
    Case(
        "citygml/v2_lod3_textured_house.zip",
        "2.0",
        {"Building": 1, "BuildingInstallation": 1},
        3092,
        surfaces={**BOX, "RoofSurface": 2, "Window": 21, "Door": 2},
        textured=3092,
        coloured=3092,
        features={"ParameterizedTexture": 35, "X3DMaterial": 35},
        lods="3",
    ),
    Case(
        "citygml/v2_ade_unknown.gml",
        "2.0",
        {"Building": 1, "+OtherConstruction": 1},
        7,
        solids=1,
        links=7,
        surfaces={"+IndustrialBuildingRoofSurface": 2, "WallSurface": 4, "GroundSurface": 1},
        crs=(COMPOUND,),
        lods="2",
    ),
    Case(
        "citygml/v2_plateau_yokosuka.zip",
        "2.0",
        {"Building": 13, "BuildingPart": 2, "ReliefFeature": 2, "TINRelief": 2},
        811,
        triangles=1066,
        solids=17,
        links=582,
        surfaces={"GroundSurface": 3, "RoofSurface": 3, "WallSurface": 3},
        crs=(PLATEAU,),
        textured=335,
        features={"ParameterizedTexture": 3, "theme:rgbTexture": 1},
        lods="012",
    ),
    Case("citygml/v2_plateau_numazu_landuse.gml", "2.0", {"LandUse": 225}, 227, 17, crs=(PLATEAU,), lods="1"),
    Case(
        "citygml/v2_plateau_trees_52385628.gml",
        "2.0",
        {"PlantCover": 9, "SolitaryVegetationObject": 19},
        3954,
        crs=(PLATEAU,),
        coloured=3954,
        features={"X3DMaterial": 47, "theme:rgbTexture": 1},
        lods="3",
    ),
    Case(
        "citygml/v3_lod2_100_buildings.gml",
        "3.0",
        {"Building": 100},
        700,
        solids=100,
        links=700,
        surfaces={"GroundSurface": 100, "RoofSurface": 200, "WallSurface": 400},
        crs=("urn:ogc:def:crs,crs:EPSG:6.12:3068,crs:EPSG:6.12:5783",),
        lods="2",
    ),
    Case(
        "citygml/v3_road_over_bridge.gml",
        "3.0",
        {"Bridge": 1, "Road": 1, "Section": 3, "TrafficSpace": 6, "TrafficArea": 6},
        28,
        surfaces={"GroundSurface": 1, "RoofSurface": 2, "WallSurface": 4, "TrafficArea": 6},
        features={"PolygonPatch": 28},
        lods="2",
    ),
    Case(
        "citygml/v3_melbourne_3way_intersection.gml",
        "3.0",
        {
            "Road": 2,
            "Section": 3,
            "Intersection": 1,
            "TrafficSpace": 58,
            "AuxiliaryTrafficSpace": 87,
            "TrafficArea": 58,
            "AuxiliaryTrafficArea": 87,
        },
        145,
        links=1,
        surfaces={"TrafficArea": 58, "AuxiliaryTrafficArea": 87},
        crs=("EPSG:32755",),
        lods="2",
    ),
    Case(
        "citygml/v3_dynamizer_sensor.gml",
        "3.0",
        {"Building": 1, "BuildingRoom": 1},
        11,
        solids=1,
        links=11,
        surfaces={"GroundSurface": 1, "RoofSurface": 2, "WallSurface": 8},
        crs=("urn:adv:crs:DE_DHDN_3GK4*DE_DHHN92_NH",),
        features={"Dynamizer": 1, "SensorConnection": 1},
        lods="2",
    ),
    Case("citygml/xlink_1_simple_v2.gml", "2.0", {"Building": 1}, 7, solids=1, links=7, surfaces=BOX, lods="2"),
    Case("citygml/xlink_1_simple_v3.gml", "3.0", {"Building": 1}, 7, solids=1, links=7, surfaces=BOX, lods="2"),
    Case("citygml/xlink_2_overhang_v3.gml", "3.0", {"Building": 1}, 9, solids=1, links=9, surfaces=BOX, lods="2"),
    Case(
        "citygml/v3_samplycity_a.zip",
        "3.0",
        {
            "Building": 4,
            "Storey": 3,
            "BuildingUnit": 2,
            "Road": 2,
            "Railway": 1,
            "PlantCover": 1,
            "ReliefFeature": 1,
            "TINRelief": 1,
        },
        161,
        triangles=22,
        solids=15,
        links=31,
        surfaces={**BOX, "OuterCeilingSurface": 1},
        crs=(COMPOUND,),
        lods="0123",
        dangling=3,
    ),
    Case(
        "citygml/v2_ingolstadt_lod3_a.zip",
        "2.0",
        {"Building": 4, "BuildingInstallation": 19},
        1737,
        210,
        surfaces={"Window": 60, "Door": 6, "OuterCeilingSurface": 121, "OuterFloorSurface": 16},
        crs=("EPSG:32632",),
        textured=26 + 77 + 10 + 488,
        coloured=66 + 134 + 646 + 88,
        lines=4,
        features={"ParameterizedTexture": 17, "X3DMaterial": 28, "theme:SAVE": 4},
        lods="3",
    ),
    Case(
        "load/v3_dhdn_gk4_752_buildings.gml.gz",
        "3.0",
        {"Building": 752},
        12128,
        17,
        surfaces={"GroundSurface": 752, "RoofSurface": 2740, "WallSurface": 8636},
        features={"PointCloud": 752, "PolygonPatch": 12128},
        lods="2",
    ),
    Case(
        "site_duisburg_baerl/lod2_existing_338_5706.gml",
        "1.0",
        {"Building": 4, "BuildingPart": 4},
        100,
        solids=6,
        links=100,
        surfaces=BAERL,
        crs=(NRW,),
        lods="2",
    ),
    Case(
        "site_duisburg_baerl/lod2_existing_plus_tin_v3.gml.gz",
        "3.0",
        {"Building": 4, "BuildingPart": 4, "ReliefFeature": 3, "TINRelief": 3},
        100,
        triangles=7128,
        solids=6,
        links=100,
        surfaces=BAERL,
        lods="2",
    ),
)


def read_all(part: Part) -> tuple[Heading, list[CityBatch]]:
    heading = CITYGML.head(part, Job())
    return heading, [CITYGML.read(heading, chunk) for chunk in CITYGML.chunks(part, heading, Job())]


def models_in(path: Path) -> list[Part]:
    return [part for part in sources_of([path], Job()).parts if part.ending in (".gml", ".xml", ".citygml")]


def total(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for count in counts:
        found.update(count)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: Path(case.file).name)
def test_counts_of_the_file(shared_data: Path, case: Case) -> None:
    read = [read_all(part) for part in models_in(shared_data / case.file)]
    done = [batch for _, batches in read for batch in batches]
    assert {heading.version for heading, _ in read} == {case.version}
    assert total(Counter(b.objects.types) for b in done) == case.objects
    polygons = [p for b in done for p in (b.polygons, *(t.polygons for t in b.templates))]
    assert sum(map(len, polygons)) == case.polygons
    assert sum(len(p.ring_starts) - 1 - len(p) for p in polygons) == case.holes
    assert sum(len(b.terrain) for b in done) == case.triangles
    assert sum(len(set(b.faces.solid.tolist()) - {-1}) for b in done) == case.solids
    assert sum((p.texture >= 0).sum() for p in polygons) == case.textured
    assert sum((p.colour[:, 0] >= 0).sum() for p in polygons) == case.coloured
    assert sum(len(b.instances or ()) for b in done) == case.instances
    assert sum(len(b.lines or ()) for b in done) == case.lines
    assert sum(len(b.unresolved) for b in done) == case.dangling
    found = total(Counter(b.boundaries.types) for b in done)
    assert {name: found[name] for name in case.surfaces} == case.surfaces
    features = total(dict(b.features) for b in done)
    assert features["xlink"] == case.links
    assert {name: features[name] for name in case.features} == case.features
    if case.lods:
        assert "".join(sorted({lod for b in done for lods in b.objects.lods for lod in lods})) == case.lods
    if case.crs:
        names = {n for h, bs in read for n in (*h.reference_names, *(n for b in bs for n in b.reference_names))}
        assert names == set(case.crs)
    for batch in done:
        assert_sound(batch)


def assert_sound(batch: CityBatch) -> None:
    """Every row number is one, parents come first, ids are unique within the objects."""
    rows = np.arange(len(batch.objects))
    assert (batch.objects.parents < rows).all()
    assert all(batch.objects.ids)
    for column, size in (
        (batch.faces.owner, len(batch.objects)),
        (batch.faces.polygon, len(batch.polygons)),
        (batch.boundaries.owners, len(batch.objects)),
    ):
        assert ((column >= 0) & (column < size)).all()
    assert ((batch.faces.boundary >= -1) & (batch.faces.boundary < len(batch.boundaries))).all()
    assert batch.polygons.ring_starts[-1] == len(batch.polygons.points)
    assert batch.polygons.polygon_starts[-1] == len(batch.polygons.ring_starts) - 1
    assert (batch.polygons.texture < len(batch.textures)).all()


def test_a_surface_that_solid_and_boundary_share_has_two_faces(shared_data: Path) -> None:
    _, (batch,) = read_all(Part(shared_data / "citygml/xlink_1_simple_v2.gml"))
    faces = batch.faces
    assert len(faces) == 14
    assert sorted(faces.polygon[faces.boundary >= 0]) == sorted(faces.polygon[faces.solid >= 0]) == list(range(7))
    assert not ((faces.boundary >= 0) & (faces.solid >= 0)).any()


def test_textures_lie_on_the_points_of_the_rings(shared_data: Path) -> None:
    path = shared_data / "citygml/v2_lod3_textured_house.zip"
    _, (batch,) = read_all(models_in(path)[0])
    assert batch.polygons.uv is not None
    assert not np.isnan(batch.polygons.uv).any()
    held = {Path(name).name for name in ZipFile(path).namelist() if name.endswith((".jpg", ".png"))}
    assert {Path(name).name for name in batch.textures} == held


def test_attributes_of_all_kinds(shared_data: Path) -> None:
    _, (batch,) = read_all(Part(shared_data / "citygml/v2_sig3d_generic_attributes.xml"))
    found = batch.objects.attributes[0]
    assert found["Bauweise"] == "Massivbau"
    assert found["Anzahl der Eingänge"] == "3"
    assert found["Datum der Baufreigabe"] == "2012-03-09"
    assert found["Web Seite"] == "http://www.sig3d.org"
    assert found["Breite des Gebäudes"] == "20.75 m"
    assert found["Basismengen.Volumen"] == "1260.00 m3"


def test_addresses_and_heights_of_both_versions(shared_data: Path) -> None:
    folder = shared_data / "site_duisburg_baerl"
    _, (old,) = read_all(Part(folder / "lod2_existing_338_5706.gml"))
    _, new = read_all(Part(folder / "lod2_existing_plus_tin_v3.gml.gz"))
    assert old.objects.ids == new[0].objects.ids[:8]
    assert old.objects.attributes[0]["address"] == "Heinrich-Kerlen-Str. 4"
    for one, two in zip(old.objects.attributes, new[0].objects.attributes, strict=False):
        assert one.get("address") == two.get("address")
        assert one.get("measuredHeight", "").split(" ")[0] == two.get("height", "").split(" ")[0]
        assert one.get("function") == two.get("function")


@pytest.mark.parametrize(
    ("member", "outcome"),
    [
        ("truncated.gml", "error.city.truncated"),
        ("xxe_local_file.gml", "error.city.doctype"),
    ],
)
def test_hostile_files_are_refused_by_name(shared_data: Path, member: str, outcome: str) -> None:
    part = Part(shared_data / "invalid/hostile_synthetic_a.zip", _named(shared_data, member))
    with pytest.raises(PlanningError) as caught:
        read_all(part)
    assert caught.value.text.id == outcome


def test_what_stands_before_the_break_is_given_out(shared_data: Path) -> None:
    part = Part(shared_data / "invalid/hostile_synthetic_a.zip", _named(shared_data, "truncated.gml"))
    heading = CITYGML.head(part, Job())
    chunks = CITYGML.chunks(part, heading, Job())
    batch = CITYGML.read(heading, next(chunks))
    # grep counts 36 start tags of buildings and 35 end tags of members in it.
    assert Counter(batch.objects.types) == {"Building": 35}
    with pytest.raises(PlanningError) as caught:
        next(chunks)
    told = dict(caught.value.text.arguments)
    assert (told["objects"], told["buildings"], told["line"]) == (35, 35, 10392)


@pytest.mark.parametrize(
    ("member", "polygons", "remarks", "missing"),
    [
        ("good_control.gml", 6, [], ()),
        ("dangling_xlink.gml", 6, [], 1),
        ("poslist_not_multiple_of_3.gml", 5, ["city.reason.not-three"], 0),
        ("nan_inf_coords.gml", 6, [], 0),
        ("ring_not_closed_and_2_points.gml", 6, [], 0),
    ],
)
def test_odd_files_are_read_as_far_as_they_go(
    shared_data: Path, member: str, polygons: int, remarks: list[str], missing: int
) -> None:
    part = Part(shared_data / "invalid/hostile_synthetic_a.zip", _named(shared_data, member))
    _, (batch,) = read_all(part)
    assert len(batch.polygons) == polygons
    assert [r.why.id for r in batch.repaired] == remarks
    assert len(batch.unresolved) == (missing or 0)


def test_files_that_break_the_schema_are_read_all_the_same(shared_data: Path) -> None:
    _, (batch,) = read_all(Part(shared_data / "invalid/v3_invalid_building.gml"))
    assert Counter(batch.objects.types) == {"Building": 1}
    assert len(batch.polygons) == 7
    # Its id begins with a digit.
    assert [(r.id, r.why.id) for r in batch.repaired] == [("gml:id", "city.repaired.odd-ids")]
    assert dict(batch.repaired[0].why.arguments)["first"] == batch.objects.ids[0]
    assert batch.objects.attributes[0]["height.status"] == "unknown"


@pytest.mark.parametrize(
    ("member", "kind", "polygons", "solids"),
    [
        ("csol1.gml", "GenericCityObject", 12, 2),
        ("csol5.gml", "GenericCityObject", 18, 3),
        ("msol2.gml", "GenericCityObject", 18, 3),
        ("nonmanifold.gml", "Building", 12, 1),
        ("dh_1.gml", "Building", 52, 6),
    ],
)
def test_files_with_faulty_geometry_are_read_raw(
    shared_data: Path, member: str, kind: str, polygons: int, solids: int
) -> None:
    path = shared_data / "invalid/val3dity_a.zip"
    (part,) = (p for p in models_in(path) if p.member.endswith(f"/{member}"))
    _, (batch,) = read_all(part)
    assert batch.objects.types[0] == kind
    assert len(batch.polygons) == polygons
    assert len(set(batch.faces.solid.tolist()) - {-1}) == solids


def _named(shared_data: Path, member: str) -> str:
    names = ZipFile(shared_data / "invalid/hostile_synthetic_a.zip").namelist()
    return next(name for name in names if name.rpartition("/")[2] == member)
