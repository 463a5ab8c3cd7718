"""Geometry objects of CityJSON: boundaries, semantics, materials, textures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from planningtable.city.site import SurfaceKind
from planningtable.city.writers.features import Face, FeatureTable

THEME = "original"
SEMANTICS: Mapping[SurfaceKind, str] = MappingProxyType(
    {
        SurfaceKind.GROUND: "GroundSurface",
        SurfaceKind.WALL: "WallSurface",
        SurfaceKind.ROOF: "RoofSurface",
        SurfaceKind.CLOSURE: "ClosureSurface",
        SurfaceKind.OUTER_CEILING: "OuterCeilingSurface",
        SurfaceKind.OUTER_FLOOR: "OuterFloorSurface",
        SurfaceKind.WINDOW: "Window",
        SurfaceKind.DOOR: "Door",
        SurfaceKind.TRAFFIC: "TrafficArea",
        SurfaceKind.WATER: "WaterSurface",
        SurfaceKind.INTERIOR: "InteriorWallSurface",
    }
)
# The same kinds of surface have other names on water.
WATER_SEMANTICS: Mapping[SurfaceKind, str] = MappingProxyType(
    {
        SurfaceKind.GROUND: "WaterGroundSurface",
        SurfaceKind.CLOSURE: "WaterClosureSurface",
        SurfaceKind.WATER: "WaterSurface",
    }
)


@dataclass(slots=True)
class Looks:
    """Materials and textures that a file (or a feature of a sequence) uses, numbered as they come.

    Attributes:
        colours: number of each colour.
        textures: number of each row of the site's textures.
        points: number of each texture coordinate.
    """

    colours: dict[tuple[int, int, int], int] = field(default_factory=dict)
    textures: dict[int, int] = field(default_factory=dict)
    points: dict[tuple[float, float], int] = field(default_factory=dict)

    def appearance(self, images: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """The appearance object; empty if nothing is coloured. ``images`` are type and path of each texture."""
        found: dict[str, Any] = {}
        if self.colours:
            found["materials"] = [
                {"name": "#{:02x}{:02x}{:02x}".format(*c), "diffuseColor": [round(n / 255, 4) for n in c]}
                for c in self.colours
            ]
        if self.textures:
            found["textures"] = [{"type": images[t][0], "image": images[t][1]} for t in self.textures]
            found["vertices-texture"] = [list(point) for point in self.points]
            found["default-theme-texture"] = THEME
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """Faces of one thematic object within a geometry.

    Attributes:
        semantics: kinds of surface to classes; those that are missing have no semantics.
        area: class of the nested object whose faces these are; empty for the object's own.
        area_id: its id.
        area_attributes: its attributes.
        faces: the faces.
    """

    semantics: Mapping[SurfaceKind, str]
    area: str
    area_id: str
    area_attributes: Mapping[str, Any]
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shaper:
    """Makes geometry objects of one table's faces.

    Attributes:
        table: the faces' table.
        number: number in the file of a row of the table's vertices.
        looks: materials and textures so far.
    """

    table: FeatureTable
    number: Callable[[int], int]
    looks: Looks

    def geometry(self, parts: Sequence[Part], lod: int, *, solid: bool) -> dict[str, Any]:
        """A Solid, or a MultiSurface of all faces."""
        faces = [face for part in parts for face in part.faces]
        vertex, number = self.table.indexed.vertex, self.number
        boundaries: Any = [[[number(int(vertex[row])) for row in ring] for ring in face.rings] for face in faces]
        found: dict[str, Any] = {
            "type": "Solid" if solid else "MultiSurface",
            "lod": str(lod),
            "boundaries": [boundaries] if solid else boundaries,
        }
        surfaces, values = _semantics(parts)
        if surfaces:
            found["semantics"] = {"surfaces": surfaces, "values": [values] if solid else values}
        if any(face.colour is not None for face in faces):
            colours: Any = [None if face.colour is None else self._colour(face.colour) for face in faces]
            found["material"] = {THEME: {"values": [colours] if solid else colours}}
        if any(self._textured(face) for face in faces):
            textures: Any = [self._texture(face) for face in faces]
            found["texture"] = {THEME: {"values": [textures] if solid else textures}}
        return found

    def _colour(self, colour: tuple[int, int, int]) -> int:
        return self.looks.colours.setdefault(colour, len(self.looks.colours))

    def _textured(self, face: Face) -> bool:
        uv = self.table.uv
        return bool(uv) and face.texture >= 0 and all(uv[row][0] == uv[row][0] for ring in face.rings for row in ring)

    def _texture(self, face: Face) -> list[list[int | None]]:
        if not self._textured(face):
            return [[None] for _ in face.rings]
        looks = self.looks
        texture = looks.textures.setdefault(face.texture, len(looks.textures))
        return [[texture, *(self._point(self.table.uv[row]) for row in ring)] for ring in face.rings]

    def _point(self, uv: Sequence[float]) -> int:
        points = self.looks.points
        return points.setdefault((round(uv[0], 6), round(uv[1], 6)), len(points))


def _semantics(parts: Sequence[Part]) -> tuple[list[dict[str, Any]], list[int | None]]:
    """Semantic objects and, for each face, which it has; faces with the same id share one."""
    surfaces: list[dict[str, Any]] = []
    values: list[int | None] = []
    for part in parts:
        known: dict[tuple[str, str], int] = {}
        for face in part.faces:
            type_ = part.area or part.semantics.get(face.kind)
            if type_ is None:
                values.append(None)
                continue
            id = part.area_id or face.id
            number = known.get((id, type_))
            if number is None or not id:
                number = known[id, type_] = len(surfaces)
                extra = {**face.attributes, **part.area_attributes}
                extra.pop("type", None)
                surfaces.append({"type": type_, "id": id, **extra} if id else {"type": type_, **extra})
            values.append(number)
    return surfaces, values
