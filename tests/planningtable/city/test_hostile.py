"""Bad input: one sentence, or the rest is read and the bad named; never a traceback, never the neighbour's file."""

import gzip
import os
import random
import zipfile
from pathlib import Path

import pytest
from helpers.citygml import block, boundary, building, city, pointing_to, polygon

from planningtable.app.importer import check_files
from planningtable.app.words import load_words
from planningtable.city.checkup import FileCheck
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError

DIRT = (b"NaN", b"1e400", b"-inf", b"", b"<a/>", b"0 0 0 ", b"#", b"9" * 30, b"\x00", b"1e20")


def check(path: Path) -> FileCheck:
    return check_files((path,), None, Job()).files[0]


def refused(path: Path) -> str:
    with pytest.raises(PlanningError) as caught:
        check(path)
    for language in ("de", "en"):
        sentence = load_words(language)(caught.value.text)
        assert sentence != caught.value.text.id
        assert "{" not in sentence
    return caught.value.text.id


def test_files_that_are_none(tmp_path: Path) -> None:
    cases = {
        "text.gml": (b"hello", "error.city.no-model"),
        "empty.gml": (b"", "error.city.empty-file"),
        "json.gml": (b'{"type": "CityJSON"}', "error.cityjson.no-version"),
        "other.gml": (b"<a/>", "error.city.no-model"),
        "broken.gml.gz": (gzip.compress(city(block("a")).encode())[:200], "error.city.broken-archive"),
        "broken.zip": (b"PK\x03\x04 and nothing more", "error.city.broken-archive"),
    }
    for name, (content, expected) in cases.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert refused(path) == expected, name
    os.mkfifo(tmp_path / "pipe.gml")
    assert refused(tmp_path / "pipe.gml") == "error.city.no-ordinary-file"
    assert refused(tmp_path / "none.gml") == "error.city.missing-file"


def test_a_broken_member_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tags.gml"
    wrong = "<core:cityObjectMember><bldg:Building></core:wrong></core:cityObjectMember>"
    path.write_text(city(block("a"), wrong, block("b", x=30)), "utf-8")
    found = check(path)
    assert found.shown == 2
    assert [r.why.id for r in found.reported] == ["city.reason.not-well-formed"]


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    assert refused(tmp_path) == "error.city.nothing-found"
    (tmp_path / ".hidden.gml").write_text(city(block("a")), "utf-8")
    assert refused(tmp_path) == "error.city.nothing-found"
    (tmp_path / "shown.gml").write_text(city(block("a")), "utf-8")
    assert check(tmp_path).shown == 1


def test_an_archive_without_a_model(tmp_path: Path) -> None:
    path = tmp_path / "pictures.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.jpg", b"x")
    assert refused(path) == "error.city.archive-without-model"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95, 0.999])
def test_a_truncated_file_says_so(tmp_path: Path, share: float) -> None:
    text = city(*(block(f"b{i}", x=20 * i) for i in range(30)))
    path = tmp_path / "cut.gml"
    path.write_text(text[: int(len(text) * share)], "utf-8")
    assert refused(path) == "error.city.truncated"


def test_no_entity_is_expanded_and_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell")
    for entity in (f'<!ENTITY x SYSTEM "file://{secret}">', '<!ENTITY a "aaaa"><!ENTITY x "&a;&a;&a;">'):
        path = tmp_path / "city.gml"
        name = "<gml:name>&x;</gml:name>"
        path.write_text(city(block("a", extra=name), prolog=f"<!DOCTYPE CityModel [{entity}]>"), "utf-8")
        assert refused(path) == "error.city.doctype"
    hidden = city(block("a"), prolog='<!-- long --><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">').encode("utf-16")
    path = tmp_path / "utf16.gml"
    path.write_bytes(hidden.replace("UTF-8".encode("utf-16-le"), "UTF-16".encode("utf-16-le")))
    assert refused(path) == "error.city.doctype"


def test_an_archive_that_swells_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gml.gz"
    start = city(block("a")).encode().removesuffix(b"</core:CityModel>")
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(start + b"<!--")
        for _ in range(100):
            file.write(b" " * 2**20)
        file.write(b"--></core:CityModel>")
    assert path.stat().st_size < 2**20
    assert refused(path) == "error.city.too-big"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("338100 5706200 NaN 338110 5706200 30 338110 5706210 30 338100 5706200 30", "city.reason.not-finite"),
        ("338100 5706200 inf 338110 5706200 30 338110 5706210 30 338100 5706200 30", "city.reason.not-finite"),
        ("338100 5706200 30 338110 5706200", "city.reason.not-three"),
        ("338100 5706200 30 east north up 338100 5706200 30", "city.reason.not-a-number"),
        ("338100 5706200 30 338110 5706200 30 338100 5706200 30", "city.reason.too-few-points"),
        (" ", "city.reason.no-coordinates"),
        ("338100 5706200 1e20 338110 5706200 30 338110 5706210 30 338100 5706200 1e20", "city.reason.not-finite"),
        ("0 0 0 338110 5706200 30 338110 5706210 30 0 0 0", "city.reason.far-away"),
        ("338100 5706200 30 338101 5706200 30 338102 5706200 30 338100 5706200 30", "city.repaired.no-area"),
    ],
)
def test_bad_surfaces_are_named_and_the_rest_is_shown(tmp_path: Path, raw: str, reason: str) -> None:
    bad = boundary("RoofSurface", "bad", polygon("bad-p", [(0, 0, 0)], raw=raw))
    path = tmp_path / "city.gml"
    path.write_text(city(block("good", extra=bad), block("other", x=30), building("only-bad", bad)), "utf-8")
    found = check(path)
    assert (found.buildings, found.shown) == (3, 2)
    assert [(r.id, r.why.id) for r in found.reported] == [("only-bad", reason)]
    assert reason in {r.why.id for r in found.repaired}


def test_a_reference_into_the_void_is_named(tmp_path: Path) -> None:
    link = pointing_to("void")
    path = tmp_path / "city.gml"
    path.write_text(city(block("good"), building("lost", link)), "utf-8")
    found = check(path)
    assert found.shown == 1
    assert [(r.id, r.why.id) for r in found.reported] == [("lost", "city.repaired.dangling")]


def test_a_circle_of_references_ends(tmp_path: Path) -> None:
    circle = (
        '<bldg:lod2MultiSurface><gml:MultiSurface gml:id="m"><gml:surfaceMember xlink:href="#m"/>'
        '<gml:surfaceMember xlink:href="#m"/></gml:MultiSurface></bldg:lod2MultiSurface>'
    )
    path = tmp_path / "city.gml"
    path.write_text(city(building("round", circle), block("good")), "utf-8")
    assert check(path).shown == 1


def test_the_hostile_collection(shared_data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(shared_data / "invalid/hostile_synthetic_a.zip") as archive:
        archive.extractall(tmp_path)
    assert refused(tmp_path / "xxe_local_file.gml") == "error.city.doctype"
    assert refused(tmp_path / "truncated.gml") == "error.city.truncated"
    assert refused(tmp_path / "asc_wrong_row_count.asc") == "error.city.asc-count"
    for name, problems in {
        "good_control.gml": 0,
        "nan_inf_coords.gml": 1,
        "poslist_not_multiple_of_3.gml": 1,
        "ring_not_closed_and_2_points.gml": 1,
        "dangling_xlink.gml": 1,
    }.items():
        found = check(tmp_path / name)
        assert found.shown + len(found.reported) == found.given
        assert found.shown == 1
        assert (len(found.repaired) > 0) == (problems > 0), name


def test_the_val3dity_collection_is_read_without_a_crash(shared_data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(shared_data / "invalid/val3dity_a.zip") as archive:
        archive.extractall(tmp_path)
    counts = {path.name: check(path).buildings for path in sorted(tmp_path.glob("*/*.gml"))}
    assert counts == {"csol1.gml": 0, "csol5.gml": 0, "dh_1.gml": 1, "msol2.gml": 0, "nonmanifold.gml": 1}


@pytest.mark.parametrize("seed", range(120))
def test_damaged_files_end_in_a_check_up_or_a_sentence(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    damaged = bytearray(city(block("a"), block("b", x=30)).encode())
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(300, len(damaged))
        damaged[at : at + dice.randint(0, 6)] = dice.choice(DIRT)
    path = tmp_path / "city.gml"
    path.write_bytes(bytes(damaged))
    try:
        found = check(path)
    except PlanningError:
        return
    assert found.shown + len(found.reported) == found.given
