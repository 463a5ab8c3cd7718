"""The same line on real towns: new, compute, compare, snapshot, export."""

from pathlib import Path

import pytest

CITIES = {
    "v1_berlin_sample.citygml": (61, 0, "EPSG:25833"),
    "v1_denhaag_01.xml.gz": (844, 1653, "EPSG:28992"),
}


@pytest.mark.parametrize("name", CITIES)
def test_a_real_town_goes_from_citygml_to_the_council_pack(
    name: str, shared_data: Path, program, tmp_path: Path
) -> None:
    buildings, parts, crs = CITIES[name]
    workshop = tmp_path / "Stadt München.gpkg"
    new = program("new", workshop, "--city", shared_data / "citygml" / name, "--json")
    assert new.code == 0, new.err
    file = new.json["files"][0]
    assert (file["buildings"], file["building_parts"], new.json["crs"]) == (buildings, parts, crs)
    assert file["shown"] + len(file["reported"]) == file["given"] >= buildings

    for layer in ("heavy-rain", "heat", "green-roof"):
        computed = program("compute", workshop, "--layer", layer, "--resolution", "4", "-o", tmp_path / layer, "--json")
        assert computed.code == 0, computed.err
        assert computed.json["layer"] == layer
        assert computed.json["totals"]
        assert computed.json["provenance"]

    compared = program("compare", workshop, "--json")
    assert compared.code == 0, compared.err
    assert len(compared.json["indicators"]) >= 10

    picture = tmp_path / "bild.png"
    drawn = program(
        "snapshot", workshop, "-o", picture, "--layer", "heavy-rain", "--resolution", "4", "--size", "800x500"
    )
    assert drawn.code == 0, drawn.err
    assert picture.read_bytes().startswith(b"\x89PNG")

    pack = program("export", workshop, "-o", tmp_path / "paket", "--formats", "pdf,csv,xlsx,geojson,gpkg", "--json")
    assert pack.code == 0, pack.err
    assert all(len(f["sha256"]) == 64 for f in pack.json["files"])
