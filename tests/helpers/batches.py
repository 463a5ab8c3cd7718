"""City batches made by hand, for tests of what becomes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planningtable.city.attributes import AttributeTable
from planningtable.city.model.batch import (
    BoundaryRows,
    CityBatch,
    FaceRows,
    InstanceRows,
    LineRows,
    ObjectRows,
    PolygonRows,
    Template,
)
from planningtable.city.site import SurfaceKind

Rings = Sequence[Sequence[Sequence[float]]]


def ring(*corners: Sequence[float]) -> list[list[float]]:
    """A ring with its closing point."""
    return [list(map(float, c)) for c in (*corners, corners[0])]


def box(
    width: float = 4.0, depth: float = 5.0, height: float = 6.0, at: Sequence[float] = (0.0, 0.0, 0.0)
) -> list[tuple[SurfaceKind, Rings]]:
    """Ground, roof and walls, each looking outward."""
    x, y, z = at
    a, b, c, d = ((x, y, z), (x + width, y, z), (x + width, y + depth, z), (x, y + depth, z))
    e, f, g, h = ((p[0], p[1], z + height) for p in (a, b, c, d))
    return [
        (SurfaceKind.GROUND, [ring(a, d, c, b)]),
        (SurfaceKind.ROOF, [ring(e, f, g, h)]),
        (SurfaceKind.WALL, [ring(a, b, f, e)]),
        (SurfaceKind.WALL, [ring(b, c, g, f)]),
        (SurfaceKind.WALL, [ring(c, d, h, g)]),
        (SurfaceKind.WALL, [ring(d, a, e, h)]),
    ]


@dataclass
class BatchMaker:
    """Gathers objects and faces and makes a batch of them."""

    ids: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    attributes: list[Mapping[str, str]] = field(default_factory=list)
    lods: list[set[str]] = field(default_factory=list)
    boundaries: list[tuple[str, str, int]] = field(default_factory=list)
    rings: list[list[np.ndarray]] = field(default_factory=list)
    faces: list[tuple[int, int, bool, int, float, int, int, int, bool]] = field(default_factory=list)
    templates: list[Template] = field(default_factory=list)
    instances: list[tuple[int, float, int, np.ndarray, Sequence[float]]] = field(default_factory=list)
    lines: list[tuple[int, np.ndarray]] = field(default_factory=list)
    solids: int = 0

    def object(self, type: str, id: str = "", parent: int = -1, **attributes: str) -> int:
        self.ids.append(id or f"{type}-{len(self.ids)}")
        self.types.append(type)
        self.parents.append(parent)
        self.names.append("")
        self.attributes.append(attributes)
        self.lods.append(set())
        return len(self.ids) - 1

    def polygon(self, rings: Rings) -> int:
        self.rings.append([np.array(r, np.float64).reshape(-1, 3) for r in rings])
        return len(self.rings) - 1

    def face(
        self,
        owner: int,
        polygon: int,
        lod: float = 2.0,
        kind: SurfaceKind = SurfaceKind.UNKNOWN,
        *,
        flipped: bool = False,
        boundary: int = -1,
        solid: int = -1,
        shell: int = 0,
        inside: bool = False,
    ) -> None:
        self.lods[owner].add(f"{lod:g}")
        self.faces.append((owner, polygon, flipped, int(kind), lod, boundary, solid, shell, inside))

    def boundary(self, owner: int, type: str, id: str = "") -> int:
        self.boundaries.append((id, type, owner))
        return len(self.boundaries) - 1

    def solid(self, owner: int, surfaces: Sequence[tuple[SurfaceKind, Rings]], lod: float = 2.0) -> int:
        """A solid without boundary surfaces."""
        for _, rings in surfaces:
            self.face(owner, self.polygon(rings), lod, solid=self.solids)
        self.solids += 1
        return self.solids - 1

    def shell(self, owner: int, surfaces: Sequence[tuple[SurfaceKind, Rings]], lod: float = 2.0) -> None:
        """Boundary surfaces, and a solid that refers to their polygons."""
        names = {SurfaceKind.GROUND: "GroundSurface", SurfaceKind.ROOF: "RoofSurface", SurfaceKind.WALL: "WallSurface"}
        for kind, rings in surfaces:
            polygon = self.polygon(rings)
            self.face(owner, polygon, lod, kind, boundary=self.boundary(owner, names[kind]))
            self.face(owner, polygon, lod, solid=self.solids)
        self.solids += 1

    def batch(self, **more: object) -> CityBatch:
        """What was gathered."""
        f = list(zip(*self.faces, strict=True)) or [()] * 9
        types = (np.int32, np.int32, np.bool_, np.uint8, np.float32, np.int32, np.int32, np.int16, np.bool_)
        b = list(zip(*self.boundaries, strict=True)) or [()] * 3
        return CityBatch(
            ObjectRows(
                tuple(self.ids),
                tuple(self.types),
                np.array(self.parents, np.int32),
                tuple(self.names),
                AttributeTable.of(self.attributes),
                tuple(tuple(sorted(lods)) for lods in self.lods),
            ),
            BoundaryRows(tuple(b[0]), tuple(b[1]), np.array(b[2], np.int32), AttributeTable.empty(len(b[0]))),
            polygon_rows(self.rings),
            FaceRows(*(np.array(column, type) for column, type in zip(f, types, strict=True))),
            tuple(self.templates),
            self._instances(),
            self._lines(),
            **more,
        )

    def _instances(self) -> InstanceRows | None:
        if not self.instances:
            return None
        owner, lod, template, matrix, anchor = zip(*self.instances, strict=True)
        return InstanceRows(
            np.array(owner, np.int32),
            np.array(lod, np.float32),
            np.array(template, np.int32),
            np.array(matrix, np.float64),
            np.array(anchor, np.float64),
        )

    def _lines(self) -> LineRows | None:
        if not self.lines:
            return None
        starts = np.concatenate([[0], np.cumsum([len(points) for _, points in self.lines])])
        return LineRows(
            np.array([owner for owner, _ in self.lines], np.int32),
            np.full(len(self.lines), 0, np.float32),
            np.concatenate([points for _, points in self.lines]),
            starts.astype(np.int64),
        )


def polygon_rows(polygons: Sequence[Sequence[np.ndarray]]) -> PolygonRows:
    """Polygons without ids, colours and textures."""
    rings = [r for polygon in polygons for r in polygon]
    points = np.concatenate(rings) if rings else np.zeros((0, 3))
    return PolygonRows(
        ("",) * len(polygons),
        points,
        np.concatenate([[0], np.cumsum([len(r) for r in rings])]).astype(np.int64),
        np.concatenate([[0], np.cumsum([len(p) for p in polygons])]).astype(np.int64),
        np.full((len(polygons), 3), -1, np.int16),
        np.full(len(polygons), -1, np.int32),
    )
