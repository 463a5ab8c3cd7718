"""A batch at its place: all polygons, those of instances too, as clean shapes in the site's CRS."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from planningtable.city.crs.places import FARTHEST
from planningtable.city.crs.reference import Placement
from planningtable.city.geometry.cleaning import SNAP, CleanRings, clean_rings
from planningtable.city.geometry.holes import HoleFaults, hole_faults
from planningtable.city.geometry.shapes import Shapes, shapes_of, without_rings
from planningtable.city.geometry.snapping import numbered
from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch, FaceRows, PolygonRows, Template
from planningtable.city.model.hierarchy import Family, Role


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """What the rest works on; points are relative to the origin.

    Attributes:
        family: relations of the objects.
        polygons: the batch's, then those of instances; raw points as they were.
        faces: the batch's, then those of instances.
        clean: rings, as cleaned.
        shapes: polygons.
        places: number of the place of each point of ``shapes``.
        hole_faults: what is wrong with holes.
        own: number of polygons that are the batch's.
        boxes: lowest and highest corner of what stands for a tree, by row of the object, absolute coordinates.
    """

    family: Family
    polygons: PolygonRows
    faces: FaceRows
    clean: CleanRings
    shapes: Shapes
    places: npt.NDArray[np.int64]
    hole_faults: HoleFaults
    own: int
    boxes: dict[int, tuple[Array, Array]]


def projected(points: Array, way: Placement | None) -> Array:
    """Points in the site's CRS, shape (n, 3) [m]; NaN where there is no such place on Earth."""
    raw = np.ascontiguousarray(points, np.float64)
    if way is None or not len(raw):
        return _on_earth(raw.copy())
    if way.source == way.target and way.source:
        return _on_earth(way.project(raw))
    return _on_earth(_each_once(raw, way))


def _on_earth(points: Array) -> Array:
    """The points themselves, with NaN for those that would spoil all that is computed from them."""
    near = np.abs(points) <= FARTHEST
    if not near.all():
        points[~near.all(axis=1)] = np.nan
    return points


def _each_once(raw: Array, way: Placement) -> Array:
    """Points in the site's CRS; equal places are computed once, since transformations are slow."""
    bits = raw[:, :2].copy().view(np.uint64)
    key = bits[:, 0] * np.uint64(0x9E3779B97F4A7C15)
    key ^= key >> np.uint64(31)
    key += bits[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F)
    key ^= key >> np.uint64(29)
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    flat = way.project(np.column_stack([raw[first, :2], np.zeros(len(first))]))
    result = np.empty_like(raw)
    result[:, :2] = flat[inverse.reshape(-1), :2]
    result[:, 2] = raw[:, 2] * way.height_unit
    return result


def placed(batch: CityBatch, family: Family, way: Placement | None, origin: tuple[float, float]) -> Placed:
    """Put a batch at its place and clean its rings."""
    points = [projected(batch.polygons.points, way)]
    polygons, faces = [batch.polygons], [batch.faces]
    boxes: dict[int, tuple[Array, Array]] = {}
    if batch.instances is not None and len(batch.instances):
        anchors = projected(batch.instances.anchor, way)
        first = len(batch.polygons)
        for i, owner in enumerate(batch.instances.owner.tolist()):
            template = batch.templates[int(batch.instances.template[i])]
            matrix = batch.instances.matrix[i]
            there = template.polygons.points @ matrix[:3, :3].T + matrix[:3, 3] + anchors[i]
            there = _on_earth(there)
            if family.roles[owner] == Role.TREE:
                _grow(boxes, owner, there if len(there) else anchors[i : i + 1])
                continue
            points.append(there)
            polygons.append(template.polygons)
            faces.append(_faces(template, owner, first, float(batch.instances.lod[i])))
            first += len(template.polygons)
    together = np.concatenate(points) if len(points) > 1 else points[0]
    together -= np.array([origin[0], origin[1], 0.0])
    rows = _polygons_joined(polygons)
    clean = clean_rings(together, rows.ring_starts)
    shapes = shapes_of(together, clean, rows.polygon_starts)
    found = hole_faults(shapes)
    if found.drop.any():
        shapes = without_rings(shapes, found.drop)
    places, _ = numbered(shapes.points, SNAP)
    return Placed(family, rows, _faces_joined(faces), clean, shapes, places, found, len(batch.polygons), boxes)


def _grow(boxes: dict[int, tuple[Array, Array]], owner: int, points: Array) -> None:
    good = points[np.isfinite(points).all(axis=1)]
    if not len(good):
        return
    low, high = good.min(axis=0), good.max(axis=0)
    before = boxes.get(owner)
    boxes[owner] = (low, high) if before is None else (np.minimum(low, before[0]), np.maximum(high, before[1]))


def _faces(template: Template, owner: int, first: int, lod: float) -> FaceRows:
    size = len(template.polygons)
    none = np.full(size, -1, np.int32)
    return FaceRows(
        np.full(size, owner, np.int32),
        np.arange(first, first + size, dtype=np.int32),
        np.zeros(size, np.bool_),
        np.asarray(template.kind, np.uint8),
        np.full(size, lod, np.float32),
        none,
        none,
        np.zeros(size, np.int16),
        np.zeros(size, np.bool_),
    )


def _faces_joined(tables: list[FaceRows]) -> FaceRows:
    if len(tables) == 1:
        return tables[0]
    return FaceRows(*(np.concatenate([getattr(t, f.name) for t in tables]) for f in fields(FaceRows)))


def _polygons_joined(tables: list[PolygonRows]) -> PolygonRows:
    if len(tables) == 1:
        return tables[0]
    points = np.cumsum([0, *(len(t.points) for t in tables)])
    rings = np.cumsum([0, *(len(t.ring_starts) - 1 for t in tables)])
    uv = [t.uv if t.uv is not None else np.full((len(t.points), 2), np.nan) for t in tables]
    return PolygonRows(
        tuple(id for t in tables for id in t.ids),
        np.concatenate([t.points for t in tables]),
        np.concatenate([[0], *(t.ring_starts[1:] + n for t, n in zip(tables, points, strict=False))]).astype(np.int64),
        np.concatenate([[0], *(t.polygon_starts[1:] + n for t, n in zip(tables, rings, strict=False))]).astype(
            np.int64
        ),
        np.concatenate([t.colour for t in tables]),
        np.concatenate([t.texture for t in tables]),
        np.concatenate(uv) if any(t.uv is not None for t in tables) else None,
    )
