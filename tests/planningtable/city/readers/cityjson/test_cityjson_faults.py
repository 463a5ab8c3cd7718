"""Faults in CityJSON files: each is named, and the rest goes on."""

import gzip
import json
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.cityjson import split
from planningtable.city.readers.cityjson.format import CITYJSON, CITYJSONSEQ
from planningtable.city.readers.cityjson.scan import BrokenJson, members
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import CityFormat
from planningtable.domain.text import LANGUAGES, PlanningError

SQUARE = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]


def surface(*rings: list[Any], lod: Any = "2") -> dict[str, Any]:
    return {"type": "MultiSurface", "lod": lod, "boundaries": [list(rings)]}


def model(objects: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"type": "CityJSON", "version": "2.0", "CityObjects": objects, "vertices": SQUARE, **members}


def batches(folder: Path, content: Any, format: CityFormat = CITYJSON) -> list[CityBatch]:
    file = folder / ("m.city.jsonl" if format is CITYJSONSEQ else "m.city.json")
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    heading = pickle.loads(pickle.dumps(format.head(Part(file), Job())))
    chunks = pickle.loads(pickle.dumps(list(format.chunks(Part(file), heading, Job()))))
    return [format.read(heading, chunk) for chunk in chunks]


def whys(batch: CityBatch) -> list[tuple[str, str]]:
    return [(r.id, r.why.id.rpartition(".")[2]) for r in (*batch.repaired, *batch.reported)]


GOOD = {"type": "Building", "geometry": [surface([0, 1, 2, 3])]}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"type": "Building", "geometry": [surface([0, 1, 99])]}, "json-corners"),
        ({"type": "Building", "geometry": [surface([0, 1, -1])]}, "json-corners"),
        ({"type": "Building", "geometry": [surface([[0, 1, 2]])]}, "json-surfaces"),
        ({"type": "Building", "geometry": [surface([0, 1.5, 2])]}, "json-surfaces"),
        ({"type": "Building", "geometry": [surface([0, 10**30, 2])]}, "json-surfaces"),
        ({"type": "Building", "geometry": [surface([0, 1, 2, 3], [])]}, "json-holes"),
        ({"type": "Building", "geometry": [surface([0, 1, 2], lod=None)]}, "json-lod"),
        ({"type": "Building", "geometry": [{"type": "Solid", "lod": 1, "boundaries": 7}]}, "json-geometry"),
        ({"type": "Building", "geometry": [{"type": "Ball", "lod": 1}]}, "json-geometry"),
        ({"type": "Building", "geometry": "none"}, "json-geometry"),
        ({"type": "Building", "geometry": [{"type": "GeometryInstance", "template": 5}]}, "json-instance"),
        ({"type": "Building", "geometry": [{"type": "MultiPoint", "lod": 1, "boundaries": [9]}]}, "json-lines"),
        ({"type": "Building", "parents": ["nowhere"]}, "json-parent"),
        ({"type": "Building", "parents": ["b"]}, "json-circle"),
        ({"type": ["Building"]}, "json-type"),
        ({"geometry": []}, "json-type"),
        ("a word", "json-object"),
    ],
)
def test_a_fault_is_named_and_the_rest_goes_on(tmp_path: Path, value: Any, why: str) -> None:
    (batch,) = batches(tmp_path, model({"b": value, "good": GOOD}))
    assert ("b", why) in whys(batch)
    good = batch.objects.ids.index("good")
    assert int((batch.faces.owner == good).sum()) == 1
    for language in LANGUAGES:
        words = load_words(language, ())
        assert all(words.knows(r.why.id) for r in (*batch.repaired, *batch.reported))


def test_a_broken_object_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    text = json.dumps(model({"b": GOOD, "good": GOOD})).encode()
    (batch,) = batches(tmp_path, text.replace(b'"b": {"type": "Building"', b'"b": {"type": Building'))
    assert whys(batch) == [("b", "json-object")]
    assert batch.objects.ids == ("good",)


def test_numbers_that_are_none_and_double_ids(tmp_path: Path) -> None:
    text = json.dumps(model({"one": GOOD, "two": GOOD})).encode()
    text = text.replace(b"[1, 1, 0]", b"[NaN, 1, Infinity]").replace(b'"two"', b'"one"')
    (batch,) = batches(tmp_path, text)
    assert batch.objects.ids == ("one", "one (2)")
    assert [w for _, w in whys(batch)] == ["json-duplicate", "json-corners", "json-corners"]


def test_encodings(tmp_path: Path) -> None:
    named = model({"b": {**GOOD, "attributes": {"name": "Größe", "stock": [1, 2], "set": {"höhe": 2.5}}}})
    text = json.dumps(named, ensure_ascii=False)
    for data in (
        text.encode(), text.encode("utf-8-sig"), text.encode("utf-16"), gzip.compress(text.encode()),
        text.encode("cp1252"),
    ):  # fmt: skip
        (batch,) = batches(tmp_path, data)
        assert batch.objects.names == ("Größe",)
        assert dict(batch.objects.attributes[0]) == {"stock": "1, 2", "set.höhe": "2.5"}


def test_children_stay_with_their_parents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "TARGET", 100)
    objects: dict[str, Any] = {f"p{i}": {**GOOD, "type": "BuildingPart", "parents": [f"b{i}"]} for i in range(5)}
    objects |= {f"b{i}": {"type": "Building", "children": [f"p{i}"]} for i in range(5)}
    objects["g"] = {"type": "CityObjectGroup", "children": [f"b{i}" for i in range(5)]}
    for i in range(5):
        objects[f"b{i}"]["parents"] = ["g"]
    found = batches(tmp_path, model(objects))
    assert len(found) > 3
    assert sum(len(b.objects) for b in found) == 11
    assert not any(whys(b) for b in found)
    for batch in found:
        for id, parent in zip(batch.objects.ids, batch.objects.parents.tolist(), strict=True):
            assert (batch.objects.ids[parent] == f"b{id[1:]}") if id.startswith("p") else (parent == -1)
        assert batch.polygons.points.tolist() == SQUARE * (len(batch.polygons))


def test_relief_becomes_terrain(tmp_path: Path) -> None:
    relief = {"type": "CompositeSurface", "lod": "1", "boundaries": [[[0, 1, 2]], [[0, 2, 3]]]}
    (batch,) = batches(tmp_path, model({"t": {"type": "TINRelief", "geometry": [relief]}, "good": GOOD}))
    assert batch.terrain[..., :2].tolist() == [[[0, 0], [1, 0], [1, 1]], [[0, 0], [1, 1], [0, 1]]]
    assert len(batch.polygons) == len(batch.faces) == 1


def test_lines_of_a_sequence_stand_for_themselves(tmp_path: Path) -> None:
    head = model({}, transform={"scale": [0.5, 0.5, 1], "translate": [10, 20, 0]})
    feature = {"type": "CityJSONFeature", "id": "b", "CityObjects": {"b": GOOD}, "vertices": SQUARE}
    lines = [json.dumps(head), '{"type": "CityJSONFeature", "CityObj', "[]", json.dumps(feature), "", "\x1e"]
    (batch,) = batches(tmp_path, "\r\n".join(lines).encode(), CITYJSONSEQ)
    assert whys(batch) == [("line-2", "json-line"), ("line-3", "json-line")]
    assert batch.polygons.points.tolist() == [[10, 20, 0], [10.5, 20, 0], [10.5, 20.5, 0], [10, 20.5, 0]]


@pytest.mark.parametrize(
    ("content", "id"),
    [
        (b"{", "json"), (b'{"type": "CityJSON"', "json"), (b"[1, 2]", "json"), (b"   ", "json"),
        ({"type": "FeatureCollection"}, "not-cityjson"),
        ({**model({}), "version": "3.0"}, "version"),
        ({"type": "CityJSON", "CityObjects": {}, "vertices": []}, "no-version"),
        ({"type": "CityJSON", "version": "2.0", "CityObjects": {}}, "no-vertices"),
        ({"type": "CityJSON", "version": "2.0", "vertices": []}, "no-objects"),
        (model({}, transform={"scale": [0, 1, 1], "translate": [0, 0, 0]}), "transform"),
        (b'{"type": "CityJSON", "version": "2.0", "CityObjects": ' + b'{"a":' * 100_000, "json"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(tmp_path: Path, content: Any, id: str) -> None:
    with pytest.raises(PlanningError) as caught:
        batches(tmp_path, content)
    assert caught.value.text.id == f"error.cityjson.{id}"
    for language in LANGUAGES:
        assert load_words(language, ()).knows(caught.value.text.id)


def test_outline_of_an_object() -> None:
    text = b'{"a": [1, {"b": "}"}], "c\\"d" : "x,y" , "e":2}'
    (table,) = members(np.frombuffer(text, np.uint8), 0)
    assert [(text[a:b], text[c:d].strip()) for a, b, c, d in table.tolist()] == [
        (b'"a"', b'[1, {"b": "}"}]'), (b'"c\\"d"', b'"x,y"'), (b'"e"', b"2"),
    ]  # fmt: skip
    for broken in (b'{"a": [1}', b'{"a": "b": 2}', b'{"a" 1}', b"{a: 1}", b'{"a": 1', b'{"a": 1]'):
        with pytest.raises(BrokenJson):
            list(members(np.frombuffer(broken, np.uint8), 0))


@pytest.mark.parametrize("format", [CITYJSON, CITYJSONSEQ])
def test_mutated_files_end_in_words(tmp_path: Path, format: CityFormat) -> None:
    rich = model(
        {
            "b": {
                "type": "Building", "attributes": {"h": 2.0}, "children": ["p"],
                "address": {"CountryName": "D", "location": {"type": "MultiPoint", "lod": 1, "boundaries": [0]}},
            },
            "p": {
                "type": "BuildingPart", "parents": ["b"],
                "geometry": [
                    {
                        "type": "Solid", "lod": "2.2", "boundaries": [[[[0, 1, 2]], [[0, 2, 3], [1, 2, 3]]]],
                        "semantics": {
                            "surfaces": [{"type": "RoofSurface"}, {"type": "Door", "parent": 0}], "values": [[0, 1]],
                        },
                        "material": {"m": {"values": [[0, None]]}},
                        "texture": {"t": {"values": [[[[0, 0, 1, 1]], [[None]]]]}},
                    }
                ],
            },
            "t": {
                "type": "SolitaryVegetationObject",
                "geometry": [{
                    "type": "GeometryInstance", "template": 0, "boundaries": [0],
                    "transformationMatrix": [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
                }],
            },
        },
        transform={"scale": [1, 1, 1], "translate": [0, 0, 0]},
        appearance={
            "materials": [{"name": "m", "diffuseColor": [1, 0, 0]}], "textures": [{"image": "a.png"}],
            "vertices-texture": [[0, 0], [1, 1]],
        },
    )  # fmt: skip
    rich["geometry-templates"] = {"templates": [surface([0, 1, 2])], "vertices-templates": SQUARE}
    feature = {**rich, "type": "CityJSONFeature", "id": "b"}
    source = json.dumps(rich) if format is CITYJSON else f"{json.dumps(rich)}\n{json.dumps(feature)}\n"
    draw = random.Random(3)
    words = [
        b"null",
        b"-1",
        b"1e999",
        b"{}",
        b"[]",
        b'"x"',
        b"[[0]]",
        b"true",
        b"99999999999999999999",
        b"NaN",
        b"}",
        b",",
    ]
    end = time.monotonic() + 5
    counts = {"read": 0, "refused": 0}
    while time.monotonic() < end and sum(counts.values()) < 1500:
        data = bytearray(source.encode())
        for _ in range(draw.randint(1, 3)):
            at = draw.randrange(len(data))
            data[at : at + draw.choice((0, 1, 1, 2, 5))] = draw.choice(
                (bytes([draw.randrange(256)]), draw.choice(words))
            )
        try:
            batches(tmp_path, bytes(data), format)
            counts["read"] += 1
        except PlanningError:
            counts["refused"] += 1
    assert min(counts.values()) > 5
