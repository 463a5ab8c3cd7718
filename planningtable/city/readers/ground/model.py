"""The terrain of a site, and the pieces that terrain files are read in."""

from dataclasses import dataclass
from typing import Literal

from rasterio.transform import Affine

from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.readers.files import Part
from planningtable.domain.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The terrain of a site.

    Attributes:
        grid: heights [m above the vertical datum], float32, no NaN.
        made: True where no terrain model was given.
        format: of the files; ``TIN`` or empty where it was made.
        crs: of the files; empty where none was read.
        licence: as the files state it.
        notes: remarks for the reader.
        filled: bool on the same cells, True where the terrain model has no height and it was filled in from the
            surroundings; None where there is no such cell.
        files: what the heights come from.
    """

    grid: Grid
    made: bool
    format: str
    crs: str
    licence: str
    notes: tuple[Text, ...]
    filled: Grid | None = None
    files: "tuple[Survey, ...]" = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What the head of a terrain file says.

    Attributes:
        part: the file.
        format: its name for readers.
        crs: ``EPSG:code`` or WKT; empty where it names none.
        extent: in its own CRS; None where only reading all of it tells.
        cell: edge of a cell, in units of its CRS; 0 where there are none yet.
        unit: metres in a unit of height.
        licence: as stated.
        notes: what is to be said about it.
    """

    part: Part
    format: str
    crs: str
    extent: Extent | None
    cell: float = 0.0
    unit: float = 1.0
    licence: str = ""
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """What is wanted of a terrain file.

    Attributes:
        area: in the file's CRS.
        cell: finer than this is of no use, in units of the file's CRS.
        site_crs: CRS of the site, to which files without one are supposed to belong.
    """

    area: Extent
    cell: float
    site_crs: str


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Heights on a raster [m].

    Attributes:
        values: shape (rows, columns), NaN where there are no data.
        transform: of pixel to coordinates.
    """

    values: Array
    transform: Affine


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Heights at points [m].

    Attributes:
        places: shape (n, 3), east, north, height in the file's CRS.
        way: how they become cells: by triangles, by the mean or by the lowest of each cell.
        cell: size of such cells, in units of the file's CRS.
    """

    places: Array
    way: Literal["triangles", "mean", "lowest"]
    cell: float


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a file that had to be read to know it lies, and what there is to say about it."""

    extent: Extent | None = None
    notes: tuple[Text, ...] = ()


Piece = Block | Points | Seen
