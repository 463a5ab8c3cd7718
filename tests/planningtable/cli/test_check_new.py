import json
import os
from pathlib import Path

import pytest
from helpers.citygml import block, building, city, pointing_to

from planningtable.app.session import Session
from planningtable.cli.main import run

CHECK_KEYS = {
    "format",
    "version",
    "encoding",
    "crs",
    "objects",
    "buildings",
    "building_parts",
    "lods",
    "surfaces",
    "shown",
    "reported",
}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "quarter.gml"
    path.write_text(city(block("a"), block("b", x=30), block("a")), "utf-8")
    return path


def test_check_prints_one_json_object(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(model), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["files"][0]) >= CHECK_KEYS
    assert found["files"][0]["crs"] == "EPSG:25832"
    assert found["files"][0]["buildings"] == 3
    reason = found["files"][0]["reported"][0]["reason"]
    assert found["files"][0]["reported"] == [{"id": "a", "reason": reason, "type": "Building"}]
    assert "city.reason" not in found["files"][0]["reported"][0]["reason"]


@pytest.mark.parametrize(("language", "word"), [("de", "zu zeigen: 2 von 3"), ("en", "to be shown: 2 of 3")])
def test_check_speaks(model: Path, capsys: pytest.CaptureFixture[str], language: str, word: str) -> None:
    assert run(["check", str(model), "--language", language]) == 0
    said = capsys.readouterr().out
    assert word in said
    assert "quarter.gml" in said


def test_more_than_a_thousand_of_a_kind_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "many.gml"
    empty = (f'<core:cityObjectMember><bldg:Building gml:id="e{n}"/></core:cityObjectMember>' for n in range(1300))
    path.write_text(city(block("a"), *empty), "utf-8")
    assert run(["check", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["files"][0]
    assert (found["given"], found["shown"], len(found["reported"])) == (1301, 1, 1000)
    assert found["unnamed"]["reported"] == {"city.reason.no-geometry": 300}
    assert found["unnamed"]["faulty"] == {"609 CITYOBJECT_HAS_NO_GEOMETRY": 300}
    assert run(["check", str(path), "--language", "en"]) == 0
    assert "   not shown: e0, e1, e2 and 1297 more – the building has no geometry\n" in capsys.readouterr().out


def test_of_many_different_remarks_the_first_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dangling.gml"
    buildings = (building(f"b{n}", pointing_to(f"nowhere-{n // 2}")) for n in range(30))
    path.write_text(city(block("a"), *buildings), "utf-8")
    assert run(["check", str(path), "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "   not shown: b0, b1 – the reference to “nowhere-0” leads nowhere; the surface is missing\n" in said
    assert "nowhere-9" in said
    assert "nowhere-10" not in said
    assert "   … and 10 more; --json or --report lists them all\n" in said


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_file_that_is_left_out_has_one_line(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    (tmp_path / "empty.gml").write_bytes(b"")
    (tmp_path / "broken.city.json").write_text('{"type": "CityJSON", ', "utf-8")
    for command in (["check", str(tmp_path)], ["new", str(tmp_path / "w.gpkg"), "--city", str(tmp_path)]):
        assert run([*command, "--language", language]) == 0
        said = capsys.readouterr().out
        for name in ("empty.gml", "broken.city.json"):
            lines = [line for line in said.splitlines() if name in line]
            assert len(lines) == 1, said
            assert lines[0].count(name) == 1
        assert ": ," not in said


def test_names_from_the_disk_break_no_line(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = tmp_path / os.fsdecode(b"zwei\nZeilen caf\xe9 \x1b[31m.gml")
    try:
        model.rename(odd)
    except OSError:
        pytest.skip("this file system takes no such names")
    assert run(["check", str(odd), "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "zwei Zeilen caf\ufffd \ufffd[31m.gml: CityGML 2.0, EPSG:25832"
    assert run(["check", str(odd), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["name"].encode()
    assert run(["check", str(odd), "--report", str(tmp_path / "report")]) == 0
    assert run(["new", str(tmp_path / "odd.gpkg"), "--city", str(odd)]) == 0


def test_what_keeps_an_object_away_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dangling.gml"
    path.write_text(city(block("a"), building("b", pointing_to("nowhere"))), "utf-8")
    assert run(["check", str(path), "--language", "en"]) == 0
    assert capsys.readouterr().out.count("“nowhere”") == 1


def test_new_makes_a_workshop(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "quarter.gpkg"
    assert run(["new", str(target), "--city", str(model), "--name", "Werkstatt", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["crs"] == "EPSG:25832"
    assert len(found["extent"]) == 4
    assert found["terrain"]["made"] is True
    assert found["seconds"] > 0
    assert found["files"][0]["shown"] == 2
    with Session.open(target) as session:
        assert session.state.name == "Werkstatt"
        assert session.site.buildings.ids == ("a", "b")


def test_new_never_overwrites_unless_told(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "quarter.gpkg"
    target.write_bytes(b"precious")
    assert run(["new", str(target), "--city", str(model)]) == 2
    assert target.read_bytes() == b"precious"
    assert run(["new", str(tmp_path / "quarter.shp"), "--city", str(model)]) == 2
    assert run(["new", str(tmp_path / "none" / "q.gpkg"), "--city", str(model)]) == 2
    capsys.readouterr()
    assert run(["new", str(target), "--city", str(model), "--force", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["workshop"] == str(target)


def test_bad_input_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = {
        "none.gml": None,
        "text.gml": "hello",
        "nocrs.gml": city(block("a"), srs=None),
        "wrong.gml": city(block("a"), srs="EPSG:31468"),
        "empty.gml": city(),
    }
    for name, content in cases.items():
        path = tmp_path / name
        if content is not None:
            path.write_text(content, "utf-8")
        target = tmp_path / "new.gpkg"
        assert run(["new", str(target), "--city", str(path)]) == 2, name
        said = capsys.readouterr()
        assert len(said.err.strip().splitlines()) == 1, name
        assert "Traceback" not in said.err
        assert said.out == ""
        assert not target.exists()


def test_bringing_up_to_date_is_called_that(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = model.with_name("quarter.gpkg")
    assert run(["new", str(target), "--city", str(model), "--language", "de"]) == 0
    assert "ist angelegt" in capsys.readouterr().out
    assert run(["new", str(target), "--city", str(model), "--language", "de", "--update"]) == 0
    said = capsys.readouterr().out
    assert "auf dem neuen Stand" in said
    assert "angelegt" not in said
