"""Rows of a layer as they stand in the file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planningtable.city.grid import Array
from planningtable.domain.text import Argument

LONGEST_NAME = 40


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names in a sentence: not too many, and none too long."""
    short = [name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names[:most]]
    return ", ".join(short) + (" …" if len(names) > most else "")


@dataclass(frozen=True, slots=True)
class LayerInfo:
    """What is known of a layer before its rows are read; can be pickled.

    Attributes:
        name: of the layer.
        format: key of `planningtable.city.readers.vector.formats.layers.DRIVERS`.
        crs: ``EPSG:code``, ``OGC:CRS84``, WKT or PROJJSON; empty where the file names none.
        stated: False where the CRS is only what the format says by default (GeoJSON without a CRS member).
        geometry: type of geometry as far as it is declared, e.g. ``Polygon``.
        fields: column names as in the file.
        count: rows; -1 where only reading would tell.
        encoding: of the texts.
        remarks: message ids and arguments, to which the file's name is added.
        extra: what the driver needs to know again.
    """

    name: str
    format: str
    crs: str
    stated: bool
    geometry: str
    fields: tuple[str, ...]
    count: int = -1
    encoding: str = "UTF-8"
    remarks: tuple[tuple[str, tuple[tuple[str, Argument], ...]], ...] = ()
    extra: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some rows; can be pickled.

    Attributes:
        first: number of the first row in the layer.
        wkb: geometry as WKB, x = east or longitude; None where a row has none; object array.
        fields: column name as in the file to values, object arrays.
        said: what the library complained about meanwhile.
    """

    first: int
    wkb: Array
    fields: Mapping[str, Array]
    said: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.wkb)


def column(values: Iterable[object], count: int) -> Array:
    """An object array, also of lists."""
    return np.fromiter(values, object, count)
