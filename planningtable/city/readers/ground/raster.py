"""Rasters as a whole, and values on square cells in the site's CRS."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyproj
from rasterio.enums import Resampling
from rasterio.transform import Affine
from rasterio.warp import reproject, transform_bounds

from planningtable.city.grid import Array, Extent, Grid, frame
from planningtable.city.job import Job
from planningtable.city.readers.files import Part, existing, opened
from planningtable.city.readers.ground import asc
from planningtable.city.readers.ground.geotiff import crs_of, dataset_of, extent_of, format_of, pixels_in, placed
from planningtable.city.readers.ground.heights import affine, window_affine
from planningtable.city.readers.ground.references import beside_crs, crs_words
from planningtable.domain.text import PlanningError

# More cells than this are computed more coarsely: 4 km² at 1 m.
MOST_CELLS = 4_000_000
# A larger raster would not fit into memory as a whole.
MOST_PIXELS = 400_000_000
# Pixels beyond an area, so that what is interpolated has neighbours [m].
MARGIN = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """A raster as it was read.

    Attributes:
        name: of the file.
        format: ``GeoTIFF`` or ``ESRI ASC``, or what the file is.
        values: shape (rows, columns), floating point; NaN where there are no data.
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
        return moved(extent_of(self.transform, columns, rows), self.crs, crs)


def moved(extent: Extent, source: str, target: str) -> Extent:
    """An extent in another CRS; an empty source stands for the target.

    Raises:
        PlanningError: it does not lie where the target applies.
    """
    if not source or same_crs(source, target):
        return extent
    bounds = transform_bounds(source, target, extent.west, extent.south, extent.east, extent.north)
    return Extent(*(float(b) for b in bounds))


def same_crs(one: str, other: str) -> bool:
    """Whether two CRSs place points alike, in whichever order of axes."""
    if one == other:
        return True
    first, second = (pyproj.CRS.from_user_input(c).to_2d() for c in (one, other))
    parts = [c.sub_crs_list[0] if c.is_compound else c for c in (first, second)]
    codes = [c.to_epsg() for c in parts]
    return codes[0] == codes[1] if all(codes) else bool(parts[0].equals(parts[1], ignore_axis_order=True))


def cells_transform(west: float, north: float, cell: float) -> Affine:
    """Of square cells, north up."""
    return affine(west, north, cell, cell)


def read_raster(path: Path, area: Extent | None = None, crs: str = "") -> Raster:
    """Read band 1 of a raster.

    Args:
        path: GeoTIFF, JPEG 2000 or ESRI ASC.
        area: only pixels in it are read, where the format allows that; None for all. Without overlap no pixel is.
        crs: of the area.

    Raises:
        PlanningError: missing, not a raster, too big, or an ASC file whose numbers do not match its header.
    """
    return raster_of(Part(existing(path)), area, crs)


def raster_of(part: Part, area: Extent | None = None, crs: str = "") -> Raster:
    """Read band 1 of a raster that may lie in an archive; as `read_raster`."""
    with opened(part, Job()) as stream:
        if stream.read(16).removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith((b"ncols", b"nrows")):
            return _whole_asc(part)
    with dataset_of(part) as dataset:
        words = crs_words(crs_of(dataset)) or beside_crs(part)
        transform = placed(dataset, part)
        pixels = pixels_in(dataset, transform, None if area is None else moved(area.grown(MARGIN), crs, words or crs))
        if pixels.width * pixels.height > MOST_PIXELS:
            raise PlanningError("error.city.raster-too-big", file=part.name)
        values = np.zeros((0, 0))
        if pixels.width and pixels.height:
            values = dataset.read(1, window=pixels, masked=True).astype(np.float64).filled(np.nan)
        scale, offset = dataset.scales[0] or 1.0, dataset.offsets[0] or 0.0
        if (scale, offset) != (1.0, 0.0):
            values = values * scale + offset
        transform = window_affine(transform, pixels.col_off, pixels.row_off)
        return Raster(part.name, format_of(dataset), values, transform, words, dict(dataset.tags()))


def _whole_asc(part: Part) -> Raster:
    header = asc.read_header(part)
    if header.rows * header.columns > MOST_PIXELS:
        raise PlanningError("error.city.raster-too-big", file=part.name)
    values = np.concatenate([band for _, band in asc.row_bands(part, header, Job())] or [np.zeros((0, header.columns))])
    transform = affine(header.extent.west, header.extent.north, *header.cell)
    return Raster(part.name, "ESRI ASC", values, transform, beside_crs(part), {})


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


def coarse_enough(area: Extent, cell: float) -> float:
    """A cell size with which an area has not too many cells; grows by halves and wholes."""
    while area.area / cell**2 > MOST_CELLS:
        cell = math.floor(cell * 2 + 1) / 2 if cell >= 0.5 else cell * 2
    return cell


def empty_grid(area: Extent, cell: float) -> Grid:
    """NaN on whole cells over an area; coarser where there would be too many."""
    cell = coarse_enough(area, cell)
    rows, columns, west, north = frame(area, cell)
    return Grid(np.full((rows, columns), np.nan, np.float32), west, north, cell)


def _single(values: Array) -> Array:
    """As float32, NaN for what is too large."""
    with np.errstate(over="ignore"):
        found = values.astype(np.float32, copy=False)
    return np.where(np.isinf(found), np.float32(np.nan), found)


def resampled(raster: Raster, crs: str, cells: Grid, *, nearest: bool = False) -> Grid:
    """The raster's values on other cells, float32, NaN where it has none."""
    exact = nearest or (is_square(raster, crs) and abs(pixel_size(raster, crs)[0] - cells.cell) < 1e-9)
    finer = pixel_size(raster, crs)[0] < cells.cell * 0.75
    way = Resampling.nearest if exact else Resampling.average if finer else Resampling.bilinear
    target = np.full(cells.values.shape, np.nan, np.float32)
    reproject(
        _single(raster.values),
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
