"""A layer on bare files: what a case file says, read strictly, and what the layer gives back."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from planningtable.city.grid import Array, Grid
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text
from planningtable.layers.layer import Provenance, Quantity


class Case:
    """A table of a case file. Every key that is there must be asked for, every value must be of the asked kind.

    Errors name the key with the tables around it, e.g. ``rain.mm``.
    """

    def __init__(self, table: Mapping[str, Any], folder: Path, prefix: str = "") -> None:
        self._table = table
        self._folder = folder
        self._prefix = prefix
        self._asked: list[str] = []
        self._parts: list[Case] = []
        self.crs = ""

    def has(self, key: str) -> bool:
        self._asked.append(key)
        return key in self._table

    def raw(self, key: str) -> Any:
        """A value of any kind.

        Raises:
            PlanningError: it is missing.
        """
        if not self.has(key):
            raise PlanningError("error.simulate.missing", key=self._prefix + key)
        return self._table[key]

    def number(self, key: str, default: float | None = None, *, least: float = -1e12, most: float = 1e12) -> float:
        if default is not None and not self.has(key):
            return default
        value = self.raw(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, str(value), "1.5")
        if not least <= value <= most:
            raise PlanningError("error.simulate.range", key=self._prefix + key, value=value, least=least, most=most)
        return float(value)

    def choice(self, key: str, choices: Sequence[str], default: str) -> str:
        value = self.raw(key) if self.has(key) else default
        if value not in choices:
            raise self.wrong(key, str(value), ", ".join(choices))
        return str(value)

    def points(self, key: str) -> list[tuple[float, float]]:
        """A list of ``[x, y]`` pairs [m]."""
        value = self.raw(key)
        if not isinstance(value, list) or not all(_is_pair(p) for p in value):
            raise self.wrong(key, str(value), "[[1.0, 2.0], [3.0, 4.0]]")
        return [(float(x), float(y)) for x, y in value]

    def pair(self, key: str) -> tuple[float, float]:
        """One pair of numbers."""
        value = self.raw(key)
        if not _is_pair(value):
            raise self.wrong(key, str(value), "[1.0, 2.0]")
        return float(value[0]), float(value[1])

    def table(self, key: str) -> "Case":
        value = self.raw(key)
        if not isinstance(value, Mapping):
            raise self.wrong(key, str(value), "{ … = … }")
        return self._part(value, key)

    def tables(self, key: str) -> list["Case"]:
        """The tables of ``[[key]]``; none if it is not there."""
        value = self.raw(key) if self.has(key) else []
        if not isinstance(value, list) or not all(isinstance(v, Mapping) for v in value):
            raise self.wrong(key, str(value), f"[[{self._prefix}{key}]]")
        return [self._part(v, f"{key}[{i + 1}]") for i, v in enumerate(value)]

    def path(self, key: str) -> Path:
        value = self.raw(key)
        if not isinstance(value, str):
            raise self.wrong(key, str(value), '"file.csv"')
        path = self._folder / value
        if not path.is_file():
            raise PlanningError("error.simulate.no-file", key=self._prefix + key, file=str(path))
        return path

    def text(self, key: str) -> str:
        """What stands in a text file: UTF-8, or Windows-1252 as Excel on Windows and older tools save it.

        Raises:
            PlanningError: it is neither, or cannot be read.
        """
        path = self.path(key)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise PlanningError("error.simulate.unreadable", file=path.name, reason=error.strerror or "") from None
        try:
            return _decoded(data)
        except UnicodeDecodeError:
            raise PlanningError("error.simulate.no-text", file=path.name) from None

    def grid(self, key: str, like: Grid | None = None) -> Grid:
        """A GeoTIFF or ESRI ASC grid, NaN where it has no data.

        Args:
            key: of the file's name.
            like: the grid whose cells it must have.
        """
        path = self.path(key)
        grid, crs = read_grid(path)
        self.crs = self.crs or crs
        if like is not None and not _same_cells(grid, like):
            raise PlanningError("error.simulate.other-cells", file=path.name)
        return grid

    def grid_or_number(self, key: str, like: Grid, default: float | None = None) -> Array:
        """A grid's values or one number for all cells, shape as ``like``."""
        if self.has(key) and isinstance(self._table[key], str):
            return np.asarray(self.grid(key, like).values, np.float64)
        return np.full(like.values.shape, self.number(key, default))

    def columns(self, key: str, names: Sequence[str], *, texts: Sequence[str] = ()) -> dict[str, list[Any]]:
        """Columns of a CSV file (``,`` or ``;``) by name; numbers but for those in ``texts``."""
        path, text = self.path(key), self.text(key)
        first = text.partition("\n")[0]
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ","))
        found = [name.strip() for name in (rows[0] if rows else {}) if name]
        missing = [name for name in names if name not in found]
        if missing or not rows:
            raise PlanningError("error.simulate.columns", file=path.name, columns=", ".join(missing or names))
        clean = [{str(k).strip(): str(v).strip() for k, v in row.items() if k} for row in rows]
        return {n: [r[n] if n in texts else _number(r[n], path, n, i) for i, r in enumerate(clean, 2)] for n in names}

    def finish(self) -> None:
        """Refuse what nobody asked for.

        Raises:
            PlanningError: a key is not known.
        """
        for key in self._table:
            if key not in self._asked:
                known = ", ".join(sorted(set(self._asked)))
                raise PlanningError("error.simulate.unknown-key", key=self._prefix + key, known=known)
        for part in self._parts:
            part.finish()

    def wrong(self, key: str, value: str, example: str) -> PlanningError:
        return PlanningError("error.simulate.wrong", key=self._prefix + key, value=value, example=example)

    def _part(self, table: Mapping[str, Any], key: str) -> "Case":
        part = Case(table, self._folder, f"{self._prefix}{key}.")
        self._parts.append(part)
        return part


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
    )


def _number(text: str, path: Path, column: str, line: int) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise PlanningError("error.simulate.no-number", file=path.name, column=column, line=line, value=text)
    return value


def read_grid(path: Path) -> tuple[Grid, str]:
    """A north-up raster of square cells and its CRS as text, empty where it has none; NaN where it has no data.

    Raises:
        PlanningError: it cannot be read, is turned, or its cells are no squares.
    """
    import rasterio

    try:
        with rasterio.open(path) as source:
            band = source.read(1, masked=True)
            transform, crs = source.transform, source.crs
    except rasterio.errors.RasterioError:
        raise PlanningError("error.simulate.no-grid", file=path.name) from None
    if transform.b or transform.d or abs(transform.a + transform.e) > 1e-6 * abs(transform.a):
        raise PlanningError("error.simulate.turned", file=path.name)
    values = np.ma.filled(band.astype(np.float64), np.nan)
    return Grid(values, transform.c, transform.f, transform.a), crs.to_string() if crs else ""


def _same_cells(one: Grid, other: Grid) -> bool:
    slack = 0.01 * other.cell
    return one.values.shape == other.values.shape and all(
        abs(a - b) <= slack for a, b in ((one.west, other.west), (one.north, other.north), (one.cell, other.cell))
    )


@dataclass(frozen=True, slots=True, eq=False)
class CaseGrid:
    """A grid to be written, its unit, and what it is."""

    grid: Grid
    unit: str
    name: Text


@dataclass(frozen=True, slots=True)
class CaseTable:
    """A table to be written: names of the columns, and rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class CaseResult:
    """What a layer made of a case.

    Attributes:
        grids: file name without its ending to grid.
        tables: file name without its ending to table.
        totals: key to number.
        balance: where the water went [m³]; empty for layers without one.
        resolution: cell size [m].
        provenance: where the numbers come from.
        crs: of the grids; empty for local metres.
    """

    grids: Mapping[str, CaseGrid]
    tables: Mapping[str, CaseTable]
    totals: Mapping[str, Quantity]
    resolution: float
    provenance: Provenance
    balance: Mapping[str, float] = field(default_factory=dict)
    crs: str = ""


@runtime_checkable
class CaseLayer(Protocol):
    """A layer that also computes bare files."""

    def simulate(self, case: Case, job: Job) -> CaseResult:
        """Compute a case file; ``layer`` has been asked for already.

        Raises:
            PlanningError: the case lacks something, or says something that is not known.
        """
        ...
