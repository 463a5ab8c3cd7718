"""CityJSON 2.0 and CityJSONSeq: written as they are made, one feature after another."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.city.writers.cityjson_objects import ObjectWriter, attributes_of
from planningtable.city.writers.cityjson_shapes import Looks, Shaper
from planningtable.city.writers.features import FeatureTable, building_features, object_features
from planningtable.city.writers.ground import ground_net
from planningtable.city.writers.images import images_of
from planningtable.city.writers.reference import reference_names
from planningtable.city.writers.request import WriteRequest
from planningtable.city.writers.rings import SCALE
from planningtable.city.writers.texts import UniqueIds, plain
from planningtable.city.writers.tree_shape import (
    CROWN_COLOUR,
    TREE_LOD,
    TRUNK_COLOUR,
    crown,
    tree_places,
    tree_properties,
    tree_scale,
    trunk,
)

VERSION = "2.0"
TERRAIN_ID = "terrain"
TREE_PARTS = ("crown", "trunk")
_EVERY = 100


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """A site made ready: tables of features, and the numbers of their vertices within the whole file.

    Attributes:
        site: the site.
        request: how it is written.
        tables: buildings and other objects.
        offsets: number of the first vertex of each table.
        vertices: of all tables, shape (V, 3) [mm].
        trees: feet of the trees, shape (T, 3) [mm].
        ground: vertices [mm] and triangles of the terrain.
    """

    site: Site
    request: WriteRequest
    tables: tuple[FeatureTable, ...]
    offsets: tuple[int, ...]
    vertices: Array
    trees: Array
    ground: tuple[Array, Array]


def write_cityjson(site: Site, path: Path, request: WriteRequest, job: Job) -> None:
    """Write a site as one CityJSON object.

    Raises:
        OSError: the file cannot be written.
        CancelledError: on request; the file is not whole then.
    """
    model = _model(site, request)
    looks = Looks()
    writer = ObjectWriter(UniqueIds())
    with path.open("w", encoding="utf-8", newline="\n") as file:
        head = _json({"type": "CityJSON", "version": VERSION, **_frame(model)})
        file.write(head[:-1] + ',\n"CityObjects":{')
        separator = "\n"
        for key, found in _whole(model, writer, looks, job):
            file.write(f"{separator}{_json(key)}:{_json(found)}")
            separator = ",\n"
        file.write("\n}")
        if len(site.trees):
            file.write(f',\n"geometry-templates":{_json(_templates(looks))}')
        appearance = looks.appearance(_images(model))
        if appearance:
            file.write(f',\n"appearance":{_json(appearance)}')
        file.write(',\n"vertices":[')
        _write_vertices(file, (model.vertices, model.trees, model.ground[0]))
        file.write("]}\n")


def write_cityjson_seq(site: Site, path: Path, request: WriteRequest, job: Job) -> None:
    """Write a site as a sequence: a head, and one feature a line.

    Raises:
        OSError: the file cannot be written.
        CancelledError: on request; the file is not whole then.
    """
    model = _model(site, request)
    writer = ObjectWriter(UniqueIds())
    with path.open("w", encoding="utf-8", newline="\n") as file:
        head: dict[str, Any] = {"type": "CityJSON", "version": VERSION, **_frame(model)}
        head |= {"CityObjects": {}, "vertices": []}
        if len(site.trees):
            looks = Looks()
            head["geometry-templates"] = _templates(looks)
            head["appearance"] = looks.appearance(())
        file.write(_json(head) + "\n")
        for line in _features(model, writer, job):
            file.write(_json(line) + "\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _model(site: Site, request: WriteRequest) -> _Model:
    tables = (building_features(site), object_features(site.objects))
    counts = [len(table.indexed.vertices) for table in tables]
    corner = np.array([*site.origin, 0.0])
    trees = np.rint((tree_places(site) - corner) * SCALE).astype(np.int64)
    places, triangles = np.zeros((0, 3)), np.zeros((0, 3), np.int64)
    if request.terrain and not site.terrain_made:
        places, triangles = ground_net(site.terrain)
    ground = np.rint((places - corner) * SCALE).astype(np.int64)
    vertices = np.concatenate([table.indexed.vertices for table in tables])
    return _Model(site, request, tables, (0, counts[0]), vertices, trees, (ground, triangles))


def _frame(model: _Model) -> dict[str, Any]:
    """Transform and metadata."""
    site = model.site
    names = reference_names(site)
    metadata: dict[str, Any] = {"referenceSystem": names.url}
    if model.request.title:
        metadata["title"] = plain(model.request.title)
    places = [p for p in (model.vertices, model.trees, model.ground[0]) if len(p)]
    if places:
        low, high = np.min([p.min(axis=0) for p in places], axis=0), np.max([p.max(axis=0) for p in places], axis=0)
        corner = np.array([*site.origin, 0.0])
        extent = np.concatenate([low / SCALE + corner, high / SCALE + corner])
        metadata["geographicalExtent"] = [round(n, 3) for n in extent.tolist()]
    transform = {"scale": [1 / SCALE] * 3, "translate": [*site.origin, 0.0]}
    return {"transform": transform, "metadata": metadata}


def _images(model: _Model) -> list[tuple[str, str]]:
    kinds = {"image/png": "PNG", "image/jpeg": "JPG"}
    return [(kinds[image.mime], image.path) for image in images_of(model.site.textures, model.request.images)]


def _whole(model: _Model, writer: ObjectWriter, looks: Looks, job: Job) -> Iterator[tuple[str, dict[str, Any]]]:
    for table, offset in zip(model.tables, model.offsets, strict=True):
        shaper = Shaper(table, _shifted(offset), looks)
        for number, feature in enumerate(table.features()):
            if number % _EVERY == 0:
                job.check()
            yield from writer.objects(feature, shaper)
    first = len(model.vertices)
    for row in range(len(model.site.trees)):
        yield _tree(model, row, writer, first + row)
    if len(model.ground[1]):
        yield writer.ids.take(TERRAIN_ID), _terrain(model.ground[1] + first + len(model.trees))


def _features(model: _Model, writer: ObjectWriter, job: Job) -> Iterator[dict[str, Any]]:
    images = _images(model)
    for table in model.tables:
        for count, feature in enumerate(table.features()):
            if count % _EVERY == 0:
                job.check()
            numbers: dict[int, int] = {}
            looks = Looks()
            shaper = Shaper(table, _local(numbers), looks)
            objects = dict(writer.objects(feature, shaper))
            line = _line(objects, table.indexed.vertices[list(numbers)].tolist())
            appearance = looks.appearance(images)
            yield {**line, "appearance": appearance} if appearance else line
    for row in range(len(model.site.trees)):
        key, found = _tree(model, row, writer, 0)
        yield _line({key: found}, [model.trees[row].tolist()])
    vertices, triangles = model.ground
    if len(triangles):
        yield _line({writer.ids.take(TERRAIN_ID): _terrain(triangles)}, vertices.tolist())


def _line(objects: dict[str, dict[str, Any]], vertices: list[list[int]]) -> dict[str, Any]:
    return {"type": "CityJSONFeature", "id": next(iter(objects)), "CityObjects": objects, "vertices": vertices}


def _shifted(offset: int) -> Callable[[int], int]:
    return lambda vertex: vertex + offset


def _local(numbers: dict[int, int]) -> Callable[[int], int]:
    return lambda vertex: numbers.setdefault(vertex, len(numbers))


def _tree(model: _Model, row: int, writer: ObjectWriter, vertex: int) -> tuple[str, dict[str, Any]]:
    wide, high = (round(n, 3) for n in tree_scale(model.site, row))
    matrix = [wide, 0, 0, 0, 0, wide, 0, 0, 0, 0, high, 0, 0, 0, 0, 1]
    shapes = [
        {"type": "GeometryInstance", "template": template, "boundaries": [vertex], "transformationMatrix": matrix}
        for template in range(len(TREE_PARTS))
    ]
    found: dict[str, Any] = {"type": "SolitaryVegetationObject"}
    attributes = attributes_of(tree_properties(model.site, row))
    if attributes:
        found["attributes"] = attributes
    found["geometry"] = shapes
    return writer.ids.take(plain(model.site.trees.ids[row])), found


def _templates(looks: Looks) -> dict[str, Any]:
    """Crown and trunk, in the colours that the program draws them in."""
    templates: list[dict[str, Any]] = []
    vertices: list[list[float]] = []
    for (points, faces), colour in ((crown(), CROWN_COLOUR), (trunk(), TRUNK_COLOUR)):
        first = len(vertices)
        vertices += [[round(n, 4) for n in point] for point in points.tolist()]
        material = looks.colours.setdefault(colour, len(looks.colours))
        templates.append(
            {
                "type": "MultiSurface",
                "lod": str(TREE_LOD),
                "boundaries": [[[first + i for i in face]] for face in faces],
                "material": {"original": {"value": material}},
            }
        )
    return {"templates": templates, "vertices-templates": vertices}


def _terrain(triangles: Array) -> dict[str, Any]:
    boundaries = [[triangle] for triangle in triangles.tolist()]
    geometry = {"type": "CompositeSurface", "lod": "1", "boundaries": boundaries}
    return {"type": "TINRelief", "geometry": [geometry]}


def _write_vertices(file: TextIO, tables: tuple[Array, ...]) -> None:
    separator = "\n"
    for table in tables:
        for start in range(0, len(table), 10_000):
            file.write(separator)
            file.write(_json(table[start : start + 10_000].tolist())[1:-1])
            separator = ",\n"
