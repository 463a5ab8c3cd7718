"""GeoTIFF and ESRI ASC → values on square cells in the site's CRS."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyproj
import rasterio
import rasterio.errors
from rasterio.enums import Resampling
from rasterio.transform import Affine
from rasterio.warp import reproject, transform_bounds

from planningtable.city.grid import Array, Extent, Grid, frame
from planningtable.city.readers.files import existing
from planningtable.domain.text import PlanningError

# More cells than this are computed more coarsely: 4 km² at 1 m.
MOST_CELLS = 4_000_000
# A larger raster is read in pieces by nobody's town office; it would not fit into memory.
MOST_PIXELS = 400_000_000
_HEADER = {"ncols", "nrows", "xllcorner", "yllcorner", "xllcenter", "yllcenter", "cellsize", "nodata_value"}


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """A raster as it was read.

    Attributes:
        name: of the file.
        format: ``GeoTIFF`` or ``ESRI ASC``, or what the file is.
        values: shape (rows, columns), float64; NaN where there are no data.
        transform: of pixel to coordinates.
        crs: as WKT or ``EPSG:code``; empty where the file names none.
        tags: what the file says of itself.
    """

    name: str
    format: str
    values: Array
    transform: Affine
    crs: str
    tags: dict[str, str]

    def extent_in(self, crs: str) -> Extent:
        """Where it lies, in another CRS."""
        rows, columns = self.values.shape
        t = self.transform
        xs = [t.c + t.a * i + t.b * j for i in (0, columns) for j in (0, rows)]
        ys = [t.f + t.d * i + t.e * j for i in (0, columns) for j in (0, rows)]
        bounds = (min(xs), min(ys), max(xs), max(ys))
        if self.crs and not same_crs(self.crs, crs):
            bounds = transform_bounds(self.crs, crs, *bounds)
        return Extent(*(float(b) for b in bounds))


def cells_transform(west: float, north: float, cell: float) -> Affine:
    """Of square cells, north up."""
    return Affine(cell, 0.0, west, 0.0, -cell, north)


def same_crs(one: str, other: str) -> bool:
    if one == other:
        return True
    first, second = (pyproj.CRS.from_user_input(c).to_2d() for c in (one, other))
    parts = [c.sub_crs_list[0] if c.is_compound else c for c in (first, second)]
    codes = [c.to_epsg() for c in parts]
    return codes[0] == codes[1] if all(codes) else bool(parts[0].equals(parts[1], ignore_axis_order=True))


def read_raster(path: Path) -> Raster:
    """Read band 1 of a raster.

    Raises:
        PlanningError: missing, not a raster, or an ASC file whose numbers do not match its header.
    """
    existing(path)
    with path.open("rb") as stream:
        if stream.read(16).lstrip().lower().startswith(b"ncols"):
            return _read_asc(path)
    try:
        with rasterio.open(path) as dataset:
            if dataset.width * dataset.height > MOST_PIXELS:
                raise PlanningError("error.city.raster-too-big", file=path.name)
            values = dataset.read(1, masked=True).astype(np.float64).filled(np.nan)
            crs = dataset.crs
            name = "GeoTIFF" if dataset.driver == "GTiff" else str(dataset.driver)
            code = crs.to_epsg() if crs else None
            words = f"EPSG:{code}" if code else (crs.to_wkt() if crs else "")
            return Raster(path.name, name, values, dataset.transform, words, dict(dataset.tags()))
    except rasterio.errors.RasterioError as error:
        raise PlanningError("error.city.not-raster", file=path.name) from error


def _read_asc(path: Path) -> Raster:
    """ESRI ASC grid; its rows are counted, which GDAL leaves out."""
    header: dict[str, float] = {}
    try:
        lines = path.read_text("ascii").splitlines()
        start = 0
        for start, line in enumerate(lines):  # noqa: B007 - the position after the header is what is wanted
            words = line.split()
            if len(words) != 2 or words[0].lower() not in _HEADER:
                break
            header[words[0].lower()] = float(words[1].replace(",", "."))
        columns, rows, cell = int(header["ncols"]), int(header["nrows"]), header["cellsize"]
        numbers = np.array(" ".join(lines[start:]).replace(",", ".").split(), np.float64)
    except (KeyError, ValueError) as error:
        raise PlanningError("error.city.asc-header", file=path.name) from error
    if len(numbers) != rows * columns:
        raise PlanningError(
            "error.city.asc-count",
            file=path.name,
            rows=rows,
            columns=columns,
            expected=rows * columns,
            found=len(numbers),
        )
    values = numbers.reshape(rows, columns)
    values[values == header.get("nodata_value", -9999.0)] = np.nan
    west = header.get("xllcorner", header.get("xllcenter", 0.0) - cell / 2)
    south = header.get("yllcorner", header.get("yllcenter", 0.0) - cell / 2)
    return Raster(path.name, "ESRI ASC", values, cells_transform(west, south + rows * cell, cell), "", {})


def pixel_size(raster: Raster, crs: str) -> tuple[float, float]:
    """Width and height of a pixel in the CRS [m]."""
    rows, columns = raster.values.shape
    extent = raster.extent_in(crs)
    return extent.width / columns, extent.height / rows


def is_square(raster: Raster, crs: str) -> bool:
    """Whether the pixels can be taken as they are: square, north up, in the CRS."""
    width, height = pixel_size(raster, crs)
    upright = raster.transform.b == 0 and raster.transform.d == 0 and raster.transform.e < 0
    return upright and abs(width - height) < 1e-6 * width and (not raster.crs or same_crs(raster.crs, crs))


def cells_for(raster: Raster, crs: str, area: Extent) -> Grid:
    """Empty square cells over an area: the raster's own where they are square, else of the same mean size."""
    width, height = pixel_size(raster, crs)
    mean = math.sqrt(width * height)
    if not is_square(raster, crs):
        return empty_grid(area, max(round(mean, 2 if mean > 0.05 else 4), 1e-4))
    if area.area / mean**2 > MOST_CELLS:
        return empty_grid(area, width)
    own = raster.extent_in(crs)
    west = own.west + math.floor((area.west - own.west) / width + 1e-6) * width
    north = own.north - math.floor((own.north - area.north) / width + 1e-6) * width
    columns = math.ceil((area.east - west) / width - 1e-6)
    rows = math.ceil((north - area.south) / width - 1e-6)
    return Grid(np.full((max(rows, 1), max(columns, 1)), np.nan, np.float32), west, north, width)


def empty_grid(area: Extent, cell: float) -> Grid:
    """NaN on whole cells over an area; cells grow by halves and wholes until there are not too many."""
    while area.area / cell**2 > MOST_CELLS:
        cell = math.floor(cell * 2 + 1) / 2 if cell >= 0.5 else cell * 2
    rows, columns, west, north = frame(area, cell)
    return Grid(np.full((rows, columns), np.nan, np.float32), west, north, cell)


def resampled(raster: Raster, crs: str, cells: Grid, *, nearest: bool = False) -> Grid:
    """The raster's values on other cells, float32, NaN where it has none."""
    exact = nearest or (is_square(raster, crs) and abs(pixel_size(raster, crs)[0] - cells.cell) < 1e-9)
    finer = pixel_size(raster, crs)[0] < cells.cell * 0.75
    way = Resampling.nearest if exact else Resampling.average if finer else Resampling.bilinear
    target = np.full(cells.values.shape, np.nan, np.float32)
    reproject(
        raster.values.astype(np.float32),
        target,
        src_transform=raster.transform,
        src_crs=raster.crs or crs,
        src_nodata=np.nan,
        dst_transform=cells_transform(cells.west, cells.north, cells.cell),
        dst_crs=crs,
        dst_nodata=np.nan,
        resampling=way,
    )
    return cells.with_values(target)
