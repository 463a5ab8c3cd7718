"""The ground of the demo district: heights and land cover in cells of one metre, row 0 in the north."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import rasterio.features
import shapely
from rasterio.transform import Affine
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from planningtable.app.demo import plan
from planningtable.app.demo.houses import House
from planningtable.app.demo.plots import face_of
from planningtable.city.land_cover import LandCover

Heights = npt.NDArray[np.float32]
Covers = npt.NDArray[np.uint8]

ROWS, COLUMNS = int(plan.HEIGHT), int(plan.WIDTH)
CELLS = Affine(1.0, 0.0, 0.0, 0.0, -1.0, plan.HEIGHT)
BANK = 14.0
KERB = 0.12
DIP = 2.5


def heights() -> Heights:
    """Ground height [m DHHN2016], shape (520, 640): a valley, an embankment, a hollow below it, kerbs."""
    east = (np.arange(COLUMNS) + 0.5)[None, :]
    north = (plan.HEIGHT - np.arange(ROWS) - 0.5)[:, None]
    course = np.asarray(plan.STREAM.coords)
    beside = north - np.interp(east, course[:, 0], course[:, 1])
    ground = 142.0 - 0.003 * east + 0.034 * _soft(beside - BANK) + 0.02 * _soft(-beside - BANK)
    ground = ground + 0.22 * np.sin(east / 41.0 + 0.7) * np.cos(north / 53.0) + 0.12 * np.sin((east + 2 * north) / 67.0)
    carriageways = mask(street.line.buffer(street.width / 2) for street in plan.STREETS)
    ground = ground - KERB * carriageways
    ground = _underpass(ground)
    channel = 1.45 * np.exp(-((distance_to(plan.STREAM, 12.0) / 3.4) ** 2))
    return np.asarray(np.round(ground - channel, 3), np.float32)


def _soft(value: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """max(value, 0) with a rounded foot."""
    return np.asarray(7.0 * np.logaddexp(0.0, value / 7.0), np.float64)


def distance_to(line: LineString, reach: float) -> npt.NDArray[np.float64]:
    """Distance of every cell centre from a line, capped at a reach [m]."""
    found = np.full((ROWS, COLUMNS), reach)
    rows, columns = np.nonzero(mask([line.buffer(reach)]))
    points = shapely.points(columns + 0.5, plan.HEIGHT - rows - 0.5)
    found[rows, columns] = np.minimum(shapely.distance(points, line), reach)
    return found


def _underpass(ground: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Raise the railway on its embankment; let the streets and the stream through; sink the street below it."""
    reach = 16.0
    rail = distance_to(plan.RAILWAY, reach)
    north = (plan.HEIGHT - np.arange(ROWS) - 0.5)[:, None]
    top = 149.5 + 0.006 * (north - 250.0)
    share = np.clip((14.5 - rail) / 9.5, 0.0, 1.0)
    gap = np.full((ROWS, COLUMNS), 30.0)
    for line, half in ((street("Lange Straße").line, 6.0), (street("Wiesenstraße").line, 5.5), (plan.STREAM, 6.0)):
        gap = np.minimum(gap, distance_to(line, 30.0) - half)
    raised = ground + (top - ground) * share * np.clip(gap / 2.5, 0.0, 1.0)
    across = distance_to(street("Lange Straße").line, 12.0)
    rows, columns = np.indices((ROWS, COLUMNS))
    along = np.hypot(columns + 0.5 - plan.UNDERPASS.x, plan.HEIGHT - rows - 0.5 - plan.UNDERPASS.y)
    sunk = DIP * 0.5 * (1 + np.cos(math.pi * np.minimum(along / 42.0, 1.0))) * np.clip((8.5 - across) / 3.0, 0.0, 1.0)
    return np.asarray(raised - sunk, np.float64)


def street(name: str) -> plan.Street:
    return next(street for street in plan.STREETS if street.name == name)


def mask(shapes: Iterable[BaseGeometry]) -> npt.NDArray[np.bool_]:
    """Cells whose centre lies in one of the shapes."""
    burnt = rasterio.features.rasterize(
        ((shape, 1) for shape in shapes), out_shape=(ROWS, COLUMNS), transform=CELLS, dtype="uint8"
    )
    return np.asarray(burnt, bool)


def lowest_under(outline: Polygon, ground: Heights) -> float:
    """The lowest ground in the cells that a footprint touches [m], to the centimetre."""
    west, south, east, north = outline.bounds
    rows = slice(max(int(plan.HEIGHT - north), 0), int(plan.HEIGHT - south) + 1)
    columns = slice(max(int(west), 0), int(east) + 1)
    window = Affine(1.0, 0.0, columns.start, 0.0, -1.0, plan.HEIGHT - rows.start)
    part = ground[rows, columns]
    inside = rasterio.features.rasterize(
        [(outline, 1)], out_shape=part.shape, transform=window, dtype="uint8", all_touched=True
    )
    return round(float(part[inside == 1].min()), 2)


def land_cover(houses: Sequence[House]) -> Covers:
    """`LandCover` codes, shape (520, 640); later areas lie over earlier ones."""
    covers = np.full((ROWS, COLUMNS), LandCover.LAWN, np.uint8)
    for cover, shapes in _areas():
        covers[mask(shapes)] = cover
    covers[mask(house.outline for house in houses)] = LandCover.BUILDING
    return covers


def _areas() -> Iterable[tuple[LandCover, list[BaseGeometry]]]:
    faces = [(block, face_of(block)) for block in plan.BLOCKS]
    courts = [face for block, face in faces if block.pattern is plan.Pattern.PERIMETER]
    rows = [face for block, face in faces if block.pattern is plan.Pattern.ROWS]
    streets = plan.STREETS
    yield LandCover.MEADOW, [plan.PARK.buffer(6), plan.STREAM.buffer(26)]
    yield LandCover.FIELD, [Polygon([(0, 515.5), (124, 511.5), (123, 520), (0, 520)])]
    yield LandCover.SHRUBS, [plan.STREAM.buffer(7.5)]
    yield LandCover.LAWN, [plan.PARK.buffer(-9)]
    yield LandCover.SHRUBS, [plan.RAILWAY.buffer(15)]
    yield LandCover.GRAVEL, [plan.RAILWAY.buffer(4.5)]
    yield LandCover.PAVING, [*courts, plan.SQUARE.buffer(5)]
    yield LandCover.LAWN, [court.buffer(-19.0) for court in courts[::2]]
    yield LandCover.ASPHALT, [court.buffer(-21.0) for court in courts[1::4]]
    yield LandCover.PERMEABLE_PAVING, [row.exterior.buffer(4.5).intersection(row) for row in rows]
    yield LandCover.ASPHALT, [plan.SCHOOL_YARD, *plan.YARDS, *plan.PARKING]
    yield LandCover.LAWN, [plan.PLAYING_FIELD]
    yield LandCover.BARE_SOIL, [plan.KINDERGARTEN_GARDEN.buffer(-8)]
    yield LandCover.PERMEABLE_PAVING, [path.line.buffer(path.width / 2) for path in plan.PATHS]
    yield LandCover.WATER, [plan.STREAM.buffer(2.6)]
    yield LandCover.PAVING, [s.line.buffer(s.corridor / 2, cap_style="flat", join_style="mitre") for s in streets]
    yield LandCover.LAWN, _tree_strips()
    yield LandCover.ASPHALT, [street.line.buffer(street.width / 2) for street in streets]


def _tree_strips() -> list[BaseGeometry]:
    """The unsealed strips in which the trees of the Lindenallee stand."""
    line = street("Lindenallee").line
    crossing = shapely.union_all([s.line.buffer(s.corridor / 2 + 3) for s in plan.STREETS if s.name != "Lindenallee"])
    strips = [line.offset_curve(side * 5.6).buffer(0.9, cap_style="flat") for side in (1, -1)]
    return [strip.difference(crossing) for strip in strips]
