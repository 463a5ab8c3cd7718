"""A site as GLB: y up, metres from the site's origin, one node an object, named by its id."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.city.writers.features import Feature, FeatureTable, building_features, object_features
from planningtable.city.writers.gltf_file import INDICES, VERTICES, GltfFile
from planningtable.city.writers.gltf_mesh import Meshes, meshes_of, upright
from planningtable.city.writers.ground import ground_net
from planningtable.city.writers.images import Image, images_of
from planningtable.city.writers.properties import PLANNED
from planningtable.city.writers.reference import reference_names
from planningtable.city.writers.request import WriteRequest
from planningtable.city.writers.texts import plain
from planningtable.city.writers.tree_shape import (
    CROWN_COLOUR,
    TRUNK_COLOUR,
    crown,
    tree_places,
    tree_properties,
    tree_scale,
    trunk,
)

_EVERY = 100
_GROUND_COLOUR = (226, 226, 220)


def write_gltf(site: Site, path: Path, request: WriteRequest, job: Job) -> None:
    """Write a site as one binary glTF file, images in it.

    Raises:
        OSError: the file cannot be written.
        CancelledError: on request; nothing is written then.
    """
    names = reference_names(site)
    east, north = site.origin
    asset = {
        "version": "2.0",
        "generator": "Planning Table",
        "extras": {
            "crs": names.text,
            "origin": [east, north, 0.0],
            "axes": "x east, y up, -z north; metres",
            "easting": "origin[0] + x",
            "northing": "origin[1] - z",
            "height": "y",
        },
    }
    title = plain(request.title)
    file = GltfFile({"asset": asset, "scene": 0, "scenes": [{"name": title} if title else {}]})
    images = images_of(site.textures, request.images)
    nodes: list[int] = []
    for table, planned in _tables(site):
        nodes += _Builder.of(file, table, planned, images).nodes(job)
    nodes += _trees(file, site)
    if request.terrain:
        nodes += _ground(file, site)
    if nodes:
        file.document["scenes"][0]["nodes"] = nodes
    job.check()
    file.write(path)


def _tables(site: Site) -> Iterator[tuple[FeatureTable, Array]]:
    buildings, objects = site.buildings, site.objects
    yield building_features(site), buildings.attributes.having(PLANNED)
    yield object_features(objects), objects.attributes.having(PLANNED)


@dataclass(frozen=True, slots=True, eq=False)
class _Builder:
    """Makes nodes of one table's features.

    Attributes:
        file: that they go to.
        table: the features.
        meshes: their triangles.
        views: of positions, normals, texture coordinates and indices.
        materials: number of the material of each look.
    """

    file: GltfFile
    table: FeatureTable
    meshes: Meshes
    views: tuple[int, int, int, int]
    materials: list[int]

    @classmethod
    def of(cls, file: GltfFile, table: FeatureTable, planned: Array, images: tuple[Image, ...]) -> "_Builder":
        surfaces, indexed = table.surfaces, table.indexed
        group = np.zeros(len(surfaces), np.int64)
        group[indexed.members] = np.repeat(np.arange(len(indexed.owners)), np.diff(indexed.group_starts))
        shown = frozenset(row for row, image in enumerate(images) if image.data)
        if len(surfaces.ring_uv) != len(surfaces.vertices):
            shown = frozenset()
        by_surface = planned[surfaces.building] if len(surfaces) else np.zeros(0, bool)
        meshes = meshes_of(surfaces, group, len(indexed.owners), by_surface, shown)
        views = (-1, -1, -1, -1)
        if len(meshes.index):
            views = (
                file.view(meshes.position.tobytes(), VERTICES, 12),
                file.view(meshes.normal.tobytes(), VERTICES, 12),
                file.view(meshes.uv.tobytes(), VERTICES, 8) if shown else -1,
                file.view(meshes.index.tobytes(), INDICES),
            )
        materials = [
            file.material(name, colour, _texture(file, images[texture]) if texture >= 0 else None)
            for name, colour, texture in meshes.looks
        ]
        return cls(file, table, meshes, views, materials)

    def nodes(self, job: Job) -> Iterator[int]:
        for number, feature in enumerate(self.table.features()):
            if number % _EVERY == 0:
                job.check()
            yield self._node(feature)

    def _node(self, feature: Feature) -> int:
        node = _described(feature.id, feature.type, dict(feature.attributes))
        node["extras"]["lod"] = feature.lod
        if feature.name:
            node["extras"]["name"] = plain(feature.name)
        if feature.group >= 0 and self.meshes.runs[feature.group]:
            node["mesh"] = self._mesh(feature)
        children = [self._node(child) for child in feature.children]
        if children:
            node["children"] = children
        return self.file.add("nodes", node)

    def _mesh(self, feature: Feature) -> int:
        meshes, file = self.meshes, self.file
        start, end = meshes.vertex_starts[feature.group : feature.group + 2].tolist()
        position, normal, uv, index = self.views
        attributes = {
            "POSITION": file.vectors(position, meshes.position[start:end], start, bounds=True),
            "NORMAL": file.vectors(normal, meshes.normal[start:end], start),
        }
        if uv >= 0 and any(meshes.looks[run.look][2] >= 0 for run in meshes.runs[feature.group]):
            attributes["TEXCOORD_0"] = file.vectors(uv, meshes.uv[start:end], start)
        primitives = [
            {
                "attributes": attributes,
                "indices": file.indices(index, run.first, run.count),
                "material": self.materials[run.look],
            }
            for run in meshes.runs[feature.group]
        ]
        return file.add("meshes", {"name": plain(feature.id), "primitives": primitives})


def _described(id: str, type_: str, attributes: dict[str, str]) -> dict[str, Any]:
    extras = {"id": plain(id), "type": plain(type_)}
    if attributes:
        texts = {plain(name): plain(value) for name, value in attributes.items()}
        return {"name": plain(id), "extras": {**extras, "attributes": texts}}
    return {"name": plain(id), "extras": extras}


def _texture(file: GltfFile, image: Image) -> int:
    view = file.view(image.data)
    source = file.add("images", {"bufferView": view, "mimeType": image.mime, "name": image.path.rpartition("/")[2]})
    return file.add("textures", {"source": source})


def _trees(file: GltfFile, site: Site) -> Iterator[int]:
    """One mesh, placed and scaled for each tree."""
    if not len(site.trees):
        return
    primitives = []
    for name, (points, faces), colour in (("crown", crown(), CROWN_COLOUR), ("trunk", trunk(), TRUNK_COLOUR)):
        material = file.material(f"tree-{name}", colour)
        triangles = [[face[0], a, b] for face in faces for a, b in pairwise(face[1:])]
        primitives.append(_plain(file, points, np.array(triangles), material))
    mesh = file.add("meshes", {"name": "tree", "primitives": primitives})
    for row, (east, north, height) in enumerate(tree_places(site).tolist()):
        wide, high = tree_scale(site, row)
        node = _described(site.trees.ids[row], "SolitaryVegetationObject", dict(tree_properties(site, row)))
        node["mesh"] = mesh
        node["translation"] = [round(east - site.origin[0], 4), round(height, 4), round(site.origin[1] - north, 4)]
        node["scale"] = [wide, high, wide]
        yield file.add("nodes", node)


def _ground(file: GltfFile, site: Site) -> Iterator[int]:
    places, triangles = ground_net(site.terrain)
    if len(triangles):
        points = places - np.array([*site.origin, 0.0])
        primitive = _plain(file, points, triangles, file.material("terrain", _GROUND_COLOUR))
        mesh = file.add("meshes", {"name": "terrain", "primitives": [primitive]})
        yield file.add("nodes", {**_described("terrain", "TINRelief", {}), "mesh": mesh})


def _plain(file: GltfFile, points: Array, triangles: Array, material: int) -> dict[str, Any]:
    """A primitive without normals, which viewers then shade flat."""
    position = upright(points)
    view = file.view(position.tobytes(), VERTICES, 12)
    index = file.view(triangles.astype(np.uint32).tobytes(), INDICES)
    return {
        "attributes": {"POSITION": file.vectors(view, position, 0, bounds=True)},
        "indices": file.indices(index, 0, triangles.size),
        "material": material,
    }
