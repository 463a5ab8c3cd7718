"""``planningtable film``: a short film of a workshop."""

import json
from pathlib import Path

import pytest
from helpers.workshops import played
from PIL import Image

from planningtable.app.session import Session
from planningtable.cli import main
from planningtable.cli.film import path_of
from planningtable.domain.text import PlanningError


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "süd.gpkg"
    played(path).close()
    return path


def test_a_day_and_a_walk(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Session.open(workshop, read_only=True) as session:
        extent = session.site.extent
    way = f"{extent.west + 2},{extent.south + 2};{extent.west + 2},{extent.south + 50}"
    for name, more in {"day": ["--day", "2026-06-21"], "walk": ["--path", way, "--height", "child"]}.items():
        file = tmp_path / f"{name}.webp"
        short = ["film", str(workshop), str(file), "--seconds", "1", "--rate", "3", "--size", "160x120", "--json"]
        assert main.run([*short, *more]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["file"], told["format"], told["size"], told["pictures"]) == (str(file), "webp", [160, 120], 3)
        with Image.open(file) as film:
            assert film.n_frames == 3
            first = film.convert("RGB").tobytes()
            film.seek(2)
            assert film.convert("RGB").tobytes() != first
    assert told["height"] == 1.1


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("x.mp4", ["--day", "2026-06-21"], "x.webp"),
        ("x.gif", ["--day", "2026-06-21"], ".webp"),
        ("x.webp", [], "--layer"),
        ("x.webp", ["--day", "tomorrow"], "tomorrow"),
        ("x.webp", ["--day", "2026-06-21", "--layer", "heat"], "--layer"),
        ("x.webp", ["--path", "here"], "here"),
        ("x.webp", ["--path", "0,0;9,9"], "0, 0"),
        ("x.webp", ["--path", "0,0;9,9", "--height", "giant"], "giant"),
        ("x.webp", ["--layer", "green-roof"], "green-roof"),
        ("x.webp", ["--day", "2026-06-21", "--rate", "1000"], "--rate"),
    ],
)
def test_a_wrong_wish_is_one_sentence(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, more: list[str], told: str
) -> None:
    assert main.run(["film", str(workshop), str(tmp_path / name), *more]) == 2
    error = capsys.readouterr().err.strip()
    assert told in error
    assert "\n" not in error
    assert not list(tmp_path.iterdir())


def test_paths() -> None:
    assert path_of("1,2; 3.5,-4") == ((1.0, 2.0), (3.5, -4.0))
    assert path_of("LINESTRING (1 2, 3 4, 5 6)") == ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0))
    for wrong in (
        "",
        "1,2",
        "1,2;1,2",
        "1,2;x,3",
        "1,2;3",
        "LINESTRING (1 2",
        "LINESTRING EMPTY",
        "POINT (1 2)",
        "1..2,3;4,5",
    ):
        with pytest.raises(PlanningError):
            path_of(wrong)
