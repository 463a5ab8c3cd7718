"""Where the sun stands: one formula for what is computed and for what is drawn.

The sun's longitude, the obliquity and sidereal time by the short series of J. Meeus, Astronomical Algorithms, 2nd ed.
1998, chapters 12, 22 and 25; refraction by G. G. Bennett 1982 in Sæmundsson's form, at 10 °C and 1010 hPa. From 1950 to
2050 it stays within 0.02° of the Solar Position Algorithm of NREL (Reda & Andreas 2004), also close to the horizon.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Extent
from planningtable.domain.text import PlanningError

Angles: TypeAlias = npt.NDArray[np.float64]

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
CENTURY = 36525.0
PARALLAX = 0.00244
"""Half the angle that the earth takes up seen from the sun [°]."""

LOWEST_REFRACTED = -0.8333
"""Elevation of the sun's middle, without air, at which its upper rim rises [°]; below it there is no refraction."""


@dataclass(frozen=True, slots=True)
class SunPosition:
    """Where the middle of the sun is seen.

    Attributes:
        azimuth: clockwise from north [0..360°).
        elevation: above the horizon, with refraction; negative at night [°].
    """

    azimuth: float
    elevation: float


def sun_position(latitude: float, longitude: float, when: datetime) -> SunPosition:
    """Position of the sun.

    Args:
        latitude: [° north].
        longitude: [° east].
        when: with its UTC offset.

    Raises:
        TypeError: ``when`` has no UTC offset.
    """
    azimuth, elevation = sun_angles(latitude, longitude, np.array([(when - J2000) / timedelta(days=1)]))
    return SunPosition(float(azimuth[0]), float(elevation[0]))


def sun_angles(latitude: float, longitude: float, days: Angles) -> tuple[Angles, Angles]:
    """Azimuth [0..360°) and elevation with refraction [°] of the sun, each of the shape of ``days``.

    Args:
        latitude: [° north].
        longitude: [° east].
        days: since 2000-01-01 12:00 UTC.
    """
    ascension, declination, sidereal = _equatorial(days)
    hour = np.radians(sidereal + longitude) - ascension
    place = np.radians(latitude)
    height = np.arcsin(np.sin(place) * np.sin(declination) + np.cos(place) * np.cos(declination) * np.cos(hour))
    azimuth = np.arctan2(
        -np.cos(declination) * np.sin(hour),
        np.sin(declination) * np.cos(place) - np.cos(declination) * np.cos(hour) * np.sin(place),
    )
    seen = np.degrees(height) - PARALLAX * np.cos(height)
    return np.degrees(azimuth) % 360.0, seen + _refraction(seen)


def _equatorial(days: Angles) -> tuple[Angles, Angles, Angles]:
    """Right ascension [rad], declination [rad] and sidereal time at Greenwich [°], all apparent."""
    t = days / CENTURY
    mean_longitude = 280.46646 + t * (36000.76983 + t * 0.0003032)
    anomaly = np.radians(357.52911 + t * (35999.05029 - t * 0.0001537))
    centre = (
        (1.914602 - t * (0.004817 + t * 0.000014)) * np.sin(anomaly)
        + (0.019993 - t * 0.000101) * np.sin(2 * anomaly)
        + 0.000289 * np.sin(3 * anomaly)
    )
    node = np.radians(125.04 - 1934.136 * t)
    nutation = -0.00478 * np.sin(node)
    longitude = np.radians(mean_longitude + centre - 0.00569 + nutation)
    obliquity = np.radians(23.4392911 - t * 0.0130042 + 0.00256 * np.cos(node))
    ascension = np.arctan2(np.cos(obliquity) * np.sin(longitude), np.cos(longitude))
    declination = np.arcsin(np.sin(obliquity) * np.sin(longitude))
    sidereal = 280.46061837 + 360.98564736629 * days + 0.000387933 * t**2 + nutation * np.cos(obliquity)
    return ascension, declination, sidereal


def _refraction(elevation: Angles) -> Angles:
    """How much higher air shows the sun [°]."""
    above = np.maximum(elevation, LOWEST_REFRACTED)
    raised = 1.02 / (60.0 * np.tan(np.radians(above + 10.3 / (above + 5.11))))
    return np.where(elevation >= LOWEST_REFRACTED, raised, 0.0)


def place_of(crs: str, extent: Extent) -> tuple[float, float]:
    """Latitude and longitude of the middle of an extent [°].

    Args:
        crs: of the extent, as a site states it.
        extent: [m].

    Raises:
        PlanningError: the CRS does not say where on earth that is.
    """
    import pyproj  # a tenth of a second that only who asks for a place pays

    try:
        to_degrees = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        longitude, latitude = to_degrees.transform(*extent.centre)
    except pyproj.exceptions.ProjError as problem:
        raise PlanningError("error.sun.place", crs=crs) from problem
    if not (np.isfinite(latitude) and np.isfinite(longitude)):
        raise PlanningError("error.sun.place", crs=crs)
    return float(latitude), float(longitude)
