"""The files themselves: schemas where they are at hand, structure, glTF, edges of what can be written."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import trimesh
from lxml import etree

from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.city.writers.citygml.document import write_citygml
from planningtable.city.writers.cityjson import write_cityjson, write_cityjson_seq
from planningtable.city.writers.gltf import write_gltf
from planningtable.city.writers.ground import ground_net
from planningtable.city.writers.request import WriteRequest
from planningtable.domain.text import CancelledError

PLAIN = WriteRequest(terrain=False)
XLINK = "{http://www.w3.org/1999/xlink}href"
MODULES = {
    "2.0": ("cityGMLBase", "appearance", "bridge", "building", "cityFurniture", "generics", "landUse", "relief",
            "transportation", "tunnel", "vegetation", "waterBody"),
    "3.0": ("core", "appearance", "bridge", "building", "cityFurniture", "construction", "generics", "landUse",
            "relief", "transportation", "tunnel", "vegetation", "waterBody"),
}  # fmt: skip


def _schema(folder: Path, version: str) -> etree.XMLSchema:
    """All modules of a version; the folder holds ``citygml/VERSION``, ``gml``, ``xal``, ``xlink`` beside each other."""
    root = etree.Element("{http://www.w3.org/2001/XMLSchema}schema")
    for module in MODULES[version]:
        file = folder / "citygml" / version / f"{module}.xsd"
        space = etree.parse(file).getroot().get("targetNamespace")
        etree.SubElement(
            root, "{http://www.w3.org/2001/XMLSchema}import", namespace=space or "", schemaLocation=file.as_uri()
        )
    return etree.XMLSchema(root)


@pytest.mark.parametrize("version", ["2.0", "3.0"])
@pytest.mark.parametrize("name", ["rich_site", "empty_site"])
def test_citygml_is_valid(
    version: str, name: str, request: pytest.FixtureRequest, shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "schemas"
    if not folder.is_dir():
        pytest.skip("no schemas here")
    write_citygml(request.getfixturevalue(name), tmp_path / "a.gml", WriteRequest("Ort"), Job(), version)
    schema = _schema(folder, version)
    schema.assertValid(etree.parse(tmp_path / "a.gml"))


@pytest.mark.parametrize("version", ["2.0", "3.0"])
def test_ids_are_unique_and_references_lead_to_them(version: str, rich_site: Site, tmp_path: Path) -> None:
    doubled = replace(rich_site, surfaces=replace(rich_site.surfaces, ids=("same",) * len(rich_site.surfaces)))
    for site in (rich_site, doubled):
        write_citygml(site, tmp_path / "a.gml", PLAIN, Job(), version)
        tree = etree.parse(tmp_path / "a.gml")
        ids = [value for e in tree.iter() for key, value in e.attrib.items() if key.endswith("}id")]
        assert len(ids) == len(set(ids))
        links = [e.get(XLINK) for e in tree.iter("{*}surfaceMember") if e.get(XLINK)]
        targets = [e.text or e.get("uri") for e in tree.iter("{*}target") if e.text or e.get("uri")]
        assert links
        assert targets
        assert {str(link)[1:] for link in (*links, *targets)} <= set(ids)


def test_cityjson_structure(rich_site: Site, tmp_path: Path) -> None:
    write_cityjson(rich_site, tmp_path / "a.city.json", PLAIN, Job())
    model = json.loads((tmp_path / "a.city.json").read_text("utf-8"))
    assert (model["type"], model["version"]) == ("CityJSON", "2.0")
    assert model["transform"]["scale"] == [0.001] * 3
    assert len({tuple(v) for v in model["vertices"]}) >= len(model["vertices"]) - len(rich_site.trees)
    objects = model["CityObjects"]
    for key, found in objects.items():
        assert all(key in objects[child]["parents"] for child in found.get("children", ()))
        for geometry in found.get("geometry", ()):
            flat = np.array(_flat(geometry["boundaries"]))
            assert flat.min() >= 0
            assert flat.max() < len(model["vertices"])
    first = objects["7 Häuser"]
    assert first["attributes"]["measuredHeight"] == 12.345
    assert first["attributes"]["storeysAboveGround"] == 4
    assert objects["a:b/c <&>\"'"]["attributes"]["storeysAboveGround"] == "viele"
    assert first["address"][0]["ThoroughfareNumber"] == "12 a"
    assert model["metadata"]["geographicalExtent"][0] == pytest.approx(565000, abs=0.01)


def _flat(value: object) -> list[int]:
    return [n for item in value for n in _flat(item)] if isinstance(value, list) else [value]  # type: ignore[list-item]


def test_lines_of_a_sequence_stand_alone(rich_site: Site, tmp_path: Path) -> None:
    write_cityjson_seq(rich_site, tmp_path / "a.city.jsonl", PLAIN, Job())
    head, *lines = [json.loads(line) for line in (tmp_path / "a.city.jsonl").read_text("utf-8").splitlines()]
    assert head["CityObjects"] == {}
    assert len(lines) == len(rich_site.buildings) + len(rich_site.objects) + len(rich_site.trees)
    for line in lines:
        assert line["id"] in line["CityObjects"]
        used = {n for o in line["CityObjects"].values() for g in o.get("geometry", ()) for n in _flat(g["boundaries"])}
        assert used == set(range(len(line["vertices"])))


def test_gltf_loads_with_names_and_volumes(rich_site: Site, tmp_path: Path) -> None:
    write_gltf(rich_site, tmp_path / "a.glb", WriteRequest("Ort"), Job())
    data = (tmp_path / "a.glb").read_bytes()
    document = json.loads(data[20 : 20 + int.from_bytes(data[12:16], "little")])
    assert document["asset"]["extras"]["origin"] == [565000.0, 5934000.0, 0.0]
    names = [node["name"] for node in document["nodes"]]
    assert set(rich_site.buildings.ids) | {"Teil 1", "Schornstein"} <= set(names)
    assert {"roof", "wall", "ground-ff0000", "texture-0", "terrain"} <= {m["name"] for m in document["materials"]}
    node = document["nodes"][names.index("7 Häuser")]
    assert node["extras"]["attributes"]["Energie.Bedarf"] == "120 kWh"
    scene = trimesh.load(tmp_path / "a.glb")
    low, high = scene.bounds
    assert low[0] == pytest.approx(0.0, abs=1.0)
    assert high[2] == pytest.approx(0.0, abs=1.0)
    assert high[1] == pytest.approx(35.0, abs=1.0)
    parts = [g for name, g in scene.geometry.items() if name.startswith("plain")]
    whole = trimesh.util.concatenate([trimesh.Trimesh(p.vertices, p.faces, process=False) for p in parts])
    assert whole.volume == pytest.approx(35 * 30 * 6, rel=1e-5)


@pytest.mark.parametrize("terrain", [False, True])
def test_nothing_can_be_written_too(empty_site: Site, tmp_path: Path, terrain: bool) -> None:
    request = WriteRequest(terrain=terrain)
    write_cityjson(empty_site, tmp_path / "a.city.json", request, Job())
    model = json.loads((tmp_path / "a.city.json").read_text("utf-8"))
    assert list(model["CityObjects"]) == (["terrain"] if terrain else [])
    write_cityjson_seq(empty_site, tmp_path / "a.city.jsonl", request, Job())
    write_gltf(empty_site, tmp_path / "a.glb", request, Job())
    for version in ("2.0", "3.0"):
        write_citygml(empty_site, tmp_path / "a.gml", request, Job(), version)
        assert len(etree.parse(tmp_path / "a.gml").findall("{*}cityObjectMember")) == int(terrain)


def test_cancelled(rich_site: Site, tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    for write in (write_cityjson, write_cityjson_seq, write_citygml, write_gltf):
        with pytest.raises(CancelledError):
            write(rich_site, tmp_path / "a", PLAIN, job)


def test_the_ground_faces_up_and_keeps_to_its_limit(empty_site: Site) -> None:
    places, triangles = ground_net(empty_site.terrain, 500)
    assert 0 < len(triangles) <= 800
    a, b, c = (places[triangles[:, i]] for i in range(3))
    assert (np.cross(b - a, c - a)[:, 2] > 0).all()
    assert places[:, 0].max() == empty_site.terrain.easting()[-1]
