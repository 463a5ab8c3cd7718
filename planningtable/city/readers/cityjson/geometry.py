"""One geometry of an object: its surfaces with semantics, materials and images, its lines, its instances."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planningtable.city.readers.city_rows import CityRows
from planningtable.city.readers.citygml.names import FLAT, INSIDE, OBJECT_KINDS, kind_of
from planningtable.city.readers.cityjson.looks import NO_COLOUR, Appearance, themed
from planningtable.city.readers.cityjson.placed import Placed
from planningtable.city.readers.cityjson.shapes import LEVELS, Run, Shapes, along, shells
from planningtable.city.readers.cityjson.words import lod_of, put, text_of
from planningtable.city.site import SurfaceKind
from planningtable.domain.text import Text

# What a geometry that states no level of detail is taken for.
UNSTATED = 1.0
_OWN = frozenset({"type", "parent", "children", "id"})


@dataclass(slots=True)
class Images:
    """Names of the image files of a batch, in the order they are met."""

    rows: dict[str, int]

    def row(self, appearance: Appearance, number: Any) -> int:
        """Row of an image by its number in an appearance; -1 for none."""
        if type(number) is not int or not 0 <= number < len(appearance.images) or not appearance.images[number]:
            return -1
        return self.rows.setdefault(appearance.images[number], len(self.rows))


@dataclass(slots=True)
class Owner:
    """The object whose geometry is read.

    Attributes:
        row: of the objects.
        type: its class.
        inside: whether it is inside a building.
    """

    row: int
    type: str
    inside: bool


class GeometryReader:
    """Reads geometries into rows and shapes."""

    def __init__(self, rows: CityRows, shapes: Shapes, images: Images) -> None:
        self._rows = rows
        self._shapes = shapes
        self._images = images
        self.placed: list[Placed] = []

    def read(self, geometry: Any, owner: Owner, appearance: Appearance) -> None:
        """Take in a geometry; what is wrong with it is remarked."""
        sort = geometry.get("type") if isinstance(geometry, dict) else None
        if sort == "GeometryInstance":
            self._instance(geometry, owner)
        elif sort in ("MultiPoint", "MultiLineString"):
            self._lines(geometry, owner)
        elif isinstance(sort, str) and sort in LEVELS:
            try:
                self._surfaces(geometry, owner, appearance)
            except TypeError:
                self._rows.remark(owner.row, Text.of("city.repaired.json-geometry", type=sort))
        else:
            self._rows.remark(owner.row, Text.of("city.repaired.json-geometry", type=text_of(sort)[:80] or "–"))

    def _lod(self, geometry: Mapping[str, Any], owner: Owner) -> float:
        lod = lod_of(geometry.get("lod"))
        if lod is None:
            self._rows.remark(owner.row, Text.of("city.repaired.json-lod"))
            lod = UNSTATED
        self._rows.lods[owner.row].add(lod)
        return lod

    def _lines(self, geometry: Mapping[str, Any], owner: Owner) -> None:
        boundaries = geometry.get("boundaries")
        lines = boundaries if isinstance(boundaries, list) else [None]
        if geometry["type"] == "MultiPoint":
            lines = [[corner] for corner in lines]
        lod = self._lod(geometry, owner)
        self._rows.features[geometry["type"]] += 1
        for line in lines:
            if not self._shapes.add_line(line, owner.row, lod):
                self._shapes.lost[owner.row, "json-lines"] += 1
        self._semantics(geometry, owner)

    def _instance(self, geometry: Mapping[str, Any], owner: Owner) -> None:
        self._rows.features["GeometryInstance"] += 1
        template = geometry.get("template")
        matrix = geometry.get("transformationMatrix")
        corners = geometry.get("boundaries")
        usable = (
            type(template) is int
            and isinstance(matrix, list)
            and len(matrix) == 16
            and all(isinstance(n, int | float) and math.isfinite(n) for n in matrix)
            and isinstance(corners, list)
            and len(corners) == 1
            and type(corners[0]) is int
        )
        if usable:
            assert isinstance(template, int)
            assert isinstance(matrix, list)
            assert isinstance(corners, list)
            self.placed.append(Placed(owner.row, template, [float(n) for n in matrix], corners[0]))
        else:
            self._rows.remark(owner.row, Text.of("city.repaired.json-instance"))

    def _surfaces(self, geometry: Mapping[str, Any], owner: Owner, appearance: Appearance) -> None:
        level = LEVELS[geometry["type"]]
        groups = list(shells(geometry.get("boundaries"), level))
        lod = self._lod(geometry, owner)
        self._rows.features[geometry["type"]] += 1
        first, kinds = self._semantics(geometry, owner)
        plain = self._kind(owner, lod)
        values = _member(geometry.get("semantics"), "values")
        paint = _Paint.of(geometry, appearance, self._rows)
        before = self._shapes.solids - 1
        misfits = 0
        for path, surfaces in groups:
            solid = -1 if not level else before + 1 + (path[0] if level == 2 else 0)
            self._shapes.solids = max(self._shapes.solids, solid + 1)
            shell = path[-1] if path else 0
            rings = self._shapes.add_surfaces(surfaces)
            self._shapes.runs.append(Run(len(surfaces), owner.row, lod, solid, shell, owner.inside))
            named = along(values, path)
            misfits += self._name(named, len(surfaces), first, kinds, plain)
            self._paint(paint, path, rings)
        if misfits and values is not None:
            self._rows.remark(owner.row, Text.of("city.repaired.json-semantics", count=misfits))

    @staticmethod
    def _kind(owner: Owner, lod: float) -> SurfaceKind:
        """What surfaces without semantics show."""
        if owner.type in FLAT and lod < 1:
            return SurfaceKind.GROUND
        return OBJECT_KINDS.get(owner.type, SurfaceKind.UNKNOWN)

    def _semantics(self, geometry: Mapping[str, Any], owner: Owner) -> tuple[int, list[int]]:
        """Rows for the thematic surfaces of a geometry: the first, and the kind of each."""
        surfaces = _member(geometry.get("semantics"), "surfaces")
        first = len(self._rows.boundary_ids)
        if not isinstance(surfaces, list):
            return first, []
        types = [_type(s) for s in surfaces]
        for surface, type in zip(surfaces, types, strict=True):
            attributes: dict[str, str] = {}
            id = ""
            if isinstance(surface, dict) and len(surface) > 1:
                put(attributes, "", {k: v for k, v in surface.items() if k not in _OWN})
                parent = surface.get("parent")
                if isinstance(parent, int) and 0 <= parent < len(types):
                    attributes["parent"] = types[parent]
                id = text_of(surface.get("id"))
            self._rows.add_boundary(id, type, owner.row, attributes)
        kinds = {type: int(kind_of(type)) for type in set(types)}
        return first, [kinds[type] for type in types]

    def _name(self, values: Any, count: int, first: int, kinds: list[int], plain: SurfaceKind) -> int:
        """Semantics of some surfaces; returns how many of them name no surface although they should."""
        shapes = self._shapes
        found = values[:count] if isinstance(values, list) else []
        misfits = abs(len(values) - count) if isinstance(values, list) else 0
        for value in found:
            if type(value) is int and 0 <= value < len(kinds):
                shapes.boundary.append(first + value)
                shapes.kind.append(kinds[value])
            else:
                misfits += value is not None
                shapes.boundary.append(-1)
                shapes.kind.append(plain)
        rest = count - len(found)
        shapes.boundary.extend([-1] * rest)
        shapes.kind.extend([plain] * rest)
        return misfits

    def _paint(self, paint: "_Paint", path: tuple[int, ...], rings: list[int]) -> None:
        count = len(rings)
        shapes = self._shapes
        shapes.colour.extend(paint.colours(path, count))
        found = along(paint.images, path)
        if not isinstance(found, list):
            shapes.texture.extend([-1] * count)
            return
        for number, ring in enumerate(rings):
            values = found[number] if number < len(found) else None
            end = rings[number + 1] if number + 1 < count else shapes.rings
            shapes.texture.append(self._texture(values, range(ring, end), paint.appearance))

    def _texture(self, values: Any, rings: range, appearance: Appearance) -> int:
        """Row of the image of a polygon, whose texture coordinates are noted by ring."""
        if not isinstance(values, list) or not values or not isinstance(values[0], list) or not values[0]:
            return -1
        row = self._images.row(appearance, values[0][0])
        for number, ring in zip(rings, values, strict=False):
            if row >= 0 and isinstance(ring, list) and len(ring) > 1:
                self._shapes.add_uv(number, ring[1:])
        return row


@dataclass(frozen=True, slots=True)
class _Paint:
    """Materials and images of one geometry, of one theme."""

    appearance: Appearance
    material: Any
    images: Any

    @classmethod
    def of(cls, geometry: Mapping[str, Any], appearance: Appearance, rows: CityRows) -> "_Paint":
        for member in ("material", "texture"):
            themes = geometry.get(member)
            for name in themes if isinstance(themes, dict) else ():
                rows.features[f"theme:{name}"] += 1
        _, material = themed(geometry.get("material"), appearance.material_theme)
        _, texture = themed(geometry.get("texture"), appearance.texture_theme)
        return cls(appearance, material, _member(texture, "values"))

    def colours(self, path: tuple[int, ...], count: int) -> list[tuple[int, int, int]]:
        """Colours of some surfaces."""
        one = _member(self.material, "value")
        if one is not None:
            return [self._colour(one)] * count
        values = along(_member(self.material, "values"), path)
        found = [self._colour(v) for v in values[:count]] if isinstance(values, list) else []
        return found + [NO_COLOUR] * (count - len(found))

    def _colour(self, number: Any) -> tuple[int, int, int]:
        colours = self.appearance.colours
        return colours[number] if type(number) is int and 0 <= number < len(colours) else NO_COLOUR


def _member(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _type(surface: Any) -> str:
    found = surface.get("type") if isinstance(surface, dict) else None
    return found if isinstance(found, str) and found else "Surface"


def is_inside(type: str) -> bool:
    """Whether objects of a class are inside others and not drawn."""
    return type in INSIDE or type == "BuildingStorey"
