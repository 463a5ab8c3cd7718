"""``planningtable compare`` on a workshop file, with all layers."""

import json
from pathlib import Path

import pytest
from helpers.sites import SOUTH, WEST, block_site

from planningtable.app.session import Session
from planningtable.cli import main
from planningtable.domain.commands import AddVariant, PlaceMeasure, SetGoal
from planningtable.domain.values import Goal


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compare") / "block.gpkg"
    with Session.create(path, block_site(), "Block") as session:
        session.execute(SetGoal(Goal("sealed-share", 10.0, 2.0)))
        session.execute(SetGoal(Goal("flooded-area", 1.0, 1.0)))
        session.execute(AddVariant("green", "Grüner Block"))
        where = f"POINT ({WEST + 60} {SOUTH + 48})"
        session.execute(PlaceMeasure("green", "m1", "unsealing", where, None, (("length", 6.0), ("width", 100.0))))
    return path


def test_json(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["compare", str(workshop), "--variants", "green", "--quick", "--json", "--language", "en"]) == 0
    result = json.loads(capsys.readouterr().out)
    rows = {row["id"]: row for row in result["indicators"]}
    assert len(rows) >= 10
    assert {row["dimension"] for row in rows.values()} == set(result["dimensions"]["base"])
    sealed = rows["sealed-share"]
    assert sealed["name"] == "Sealed area"
    assert sealed["goal"] == 10.0
    assert sealed["values"]["green"]["value"] < sealed["values"]["base"]["value"]
    assert set(rows["flooded-area"]["values"]["base"]) >= {"value", "low", "high"}
    assert rows["flooded-area"]["values"]["base"]["value"] is not None
    assert rows["mean-radiant-temperature"]["values"]["green"]["value"] is not None
    assert rows["cost-per-retention"]["values"]["base"]["value"] is None
    assert result["missing"] == {}
    assert result["by_goals"]
    assert result["preview"]
    assert [r["variant"] for r in result["ranking"]] == ["green", "base"]
    assert result["stability"]["first"]["green"] == 1.0
    assert result["stability"]["stable"]


def test_for_people(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["compare", str(workshop), "--quick", "--language", "de"]) == 0
    out = capsys.readouterr().out
    assert "Versiegelte Fläche [%]" in out
    assert "Bestand" in out
    assert "Platz 1: Grüner Block" in out
    assert "Vorschau" in out


def test_an_unknown_variant_is_one_sentence(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["compare", str(workshop), "--variants", "red", "--language", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "red" in err
    assert "green" in err
    assert err.count("\n") == 1
