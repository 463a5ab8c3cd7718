"""Small designs made here: formats, files beside them, place on the map, damage."""

import base64
import json
import pickle
import random
import struct
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.designs.format import GLTF, IFC, OBJ, PLY
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import CityFormat, Heading
from planningtable.domain.text import LANGUAGES, PlanningError

TRIANGLE = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0)
PLY_TEXT = """ply
format ascii 1.0
element vertex 4
property float x
property float y
property float z
element face 2
property list uchar int vertex_indices
property uchar red
property uchar green
property uchar blue
end_header
0 0 0
1 0 0
1 1 2
0 1 2
3 0 1 2 255 0 0
3 0 2 3 0 255 0
"""
OBJ_TEXT = """mtllib {material}
o house
v 0 0 0
v 1 0 0
v 1 1 0
v 0 1 0
v 0 0 3
usemtl red
f 1 2 3
f 1 3 4
o mast
f 1 2 5
"""


def gltf(uri: str, **members: Any) -> dict[str, Any]:
    return {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "translation": [10, 5, 2]}],
        "meshes": [{"name": "roof", "primitives": [{"attributes": {"POSITION": 0}, "material": 0}]}],
        "materials": [{"pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 1]}}],
        "accessors": [{
            "bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0],
        }],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "buffers": [{"uri": uri, "byteLength": 36}],
        **members,
    }  # fmt: skip


def read(file: Path, format: CityFormat) -> tuple[Heading, CityBatch]:
    heading = pickle.loads(pickle.dumps(format.head(Part(file), Job())))
    (chunk,) = pickle.loads(pickle.dumps(list(format.chunks(Part(file), heading, Job()))))
    return heading, format.read(heading, chunk)


def put(file: Path, content: Any) -> Path:
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return file


def whys(batch: CityBatch) -> list[str]:
    for language in LANGUAGES:
        words = load_words(language, ())
        assert all(words.knows(r.why.id) for r in (*batch.repaired, *batch.reported))
    return [r.why.id.rpartition(".")[2] for r in (*batch.repaired, *batch.reported)]


def test_gltf_stands_upright_with_its_buffer_beside_it(tmp_path: Path) -> None:
    put(tmp_path / "roof.bin", TRIANGLE)
    inline = "data:application/octet-stream;base64," + base64.b64encode(TRIANGLE).decode()
    for uri in ("roof.bin", inline):
        heading, batch = read(put(tmp_path / "a.gltf", gltf(uri)), GLTF)
        assert (heading.format, heading.version, heading.reference_names) == ("glTF", "2.0", ())
        assert batch.objects.names == ("a", "roof")
        assert batch.objects.parents.tolist() == [-1, 0]
        # x, y up, z towards the viewer becomes x, -z, y
        assert batch.polygons.points.tolist() == [[10, -2, 5], [11, -2, 5], [10, -2, 6]]
        assert batch.polygons.colour.tolist() == [[255, 0, 0]]
        assert ("local", 1) in batch.features


@pytest.mark.parametrize(
    "uri", ["../secret.bin", "/etc/hostname", "https://example.org/a.bin", "no.bin", "sub/../../secret.bin"]
)
def test_gltf_reaches_nothing_elsewhere(tmp_path: Path, uri: str) -> None:
    put(tmp_path / "secret.bin", TRIANGLE)
    folder = tmp_path / "in"
    folder.mkdir()
    _, batch = read(put(folder / "a.gltf", gltf(uri)), GLTF)
    assert len(batch.polygons) == 0
    assert whys(batch) in (["buffer"], ["damaged"])


def test_obj_with_its_colours(tmp_path: Path) -> None:
    put(tmp_path / "a.mtl", b"newmtl red\nKd 1 0 0\n")
    _, batch = read(put(tmp_path / "a.obj", OBJ_TEXT.format(material="a.mtl").encode()), OBJ)
    assert batch.objects.types == ("GenericCityObject",) * len(batch.objects)
    assert len(batch.polygons) == 3
    assert batch.polygons.points[:, 2].max() == 3
    assert [255, 0, 0] in batch.polygons.colour.tolist()
    put(tmp_path / "secret.mtl", b"newmtl red\nKd 0 1 0\n")
    folder = tmp_path / "in"
    folder.mkdir()
    _, batch = read(put(folder / "a.obj", OBJ_TEXT.format(material="../secret.mtl").encode()), OBJ)
    assert len(batch.polygons) == 3
    assert [0, 255, 0] not in batch.polygons.colour.tolist()
    assert whys(batch) == ["design-missing"]


def test_ply_with_its_colours(tmp_path: Path) -> None:
    heading, batch = read(put(tmp_path / "a.ply", PLY_TEXT.encode()), PLY)
    assert heading.version == "1.0"
    assert len(batch.polygons) == 2
    assert batch.polygons.colour.tolist() == [[255, 0, 0], [0, 255, 0]]
    assert batch.polygons.points[:, 2].tolist() == [0, 0, 2, 0, 2, 2]


def on_the_map(text: bytes, unit: bytes, northing: bytes, scale: bytes) -> bytes:
    """The house with a conversion: turned by a right angle to the left, moved to UTM."""
    lines = b"\n".join((
        b"#900001=IFCPROJECTEDCRS('EPSG:25832','ETRS89 / UTM 32N','ETRS89',$,'UTM','32N'," + unit + b");",
        b"#900002=IFCMAPCONVERSION(#22,#900001,350000.," + northing + b",30.,0.,1.," + scale + b");",
        b"#900003=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);",
    ))  # fmt: skip
    head, end, tail = text.rpartition(b"ENDSEC;")
    return head + lines + b"\n" + end + tail


@pytest.mark.parametrize(
    ("unit", "scale", "remarks"),
    [(b"#900003", b"1.", []), (b"$", b"$", []), (b"$", b"1000.", ["design-scale"])],
)
def test_ifc_on_the_map(shared_data: Path, tmp_path: Path, unit: bytes, scale: bytes, remarks: list[str]) -> None:
    source = shared_data / "site_duisburg_baerl/proposed_house.ifc"
    _, local = read(source, IFC)
    heading, batch = read(put(tmp_path / "a.ifc", on_the_map(source.read_bytes(), unit, b"5706000.", scale)), IFC)
    assert heading.reference_names == batch.reference_names == ("EPSG:25832",)
    assert not heading.context.local
    assert "local" not in dict(batch.features)
    assert [w for w in whys(batch) if w != "design-ground"] == remarks
    x, y, z = local.polygons.points.T
    moved = np.column_stack([350000 - y, 5706000 + x, z + 30])
    assert np.sort(batch.polygons.points, axis=0) == pytest.approx(np.sort(moved, axis=0), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "content", "format", "id"),
    [
        ("a.glb", b"glTF", GLTF, "damaged"),
        ("a.glb", b"glTF\x01\0\0\0" + b"\0" * 20, GLTF, "version"),
        ("a.gltf", b"{", GLTF, "damaged"),
        ("a.gltf", {"asset": {"version": "1.0"}}, GLTF, "version"),
        ("a.gltf", gltf("", extensionsRequired=["KHR_draco_mesh_compression"]), GLTF, "packed"),
        ("a.gltf", gltf("", accessors=[{"count": 10**12}]), GLTF, "too-many"),
        ("a.gltf", gltf("", nodes=[{"children": [1, 1]}, {}]), GLTF, "damaged"),
        ("a.gltf", gltf("", nodes=[{"children": [1]}, {"children": [0]}]), GLTF, "damaged"),
        ("a.obj", b"v 0 0 0\n", OBJ, "empty"),
        ("a.ply", b"ply\nformat ascii 1.0\n", PLY, "damaged"),
        ("a.ply", b"ply\nformat ascii 1.0\nelement vertex 99999999\nend_header\n", PLY, "damaged"),
        ("a.ifc", b"ISO-10303-21;", IFC, "damaged"),
        ("a.ifc", b"ISO-10303-21;\nHEADER;FILE_SCHEMA(('IFC9'));", IFC, "version"),
    ],
)
def test_damage_is_told(tmp_path: Path, name: str, content: Any, format: CityFormat, id: str) -> None:
    with pytest.raises(PlanningError) as caught:
        read(put(tmp_path / name, content), format)
    assert caught.value.text.id == f"error.design.{id}"
    for language in LANGUAGES:
        assert load_words(language, ()).knows(caught.value.text.id)


def test_an_empty_ifc_is_reported(tmp_path: Path) -> None:
    text = b"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('','',(''),(''),'','','');\n"
    text += b"FILE_SCHEMA(('IFC4'));\nENDSEC;\nDATA;\n#1=IFCPROJECT('0KMpiAlnb52RgQuM1CwVfd',$,$,$,$,$,$,$,$);\n"
    _, batch = read(put(tmp_path / "a.ifc", text + b"ENDSEC;\nEND-ISO-10303-21;\n"), IFC)
    assert [(r.id, r.type, r.why.id) for r in batch.reported] == [("a", "Building", "error.design.empty")]


@pytest.mark.parametrize(
    ("name", "format", "source"),
    [
        ("a.gltf", GLTF, json.dumps(gltf("data:;base64," + base64.b64encode(TRIANGLE).decode())).encode()),
        ("a.obj", OBJ, OBJ_TEXT.encode()),
        ("a.ply", PLY, PLY_TEXT.encode()),
    ],
)
def test_mutated_meshes_end_in_words(tmp_path: Path, name: str, format: CityFormat, source: bytes) -> None:
    draw = random.Random(5)
    words = [b"null", b"-1", b"1e999", b"{}", b"[]", b"99999999", b"nan", b"/", b"f 9 9 9\n"]
    end = time.monotonic() + 3
    for _ in range(300):
        data = bytearray(source)
        for _ in range(draw.randint(1, 3)):
            at = draw.randrange(len(data))
            data[at : at + draw.choice((0, 1, 1, 3))] = draw.choice((bytes([draw.randrange(256)]), draw.choice(words)))
        try:
            _, batch = read(put(tmp_path / name, bytes(data)), format)
        except PlanningError:
            continue
        assert np.isfinite(batch.polygons.points).all()
        # An object that lost all its faces stays, and is reported by what comes after.
        assert len(batch.polygons) or len(batch.objects) or whys(batch)
        if time.monotonic() > end:
            break
