"""Regular grids of values over the site."""

from dataclasses import dataclass
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle in a projected CRS, axis order east, north [m]."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        return self.east - self.west

    @property
    def height(self) -> float:
        return self.north - self.south

    @property
    def area(self) -> float:
        """Area [m²]."""
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def grown(self, by: float) -> Self:
        return type(self)(self.west - by, self.south - by, self.east + by, self.north + by)

    def joined(self, other: Self) -> Self:
        return type(self)(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    def overlaps(self, other: Self) -> bool:
        return (
            self.west < other.east and other.west < self.east and self.south < other.north and other.south < self.north
        )

    def contains(self, east: float, north: float) -> bool:
        return self.west <= east <= self.east and self.south <= north <= self.north


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Values in square cells, north up.

    Attributes:
        values: shape (rows, columns), row 0 is the northernmost; NaN means no data in float grids.
        west: easting of the western edge of column 0 [m].
        north: northing of the northern edge of row 0 [m].
        cell: edge length of a cell [m].
    """

    values: Array
    west: float
    north: float
    cell: float

    def __post_init__(self) -> None:
        self.values.setflags(write=False)

    @property
    def rows(self) -> int:
        return int(self.values.shape[0])

    @property
    def columns(self) -> int:
        return int(self.values.shape[1])

    @property
    def extent(self) -> Extent:
        return Extent(
            self.west,
            self.north - self.rows * self.cell,
            self.west + self.columns * self.cell,
            self.north,
        )

    def with_values(self, values: Array) -> Self:
        """The same cells with other values; shape (rows, columns)."""
        if values.shape != self.values.shape:
            raise ValueError(f"expected shape {self.values.shape}, got {values.shape}")
        return type(self)(values, self.west, self.north, self.cell)

    def easting(self) -> npt.NDArray[np.float64]:
        """Eastings of the cell centres, shape (columns,) [m]."""
        return np.asarray(self.west + (np.arange(self.columns) + 0.5) * self.cell, np.float64)

    def northing(self) -> npt.NDArray[np.float64]:
        """Northings of the cell centres, shape (rows,), falling [m]."""
        return np.asarray(self.north - (np.arange(self.rows) + 0.5) * self.cell, np.float64)

    def index(self, east: Array, north: Array) -> tuple[Array, Array]:
        """Row and column of points, clipped to the grid; shape as the inputs."""
        column = np.floor((np.asarray(east) - self.west) / self.cell).astype(np.int64)
        row = np.floor((self.north - np.asarray(north)) / self.cell).astype(np.int64)
        return np.clip(row, 0, self.rows - 1), np.clip(column, 0, self.columns - 1)

    def sample(self, east: Array, north: Array) -> Array:
        """Bilinear values at points, held at the edges; shape as the inputs. NaN spreads to its neighbours."""
        x = np.clip((np.asarray(east, float) - self.west) / self.cell - 0.5, 0, self.columns - 1)
        y = np.clip((self.north - np.asarray(north, float)) / self.cell - 0.5, 0, self.rows - 1)
        column = np.minimum(x.astype(np.int64), max(self.columns - 2, 0))
        row = np.minimum(y.astype(np.int64), max(self.rows - 2, 0))
        right = np.minimum(column + 1, self.columns - 1)
        below = np.minimum(row + 1, self.rows - 1)
        fx, fy = x - column, y - row
        v = self.values
        top = v[row, column] * (1 - fx) + v[row, right] * fx
        bottom = v[below, column] * (1 - fx) + v[below, right] * fx
        return np.asarray(top * (1 - fy) + bottom * fy)


def frame(extent: Extent, cell: float) -> tuple[int, int, float, float]:
    """Rows, columns, west and north of the grid of whole cells that covers an extent."""
    west = np.floor(extent.west / cell) * cell
    north = np.ceil(extent.north / cell) * cell
    columns = max(int(np.ceil((extent.east - west) / cell - 1e-9)), 1)
    rows = max(int(np.ceil((north - extent.south) / cell - 1e-9)), 1)
    return rows, columns, float(west), float(north)
