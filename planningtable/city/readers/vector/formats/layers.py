"""Layers of vector files and their rows in blocks, whatever the format; one line a format."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np
import shapely

from planningtable.city.grid import Array
from planningtable.city.readers.vector.formats import gml, parquet, tables
from planningtable.city.readers.vector.formats.kinds import kind_of
from planningtable.city.readers.vector.formats.rows import Block, LayerInfo, listed
from planningtable.domain.text import PlanningError, Text

BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Wish:
    """Which layer of several is meant.

    Attributes:
        words: beginnings or parts of layer names, lower case, the best first.
        types: parts of names of geometry types, e.g. ``Polygon``, the best first.
        layer: the very name, if the user gave one.
    """

    words: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Driver:
    """How a format is read.

    Attributes:
        layers: the layers of a plain file.
        blocks: rows of one of them, streamed.
    """

    layers: Callable[[Path, str], tuple[LayerInfo, ...]]
    blocks: Callable[[Path, LayerInfo, int], Iterator[Block]]


def _ogr_layers(path: Path, kind: str) -> tuple[LayerInfo, ...]:
    from planningtable.city.readers.vector.formats import ogr  # brings pandas along: nearly a second to import

    return ogr.layers(path, kind)


def _ogr_blocks(path: Path, info: LayerInfo, size: int) -> Iterator[Block]:
    from planningtable.city.readers.vector.formats import ogr

    return ogr.blocks(path, info, size)


_OGR = Driver(_ogr_layers, _ogr_blocks)
DRIVERS: Mapping[str, Driver] = MappingProxyType(
    {
        "GeoPackage": _OGR,
        "Shapefile": _OGR,
        "FlatGeobuf": _OGR,
        "GeoJSON": _OGR,
        "GeoJSONSeq": _OGR,
        "OSM PBF": _OGR,
        "OSM XML": _OGR,
        "GeoParquet": Driver(parquet.layers, parquet.blocks),
        "GML": Driver(gml.layers, gml.blocks),
        "CSV": Driver(tables.layers, tables.blocks),
    }
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A layer that was chosen.

    Attributes:
        path: the plain file.
        info: the layer.
        others: names of the layers that are not read.
        notes: what to say of the file.
    """

    path: Path
    info: LayerInfo
    others: tuple[str, ...] = ()
    notes: tuple[Text, ...] = field(default=())

    def blocks(self, size: int = BLOCK) -> Iterator[Block]:
        """Rows in blocks of ``size``; raises `PlanningError` where the file breaks off."""
        return DRIVERS[self.info.format].blocks(self.path, self.info, size)


def layers_of(path: Path, name: str) -> tuple[LayerInfo, ...]:
    """All layers of a plain file that have geometry, or could have (tables with coordinates).

    Raises:
        PlanningError: no vector file, or none that can be read.
    """
    kind = kind_of(path, name)
    found = DRIVERS[kind].layers(path, kind)
    if not found:
        raise PlanningError("error.city.no-places", file=name)
    return found


def chosen(path: Path, name: str, wish: Wish) -> Opened:
    """The layer that fits a wish best.

    Raises:
        PlanningError: no vector file, or no layer of the name.
    """
    layers = layers_of(path, name)
    if wish.layer:
        same = [i for i in layers if i.name.casefold() == wish.layer.casefold()]
        if not same:
            names = ", ".join(i.name for i in layers[:20])
            raise PlanningError("error.vector.no-layer", file=name, layer=wish.layer, layers=names)
        return Opened(path, same[0], notes=_file_notes(same[0], name))
    best = max(layers, key=lambda i: _score(i, wish))
    others = tuple(i.name for i in layers if i is not best)
    notes = _file_notes(best, name)
    if others and best.count != 0:
        notes = (*notes, Text.of("vector.note.layer", file=name, layer=best.name, others=listed(others)))
    return Opened(path, best, others, notes)


def _file_notes(info: LayerInfo, name: str) -> tuple[Text, ...]:
    return tuple(Text.of(id, file=name, **dict(arguments)) for id, arguments in info.remarks)


def _score(info: LayerInfo, wish: Wish) -> tuple[float, int, int]:
    lowered = info.name.lower()
    word = next((len(wish.words) - i for i, w in enumerate(wish.words) if w in lowered), 0)
    fits = next((len(wish.types) - i for i, t in enumerate(wish.types) if t in info.geometry), 0)
    unknown = bool(wish.types) and info.geometry in ("", "Unknown", "GeometryCollection")
    return fits or (0.5 if unknown else 0), word, info.count


def finite(shapes: Array) -> Array:
    """Which shapes have coordinates, all of them numbers; shape (n,). Bounds alone pass over single NaNs."""
    points, index = shapely.get_coordinates(shapes, return_index=True)
    good = np.bincount(index, minlength=len(shapes)) > 0
    good[index[~np.isfinite(points).all(axis=1)]] = False
    return np.asarray(good, bool)


def shapes_of(block: Block) -> tuple[Array, Array]:
    """Geometries of a block, and which rows have one that cannot be decoded; both shape (n,)."""
    with np.errstate(invalid="ignore"):
        shapes = np.asarray(shapely.from_wkb(block.wkb, on_invalid="ignore"), object)
    given = np.fromiter((b is not None for b in block.wkb), bool, len(block.wkb))
    return shapes, given & np.asarray(shapely.is_missing(shapes))
