"""Coordinate reference systems: names as files write them, axis order, the way into the site's projected CRS."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pyproj
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info

from planningtable.city.grid import Array, Extent
from planningtable.domain.text import PlanningError

_EPSG = re.compile(r"EPSG(?:\.xml#|[:/]+)(?:(?:\d+(?:\.\d+)*)?[:/]+)?(\d{4,6})", re.IGNORECASE)
_VERTICAL = re.compile(r"\+(?:EPSG:+)?(\d{4,6})", re.IGNORECASE)
_PLAIN = re.compile(r"\s*(\d{4,6})\s*")
_ADV = re.compile(r"urn:adv:crs:([^*]+)(?:\*(.+))?$", re.IGNORECASE)

# Names of the German surveying authorities (AdV, GeoInfoDok, table of CRS identifiers) → EPSG.
ADV_HORIZONTAL: Mapping[str, int] = MappingProxyType(
    {
        "ETRS89_UTM31": 25831,
        "ETRS89_UTM32": 25832,
        "ETRS89_UTM33": 25833,
        "ETRS89_LAT-LON": 4258,
        "DE_DHDN_3GK2": 31466,
        "DE_DHDN_3GK3": 31467,
        "DE_DHDN_3GK4": 31468,
        "DE_DHDN_3GK5": 31469,
        "DE_PD-83_3GK3": 3396,
        "DE_PD-83_3GK4": 3397,
        "DE_RD-83_3GK4": 3398,
        "DE_RD-83_3GK5": 3399,
    }
)
# Tried, in this order, when a file names no CRS: the ones that towns in and around Germany use.
PLAUSIBLE = (25832, 25833, 31466, 31467, 31468, 31469, 25831, 28992, 2056, 31256, 31370, 2154, 4258)
# Towns use a zone a little beyond its edge; more than this is another place [°].
MARGIN = (3.0, 1.0)
# Of a length; UTM has up to 0.1 % at the edge of its zone, national grids a little more.
MOST_DISTORTION = 0.01
WGS84 = pyproj.CRS.from_epsg(4326)


@dataclass(frozen=True, slots=True)
class Reference:
    """A CRS as a file names it.

    Attributes:
        name: as it stood in the file or was chosen.
        epsg: code of the horizontal CRS.
        vertical: name of the vertical datum; empty where none is named.
    """

    name: str
    epsg: int
    vertical: str

    @property
    def crs(self) -> pyproj.CRS:
        return pyproj.CRS.from_epsg(self.epsg)


def _from_code(name: str, code: int, vertical: str) -> Reference:
    try:
        crs = pyproj.CRS.from_epsg(code)
    except pyproj.exceptions.CRSError as error:
        raise PlanningError("error.city.unknown-crs", name=name) from error
    if crs.is_compound:
        parts = crs.sub_crs_list
        crs, vertical = parts[0], vertical or parts[1].name
    horizontal = crs.to_epsg()
    if horizontal is None:
        crs = crs.to_2d()
        horizontal = crs.to_epsg()
    if horizontal is None or not (crs.is_projected or crs.is_geographic):
        raise PlanningError("error.city.unknown-crs", name=name)
    return Reference(name, int(horizontal), vertical)


def named(name: str) -> Reference:
    """The CRS behind a name: EPSG in all spellings, compound names, names of the German surveying authorities.

    Raises:
        PlanningError: the name is none of these; it is never guessed.
    """
    adv = _ADV.match(name.strip())
    if adv:
        code = ADV_HORIZONTAL.get(adv[1].upper())
        if code is None:
            raise PlanningError("error.city.unknown-crs", name=name)
        return _from_code(name, code, adv[2] or "")
    codes = [int(c) for c in _EPSG.findall(name)] or [int(m[1]) for m in [_PLAIN.fullmatch(name)] if m]
    if not codes:
        raise PlanningError("error.city.unknown-crs", name=name)
    vertical = [*codes[1:], *(int(c) for c in _VERTICAL.findall(name))]
    return _from_code(name, codes[0], _vertical_name(vertical[0]) if vertical else "")


def _vertical_name(code: int) -> str:
    try:
        return f"{pyproj.CRS.from_epsg(code).name} (EPSG:{code})"
    except pyproj.exceptions.CRSError:
        return f"EPSG:{code}"


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """The way of a file's coordinates into a projected CRS in metres.

    Attributes:
        source: EPSG code of the file.
        target: EPSG code of the site.
        swapped: whether the first coordinate is the northing or latitude.
    """

    source: int
    target: int
    swapped: bool

    @property
    def crs(self) -> str:
        return f"EPSG:{self.target}"

    @property
    def axis_order(self) -> str:
        return "north, east" if self.swapped else "east, north"

    def project(self, points: Array) -> Array:
        """Points of shape (n, 3) or (n, 2) in the file's CRS and order → east, north (and height) in the site's CRS."""
        moved = np.array(points, np.float64)
        if self.swapped:
            moved[:, [0, 1]] = moved[:, [1, 0]]
        if self.source != self.target and len(moved):
            step = pyproj.Transformer.from_crs(self.source, self.target, always_xy=True)
            moved[:, 0], moved[:, 1] = step.transform(moved[:, 0], moved[:, 1])
        return moved


def _to_degrees(crs: pyproj.CRS, east: float, north: float) -> tuple[float, float]:
    lon, lat = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True).transform(east, north)
    return float(lon), float(lat)


def _fits(crs: pyproj.CRS, east: float, north: float, margin: tuple[float, float] = MARGIN) -> bool:
    """Whether a point lies where the CRS applies."""
    area = crs.area_of_use
    if crs.is_geographic and not (abs(east) <= 180 and abs(north) <= 90):
        return False
    lon, lat = _to_degrees(crs, east, north)
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return False
    if area is None:
        return True
    return (
        area.west - margin[0] <= lon <= area.east + margin[0]
        and area.south - margin[1] <= lat <= area.north + margin[1]
    )


def _north_first(crs: pyproj.CRS) -> bool:
    axes = crs.axis_info
    return bool(axes) and axes[0].direction.lower() == "north"


def suggestions(first: float, second: float) -> tuple[int, ...]:
    """EPSG codes among the usual ones in whose area a coordinate pair would lie; not a decision."""
    found = []
    for code in PLAUSIBLE:
        crs = pyproj.CRS.from_epsg(code)
        pair = (second, first) if crs.is_geographic else (first, second)
        if _fits(crs, *pair, margin=(0.0, 0.0)):
            found.append(code)
    return tuple(found)


def placement(reference: Reference, points: Array, target: int | None = None) -> Placement:
    """How coordinates get into a projected CRS.

    Args:
        reference: the file's CRS.
        points: some of its coordinates, shape (n, 2) or (n, 3).
        target: EPSG code of the site; unless given, the file's own if it is projected in metres that are metres on
            the ground, else the UTM zone.

    Raises:
        PlanningError: the coordinates do not lie in the area of the CRS in either order of axes.
    """
    crs = reference.crs
    first, second = (float(v) for v in np.median(np.asarray(points)[:, :2], axis=0))
    # Geographic coordinates come as the definition says; projected ones nearly always as east, north.
    orders = (_north_first(crs), not _north_first(crs)) if crs.is_geographic else (False, True)
    for swapped in orders:
        east, north = (second, first) if swapped else (first, second)
        if _fits(crs, east, north):
            if target is None:
                place = _to_degrees(crs, east, north)
                target = reference.epsg if _in_metres(crs) and _true_to_scale(crs, *place) else utm_zone(crs, *place)
            return Placement(reference.epsg, target, swapped)
    raise PlanningError(
        "error.city.wrong-crs",
        crs=f"EPSG:{reference.epsg}",
        name=crs.name,
        first=round(first, 2),
        second=round(second, 2),
        suggestion=suggestion_words(suggestions(first, second)),
    )


def suggestion_words(codes: Iterable[int]) -> str:
    return ", ".join(f"EPSG:{code}" for code in codes) or "–"


def _in_metres(crs: pyproj.CRS) -> bool:
    return bool(crs.is_projected and all(a.unit_conversion_factor == 1.0 for a in crs.axis_info[:2]))


def _true_to_scale(crs: pyproj.CRS, lon: float, lat: float) -> bool:
    """Whether a metre of the CRS is a metre on the ground; in web Mercator it is 0.6 m at the latitude of Berlin."""
    factors = pyproj.Proj(crs).get_factors(lon, lat)
    return bool(max(abs(factors.meridional_scale - 1), abs(factors.parallel_scale - 1)) <= MOST_DISTORTION)


def utm_zone(crs: pyproj.CRS, lon: float, lat: float) -> int:
    """EPSG code of the UTM zone at a place, of the CRS's own datum where there is one, else of WGS 84."""
    area = AreaOfInterest(lon - 1e-6, lat - 1e-6, lon + 1e-6, lat + 1e-6)
    geodetic = crs.geodetic_crs
    datum = geodetic.name if geodetic is not None else "WGS 84"
    for name in (datum, "WGS 84"):
        found = query_utm_crs_info(datum_name=name, area_of_interest=area)
        if found:
            return int(found[0].code)
    raise PlanningError("error.city.no-utm", lon=round(lon, 3), lat=round(lat, 3))


def degrees(crs: str, extent: Extent) -> Extent:
    """An extent in WGS 84, east = longitude, north = latitude [°]."""
    step = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
    return Extent(*(float(v) for v in step.transform_bounds(extent.west, extent.south, extent.east, extent.north)))
