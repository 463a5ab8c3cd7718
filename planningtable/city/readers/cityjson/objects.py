"""City objects of a chunk or a feature, with all they hold, into rows and shapes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.readers.city_rows import CityRows
from planningtable.city.readers.cityjson.addresses import add_addresses, addresses_in, location_vertex
from planningtable.city.readers.cityjson.frame import Sparse
from planningtable.city.readers.cityjson.geometry import GeometryReader, Owner, is_inside
from planningtable.city.readers.cityjson.looks import Appearance
from planningtable.city.readers.cityjson.placed import Placed
from planningtable.city.readers.cityjson.shapes import Shapes
from planningtable.city.readers.cityjson.tree import CHILDREN, PARENTS, ordered
from planningtable.city.readers.cityjson.words import attributes_of, put, text_of
from planningtable.domain.text import Text

# Members with a place of their own in the batch, or that follow from the geometry.
_KNOWN = frozenset(
    {"type", "attributes", "geometry", "address", "geographicalExtent", "children_roles", *CHILDREN, *PARENTS}
)
UNKNOWN_TYPE = "GenericCityObject"
Corner: TypeAlias = Callable[[int], tuple[float, ...] | None]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Objects that share vertices and appearance.

    Attributes:
        ids: of the objects.
        objects: as they stand in the file.
        numbers: which vertices there are.
        vertices: their coordinates in the file's CRS, shape (N, 3).
        uv: texture coordinates.
        appearance: materials and images.
        groups: ids of groups elsewhere.
    """

    ids: Sequence[str]
    objects: Sequence[Mapping[str, Any]]
    numbers: Sparse
    vertices: Array
    uv: Sparse
    appearance: Appearance
    groups: frozenset[str] = frozenset()

    def corners(self, numbers: Sequence[int]) -> list[tuple[float, ...]]:
        """Coordinates of some vertices; empty where there is none."""
        wanted = np.array([n if abs(n) < 2**60 else -1 for n in numbers], np.int64)
        rows = self.numbers.rows(wanted).tolist()
        return [tuple(self.vertices[row].tolist()) if row >= 0 else () for row in rows]


def take(
    scene: Scene, rows: CityRows, shapes: Shapes, reader: GeometryReader
) -> list[tuple[Placed, tuple[float, ...]]]:
    """Take in objects; returns the instances of templates among them with the point at which each stands."""
    tree = ordered(scene.ids, scene.objects, scene.groups)
    place: dict[int, int] = {}
    before = len(reader.placed)
    for given in tree.order:
        parent = tree.parent[given]
        row = _take(scene, given, place[parent] if parent >= 0 else -1, rows, reader)
        place[given] = row
        if given in tree.cut:
            rows.remark(row, Text.of("city.repaired.json-circle"))
        if given in tree.lost:
            rows.remark(row, Text.of("city.repaired.json-parent", id=tree.lost[given][:200]))
    shapes.settle(scene.vertices, scene.numbers, scene.uv)
    placed = reader.placed[before:]
    return list(zip(placed, scene.corners([p.corner for p in placed]), strict=True))


def _take(scene: Scene, given: int, parent: int, rows: CityRows, reader: GeometryReader) -> int:
    value = scene.objects[given]
    type = value.get("type")
    known = isinstance(type, str) and bool(type)
    row = rows.add_object(scene.ids[given], str(type) if known else UNKNOWN_TYPE, parent)
    if not known:
        rows.remark(row, Text.of("city.repaired.json-type"))
    attributes, rows.names[row] = attributes_of(value.get("attributes"))
    for member, more in value.items():
        if member not in _KNOWN:
            put(attributes, str(member), more)
            rows.features[f"extension:{member}"] += str(member).startswith("+")
    if value.get("address") is not None:
        _addresses(scene, value["address"], attributes)
    rows.attributes[row] = attributes
    rows.features["group-member"] += len(value.get("children") or ()) if rows.types[row] == "CityObjectGroup" else 0
    inside = is_inside(rows.types[row]) or _inside_above(row, rows)
    owner = Owner(row, rows.types[row], inside)
    geometries = value.get("geometry")
    if not isinstance(geometries, list | None):
        rows.remark(row, Text.of("city.repaired.json-geometry", type=text_of(geometries)[:80]))
        return row
    for geometry in geometries or ():
        reader.read(geometry, owner, scene.appearance)
    return row


def _inside_above(row: int, rows: CityRows) -> bool:
    while rows.parents[row] >= 0:
        row = rows.parents[row]
        if is_inside(rows.types[row]):
            return True
    return False


def _addresses(scene: Scene, value: Any, into: dict[str, str]) -> None:
    numbers = [location_vertex(one) for one in addresses_in(value)]
    found = {n: corner for n, corner in zip(numbers, scene.corners(numbers), strict=True) if n >= 0 and corner}
    add_addresses(into, value, found)
