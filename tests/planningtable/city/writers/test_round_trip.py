"""What is written is read again: ids, attributes, classes, surfaces and volumes are those of the site."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from planningtable.city.geometry.mesh import newell
from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml.format import CITYGML
from planningtable.city.readers.cityjson.format import CITYJSON, CITYJSONSEQ
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import CityFormat
from planningtable.city.site import Site, SurfaceKind
from planningtable.city.writers.citygml.document import write_citygml
from planningtable.city.writers.cityjson import write_cityjson, write_cityjson_seq
from planningtable.city.writers.request import WriteRequest
from planningtable.city.writers.texts import original_id, plain

REQUEST = WriteRequest(title="Ort <&>\x01", terrain=False)


def _version_3(site: Site, path: Path, request: WriteRequest, job: Job) -> None:
    write_citygml(site, path, request, job, "3.0")


FILES: dict[str, tuple[str, Callable[[Site, Path, WriteRequest, Job], None], CityFormat]] = {
    "cityjson": ("a.city.json", write_cityjson, CITYJSON),
    "sequence": ("a.city.jsonl", write_cityjson_seq, CITYJSONSEQ),
    "citygml-2": ("a.gml", write_citygml, CITYGML),
    "citygml-3": ("b.gml", _version_3, CITYGML),
}


def batches(path: Path, form: CityFormat) -> Iterator[CityBatch]:
    part = Part(path)
    heading = form.head(part, Job())
    assert heading.title == "Ort <&>"
    for chunk in form.chunks(part, heading, Job()):
        yield form.read(heading, chunk)


@pytest.fixture(scope="module", params=list(FILES))
def written(request: pytest.FixtureRequest, rich_site: Site, tmp_path_factory: pytest.TempPathFactory):
    name, write, form = FILES[request.param]
    path = tmp_path_factory.mktemp("city") / name
    write(rich_site, path, REQUEST, Job())
    return request.param, list(batches(path, form))


def _plain_id(id: str, kind: str) -> str:
    return original_id(id) if kind.startswith("citygml") else id


def test_ids_come_back(written, rich_site: Site) -> None:
    kind, found = written
    ids = [
        _plain_id(id, kind)
        for b in found
        for id, t in zip(b.objects.ids, b.objects.types, strict=True)
        if "Area" not in t
    ]
    expected = [
        "7 Häuser", "Teil 1", "Schornstein", *rich_site.buildings.ids[1:], *rich_site.objects.ids, *rich_site.trees.ids
    ]  # fmt: skip
    assert Counter(ids) == Counter(expected)


def test_parts_belong_to_their_building(written) -> None:
    kind, found = written
    for batch in found:
        objects = batch.objects
        parents = {
            _plain_id(id, kind): "" if row < 0 else _plain_id(objects.ids[row], kind)
            for id, row in zip(objects.ids, objects.parents.tolist(), strict=True)
        }
        if "Schornstein" in parents:
            assert parents["Teil 1"] == "7 Häuser"
            assert parents["Schornstein"] == "Teil 1"
            return
    raise AssertionError("no building part")


def test_attributes_come_back(written, rich_site: Site) -> None:
    kind, found = written
    read = {
        _plain_id(id, kind): row for b in found for id, row in zip(b.objects.ids, b.objects.attributes, strict=True)
    }
    first = read["7 Häuser"]
    for name, value in rich_site.buildings.attributes[0].items():
        if name in ("town", "measuredHeight", "creationDate"):
            continue
        assert first[plain(name)] == plain(value), name
    assert first["function"] == "31001_1000"
    assert first["creationDate"].startswith("2020-02-29")
    height = first["height" if kind == "citygml-3" else "measuredHeight"]
    assert float(height.removesuffix(" m")) == 12.345
    odd = read["a:b/c <&>\"'"]
    for name, value in rich_site.buildings.attributes[1].items():
        assert odd[name] == value, name
    assert read["Teil 1"]["Stand"] == "2019"
    assert read["o 6"]["extra"] == "wert 6"
    assert read["o 3"]["originalType"] == "+Lärmwand"
    assert read["tree-1"]["species"] == "Tilia cordata"


def test_surfaces_keep_their_kind_and_area(written, rich_site: Site) -> None:
    kind, found = written
    areas: Counter[int] = Counter()
    for batch in found:
        polygons = batch.polygons
        drawn = (batch.faces.boundary >= 0) | (batch.faces.solid < 0)
        if kind == "citygml-2":
            drawn |= batch.faces.lod == 1
        for polygon, code in {
            (p, k) for p, k in zip(batch.faces.polygon[drawn].tolist(), batch.faces.kind[drawn].tolist(), strict=True)
        }:
            rings = [
                polygons.points[polygons.ring_starts[r] : polygons.ring_starts[r + 1]]
                for r in range(polygons.polygon_starts[polygon], polygons.polygon_starts[polygon + 1])
            ]
            areas[code] += float(np.linalg.norm(sum(newell(ring) for ring in rings)))
    surfaces, objects = rich_site.surfaces, rich_site.objects.surfaces
    lod_2 = rich_site.buildings.lod[surfaces.building] >= 2
    for code in (SurfaceKind.ROOF, SurfaceKind.WALL, SurfaceKind.GROUND):
        own = lod_2 if kind == "citygml-2" else np.ones(len(surfaces), bool)
        expected = surfaces.area[own & (surfaces.kind == code)].sum()
        bridge = (objects.kind == code) & (objects.building == 4)
        assert areas[code] >= expected + objects.area[bridge].sum() - 1e-6, code
    assert areas[SurfaceKind.WATER] == pytest.approx(81)


def test_solids_are_solids_again(written, rich_site: Site) -> None:
    kind, found = written
    volume = 0.0
    for batch in found:
        faces, polygons = batch.faces, batch.polygons
        assert not batch.unresolved
        for row in np.flatnonzero(faces.solid >= 0).tolist():
            start = polygons.polygon_starts[faces.polygon[row]]
            ring = polygons.points[polygons.ring_starts[start] : polygons.ring_starts[start + 1]]
            local = ring - np.array([565000.0, 5934000.0, 0.0])
            volume += float(newell(local) @ local[0]) / 3
    blocks = 30 * 15 * 12 + 30 * 15 * 9 + 12 * 35 * 15 + 35 * 30 * 6
    parts = 8 * 8 * 5 + 1 * 1 * 15
    objects = 3 * 8 * 8 * 4
    assert volume == pytest.approx(blocks + parts + objects, rel=1e-6), kind


def test_green_roof_and_looks_are_kept(written) -> None:
    kind, found = written
    described = [dict(row) for b in found for row in b.boundaries.attributes]
    assert {"Neigung": "0 °", "greenRoofSubstrate": "10 cm"} in described, kind
    assert sum(int((b.polygons.colour == (255, 0, 0)).all(axis=1).sum()) for b in found) == 1
    assert [name for b in found for name in b.textures] == ["appearance/dach.png"]
    textured = [b for b in found if (b.polygons.texture >= 0).any()]
    assert len(textured) == 1
    uv = textured[0].polygons.uv
    assert uv is not None
    assert {(0, 0), (1, 0), (1, 1), (0, 1)} <= {(u, v) for u, v in uv.tolist() if u == u}
