"""Coordinate reference systems: axis order, and the way of a file's coordinates into the site's projected CRS."""

import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pyproj
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]  # documented there, typed elsewhere
from pyproj.transformer import AreaOfInterest as Around
from pyproj.transformer import Transformer, TransformerGroup

from planningtable.city.crs.area import MARGIN, PLAUSIBLE, beside_zero, fits, geodetic, suggestion_words, suggestions
from planningtable.city.crs.names import ADV_HORIZONTAL, Reference, named
from planningtable.city.grid import Array, Extent
from planningtable.domain.text import PlanningError, Text

__all__ = [
    "ADV_HORIZONTAL",
    "MARGIN",
    "PLAUSIBLE",
    "Placement",
    "Reference",
    "degrees",
    "named",
    "placement",
    "suggestion_words",
    "suggestions",
    "utm_zone",
]

# Of a length; UTM has up to 0.1 % at the edge of its zone, national grids a little more.
MOST_DISTORTION = 0.01
# The same zone with its number before the easting (32 458 868) and without it (458 868).
WITH_ZONE: Mapping[int, int] = MappingProxyType({25831: 5649, 25832: 4647, 25833: 5650})
WITHOUT_ZONE: Mapping[int, int] = MappingProxyType(
    {5649: 25831, 4647: 25832, 5650: 25833, 5651: 25831, 5652: 25832, 5653: 25833}
)
# Size of the squares within which one transformation between datums is chosen, so that neighbouring files share it [°].
NEIGHBOURHOOD = 0.1
WGS84 = pyproj.CRS.from_epsg(4326)


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """The way of a file's coordinates into a projected CRS in metres; can be pickled.

    Attributes:
        source: EPSG code of the file; 0 where ``definition`` says what it is.
        target: EPSG code of the site.
        swapped: whether the first coordinate is the northing or latitude.
        definition: well-known text of a source without code.
        at: longitude and latitude of the data, by which the transformation between datums is chosen [°].
        height_unit: metres per unit of height.
        local: whether the coordinates are metres near zero, outside the area of use, and kept as they are.
        accuracy: of the transformation [m]; 0 where there is none or it is exact, -1 where it is unknown.
        notes: what the user should know of it.
    """

    source: int
    target: int
    swapped: bool
    definition: str = ""
    at: tuple[float, float] = (0.0, 0.0)
    height_unit: float = 1.0
    local: bool = False
    accuracy: float = 0.0
    notes: tuple[Text, ...] = ()

    @property
    def crs(self) -> str:
        return f"EPSG:{self.target}"

    @property
    def axis_order(self) -> str:
        return "north, east" if self.swapped else "east, north"

    def project(self, points: Array) -> Array:
        """Points of shape (n, 3) or (n, 2) in the file's CRS and order → east, north (and height) in the site's CRS.

        What has no place in the site's CRS becomes NaN.
        """
        moved = np.array(points, np.float64)
        if not len(moved):
            return moved
        first, second = (1, 0) if self.swapped else (0, 1)
        east, north = moved[:, first].copy(), moved[:, second].copy()
        if self.source != self.target:
            _step(self.definition or self.source, self.target, _square(self.at)).transform(east, north, inplace=True)
            lost = ~(np.isfinite(east) & np.isfinite(north))
            east[lost] = north[lost] = np.nan
        moved[:, 0], moved[:, 1] = east, north
        if self.height_unit != 1.0 and moved.shape[1] > 2:
            moved[:, 2] *= self.height_unit
        return moved


def _square(at: tuple[float, float]) -> tuple[float, float]:
    """The middle of the square that a place is in [°]."""
    return round(at[0] / NEIGHBOURHOOD) * NEIGHBOURHOOD, round(at[1] / NEIGHBOURHOOD) * NEIGHBOURHOOD


@lru_cache(maxsize=64)
def _step(source: int | str, target: int, at: tuple[float, float]) -> Transformer:
    """The most accurate transformation at a place that needs no grid which is not on this machine."""
    # Grids that PROJ would fetch are never fetched.
    set_network_enabled(active=False)
    area = Around(*(at[i] + d for d in (-NEIGHBOURHOOD, NEIGHBOURHOOD) for i in (0, 1)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that better grids exist is told by `accuracy`
        group = TransformerGroup(source, target, always_xy=True, area_of_interest=area)
    if not group.transformers:
        raise PlanningError("error.crs.no-way", source=_label(source), target=f"EPSG:{target}")
    return group.transformers[0]


def _label(source: int | str) -> str:
    return f"EPSG:{source}" if isinstance(source, int) else pyproj.CRS.from_wkt(source).name


def _north_first(crs: pyproj.CRS) -> bool:
    axes = crs.axis_info
    return bool(axes) and axes[0].direction.lower() == "north"


def _orders(reference: Reference, crs: pyproj.CRS) -> tuple[bool, bool]:
    """Whether north comes first, in the order to try.

    Geographic coordinates come as the definition says; projected ones nearly always as east, north.
    """
    if not crs.is_geographic:
        return False, True
    north_first = _north_first(crs) and not reference.lon_first
    return north_first, not north_first


def placement(
    reference: Reference, points: Array, target: int | None = None, near: tuple[float, float] | None = None
) -> Placement:
    """How coordinates get into a projected CRS.

    Metres near zero in a metric CRS, outside its area of use, are kept as they are (`Placement.local`, with a note).

    Args:
        reference: the file's CRS.
        points: some of its coordinates, shape (n, 2) or (n, 3).
        target: EPSG code of the site; unless given, the file's own if it is projected in metres that are metres on
            the ground, else the UTM zone.
        near: longitude and latitude of the site [°], which decides where both axis orders of degrees are possible.

    Raises:
        PlanningError: the coordinates do not lie in the area of the CRS in either order of axes.
    """
    finite = np.asarray(points, np.float64)
    finite = finite[np.isfinite(finite).all(axis=1)]
    crs = reference.crs
    first, second = (float(v) for v in np.median(finite[:, :2], axis=0)) if len(finite) else (math.nan, math.nan)
    if target in (None, reference.epsg) and _lies_beside_zero(crs, finite, (first, second)):
        note = Text.of("crs.note.local", crs=reference.label, name=crs.name)
        return Placement(reference.epsg, reference.epsg, swapped=False, local=True, notes=(note,))
    for one, zone in _with_zone(reference, crs):
        orders = [s for s in _orders(one, zone) if fits(zone, *((second, first) if s else (first, second)))]
        if not orders:
            continue
        swapped = _nearest(orders, first, second, near) if zone.is_geographic else orders[0]
        return _placed(reference, one, (first, second), target, swapped)
    raise PlanningError(
        "error.city.wrong-crs",
        crs=reference.label,
        name=crs.name,
        first=round(first, 2),
        second=round(second, 2),
        suggestion=suggestion_words(suggestions(first, second)[:4], first, second),
    )


def _lies_beside_zero(crs: pyproj.CRS, points: Array, middle: tuple[float, float]) -> bool:
    """Whether a model was set beside the origin of a metric CRS by hand, outside its area of use.

    Such samples are kept as they are: moving them would be a guess, and refusing them would help nobody.
    """
    return _in_metres(crs) and beside_zero(points) and not fits(crs, *middle, margin=(0.0, 0.0))


def _with_zone(reference: Reference, crs: pyproj.CRS) -> tuple[tuple[Reference, pyproj.CRS], ...]:
    """The CRS itself, and the same with the number of the zone before the easting or without it."""
    other = WITH_ZONE.get(reference.epsg) or WITHOUT_ZONE.get(reference.epsg)
    if other is None:
        return ((reference, crs),)
    twin = Reference(reference.name, other, reference.vertical, height_unit=reference.height_unit)
    return (reference, crs), (twin, twin.crs)


def _nearest(orders: list[bool], first: float, second: float, near: tuple[float, float] | None) -> bool:
    if near is None or len(orders) == 1:
        return orders[0]
    place = {s: (second, first) if s else (first, second) for s in orders}
    return min(orders, key=lambda s: math.dist(place[s], near))


def _placed(
    named_as: Reference, reference: Reference, pair: tuple[float, float], target: int | None, swapped: bool
) -> Placement:
    crs = reference.crs
    place = _to_degrees(reference, *(pair[::-1] if swapped else pair))
    goal = target or _goal(reference, crs, place)
    notes = []
    if swapped != (_north_first(crs) and not reference.lon_first):
        notes.append(Text.of(f"crs.note.axes-{'north' if swapped else 'east'}", crs=reference.label))
    if reference.epsg != named_as.epsg:
        id = "crs.note.zone" if reference.epsg in WITHOUT_ZONE else "crs.note.no-zone"
        notes.append(Text.of(id, crs=named_as.label, read=reference.label))
    accuracy = 0.0
    if reference.epsg != goal:
        accuracy = float(_step(reference.definition or reference.epsg, goal, _square(place)).accuracy)
        notes += _accuracy_note(reference.label, goal, accuracy)
    return Placement(
        reference.epsg,
        goal,
        swapped,
        reference.definition,
        place,
        reference.height_unit,
        accuracy=accuracy,
        notes=tuple(notes),
    )


def _accuracy_note(source: str, target: int, accuracy: float) -> list[Text]:
    if accuracy < 0:
        return [Text.of("crs.note.accuracy-unknown", source=source, target=f"EPSG:{target}")]
    if accuracy == 0:
        return []
    return [Text.of("crs.note.accuracy", source=source, target=f"EPSG:{target}", accuracy=round(accuracy, 2))]


def _goal(reference: Reference, crs: pyproj.CRS, place: tuple[float, float]) -> int:
    """EPSG code of the site's CRS, if this file decides on it."""
    # Terrain and everything else comes without the zone's number.
    plain = WITHOUT_ZONE.get(reference.epsg)
    if plain is not None:
        return plain
    if reference.epsg and _in_metres(crs) and _true_to_scale(crs, *place):
        return reference.epsg
    return utm_zone(crs, *place)


def _to_degrees(reference: Reference, east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude, to about ten metres [°]."""
    lon, lat = geodetic(reference.crs, east, north)
    return round(lon, 4), round(lat, 4)


def _in_metres(crs: pyproj.CRS) -> bool:
    return bool(crs.is_projected and all(a.unit_conversion_factor == 1.0 for a in crs.axis_info[:2]))


def _true_to_scale(crs: pyproj.CRS, lon: float, lat: float) -> bool:
    """Whether a metre of the CRS is a metre on the ground; in web Mercator it is 0.6 m at the latitude of Berlin."""
    factors = pyproj.Proj(crs).get_factors(lon, lat)
    return bool(max(abs(factors.meridional_scale - 1), abs(factors.parallel_scale - 1)) <= MOST_DISTORTION)


def utm_zone(crs: pyproj.CRS, lon: float, lat: float) -> int:
    """EPSG code of the UTM zone at a place, of the CRS's own datum where there is one, else of WGS 84."""
    area = AreaOfInterest(lon - 1e-6, lat - 1e-6, lon + 1e-6, lat + 1e-6)
    of_datum = crs.geodetic_crs
    datum = of_datum.name if of_datum is not None else "WGS 84"
    for name in (datum, "WGS 84"):
        found = query_utm_crs_info(datum_name=name, area_of_interest=area)
        if found:
            return int(found[0].code)
    raise PlanningError("error.city.no-utm", lon=round(lon, 3), lat=round(lat, 3))


def degrees(crs: str, extent: Extent) -> Extent:
    """An extent in WGS 84, east = longitude, north = latitude [°]."""
    step = _into_degrees(crs)
    return Extent(*(float(v) for v in step.transform_bounds(extent.west, extent.south, extent.east, extent.north)))


@lru_cache(maxsize=64)
def _into_degrees(crs: str) -> Transformer:
    """Kept, as a town's thousand files lie in the same CRS, and PROJ looks for each way among all grids it knows of."""
    return Transformer.from_crs(crs, WGS84, always_xy=True)
