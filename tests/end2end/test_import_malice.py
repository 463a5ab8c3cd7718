"""Deliveries as malice and accident make them: one sentence, exit 2, nothing left behind, nothing elsewhere touched."""

import gzip
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from helpers.citygml import block, building, city

GOOD = city(block("a"), block("b", x=30))


def refused(ended, *words: str, language: str = "") -> None:
    assert ended.code == 2, ended.err
    assert ended.out == ""
    lines = [line for line in ended.err.splitlines() if line.strip()]
    assert len(lines) == 1, ended.err
    assert "Traceback" not in ended.err
    for word in words:
        assert word.lower() in ended.err.lower(), (language, ended.err)


def zipped(path: Path, *members: tuple[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def _bomb(folder: Path) -> Path:
    path = folder / "bombe.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.gml", "w") as member:
        member.write(b"<a>")
        for _ in range(300):
            member.write(b" " * 2**20)
    return path


def _bomb_gz(folder: Path) -> Path:
    path = folder / "bombe.gml.gz"
    start, end = GOOD.encode().split(b"</core:CityModel>")
    with gzip.open(path, "wb", 6) as stream:
        stream.write(start)
        for _ in range(300):
            stream.write(b" " * 2**20)
        stream.write(b"</core:CityModel>" + end)
    return path


def _slip(folder: Path) -> Path:
    return zipped(folder / "böse.zip", ("../../draußen.gml", GOOD), ("/draußen.gml", GOOD), ("C:\\a.gml", GOOD))


def _many(folder: Path) -> Path:
    path = folder / "viele.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}.gml", b"x")
    return path


def _deep(folder: Path) -> Path:
    path = folder / "tief.gml"
    path.write_text(city("<core:cityObjectMember>" * 50_000))
    return path


def _deep_json(folder: Path) -> Path:
    path = folder / "tief.json"
    path.write_text('{"type":"CityJSON","version":"2.0","vertices":[],"CityObjects":' + '{"a":' * 100_000)
    return path


def _entity(folder: Path) -> Path:
    path = folder / "fremd.gml"
    path.write_text(
        GOOD.replace("<core:CityModel", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<core:CityModel')
    )
    return path


def _pipe(folder: Path) -> Path:
    path = folder / "leitung.gml"
    os.mkfifo(path)
    return path


def _only_a_folder(folder: Path) -> Path:
    path = folder / "x.gml"
    path.mkdir()
    return path


def _loop(folder: Path) -> Path:
    path = folder / "kreis.gml"
    path.symlink_to(path)
    return path


@pytest.mark.parametrize(
    "make", [_bomb, _bomb_gz, _slip, _many, _deep, _deep_json, _entity, _pipe, _only_a_folder, _loop]
)
def test_hostile_files_get_one_sentence(make, program, tmp_path: Path) -> None:
    place = tmp_path / "Lieferung Süd 🏠"
    place.mkdir()
    path = make(place)
    refused(program("check", path), path.name)
    refused(program("new", place / "w.gpkg", "--city", path, "--language", "en"), path.name)
    assert list(place.iterdir()) == [path]
    assert list(tmp_path.iterdir()) == [place]


def test_a_folder_with_traps_in_it(program, tmp_path: Path) -> None:
    """What can be read is read, and each trap is named."""
    place = tmp_path / "Häuser"
    (place / "x.gml").mkdir(parents=True)
    (place / "gut.gml").write_text(GOOD)
    (tmp_path / "geheim.gml").write_text(GOOD.replace('"a', '"c').replace('"b', '"d'))
    (place / "geheim.gml").symlink_to("../geheim.gml")
    (place / "kreis.gml").symlink_to("kreis.gml")
    (place / "x.gml" / "oben").symlink_to("..")
    (place / "fort").symlink_to("/etc")
    os.mkfifo(place / "leitung.gml")
    ended = program("check", place, "--json")
    assert ended.code == 0, ended.err
    files = {file["name"]: file for file in ended.json["files"]}
    assert files["gut.gml"]["shown"] == files["gut.gml"]["given"] == 2
    for name in ("geheim.gml", "kreis.gml", "leitung.gml", "fort"):
        assert files[name]["problem"], name
        assert "root:" not in ended.out


def test_references_in_circles_and_by_the_million(program, tmp_path: Path) -> None:
    def surface(number: int) -> str:
        links = f'<gml:surfaceMember xlink:href="#s{(number + 1) % 30}"/>' * 10
        multi = f'<gml:MultiSurface gml:id="s{number}">{links}</gml:MultiSurface>'
        return building(f"x{number}", f"<bldg:lod2MultiSurface>{multi}</bldg:lod2MultiSurface>")

    (tmp_path / "kreis.gml").write_text(city(block("a"), *map(surface, range(30))))
    ended = program("check", tmp_path / "kreis.gml", "--json")
    assert ended.code == 0, ended.err
    (file,) = ended.json["files"]
    assert (file["given"], file["shown"], len(file["reported"])) == (31, 1, 30)


def test_a_place_that_takes_no_file(program, tmp_path: Path) -> None:
    (tmp_path / "gut.gml").write_text(GOOD)
    refused(program("new", tmp_path / "nirgends" / "w.gpkg", "--city", tmp_path / "gut.gml"), "nirgends")
    refused(program("new", "/proc/w.gpkg", "--city", tmp_path / "gut.gml"), "w.gpkg")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """18 MB: more than is read without worker processes."""
    path = tmp_path_factory.mktemp("large") / "groß.gml"
    path.write_text(city(*(block(f"b{i}", x=20.0 * (i % 70), y=20.0 * (i // 70)) for i in range(4900))))
    return path


def test_an_import_that_was_killed_goes_on_and_ends_the_same(program, large: Path, tmp_path: Path) -> None:
    """Whenever it is killed, the next try gives the city that an undisturbed one gives."""
    whole, killed = tmp_path / "ganz.gpkg", tmp_path / "gestört.gpkg"
    assert program("new", whole, "--city", large).code == 0
    command = [sys.executable, "-m", "planningtable", "new", str(killed), "--city", str(large)]
    intake = tmp_path / f".{killed.name}.intake"
    for number, way in enumerate((signal.SIGINT, signal.SIGKILL)):
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        wal = intake.with_name(f"{intake.name}-wal")
        limit = time.monotonic() + 120
        # In the middle: something of the city is written already.
        while (
            started.poll() is None
            and time.monotonic() < limit
            and (not wal.exists() or wal.stat().st_size < 300_000 * (number + 1))
        ):
            time.sleep(0.02)
        started.send_signal(way)
        _, err = started.communicate(timeout=60)
        if started.returncode == 0:  # quicker than the signal
            killed.unlink()
            continue
        assert started.returncode == (130 if way == signal.SIGINT else -signal.SIGKILL), err
        assert b"Traceback" not in err
        assert not killed.exists()
    assert program("new", killed, "--city", large).code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([whole.name, killed.name])
    told = [program("info", path, "--json").json for path in (whole, killed)]
    assert told[0]["buildings"] == told[1]["buildings"] == 4900
