"""What files that are dropped together are imported for."""

import json
from pathlib import Path

from planningtable.app.dropped import request_for
from planningtable.city.job import Job


def _layer(path: Path, kind: str, coordinates: list, properties: dict) -> Path:
    feature = {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    return path


def test_registers_and_streets_are_told_by_what_is_in_them(tmp_path: Path) -> None:
    trees = tmp_path / "kataster.csv"
    trees.write_text("Baumnummer;Ostwert;Nordwert;Art;Kronendurchmesser_m\n1;565010;5934010;Tilia;6\n", "utf-8")
    streets = _layer(tmp_path / "strassen.geojson", "LineString", [[10, 53.5], [10.01, 53.5]], {"name": "Au"})
    houses = _layer(
        tmp_path / "gebaeude.geojson", "Polygon", [[[10, 53], [10.001, 53], [10.001, 53.001], [10, 53]]], {"hoehe": 9}
    )
    folder = tmp_path / "tiles"
    folder.mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04nothing")
    city = (folder, tmp_path / "broken.zip", houses)
    request = request_for((trees, *city, streets), "EPSG:25832", "en", Job())
    assert request.trees == trees
    assert request.streets == streets
    assert request.city == city
    assert (request.crs, request.language) == ("EPSG:25832", "en")


def test_a_second_register_is_not_dropped_in_silence(tmp_path: Path) -> None:
    files = []
    for name in ("a.csv", "b.csv"):
        files.append(tmp_path / name)
        files[-1].write_text("Baumnummer;Ostwert;Nordwert;Art\n1;565010;5934010;Tilia\n", "utf-8")
    request = request_for(files, None, "de", Job())
    assert (request.trees, request.city) == (files[0], (files[1],))


def test_where_nothing_is_a_city_model_the_import_says_so(tmp_path: Path) -> None:
    trees = tmp_path / "a.csv"
    trees.write_text("Baumnummer;Ostwert;Nordwert;Art\n1;565010;5934010;Tilia\n", "utf-8")
    assert request_for((trees,), None, "de", Job()).city == (trees,)
