"""Faces that are drawn → the columns of `Surfaces`, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.attributes import AttributeTable
from planningtable.city.columns import no_surfaces
from planningtable.city.geometry.shapes import Shapes
from planningtable.city.grid import Array
from planningtable.city.model.batch import BoundaryRows, PolygonRows
from planningtable.city.site import Surfaces

# Images are not repeated more often than this.
FARTHEST_UV = 1e6


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What becomes surfaces; columns of length S, those of one owner together.

    Attributes:
        polygon: row of the shapes.
        owner: row of the building or object in its table.
        nested: number of the nested object, 0 for the owner itself.
        kind: `SurfaceKind`.
        flipped: whether the polygon is turned round.
        boundary: row of the boundary surface, -1 for none.
    """

    polygon: npt.NDArray[np.int64]
    owner: npt.NDArray[np.int32]
    nested: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    flipped: npt.NDArray[np.bool_]
    boundary: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.polygon)

    def taken(self, keep: Array) -> "Drawn":
        return Drawn(
            self.polygon[keep],
            self.owner[keep],
            self.nested[keep],
            self.kind[keep],
            self.flipped[keep],
            self.boundary[keep],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What surfaces are cut from.

    Attributes:
        shapes: polygons relative to the origin.
        triangles: rows of ``shapes.points``, shape (T, 3).
        triangle_starts: first triangle of each polygon with one more at the end.
        polygons: as in the file; those that were made stand behind them.
        boundaries: thematic surfaces.
    """

    shapes: Shapes
    triangles: npt.NDArray[np.int32]
    triangle_starts: npt.NDArray[np.int64]
    polygons: PolygonRows
    boundaries: BoundaryRows


def _runs(starts: Array, rows: Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Entries of some runs, one run after another, and the lengths of the runs."""
    lengths = starts[rows + 1] - starts[rows]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts[rows] - (ends - lengths), lengths) + np.arange(total), lengths


def surfaces_of(drawn: Drawn, sheet: Sheet, ids: Sequence[str]) -> Surfaces:
    """The columns of surfaces.

    Args:
        drawn: what is drawn.
        sheet: what it is cut from.
        ids: of the owners, for the surfaces that have none.
    """
    if not len(drawn):
        return no_surfaces()
    shapes, polygon, count = sheet.shapes, drawn.polygon, len(drawn)
    ring, rings = _runs(shapes.polygon_starts, polygon)
    point, lengths = _runs(shapes.ring_starts, ring)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    # Where each point of a polygon comes to stand, turned rings backwards.
    surface = np.repeat(np.arange(count, dtype=np.int32), rings)
    backwards = np.repeat(drawn.flipped[surface], lengths)
    mirrored = np.repeat(offsets[:-1] + offsets[1:] - 1, lengths) - np.arange(len(point))
    point = np.where(backwards, point[mirrored], point)
    points = shapes.points[point]
    area = shapes.area[polygon] * np.where(drawn.flipped, -1.0, 1.0)[:, None]
    size = np.linalg.norm(area, axis=1)
    normal = area / np.maximum(size, 1e-12)[:, None]
    upward = normal * np.where(normal[:, 2:] < 0, -1.0, 1.0)
    triangles, each = _triangles(drawn, sheet, offsets, rings)
    own = polygon < len(sheet.polygons)
    row = np.where(own, polygon, 0)
    plain = len(sheet.polygons) > 0
    return Surfaces(
        ids=_ids(drawn, sheet, ids),
        kind=drawn.kind,
        building=drawn.owner,
        nested=drawn.nested,
        normal=normal,
        area=size,
        slope=np.degrees(np.arccos(np.clip(np.abs(normal[:, 2]), 0.0, 1.0))),
        aspect=np.degrees(np.arctan2(upward[:, 0], upward[:, 1])) % 360.0,
        green=np.zeros(count),
        colour=np.where(own[:, None], sheet.polygons.colour[row], -1).astype(np.int16)
        if plain
        else np.full((count, 3), -1, np.int16),
        texture=np.where(own, sheet.polygons.texture[row], -1).astype(np.int32)
        if plain
        else np.full(count, -1, np.int32),
        attributes=_attributes(drawn.boundary, sheet.boundaries.attributes),
        vertices=points,
        triangles=triangles,
        triangle_surface=np.repeat(np.arange(count, dtype=np.int32), each),
        ring_offsets=offsets,
        ring_points=points,
        ring_surface=surface,
        ring_hole=np.append(False, surface[1:] == surface[:-1]),
        ring_uv=_uv(sheet, point),
    )


def _triangles(drawn: Drawn, sheet: Sheet, offsets: Array, rings: Array) -> tuple[Array, Array]:
    """Triangles as rows of the surfaces' points, and how many each surface has."""
    shapes = sheet.shapes
    taken, each = _runs(sheet.triangle_starts, drawn.polygon)
    corners = sheet.triangles[taken].astype(np.int64)
    begin = shapes.ring_starts[shapes.polygon_starts[drawn.polygon]]
    ends = np.concatenate([[0], np.cumsum(rings)])
    start = offsets[ends[:-1]]
    local = corners + np.repeat(start - begin, each)[:, None]
    flipped = np.repeat(drawn.flipped, each)
    if flipped.any():
        # The points of turned rings run backwards within each ring.
        turned = local[flipped]
        ring = np.searchsorted(offsets, turned.reshape(-1), side="right") - 1
        mirrored = offsets[ring] + offsets[ring + 1] - 1 - turned.reshape(-1)
        local[flipped] = mirrored.reshape(-1, 3)[:, ::-1]
    return local.astype(np.int32), each


def _ids(drawn: Drawn, sheet: Sheet, ids: Sequence[str]) -> tuple[str, ...]:
    """The id of the boundary surface, of the polygon, or one made of the owner's; each once within the batch."""
    named, polygons = sheet.boundaries.ids, sheet.polygons.ids
    known = len(polygons)
    used: set[str] = set()
    result = []
    number, before = 0, -1
    for polygon, owner, boundary in zip(
        drawn.polygon.tolist(), drawn.owner.tolist(), drawn.boundary.tolist(), strict=True
    ):
        number = number + 1 if owner == before else 0
        before = owner
        id = named[boundary] if boundary >= 0 else ""
        if not id or id in used:
            id = polygons[polygon] if polygon < known else ""
        if not id or id in used:
            id = f"{ids[owner]}-{number}"
        used.add(id)
        result.append(id)
    return tuple(result)


def _attributes(boundary: Array, table: AttributeTable) -> AttributeTable:
    """Attributes of the boundary surface of each face; nothing for the others."""
    if not len(table.key):
        return AttributeTable.empty(len(boundary))
    if len(boundary) == len(table) and np.array_equal(boundary, np.arange(len(table))):
        return table
    more = AttributeTable.joined([table, AttributeTable.empty(1)])
    return more.taken(np.where(boundary >= 0, boundary, len(table)))


def _uv(sheet: Sheet, point: Array) -> npt.NDArray[np.float32]:
    uv = sheet.polygons.uv
    if uv is None:
        return np.zeros((0, 2), np.float32)
    source = sheet.shapes.source[point]
    found = uv[np.maximum(source, 0)] if len(uv) else np.zeros((len(point), 2))
    found[(source < 0) | (np.abs(found) > FARTHEST_UV).any(axis=1)] = np.nan
    return found.astype(np.float32)
