"""Aerial photos as an overlay: from GeoTIFF, JPEG 2000, and pictures with a world file, of one tile or many."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.errors import CRSError, RasterioError
from rasterio.transform import Affine
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from planningtable.city.grid import Array, Extent
from planningtable.city.job import Job
from planningtable.city.readers.containers import sources_of
from planningtable.city.readers.detect import Kind, kind_of
from planningtable.city.readers.files import Part
from planningtable.city.readers.ground.geotiff import crs_of, dataset_of, extent_of, format_of, level_for, placed
from planningtable.city.readers.ground.heights import affine
from planningtable.city.readers.ground.mosaic import names_of
from planningtable.city.readers.ground.raster import moved
from planningtable.city.readers.ground.references import beside_crs, crs_words
from planningtable.domain.text import PlanningError, Text

# Pixels along the longer side; a graphics card takes such a picture at once.
MOST_PIXELS = 4096
# Along a meridian.
_METRES_IN_DEGREE = 111_195.0
# Pixels that are read of one file; a minute or two. Beyond, it needs overviews.
MOST_READ = 4e9
# Rows painted at a time.
STRIP = 512


@dataclass(frozen=True, slots=True, eq=False)
class Orthophoto:
    """A photo over the site.

    Attributes:
        colours: red, green, blue, shape (rows, columns, 3), row 0 is the northernmost; black where there is none.
        known: False where no photo lies, shape (rows, columns).
        extent: outer edges, in the site's CRS [m].
        pixel: edge of a pixel [m].
        format: of the files.
        crs: of the files; the site's where they name none.
        licence: as the files state it.
        sources: names of the files that were used.
        notes: remarks for the reader.
    """

    colours: npt.NDArray[np.uint8]
    known: npt.NDArray[np.bool_]
    extent: Extent
    pixel: float
    format: str
    crs: str
    licence: str
    sources: tuple[str, ...]
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Photo:
    part: Part
    format: str
    crs: str
    transform: Affine
    extent: Extent
    pixel: float
    licence: str


@dataclass(frozen=True, slots=True)
class PhotoSurvey:
    """What a photo is, before anything is done with it.

    Attributes:
        format: of the file.
        crs: as the file or the one beside it names it; empty where neither does.
        extent: outer edges in that CRS.
        columns: pixels across.
        rows: pixels down.
        bands: of colour, and whatever else there is.
        pixel: edge of a pixel [m].
        licence: as the file states it.
    """

    format: str
    crs: str
    extent: Extent
    columns: int
    rows: int
    bands: int
    pixel: float
    licence: str


def survey(part: Part) -> PhotoSurvey:
    """Look at the head of a georeferenced photo.

    Raises:
        PlanningError: unreadable, or without a place on Earth.
    """
    photo = _looked_at(part, "")
    with dataset_of(part) as dataset:
        columns, rows, bands = dataset.width, dataset.height, dataset.count
    degrees = bool(photo.crs) and CRS.from_user_input(photo.crs).is_geographic
    pixel = photo.pixel * (_METRES_IN_DEGREE if degrees else 1.0)
    return PhotoSurvey(photo.format, photo.crs, photo.extent, columns, rows, bands, pixel, photo.licence)


def is_photo(part: Part) -> bool:
    """Whether a georeferenced raster holds colours: three or more bands of bytes, or a palette.

    Raises:
        PlanningError: unreadable.
    """
    with dataset_of(part) as dataset:
        colours = dataset.count >= 3 and dataset.dtypes[0] in ("uint8", "uint16")
        return bool(colours or dataset.colorinterp[0] is ColorInterp.palette)


def read_orthophoto(paths: Sequence[Path], crs: str, area: Extent, job: Job) -> Orthophoto:
    """Read aerial photos onto an area.

    Args:
        paths: files, folders and archives.
        crs: of the site.
        area: what is to be covered [m]; the photo is cut to it.
        job: is told, and can be cancelled.

    Raises:
        PlanningError: no photo is readable and lies in the area.
        CancelledError: the job was cancelled.
    """
    photos, errors = _photos(paths, crs, job.part(0.0, 0.2))
    names = names_of([p.name for p in paths])
    if not photos:
        raise errors[0] if errors else PlanningError("error.ground.no-photo", file=names)
    near = [p for p in photos if p.extent.overlaps(area)]
    if not near:
        raise PlanningError("error.ground.photo-elsewhere", file=names_of([p.part.name for p in photos]))
    pixel = max(min(p.pixel for p in near), max(area.width, area.height) / MOST_PIXELS)
    columns, rows = max(round(area.width / pixel), 1), max(round(area.height / pixel), 1)
    target = affine(area.west, area.north, area.width / columns, area.height / rows)
    colours = np.zeros((rows, columns, 3), np.uint8)
    known = np.zeros((rows, columns), np.bool_)
    # The finest photo counts where several lie.
    for i, photo in enumerate(sorted(near, key=lambda p: p.pixel)):
        job.part(0.2, 1.0).report(i / len(near), Text.of("city.job.photo", file=photo.part.name))
        try:
            _paint(photo, crs, target, colours, known)
        except PlanningError as error:
            errors.append(error)
    if not known.any():
        raise errors[0] if errors else PlanningError("error.ground.photo-elsewhere", file=names)
    return Orthophoto(
        colours,
        known,
        area,
        pixel,
        ", ".join(sorted({p.format for p in near})),
        next((p.crs for p in near if p.crs), crs),
        "; ".join(sorted({p.licence for p in near if p.licence})),
        tuple(p.part.name for p in near),
        (*_notes(near, crs, known), *(e.text for e in errors)),
    )


def _notes(near: list[_Photo], crs: str, known: Array) -> list[Text]:
    bare = [p.part.name for p in near if not p.crs]
    notes = [Text.of("city.note.photo-without-crs", file=names_of(bare), crs=crs)] if bare else []
    gaps = round(100 * float(1 - known.mean()), 1)
    return [*notes, Text.of("city.note.photo-gaps", percent=gaps)] if gaps else notes


def _photos(paths: Sequence[Path], crs: str, job: Job) -> tuple[list[_Photo], list[PlanningError]]:
    """The photos in the paths; those that cannot be read as errors."""
    sources = sources_of(paths, job.part(0.0, 0.3))
    photos: list[_Photo] = []
    errors = [PlanningError(why.id, **dict(why.arguments)) for _, why in sources.left_out]
    named = set(paths)
    # A picture that was named, and whose world file lies beside it unnamed, is sorted with the textures.
    pictures = [p for p in sources.beside if p.path in named and not p.keys]
    for part in (*sources.parts, *pictures):
        job.check()
        try:
            if kind_of(part) in (Kind.PHOTO, Kind.RASTER, Kind.IMAGE) and is_photo(part):
                photos.append(_looked_at(part, crs))
        except PlanningError as error:
            errors.append(error)
    return photos, errors


def _looked_at(part: Part, site_crs: str) -> _Photo:
    with dataset_of(part) as dataset:
        transform = placed(dataset, part)
        found = crs_words(crs_of(dataset)) or beside_crs(part)
        own = extent_of(transform, dataset.width, dataset.height)
        extent = moved(own, found, site_crs) if site_crs else own
        pixel = (extent.area / max(dataset.width * dataset.height, 1)) ** 0.5
        tags = dataset.tags()
        licence = tags.get("LICENCE", tags.get("TIFFTAG_COPYRIGHT", ""))
        return _Photo(part, format_of(dataset), found, transform, extent, pixel, licence)


def _paint(photo: _Photo, crs: str, target: Affine, colours: Array, known: Array) -> None:
    """Put a photo where there is none yet, reading no more of it than needed."""
    rows, columns = known.shape
    options = {
        "crs": CRS.from_user_input(crs),
        "transform": target,
        "width": columns,
        "height": rows,
        "resampling": Resampling.average if photo.pixel < 0.75 * target.a else Resampling.bilinear,
    }
    top = int(np.clip((target.f - photo.extent.north) // -target.e, 0, rows))
    bottom = int(np.clip((target.f - photo.extent.south) // -target.e + 1, 0, rows))
    left = int(np.clip((photo.extent.west - target.c) // target.a, 0, columns))
    right = int(np.clip((photo.extent.east - target.c) // target.a + 1, 0, columns))
    if top >= bottom or left >= right:
        return
    finest = abs(photo.transform.determinant) ** 0.5 * target.a / photo.pixel
    overview = level_for(photo.part, finest)
    with dataset_of(photo.part, **overview) as dataset:
        share = (bottom - top) * (right - left) * target.a * -target.e / max(photo.extent.area, 1e-9)
        if dataset.width * dataset.height * min(share, 1.0) > MOST_READ:
            raise PlanningError("error.ground.photo-too-fine", file=photo.part.name)
    with dataset_of(photo.part, **overview) as dataset, _warped(dataset, photo, crs, options) as warped:
        for first in range(top, bottom, STRIP):
            last = min(first + STRIP, bottom)
            window = Window(left, first, right - left, last - first)
            bands = warped.read([1, 1, 1] if _palette(dataset) else [1, 2, 3], window=window)
            alpha = warped.dataset_mask(window=window) > 0
            place = np.s_[first:last, left:right]
            fresh = alpha & ~known[place]
            colours[place][fresh] = _as_bytes(bands, dataset)[fresh]
            known[place] |= alpha


@contextmanager
def _warped(dataset: Any, photo: _Photo, crs: str, options: dict[str, Any]) -> Iterator[Any]:
    try:
        own = CRS.from_user_input(photo.crs or crs)
        # An overview has a transform of its own; a picture with a world file has none, and is never read from one.
        own_place = photo.transform if dataset.transform == Affine.identity() else dataset.transform
        masked = any(MaskFlags.all_valid not in flags for flags in dataset.mask_flag_enums)
        if _palette(dataset):
            options = {**options, "resampling": Resampling.nearest}
        with WarpedVRT(dataset, src_crs=own, src_transform=own_place, add_alpha=not masked, **options) as warped:
            yield warped
    except (RasterioError, CRSError) as error:
        raise PlanningError("error.ground.no-photo", file=photo.part.name) from error


def _palette(dataset: Any) -> bool:
    return bool(dataset.colorinterp[0] is ColorInterp.palette)


def _as_bytes(bands: Array, dataset: Any) -> npt.NDArray[np.uint8]:
    """Colours as bytes, shape (rows, columns, 3); palettes are looked up, 16 bits brought to 8."""
    if _palette(dataset):
        table = np.zeros((65536, 3), np.uint8)
        for value, colour in dataset.colormap(1).items():
            table[value] = colour[:3]
        return np.asarray(table[bands[0]])
    if bands.dtype == np.uint16:
        bits = int(dataset.tags(1, ns="IMAGE_STRUCTURE").get("NBITS", 16))
        bands = bands >> max(bits - 8, 0)
    return np.moveaxis(bands.astype(np.uint8), 0, -1)
