"""Real CityJSON files: counts told by the json module alone, twins, and what each invalid file is told."""

import gzip
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.cityjson.format import CITYJSON, CITYJSONSEQ
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Heading
from planningtable.domain.text import PlanningError

LEVELS = {"MultiSurface": 1, "CompositeSurface": 1, "Solid": 2, "MultiSolid": 3, "CompositeSolid": 3}
CORPUS = "cityjson/v20_corpus_conformance_a.zip"
FILES = (
    "cityjson/v20_delft_all_types.city.json",
    "cityjson/v10_delft_all_types.city.json.gz",
    "cityjson/v11_zurich_lod2.city.json",
    "cityjson/v20_rotterdam_textured.zip:rotterdam_subset.json",
    "cityjson/v09_montreal_noise_extension.json",
    "cityjson/v20_100_buildings.city.json",
    "cityjson/seq20_100_buildings.city.jsonl",
    "cityjson/seq20_delft_3dbag_multilod.city.jsonl",
    "cityjson/seq20_templates_bridge.city.jsonl",
    *(
        f"{CORPUS}:{name}/{name}.city.json"
        for name in (
            "appearance_complete", "cityjson_fake_complete", "cityobject_building_address", "cityobject_extended",
            "coordinates_precision_local", "coordinates_precision_utm", "coordinates_precision_worst",
            "geometry_instance", "geometry_material_multisurface", "geometry_semantics_multilinestring",
            "geometry_semantics_multisolid", "geometry_semantics_solid", "geometry_texture_multisurface",
            "metadata_complete", "semantic_all_types", "semantic_extended",
        )
    ),
    "invalid/val3dity_a.zip:cityjson/nonmanifold.json",
    "invalid/val3dity_a.zip:test_geometry_specific/501.json",
    "invalid/val3dity_a.zip:test_geometry_specific/503.json",
    "invalid/val3dity_a.zip:test_cityjson/several_lods_valid.json",
)  # fmt: skip


def part_of(folder: Path, name: str) -> Part:
    path, _, member = name.partition(":")
    return Part(folder / path, member)


def read(part: Part) -> tuple[Heading, list[CityBatch]]:
    format = CITYJSONSEQ if part.file_name.endswith("jsonl") else CITYJSON
    heading = format.head(part, Job())
    return heading, [format.read(heading, chunk) for chunk in format.chunks(part, heading, Job())]


def single(folder: Path, name: str) -> CityBatch:
    (batch,) = read(part_of(folder, name))[1]
    return batch


def raw(part: Part) -> list[dict[str, Any]]:
    if part.member:
        data = zipfile.ZipFile(part.path).read(part.member)
    else:
        data = gzip.decompress(part.path.read_bytes()) if part.path.suffix == ".gz" else part.path.read_bytes()
    return [json.loads(line) for line in data.splitlines()] if part.file_name.endswith("jsonl") else [json.loads(data)]


def flat(values: Any, level: int) -> list[Any]:
    if values is None or level == 1:
        return values or []
    return [found for inner in values for found in flat(inner, level - 1)]


def told(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """What the json module says that there is."""
    counts: dict[str, Counter[str]] = {k: Counter() for k in ("objects", "lods", "boundaries", "faces", "sum")}
    for value in (o for d in documents for o in d["CityObjects"].values()):
        counts["objects"][value["type"]] += 1
        for geometry in value.get("geometry", ()):
            sort = geometry["type"]
            if sort == "GeometryInstance":
                counts["sum"]["instances"] += 1
                continue
            counts["lods"][f"{float(geometry['lod']):g}"] += 1
            semantics = geometry.get("semantics", {})
            counts["boundaries"].update(s["type"] for s in semantics.get("surfaces", ()))
            if sort not in LEVELS:
                counts["sum"]["lines"] += len(geometry["boundaries"])
                continue
            level = LEVELS[sort]
            polygons = flat(geometry["boundaries"], level)
            counts["sum"]["polygons"] += len(polygons)
            counts["sum"]["holes"] += sum(len(p) - 1 for p in polygons)
            counts["sum"]["solids"] += {1: 0, 2: 1, 3: len(geometry["boundaries"])}[level]
            named = flat(semantics.get("values"), level)
            counts["faces"].update(semantics["surfaces"][v]["type"] for v in named if v is not None)
            counts["sum"]["textured"] += sum(
                1 for t in geometry.get("texture", {}).values() for p in flat(t["values"], level) if p[0][0] is not None
            )
    return {k: {n: c for n, c in v.items() if c} for k, v in counts.items()}


def found(batches: list[CityBatch]) -> dict[str, Any]:
    counts: dict[str, Counter[str]] = {k: Counter() for k in ("objects", "lods", "boundaries", "faces", "sum")}
    for batch in batches:
        counts["objects"].update(batch.objects.types)
        pairs = set(zip(batch.faces.owner.tolist(), [f"{lod:g}" for lod in batch.faces.lod.round(3)], strict=True))
        counts["lods"].update(lod for _, lod in pairs)
        if batch.lines is not None and batch.instances is None and "GeometryInstance" not in dict(batch.features):
            owned = set(zip(batch.lines.owner.tolist(), batch.lines.lod.tolist(), strict=True))
            counts["lods"].update(f"{lod:g}" for _, lod in owned)
            counts["sum"]["lines"] += len(batch.lines)
        counts["boundaries"].update(batch.boundaries.types)
        counts["faces"].update(batch.boundaries.types[row] for row in batch.faces.boundary.tolist() if row >= 0)
        counts["sum"]["polygons"] += len(batch.polygons)
        counts["sum"]["holes"] += len(batch.polygons.ring_starts) - 1 - len(batch.polygons)
        counts["sum"]["solids"] += len(set(batch.faces.solid.tolist()) - {-1})
        counts["sum"]["instances"] += dict(batch.features).get("GeometryInstance", 0)
        counts["sum"]["textured"] += int((batch.polygons.texture >= 0).sum())
        assert not batch.reported
    return {k: {n: c for n, c in v.items() if c} for k, v in counts.items()}


@pytest.mark.parametrize("name", FILES)
def test_everything_that_the_json_holds_is_there(shared_data: Path, name: str) -> None:
    part = part_of(shared_data, name)
    expected, actual = told(raw(part)), found(read(part)[1])
    if name.endswith("appearance_complete.city.json"):
        expected["sum"]["textured"] = 2  # three, of which two are themes of the same polygon
    if "montreal" in name:
        del expected["sum"]["textured"]  # the file names images that it does not list
    assert actual == expected


def test_headings(shared_data: Path) -> None:
    expected = {
        "cityjson/v20_delft_all_types.city.json": ("2.0", ("https://www.opengis.net/def/crs/EPSG/0/7415",), ""),
        "cityjson/v10_delft_all_types.city.json.gz": ("1.0", ("urn:ogc:def:crs:EPSG::7415",), ""),
        "cityjson/v20_100_buildings.city.json": ("2.0", ("http://www.opengis.net/def/crs/EPSG/6.12/3068",), ""),
        "cityjson/v09_montreal_noise_extension.json": ("0.9", (), ""),
        "cityjson/seq20_delft_3dbag_multilod.city.jsonl": (
            "2.0", ("https://www.opengis.net/def/crs/EPSG/0/7415",), "3DBAG",
        ),
        f"{CORPUS}:metadata_complete/metadata_complete.city.json": (
            "2.0", ("https://www.opengis.net/def/crs/EPSG/0/2355",), "Buildings in LoD2.3 of Chibougamau, Québec",
        ),
    }  # fmt: skip
    for name, wanted in expected.items():
        heading, _ = read(part_of(shared_data, name))
        assert (heading.version, heading.reference_names, heading.title) == wanted, name


def corners(batch: CityBatch) -> dict[str, list[list[float]]]:
    """Points of each object's polygons, in the order of the file."""
    sizes = np.diff(batch.polygons.ring_starts[batch.polygons.polygon_starts])
    owner = np.repeat(batch.faces.owner, sizes)
    ids = batch.objects.ids
    return {id: batch.polygons.points[owner == row].round(6).tolist() for row, id in enumerate(ids)}


def test_twins_agree(shared_data: Path) -> None:
    pairs = (
        ("cityjson/v20_100_buildings.city.json", "cityjson/seq20_100_buildings.city.jsonl", 1e-3),
        ("cityjson/v20_delft_all_types.city.json", "cityjson/v10_delft_all_types.city.json.gz", 1e-9),
    )
    for one, two, tolerance in pairs:
        first, second = single(shared_data, one), single(shared_data, two)
        assert set(first.objects.ids) == set(second.objects.ids)
        here, there = corners(first), corners(second)
        for id, points in here.items():
            assert np.abs(np.subtract(points, there[id])).max(initial=0) <= tolerance, id
        by_id = dict(zip(second.objects.ids, second.objects.attributes, strict=True))
        for id, attributes in zip(first.objects.ids, first.objects.attributes, strict=True):
            assert attributes.keys() == by_id[id].keys()
            # one of the twins has its numbers in single precision
            rounded = "delft" in one
            assert rounded or attributes == by_id[id]


def test_fifteen_trees_stand_as_templates(shared_data: Path) -> None:
    batch = single(shared_data, "cityjson/seq20_templates_bridge.city.jsonl")
    documents = raw(part_of(shared_data, "cityjson/seq20_templates_bridge.city.jsonl"))
    given = documents[0]["geometry-templates"]["templates"]
    assert batch.instances is not None
    assert len(batch.instances) == 15
    assert {batch.objects.types[o] for o in batch.instances.owner} == {"SolitaryVegetationObject"}
    for template in batch.templates:
        assert len(template.polygons) == len(given[int(template.id)]["boundaries"])
    assert (batch.objects.parents == -1).all()  # members of a group are objects of their own
    scale, translate = documents[0]["transform"]["scale"], documents[0]["transform"]["translate"]
    trees = {
        id: np.array(f["vertices"][o["geometry"][0]["boundaries"][0]]) * scale + translate
        for f in documents[1:]
        for id, o in f["CityObjects"].items()
        if o["type"] == "SolitaryVegetationObject"
    }
    for owner, anchor in zip(batch.instances.owner, batch.instances.anchor, strict=True):
        assert anchor == pytest.approx(trees[batch.objects.ids[owner]])


def test_levels_stand_side_by_side(shared_data: Path) -> None:
    batch = single(shared_data, "invalid/val3dity_a.zip:test_cityjson/several_lods_valid.json")
    levels = dict(zip(batch.objects.types, batch.objects.lods, strict=True))
    assert levels == {"Building": ("0",), "BuildingPart": ("1.2", "1.3", "2.2")}
    assert batch.objects.parents.tolist() == [-1, 0]
    assert set(batch.faces.kind[batch.faces.lod == 0].tolist()) == {1}


def test_corpus_invariants(shared_data: Path) -> None:
    def case(name: str) -> CityBatch:
        return single(shared_data, f"{CORPUS}:{name}/{name}.city.json")

    address = case("cityobject_building_address").objects.attributes[0]
    assert address["address"] == "rue de la Patate 1"
    assert address["town"] == "H0H 0H0 Chibougamau"
    assert address["address.2"] == "rue de la Patate 2"
    assert (address["address.location"], address["address.2.location"]) == ("0 0 0", "1 0 0")
    extended = case("cityobject_extended").objects
    assert (extended.types, extended.parents.tolist()) == (("+ExtendedCityObject", "+ExtendedChild"), [-1, 0])
    assert [dict(a) for a in extended.attributes] == [{"string": "string"}, {"bool": "true"}]
    instance = case("geometry_instance")
    assert instance.lines is not None
    assert instance.lines.points.tolist() == [[2, 4, 6], [3, 4, 5]]
    complete = case("appearance_complete")
    assert len(complete.textures) >= 1
    assert complete.polygons.colour.tolist() == [[128, 153, 178], [-1, -1, -1]]
    semantic = case("semantic_extended").boundaries
    assert dict(semantic.attributes[1]) == {"integer": "42", "parent": "WallSurface"}
    texture = case("geometry_texture_multisurface").polygons
    assert texture.uv is not None
    assert texture.uv[:4].tolist() == [[0, 0], [0.01, 0], [0.02, 0], [0.02, 0]]
    assert texture.texture.tolist() == [0, 1, -1]
    assert np.isnan(texture.uv[-4:]).all()


@pytest.mark.parametrize(
    ("name", "id", "line"),
    [
        ("val3dity_a.zip:cityjson/with-errors.json", "json", 1934),
        ("val3dity_a.zip:test_file_format/invalid_json_cityjson.json", "json", 3),
        ("val3dity_a.zip:test_cjseq/unclosedbracket.city.jsonl", "json", 1),
        (
            "../cityjson/v20_corpus_conformance_a.zip:cityjsonfeature_minimal/cityjsonfeature_minimal.city.jsonl",
            "no-header",
            None,
        ),
    ],
)
def test_invalid_files_are_told_why(shared_data: Path, name: str, id: str, line: int | None) -> None:
    with pytest.raises(PlanningError) as caught:
        read(part_of(shared_data / "invalid", name))
    assert caught.value.text.id == f"error.cityjson.{id}"
    assert dict(caught.value.text.arguments).get("line") == line


def test_index_out_of_range_is_remarked(shared_data: Path) -> None:
    batch = single(shared_data, "invalid/hostile_synthetic_a.zip:index_out_of_range.city.json")
    assert batch.objects.ids == ("a",)
    assert len(batch.polygons) == 0
    assert [(r.id, r.why.id) for r in batch.repaired] == [("a", "city.repaired.json-corners")]
