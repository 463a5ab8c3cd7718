"""Height points in text (XYZ): the DGM tiles of the German states, and other lists of east, north, height."""

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from planningtable.city.grid import Array, Extent
from planningtable.city.job import Job
from planningtable.city.readers.detect import head_of
from planningtable.city.readers.files import Part, Stream, as_file, opened
from planningtable.city.readers.ground.heights import affine, credible
from planningtable.city.readers.ground.model import Block, Piece, Points, Seen, Survey, Window
from planningtable.city.readers.ground.references import beside_crs
from planningtable.city.readers.texts import NORTH, columns_of, decoded, is_points, separator_of
from planningtable.domain.text import PlanningError, Text

# Lines parsed at a time, and points of a file that are looked at together to see whether they form a grid.
CHUNK = 1_000_000
TOGETHER = 4_000_000
LONGEST_LINE = 4 * 2**20
# Lines that are no points; more than this share, and the file is something else.
MOST_BAD = 0.1
# Points further than this from the first ones, across or along, are slips: Germany is 900 km long [m].
FARTHEST = 2_000_000.0
# ``dgm1_32_565_5934_1_nw``, ``32488_5402``, ``dgm_33250-5886``: zone, kilometres east and north, kilometres wide.
_TILE = re.compile(r"(?<!\d)(3[1-3])_?(\d{3})[_-](\d{4})(?:[_-](\d{1,2})(?!\d))?")
# A step below this is no grid, but noise [m].
SMALLEST_STEP = 0.1


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines are built.

    Attributes:
        separator: of columns; empty for white space.
        comma: whether decimals stand behind a comma.
        skipped: lines before the first point.
        swapped: whether the header names the northing first.
        width: columns of the first line.
    """

    separator: str
    comma: bool
    skipped: int
    swapped: bool
    width: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the points lie, as far as head and name tell.

    Attributes:
        crs: empty for none.
        zone: number in front of the eastings that is to be cut off; 0 for none.
        extent: by the name, if the points that were looked at agree; None otherwise.
        notes: what was assumed.
    """

    crs: str
    zone: int
    extent: Extent | None
    notes: tuple[Text, ...]


def layout_of(part: Part) -> tuple[Layout, Array]:
    """How the lines are built, and the points in the head, shape (n, 3).

    Raises:
        PlanningError: no points.
    """
    text = decoded(head_of(part)) or ""
    lines = text.splitlines()
    whole = lines[:-1] if len(lines) > 1 and not text.endswith(("\n", "\r")) else lines
    for skipped, line in enumerate(whole[:100]):
        body = [x for x in whole[skipped : skipped + 200] if x.strip()]
        if line.strip() and not line.lstrip().startswith(("#", "//")) and is_points(body):
            break
        # A short file, or points in local coordinates: three numbers are enough once it is known to be terrain.
        if line.strip() and _numbers(line) is not None:
            break
    else:
        raise PlanningError("error.ground.xyz", file=part.name)
    named = _numbers(line) is None
    first = next((x for x in whole[skipped + named :] if x.strip()), "")
    separator = separator_of(first)
    swapped = named and columns_of(line)[0].lower().lstrip("/") in NORTH
    found = [p for p in map(_numbers, whole[skipped + named :][:500]) if p is not None]
    if not found:
        raise PlanningError("error.ground.xyz", file=part.name)
    comma = separator != "," and "," in first
    layout = Layout(separator, comma, skipped + named, swapped, len(columns_of(first)))
    points = np.array(found, np.float64)
    return layout, points[:, [1, 0, 2]] if swapped else points


def _numbers(line: str) -> tuple[float, float, float] | None:
    try:
        words = [float(w.replace(",", ".")) for w in columns_of(line)[:3]]
    except ValueError:
        return None
    return (words[0], words[1], words[2]) if len(words) == 3 and all(map(math.isfinite, words)) else None


def frame_of(part: Part, points: Array) -> Frame:
    """Where the points lie: by the ``.prj`` beside them, the zone in front of the eastings, or the name."""
    crs = beside_crs(part)
    zone = int(np.median(points[:, 0]) // 1e6)
    if 31 <= zone <= 33:
        code = 25800 + zone
        note = Text.of("city.note.terrain-zone", file=part.name, zone=zone, code=code)
        return Frame(crs or f"EPSG:{code}", zone, _named_box(part, points - np.array([zone * 1e6, 0, 0])), (note,))
    box = _named_box(part, points)
    if crs or box is None:
        return Frame(crs, 0, box, ())
    code = 25800 + int(_TILE.findall(part.file_name)[-1][0])
    return Frame(f"EPSG:{code}", 0, box, (Text.of("city.note.terrain-crs-by-name", file=part.name, code=code),))


def _named_box(part: Part, points: Array) -> Extent | None:
    """The tile that the name tells of, if the points lie in it."""
    found = _TILE.findall(part.file_name)
    if not found:
        return None
    _, east, north, width = found[-1]
    side = 1000.0 * int(width or 2) if 0 < int(width or 2) <= 20 else 2000.0
    box = Extent(int(east) * 1e3, int(north) * 1e3, int(east) * 1e3 + side, int(north) * 1e3 + side).grown(2.0)
    inside = (points[:, 0] >= box.west) & (points[:, 0] <= box.east)
    inside &= (points[:, 1] >= box.south) & (points[:, 1] <= box.north)
    return box if inside.all() else None


def survey(part: Part, site_crs: str) -> Survey:
    """Where the points lie, if the name of the tile tells and the head agrees."""
    _, points = layout_of(part)
    frame = frame_of(part, points)
    crs = frame.crs
    # The site's own zone is no news.
    notes = () if crs == site_crs and not frame.zone else frame.notes
    return Survey(part, "XYZ", crs, frame.extent, notes=notes)


def read(found: Survey, window: Window, job: Job) -> Iterator[Piece]:
    """The points in the window: a block where they form a grid, else points.

    Raises:
        PlanningError: too many lines are no points.
    """
    layout, head = layout_of(found.part)
    frame = frame_of(found.part, head)
    gathered = _Gathered(found, window, np.median(_placed(head, replace(layout, swapped=False), frame)[:, :2], axis=0))
    for chunk in _chunks(found.part, layout, job):
        gathered.add(_placed(chunk, layout, frame))
        if gathered.count > TOGETHER:
            yield from gathered.pieces()
    yield from gathered.pieces()
    yield Seen(gathered.extent, (*gathered.notes, *gathered.passed_over()))


def _placed(chunk: Array, layout: Layout, frame: Frame) -> Array:
    if layout.swapped:
        chunk = chunk[:, [1, 0, 2]]
    if frame.zone:
        chunk = chunk - np.array([frame.zone * 1e6, 0.0, 0.0])
    return chunk


class _Gathered:
    """The points of a file that lie in the window."""

    def __init__(self, found: Survey, window: Window, middle: Array) -> None:
        self.name = found.part.name
        self.window = window
        self.middle = middle
        self.kept: list[Array] = []
        self.count = 0
        self.extent: Extent | None = None
        self.notes: list[Text] = []
        self.swapped: bool | None = None
        self.bad = 0
        self.far = 0
        self.all = 0

    def add(self, chunk: Array) -> None:
        good = np.isfinite(chunk[:, :2]).all(axis=1)
        self.all += len(chunk)
        self.bad += int((~good).sum())
        if self.bad > MOST_BAD * self.all:
            raise PlanningError("error.ground.xyz", file=self.name)
        near = good & (np.abs(chunk[:, :2] - self.middle) <= FARTHEST).all(axis=1)
        self.far += int((good & ~near).sum())
        if not near.all():
            chunk = chunk[near]
        if not len(chunk):
            return
        low, high = chunk[:, :2].min(axis=0), chunk[:, :2].max(axis=0)
        own = Extent(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
        if self.swapped is None:
            self.swapped = self._north_first(own)
        if self.swapped:
            chunk, own = chunk[:, [1, 0, 2]], _turned(own)
        self.extent = own if self.extent is None else self.extent.joined(own)
        area = self.window.area
        inside = (chunk[:, 0] >= area.west) & (chunk[:, 0] <= area.east)
        inside &= (chunk[:, 1] >= area.south) & (chunk[:, 1] <= area.north)
        kept = chunk if inside.all() else chunk[inside]
        if len(kept):
            self.kept.append(kept)
            self.count += len(kept)

    def _north_first(self, own: Extent) -> bool:
        """Whether the points lie in the window only with their axes swapped."""
        area = self.window.area
        swapped = not own.grown(1.0).overlaps(area) and _turned(own).grown(1.0).overlaps(area)
        if swapped:
            self.notes.append(Text.of("city.note.terrain-swapped", file=self.name))
        return swapped

    def passed_over(self) -> Iterator[Text]:
        """How many lines were no points, and how many lie too far off to be any."""
        for word, count in (("lines", self.bad), ("far", self.far)):
            if count:
                yield Text.of(f"city.note.terrain-{word}", file=self.name, lines=count)

    def pieces(self) -> Iterator[Piece]:
        """What has been gathered since the last call."""
        if not self.kept:
            return
        points = self.kept[0] if len(self.kept) == 1 else np.concatenate(self.kept)
        self.kept, self.count = [], 0
        block = gridded(points)
        yield block if block is not None else scattered(points, self.window.cell)


def _turned(extent: Extent) -> Extent:
    return Extent(extent.south, extent.west, extent.north, extent.east)


class _Lines:
    """A stream that refuses endless lines, which a parser would gather in memory."""

    def __init__(self, stream: Stream, name: str) -> None:
        self._stream = stream
        self._name = name
        self._length = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        end = max(data.rfind(b"\n"), data.rfind(b"\r"))
        self._length = len(data) - end - 1 if end >= 0 else self._length + len(data)
        if self._length > LONGEST_LINE:
            raise PlanningError("error.ground.xyz", file=self._name)
        return data


def _chunks(part: Part, layout: Layout, job: Job) -> Iterator[Array]:
    """The numbers in the first three columns, shape (n, 3); NaN where something else stands."""
    import pandas as pd  # half a second to import

    options: dict[str, Any] = {
        "sep": layout.separator or r"\s+",
        "decimal": "," if layout.comma else ".",
        "header": None,
        "names": list(range(max(layout.width, 3))),
        "usecols": [0, 1, 2],
        "skiprows": layout.skipped,
        "engine": "c",
        "encoding": "latin-1",
        "low_memory": False,
        "chunksize": CHUNK,
        "on_bad_lines": "skip",
    }
    if not layout.separator and not layout.comma:
        # Single blanks, the usual case, are read in half the time.
        options["skipinitialspace"] = True
    done = 0
    try:
        with (
            opened(part, job) as stream,
            pd.read_csv(as_file(_Lines(stream, part.name)), dtype=np.float64, **options) as reader,
        ):
            for table in reader:
                done += 1
                yield table.to_numpy()
    except pd.errors.EmptyDataError as error:
        raise PlanningError("error.ground.xyz", file=part.name) from error
    except (ValueError, pd.errors.ParserError):
        yield from _lenient(part, options, done, job)


def _lenient(part: Part, options: dict[str, Any], done: int, job: Job) -> Iterator[Array]:
    """The same behind the first chunks, with NaN for what is no number; slower."""
    import pandas as pd

    comma = options.pop("decimal") == ","
    try:
        with (
            opened(part, job) as stream,
            pd.read_csv(as_file(_Lines(stream, part.name)), dtype=str, **options) as reader,
        ):
            for table in itertools.islice(reader, done, None):
                columns = [table[c].str.replace(",", ".") if comma else table[c] for c in table]
                yield np.column_stack([pd.to_numeric(c, errors="coerce").to_numpy(np.float64) for c in columns])
    except (ValueError, pd.errors.ParserError) as error:
        raise PlanningError("error.ground.xyz", file=part.name) from error


def gridded(points: Array) -> Block | None:
    """Points on a grid as a raster with the points at its cells' centres; None where they form none.

    Args:
        points: shape (n, 3), in any order; gaps are voids.
    """
    step_x, columns = _steps(points[:, 0])
    step_y, rows = _steps(points[:, 1])
    if not step_x or not step_y or columns * rows > 20 * len(points) + 1000:
        return None
    west, north = points[:, 0].min(), points[:, 1].max()
    column = np.rint((points[:, 0] - west) / step_x).astype(np.int64)
    row = np.rint((north - points[:, 1]) / step_y).astype(np.int64)
    values = np.full(rows * columns, np.nan, np.float32)
    values[row * columns + column] = credible(points[:, 2])
    transform = affine(float(west) - step_x / 2, float(north) + step_y / 2, step_x, step_y)
    return Block(values.reshape(rows, columns), transform)


def _steps(values: Array) -> tuple[float, int]:
    """Greatest common step of coordinates, to the millimetre, and how many it is from first to last; zeros for none.

    The same coordinates stand in every row, so there are few different ones.
    """
    places = np.unique(np.rint(values * 1000).astype(np.int64))
    if len(places) < 2:
        return 0.0, 0
    step = int(np.gcd.reduce(np.diff(places)))
    if step < 1000 * SMALLEST_STEP:
        return 0.0, 0
    return step / 1000, int((places[-1] - places[0]) // step) + 1


def scattered(points: Array, coarsest: float) -> Points:
    """Points that form no grid: triangles between them, or means where they are very many."""
    heights = credible(points[:, 2])
    good = points[np.isfinite(heights)]
    span = good[:, :2].max(axis=0) - good[:, :2].min(axis=0) if len(good) else np.zeros(2)
    spacing = float(np.sqrt(max(span[0] * span[1], 1.0) / max(len(good), 1)))
    cell = max(min(round(spacing, 1) / 2, 2.0), 0.5, coarsest)
    return Points(good, "triangles" if len(good) <= MOST_TRIANGULATED else "mean", cell)


# Delaunay triangles of more points take too long; such points are dense anyway.
MOST_TRIANGULATED = 400_000
