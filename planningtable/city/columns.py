"""Rows of the site's tables: taking some, putting some together."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from planningtable.city.attributes import AttributeTable
from planningtable.city.grid import Array
from planningtable.city.nested import NestedTable
from planningtable.city.site import Buildings, Objects, Surfaces, Trees

Table = TypeVar("Table", Buildings, Trees)

# Columns of `Surfaces` with one row a surface; the others describe meshes and rings.
_PLAIN = (
    "kind",
    "building",
    "nested",
    "normal",
    "area",
    "slope",
    "aspect",
    "green",
    "colour",
    "texture",
)


def taken(table: Table, rows: Array) -> Table:
    """Some rows of a table, in the order given."""
    return type(table)(**{f.name: _column_taken(getattr(table, f.name), rows) for f in fields(table)})


def joined(tables: Sequence[Table]) -> Table:
    """The rows of tables (at least one), one after another."""
    kind = type(tables[0])
    return kind(**{f.name: _columns_joined([getattr(t, f.name) for t in tables]) for f in fields(kind)})


def _column_taken(column: Any, rows: Array) -> Any:
    if isinstance(column, AttributeTable | NestedTable):
        return column.taken(rows)
    if isinstance(column, tuple):
        return tuple(column[i] for i in np.asarray(rows).tolist())
    return column[rows]


def _columns_joined(columns: Sequence[Any]) -> Any:
    if all(isinstance(c, AttributeTable) for c in columns):
        return AttributeTable.joined(columns)
    if all(isinstance(c, NestedTable) for c in columns):
        return NestedTable.joined(columns)
    if any(isinstance(c, AttributeTable) for c in columns):
        return AttributeTable.joined([c if isinstance(c, AttributeTable) else AttributeTable.of(c) for c in columns])
    if isinstance(columns[0], tuple):
        return tuple(item for column in columns for item in column)
    return np.concatenate(columns)


def surfaces_taken(surfaces: Surfaces, keep: Array, owner: Array) -> Surfaces:
    """The surfaces where ``keep``, shape (S,), is True; vertices and ring points stay one array where they are.

    Args:
        surfaces: all of them.
        keep: which of them stay.
        owner: new row of each building, shape (B,).
    """
    new_surface = np.cumsum(keep, dtype=np.int32) - 1
    triangle = keep[surfaces.triangle_surface]
    triangles = surfaces.triangles[triangle]
    ring = keep[surfaces.ring_surface]
    lengths = np.diff(surfaces.ring_offsets)
    points = np.repeat(ring, lengths)
    ring_points = surfaces.ring_points[points]
    if surfaces.vertices is surfaces.ring_points:
        used, vertices = points, ring_points
    else:
        used = np.zeros(len(surfaces.vertices), bool)
        used[triangles] = True
        vertices = surfaces.vertices[used]
    new_vertex = np.cumsum(used, dtype=np.int32) - 1
    plain: Mapping[str, Array] = {name: getattr(surfaces, name)[keep] for name in _PLAIN if name != "building"}
    return Surfaces(
        ids=tuple(id for id, kept in zip(surfaces.ids, keep.tolist(), strict=True) if kept),
        building=np.asarray(owner, np.int32)[surfaces.building[keep]],
        attributes=surfaces.attributes.taken(np.flatnonzero(keep)),
        vertices=vertices,
        triangles=new_vertex[triangles],
        triangle_surface=new_surface[surfaces.triangle_surface[triangle]],
        ring_offsets=np.concatenate([[0], np.cumsum(lengths[ring])]).astype(np.int64),
        ring_points=ring_points,
        ring_surface=new_surface[surfaces.ring_surface[ring]],
        ring_hole=surfaces.ring_hole[ring],
        ring_uv=surfaces.ring_uv[points] if len(surfaces.ring_uv) else surfaces.ring_uv,
        **plain,
    )


def surfaces_joined(tables: Sequence[Surfaces], owner_starts: Sequence[int] | None = None) -> Surfaces:
    """The surfaces of all tables (at least one), relative to the same origin, one after another.

    Args:
        tables: in order.
        owner_starts: what is added to the column ``building`` of each; nothing where it already names joint rows.
    """
    starts = owner_starts or [0] * len(tables)
    surface = np.cumsum([0, *(len(t) for t in tables[:-1])])
    vertex = np.cumsum([0, *(len(t.vertices) for t in tables[:-1])])
    point = np.cumsum([0, *(len(t.ring_points) for t in tables[:-1])])
    columns: dict[str, Array] = {
        name: np.concatenate([getattr(t, name) for t in tables]) for name in (*_PLAIN, "ring_points", "ring_hole")
    }
    shared = all(t.vertices is t.ring_points for t in tables)
    columns["vertices"] = columns["ring_points"] if shared else np.concatenate([t.vertices for t in tables])
    columns["building"] = np.concatenate([t.building + np.int32(n) for t, n in zip(tables, starts, strict=True)])
    return Surfaces(
        ids=tuple(id for t in tables for id in t.ids),
        attributes=AttributeTable.joined([t.attributes for t in tables]),
        triangles=np.concatenate([t.triangles + np.int32(n) for t, n in zip(tables, vertex, strict=True)]),
        triangle_surface=np.concatenate(
            [t.triangle_surface + np.int32(n) for t, n in zip(tables, surface, strict=True)]
        ),
        ring_offsets=np.concatenate(
            [[0], *(t.ring_offsets[1:] + n for t, n in zip(tables, point, strict=True))]
        ).astype(np.int64),
        ring_surface=np.concatenate([t.ring_surface + np.int32(n) for t, n in zip(tables, surface, strict=True)]),
        ring_uv=_uv(tables),
        **columns,
    )


def _uv(tables: Sequence[Surfaces]) -> Array:
    if not any(len(t.ring_uv) for t in tables):
        return np.zeros((0, 2), np.float32)
    return np.concatenate(
        [t.ring_uv if len(t.ring_uv) else np.full((len(t.ring_points), 2), np.nan, np.float32) for t in tables]
    )


def objects_taken(objects: Objects, rows: Array) -> Objects:
    """Some of the objects with their surfaces, in the order given."""
    rows = np.asarray(rows, np.int64)
    owner = np.full(len(objects), -1, np.int32)
    owner[rows] = np.arange(len(rows), dtype=np.int32)
    return Objects(
        ids=_column_taken(objects.ids, rows),
        types=_column_taken(objects.types, rows),
        names=_column_taken(objects.names, rows),
        lod=objects.lod[rows],
        attributes=objects.attributes.taken(rows),
        nested=objects.nested.taken(rows),
        surfaces=surfaces_taken(objects.surfaces, owner[objects.surfaces.building] >= 0, owner),
    )


def objects_joined(tables: Sequence[Objects]) -> Objects:
    """The objects of all tables (at least one), one after another."""
    starts = np.cumsum([0, *(len(t) for t in tables[:-1])]).tolist()
    return Objects(
        ids=tuple(id for t in tables for id in t.ids),
        types=tuple(kind for t in tables for kind in t.types),
        names=tuple(name for t in tables for name in t.names),
        lod=np.concatenate([t.lod for t in tables]),
        attributes=AttributeTable.joined([t.attributes for t in tables]),
        nested=NestedTable.joined([t.nested for t in tables]),
        surfaces=surfaces_joined([t.surfaces for t in tables], starts),
    )


def no_surfaces() -> Surfaces:
    """A table without rows."""
    return Surfaces(
        ids=(),
        kind=np.zeros(0, np.uint8),
        building=np.zeros(0, np.int32),
        nested=np.zeros(0, np.int32),
        normal=np.zeros((0, 3)),
        area=np.zeros(0),
        slope=np.zeros(0),
        aspect=np.zeros(0),
        green=np.zeros(0),
        colour=np.zeros((0, 3), np.int16),
        texture=np.zeros(0, np.int32),
        attributes=AttributeTable.empty(),
        vertices=np.zeros((0, 3)),
        triangles=np.zeros((0, 3), np.int32),
        triangle_surface=np.zeros(0, np.int32),
        ring_offsets=np.zeros(1, np.int64),
        ring_points=np.zeros((0, 3)),
        ring_surface=np.zeros(0, np.int32),
        ring_hole=np.zeros(0, np.bool_),
        ring_uv=np.zeros((0, 2), np.float32),
    )


def no_objects() -> Objects:
    """A table without rows."""
    return Objects((), (), (), np.zeros(0, np.int8), AttributeTable.empty(), NestedTable.empty(), no_surfaces())
