"""A site as named blobs and back, without loss: the digest is the same before and after.

Number columns are .npy, texts JSON, geometries WKB with their lengths; every blob is deflated (and so carries a check
sum of its own).
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import Any, TypeVar, get_type_hints

import numpy as np
import shapely

from planningtable.city.attributes import AttributeTable
from planningtable.city.codec import array_of, geometries_of, npy_of, packed, unpacked, wkb_of
from planningtable.city.columns import no_objects
from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.nested import NestedTable
from planningtable.city.site import Buildings, Objects, Site, Source, Streets, Surfaces, Texture, Trees

_LEVEL = 1  # at 4 a large district takes half as long again to save and is 2 % smaller
# Deflating lets other threads run; more than a few have nothing to do beside the largest column.
_AT_ONCE = 4
_TABLES: Mapping[str, type] = {"buildings": Buildings, "surfaces": Surfaces, "trees": Trees, "streets": Streets}
# Tables that may lie in tiles instead.
_STANDING = ("buildings", "surfaces")
_GRIDS = ("terrain", "land_cover")
_PLAIN = ("crs", "vertical", "terrain_made", "digest")

Columns = TypeVar("Columns")


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What of a site may lie in tiles instead of in blobs.

    Attributes:
        buildings: the buildings.
        surfaces: their surfaces.
        objects: other city objects.
        textures: images that surfaces are covered with.
    """

    buildings: Buildings
    surfaces: Surfaces
    objects: Objects
    textures: tuple[Texture, ...]


def to_blobs(site: Site, *, in_tiles: bool = False) -> Mapping[str, bytes]:
    """Part name to blob, e.g. ``buildings.height``.

    Args:
        site: to be stored.
        in_tiles: whether what stands on it is stored in tiles already.
    """
    head: dict[str, Any] = {name: getattr(site, name) for name in _PLAIN}
    head["origin"] = [float(c) for c in site.origin]
    head["extent"] = [float(getattr(site.extent, f.name)) for f in fields(Extent)]
    head["sources"] = [{f.name: getattr(s, f.name) for f in fields(Source)} for s in site.sources]
    head["notes"] = list(site.notes)
    head["in_tiles"] = in_tiles
    head["textures"] = [] if in_tiles else [texture.name for texture in site.textures]
    made: dict[str, Callable[[], bytes]] = {}
    if not in_tiles:
        made = {f"texture.{row}": partial(_packed, t.data) for row, t in enumerate(site.textures)}
        made["objects"] = partial(packed, site.objects)
    for name in _GRIDS:
        grid: Grid = getattr(site, name)
        head[name] = {"west": float(grid.west), "north": float(grid.north), "cell": float(grid.cell)}
        made[name] = partial(_array_blob, grid.values)
    for table, kind in _TABLES.items():
        if in_tiles and table in _STANDING:
            continue
        for item in fields(kind):
            made[f"{table}.{item.name}"] = partial(_column_blob, getattr(getattr(site, table), item.name))
    made["site"] = partial(_packed, _json(head))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(made, pool.map(lambda make: make(), made.values()), strict=True))


def from_blobs(blobs: Mapping[str, bytes], tiles: Callable[[Sequence[float]], Standing] | None = None) -> Site:
    """The site that the blobs hold.

    Args:
        blobs: by part name.
        tiles: gives what stands on the site, relative to an origin, where it is stored in tiles.

    Raises:
        ValueError: a part is missing or cannot be read.
    """
    try:
        head = json.loads(_unpacked(blobs["site"]))
        stands = tiles(head["origin"]) if tiles is not None and head.get("in_tiles") else _standing(blobs, head)
        return Site(
            **{name: head[name] for name in _PLAIN},
            terrain=_grid(blobs, head, "terrain"),
            land_cover=_grid(blobs, head, "land_cover"),
            origin=(head["origin"][0], head["origin"][1]),
            extent=Extent(*head["extent"]),
            sources=tuple(Source(**s) for s in head["sources"]),
            notes=tuple(head["notes"]),
            buildings=stands.buildings,
            surfaces=stands.surfaces,
            objects=stands.objects,
            textures=stands.textures,
            trees=_table(blobs, "trees", Trees),
            streets=_table(blobs, "streets", Streets),
        )
    except (KeyError, TypeError, zlib.error, EOFError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"the site cannot be read: {error!r}") from error


def _standing(blobs: Mapping[str, bytes], head: Mapping[str, Any]) -> Standing:
    names = enumerate(head.get("textures", ()))
    return Standing(
        _table(blobs, "buildings", Buildings),
        _table(blobs, "surfaces", Surfaces),
        unpacked(Objects, blobs["objects"]) if "objects" in blobs else no_objects(),
        tuple(Texture(name, _unpacked(blobs[f"texture.{row}"])) for row, name in names),
    )


def _grid(blobs: Mapping[str, bytes], head: Mapping[str, Any], name: str) -> Grid:
    return Grid(array_of(_unpacked(blobs[name])), **head[name])


def _table(blobs: Mapping[str, bytes], table: str, kind: type[Columns]) -> Columns:
    columns: dict[str, Any] = {}
    for name, hint in get_type_hints(kind).items():
        if f"{table}.{name}" in blobs:
            columns[name] = _column(blobs[f"{table}.{name}"], hint)
    return kind(**_older(table, columns), **columns)


def _older(table: str, columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """Columns that files of schema version 1 do not have yet."""
    if table == "buildings" and "nested" not in columns:
        return {"nested": NestedTable.empty(len(columns["ids"]))}
    if table == "surfaces" and "nested" not in columns:
        count = len(columns["ids"])
        return {
            "nested": np.zeros(count, np.int32),
            "colour": np.full((count, 3), -1, np.int16),
            "texture": np.full(count, -1, np.int32),
            "attributes": AttributeTable.empty(count),
            "ring_uv": np.zeros((0, 2), np.float32),
        }
    return {}


def _column_blob(column: Any) -> bytes:
    """One tag byte (``t`` texts, ``g`` geometries, ``n`` numbers, ``d`` a table) and the deflated content."""
    if is_dataclass(column):
        return b"d" + packed(column)
    if isinstance(column, tuple):
        return b"t" + _packed(_json(column))
    if column.dtype == object:
        return b"g" + _packed(wkb_of(column))
    return b"n" + _packed(npy_of(column))


def _column(blob: bytes, kind: Any) -> Any:
    tag = blob[:1]
    if tag == b"d":
        return unpacked(kind, blob[1:])
    content = _unpacked(blob[1:])
    if tag == b"t":
        texts = tuple(json.loads(content))
        return AttributeTable.of(texts) if kind is AttributeTable else texts
    if tag == b"g":
        return geometries_of(content)
    if tag == b"n":
        return array_of(content)
    raise ValueError(f"unknown kind of column {tag!r}")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _array_blob(values: Array) -> bytes:
    return _packed(npy_of(values))


def _packed(content: bytes) -> bytes:
    return zlib.compress(content, _LEVEL)


def _unpacked(blob: bytes) -> bytes:
    return zlib.decompress(blob)
