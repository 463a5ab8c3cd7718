"""A workshop from the shell: every command over one file, each a program start of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.workshops import played, small_site

from planningtable.app.session import Session
from planningtable.app.words import load_words
from planningtable.cli import main
from planningtable.domain import commands

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "w.gpkg"
    Session.create(path, small_site(), "Werkstatt").close()
    return str(path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> dict[str, Any]:
        code = main.run([*arguments, "--json"])
        out, err = capsys.readouterr()
        assert code == 0, err
        result = json.loads(out)
        assert isinstance(result, dict)
        return result

    return run


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def refused(*arguments: str) -> str:
        code = main.run([*arguments, "--language", "en"])
        out, err = capsys.readouterr()
        assert (code, out) == (2, ""), err
        assert err.count("\n") == 1
        assert "error." not in err, "a message without a sentence"
        return err

    return refused


def test_variants_and_measures(run: Run, file: str) -> None:
    assert run("variant", "add", file, "Grüne Mitte")["id"] == "Grüne-Mitte"
    assert run("variant", "add", file, "A", "--id", "a")["parent"] == "base"
    tree = run(
        "measure", "add", file, "--variant", "a", "--kind", "tree", "--at", "565040,5934050", "--set", "height=9"
    )
    assert tree["parameters"] == {"height": 9.0}
    roof = run("measure", "add", file, "--variant", "a", "--kind", "green-roof", "--target", "b1")
    assert roof["target"] == "b1"
    swale = "LINESTRING (565010 5934040, 565060 5934040)"
    run("measure", "add", file, "--variant", "Grüne Mitte", "--kind", "swale", "--geometry", swale)
    branch = run("variant", "branch", file, "a", "B")
    assert len(branch["measures"]) == 2
    run("variant", "rename", file, "B", "Blau")
    assert [v["title"] for v in run("variant", "list", file)["variants"]] == ["base", "Grüne Mitte", "A", "Blau"]
    run("measure", "remove", file, tree["id"])
    assert [m["id"] for m in run("measure", "list", file, "--variant", "a")["measures"]] == [roof["id"]]
    assert run("undo", file)["what"]
    assert len(run("measure", "list", file, "--variant", "a")["measures"]) == 2
    run("redo", file)
    run("variant", "remove", file, "Blau")
    info = run("info", file)
    assert [v["id"] for v in info["variants"]] == ["base", "Grüne-Mitte", "a"]
    assert [m["kind"] for m in info["measures"]] == ["swale", "green-roof"]
    assert (info["crs"], info["buildings"]) == ("EPSG:25832", 4)
    assert info["extent"] == [565000.0, 5934000.0, 565100.0, 5934100.0]
    assert info["events"] == 12
    assert info["goals_fixed"]


def test_kinds_say_what_may_be_set(run: Run) -> None:
    kinds = {k["id"]: k for k in run("measure", "kinds")["kinds"]}
    assert kinds["swale"]["parameters"][0].keys() >= {"name", "unit", "default", "low", "high"}
    assert all(k["cost"]["source"] for k in kinds.values())


def test_voices(run: Run, file: str, tmp_path: Path) -> None:
    run("variant", "add", file, "A")
    run("measure", "add", file, "--variant", "A", "--kind", "tree", "--at", "565040,5934050")
    first = run("feedback", "add", file, "--at", "565040,5934050", "--text", "Mehr Bäume", "--seat", "seat-1")
    run("feedback", "add", file, "--building", "b0", "--text", "Zu hoch", "--category", "concern", "--seat", "seat-2")
    third = run("feedback", "add", file, "--measure", "tree-1", "--text", "Gut so", "--variant", "A")
    assert third["geometry"] == "POINT (565040.0 5934050.0)"
    run("feedback", "vote", file, first["id"], "agree", "--seat", "seat-2")
    voted = run("feedback", "vote", file, first["id"], "disagree", "--seat", "seat-3")
    assert (voted["agree"], voted["disagree"]) == (1, 1)
    assert run("feedback", "vote", file, first["id"], "none", "--seat", "seat-3")["disagree"] == 0
    run("feedback", "comment", file, first["id"], "Wo?", "--seat", "seat-4")
    run("feedback", "withdraw", file, third["id"])
    listed = run("feedback", "list", file)["contributions"]
    assert [c["text"] for c in listed] == ["Mehr Bäume", "Zu hoch"]
    assert listed[0]["comments"][0]["text"] == "Wo?"
    assert run("info", file)["contributions"] == 2
    table = tmp_path / "more.csv"
    table.write_text("category;text;east;north\nidea;Bänke;565001;5934001\npraise;Schön;565002;5934002\n", "utf-8-sig")
    assert run("feedback", "import", file, str(table))["imported"] == 2
    assert run("info", file)["contributions"] == 4


def test_the_same_table_twice_doubles_nothing(run: Run, file: str, tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text("id;category;text;geometry\nx1;idea;Bänke;POINT (565001 5934001)\n", "utf-8")
    first = run("feedback", "import", file, str(table))
    assert (first["imported"], first["skipped"], first["ids"]) == (1, 0, ["x1"])
    again = run("feedback", "import", file, str(table))
    assert (again["imported"], again["skipped"], again["ids"]) == (0, 1, [])


def test_a_table_about_a_variant_that_is_not_here_is_taken_over_and_named(run: Run, file: str, tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text("id;category;text;geometry;variant\nx1;idea;Bänke;POINT (565001 5934001);elsewhere\n", "utf-8")
    assert run("feedback", "import", file, str(table))["unknown_variants"] == ["elsewhere"]
    assert run("feedback", "list", file)["contributions"][0]["variant"] == "elsewhere"


def test_goals(run: Run, file: str, refused: Callable[..., str]) -> None:
    assert run("goal", "set", file, "sealed-share", "0.4", "--weight", "3")["goals"] == [
        {"indicator": "sealed-share", "target": 0.4, "weight": 3.0}
    ]
    assert run("goal", "fix", file)["fixed"]
    assert "fixed" not in run("info", file)
    assert "facilitator" in refused("goal", "set", file, "sealed-share", "0.3")
    assert not run("goal", "reopen", file, "--seat", "facilitator")["fixed"]
    assert run("goal", "drop", file, "sealed-share")["goals"] == []
    assert "sealed-share" in refused("goal", "set", file, "sealed-shar", "0.3")


def test_what_is_wrong_is_one_sentence(file: str, run: Run, refused: Callable[..., str], tmp_path: Path) -> None:
    run("variant", "add", file, "A")
    add = ("measure", "add", file, "--variant", "A", "--kind")
    assert "tree" in refused(*add, "tre", "--at", "565040,5934050")
    assert "east" in refused(*add, "tree", "--at", "5934050,565040")
    assert "comma" in refused(*add, "tree", "--at", "here")
    assert "--at" in refused(*add, "tree")
    assert "NAME=VALUE" in refused(*add, "tree", "--at", "565040,5934050", "--set", "height")
    assert "height" in refused(*add, "tree", "--at", "565040,5934050", "--set", "height=9999")
    assert "base" in refused("measure", "list", file, "--variant", "Z")
    assert "existing state" in refused(
        "measure", "add", file, "--variant", "base", "--kind", "tree", "--at", "565040,5934050"
    )
    assert "nothing left" in refused("undo", file, "--seat", "seat-5")
    assert "nix" in refused("info", str(tmp_path / "nix.gpkg"))
    assert "--building" in refused("feedback", "add", file, "--text", "Where?")
    (tmp_path / "foreign.gpkg").write_text("not ours")
    assert "not a workshop" in refused("variant", "add", str(tmp_path / "foreign.gpkg"), "A")


def test_while_the_table_has_it_open_the_shell_may_look_but_not_write(
    tmp_path: Path, run: Run, refused: Callable[..., str]
) -> None:
    with played(tmp_path / "w.gpkg"):
        assert run("info", str(tmp_path / "w.gpkg"))["contributions"] == 3
        assert "open in another" in refused("variant", "add", str(tmp_path / "w.gpkg"), "Z")


def test_people_can_read_it(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["variant", "add", file, "A"],
        ["measure", "add", file, "--variant", "A", "--kind", "tree", "--at", "565040,5934050"],
        ["feedback", "add", file, "--at", "565040,5934050", "--text", "Ja"],
        ["feedback", "list", file],
        ["variant", "list", file],
        ["measure", "list", file],
        ["measure", "kinds"],
        ["goal", "list", file],
        ["undo", file],
        ["redo", file],
        ["info", file],
    ):
        for language in ("de", "en"):
            verb = arguments[:2]
            if language == "en" and verb[-1] in ("add", file):
                continue
            assert main.run([*arguments, "--language", language]) == 0
            out = capsys.readouterr().out
            assert out.strip()
            assert "cli." not in out, "a message without a sentence"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_command_value_phase_and_seat_has_its_word(language: str) -> None:
    from planningtable.cli._seat import SEATS
    from planningtable.domain.values import Category, Opinion, Phase

    words = load_words(language, ())
    labels = [c.label for c in vars(commands).values() if isinstance(c, type) and hasattr(c, "label")]
    assert len(labels) == 16
    needed = [*labels, "command.undo", "command.redo", "variant.base"]
    needed += [f"phase.{p}" for p in Phase] + [f"category.{c}" for c in Category]
    needed += [f"opinion.{o}" for o in Opinion] + [f"seat.{s}" for s in SEATS]
    assert [id for id in needed if not words.knows(id)] == []
