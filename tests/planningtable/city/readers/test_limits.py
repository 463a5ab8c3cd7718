"""One object that carries far too much: cut, told, and the others are not touched."""

import json
from pathlib import Path
from typing import Any

import pytest
from helpers.citygml_chunks import batch_of, link, member, square, surfaces

from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.model.prepare import prepare
from planningtable.city.readers.cityjson.format import CITYJSON
from planningtable.city.readers.files import Part
from planningtable.city.readers.limits import LONGEST_ID, LONGEST_VALUE, MOST_ATTRIBUTES, cut_attributes, short_id
from planningtable.domain.text import LANGUAGES

LONG = "i" * 5_000


def citygml(folder: Path, id: str, attributes: dict[str, str]) -> CityBatch:
    words = "".join(
        f"<gen:stringAttribute name='{k}'><gen:value>{v}</gen:value></gen:stringAttribute>"
        for k, v in attributes.items()
    )
    shape = f"<bldg:lod2MultiSurface>{surfaces(square(f'{id}-s'))}</bldg:lod2MultiSurface>"
    one = f"<bldg:Building gml:id='{id}'>{words}{shape}</bldg:Building>"
    other = f"<bldg:Building gml:id='b'><bldg:lod2MultiSurface>{surfaces(link(f'{id}-s'))}</bldg:lod2MultiSurface>"
    return batch_of(folder, member(one) + member(f"{other}</bldg:Building>"))


def cityjson(folder: Path, id: str, attributes: dict[str, Any]) -> CityBatch:
    shape = [{"type": "MultiSurface", "lod": "2", "boundaries": [[[0, 1, 2]]]}]
    one = {"type": "Building", "attributes": attributes, "geometry": shape, "children": ["b"]}
    objects = {id: one, "b": {"type": "BuildingPart", "parents": [id], "geometry": shape}}
    vertices = [[0, 0, 0], [1, 0, 0], [1, 1, 0]]
    file = folder / "m.city.json"
    file.write_text(json.dumps({"type": "CityJSON", "version": "2.0", "CityObjects": objects, "vertices": vertices}))
    heading = CITYJSON.head(Part(file), Job())
    (chunk,) = CITYJSON.chunks(Part(file), heading, Job())
    return CITYJSON.read(heading, chunk)


def said(batch: CityBatch) -> dict[str, str]:
    sentences = {}
    for language in LANGUAGES:
        words = load_words(language, ())
        assert all(words.knows(r.why.id) for r in batch.repaired)
        sentences = {r.why.id: f"{r.id}: {words(r.why)}" for r in batch.repaired}
    return sentences


@pytest.mark.parametrize("read", [citygml, cityjson])
def test_further_attributes_are_counted_once(tmp_path: Path, read) -> None:
    batch = read(tmp_path, "a", {f"k{n}": "v" for n in range(MOST_ATTRIBUTES + 500)})
    row = batch.objects.ids.index("a")
    assert len(batch.objects.attributes[row]) == MOST_ATTRIBUTES
    assert batch.objects.attributes[row][f"k{MOST_ATTRIBUTES - 1}"] == "v"
    assert [(r.id, dict(r.why.arguments)["count"]) for r in batch.repaired] == [("a", 500)]
    assert "500" in said(batch)["city.repaired.attributes"]


@pytest.mark.parametrize("read", [citygml, cityjson])
def test_as_much_as_is_allowed_is_not_touched(tmp_path: Path, read) -> None:
    given = {f"k{n}": "ä" * LONGEST_VALUE if n < 3 else "v" for n in range(MOST_ATTRIBUTES)}
    batch = read(tmp_path, "a" * (LONGEST_ID - 2), given)
    assert batch.objects.attributes[batch.objects.ids.index("a" * (LONGEST_ID - 2))] == given
    assert not batch.repaired


@pytest.mark.parametrize("read", [citygml, cityjson])
def test_a_long_value_and_a_long_key_are_cut(tmp_path: Path, read) -> None:
    batch = read(tmp_path, "a", {"k": "ä" * 50_000, LONG: "v", "x": "y"})
    found = batch.objects.attributes[batch.objects.ids.index("a")]
    assert found == {"k": "ä" * (LONGEST_VALUE - 1) + "…", short_id(LONG): "v", "x": "y"}
    assert [(r.id, r.why.id, dict(r.why.arguments)["count"]) for r in batch.repaired] == [
        ("a", "city.repaired.long-values", 2)
    ]
    said(batch)


@pytest.mark.parametrize("read", [citygml, cityjson])
def test_a_long_id_is_shortened_and_still_leads_to_its_object(tmp_path: Path, read) -> None:
    batch = read(tmp_path, LONG, {})
    assert set(batch.objects.ids) == {short_id(LONG), "b"}
    assert max(map(len, batch.polygons.ids), default=0) <= LONGEST_ID
    assert len(batch.faces) == 2  # what referred to the long id found it
    (remark,) = batch.repaired
    assert remark.why.id == "city.repaired.long-ids"
    assert len(said(batch)[remark.why.id]) < 600
    prepared = prepare(batch, None, (0.0, 0.0))
    assert all(len(id) <= 2 * LONGEST_ID for id in prepared.piece.surfaces.ids)


def test_remarks_on_long_ids_are_short_too(tmp_path: Path) -> None:
    lost = f"<bldg:lod2MultiSurface>{surfaces(link(LONG))}</bldg:lod2MultiSurface>"
    batch = batch_of(tmp_path, member(f"<bldg:Building gml:id='b'>{lost}</bldg:Building>"))
    assert batch.unresolved == (LONG,) or dict(batch.repaired[0].why.arguments)["target"] == short_id(LONG)
    assert all(len(str(value)) <= LONGEST_ID for r in batch.repaired for _, value in r.why.arguments)


def test_the_reason_for_an_object_without_geometry_is_not_that_its_attributes_were_cut(tmp_path: Path) -> None:
    words = f"<gen:stringAttribute name='k'><gen:value>{'v' * 20_000}</gen:value></gen:stringAttribute>"
    batch = batch_of(tmp_path, member(f"<bldg:Building gml:id='b'>{words}</bldg:Building>"))
    assert [r.why.id for r in batch.repaired] == ["city.repaired.long-values"]
    assert [r.why.id for r in prepare(batch, None, (0.0, 0.0)).tally.reported] == ["city.reason.no-geometry"]


def test_short_ids_stay_unique() -> None:
    ids = [LONG + str(n) for n in range(1000)]
    assert len({short_id(id) for id in ids}) == 1000
    assert {len(short_id(id)) for id in ids} == {LONGEST_ID}
    assert short_id("x" * LONGEST_ID) == "x" * LONGEST_ID
    assert len(short_id("\ud800" * 300)) == LONGEST_ID


def test_attributes_within_the_limits_are_none_to_be_cut() -> None:
    assert cut_attributes({}) is None
    assert cut_attributes({"a": "b"}) is None


def test_a_value_given_thousands_of_times_is_kept_to_the_limit_and_told(tmp_path: Path) -> None:
    words = "".join(f"<bldg:function>{n}</bldg:function>" for n in range(MOST_ATTRIBUTES + 30))
    batch = batch_of(tmp_path, member(f"<bldg:Building gml:id='a'>{words}</bldg:Building>"))
    (found,) = batch.objects.attributes
    assert found["function"] == "0"
    assert found[f"function.{MOST_ATTRIBUTES}"] == str(MOST_ATTRIBUTES - 1)
    assert [(r.id, dict(r.why.arguments)["count"]) for r in batch.repaired] == [("a", 30)]


def test_an_attribute_given_twice_is_kept_twice(tmp_path: Path) -> None:
    one = "<gen:stringAttribute name='Nutzung'><gen:value>{}</gen:value></gen:stringAttribute>"
    twice = one.format("Schule") + one.format("Hort")
    batch = batch_of(tmp_path, member(f"<bldg:Building gml:id='a'>{twice}</bldg:Building>"))
    assert batch.objects.attributes[0] == {"Nutzung": "Schule", "Nutzung.2": "Hort"}


def test_a_long_list_of_cityjson_is_joined_and_its_end_told(tmp_path: Path) -> None:
    batch = cityjson(tmp_path, "a", {"k": ["wort"] * 5_000, "l": [{"x": 1}] * (MOST_ATTRIBUTES + 9)})
    found = batch.objects.attributes[batch.objects.ids.index("a")]
    assert len(found) == MOST_ATTRIBUTES
    assert len(found["k"]) == LONGEST_VALUE
    assert found["l.1.x"] == "1"
    assert {r.why.id for r in batch.repaired} == {"city.repaired.attributes", "city.repaired.long-values"}


def test_what_lies_too_deep_is_marked(tmp_path: Path) -> None:
    deep: object = {"end": 1}
    for _ in range(20):
        deep = {"d": deep}
    batch = cityjson(tmp_path, "a", {"k": deep})
    ((key, value),) = batch.objects.attributes[batch.objects.ids.index("a")].items()
    assert value == "…"
    assert key.startswith("k.d.d")


def test_a_long_name_is_cut_and_told(tmp_path: Path) -> None:
    name = f"<gml:name>{'n' * 20_000}</gml:name>"
    batch = batch_of(tmp_path, member(f"<bldg:Building gml:id='a'>{name}</bldg:Building>"))
    assert len(batch.objects.names[0]) == LONGEST_VALUE
    assert list(said(batch)) == ["city.repaired.long-names"]
