"""What is written: city objects with their parts and faces, whatever table of the site they stand in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planningtable.city.attributes import AttributeTable
from planningtable.city.nested import NestedTable
from planningtable.city.site import Objects, Site, SurfaceKind, Surfaces
from planningtable.city.writers.properties import building_properties, surface_properties
from planningtable.city.writers.rings import IndexedRings, indexed_rings

# Nested objects that are thematic surfaces of their owner rather than objects.
AREAS = frozenset({"TrafficArea", "AuxiliaryTrafficArea", "Marking", "Hole", "TransportationMarking"})
_HIGHEST_LOD = 4


@dataclass(frozen=True, slots=True)
class Face:
    """One polygon.

    Attributes:
        id: of the boundary surface; several faces may have it.
        kind: class of the boundary surface.
        attributes: of the boundary surface.
        colour: red, green, blue, 0..255; None where the file gave none.
        texture: row of ``Site.textures``, -1 for none.
        rings: rows of the table's ring points, outer ring first, outward.
    """

    id: str
    kind: SurfaceKind
    attributes: Mapping[str, str]
    colour: tuple[int, int, int] | None
    texture: int
    rings: list[list[int]]


@dataclass(frozen=True, slots=True)
class Feature:
    """A city object.

    Attributes:
        id: as in the site.
        type: class as the file named it.
        name: gml:name; empty where there is none.
        lod: level of detail of the faces, 0 to 4.
        attributes: property names of the standard to values.
        faces: its own polygons.
        solid: whether they are the boundary of one solid.
        group: row of the groups of the table's `IndexedRings`, -1 where it has no faces.
        children: parts, installations, traffic areas …
    """

    id: str
    type: str
    name: str
    lod: int
    attributes: Mapping[str, str]
    faces: tuple[Face, ...] = ()
    solid: bool = False
    group: int = -1
    children: tuple["Feature", ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class FeatureTable:
    """Features of one table of the site.

    Attributes:
        surfaces: that the faces are rows of.
        indexed: their rings.
        uv: texture coordinates of the ring points; empty if there are none.
        count: number of features.
    """

    surfaces: Surfaces
    indexed: IndexedRings
    uv: list[list[float]]
    count: int
    _columns: "_Columns"

    def features(self) -> Iterator[Feature]:
        """One after another, in the order of the site."""
        columns = self._columns
        groups: dict[int, list[tuple[int, int]]] = {}
        for group, (owner, nested) in enumerate(self.indexed.owners.tolist()):
            groups.setdefault(owner, []).append((nested, group))
        for row in range(self.count):
            own = dict(groups.get(row, ()))
            yield self._feature(columns, row, own)

    def _feature(self, columns: "_Columns", row: int, groups: Mapping[int, int]) -> Feature:
        feature = Feature(
            columns.ids[row], columns.types[row], columns.names[row], columns.lods[row], columns.properties[row]
        )
        first, end = (int(n) for n in columns.nested.row_starts[row : row + 2])
        children: dict[int, list[Feature]] = {}
        for number in range(end - first, 0, -1):
            nested = first + number - 1
            child = Feature(
                columns.nested.ids[nested],
                columns.nested.types[nested],
                columns.nested_names[nested],
                columns.lods[row],
                columns.nested_properties[nested],
            )
            whole = self._with_faces(child, groups.get(number, -1), children.get(number, []))
            parent = int(columns.nested.parents[nested])
            children.setdefault(parent if parent < number else 0, []).append(whole)
        return self._with_faces(feature, groups.get(0, -1), children.get(0, []))

    def _with_faces(self, feature: Feature, group: int, children: list[Feature]) -> Feature:
        ordered = tuple(reversed(children))
        if group < 0:
            return replace(feature, children=ordered)
        start, end = self.indexed.group_starts[group : group + 2].tolist()
        members = self.indexed.members[start:end].tolist()
        faces = tuple(self._columns.face(row, self.indexed.rings[row]) for row in members if self.indexed.rings[row])
        attributes = feature.attributes
        if len(faces) < len(members):
            # Surfaces thinner than a millimetre have no polygon in these formats; that is said.
            attributes = {**attributes, "omittedSurfaces": str(len(members) - len(faces))}
        return replace(
            feature,
            lod=_stated(feature.lod, faces),
            attributes=attributes,
            faces=faces,
            solid=bool(self.indexed.closed[group]),
            group=group,
            children=ordered,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """Columns as Python lists, which are read one by one."""

    ids: Sequence[str]
    types: Sequence[str]
    names: Sequence[str]
    lods: list[int]
    properties: "_Rows"
    nested: NestedTable
    nested_names: Sequence[str]
    nested_properties: "_Rows"
    surfaces: Surfaces
    kinds: list[SurfaceKind]
    colours: list[tuple[int, int, int] | None]
    textures: list[int]
    green: list[float]
    described: list[bool]

    def face(self, row: int, rings: list[list[int]]) -> Face:
        surfaces = self.surfaces
        attributes: Mapping[str, str] = surfaces.attributes[row] if self.described[row] else _NOTHING
        if self.green[row] > 0:
            attributes = surface_properties(attributes, self.green[row])
        return Face(surfaces.ids[row], self.kinds[row], attributes, self.colours[row], self.textures[row], rings)


_NOTHING: Mapping[str, str] = {}
_Rows = Sequence[Mapping[str, str]]


def building_features(site: Site) -> FeatureTable:
    """The buildings; their columns become properties of the standard."""
    buildings = site.buildings
    properties = [building_properties(site, row) for row in range(len(buildings))]
    names = [
        "" if name == address else name for name, address in zip(buildings.names, buildings.addresses, strict=True)
    ]
    types = ("Building",) * len(buildings)
    return _table(buildings.ids, types, names, buildings.lod.tolist(), properties, buildings.nested, site.surfaces)


def object_features(objects: Objects) -> FeatureTable:
    """The other city objects."""
    return _table(
        objects.ids,
        objects.types,
        objects.names,
        objects.lod.tolist(),
        objects.attributes,
        objects.nested,
        objects.surfaces,
    )


def _table(
    ids: Sequence[str],
    types: Sequence[str],
    names: Sequence[str],
    lods: list[int],
    properties: _Rows,
    nested: NestedTable,
    surfaces: Surfaces,
) -> FeatureTable:
    kinds = {int(kind): kind for kind in SurfaceKind}
    columns = _Columns(
        ids,
        types,
        names,
        [min(max(lod, 0), _HIGHEST_LOD) for lod in lods],
        properties,
        nested,
        ("",) * len(nested.ids),
        nested.attributes,
        surfaces,
        [kinds.get(code, SurfaceKind.UNKNOWN) for code in surfaces.kind.tolist()],
        [tuple(c) if min(c) >= 0 else None for c in surfaces.colour.tolist()],
        surfaces.texture.tolist(),
        surfaces.green.tolist(),
        _described(surfaces.attributes),
    )
    uv = surfaces.ring_uv.astype(float).tolist()
    return FeatureTable(surfaces, indexed_rings(surfaces), uv, len(ids), columns)


def _described(attributes: AttributeTable) -> list[bool]:
    return [bool(n) for n in np.diff(attributes.row_starts).tolist()]


def _stated(lod: int, faces: Sequence[Face]) -> int:
    """Level 0 is flat; what stands up is at least a block."""
    upright = any(face.kind is SurfaceKind.WALL for face in faces)
    return max(lod, 1) if upright else lod
