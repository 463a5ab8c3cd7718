"""``planningtable photo`` and ``snapshot --photo``."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers.photos import write_photo
from helpers.sites import block_site
from PIL import Image

from planningtable.app.session import Session
from planningtable.cli import main


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "w.gpkg"
    Session.create(path, block_site(), "Werkstatt").close()
    return str(path)


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code = main.run([*arguments, "--json"])
    out, err = capsys.readouterr()
    assert code == 0, err
    result: dict[str, Any] = json.loads(out)
    return result


def test_add_list_draw_remove(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photo = write_photo(tmp_path / "dop.tif", block_site().extent.grown(10))
    added = _run(capsys, "photo", "add", file, str(photo), "--date", "2024", "--source", "Stadt")["photo"]
    assert _run(capsys, "photo", "list", file)["photos"] == [added]
    assert (added["name"], added["date"], added["source"]) == ("dop", "2024", "Stadt")
    output = str(tmp_path / "p.png")
    assert _run(capsys, "snapshot", file, "-o", output, "--photo", "--view", "top", "--plain")["photo"] is True
    with Image.open(output) as image:
        pixels = np.asarray(image.convert("RGB"), int)
    green = (pixels[:, :, 1] > pixels[:, :, 0] + 60).mean()
    magenta = (pixels[:, :, 0] > pixels[:, :, 1] + 60).mean()
    assert green > 0.1
    assert magenta > 0.1
    assert _run(capsys, "photo", "remove", file, "dop") == {"name": "dop"}
    assert _run(capsys, "photo", "list", file) == {"photos": []}


def test_people_read_sentences(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photo = str(write_photo(tmp_path / "dop.tif", block_site().extent))
    for language in ("de", "en"):
        for arguments in (("list", file), ("add", file, photo), ("list", file), ("remove", file, "dop")):
            assert main.run(["photo", *arguments, "--language", language]) == 0
    assert "cli.photo." not in capsys.readouterr().out


@pytest.mark.parametrize("wish", [("--photo",), ("--photo", "--sun", "2026-06-21T12:00")])
def test_a_wrong_wish_is_one_sentence(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], wish: tuple[str, ...]
) -> None:
    assert main.run(["snapshot", file, "-o", str(tmp_path / "p.png"), *wish]) == 2
    said = capsys.readouterr().err.strip()
    assert said
    assert "Traceback" not in said
    assert "\n" not in said
