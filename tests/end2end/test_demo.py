"""The demo plays a whole workshop without a screen."""

import hashlib
from pathlib import Path

import pyogrio
import pypdf
import pytest
from PIL import Image

from planningtable.app.session import Session


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "Auental – Übung 1"


@pytest.fixture(scope="module")
def played(program, folder: Path):
    ended = program("demo", "--headless", "--out", folder, "--json")
    assert ended.code == 0, ended.err
    return ended.json


def test_says_where_everything_lies(played, folder: Path) -> None:
    assert Path(played["workshop"]).parent == folder
    for path in [played["workshop"], *played["pictures"], *(f["file"] for f in played["pack"])]:
        assert Path(path).is_file()
        assert folder in Path(path).parents


def test_every_hash_is_that_of_its_file(played) -> None:
    for file in played["pack"]:
        assert hashlib.sha256(Path(file["file"]).read_bytes()).hexdigest() == file["sha256"]


def test_pictures_show_something_and_differ(played) -> None:
    assert len(played["pictures"]) == 12
    seen = set()
    for path in played["pictures"]:
        with Image.open(path) as picture:
            assert picture.size == (1920, 1080)
            assert len(picture.convert("RGB").resize((192, 108)).getcolors(192 * 108) or []) > 500
            seen.add(picture.tobytes()[:10_000_000].__hash__())
    assert len(seen) == 12


def test_the_workshop_holds_what_was_played(played, tmp_path: Path) -> None:
    copy = tmp_path / "kopie.gpkg"
    copy.write_bytes(Path(played["workshop"]).read_bytes())
    with Session.open(copy) as session:
        state = session.state
    assert [v.id for v in state.variants] == ["base", "a", "b"]
    assert [len(v.measures) for v in state.variants] == [0, 6, 6]
    assert len(state.contributions) == 8
    assert {c.seat for c in state.contributions} == {"seat-1", "seat-2", "seat-3", "seat-4"}
    assert state.goals_fixed
    assert len(state.goals) == 5


def test_gdal_reads_the_layers_of_the_workshop(played) -> None:
    layers = {name for name, _ in pyogrio.list_layers(played["workshop"])}
    assert {"contributions", "measures", "buildings"} <= layers
    assert len(pyogrio.read_dataframe(played["workshop"], layer="contributions")) == 8
    assert len(pyogrio.read_dataframe(played["workshop"], layer="buildings")) == played["buildings"]


def test_the_pdf_is_tagged_german_and_whole(played) -> None:
    path = next(f["file"] for f in played["pack"] if f["file"].endswith(".pdf"))
    reader = pypdf.PdfReader(path)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or str(root["/MarkInfo"]["/Marked"]) == "True"
    assert str(root["/Lang"]).startswith("de")
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for words in ("Unterführung", "Spielwiese", "Kirchplatz", "Schwammquartier", "Grüne Mitte", "science lessons"):
        assert words in text, words


def test_the_table_of_voices_comes_back_as_the_same_contributions(played, program, tmp_path: Path) -> None:
    csv = next(f["file"] for f in played["pack"] if f["file"].endswith("beitraege.csv"))
    assert Path(csv).read_bytes().startswith(b"\xef\xbb\xbf")
    copy = tmp_path / "zurück.gpkg"
    copy.write_bytes(Path(played["workshop"]).read_bytes())
    with Session.open(copy) as session:
        before = session.state.contributions
        fresh = Session.create(tmp_path / "leer.gpkg", session.site, "leer")
        fresh.close()
    ended = program("feedback", "import", tmp_path / "leer.gpkg", csv, "--json")
    assert ended.code == 0, ended.err
    with Session.open(tmp_path / "leer.gpkg") as session:
        after = session.state.contributions
    assert [(c.category, c.text, c.seat) for c in after] == [(c.category, c.text, c.seat) for c in before]
    assert [c.place.geometry for c in after] == [c.place.geometry for c in before]


def test_info_says_what_was_played(played, program) -> None:
    info = program("info", played["workshop"], "--json")
    assert info.code == 0, info.err
    assert info.json["contributions"] == 8
    assert info.json["buildings"] == played["buildings"]
