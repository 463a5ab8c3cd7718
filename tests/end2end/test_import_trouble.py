"""Numbers, names, archives and disks that no delivery should have: a word for each, and nothing lost."""

import json
import os
import resource
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest
from helpers.citygml import block, city

GOOD = city(block("a"), block("b", x=30))
FACES = [[[0, 3, 2, 1]], [[4, 5, 6, 7]], [[0, 1, 5, 4]], [[1, 2, 6, 5]], [[2, 3, 7, 6]], [[3, 0, 4, 7]]]
CORNERS = [[x, y, z] for z in (0, 5000) for x, y in ((0, 0), (10000, 0), (10000, 10000), (0, 10000))]
MODEL = {
    "type": "CityJSON",
    "version": "2.0",
    "transform": {"scale": [0.001] * 3, "translate": [500000, 5700000, 0]},
    "metadata": {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/25832"},
    "CityObjects": {"ID": {"type": "Building", "geometry": [{"type": "Solid", "lod": "2", "boundaries": [FACES]}]}},
    "vertices": CORNERS,
}


def test_numbers_that_no_model_has(program, tmp_path: Path) -> None:
    """What is left of a building is shown with a word; one of which nothing is left is reported."""
    text = json.dumps(MODEL)
    changes = {
        "0-gut": text,
        "1-index-10e12": text.replace("[[0, 3, 2, 1]]", "[[1000000000000, 3, 2, 1]]"),
        "2-index-minus": text.replace("[[0, 3, 2, 1]]", "[[-1, 3, 2, 1]]"),
        "3-index-10e40": text.replace("[[0, 3, 2, 1]]", f"[[1{'0' * 40}, 3, 2, 1]]"),
        "4-nan": text.replace("[0, 0, 0]", "[NaN, 0, 0]"),
        "5-1e308": text.replace("[10000, 0, 0]", "[1e308, 0, 0]"),
        "6-massstab": text.replace("0.001", "1e308"),
    }
    assert len(set(changes.values())) == len(changes)
    for name, changed in changes.items():
        (tmp_path / f"{name}.city.json").write_text(changed.replace('"ID"', f'"{name}"'))
    ended = program("check", tmp_path, "--json")
    assert ended.code == 0, ended.err
    files = {file["name"].partition(".")[0]: file for file in ended.json["files"]}
    assert files.keys() == changes.keys()
    for name, file in files.items():
        assert file["given"] == 1 == file["shown"] + len(file["reported"]), name
        assert name == "0-gut" or file["repaired"] or file["reported"], name
    assert files["0-gut"]["shown"] == 1
    assert files["6-massstab"]["shown"] == 0


NAMES = ("Häuser Süd ß🏠.gml", "-x.gml", "--city.gml", "zwei\nzeilen.gml", "\x1b[2J.gml", "%2e%2e.gml", "q'u\"o;te.gml")


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not take")
def test_names_of_files_and_of_the_workshop(program, tmp_path: Path) -> None:
    folder = tmp_path / "Straße\nder Häuser"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (folder / name).write_text(city(block(f"b{number}", x=30.0 * number)))
    (folder / os.fsdecode(b"\xff\xfe.gml")).write_text(city(block("latin", y=30)))
    workshop = tmp_path / "Wörk shöp\n🏠.gpkg"
    made = program("new", workshop, "--city", folder)
    assert made.code == 0, made.err
    assert "\x1b" not in made.out + made.err
    assert sorted(tmp_path.iterdir()) == sorted([folder, workshop])
    assert program("info", workshop, "--json").json["buildings"] == len(NAMES) + 1


def _lying(path: Path) -> None:
    """The list at the end says two gigabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gut.gml", GOOD)
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\1\2")
    data[entry + 24 : entry + 28] = (2**31).to_bytes(4, "little")
    path.write_bytes(data)


def _doll(path: Path) -> None:
    """Thirty archives, each in the next."""
    inner, data = "gut.gml", GOOD.encode()
    for number in range(30):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(inner, data)
        inner, data = f"{number}.zip", path.read_bytes()


@pytest.mark.parametrize("make", [_lying, _doll])
def test_archives_that_are_not_what_they_say(make, program, tmp_path: Path) -> None:
    path = tmp_path / "lieferung.zip"
    make(path)
    ended = program("new", tmp_path / "w.gpkg", "--city", path)
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert path.name in ended.err
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices in the file system")
def test_a_device_is_no_file(program, tmp_path: Path) -> None:
    ended = program("new", tmp_path / "w.gpkg", "--city", "/dev/zero")
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert "/dev/zero" in ended.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of a process")
def test_a_disk_that_is_full_at_the_replacement(program, tmp_path: Path) -> None:
    """The workshop that was to be replaced stays as it was, byte for byte; with room it is replaced."""
    source, old = tmp_path / "g.gml", tmp_path / "alt.gpkg"
    source.write_text(city(*(block(f"b{i}", x=20.0 * (i % 30), y=20.0 * (i // 30)) for i in range(60))))
    assert program("new", old, "--city", source).code == 0
    before = old.read_bytes()
    command = [sys.executable, "-m", "planningtable", "new", str(old), "--force", "--city", str(source)]
    # Near the end: the city is read, and the workshop is being made of it.
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (len(before) - 8192,) * 2)
    full = subprocess.run(command, preexec_fn=limit, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert full.returncode == 2, full.stderr
    assert "Traceback" not in full.stderr
    assert len(full.stderr.strip().splitlines()) == 1
    assert old.read_bytes() == before
    assert program("new", old, "--force", "--city", source).code == 0
    assert sorted(tmp_path.iterdir()) == [old, source]
