"""Tree registers and parcels as towns keep them, and tables of rain."""

import gzip
import json
import subprocess
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import pytest
from helpers.vector_files import CRS, SOUTH, WEST, WRITERS

from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.readers.files import Part
from planningtable.city.readers.vector.footprints.reader import FOOTPRINTS
from planningtable.city.readers.vector.numbers import number
from planningtable.city.readers.vector.parcels import read_parcels
from planningtable.city.readers.vector.survey import survey
from planningtable.city.readers.vector.trees.register import read_trees
from planningtable.domain.text import PlanningError

AREA = Extent(WEST, SOUTH, WEST + 100, SOUTH + 100)


def register(path: Path, text: str, encoding: str = "utf-8") -> Path:
    file = path / "baeume.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("12,5", 12.5),
        ("12.5 m", 12.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("5.706.256", 5706256),
        ("5'706'256", 5706256),
        ("-3", -3),
        ("ca. 5", np.nan),
        ("1-2", np.nan),
        ("", np.nan),
        ("inf", np.nan),
        (None, np.nan),
        (7, 7),
    ],
)
def test_numbers_as_offices_write_them(word: object, value: float) -> None:
    assert number(word) == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    cells = [
        ["Baum_Nr", "Art_Dtsch", "Rechtswert", "Hochwert"],
        ["7", "Säulen-Hainbuche", str(WEST + 1), str(SOUTH + 2)],
    ]
    path = register(tmp_path, "\r\n".join(delimiter.join(row) for row in cells), encoding)
    found = read_trees(path, CRS, AREA).trees
    assert (found.ids, found.species) == (("7",), ("Säulen-Hainbuche",))
    assert (found.east[0], found.north[0]) == (WEST + 1, SOUTH + 2)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("wkt", f"POINT ({WEST + 1} {SOUTH + 2})"),
        ("the_geom", f'"SRID=25832;POINT ({WEST + 1} {SOUTH + 2})"'),
        ("geo_shape", f'{{"type": "Point", "coordinates": [{WEST + 1}, {SOUTH + 2}]}}'),
        ("geo_point_2d", "51.9892431, 8.4174907"),
    ],
)
def test_places_in_one_column(tmp_path: Path, header: str, cell: str) -> None:
    path = register(tmp_path, f"nr;{header}\n1;{cell}\n")
    found = read_trees(path, CRS, AREA)
    # 0.0000001° is about 1 cm.
    assert found.trees.east[0] == pytest.approx(WEST + 1, abs=0.05)
    assert found.trees.north[0] == pytest.approx(SOUTH + 2, abs=0.05)


def test_sizes_and_where_they_come_from(tmp_path: Path) -> None:
    rows = (
        ("Linde", "12", "8", "", ""),
        ("Linde", "10-15 m", "", "", ""),
        ("Linde", "", "", "100", ""),
        ("Linde", "", "", "", "2015"),
        ("Linde", "", "", "", ""),
        ("Linde", "999", "8", "", ""),
    )
    lines = [f"{i};{WEST + i};{SOUTH};{';'.join(row)}" for i, row in enumerate(rows)]
    path = register(tmp_path, "Baumnr;x;y;Art;Höhe;Krone;Stammumfang;Pflanzjahr\n" + "\n".join(lines))
    found = read_trees(path, CRS, AREA)
    # 4 m + 7 cm · 100; 4 m + 0.3 m · 10 years; the guide value; from a crown of 8 m.
    assert found.trees.height.tolist() == pytest.approx([12, 12.5, 11, 7, 12, 8 / 0.6])
    said = {n.id: dict(n.arguments) for n in found.notes}
    assert said["vector.note.trees-by-trunk"]["count"] == 1
    assert said["vector.note.trees-by-age"]["count"] == 1
    assert said["vector.note.trees-implausible"]["count"] == 1
    assert said["city.note.trees-sizes"]["trees"] == 3


def test_duplicates_and_felled_trees(tmp_path: Path) -> None:
    rows = (
        f"1;Linde;{WEST};{SOUTH};",
        f"2;Linde;{WEST};{SOUTH};",
        f"1;Eiche;{WEST};{SOUTH};",
        f"9;Ahorn;{WEST + 5};{SOUTH};2014",
    )
    found = read_trees(register(tmp_path, "id;art;x;y;Entnahmejahr\n" + "\n".join(rows)), CRS, AREA)
    assert found.trees.ids == ("1", "tree-2", "9")
    assert dict(found.left_out) == {"duplicate": 1}
    assert {"vector.note.trees-felled", "vector.note.trees-duplicate"} <= {n.id for n in found.notes}


def test_trees_of_graz(shared_data: Path) -> None:
    path = shared_data / "trees/graz_16_17789_11515.geojson.gz"
    raw = json.loads(gzip.decompress(path.read_bytes()))["features"]
    found = read_trees(path, "EPSG:32633", Extent(532000, 5212000, 537000, 5216000))
    assert len(found.trees) == found.given == len(raw) == 2103
    assert sorted(found.trees.species) == sorted(r["properties"]["baumbezeichnung_botanisch"].strip() for r in raw)
    said = {n.id: dict(n.arguments) for n in found.notes}
    gone = sum(r["properties"]["entnahmejahr"] is not None for r in raw)
    assert said["vector.note.trees-felled"]["count"] == gone == 42


def test_trees_of_athens_in_an_archive(shared_data: Path) -> None:
    found = read_trees(shared_data / "heat/athens_1m.zip", "EPSG:2100", Extent(476800, 4205800, 477200, 4206300))
    assert sorted(found.trees.height.tolist()) == [6, 6, 6, 6, 10, 14]


def test_parcel_of_duisburg(shared_data: Path) -> None:
    path = shared_data / "site_duisburg_baerl/flurstuecke_alkis.gml"
    found = read_parcels(path, CRS, Extent(338000, 5706000, 338500, 5706500))
    parcels = found.parcels
    assert parcels.ids == ("DENW21AL100077H6",)
    assert parcels.labels == ("3290-11-85",)
    assert parcels.identifiers == ("05329001100085______",)
    assert parcels.area.tolist() == [684.0]
    # The outline's own area, by the shoelace formula over the numbers in the file.
    text = path.read_text("utf-8")
    numbers = np.array(text.split("<gml:posList>")[1].split("<")[0].split(), float).reshape(-1, 2)
    x, y = (numbers - numbers[0]).T
    shoelace = abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    assert parcels.geometries[0].area == pytest.approx(shoelace)
    assert found.notes == ()
    with pytest.raises(PlanningError, match="no-footprints"):
        FOOTPRINTS.head(Part(path), Job())
    with pytest.raises(PlanningError, match="elsewhere"):
        read_parcels(path, CRS, Extent(339000, 5706000, 339500, 5706500))


def test_parcels_of_other_files_have_labels(tmp_path: Path) -> None:
    found = read_parcels(WRITERS["GeoPackage"](tmp_path), CRS, AREA)
    assert found.parcels.ids == ("parcel-1", "parcel-2", "parcel-3")
    assert np.isnan(found.parcels.area).all()


def test_buildings_of_gothenburg(shared_data: Path) -> None:
    path = shared_data / "heat/kronenhuset_1m_measured_tmrt.zip"
    part = Part(path, "buildings.shp")
    heading = FOOTPRINTS.head(part, Job())
    assert heading.reference_names == ("EPSG:3007",)
    rows = [FOOTPRINTS.read(heading, chunk) for chunk in FOOTPRINTS.chunks(part, heading, Job())]
    with zipfile.ZipFile(path) as archive:
        # Number of records, bytes 4 to 7 of the table beside.
        records = int.from_bytes(archive.read("buildings.dbf")[4:8], "little")
    assert sum(len(b.objects) for b in rows) == records == 137
    layer = survey(part, Job()).layers[0]
    assert (layer.rows, layer.types, layer.purpose) == (137, {"Polygon": 137}, "footprints")
    other = geopandas.read_file(f"zip://{path}!buildings.shp", encoding="cp1252")
    assert layer.attributes["OPERATÖR"] == other["OPERATÖR"].notna().sum()


def test_rain_tables_are_recognised(shared_data: Path) -> None:
    part = Part(shared_data / "rain/kostra2020_one_cell.zip", "kostra2020_hn_mm.csv")
    found = survey(part, Job())
    assert (found.purpose, found.delimiter, found.layers[0].rows) == ("rain", ",", 22)
    assert found.layers[0].attributes["HN_100A"] == 22
    path = shared_data / "rain/kostra2010r_germany_grid.csv.gz"
    lines = int(subprocess.run(f"zcat '{path}' | wc -l", shell=True, capture_output=True, check=True).stdout)
    found = survey(Part(path), Job())
    assert (found.purpose, found.layers[0].rows) == ("rain", lines - 1)
    hostile = Part(shared_data / "invalid/hostile_synthetic_a.zip", "german_csv_utf8_bom_semicolon_comma.csv")
    found = survey(hostile, Job())
    assert (found.purpose, found.delimiter, found.layers[0].rows) == ("rain", ";", 2)
    assert found.layers[0].attributes == {"Dauerstufe": 2, "1 a": 2, "2 a": 1, "100 a": 2}


def test_outlines_of_merewether(shared_data: Path) -> None:
    archive = shared_data / "flood/merewether_1m.zip"
    house = survey(Part(archive, "houses/house000.csv"), Job())
    assert (house.purpose, house.layers[0].rows) == ("outline", 11)
    assert house.layers[0].low == pytest.approx((382423.38, 6354402.25))
    points = survey(Part(archive, "Observations/ObservationPoints.csv"), Job())
    assert (points.purpose, points.layers[0].rows) == ("places", 5)
