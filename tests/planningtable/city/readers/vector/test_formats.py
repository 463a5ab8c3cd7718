"""Every format gives the same features."""

import struct
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely
from helpers.vector_files import CRS, HEIGHTS, HOUSES, NAMES, SOUTH, WEST, WRITERS, osm_pbf, osm_xml, shapefile

from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.files import Part
from planningtable.city.readers.vector.cover.areas import read_cover_areas
from planningtable.city.readers.vector.footprints.reader import FOOTPRINTS
from planningtable.city.readers.vector.streets import read_streets
from planningtable.city.readers.vector.survey import survey
from planningtable.city.readers.vector.trees.register import read_trees
from planningtable.city.readers.vector.vectors import read_features
from planningtable.city.site import SurfaceKind
from planningtable.domain.text import PlanningError

AREA = Extent(WEST - 100, SOUTH - 100, WEST + 200, SOUTH + 200)
# The objects of OpenStreetMap lie around 8.402° E, 52.0005° N, in UTM zone 32 near 459 000, 5 761 000.
OSM_AREA = Extent(458000, 5760000, 460000, 5763000)


def batches(path: Path) -> list[CityBatch]:
    part = Part(path)
    heading = FOOTPRINTS.head(part, Job())
    return [FOOTPRINTS.read(heading, chunk) for chunk in FOOTPRINTS.chunks(part, heading, Job())]


@pytest.mark.parametrize("format", WRITERS)
def test_features_are_the_same_in_every_format(tmp_path: Path, format: str) -> None:
    found = read_features(WRITERS[format](tmp_path), CRS, area=AREA)
    assert found.given == 3
    assert found.left_out == {}
    assert [str(v) for v in found.fields["name"]] == list(NAMES)
    assert [float(v) for v in found.fields["hoehe"]] == list(HEIGHTS)
    assert shapely.area(found.geometries) == pytest.approx([10 * 20 - 2 * 2, 50, 64], abs=1e-3)
    assert shapely.hausdorff_distance(found.geometries, np.array(HOUSES, object)).max() < 1e-3
    assert format.split(" ")[0] == found.format


@pytest.mark.parametrize("format", WRITERS)
def test_footprints_are_the_same_in_every_format(tmp_path: Path, format: str) -> None:
    (batch,) = batches(WRITERS[format](tmp_path))
    assert batch.objects.ids == ("A1", "A2", "A3")
    assert batch.objects.names == NAMES
    assert [a["measuredHeight"] for a in batch.objects.attributes] == ["12.5", "9", "3.25"]
    assert [a.get("function", "") for a in batch.objects.attributes] == ["31001_3012", "31001_1010", ""]
    assert batch.faces.owner.tolist() == [0, 1, 1, 2]
    assert np.diff(batch.polygons.polygon_starts).tolist() == [2, 1, 1, 1]
    assert np.diff(batch.polygons.ring_starts).tolist() == [5, 5, 5, 5, 5]
    assert set(batch.faces.kind.tolist()) == {SurfaceKind.GROUND}
    assert batch.reported == ()


@pytest.mark.parametrize("format", WRITERS)
def test_surveys_agree(tmp_path: Path, format: str) -> None:
    found = survey(Part(WRITERS[format](tmp_path)), Job())
    (layer,) = found.layers
    assert layer.rows == 3
    assert sum(layer.types.values()) == 3
    assert layer.attributes["hoehe"] == 3
    assert layer.attributes["funktion" if format != "GML" else "gebaeudefunktion"] == 2
    degrees = format in ("GeoJSON in degrees", "GeoJSONSeq")
    assert layer.crs == ("" if format == "CSV" else "EPSG:4326" if degrees else CRS)
    if not degrees:
        assert layer.low == pytest.approx((WEST, SOUTH))
        assert layer.high == pytest.approx((WEST + 48, SOUTH + 20))
    assert (layer.without_place, layer.broken, layer.invalid) == (0, 0, 0)


def test_degrees_stand_latitude_first_as_the_definition_says(tmp_path: Path) -> None:
    part = Part(WRITERS["GeoJSON in degrees"](tmp_path))
    heading = FOOTPRINTS.head(part, Job())
    assert heading.reference_names == ("EPSG:4326",)
    (batch,) = batches(part.path)
    assert 51.9 < batch.polygons.points[:, 0].min() < batch.polygons.points[:, 0].max() < 52.1
    assert 8.3 < batch.polygons.points[:, 1].min() < batch.polygons.points[:, 1].max() < 8.5


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1"])
def test_texts_of_shapefiles_with_and_without_cpg(tmp_path: Path, encoding: str) -> None:
    path = shapefile(tmp_path, encoding)
    assert read_features(path, CRS).fields["name"][1] == "Zwillingshöfe"
    path.with_suffix(".cpg").unlink()
    data = bytearray(path.with_suffix(".dbf").read_bytes())
    data[29] = 0
    path.with_suffix(".dbf").write_bytes(data)
    found = read_features(path, CRS)
    assert found.fields["name"][1] == "Zwillingshöfe"
    assert [n.id for n in found.notes] == ([] if encoding == "UTF-8" else ["vector.note.no-cpg"])


def test_shapefiles_with_missing_members(tmp_path: Path) -> None:
    path = shapefile(tmp_path)
    path.with_suffix(".prj").unlink()
    found = read_features(path, CRS, area=AREA)
    assert [n.id for n in found.notes] == ["vector.note.no-prj", "vector.note.crs-assumed"]
    path.with_suffix(".shx").unlink()
    assert len(read_features(path, CRS, area=AREA)) == 3
    assert not path.with_suffix(".shx").exists()
    path.with_suffix(".dbf").unlink()
    found = read_features(path, CRS, area=AREA)
    assert len(found) == 3
    assert "vector.note.no-dbf" in [n.id for n in found.notes]


def test_a_named_layer_and_the_fitting_one(tmp_path: Path) -> None:
    path = WRITERS["GeoPackage"](tmp_path)
    import geopandas

    points = geopandas.GeoDataFrame({"a": [1, 2]}, geometry=[shapely.Point(WEST, SOUTH)] * 2, crs=CRS)
    points.to_file(path, layer="baeume", driver="GPKG")
    assert len(read_features(Path(f"{path}:baeume"), CRS)) == 2
    with pytest.raises(PlanningError, match="no-layer"):
        read_features(Path(f"{path}:nichts"), CRS)
    (batch,) = batches(path)
    assert len(batch.objects) == 3
    assert [r.why.id for r in batch.repaired] == ["vector.note.layer"]
    assert len(read_trees(path, CRS, AREA).trees) == 1  # the second stands at the same place


@pytest.mark.parametrize("write", [osm_xml, osm_pbf])
def test_openstreetmap(tmp_path: Path, write: object) -> None:
    path = write(tmp_path)  # type: ignore[operator]
    (batch,) = batches(path)
    assert len(batch.objects) == 1
    attributes = batch.objects.attributes[0]
    assert attributes["storeysAboveGround"] == "3"
    assert attributes["measuredHeight"] == "9"
    assert attributes["address"] == "Am Bach 5"
    assert attributes["function"] == "house"
    assert ("osm:other", 1) in batch.features
    assert [r.why.id for r in batch.repaired][-1] == "vector.reason.height-from-storeys"
    trees = read_trees(path, CRS, OSM_AREA)
    assert trees.trees.species == ("Tilia cordata",)
    assert trees.trees.height.tolist() == [14.0]
    assert dict(trees.left_out) == {"other": 1}
    assert trees.given == 2
    streets = read_streets(path, CRS, OSM_AREA)
    assert streets.streets.names == ("Hauptstraße",)
    assert streets.streets.width.tolist() == [6.0]
    assert {"vector.note.streets-other", "vector.note.streets-lanes"} <= {n.id for n in streets.notes}
    cover = read_cover_areas(path, CRS, OSM_AREA)
    assert cover.counts == {"BUILDING": 1, "MEADOW": 1}
    assert cover.given == 2


def test_geoparquet_without_crs_and_with_projjson(tmp_path: Path) -> None:
    import geopandas
    from helpers.vector_files import houses

    frame = houses()
    geopandas.GeoDataFrame(frame.drop(columns="geometry"), geometry=list(HOUSES)).to_parquet(tmp_path / "none.parquet")
    found = read_features(tmp_path / "none.parquet", CRS, area=AREA)
    assert "vector.note.crs-assumed" in [n.id for n in found.notes]
    local = "+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=400000 +y_0=0 +ellps=GRS80 +units=m"
    frame.to_crs(local).to_parquet(tmp_path / "local.parquet")
    found = read_features(tmp_path / "local.parquet", CRS, area=AREA)
    assert shapely.hausdorff_distance(found.geometries, np.array(HOUSES, object)).max() < 1e-3


def test_curves_become_lines(tmp_path: Path) -> None:
    corners = [(WEST, SOUTH), (WEST + 5, SOUTH + 5), (WEST + 10, SOUTH), (WEST + 5, SOUTH - 5), (WEST, SOUTH)]
    arc = struct.pack("<BII", 1, 8, 5) + b"".join(struct.pack("<dd", *c) for c in corners)
    circle = struct.pack("<BII", 1, 10, 1) + arc
    path = tmp_path / "round.gpkg"
    layer = {"geometry_type": "Unknown", "crs": CRS, "driver": "GPKG", "layer": "gebaeude"}
    pyogrio.raw.write(str(path), np.array([circle], object), [np.array([3.5])], ["hoehe"], **layer)
    (batch,) = batches(path)
    outline = shapely.Polygon(batch.polygons.points[:, :2])
    assert outline.area == pytest.approx(np.pi * 25, rel=2e-3)
    assert batch.objects.attributes[0]["measuredHeight"] == "3.5"
