"""Bad input: one clear sentence, exit 2, nothing lost."""

import gzip
import sqlite3
from pathlib import Path

import pytest

GOOD = "v1_berlin_sample.citygml"


def refused(ended, *words: str) -> None:
    assert ended.code == 2, ended.err
    assert ended.out == ""
    lines = [line for line in ended.err.splitlines() if line.strip()]
    assert len(lines) == 1, ended.err
    assert "Traceback" not in ended.err
    for word in words:
        assert word.lower() in ended.err.lower(), ended.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kein.gml", b"This is not XML at all"),
        ("leer.gml", b""),
        ("nur-wurzel.gml", b'<CityModel xmlns="http://www.opengis.net/citygml/2.0"/>'),
        (
            "abgeschnitten.gml",
            b'<?xml version="1.0"?><CityModel xmlns="http://www.opengis.net/citygml/2.0"><cityObjectMember>',
        ),
        ("bombe.gml", b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'),
        ("fremd.gml", b"<html><body>no city</body></html>"),
    ],
)
def test_a_file_that_is_no_city(name: str, content: bytes, program, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    refused(program("new", tmp_path / "w.gpkg", "--city", file), name)
    assert list(tmp_path.iterdir()) == [file]


def test_a_missing_file_and_a_folder(program, tmp_path: Path) -> None:
    refused(program("new", tmp_path / "w.gpkg", "--city", tmp_path / "nirgends.gml"), "nirgends.gml")
    refused(program("info", tmp_path / "nirgends.gpkg"), "nirgends.gpkg")
    refused(program("info", tmp_path))


def test_half_of_a_real_town(shared_data: Path, program, tmp_path: Path) -> None:
    whole = (shared_data / "citygml" / GOOD).read_bytes()
    (tmp_path / "halb.gml").write_bytes(whole[: len(whole) // 2])
    refused(program("new", tmp_path / "w.gpkg", "--city", tmp_path / "halb.gml"), "halb.gml")
    zipped = gzip.compress(whole)
    (tmp_path / "halb.gml.gz").write_bytes(zipped[: len(zipped) // 2])
    refused(program("new", tmp_path / "w.gpkg", "--city", tmp_path / "halb.gml.gz"), "halb.gml.gz")


def test_no_crs_asks_for_one_with_a_suggestion(shared_data: Path, program, tmp_path: Path) -> None:
    file = shared_data / "citygml" / "v1_karlsruhe_lindenallee_nosrs.gml"
    refused(program("new", tmp_path / "w.gpkg", "--city", file), "--crs", "31467")
    told = program("new", tmp_path / "w.gpkg", "--city", file, "--crs", "31467", "--json")
    assert told.code == 0, told.err
    assert told.json["files"][0]["buildings"] == 95


def test_a_wrong_crs_is_noticed(shared_data: Path, program, tmp_path: Path) -> None:
    file = shared_data / "citygml" / GOOD
    refused(program("new", tmp_path / "w.gpkg", "--city", file, "--crs", "28992"), "28992")
    refused(program("new", tmp_path / "w.gpkg", "--city", file, "--crs", "999999"), "999999")


def test_terrain_that_lies_elsewhere(shared_data: Path, program, tmp_path: Path) -> None:
    (tmp_path / "dgm.asc").write_text(
        "ncols 2\nnrows 2\nxllcorner 500000\nyllcorner 5000000\ncellsize 1\nNODATA_value -9999\n1 2\n3 4\n"
    )
    city = shared_data / "citygml" / GOOD
    refused(program("new", tmp_path / "w.gpkg", "--city", city, "--terrain", tmp_path / "dgm.asc"), "dgm.asc")


def test_a_workshop_is_never_written_over(shared_data: Path, program, tmp_path: Path) -> None:
    kept = tmp_path / "w.gpkg"
    kept.write_bytes(b"my own file")
    refused(program("new", kept, "--city", shared_data / "citygml" / GOOD), "w.gpkg")
    assert kept.read_bytes() == b"my own file"


def test_files_of_other_programs(program, tmp_path: Path) -> None:
    other = tmp_path / "andere.gpkg"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE t (a)")
    before = other.read_bytes()
    refused(program("info", other), "andere.gpkg")
    refused(program("export", other, "-o", tmp_path / "paket"), "andere.gpkg")
    assert other.read_bytes() == before
    text = tmp_path / "text.gpkg"
    text.write_text("hello")
    refused(program("compare", text), "text.gpkg")
