"""Where coordinates would lie on Earth under a CRS, and which CRSs would fit them."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pyproj

from planningtable.city.grid import Array

# Tried, in this order, when a file names no CRS or a wrong one: what towns in and around Germany use …
PLAUSIBLE = (25832, 25833, 31467, 31466, 31468, 31469, 4647, 5650, 25831, 3068, 28992, 2056, 21781, 31256, 31255, 31254)
PLAUSIBLE_NEAR = (31259, 31258, 31257, 3398, 3399, 31370, 3812, 2169, 2154, 2180, 5514, 4258)
# … and, only where none of those fits, what is used further away.
PLAUSIBLE_FAR = (27700, 3006, 3067, 3035, 3857)
# Towns use a zone a little beyond its edge; more than this is another place [°].
MARGIN = (3.0, 1.0)
# Coordinates this close to zero are local ones, set beside the origin by hand [m].
LOCAL_REACH = 10_000.0
# No town is wider [°]; what is wider, is metres.
WIDEST_DEGREES = 2.0
# Height by width from which on the width is in degrees.
SLENDER = 5.0


def geodetic(crs: pyproj.CRS, east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude on the datum of the CRS itself [°]; infinite where there is no such place."""
    if crs.is_geographic:
        return east, north
    try:
        lon, lat = pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True).transform(east, north)
    except pyproj.exceptions.ProjError:  # a definition that says nothing sensible
        return math.inf, math.inf
    return float(lon), float(lat)


def fits(crs: pyproj.CRS, east: float, north: float, margin: tuple[float, float] = MARGIN) -> bool:
    """Whether a point lies where the CRS applies."""
    lon, lat = geodetic(crs, east, north)
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        return False
    area = crs.area_of_use
    if area is None:
        return True
    west, east_edge = area.west - margin[0], area.east + margin[0]
    inside = west <= lon <= east_edge if area.west <= area.east else lon >= west or lon <= east_edge
    return inside and area.south - margin[1] <= lat <= area.north + margin[1]


def suggestions(first: float, second: float) -> tuple[int, ...]:
    """EPSG codes in whose area a coordinate pair would lie, the likeliest first; not a decision."""
    if not (math.isfinite(first) and math.isfinite(second)):
        return ()
    near = _fitting((*PLAUSIBLE, *PLAUSIBLE_NEAR), first, second)
    if near or max(abs(first), abs(second)) <= LOCAL_REACH:
        return near
    return _fitting(PLAUSIBLE_FAR, first, second)


def _fitting(codes: Sequence[int], first: float, second: float) -> tuple[int, ...]:
    """Those that fit as they are usually written, then those that fit the other way round."""
    straight, turned = [], []
    for code in codes:
        crs = pyproj.CRS.from_epsg(code)
        usual = (second, first) if crs.is_geographic else (first, second)
        if fits(crs, *usual, margin=(0.0, 0.0)):
            straight.append(code)
        elif fits(crs, *usual[::-1], margin=(0.0, 0.0)):
            turned.append(code)
    return tuple(straight or turned)


def suggestion_words(codes: Iterable[int], first: float | None = None, second: float | None = None) -> str:
    """Codes for a sentence; with a coordinate pair, also the place where each of them would put it."""
    words = []
    for code in codes:
        place = "" if first is None or second is None else _place(code, first, second)
        words.append(f"EPSG:{code}{place}")
    return ", ".join(words) or "–"


def _place(code: int, first: float, second: float) -> str:
    crs = pyproj.CRS.from_epsg(code)
    usual = (second, first) if crs.is_geographic else (first, second)
    if not fits(crs, *usual, margin=(0.0, 0.0)):
        usual = usual[::-1]
    lon, lat = geodetic(crs, *usual)
    return f" ({_minutes(lat, 'N', 'S')} {_minutes(lon, 'E', 'W')})"


def _minutes(degrees: float, positive: str, negative: str) -> str:
    """Degrees and minutes: needs no decimal sign, so it reads the same in each language."""
    whole = round(abs(degrees) * 60)
    return f"{whole // 60}°{whole % 60:02d}′{positive if degrees >= 0 else negative}"


def beside_zero(points: Array) -> bool:
    """Whether coordinates, shape (n, 2) or (n, 3), are local metres near zero, and no degrees."""
    values = np.asarray(points, np.float64)
    plane = values[:, :2]
    if not len(plane) or not bool((np.abs(plane) <= LOCAL_REACH).all()):
        return False
    width = float(np.ptp(plane, axis=0).max())
    if bool((np.abs(plane) > 180).any()) or width > WIDEST_DEGREES:
        return True
    # Could be degrees: a town is narrow in them, but its houses are still as high as they are in metres.
    return values.shape[1] > 2 and float(np.ptp(values[:, 2])) <= SLENDER * width
