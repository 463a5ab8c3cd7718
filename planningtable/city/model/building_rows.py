"""Buildings of a batch → the columns of `Buildings`."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import shapely

from planningtable.city.attributes import AttributeTable
from planningtable.city.geometry.rings import joined, outlines
from planningtable.city.grid import Array
from planningtable.city.model.batch import ObjectRows
from planningtable.city.model.facing import WALL
from planningtable.city.model.hierarchy import Family
from planningtable.city.model.values import numbers_of, values_of
from planningtable.city.nested import NestedTable
from planningtable.city.site import Buildings, SurfaceKind, Surfaces
from planningtable.city.uses import use_of

# Height of a storey where the file gives the number of storeys but no height, or the other way round [m].
STOREY = 3.0
HEIGHTS = ("measuredHeight", "height")


def nested_of(objects: ObjectRows, family: Family, rows: npt.NDArray[np.int64]) -> NestedTable:
    """What some objects of their own have within them."""
    inner, lengths = family.nested(rows)
    return NestedTable(
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        tuple(objects.ids[i] for i in inner.tolist()),
        tuple(objects.types[i] for i in inner.tolist()),
        family.number[family.parents[inner]].astype(np.int32),
        objects.attributes.taken(inner),
    )


def attributes_of(objects: ObjectRows, rows: npt.NDArray[np.int64]) -> AttributeTable:
    """Attributes of some objects."""
    if len(rows) == len(objects) and np.array_equal(rows, np.arange(len(objects))):
        return objects.attributes
    return objects.attributes.taken(rows)


def stated_heights(objects: ObjectRows, family: Family) -> tuple[Array, npt.NDArray[np.int32]]:
    """Height [m] and storeys by row of the object of its own, the largest of its parts; 0 where nothing is stated."""
    height, storeys = np.zeros(len(objects)), np.zeros(len(objects), np.int32)
    for key in HEIGHTS:
        for row, value in numbers_of(objects.attributes, key).items():
            if row == family.root[row] or objects.types[row].endswith("Part"):
                root = int(family.root[row])
                height[root] = max(height[root], value)
    for row, value in numbers_of(objects.attributes, "storeysAboveGround").items():
        if 1 <= value < 1000:
            root = int(family.root[row])
            storeys[root] = max(int(storeys[root]), int(value))
    return height, storeys


def buildings_of(
    objects: ObjectRows,
    family: Family,
    rows: npt.NDArray[np.int64],
    lod: npt.NDArray[np.int8],
    surfaces: Surfaces,
    origin: tuple[float, float],
) -> Buildings:
    """The columns of buildings.

    Args:
        objects: of the batch.
        family: their relations.
        rows: the buildings that are drawn.
        lod: level of detail of each that is drawn.
        surfaces: of all of them, relative to the origin.
        origin: easting and northing [m].
    """
    count = len(rows)
    low, top = _reach(surfaces, count)
    geometric = top - low
    stated, counted = stated_heights(objects, family)
    height, storeys = stated[rows], counted[rows]
    # A stated height far from the geometry is a unit or a typing error: the picture and the number must agree.
    trusted = (height > 0.5 * geometric) & (height < 1.5 * geometric)
    height = np.where(trusted, height, geometric)
    guessed = np.maximum(np.round(height / STOREY), 1).astype(np.int32)
    of = {
        key: _first_of(objects, family, rows, key)
        for key in ("function", "function.codeSpace", "usage", "roofType", "address")
    }
    nested = nested_of(objects, family, rows)
    names = (objects.names[r] if objects.names[r] != objects.ids[r] else "" for r in rows.tolist())
    parts = np.array([t.endswith("Part") for t in nested.types], np.bool_)
    owner = np.repeat(np.arange(count), np.diff(nested.row_starts))
    return Buildings(
        ids=tuple(objects.ids[r] for r in rows.tolist()),
        names=tuple(name or address for name, address in zip(names, of["address"], strict=True)),
        uses=tuple(map(use_of, of["function"], of["function.codeSpace"], of["usage"])),
        functions=of["function"],
        roof_types=of["roofType"],
        addresses=of["address"],
        height=height,
        ground=low,
        storeys=np.where(storeys > 0, storeys, guessed).astype(np.int32),
        storeys_estimated=storeys == 0,
        lod=lod,
        parts=np.bincount(owner[parts], minlength=count).astype(np.int32) if count else np.zeros(0, np.int32),
        footprints=_footprints(surfaces, count, origin),
        cistern=np.zeros(count),
        attributes=attributes_of(objects, rows),
        nested=nested,
    )


def _first_of(objects: ObjectRows, family: Family, rows: npt.NDArray[np.int64], key: str) -> tuple[str, ...]:
    """The first value of a key that the building or one of its nested objects has."""
    found: dict[int, str] = {}
    for row, text in values_of(objects.attributes, key).items():
        root = int(family.root[row])
        if text and (row == root or root not in found):
            found[root] = text
    return tuple(found.get(r, "") for r in rows.tolist())


def _reach(surfaces: Surfaces, count: int) -> tuple[Array, Array]:
    """Lowest ground point (of all points, where there is no ground surface) and highest point of each building."""
    surface = np.repeat(surfaces.ring_surface, np.diff(surfaces.ring_offsets))
    building, z = surfaces.building[surface], surfaces.ring_points[:, 2]
    lowest, highest, ground = np.full(count, np.inf), np.full(count, -np.inf), np.full(count, np.inf)
    np.minimum.at(lowest, building, z)
    np.maximum.at(highest, building, z)
    on_ground = surfaces.kind[surface] == SurfaceKind.GROUND
    np.minimum.at(ground, building[on_ground], z[on_ground])
    return np.where(np.isfinite(ground), ground, lowest), highest


def _footprints(surfaces: Surfaces, count: int, origin: tuple[float, float]) -> Array:
    """Union of the ground surfaces seen from above; of the roofs, or of everything, where there are none."""
    result = np.full(count, shapely.Polygon(), object)
    missing = np.ones(count, np.bool_)
    for wanted in _preferences(surfaces):
        seen = wanted & missing[surfaces.building]
        if seen.any():
            _join_outlines(surfaces, seen, result, origin)
            missing = shapely.is_empty(result)
    return result


def _preferences(surfaces: Surfaces) -> Iterator[Array]:
    yield surfaces.kind == SurfaceKind.GROUND
    yield surfaces.kind == SurfaceKind.ROOF
    yield np.abs(surfaces.normal[:, 2]) > WALL


def _join_outlines(surfaces: Surfaces, seen: Array, result: Array, origin: tuple[float, float]) -> None:
    rings = np.flatnonzero(seen[surfaces.ring_surface])
    lengths = np.diff(surfaces.ring_offsets)[rings]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    index = np.repeat(surfaces.ring_offsets[rings] - starts[:-1], lengths) + np.arange(starts[-1])
    _, polygon = np.unique(surfaces.ring_surface[rings], return_inverse=True)
    shapes = outlines(surfaces.ring_points[index, :2] + np.array(origin), starts, polygon.reshape(-1))
    building = surfaces.building[np.flatnonzero(seen)]
    order = np.argsort(building, kind="stable")
    rows, first, counts = np.unique(building[order], return_index=True, return_counts=True)
    shapes = shapes[order]
    alone = counts == 1
    result[rows[alone]] = shapes[first[alone]]
    for row, start, size in zip(rows[~alone].tolist(), first[~alone].tolist(), counts[~alone].tolist(), strict=True):
        result[row] = joined(shapes[start : start + size])
