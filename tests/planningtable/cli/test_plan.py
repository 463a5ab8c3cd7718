"""``planningtable plan``, and what ``measure add`` says of plans."""

import json
from collections import Counter
from contextlib import closing
from pathlib import Path
from re import findall
from typing import Any

import pytest
from helpers.plans import quarter_plan
from helpers.sites import SOUTH, WEST, block_site

from planningtable.app.session import Session
from planningtable.cli import main
from planningtable.domain.commands import AddVariant
from planningtable.store.workshop_file import WorkshopFile

HAFENCITY = "plan/xplan52_hamburg_hafencity7.gml"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "w.gpkg"
    with Session.create(path, block_site(), "Werkstatt") as session:
        session.execute(AddVariant("v1", "Neubau"), "facilitator")
    return str(path)


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code = main.run([*arguments, "--json"])
    out, err = capsys.readouterr()
    assert code == 0, err
    result: dict[str, Any] = json.loads(out)
    return result


def test_add_list_remove(shared_data: Path, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (shared_data / HAFENCITY).read_text("utf-8-sig")
    counted = Counter(findall(r"<gml:featureMember>\s*<xplan:(\w+)", text))
    (added,) = _run(capsys, "plan", "add", file, str(shared_data / HAFENCITY))["plans"]
    (listed,) = _run(capsys, "plan", "list", file)["plans"]
    assert added == listed
    assert (listed["name"], listed["version"]) == ("HafenCity7", "5.2")
    assert listed["given"] == counted
    drawn = Counter(listed["objects"]) + Counter(r["type"] for r in listed["reported"])
    rest = {t: n for t, n in counted.items() if t in ("BP_Plan", "BP_Bereich") or t.endswith("TextAbschnitt")}
    assert drawn == counted - Counter(rest)
    assert all(r["reason"] and not r["reason"].startswith("xplan.") for r in listed["reported"])
    assert _run(capsys, "plan", "remove", file, "HafenCity7")["name"] == "HafenCity7"
    assert _run(capsys, "plan", "list", file) == {"plans": []}


def test_people_read_sentences(shared_data: Path, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("de", "en"):
        for arguments in (("list", file), ("add", file, str(shared_data / HAFENCITY)), ("list", file)):
            assert main.run(["plan", *arguments, "--language", language]) == 0
        assert main.run(["plan", "remove", file, "HafenCity7", "--language", language]) == 0
        said = capsys.readouterr().out
        assert "cli.plan." not in said
        assert "plan.n" not in said
        assert said.count("HafenCity7") >= 3


def test_a_wrong_name_is_one_sentence(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["plan", "remove", file, "Süd", "--language", "de"]) == 2
    assert capsys.readouterr().err.strip() == "Einen Plan „Süd“ gibt es in dieser Werkstatt nicht; vorhanden: –."


def test_placing_a_building_says_what_the_plan_says(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--variant", "v1", "--kind", "new-building", "--at", f"{WEST + 105},{SOUTH + 25}")
    assert _run(capsys, "measure", "add", file, *place, "--id", "m0")["plan_hints"] == []
    with closing(WorkshopFile.open(Path(file))) as stored:
        stored.keep_plans((quarter_plan(),))
    result = _run(capsys, "measure", "add", file, *place, "--id", "m1", "--set", "storeys=5", "--language", "de")
    assert result["id"] == "m1"
    said = result["plan_hints"]
    assert "Plan 7: 5 Vollgeschosse, zulässig sind höchstens 2." in said
    assert any(hint.startswith("Noch zu prüfen (Plan 7): ") for hint in said)
    with Session.open(file) as session:
        assert [m.id for m in session.state.variant("v1").measures] == ["m0", "m1"]  # type: ignore[union-attr]


def test_a_picture_with_the_plan(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "p.png"
    assert main.run(["snapshot", file, "-o", str(target), "--plan", "--size", "200x160", "--language", "de"]) == 2
    assert "keinen Bebauungsplan" in capsys.readouterr().err
    with closing(WorkshopFile.open(Path(file))) as stored:
        stored.keep_plans((quarter_plan(),))
    assert _run(capsys, "snapshot", file, "-o", str(target), "--plan", "--size", "200x160")["plan"] is True
    with_plan = target.read_bytes()
    _run(capsys, "snapshot", file, "-o", str(target), "--size", "200x160")
    assert target.read_bytes() != with_plan
