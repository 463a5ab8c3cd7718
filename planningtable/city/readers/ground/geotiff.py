"""GeoTIFF (COG too), JPEG 2000 and what else GDAL reads safely: only the window that is wanted, in strips."""

import math
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
import pyproj
import rasterio
import rasterio.errors
from rasterio.errors import NotGeoreferencedWarning
from rasterio.io import MemoryFile
from rasterio.transform import Affine
from rasterio.windows import Window as Pixels

from planningtable.city.grid import Array, Extent
from planningtable.city.job import Job
from planningtable.city.readers.detect import head_of
from planningtable.city.readers.files import Part, existing, whole
from planningtable.city.readers.ground.heights import UNITS, at, credible, in_feet, vertical_unit, window_affine
from planningtable.city.readers.ground.model import Block, Piece, Survey, Window
from planningtable.city.readers.ground.references import beside_crs, crs_words, from_wkt, world_affine
from planningtable.domain.text import PlanningError, Text

# By the first bytes; no VRT and no services: a raster is read from its own file.
DRIVERS = (
    (b"II*\0", "GTiff"),
    (b"MM\0*", "GTiff"),
    (b"II+\0", "GTiff"),
    (b"MM\0+", "GTiff"),
    (b"\0\0\0\x0cjP  ", "JP2OpenJPEG"),
    (b"\xff\x4f\xff\x51", "JP2OpenJPEG"),
    (b"EHFA_HEADER_TAG", "HFA"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
NAMES = {"GTiff": "GeoTIFF", "JP2OpenJPEG": "JPEG 2000", "HFA": "ERDAS IMAGINE"}
# Pixels read at a time.
STRIP = 8_000_000
# Whole turned rasters are read with at most so many pixels.
MOST_TURNED = 25_000_000
CACHE = 128 * 2**20


def _quietly(opened: Callable[..., Any], driver: str, options: Mapping[str, Any]) -> Any:
    """A dataset; that it lies nowhere is told in our own words, where it matters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        return opened(driver=driver, **options)


@contextmanager
def dataset_of(part: Part, **options: Any) -> Iterator[Any]:
    """A raster, opened by GDAL; from memory where it is packed.

    Raises:
        PlanningError: missing, no raster, or broken off.
    """
    existing(part.path)
    head = head_of(part, 64)
    driver = next((name for start, name in DRIVERS if head.startswith(start)), "")
    if not driver:
        raise PlanningError("error.city.not-raster", file=part.name)
    with part.path.open("rb") as raw:
        packed = bool(part.keys) or raw.read(2) == b"\x1f\x8b"
    try:
        with rasterio.Env(GDAL_CACHEMAX=CACHE, GDAL_DISABLE_READDIR_ON_OPEN="FALSE"):
            if packed:
                with MemoryFile(whole(part, Job())) as memory, _quietly(memory.open, driver, options) as dataset:
                    yield dataset
            else:
                with _quietly(partial(rasterio.open, part.path, sharing=False), driver, options) as dataset:
                    yield dataset
    except (rasterio.errors.RasterioError, rasterio.errors.RasterioIOError) as error:
        raise PlanningError("error.city.not-raster", file=part.name) from error


def format_of(dataset: Any) -> str:
    return NAMES.get(dataset.driver, str(dataset.driver))


def extent_of(transform: Affine, width: float, height: float) -> Extent:
    """Outer edges of a raster, turned or not."""
    corners = [at(transform, x, y) for x in (0, width) for y in (0, height)]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return Extent(min(xs), min(ys), max(xs), max(ys))


def crs_of(dataset: Any) -> pyproj.CRS | None:
    return from_wkt(dataset.crs.to_wkt()) if dataset.crs else None


def placed(dataset: Any, part: Part) -> Affine:
    """The transform of a raster: its own, or by the world file beside it.

    Raises:
        PlanningError: it has neither.
    """
    if dataset.transform != Affine.identity():
        return dataset.transform
    found = world_affine(part)
    if found is None:
        raise PlanningError("error.ground.no-place", file=part.name)
    return found


def survey(part: Part, site_crs: str) -> Survey:
    """Where a raster lies, and in which unit it holds heights."""
    del site_crs
    with dataset_of(part) as dataset:
        crs = crs_of(dataset)
        unit, notes = _unit(dataset, crs, part.name)
        bands = dataset.count - sum(i.name == "alpha" for i in dataset.colorinterp)
        if bands > 1:
            notes = (*notes, Text.of("city.note.terrain-bands", file=part.name, bands=bands))
        tags = dataset.tags()
        licence = tags.get("LICENCE", tags.get("TIFFTAG_COPYRIGHT", ""))
        transform = placed(dataset, part)
        extent = extent_of(transform, dataset.width, dataset.height)
        cell = math.sqrt(abs(transform.determinant))
        return Survey(part, format_of(dataset), crs_words(crs) or beside_crs(part), extent, cell, unit, licence, notes)


def _unit(dataset: Any, crs: pyproj.CRS | None, name: str) -> tuple[float, tuple[Text, ...]]:
    """Metres in a unit of height, by the band or the vertical CRS."""
    word = str(dataset.units[0] or "").strip()
    factor = UNITS.get(word.lower(), 0.0)
    if not factor:
        factor, word = vertical_unit(crs)
    if not factor:
        feet = in_feet(crs)
        return 1.0, (Text.of("city.note.terrain-foot-crs", file=name),) if feet else ()
    return factor, () if factor == 1.0 else (Text.of("city.note.terrain-unit", file=name, unit=word),)


def pixels_in(dataset: Any, transform: Affine, area: Extent | None) -> Pixels:
    """The window of pixels that an area in the raster's CRS touches, all for None; width or height 0 for none."""
    if area is None:
        return Pixels(0, 0, dataset.width, dataset.height)
    back = ~transform
    corners = [at(back, x, y) for x in (area.west, area.east) for y in (area.south, area.north)]
    across, down = [c[0] for c in corners], [c[1] for c in corners]
    left = int(np.clip(math.floor(min(across)), 0, dataset.width))
    top = int(np.clip(math.floor(min(down)), 0, dataset.height))
    right = int(np.clip(math.ceil(max(across)), 0, dataset.width))
    bottom = int(np.clip(math.ceil(max(down)), 0, dataset.height))
    return Pixels(left, top, right - left, bottom - top)


def level_for(part: Part, cell: float) -> dict[str, int]:
    """The overview that is still fine enough, as an option to `dataset_of`; none where there is no use for it."""
    with dataset_of(part) as dataset:
        if dataset.transform == Affine.identity():
            return {}
        own = math.sqrt(abs(dataset.transform.determinant))
        even = dataset.width * dataset.height > STRIP
        factors = [
            (f, i)
            for i, f in enumerate(dataset.overviews(1))
            if own * f <= cell * 1.001 and (even or (dataset.width % f == 0 and dataset.height % f == 0))
        ]
    return {"overview_level": max(factors)[1]} if factors else {}


def read(found: Survey, window: Window, job: Job) -> Iterator[Piece]:
    """The part of a raster that touches the window, band 1, from an overview where it is finer than needed."""
    with dataset_of(found.part, **level_for(found.part, window.cell)) as dataset:
        t = placed(dataset, found.part)
        pixels = pixels_in(dataset, t, window.area)
        if not pixels.width or not pixels.height:
            return
        if t.b or t.d or t.a <= 0 or t.e >= 0:
            yield _turned(dataset, t, pixels, found.unit)
            return
        depth = max(dataset.block_shapes[0][0], 1)
        step = max(STRIP // pixels.width // depth, 1) * depth
        top, end = pixels.row_off, pixels.row_off + pixels.height
        while top < end:
            # Strips end where blocks of the file end.
            bottom = min(top - top % depth + step, end)
            job.report((top - pixels.row_off) / pixels.height, _what(found))
            strip = Pixels(pixels.col_off, top, pixels.width, bottom - top)
            yield Block(_heights(dataset, strip, found.unit), window_affine(t, pixels.col_off, top))
            top = bottom


def _what(found: Survey) -> Text:
    return Text.of("city.job.terrain-tile", file=found.part.name)


def _heights(dataset: Any, pixels: Pixels, unit: float, shape: tuple[int, int] | None = None) -> Array:
    """Heights of band 1 [m]; scale, offset, masks and no-data values are applied."""
    raw = dataset.read(1, window=pixels, masked=True, out_shape=shape)
    values = raw.astype(np.float64).filled(np.nan)
    scale, offset = dataset.scales[0] or 1.0, dataset.offsets[0] or 0.0
    return credible((values * scale + offset) * unit)


def _turned(dataset: Any, transform: Affine, pixels: Pixels, unit: float) -> Block:
    """A turned or mirrored raster in one piece, coarser where it is huge."""
    factor = max(math.sqrt(pixels.width * pixels.height / MOST_TURNED), 1.0)
    shape = (max(int(pixels.height / factor), 1), max(int(pixels.width / factor), 1))
    values = _heights(dataset, pixels, unit, shape)
    factors = (pixels.width / shape[1], pixels.height / shape[0])
    return Block(values, window_affine(transform, pixels.col_off, pixels.row_off, *factors))
