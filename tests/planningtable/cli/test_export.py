"""``planningtable export`` in the shell."""

import json
from pathlib import Path

import pytest
from helpers.sites import block_site

from planningtable.app.session import Session
from planningtable.cli.main import run


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    Session.create(tmp_path / "tisch.gpkg", block_site(), "Ein Tisch").close()
    return tmp_path / "tisch.gpkg"


def test_json_lists_the_files_with_hashes(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "rat"
    assert (
        run(["export", str(workshop), "-o", str(out), "--formats", "csv,geojson,gpkg", "--json", "--language", "en"])
        == 0
    )
    result = json.loads(capsys.readouterr().out)
    names = [file["name"] for file in result["files"]]
    assert names == [
        "contributions.csv",
        "contributions.geojson",
        "measures.geojson",
        "workshop.gpkg",
        "SHA256SUMS.txt",
    ]
    assert all(len(file["sha256"]) == 64 for file in result["files"])


def test_unknown_format_is_one_sentence(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(workshop), "-o", str(tmp_path / "rat"), "--formats", "docx", "--language", "de"]) == 2
    said = capsys.readouterr().err.strip()
    assert said == (
        "Das Format „docx“ gibt es nicht. Möglich sind: "
        "pdf, csv, xlsx, geojson, gpkg, cityjson, cityjsonseq, citygml, citygml3, gltf."
    )
