"""The city model of every variant, through the council pack."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.sites import SOUTH, WEST, block_site
from lxml import etree

from planningtable.app.city_export import CITY_FORMATS
from planningtable.app.export import PackRequest, export_pack
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.city.site import Texture
from planningtable.domain.commands import AddVariant, PlaceMeasure
from planningtable.domain.text import PlanningError


@pytest.fixture(scope="module")
def host() -> PluginHost:
    return PluginHost.discover()


@pytest.fixture
def session(tmp_path: Path):
    site = replace(block_site(), textures=(Texture("../dach.png", b"\x89PNG"), Texture("weg.jpg", b"")))
    with Session.create(tmp_path / "Tisch am Hafen.gpkg", site, "Ein Tisch") as session:
        session.execute(AddVariant("a", "Grün / Blau"), "seat-1")
        session.execute(AddVariant("b", "Grün: Blau"), "seat-1")
        session.execute(PlaceMeasure("a", "m-1", "tree", f"POINT ({WEST + 45} {SOUTH + 55})"), "seat-2")
        yield session


def exported(session: Session, host: PluginHost, out: Path, *formats: str) -> dict[str, str]:
    request = PackRequest(load_words("de"), formats, terrain=False)
    files = export_pack(session, Results(session, host), host, out, request, Job())
    return {file.path.relative_to(out).as_posix(): file.sha256 for file in files}


def test_every_variant_in_every_format(session: Session, host: PluginHost, tmp_path: Path) -> None:
    out = tmp_path / "aus"
    files = exported(session, host, out, *CITY_FORMATS)
    names = ("Tisch-am-Hafen-Bestand", "Tisch-am-Hafen-Grün-Blau", "Tisch-am-Hafen-Grün-Blau-b")
    models = {f"{name}{form.suffix}" for name in names for form in CITY_FORMATS.values()}
    image = "Tisch-am-Hafen-Texturen/dach.png"
    assert set(files) == models | {image, "SHA256SUMS.txt"}
    for name, digest in files.items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert image in (out / "SHA256SUMS.txt").read_text("utf-8")
    base = json.loads((out / f"{names[0]}.city.json").read_text("utf-8"))["CityObjects"]
    variant = json.loads((out / f"{names[1]}.city.json").read_text("utf-8"))["CityObjects"]
    assert set(variant) - set(base) == {"m-1"}
    assert variant["m-1"]["attributes"]["planned"] == "1"
    trees = etree.parse(out / f"{names[1]}.v3.gml").findall(".//{*}SolitaryVegetationObject")
    assert len(trees) == len(session.site.trees) + 1


def test_a_file_in_the_way_of_the_textures_is_one_sentence(session: Session, host: PluginHost, tmp_path: Path) -> None:
    out = tmp_path / "aus"
    out.mkdir()
    (out / "Tisch-am-Hafen-Texturen").write_text("", "utf-8")
    with pytest.raises(PlanningError) as caught:
        exported(session, host, out, "citygml")
    assert caught.value.text.id == "error.report.folder"
    assert not list(out.glob("*.part"))
