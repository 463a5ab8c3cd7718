"""ESRI ASC grids, read in bands of rows; the values are counted, which GDAL leaves out."""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planningtable.city.grid import Array, Extent
from planningtable.city.job import Job
from planningtable.city.readers.detect import HEAD, head_of
from planningtable.city.readers.files import Part, opened
from planningtable.city.readers.ground.heights import affine, credible
from planningtable.city.readers.ground.model import Block, Piece, Survey, Window
from planningtable.city.readers.ground.references import beside_crs
from planningtable.domain.text import PlanningError

_KEYS = {
    *("ncols", "nrows", "xllcorner", "yllcorner", "xllcenter", "yllcenter", "xllcentre", "yllcentre"),
    *("cellsize", "dx", "dy", "nodata_value", "nodata"),
}
# Bytes parsed at a time.
BITE = 8 * 2**20
# A wider raster is none, or it is hostile.
MOST_COLUMNS = 2_000_000
MOST_CELLS = 20_000_000_000
# No raster of a town has cells of a thousand kilometres [m].
LARGEST_CELL = 1e6
_SPACES = bytes.maketrans(b" \t\r\f\v,", b"\n\n\n\n\n.")


@dataclass(frozen=True, slots=True)
class AscHeader:
    """The head of an ASC file.

    Attributes:
        rows: of the raster.
        columns: of the raster.
        extent: outer edges, in the file's CRS.
        nodata: value that stands for no data.
        size: length of the header in bytes.
    """

    rows: int
    columns: int
    extent: Extent
    nodata: float
    size: int

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell."""
        return self.extent.width / self.columns, self.extent.height / self.rows


def read_header(part: Part) -> AscHeader:
    """The header of an ASC file.

    Raises:
        PlanningError: it lacks a line, or has something other than a number.
    """
    found: dict[str, float] = {}
    size = 0
    try:
        for line in head_of(part, HEAD).splitlines(keepends=True):
            words = line.decode("latin-1").removeprefix("ï»¿").split()
            if words and (len(words) != 2 or words[0].lower() not in _KEYS):
                break
            if words:
                found[words[0].lower()] = float(words[1].replace(",", "."))
            size += len(line)
        return _header(found, size)
    except (KeyError, ValueError, OverflowError) as error:
        raise PlanningError("error.city.asc-header", file=part.name) from error


def _header(found: dict[str, float], size: int) -> AscHeader:
    columns, rows = int(found["ncols"]), int(found["nrows"])
    across = found["dx"] if "dx" in found else found["cellsize"]
    along = found["dy"] if "dy" in found else found["cellsize"]
    good = 0 < columns <= MOST_COLUMNS and rows > 0 and rows * columns <= MOST_CELLS
    good = good and 0 < across <= LARGEST_CELL and 0 < along <= LARGEST_CELL
    west = _edge(found, "xll", across)
    south = _edge(found, "yll", along)
    if not good or not all(np.isfinite(v) for v in (west, south, across, along)):
        raise ValueError("no raster")
    nodata = found.get("nodata_value", found.get("nodata", -9999.0))
    return AscHeader(rows, columns, Extent(west, south, west + columns * across, south + rows * along), nodata, size)


def _edge(found: dict[str, float], side: str, cell: float) -> float:
    if f"{side}corner" in found:
        return found[f"{side}corner"]
    for spelling in ("center", "centre"):
        if side + spelling in found:
            return found[side + spelling] - cell / 2
    return 0.0


def row_bands(part: Part, header: AscHeader, job: Job) -> Iterator[tuple[int, Array]]:
    """The rows of an ASC file in bands: number of the first row, and values of shape (rows, columns), NaN for no data.

    Raises:
        PlanningError: values that are no numbers, or not as many as the header says.
    """
    expected = header.rows * header.columns
    row, count = 0, 0
    rest = np.zeros(0)
    for numbers in _numbers(part, header.size, job):
        count += len(numbers)
        if count > expected:
            continue
        rest = np.concatenate([rest, numbers]) if len(rest) else numbers
        rows = len(rest) // header.columns
        if rows:
            values = rest[: rows * header.columns].reshape(rows, header.columns).copy()
            values[values == header.nodata] = np.nan
            yield row, values
            row += rows
            rest = rest[rows * header.columns :]
    if count != expected:
        raise PlanningError(
            "error.city.asc-count",
            file=part.name,
            rows=header.rows,
            columns=header.columns,
            expected=expected,
            found=count,
        )


def _numbers(part: Part, skipped: int, job: Job) -> Iterator[Array]:
    """All numbers behind the header, in order; the lines do not matter."""
    with opened(part, job) as stream:
        while skipped:
            skipped -= len(stream.read(skipped))
        rest = b""
        while data := stream.read(BITE):
            text = (rest + data).translate(_SPACES)
            end = text.rfind(b"\n") + 1
            rest = text[end:]
            if len(rest) > 1000:
                raise PlanningError("error.city.asc-header", file=part.name)
            yield _parsed(text[:end], part)
        yield _parsed(rest, part)


def _parsed(text: bytes, part: Part) -> Array:
    if not text.strip():
        return np.zeros(0)
    import pandas as pd  # half a second to import

    try:
        table = pd.read_csv(io.BytesIO(text), header=None, dtype=np.float64, engine="c", encoding="latin-1")
    except ValueError as error:
        raise PlanningError("error.city.asc-header", file=part.name) from error
    return np.asarray(table[0].to_numpy())


def survey(part: Part, site_crs: str) -> Survey:
    """Where an ASC grid lies; its CRS where a ``.prj`` stands beside it."""
    del site_crs
    header = read_header(part)
    return Survey(part, "ESRI ASC", beside_crs(part), header.extent, math.sqrt(math.prod(header.cell)))


def read(found: Survey, window: Window, job: Job) -> Iterator[Piece]:
    """The bands that touch the window.

    Raises:
        PlanningError: see `row_bands`.
    """
    header = read_header(found.part)
    across, along = header.cell
    first = int(np.clip((window.area.west - header.extent.west) // across, 0, header.columns))
    last = int(np.clip(np.ceil((window.area.east - header.extent.west) / across), 0, header.columns))
    for row, values in row_bands(found.part, header, job):
        north = header.extent.north - row * along
        touches = north > window.area.south and north - len(values) * along < window.area.north
        if touches and first < last:
            cut = credible(values[:, first:last])
            yield Block(cut, affine(header.extent.west + first * across, north, across, along))
