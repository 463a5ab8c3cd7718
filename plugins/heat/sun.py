"""Where the sun stands and how strong it is under a clear sky."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pvlib

from planningtable.api import sun_angles, sun_position

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)

LINKE = 3.5
"""Linke turbidity of a clear summer day in a town [-]; guide value."""


@dataclass(frozen=True, slots=True)
class Sun:
    """Position and strength.

    Attributes:
        azimuth: clockwise from north [°].
        altitude: above the horizon, with refraction [°].
        highest: greatest altitude of the day [°].
        sunrise: local time [h].
        hour: local time [h].
        total: global radiation on the horizontal [W/m²].
        direct: direct radiation at right angles to the beam [W/m²].
        diffuse: diffuse radiation on the horizontal [W/m²].
    """

    azimuth: float
    altitude: float
    highest: float
    sunrise: float
    hour: float
    total: float
    direct: float
    diffuse: float


def sun_at(latitude: float, longitude: float, when: datetime) -> Sun:
    """The sun under a clear sky (Ineichen & Perez 2002, through pvlib).

    Args:
        latitude: [° north].
        longitude: [° east].
        when: local standard time with its UTC offset.
    """
    midnight = when.replace(hour=0, minute=0, second=0, microsecond=0)
    since = (midnight - J2000) / timedelta(days=1)
    day = sun_angles(latitude, longitude, since + np.arange(288) / 288.0)[1]
    sun = sun_position(latitude, longitude, when)
    up = np.nonzero(day > 0.0)[0]
    return Sun(
        sun.azimuth,
        sun.elevation,
        float(day.max()),
        float(up[0]) / 12.0 if len(up) else 6.0,
        when.hour + when.minute / 60.0,
        *_clear_sky(90.0 - sun.elevation),
    )


def _clear_sky(zenith: float) -> tuple[float, float, float]:
    """Global, direct and diffuse radiation [W/m²]; none at night."""
    if zenith >= 90.0:
        return 0.0, 0.0, 0.0
    mass = pvlib.atmosphere.get_absolute_airmass(pvlib.atmosphere.get_relative_airmass(zenith))
    clear = pvlib.clearsky.ineichen(zenith, mass, LINKE)
    return float(clear["ghi"]), float(clear["dni"]), float(clear["dhi"])


def local_time(month: int, day: int, hour: float, utc_offset: float, year: int = 2026) -> datetime:
    """A time of day [h] in a zone [h east of UTC]."""
    zone = timezone(timedelta(hours=utc_offset))
    return datetime(year, month, day, tzinfo=zone) + timedelta(hours=hour)
