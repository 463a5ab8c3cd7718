"""What towns and strangers send: broken, empty, swapped, lying; each gives one sentence or is counted."""

import gzip
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import shapely
from helpers.vector_files import CRS, SOUTH, WEST, WRITERS, osm_pbf, write_geojson

from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.readers.files import Part
from planningtable.city.readers.vector.cover.areas import read_cover_areas
from planningtable.city.readers.vector.footprints.reader import FOOTPRINTS
from planningtable.city.readers.vector.formats.kinds import kind_of
from planningtable.city.readers.vector.survey import survey
from planningtable.city.readers.vector.trees.register import read_trees
from planningtable.city.readers.vector.vectors import read_features
from planningtable.domain.text import PlanningError

AREA = Extent(WEST - 100, SOUTH - 100, WEST + 200, SOUTH + 200)


def point(east: float, north: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [east, north]}


def polygon(corners: Sequence[Sequence[float]]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[[WEST + x, SOUTH + y] for x, y in corners]]}


SQUARE = polygon([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)])
BOW = polygon([(20, 0), (30, 10), (30, 0), (20, 10), (20, 0)])


def test_null_empty_and_crossing_geometry_is_counted(tmp_path: Path) -> None:
    empty = {"type": "Polygon", "coordinates": []}
    rows = [(g, {"nutzung": "Wald"}) for g in (SQUARE, BOW, None, empty, point(WEST, SOUTH))]
    path = write_geojson(tmp_path / "a.geojson", rows)
    found = read_cover_areas(path, CRS, AREA)
    assert found.given == 5
    # The crossing one becomes two triangles of 25 m².
    assert shapely.area(found.geometries).sum() == pytest.approx(100 + 2 * 25)
    said = {n.id: dict(n.arguments).get("count") for n in found.notes}
    assert said["vector.note.no-place"] == 2
    assert said["vector.note.repaired"] == 1
    assert said["vector.note.no-polygon"] == 1
    layer = survey(Part(path), Job()).layers[0]
    assert (layer.rows, layer.without_place, layer.invalid) == (5, 2, 1)


def test_coordinates_that_are_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    good = json.dumps({"type": "Feature", "properties": {}, "geometry": point(WEST, SOUTH)})
    bad = '{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": ["a", "b"]}}'
    nan = '{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [NaN, 5760000]}}'
    path.write_text(f'{{"type": "FeatureCollection", "features": [{good}, {bad}, {nan}]}}')
    try:
        found = read_features(path, CRS, area=AREA)
    except PlanningError:
        return
    assert found.given == 3
    assert len(found) + sum(found.left_out.values()) == 3
    assert len(found) == 1


def test_wrong_and_swapped_places_are_noticed(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "swapped.geojson", [(point(SOUTH, WEST), {})])
    found = read_features(path, CRS, area=AREA)
    assert found.geometries[0].x == WEST
    assert [n.id for n in found.notes] == ["vector.note.swapped"]
    # UTM values without a CRS member, which GeoJSON would take for degrees.
    path = write_geojson(tmp_path / "none.geojson", [(point(WEST, SOUTH), {})], crs="")
    found = read_features(path, CRS, area=AREA)
    assert found.geometries[0].x == WEST
    assert [n.id for n in found.notes] == ["vector.note.crs-assumed"]
    # Latitude before longitude.
    lonlat = read_features(WRITERS["GeoJSON in degrees"](tmp_path), "EPSG:4326").geometries[0].centroid
    path = write_geojson(tmp_path / "latlon.geojson", [(point(lonlat.y, lonlat.x), {})], crs="")
    found = read_features(path, CRS, area=AREA)
    assert found.geometries[0].x == pytest.approx(WEST + 5, abs=0.5)
    assert [n.id for n in found.notes] == ["vector.note.swapped"]
    # Gauss-Krüger values that claim to be UTM: not near, and the sentence says what would fit.
    path = write_geojson(tmp_path / "gk.geojson", [(point(3460000, 5762000), {})], crs="")
    with pytest.raises(PlanningError, match="no-crs") as error:
        read_features(path, CRS, area=AREA)
    assert "EPSG:31467" in str(dict(error.value.text.arguments)["suggestion"])
    path = write_geojson(tmp_path / "lie.geojson", [(point(34600000, 5762000), {})])
    with pytest.raises(PlanningError, match="wrong-crs"):
        read_features(path, CRS, area=AREA)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b'{"type": "gdal_streamed_alg", "command_line": "gdal vector", "features": []}', "not-vector"),
        ("a.json", b'{"type": "CityJSON", "features": []}', "not-vector"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "not-vector|breaks-off|no-places"),
        ("a.geojson", b"\x00" * 5000, "not-vector"),
        ("a.gpkg", b"SQLite format 3\0" + b"\0" * 4000, "not-vector"),
        ("a.shp", b"\x00\x00\x27\x0a" + b"\xff" * 200, "not-vector|breaks-off|no-places"),
        ("a.fgb", b"fgb\x03fgb\x00" + b"\xff" * 200, "not-vector|breaks-off|no-places"),
        ("a.parquet", b"PAR1" + b"\0" * 100 + b"PAR1", "not-vector"),
        ("a.osm.pbf", b"\0\0\0\x0d\x0a\x09OSMHeader\x18\x7f" + b"\xff" * 99, "not-vector|breaks-off|no-places"),
        ("a.gml", b"<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>", "no-places"),
        ("a.gml", b"<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>", "no-places"),
        ("a.gml", b"<a><b></a>", "not-well-formed|not-xml"),
        ("a.gml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "doctype"),
        ("a.osm", b'<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY x SYSTEM "file:///etc/hostname">]><osm/>', "doctype"),
        ("a.csv", b"\n\n", "no-table"),
        ("a.csv", b"x;y\n" + b"1" * (2**20 + 5), "long-line"),
        ("a.txt", b"", "empty-file"),
        ("a.bin", b"something else", "not-vector"),
    ],
)
def test_each_broken_file_gives_one_sentence(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PlanningError, match=message):
        read_features(path, CRS, area=AREA)
    with pytest.raises(PlanningError):
        FOOTPRINTS.head(Part(path), Job())


@pytest.mark.parametrize("format", [*WRITERS, "OSM PBF"])
def test_truncated_files_give_a_sentence_or_what_they_hold(tmp_path: Path, format: str) -> None:
    path = osm_pbf(tmp_path) if format == "OSM PBF" else WRITERS[format](tmp_path)
    data = path.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        path.write_bytes(data[: int(len(data) * share)])
        for act in (lambda: read_features(path, CRS, area=AREA), lambda: survey(Part(path), Job())):
            try:
                act()
            except PlanningError:
                continue


def test_gml_that_swells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.gml"
    line = "1 2 " * 4_000_000
    path.write_text(
        '<c xmlns:gml="http://www.opengis.net/gml/3.2"><gml:featureMember><a><p><gml:LineString><gml:posList>'
        f"{line}</gml:posList></gml:LineString></p></a></gml:featureMember></c>"
    )
    with pytest.raises(PlanningError, match="not-well-formed"):
        read_features(path, CRS)
    path.write_text("<a>" * 5000)
    with pytest.raises(PlanningError):
        read_features(path, CRS)


def test_gml_geometry_that_cannot_be_understood_is_counted(tmp_path: Path) -> None:
    def member(id: str, ring: str) -> str:
        return (
            f'<gml:featureMember><AX_Wald gml:id="{id}"><position><gml:Polygon srsName="EPSG:25832"><gml:exterior>'
            f"<gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
            "</position></AX_Wald></gml:featureMember>"
        )

    good = f"{WEST} {SOUTH} {WEST + 9} {SOUTH} {WEST + 9} {SOUTH + 9} {WEST} {SOUTH}"
    rings = (good, "1 2 3", "", "a b c d", f"NaN NaN {WEST} 1 2 3 4 5")
    body = "".join(member(f"w{i}", ring) for i, ring in enumerate(rings))
    path = tmp_path / "wald.gml"
    path.write_text(f'<c xmlns:gml="http://www.opengis.net/gml/3.2">{body}</c>')
    found = read_cover_areas(path, CRS, AREA)
    assert found.given == 5
    assert found.counts == {"WOODLAND": 1}
    assert sum(dict(n.arguments)["count"] for n in found.notes) == 4  # type: ignore[misc]


def test_tables_with_quotes_nul_and_bad_letters(tmp_path: Path) -> None:
    path = tmp_path / "baeume.csv"
    rows = "".join(
        f'{i};"Linde {i};{WEST + i};{SOUTH}\n' if i == 3 else f"{i};Linde;{WEST + i};{SOUTH}\n" for i in range(200)
    )
    path.write_text(f"id;art;x;y\n{rows}", "utf-8")
    found = read_trees(path, CRS, AREA)
    assert "vector.note.quotes" in [n.id for n in found.notes]
    assert len(found.trees) + sum(dict(found.left_out).values()) == found.given == 200
    path.write_bytes(f"id;art;x;y\n1;Linde\0;{WEST};{SOUTH}\n2;B\xfcche;{WEST};{SOUTH + 5}\n".encode("latin-1"))
    assert read_trees(path, CRS, AREA).trees.species == ("Linde", "Büche")
    path.write_text(f"id;art;x;y\n1;Linde;{WEST};{SOUTH}\n2;zu;viele;Zellen;{WEST};{SOUTH}\n3;Eiche\n")
    found = read_trees(path, CRS, AREA)
    assert dict(found.left_out) == {"broken": 1, "no-place": 1}
    assert found.given == 3


def test_archives_with_none_or_several_files(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.md", "nothing")
    with pytest.raises(PlanningError, match="archive-without"):
        read_features(path, CRS)
    source = WRITERS["GeoJSON"](tmp_path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(source, "a.geojson")
        archive.write(source, "b.geojson")
    with pytest.raises(PlanningError, match="archive-with-many"):
        read_features(path, CRS)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(PlanningError):
        read_features(path, CRS)
    packed = tmp_path / "cut.geojson.gz"
    packed.write_bytes(gzip.compress(source.read_bytes())[:-20])
    with pytest.raises(PlanningError, match="broken-archive"):
        read_features(packed, CRS)


def test_kinds_are_told_by_content_not_by_ending(tmp_path: Path) -> None:
    path = WRITERS["GeoPackage"](tmp_path).rename(tmp_path / "x.geojson")
    assert kind_of(path, "x") == "GeoPackage"
    assert len(read_features(path, CRS)) == 3


def test_footprints_report_what_is_no_area(tmp_path: Path) -> None:
    rows = [(SQUARE, {"id": "a"}), (point(WEST, SOUTH), {"id": "a"}), (None, {"id": ""}), (SQUARE, {"id": "a-2"})]
    path = write_geojson(tmp_path / "a.geojson", rows)
    heading = FOOTPRINTS.head(Part(path), Job())
    (chunk,) = FOOTPRINTS.chunks(Part(path), heading, Job())
    batch = FOOTPRINTS.read(heading, chunk)
    assert len(set(batch.objects.ids)) == 4
    assert batch.faces.owner.tolist() == [0, 3]
    assert [r.why.id for r in batch.repaired] == ["vector.reason.no-polygon"]
    assert batch.objects.lods == (("0",), (), (), ("0",))


@pytest.mark.parametrize(
    ("column", "value", "metres", "noted"),
    [
        ("Höhe", "12,5 m", "12.5", False),
        ("height_ft", 40, "12.192", True),
        ("height", "40 ft", "12.192", True),
        ("hoehe_cm", 1250, "12.5", True),
        ("HOEHE", 1250, "12.5", True),
        ("building:levels", 3, "9", True),
        ("anzahlDerOberirdischenGeschosse", "2", "6", True),
        ("heightAboveGround", 7.5, "7.5", False),
        ("measuredHeight", "-9999", None, False),
    ],
)
def test_heights_in_all_spellings(tmp_path: Path, column: str, value: object, metres: str | None, noted: bool) -> None:
    path = write_geojson(tmp_path / "a.geojson", [(SQUARE, {column: value})])
    heading = FOOTPRINTS.head(Part(path), Job())
    (chunk,) = FOOTPRINTS.chunks(Part(path), heading, Job())
    batch = FOOTPRINTS.read(heading, chunk)
    assert batch.objects.attributes[0].get("measuredHeight") == metres
    assert bool(batch.repaired) == noted


def test_height_from_roof_and_ground_of_3dbag(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", [(SQUARE, {"b3_h_dak_70p": 14.25, "b3_h_maaiveld": 2.0})])
    heading = FOOTPRINTS.head(Part(path), Job())
    (chunk,) = FOOTPRINTS.chunks(Part(path), heading, Job())
    batch = FOOTPRINTS.read(heading, chunk)
    assert batch.objects.attributes[0]["measuredHeight"] == "12.25"
    assert set(batch.polygons.points[:, 2]) == {2.0}


def test_footprints_do_not_take_metres_for_degrees(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", [(SQUARE, {})], crs="")
    assert FOOTPRINTS.head(Part(path), Job()).reference_names == ()


def test_one_corner_that_is_no_number_makes_the_shape_unusable(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    corners = [f"{WEST} {SOUTH}", f"{WEST + 9} nan", f"{WEST + 9} {SOUTH + 9}", f"{WEST} {SOUTH}"]
    path.write_text(f'id;wkt\n1;"POLYGON (({", ".join(corners)}))"\n2;POINT ({WEST} {SOUTH})\n')
    found = read_features(path, CRS, area=AREA)
    assert (found.given, len(found), found.left_out) == (2, 1, {"not-finite": 1})
