"""Ground points of LAS and LAZ point clouds, in chunks."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import numpy as np
import pyproj
from pyproj.exceptions import CRSError

from planningtable.city.grid import Array, Extent
from planningtable.city.job import Job
from planningtable.city.readers.files import Part, whole
from planningtable.city.readers.ground.heights import LOWEST, in_feet, vertical_unit
from planningtable.city.readers.ground.model import Piece, Points, Seen, Survey, Window
from planningtable.city.readers.ground.references import beside_crs, crs_words
from planningtable.domain.text import PlanningError, Text

CHUNK = 1_000_000
GROUND = 2
NOISE = (7, 18)
# Finer cells than these are not filled by any airborne laser scan [m].
FINEST = 0.5
# Bytes in a point record; more are no point.
WIDEST = 2048
# Points in a byte of LAZ; real clouds have less than one.
MOST_PACKED = 50
SIZES = (0.5, 1.0, 2.0, 5.0, 10.0)


@contextmanager
def _opened(part: Part) -> Iterator[Any]:
    """A point cloud.

    Raises:
        PlanningError: it is none, it is damaged, or the library is missing.
    """
    try:
        import laspy  # type: ignore[import-untyped]
    except ImportError as error:
        raise PlanningError("error.ground.las-support", file=part.name) from error
    # Everything that the libraries say about damaged files, lazrs' RuntimeError among it.
    broken = (
        laspy.errors.LaspyException,
        ValueError,
        RuntimeError,
        KeyError,
        EOFError,
        OSError,
        struct.error,
        AssertionError,
        OverflowError,
        MemoryError,
        TypeError,
    )
    try:
        with _source(part) as raw:
            _check_header(raw)
            with laspy.open(raw, closefd=False, read_evlrs=False) as cloud:
                yield cloud
    except broken as error:
        raise PlanningError("error.ground.las", file=part.name) from error


@contextmanager
def _source(part: Part) -> Iterator[BinaryIO]:
    with part.path.open("rb") as raw:
        packed = bool(part.keys) or raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        yield io.BytesIO(whole(part, Job())) if packed else raw


def _check_header(raw: BinaryIO) -> None:
    """Raise ValueError for a header that promises more than the file can hold; libraries would believe it."""
    size = raw.seek(0, io.SEEK_END)
    raw.seek(0)
    head = raw.read(375)
    raw.seek(0)
    if len(head) < 227 or head[:4] != b"LASF":
        raise ValueError("no header")
    length, start, records, form, width = struct.unpack("<HIIBH", head[94:107])
    (count,) = struct.unpack("<I", head[107:111])
    if head[25] >= 4 and len(head) >= 255:
        count = max(count, struct.unpack("<Q", head[247:255])[0])
    packed = bool(form & 0x80)
    most = size * MOST_PACKED if packed else (size - start) // max(width, 1)
    if start > size or length + records * 54 > start or not 20 <= width <= WIDEST or count > most:
        raise ValueError("the header promises more than the file holds")


def survey(part: Part, site_crs: str) -> Survey:
    """Where a point cloud lies, by its header, and its CRS, by its records."""
    del site_crs
    with _opened(part) as cloud:
        header = cloud.header
        crs = _crs(header)
        unit, name = vertical_unit(crs)
        notes: tuple[Text, ...] = ()
        if unit not in (0.0, 1.0):
            notes = (Text.of("city.note.terrain-unit", file=part.name, unit=name),)
        elif not unit and in_feet(crs):
            notes = (Text.of("city.note.terrain-foot-crs", file=part.name),)
        low, high = header.mins, header.maxs
        extent = Extent(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
        known = all(np.isfinite([*low, *high])) and low[0] < high[0] and low[1] < high[1]
        kind = "LAZ" if header.are_points_compressed else "LAS"
        return Survey(
            part, kind, crs_words(crs) or beside_crs(part), extent if known else None, 0.0, unit or 1.0, "", notes
        )


def _crs(header: Any) -> pyproj.CRS | None:
    try:
        found = header.parse_crs()
    except (CRSError, ValueError, KeyError, IndexError, UnicodeError, AttributeError):
        return None
    return found if isinstance(found, pyproj.CRS) else None


def read(found: Survey, window: Window, job: Job) -> Iterator[Piece]:
    """Points of class 2 in the window; where there are none, the last returns.

    Raises:
        PlanningError: the file is damaged.
    """
    cell = _cell(found, window)
    count = 0
    for points in _points(found, window, job.part(0.0, 0.6), ground=True):
        count += len(points)
        yield Points(points, "mean", cell)
    if count:
        yield Seen(None, (Text.of("city.note.terrain-points", file=found.part.name, points=count, cell=cell),))
        return
    for points in _points(found, window, job.part(0.6, 1.0), ground=False):
        count += len(points)
        yield Points(points, "lowest", cell)
    yield Seen(None, (Text.of("city.note.terrain-no-ground", file=found.part.name),) if count else ())


def _cell(found: Survey, window: Window) -> float:
    """Cell size that about five points of all fall into, so that nearly all cells have ground."""
    with _opened(found.part) as cloud:
        count = int(cloud.header.point_count)
    area = found.extent.area if found.extent is not None else 0.0
    wanted = max((5.0 * area / max(count, 1)) ** 0.5, FINEST, window.cell)
    return next((s for s in SIZES if s >= wanted * 0.999), wanted)


def _points(found: Survey, window: Window, job: Job, *, ground: bool) -> Iterator[Array]:
    with _opened(found.part) as cloud:
        total = max(int(cloud.header.point_count), 1)
        done = 0
        for chunk in cloud.chunk_iterator(CHUNK):
            done += len(chunk)
            job.report(done / total, Text.of("city.job.terrain-tile", file=found.part.name))
            kept = _chosen(chunk, ground=ground)
            raw = np.column_stack([np.asarray(a)[kept] for a in (chunk.X, chunk.Y, chunk.Z)])
            points = raw * np.asarray(chunk.scales) + np.asarray(chunk.offsets)
            points[:, 2] *= found.unit
            area = window.area
            inside = (points[:, 0] >= area.west) & (points[:, 0] <= area.east) & (points[:, 1] >= area.south)
            inside &= (points[:, 1] <= area.north) & (np.abs(points[:, 2]) < -LOWEST)
            if inside.any():
                yield points[inside]


def _chosen(chunk: Any, *, ground: bool) -> Array:
    """Which points of a chunk: ground, or last returns that are not marked as noise."""
    classes = np.asarray(chunk.classification)
    if ground:
        return np.asarray(classes == GROUND)
    last = np.asarray(chunk.return_number) == np.asarray(chunk.number_of_returns)
    return np.asarray(last & ~np.isin(classes, NOISE))
