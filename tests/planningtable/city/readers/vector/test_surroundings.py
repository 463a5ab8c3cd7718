"""Land cover, trees, streets, uses."""

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from helpers.sites import SOUTH, WEST
from rasterio.transform import Affine

from planningtable.city.grid import Extent, Grid
from planningtable.city.land_cover import LandCover
from planningtable.city.readers.ground.cover import made_cover, read_cover
from planningtable.city.readers.vector.streets import class_of, no_streets, read_streets
from planningtable.city.readers.vector.trees.register import read_trees
from planningtable.city.site import Streets
from planningtable.city.uses import use_of
from planningtable.domain.text import PlanningError

CRS = "EPSG:25832"
AREA = Extent(WEST, SOUTH, WEST + 100, SOUTH + 100)
TERRAIN = Grid(np.zeros((100, 100), np.float32), WEST, SOUTH + 100, 1.0)
HOUSE = np.array([shapely.box(WEST + 10, SOUTH + 10, WEST + 20, SOUTH + 20)], object)


def write_cover(path: Path, codes: np.ndarray, **tags: str) -> Path:
    profile = {"driver": "GTiff", "height": codes.shape[0], "width": codes.shape[1], "count": 1, "dtype": "uint8"}
    with rasterio.open(path, "w", **profile, crs=CRS, transform=Affine(1, 0, WEST, 0, -1, SOUTH + 100)) as file:
        file.write(codes, 1)
        file.update_tags(**tags)
    return path


def test_land_cover_codes(tmp_path: Path) -> None:
    codes = np.full((100, 100), int(LandCover.LAWN), np.uint8)
    codes[:, 50:] = 99
    grid, _, notes = read_cover(write_cover(tmp_path / "lc.tif", codes), CRS, TERRAIN, HOUSE)
    counts = np.bincount(grid.values.ravel(), minlength=14)
    assert counts[LandCover.BUILDING] == 100
    assert counts[LandCover.LAWN] == 50 * 100 - 100
    assert counts[LandCover.UNKNOWN] == 50 * 100
    assert dict(notes[0].arguments)["codes"] == "99"


def test_land_cover_names_in_the_file_win(tmp_path: Path) -> None:
    codes = np.full((100, 100), 7, np.uint8)
    path = write_cover(tmp_path / "lc.tif", codes, CLASS_7="Asphalt")
    grid, _, notes = read_cover(path, CRS, TERRAIN, np.zeros(0, object))
    assert (grid.values == LandCover.ASPHALT).all()
    assert notes == ()


def test_land_cover_elsewhere_or_in_part(tmp_path: Path) -> None:
    path = write_cover(tmp_path / "lc.tif", np.full((50, 100), 6, np.uint8))
    grid, _, notes = read_cover(path, CRS, TERRAIN, np.zeros(0, object))
    assert dict(notes[0].arguments)["percent"] == 50.0
    assert (grid.values[60:] == LandCover.UNKNOWN).all()
    far = Grid(np.zeros((9, 9), np.float32), 0.0, 9.0, 1.0)
    with pytest.raises(PlanningError, match="cover-no-overlap"):
        read_cover(path, CRS, far, HOUSE)


def test_without_land_cover_only_what_is_known() -> None:
    grid, notes = made_cover(TERRAIN, HOUSE, no_streets())
    assert set(np.unique(grid.values)) == {LandCover.UNKNOWN, LandCover.BUILDING}
    assert notes[0].id == "city.note.cover-made"
    line = np.array([shapely.LineString([(WEST, SOUTH + 50), (WEST + 100, SOUTH + 50)])], object)
    grid, _ = made_cover(TERRAIN, HOUSE, Streets(("s",), ("",), ("residential",), line, np.array([6.0])))
    assert (grid.values == LandCover.ASPHALT).sum() == 600


REGISTER = "Baumnummer;Baumart;Rechtswert;Hochwert;Höhe;Kronendurchmesser\r\n"


def test_a_german_tree_register(tmp_path: Path) -> None:
    path = tmp_path / "baeume.csv"
    rows = (
        f"B1;Winterlinde;{WEST + 10:.2f};{SOUTH + 20:.2f};12,5;7,0\r\n".replace(".", ","),
        f"B2;Spitzahorn;{WEST + 30:.2f};{SOUTH + 40:.2f};;\r\n".replace(".", ","),
        f"B3;Eiche;{WEST + 5000:.2f};{SOUTH:.2f};9;5\r\n".replace(".", ","),
        "B4;ohne Ort;;;9;5\r\n",
    )
    for encoding in ("utf-8-sig", "cp1252"):
        path.write_bytes((REGISTER + "".join(rows)).encode(encoding))
        found = read_trees(path, CRS, AREA)
        assert found.trees.ids == ("B1", "B2")
        assert found.trees.species == ("Winterlinde", "Spitzahorn")
        assert found.trees.east.tolist() == [WEST + 10, WEST + 30]
        assert found.trees.height[0] == 12.5
        assert found.trees.crown[0] == 7.0
        assert [n.id for n in found.notes] == [
            "vector.note.crs-assumed",
            "vector.note.no-place",
            "city.note.trees-outside",
            "city.note.trees-sizes",
        ]
        assert found.given == len(found.trees) + sum(dict(found.left_out).values()) == 4


def test_a_register_without_places(tmp_path: Path) -> None:
    path = tmp_path / "baeume.csv"
    path.write_text("Nummer;Art\n1;Linde\n", "utf-8")
    with pytest.raises(PlanningError, match="no-coordinate-columns"):
        read_trees(path, CRS, AREA)
    path.write_text(f"id,x,y\n1,{WEST + 9000},{SOUTH}\n", "utf-8")
    with pytest.raises(PlanningError, match="trees-elsewhere"):
        read_trees(path, CRS, AREA)


def test_trees_in_degrees(shared_data: Path) -> None:
    # Graz lies in UTM zone 33; the file is GeoJSON in WGS 84.
    area = Extent(532000, 5212000, 537000, 5216000)
    found = read_trees(shared_data / "trees/graz_16_17789_11515.geojson.gz", "EPSG:32633", area)
    assert len(found.trees) == 2103
    assert "Aesculus hippocastanum" in found.trees.species
    assert found.format == "GeoJSON"
    assert len(set(found.trees.ids)) == 2103


def write_geojson(path: Path, geometry: dict[str, object], **properties: object) -> Path:
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}), "utf-8")
    return path


def test_streets_are_cut_to_the_area(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[WEST - 50, SOUTH + 50], [WEST + 150, SOUTH + 50]]}
    path = write_geojson(tmp_path / "s.geojson", line, name="Am Bach", highway="secondary")
    found = read_streets(path, CRS, AREA)
    assert found.streets.names == ("Am Bach",)
    assert found.streets.classes == ("main",)
    assert found.streets.lines[0].length == pytest.approx(100)
    assert found.streets.width.tolist() == [7.0]
    assert found.notes[0].id == "city.note.streets-widths"
    with pytest.raises(PlanningError, match="streets-elsewhere"):
        read_streets(path, CRS, Extent(0, 0, 10, 10))
    (tmp_path / "bad.geojson").write_text("no")
    with pytest.raises(PlanningError, match="not-vector"):
        read_streets(tmp_path / "bad.geojson", CRS, AREA)


def test_classes_of_streets() -> None:
    words = ("Hauptstraße", "footway", "Anliegerstraße", "unbekannt")
    assert [class_of(w) for w in words] == ["main", "path", "residential", "other"]


@pytest.mark.parametrize(
    ("function", "space", "use"),
    [
        ("31001_1010", "", "residential"),
        ("31001_1123", "", "mixed"),
        ("31001_2020", "", "office"),
        ("31001_2111", "", "industry"),
        ("31001_2463", "", "garage"),
        ("31001_3021", "", "school"),
        ("31001_3041", "", "church"),
        ("31001_3051", "", "hospital"),
        ("31001_3065", "", "kindergarten"),
        ("31001_3012", "", "public"),
        ("31001_9998", "", "other"),
        ("51009_1610", "", "other"),
        ("1000", "", "residential"),
        ("2080", "", "school"),
        ("2220", "", "church"),
        ("2380", "", "kindergarten"),
        ("1630", "", "garage"),
        ("2020", "http://repository.gdi-de.org/schemas/adv/x", "office"),
        ("3021", "", "school"),
        ("Wohn- und Geschäftshaus", "", "mixed"),
        ("Wohnhaus", "", "residential"),
        ("", "", "other"),
    ],
)
def test_uses(function: str, space: str, use: str) -> None:
    assert use_of(function, space) == use
