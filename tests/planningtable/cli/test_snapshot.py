"""``planningtable snapshot``: a picture of a workshop."""

import json
from pathlib import Path

import numpy as np
import pytest
from helpers.workshops import played
from PIL import Image

from planningtable.cli import main
from planningtable.cli.snapshot import picture_size
from planningtable.domain.text import PlanningError


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("snapshot") / "süd.gpkg"
    played(path).close()
    return path


def test_json_and_picture(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "bild.png"
    arguments = ["snapshot", str(workshop), "-o", str(target), "--variant", "v1", "--layer", "green-roof"]
    assert main.run([*arguments, "--view", "top", "--size", "800x500", "--json", "--language", "de"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["file"] == str(target)
    assert (result["size"], result["view"], result["layer"]) == ([800, 500], "top", "green-roof")
    picture = np.asarray(Image.open(target).convert("RGB"))
    assert picture.shape == (500, 800, 3)
    # Flat roofs of more than 10 m² are class A of the layer's legend.
    assert (picture[:, :600] == [0x00, 0x44, 0x1B]).all(axis=2).sum() > 500


def test_variant_and_base_differ(workshop: Path, tmp_path: Path) -> None:
    pictures = []
    for variant in ("base", "v1"):
        target = tmp_path / f"{variant}.png"
        plain = ["snapshot", str(workshop), "-o", str(target), "--variant", variant, "--size", "200x150", "--plain"]
        assert main.run(plain) == 0
        pictures.append(np.asarray(Image.open(target).convert("RGB")))
    assert (pictures[0] != pictures[1]).any(axis=2).mean() > 0.005


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--size", "big"], "big"),
        (["--size", "20000x10"], "20000x10"),
        (["--variant", "nowhere"], "nowhere"),
        (["--layer", "gold"], "gold"),
    ],
)
def test_a_wrong_wish_is_one_sentence(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], told: str
) -> None:
    assert main.run(["snapshot", str(workshop), "-o", str(tmp_path / "x.png"), *more]) == 2
    error = capsys.readouterr().err.strip()
    assert told in error
    assert "\n" not in error
    assert not (tmp_path / "x.png").exists()


def test_a_place_that_cannot_be_written_is_one_sentence(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "missing" / "x.png"
    assert main.run(["snapshot", str(workshop), "-o", str(target), "--size", "80x80"]) == 2
    assert str(target) in capsys.readouterr().err


def test_sizes() -> None:
    assert picture_size("1600x1000") == (1600, 1000)
    assert picture_size("640×480") == (640, 480)
    with pytest.raises(PlanningError):
        picture_size("12x")
